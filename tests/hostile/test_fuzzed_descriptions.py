"""Whatever bytes come as a sheet, a finding aid or Dublin Core: items, or one refusal with words; never anything else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.describing.describe import describe
from ingest.item import Item, ItemProblem
from ingest.receiving.receive_dublin_core import receive_dublin_core
from ingest.receiving.receive_ead import receive_ead
from ingest.receiving.receive_sheet import SheetAsked, SheetReceived, read_spool, receive_sheet
from tests.hostile.fuzz_descriptions import READERS
from tests.ingest.makings import CROSSWALKS, a_guide

CHECKOUT = Path(__file__).resolve().parents[2]
fuzzing = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
ELEMENTS = [
    "c", "c01", "did", "dsc", "unitid", "unittitle", "unitdate", "unitdatestructured", "daterange", "fromdate", "origination",
    "persname", "part", "physdesc", "extent", "langmaterial", "language", "scopecontent", "p", "head", "list", "item", "note",
    "controlaccess", "subject", "geogname", "accessrestrict", "dao", "daogrp", "daoloc", "descgrp", "index", "unknown",
]  # fmt: skip
ATTRIBUTES = ["id", "level", "otherlevel", "normal", "audience", "href", "source", "authfilenumber", "role", "langcode", "type"]
VALUES = [
    "", "series", "otherlevel", "internal", "1962", "1962/", "/", "//", "19620512/1963", "fre", "../../etc/passwd", "http://a/b",
    "photographe", "x",
]  # fmt: skip


EVENTS = ["eventDates", "eventTypes", "eventStartDates", "eventEndDates", "eventActors", "culture"]


def xml(name: str, attributes: dict[str, str], inside: list[str]) -> str:
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>{''.join(inside)}</{name}>"


elements = st.recursive(
    texts.map(escape),
    lambda inner: st.builds(
        xml,
        st.sampled_from(ELEMENTS),
        st.dictionaries(st.sampled_from(ATTRIBUTES), st.sampled_from(VALUES), max_size=3),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


def outcome(
    path: Path, content: bytes, reader: Callable[[SheetAsked], SheetReceived] = receive_sheet, crosswalk: str = "dublin-core"
) -> list[Item]:
    """The items of a file, each described; none where it is refused, with words and a remedy."""
    path.write_bytes(content)
    try:
        reader(SheetAsked(path, path.parent, CROSSWALKS, crosswalk, None, path.with_suffix(".spool")))
        items = [item for group in read_spool(path.with_suffix(".spool")) for item in group]
        return [describe(item, a_guide(crosswalk=crosswalk)) if item.stopped_at is None else item for item in items]
    except ItemProblem as refused:
        if not (refused.problem.text and refused.problem.remedy):
            raise
        return []


@fuzzing
@given(st.lists(elements, max_size=6))
def test_any_finding_aid_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    text = f"<ead><eadheader><eadid>FR</eadid></eadheader><archdesc><did/>{''.join(parts)}</archdesc></ead>"
    items = outcome(tmp_path / "a.xml", text.encode(), receive_ead, "ead")
    names = [item.source_identifier for item in items]
    assert len(set(names)) == len(names) >= 1
    assert all(item.parent in names for item in items if item.parent)
    assert all(item.record is None or item.record.label == "closed" for item in items)
    assert not any(file for item in items for file in item.files)


@fuzzing
@given(st.lists(elements, max_size=4))
def test_any_dublin_core_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    declared = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/dc/terms/"'
    outcome(tmp_path / "a.xml", f"<dc:r {declared}>{''.join(parts)}</dc:r>".encode(), receive_dublin_core, "dublin-core-xml")


@fuzzing
@given(st.binary(max_size=400))
def test_any_bytes_are_a_sheet_or_refused(tmp_path: Path, content: bytes) -> None:
    outcome(tmp_path / "a.csv", content)


@fuzzing
@given(st.sampled_from(["ead", "dublin-core-xml"]), st.binary(max_size=200))
def test_any_bytes_are_xml_or_refused(tmp_path: Path, crosswalk: str, content: bytes) -> None:
    reader = receive_ead if crosswalk == "ead" else receive_dublin_core
    outcome(tmp_path / "a.xml", b"<ead><archdesc>" + content, reader, crosswalk)


@fuzzing
@given(st.lists(st.lists(texts, min_size=3, max_size=7), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_any_rows_under_known_headers_are_described(tmp_path: Path, rows: list[list[str]], sign: str) -> None:
    header = ["source_identifier", "parent", "title@fr", "created", "role:pht", "place:born", "rights"]
    lines = [header, *rows]
    outcome(tmp_path / "a.csv", "\n".join(sign.join(cell.replace('"', "") for cell in line) for line in lines).encode())


@fuzzing
@given(st.lists(st.sampled_from(EVENTS), max_size=8), texts)
def test_any_columns_of_events_are_described(tmp_path: Path, header: list[str], text: str) -> None:
    cells = [*(text.replace(",", "|").replace('"', "") for _ in header), "1", "Rue"]
    content = ",".join([*header, "legacyId", "title"]) + "\n" + ",".join(cells)
    outcome(tmp_path / "a.csv", content.encode(), crosswalk="atom-isad")


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("reader", READERS)
def test_two_minutes_of_ever_deeper_input_break_no_reader(reader: str) -> None:
    pytest.importorskip("atheris", reason="atheris installs on some systems only")
    command = [sys.executable, "-m", "tests.hostile.fuzz_descriptions", reader, "120"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
