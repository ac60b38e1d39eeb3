"""Documents that an engine will not take: named, with their reason, and in nobody's way."""

from __future__ import annotations

import pytest

from search.index import DocumentsRefused, SearchIndex
from tests.search.documents import a_document, filled, found

pytestmark = pytest.mark.parametrize(
    "index", ["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)], indirect=True
)
NO_DAY = 10**30


def test_what_is_refused_is_named_and_all_else_is_taken(index: SearchIndex) -> None:
    poison = [a_document(f"poison-{n}", "bateau", earliest=NO_DAY) for n in range(2)]
    with pytest.raises(DocumentsRefused) as refused:
        index.put([a_document("before", "bateau"), *poison, a_document("after", "bateau")])
    assert sorted(refused.value.reasons) == ["poison-0", "poison-1"]
    assert all(refused.value.reasons.values())
    filled(index, [])
    assert found(index, "bateau") == ["after", "before"]


def test_of_a_refused_record_the_version_it_had_stays(index: SearchIndex) -> None:
    filled(index, [a_document("1", "bateau", version=1)])
    with pytest.raises(DocumentsRefused):
        index.put([a_document("1", "train", version=2, earliest=NO_DAY)])
    filled(index, [])
    assert found(index, "bateau") == ["1"]
    assert index.versions(["1"]) == {"1": 1}


def test_one_that_spoils_all_that_it_is_sent_with_is_refused_alone(index: SearchIndex) -> None:
    """No identifier of the archive is so long; it makes a server refuse every document of the same request."""
    spoils = "a" * 70_000
    with pytest.raises(DocumentsRefused) as refused:
        index.put([a_document("before", "bateau"), a_document(spoils, "bateau", earliest=NO_DAY), a_document("after", "bateau")])
    assert list(refused.value.reasons) == [spoils]
    filled(index, [])
    assert found(index, "bateau") == ["after", "before"]
