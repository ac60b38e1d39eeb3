"""Searching in a browser's addresses: modes, lists of values, the feed, suggestions."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from archive.catalogue.tables import authorities
from archive.model.record import Value
from archive.wiring import Archive
from tests.builders import a_file, a_record, deposited, said

ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_a_mode_of_searching_is_said_in_the_address_and_on_the_page(archive: Archive, reader: FlaskClient) -> None:
    deposited(archive, a_record("r1", "L’usine"), a_record("r2", "Les usines"))
    assert "2 archives" in text(reader, "/fr/search?q=usine")
    page = text(reader, "/fr/search?q=usine&exact=1")
    assert "1 archive" in page
    assert "écrit exactement ainsi" in page


def test_a_near_miss_is_said_with_the_word_that_was_found(archive: Archive, reader: FlaskClient) -> None:
    deposited(archive, a_record("r1", "L’usine"))
    assert 'href="/fr/search?q=usine"' in text(reader, "/fr/search?q=usinne")


def test_the_values_of_a_facet_are_listed_and_sifted_by_some_letters(archive: Archive, reader: FlaskClient) -> None:
    places = [Value(name, "fr", authority=code) for name, code in (("Bellevue", "bellevue"), ("Orvault", "orvault"))]
    deposited(archive, *(a_record(f"r{n}", terms={"spatial": (place,)}) for n, place in enumerate(places)))
    page = text(reader, "/fr/search/values/place?within=BELL")
    assert "Bellevue" in page
    assert "Orvault" not in page
    assert "Orvault" in text(reader, "/fr/search/values/place")
    text(reader, "/fr/search/values/nothing", 404)


def test_a_search_over_many_places_leads_to_the_list_of_all_of_them(archive: Archive, reader: FlaskClient) -> None:
    with archive.catalogue.reading() as c:
        places = [row.id for row in c.execute(select(authorities.c.id).where(authorities.c.kind == "place").limit(40))]
    deposited(archive, a_record(terms={"spatial": tuple(Value(code, "fr", authority=code) for code in places)}))
    page = text(reader, "/fr/search?q=pins")
    assert 'href="/fr/search/values/place?q=pins"' in page


def test_a_search_is_followed_by_a_feed_of_what_arrived_last(archive: Archive, reader: FlaskClient) -> None:
    deposited(archive, a_record("r1", "Le port & la gare"), a_record("r2", "Le port"), a_record("r3", "La gare"))
    deposited(archive, a_record("r4", "Le port fermé"), open_=False)
    feed = ElementTree.fromstring(text(reader, "/fr/search/feed.atom?q=port"))
    titles = {entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")}
    assert titles == {"Le port & la gare", "Le port"}
    assert all(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))


def test_suggestions_lead_to_names_and_records(archive: Archive, reader: FlaskClient) -> None:
    deposited(archive, a_record("r1", "Belle", terms={"spatial": (Value("Bellevue", "fr", authority="bellevue"),)}))
    found = reader.get("/en/suggest?q=bel").get_json()
    assert {(each["text"], each["what"]) for each in found} == {("Bellevue", "Place"), ("Belle", "Record")}
    for each in found:
        text(reader, each["address"])


@pytest.mark.parametrize("box", ["47,-2,48,-1", "nonsense", "1,2,3", "90,0,-90,0", "nan,0,1,1", "1e999,0,1,1"])
def test_a_part_of_the_map_in_the_address_is_taken_or_left_out(archive: Archive, reader: FlaskClient, box: str) -> None:
    deposited(archive, a_record("r1", terms={"spatial": (Value("Nantes", "fr", authority="nantes"),)}))
    assert "1 archive" in text(reader, f"/fr/search?box={box}")


def test_the_word_looked_for_is_marked_where_a_result_leads(archive: Archive, reader: FlaskClient) -> None:
    paper = a_file(b"pdf", role="pages", name="a.pdf", media_type="application/pdf")
    (ark,) = deposited(
        archive, a_record(kind="document", files=(paper,)), masters=[b"pdf"], passages={"f1": said("La grève.")}
    )
    assert f'href="/fr/{ark}?q=gr%C3%A8ves' in text(reader, "/fr/search?q=gr%C3%A8ves")


def test_the_page_of_a_place_leads_to_what_is_around_it(archive: Archive, reader: FlaskClient) -> None:
    near, far = (Value(name, "fr", authority=code) for name, code in (("Nantes", "nantes"), ("Pologne", "pologne")))
    deposited(archive, a_record("r1", "Ici", terms={"spatial": (near,)}), a_record("r2", "Loin", terms={"spatial": (far,)}))
    found = re.search(r'href="(/fr/search\?box=[^"]+)"', text(reader, "/fr/names/nantes"))
    assert found
    page = text(reader, found[1])
    assert "Ici" in page
    assert "Loin" not in page
    assert "box=" not in text(reader, "/fr/names/pologne")
