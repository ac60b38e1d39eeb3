from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.preservation import fixity
from archive.preservation.store import ObjectVersion, Preservation
from tests.archive.preservation.builders import a_tombstone, a_version
from tests.archive.preservation.second_opinion import ocfl_complaints

_STEP = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda step: step not in (".", "..")
)
# One first step a depth: a file never stands where another path has a folder.
_PATHS = st.one_of(
    _STEP.map(lambda name: f"a/{name}"), st.tuples(_STEP, _STEP).map(lambda two: f"b/{two[0]}/c{two[1]}")
)
_STATES = st.dictionaries(_PATHS, st.binary(max_size=3), min_size=1, max_size=5).filter(
    lambda state: not any(other.startswith(f"{path}/") for path in state for other in state)
)
_IDS = st.sampled_from(["ark:99999/x1a", "person:é", "batch:2026/1"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(_IDS, st.one_of(_STATES, st.none())), max_size=8))
def test_any_sequence_of_versions_and_purges_is_kept_whole(steps: list[tuple[str, dict[str, bytes] | None]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        store = Preservation.open(Path(home, "preservation"))
        expected: dict[str, list[ObjectVersion]] = {}
        for object_id, state in steps:
            if state is None:
                store.purge(object_id, a_tombstone(object_id))
                expected[object_id] = [a_tombstone(object_id)]
            else:
                store.write_versions([a_version(object_id, state)])
                past = expected.setdefault(object_id, [])
                if not past or past[-1].sums() != a_version(object_id, state).sums():
                    past.append(a_version(object_id, state))
        assert set(store.ids()) == expected.keys()
        for object_id, versions in expected.items():
            assert [dict(version.state) for version in store.versions(object_id)] == [v.sums() for v in versions]
            for number, version in enumerate(versions, start=1):
                read = {path: store.read(object_id, path, version=number) for path in version.state}
                assert read == dict(version.state)
        assert list(fixity.check(store)) == []
        assert ocfl_complaints(store.root) == []
