from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from archive.model.json_lines import in_lines

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_it_reads_back_as_it_was(content: object) -> None:
    assert json.loads(in_lines(content)) == content


def test_each_part_and_each_entry_has_its_line() -> None:
    content = {"title": "La Cité", "terms": {"creator": [{"text": "Ève"}], "subject": []}, "files": [{"id": "f1"}]}
    assert in_lines(content).decode().splitlines() == [
        "{",
        ' "title": "La Cité",',
        ' "terms": {',
        '  "creator": [{"text": "Ève"}],',
        '  "subject": []',
        " },",
        ' "files": [',
        '  {"id": "f1"}',
        " ]",
        "}",
    ]
