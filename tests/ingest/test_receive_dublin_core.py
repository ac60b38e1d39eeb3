from __future__ import annotations

from pathlib import Path

import pytest

from ingest.describing.describe import describe
from ingest.item import Item, ItemProblem
from ingest.receiving.receive_dublin_core import receive_dublin_core
from ingest.receiving.receive_sheet import SheetAsked, SheetReceived, read_spool
from tests.ingest.makings import CROSSWALKS, a_guide

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
OAI_DC = f'{DC} xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'


def taken(folder: Path, text: str) -> tuple[SheetReceived, list[Item]]:
    path, spool = folder / "notices.xml", folder / "spool"
    path.write_text(text, "utf-8")
    told = receive_dublin_core(SheetAsked(path, folder, CROSSWALKS, "dublin-core-xml", None, spool))
    return told, [item for group in read_spool(spool) for item in group]


def test_one_oai_dc_record_is_read_with_its_languages(tmp_path: Path) -> None:
    inner = """<dc:identifier>n1</dc:identifier><dc:title xml:lang="fr">Le port | le quai</dc:title>
    <dc:title xml:lang="ar">الميناء</dc:title><dc:date>1962</dc:date><dc:creator>Loirat, Yvette</dc:creator>"""
    [item] = taken(tmp_path, f"<oai_dc:dc {OAI_DC}>{inner}</oai_dc:dc>")[1]
    record = describe(item, a_guide(crosswalk="dublin-core-xml")).record
    assert record is not None
    assert [(value.text, value.language) for value in record.values("title")] == [("Le port | le quai", "fr"), ("الميناء", "ar")]
    assert record.dates["date"][0].edtf == "1962"
    assert (item.source_identifier, record.label, item.problems) == ("n1", "closed", ())


def test_a_list_of_dcterms_is_as_many_records(tmp_path: Path) -> None:
    one = "<record><dcterms:title>{0}</dcterms:title><dcterms:identifier>{0}</dcterms:identifier></record>"
    items = taken(tmp_path, f"<records {DC}>{one.format('a')}{one.format('b')}</records>")[1]
    assert [(item.source_identifier, item.position) for item in items] == [("a", 1), ("b", 2)]


def test_a_harvest_names_its_records_in_their_heads(tmp_path: Path) -> None:
    record = f"""<record><header><identifier>oai:x:1</identifier></header><metadata><oai_dc:dc {OAI_DC}>
    <dc:title>Rue</dc:title><dc:identifier>other</dc:identifier></oai_dc:dc></metadata></record>"""
    deleted = '<record><header status="deleted"><identifier>oai:x:2</identifier></header></record>'
    text = f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{record}{deleted}</ListRecords></OAI-PMH>'
    assert [item.source_identifier for item in taken(tmp_path, text)[1]] == ["oai:x:1"]


def test_rdf_names_what_it_is_about(tmp_path: Path) -> None:
    rdf = f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {DC}><r:Description r:about="u1">'
    text = f'{rdf}<dc:title>Rue</dc:title><dc:relation r:resource="u2"/></r:Description></r:RDF>'
    [item] = taken(tmp_path, text)[1]
    assert item.source_identifier == "u1"
    assert [cell.text for cell in item.cells] == ["Rue", "u2"]


def test_a_second_record_of_one_identifier_is_refused_alone(tmp_path: Path) -> None:
    one = "\n<record><dc:title>{}</dc:title><dc:identifier>x</dc:identifier></record>"
    items = taken(tmp_path, f"<records {DC}>{one.format('a')}{one.format('b')}</records>")[1]
    assert [item.stopped_at for item in items] == [None, "receive"]
    assert "ligne 2" in items[1].problems[0].text


def test_a_record_without_identifier_is_named_by_its_title(tmp_path: Path) -> None:
    [item] = taken(tmp_path, f"<r {DC}><dc:title>Rue</dc:title></r>")[1]
    assert item.source_identifier == "notices/Rue"
    assert item.problems[0].level == "warning"


def test_an_element_that_is_not_dublin_core_is_said(tmp_path: Path) -> None:
    told, _ = taken(tmp_path, f'<r {DC} xmlns:e="urn:e"><dc:title>Rue</dc:title><e:country>France</e:country></r>')
    assert [(each.level, each.column) for each in told.problems] == [("warning", "country")]


@pytest.mark.parametrize("text", ["<ead/>", "", "<a><b>", f"<dc:title {DC}>Rue</dc:title>"])
def test_what_has_no_dublin_core_is_refused_with_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(ItemProblem) as refused:
        taken(tmp_path, text)
    assert refused.value.problem.remedy
