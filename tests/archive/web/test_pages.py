"""Pages as a reader gets them: their language, their records, what they hide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.actions import curate
from archive.actions.undo import take_back
from archive.app import create_app
from archive.catalogue import batches
from archive.model.ark import split
from archive.model.record import Value
from archive.model.transcript import Passage
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_file, a_record, an_archive, deposited, said


def text(client: FlaskClient, address: str, headers: Mapping[str, str] | None = None) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def test_the_front_door_leads_to_the_readers_language(reader: FlaskClient) -> None:
    for wish, language in (("fr", "fr"), ("en-GB,en;q=0.8", "en"), ("ar-DZ,ar", "ar"), ("pl", "fr"), ("", "fr")):
        assert reader.get("/", headers={"Accept-Language": wish}).headers["Location"] == f"/{language}/"


def test_the_permanent_address_of_a_record_leads_to_its_page(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    answer = reader.get(f"/{ark}", headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ar/{ark}")


def test_hyphens_and_capitals_in_an_ark_are_mended(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    naan, name = split(ark)
    answer = reader.get(f"/fr/ark:{naan}/{name[:4]}-{name[4:]}".replace("x1", "X1"))
    assert answer.headers["Location"] == f"/fr/{ark}"


def test_an_arabic_page_reads_from_right_to_left(reader: FlaskClient) -> None:
    assert '<html lang="ar" dir="rtl">' in text(reader, "/ar/")


def test_a_value_keeps_its_own_language_on_a_page_of_another(archive: Archive, reader: FlaskClient) -> None:
    terms = {"title": (Value("Entretien", "fr"), Value("مقابلة", "ar"))}
    (ark,) = deposited(archive, a_record(terms=terms))
    assert 'lang="ar" dir="rtl">مقابلة' in text(reader, f"/fr/{ark}")


def test_what_a_record_says_is_never_taken_for_markup(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(title="<script>alert(1)</script>", terms={"description": (Value("<b>x</b>"),)}))
    for address in (f"/fr/{ark}", "/fr/search", "/fr/"):
        page = text(reader, address)
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page


def test_a_closed_record_is_as_one_that_never_was(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(title="Une lettre secrète"), open_=False)
    closed, absent = reader.get(f"/fr/{ark}"), reader.get("/fr/ark:99999/x100000000")
    assert closed.status_code == absent.status_code == 404
    assert "secrète" not in closed.get_data(as_text=True)
    assert "Une lettre secrète" not in text(reader, "/fr/search?q=lettre")
    assert "Une lettre secrète" not in text(reader, "/fr/")


def test_closing_takes_a_page_away_at_the_next_request(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    assert reader.get(f"/fr/{ark}").status_code == 200
    curate.close_record(archive, ARCHIVIST, ark)
    assert reader.get(f"/fr/{ark}").status_code == 404
    assert reader.get(f"/fr/{ark}/citation.bib").status_code == 404


def test_a_withdrawn_record_leaves_a_page_that_says_so(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(title="La grève"))
    with archive.catalogue.reading() as c:
        batch = batches.all(c)[0].id
    take_back(archive, ARCHIVIST, batch)
    answer = reader.get(f"/fr/{ark}")
    assert answer.status_code == 410
    assert "Cette archive a été retirée." in answer.get_data(as_text=True)
    assert "La grève" not in answer.get_data(as_text=True)


def test_a_transcript_stands_on_the_page_with_its_times_and_both_languages(archive: Archive, reader: FlaskClient) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3", language="pt")
    words = {"f1": (*said("Bom dia.", language="pt"), Passage("f1", 9, "Bonjour.", "fr", "open", 3.0, 6.0))}
    (ark,) = deposited(archive, a_record(kind="interview", files=(sound,)), masters=[b"sound"], passages=words)
    page = text(reader, f"/fr/{ark}")
    assert '<time datetime="PT3S">00:03</time>' in page
    assert 'lang="pt" dir="ltr">Bom dia.' in page
    assert "Bonjour." in page


def test_a_search_quotes_the_passage_with_its_moment_and_marks_the_word(archive: Archive, reader: FlaskClient) -> None:
    sound = a_file(b"sound", role="sound", name="a.mp3")
    (ark,) = deposited(
        archive, a_record(kind="interview", files=(sound,)), masters=[b"sound"], passages={"f1": said("On parlait de la grève.")}
    )
    page = text(reader, "/fr/search?q=gr%C3%A8ve")
    assert f'href="/fr/{ark}?q=gr%C3%A8ve#f1-1"' in page
    assert "de la <mark>grève</mark>." in page
    assert "de la <mark>grève</mark>." in text(reader, f"/fr/{ark}?q=gr%C3%A8ve")


def test_a_search_without_result_says_what_to_try(reader: FlaskClient) -> None:
    page = text(reader, "/fr/search?q=zzqq+mot")
    assert "Chercher un seul mot" in page
    assert 'href="/fr/places"' in page


def test_no_address_of_a_search_is_an_error(reader: FlaskClient) -> None:
    long = "kind=" + "x" * 3000
    for query in ("page=-1", "page=99999999999", "from=abc&to=", "order=wrong", long, "q=%22%27l%27", "kind=a&kind=b&page=2"):
        assert reader.get(f"/fr/search?{query}").status_code == 200


def test_the_a_to_z_lists_a_place_with_its_records(archive: Archive, reader: FlaskClient) -> None:
    deposited(archive, a_record(terms={"spatial": (Value("Bellevue", "fr", authority="bellevue"),)}))
    assert 'href="/fr/names/bellevue"' in text(reader, "/fr/places")
    assert "Voir l’archive qui en parle" in text(reader, "/fr/names/bellevue")


def test_the_language_links_lead_to_the_same_page(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    assert f'href="/ar/{ark}"' in text(reader, f"/fr/{ark}")
    assert 'href="/en/search?q=pain"' in text(reader, "/fr/search?q=pain")


def test_the_citation_names_cote_publisher_and_permanent_address(archive: Archive, reader: FlaskClient) -> None:
    terms = {"creator": (Value("Joaquim Teixeira", role="pht"),)}
    (ark,) = deposited(archive, a_record(terms=terms, keys={"cote": "DRA 7"}, dates={"created": "vers 1966"}))
    page = text(reader, f"/fr/{ark}")
    for part in ("<bdi>TEIXEIRA, Joaquim</bdi>", "<bdi>DRA 7</bdi>", "<bdi>vers 1966</bdi>", f"http://localhost/{ark}"):
        assert part in page
    assert "author = {Teixeira, Joaquim}" in reader.get(f"/fr/{ark}/citation.bib").get_data(as_text=True)


def test_every_page_offers_to_report(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    assert f'href="/fr/report?about={ark}"' in text(reader, f"/fr/{ark}")
    for address in ("/fr/", "/fr/search", "/fr/places", "/fr/about"):
        assert "/fr/report?" in text(reader, address)


def test_the_server_says_that_it_is_well(reader: FlaskClient) -> None:
    assert reader.get("/healthz").json == {"well": True, "search": True}


def test_every_reader_gets_labels_in_their_own_language_whoever_came_first(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(keys={"cote": "DRA 7"}))
    for _ in range(2):
        for language, label in (("ar", "رمز الحفظ"), ("fr", "Cote"), ("en", "Reference code")):
            assert f"<dt>{label}</dt>" in text(reader, f"/{language}/{ark}").replace('<dt><bdi lang="fr">', "<dt>")


@pytest.mark.parametrize(("language", "word"), [("fr", "inventés"), ("en", "invented"), ("ar", "الخيال")])
def test_every_page_of_a_made_collection_says_that_it_is_made(tmp_path: Path, language: str, word: str) -> None:
    archive = an_archive(tmp_path, fictional=True)
    (ark,) = deposited(archive, a_record())
    reader = create_app(archive).test_client()
    for address in ("", "search", ark, "places", "names", "subjects", "about", "sign-in", "nowhere"):
        assert word in reader.get(f"/{language}/{address}").get_data(as_text=True), address
    archive.close()


def test_a_document_without_pages_is_read_on_its_page_by_those_who_may(archive: Archive, reader: FlaskClient) -> None:
    paper = a_file(b"docx", role="other", name="lettre.docx", media_type="application/octet-stream")
    words = {"f1": (Passage("f1", 1, "Chère sœur,", "fr"), Passage("f1", 2, "Un secret.", "fr", "closed"))}
    (ark,) = deposited(archive, a_record(kind="document", files=(paper,)), masters=[b"docx"], passages=words)
    page = text(reader, f"/fr/{ark}")
    assert 'id="f1-1" lang="fr" dir="ltr">Chère sœur,</p>' in page
    assert "secret" not in page
