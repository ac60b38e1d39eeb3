"""What every answer tells the browser; forms, sessions, limits."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from archive.actions import accounts
from archive.app import create_app
from archive.wiring import Archive
from tests.archive.web.conftest import PASSWORD, sent, token
from tests.builders import a_record, an_archive, deposited


def test_every_answer_carries_the_strict_policy(reader: FlaskClient) -> None:
    for address in ("/fr/", "/fr/search", "/nowhere", "/static/css/archive.css", "/healthz", "/fr/report", "/fr/sign-in"):
        with reader.get(address) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")


def test_no_page_has_an_inline_script_style_or_handler(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    for address in ("/fr/", "/fr/search", f"/fr/{ark}", "/fr/places", "/fr/report", "/fr/sign-in", "/fr/nowhere"):
        page = reader.get(address).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page), address


def test_what_depends_on_labels_is_kept_by_nobody_else(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    for address in (f"/fr/{ark}", "/fr/search", "/fr/"):
        assert reader.get(address).headers["Cache-Control"].startswith("private")


def test_static_files_may_be_kept_for_good_by_their_version(reader: FlaskClient) -> None:
    found = re.search(r'href="(/static/css/archive\.css\?v=[0-9a-f]+)"', reader.get("/fr/").get_data(as_text=True))
    assert found is not None
    with reader.get(found[1]) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_form_without_its_token_is_refused_kindly(reader: FlaskClient) -> None:
    answer = reader.post("/fr/report", data={"kind": "signal", "words": "bonjour"})
    assert answer.status_code == 400
    assert "resté ouvert trop longtemps" in answer.get_data(as_text=True)


def test_a_page_one_only_reads_sets_no_cookie(reader: FlaskClient) -> None:
    for address in ("/fr/", "/fr/search", "/fr/places"):
        assert "Set-Cookie" not in reader.get(address).headers


def test_the_session_cookie_is_for_this_site_and_this_server_alone(reader: FlaskClient) -> None:
    cookie = reader.get("/fr/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure_and_the_browser_told_to_stay(tmp_path_factory: pytest.TempPathFactory) -> None:
    archive = an_archive(tmp_path_factory.mktemp("https"), public_url="https://archives.example")
    client = create_app(archive).test_client()
    headers = client.get("/fr/sign-in", base_url="https://archives.example").headers
    assert "Secure" in headers["Set-Cookie"]
    assert "Strict-Transport-Security" in headers
    archive.close()


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(archive: Archive) -> None:
    create_app(archive)
    path = archive.settings.home / "secret"
    first = path.read_bytes()
    create_app(archive)
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o077 == 0


def test_the_desk_shows_strangers_the_door(reader: FlaskClient) -> None:
    answer = reader.get("/fr/desk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/fr/sign-in?then=/fr/desk")


def test_a_wrong_password_says_so_and_opens_nothing(archive: Archive, reader: FlaskClient) -> None:
    accounts.add(archive, "Anne", PASSWORD)
    assert sent(reader, "/fr/sign-in", name="Anne", password="wrong") == 401
    assert reader.get("/fr/desk").status_code == 303


def test_signing_in_never_leads_to_another_site(archive: Archive, reader: FlaskClient) -> None:
    accounts.add(archive, "Anne", PASSWORD)
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        data = {"csrf_token": token(reader, "/fr/sign-in"), "name": "Anne", "password": PASSWORD, "then": elsewhere}
        assert reader.post("/fr/sign-in", data=data).headers["Location"] == "/fr/desk"


def test_a_disabled_account_is_out_at_the_next_request(archive: Archive, archivist: FlaskClient) -> None:
    assert archivist.get("/fr/desk").status_code == 200
    accounts.disable(archive, "Anne")
    assert archivist.get("/fr/desk").status_code == 303


def test_signing_out_leaves_nothing_open(archivist: FlaskClient) -> None:
    assert sent(archivist, "/fr/sign-out", form_at="/fr/desk") == 303
    assert archivist.get("/fr/desk").status_code == 303


def test_the_sixth_report_of_an_hour_is_asked_to_wait(archive: Archive, reader: FlaskClient) -> None:
    fields = {"kind": "signal", "words": "Une faute dans le nom."}
    assert [sent(reader, "/fr/report", **fields) for _ in range(5)] == [200] * 5
    answer = reader.post("/fr/report", data={"csrf_token": token(reader, "/fr/report"), **fields})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"


def test_an_empty_report_is_given_back_with_what_is_missing(reader: FlaskClient) -> None:
    data = {"csrf_token": token(reader, "/fr/report"), "kind": "signal", "words": "  ", "reply": "anne@example.org"}
    answer = reader.post("/fr/report", data=data)
    assert answer.status_code == 400
    assert "anne@example.org" in answer.get_data(as_text=True)
