"""The index cannot be asked: searching says so kindly, and everything else stays open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from flask.testing import FlaskClient

from archive.actions import desk
from archive.app import create_app
from archive.model.record import Value
from archive.wiring import Archive
from search.embedded import EmbeddedIndex
from search.index import SearchUnavailable
from tests.archive.carriers.working import at_work, soon
from tests.builders import a_record, an_archive, carried, deposited, some_settings

PLACE = {"spatial": (Value("Bellevue", "fr", authority="bellevue"),)}
RESTS = {"fr": "La recherche se repose", "en": "Search is resting", "ar": "البحث متوقف"}


@pytest.fixture
def away() -> Iterator[None]:
    with patch.object(EmbeddedIndex, "find", side_effect=SearchUnavailable("connection refused by node-7")):
        yield


@pytest.fixture
def ark(archive: Archive) -> str:
    first, _ = deposited(archive, a_record("r1", "La boulangerie", terms=PLACE), a_record("r2", "Le marché", terms=PLACE))
    return first


@pytest.mark.parametrize("language", RESTS)
@pytest.mark.parametrize("address", ["search?q=boulangerie", "search/values/place?q=pain", "search/feed.atom?q=pain"])
def test_a_search_says_in_the_readers_language_when_to_come_back(
    reader: FlaskClient, ark: str, away: None, language: str, address: str
) -> None:
    answer = reader.get(f"/{language}/{address}")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")
    assert RESTS[language] in page
    assert "node-7" not in page


def test_trying_again_asks_the_same_question(reader: FlaskClient, away: None) -> None:
    assert 'href="/fr/search?q=pain"' in reader.get("/fr/search?q=pain").get_data(as_text=True)


@pytest.mark.parametrize("language", RESTS)
def test_home_a_record_and_a_name_are_shown_and_say_what_is_missing(
    reader: FlaskClient, ark: str, away: None, language: str
) -> None:
    for address in ("", ark, "names/bellevue"):
        answer = reader.get(f"/{language}/{address}")
        assert answer.status_code == 200
        assert RESTS[language] in answer.get_data(as_text=True)
    assert "La boulangerie" in reader.get(f"/{language}/{ark}").get_data(as_text=True)


def test_home_still_counts_what_the_catalogue_can_count_and_shows_what_came_last(
    archive: Archive, reader: FlaskClient, ark: str, away: None
) -> None:
    deposited(archive, a_record("r3", "Une photographie fermée"), open_=False)
    page = reader.get("/fr/").get_data(as_text=True)
    assert "2 images de famille" in page
    assert "Une photographie fermée" not in page
    assert "Le marché" in page or "La boulangerie" in page


def test_a_place_never_says_that_nothing_speaks_of_it_when_nobody_could_be_asked(
    reader: FlaskClient, ark: str, away: None
) -> None:
    assert "Aucune archive ouverte" not in reader.get("/fr/names/bellevue").get_data(as_text=True)


def test_every_page_that_asks_no_index_is_as_ever(reader: FlaskClient, ark: str, away: None) -> None:
    for address in ("places", "names", "subjects", "about", "sign-in", "report"):
        answer = reader.get(f"/fr/{address}")
        assert (answer.status_code, RESTS["fr"] in answer.get_data(as_text=True)) == (200, False)


def test_names_are_suggested_without_titles(reader: FlaskClient, ark: str, away: None) -> None:
    offered = reader.get("/fr/suggest?q=bel").json
    assert offered is not None
    assert "Bellevue" in [each["text"] for each in offered]


def test_a_page_asks_an_index_that_does_not_answer_but_once(reader: FlaskClient, ark: str) -> None:
    with patch.object(EmbeddedIndex, "find", side_effect=SearchUnavailable("slow")) as asked:
        reader.get(f"/fr/{ark}")
    assert asked.call_count == 1


def test_the_desk_and_the_state_of_health_say_it_and_the_server_stays_in_service(
    archivist: FlaskClient, ark: str
) -> None:
    with patch.object(EmbeddedIndex, "count", side_effect=SearchUnavailable("gone")):
        assert "ne répond pas" in archivist.get("/fr/desk").get_data(as_text=True)
        health = archivist.get("/healthz")
    assert (health.status_code, health.json) == (200, {"well": True, "search": False})


def test_an_archive_whose_search_server_is_away_opens_shows_records_and_searches_once_it_is_there(
    tmp_path: Path, archive: Archive
) -> None:
    """No server listens at the address: connections are refused, as they are where one is down."""
    home = tmp_path / "elsewhere"
    down = an_archive(home, search_url="http://127.0.0.1:9")
    with at_work(down):
        (ark,) = deposited(down, a_record("r1", "La boulangerie"), carry=False)
        assert soon(lambda: ark in set(down.preservation.ids()))
        began = time.monotonic()
        reader = create_app(down).test_client()
        statuses = [reader.get(address).status_code for address in ("/fr/", f"/fr/{ark}", "/fr/search", "/fr/suggest?q=bel")]
        assert statuses == [200, 200, 503, 200]
        assert time.monotonic() - began < 30, "nobody waits long for a server that is down"
        assert desk.lag(down)[0] > 0
    down.close()
    up = an_archive(home)
    carried(up)
    assert some_settings(home).text("search_url") == ""
    assert desk.lag(up) == (0, None)
    assert create_app(up).test_client().get("/fr/search?q=boulangerie").status_code == 200
    up.close()
