"""The sample collection covers the city, the ways that lead to it and the years it remembers, with threads one can follow."""

import re
from collections.abc import Iterator

import pytest

from archive.model.dates import read_date
from tests.samples.test_samples import CONFIG, RECORDS, rows_of

PLACES = {row["id"]: row for row in rows_of(CONFIG / "places/places.csv")}


def places_named() -> set[str]:
    """The ids of every place the records name, and of all that these lie in."""
    by_name = {row["name_fr"]: row["id"] for row in PLACES.values()}
    columns = [name for name in RECORDS[0] if name.startswith("place:")] + ["dcterms:spatial"]
    names = {name for record in RECORDS for column in columns for name in record[column].split("|") if name}
    return {each for name in names for each in with_wider(by_name[name])}


def with_wider(place: str) -> Iterator[str]:
    while place:
        yield place
        place = PLACES[place]["parent"]


def telling(word: str) -> list[str]:
    """The identifiers of the records that say something."""
    return [record["source_identifier"] for record in RECORDS if re.search(word, "\n".join(record.values()))]


def test_all_eleven_quartiers_of_nantes_are_there() -> None:
    quartiers = {place for place, row in PLACES.items() if row["kind"] == "quartier"}
    assert len(quartiers) == 11
    assert quartiers <= places_named()


def test_eight_other_communes_of_the_metropolis_are_there() -> None:
    communes = {place for place in places_named() if PLACES[place]["kind"] == "commune" and PLACES[place]["insee"][:2] == "44"}
    assert len(communes - {"nantes", "saint-nazaire"}) >= 8


@pytest.mark.parametrize(
    "origin",
    [
        "Bretagne", "Italie", "Espagne", "Portugal", "Pologne", "Arménie", "Algérie", "Maroc", "Tunisie", "Turquie", "Sénégal",
        "Mali", "Guinée", "Cameroun", "Haïti", "Viêt Nam", "Laos", "Kurdistan", "Syrie", "Soudan",
    ],
)  # fmt: skip
def test_somebody_comes_from(origin: str) -> None:
    assert origin in {PLACES[place]["name_fr"] for place in places_named()}


def test_the_years_go_from_the_1850s_to_the_2020s() -> None:
    dates = [read_date(record["dcterms:created"]) for record in RECORDS]
    years = {day.year for date in dates if date for day in (date.earliest, date.latest) if day}
    assert min(years) // 10 == 185
    assert max(years) // 10 == 202


def test_dates_are_told_in_twelve_ways_that_are_no_single_day() -> None:
    month = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    wordings = {re.sub(month, "mois", re.sub(r"\d+", "0", record["dcterms:created"])) for record in RECORDS}
    assert len(wordings - {"0", "0-0-0", "0 mois 0"}) >= 12


def test_three_collections_hold_series_that_hold_pieces() -> None:
    above = {record["source_identifier"]: record["parent"] for record in RECORDS}
    tops = {name for name, parent in above.items() if not parent}
    assert len(tops) == 3
    assert all(any(above.get(above[name] or "") == top for name in above) for top in tops)
    assert len(RECORDS) >= 60


def test_one_record_is_closed_and_one_opens_on_a_day_far_off() -> None:
    assert any(record["label"] == "closed" for record in RECORDS)
    assert any(record["access_until"] > "2030" for record in RECORDS)


@pytest.mark.parametrize(
    ("thread", "least"),
    [
        ("[Qq]uai de la Fosse", 5), ("Zann?i[eé]r?", 4), ("Tessier", 5), ("Hirondelle", 5),
        ("Étoile sportive", 4), ("Le Goff", 4),
    ],
)  # fmt: skip
def test_a_thread_runs_through_several_records(thread: str, least: int) -> None:
    assert len(telling(thread)) >= least


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed", "Mohammed"), ("Nguyen", "Nguyễn"), (r"[Dd]a Silva", "Dasilva"), ("Zanier", "Zannier"),
        ("N[’']Diaye", "Ndiaye"), ("Dantec", "Le Dantec"),
    ],
)  # fmt: skip
def test_a_name_is_spelled_as_each_counter_spelled_it(one: str, other: str) -> None:
    assert telling(rf"\b{one}\b")
    assert telling(rf"\b{other}\b")


def test_every_record_has_its_title_in_three_languages_and_some_in_more() -> None:
    languages = [name for name in RECORDS[0] if name.startswith("dcterms:title@")]
    titles = [sum(bool(record[name]) for name in languages) for record in RECORDS]
    assert min(titles) >= 3
    assert max(titles) > 3
