from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from ingest.describing.describe import describe
from ingest.item import Item, ItemProblem
from ingest.receiving.receive_ead import receive_ead
from ingest.receiving.receive_sheet import SheetAsked, SheetReceived, read_spool
from tests.ingest.makings import CROSSWALKS, SHARED, a_guide, a_jpeg

SAMPLES = SHARED / "01-ead-fr"
#: How many descriptions each has: its elements `unittitle`, as its publisher counts them.
LEVELS = {"FRAN_IR_054352": 25, "FRAN_IR_053378": 104, "FRAN_IR_054335": 180, "FRAN_IR_050629": 380}
EAD3 = "http://ead3.archivists.org/schema/"
HEAD = '<eadheader><eadid>FR44</eadid><profiledesc><langusage><language langcode="fre"/></langusage></profiledesc></eadheader>'


def an_aid(folder: Path, inner: str, level: str = "fonds", namespace: str = "", head: str = HEAD) -> Path:
    path = folder / "aid.xml"
    declared = f' xmlns="{namespace}"' if namespace else ""
    path.write_text(f'<ead{declared}>{head}<archdesc level="{level}">{inner}</archdesc></ead>', "utf-8")
    return path


def taken(path: Path, folder: Path) -> tuple[SheetReceived, list[Item]]:
    spool = folder / "spool"
    told = receive_ead(SheetAsked(path, path.parent, CROSSWALKS, "ead", None, spool))
    return told, [item for group in read_spool(spool) for item in group]


def one(folder: Path, inner: str, **how: str) -> Item:
    """The only description of a finding aid, described."""
    [item] = taken(an_aid(folder, inner, **how), folder)[1]
    return describe(item, a_guide(crosswalk="ead"))


def test_components_stand_below_one_another_with_their_levels(tmp_path: Path) -> None:
    inner = """<did><unittitle>Fonds</unittitle></did><dsc><c01 level="series" id="s1"><did><unitid>1 S</unitid></did>
    <c02 level="otherlevel" otherlevel="liasse"><did><unitid>1 S 1</unitid></did></c02><c02><did/></c02></c01></dsc>"""
    told, items = taken(an_aid(tmp_path, inner), tmp_path)
    assert [(item.source_identifier, item.parent, item.position) for item in items] == [
        ("FR44", None, 1), ("FR44#s1", "FR44", 1), ("FR44#1 S 1", "FR44#s1", 1), ("FR44#1.2", "FR44#s1", 2),
    ]  # fmt: skip
    records = [describe(item, a_guide(crosswalk="ead")).record for item in items]
    assert [record.level for record in records if record] == ["fonds", "series", "otherlevel", None]
    assert [record.kind for record in records if record] == ["collection", "collection", "document", "document"]
    assert records[2] is not None
    assert records[2].values("type")[0].text == "liasse"
    assert told.parents == {"FR44", "FR44#s1"}


@pytest.mark.parametrize("namespace", ["", "urn:isbn:1-931666-22-9", EAD3])
def test_a_namespace_changes_nothing(tmp_path: Path, namespace: str) -> None:
    record = one(tmp_path, "<did><unitid>4 Num</unitid><unittitle>Le port</unittitle></did>", namespace=namespace).record
    assert record is not None
    assert (record.keys["cote"], record.values("title")[0].text) == ("4 Num", "Le port")
    assert record.values("title")[0].language == "fr"


def test_a_date_keeps_its_words_and_the_days_its_attribute_says(tmp_path: Path) -> None:
    record = one(tmp_path, '<did><unitdate normal="19540101 / 1962-07-05">la guerre</unitdate></did>').record
    [date] = record.dates["created"] if record else ()
    assert (date.written, date.edtf) == ("la guerre", "1954-01-01/1962-07-05")


def test_statements_of_access_are_kept_and_open_nothing(tmp_path: Path) -> None:
    inner = """<did/><dsc><c id="a"><did/><accessrestrict><p>Librement communicable</p></accessrestrict>
    <c id="b"><did/></c></c><c id="c"><did/></c></dsc>"""
    told, items = taken(an_aid(tmp_path, inner), tmp_path)
    records = [describe(item, a_guide(open_=True, crosswalk="ead")).record for item in items]
    assert [record.label for record in records if record] == ["open", "closed", "closed", "open"]
    assert records[1] is not None
    assert records[1].values("accessRights")[0].text == "Librement communicable"
    assert "2 descriptions" in told.problems[0].text


def test_what_is_marked_internal_is_left_out_or_stays_closed(tmp_path: Path) -> None:
    inner = """<did><unittitle>Fonds <emph audience="internal">secret</emph>Loirat</unittitle></did>
    <note audience="internal"><p>Donateur : 06…</p></note><dsc><c audience="internal" id="b"><did/></c></dsc>"""
    told, items = taken(an_aid(tmp_path, inner), tmp_path)
    records = [describe(item, a_guide(open_=True, crosswalk="ead")).record for item in items]
    assert records[0] is not None
    assert records[0].values("title")[0].text == "Fonds Loirat"
    assert not any("06…" in cell.text for item in items for cell in item.cells)
    assert records[1] is not None
    assert records[1].label == "closed"
    assert "2 passages" in told.problems[1].text


def test_names_keep_what_they_name_their_role_and_their_number(tmp_path: Path) -> None:
    inner = """<did><origination><persname source="BnF" authfilenumber="123" role="photographe">Loirat, Yvette</persname>
    </origination></did><controlaccess><head>Index</head><controlaccess><famname>Benali</famname></controlaccess>
    <geogname source="geonames" authfilenumber="99">Port-Launay-sur-Rien</geogname>
    <subject source="rameau" authfilenumber="7">dockers zélés</subject></controlaccess>"""
    item = one(tmp_path, inner)
    record, known = item.record, {each.id: each for each in item.authorities}
    assert record is not None
    [maker] = record.values("creator")
    assert (maker.text, maker.role, known[maker.authority or ""].identifiers) == ("Loirat, Yvette", "pht", {"BnF": "123"})
    family, subject = record.values("subject")
    assert (family.text, known[family.authority or ""].kind) == ("Benali", "family")
    assert known[subject.authority or ""].identifiers == {"rameau": "7"}
    [place] = record.values("spatial")
    assert (known[place.authority or ""].kind, known[place.authority or ""].identifiers) == ("place", {"geonames": "99"})


def test_ead3_dates_names_and_languages_in_parts_are_read(tmp_path: Path) -> None:
    head = '<control><recordid>FR44-3</recordid><languagedeclaration><language langcode="fre"/></languagedeclaration></control>'
    inner = """<did><unitdatestructured><daterange><fromdate standarddate="1954">1954</fromdate>
    <todate standarddate="1962">1962</todate></daterange></unitdatestructured>
    <origination><corpname identifier="9"><part>Ville de Nantes</part><part>Archives</part></corpname></origination>
    <langmaterial><languageset><language langcode="ara"/></languageset><language>français</language></langmaterial>
    <physdescstructured><quantity>3</quantity> <unittype>boîtes</unittype></physdescstructured></did>"""
    item = one(tmp_path, inner, namespace=EAD3, head=head)
    record = item.record
    assert record is not None
    assert item.source_identifier == "FR44-3"
    assert (record.dates["created"][0].written, record.dates["created"][0].edtf) == ("1954-1962", "1954/1962")
    assert record.values("creator")[0].text == "Ville de Nantes, Archives"
    assert [value.text for value in record.values("language")] == ["ar", "fr"]
    assert record.values("extent")[0].text == "3 boîtes"


def test_the_best_reference_code_is_the_cote_and_the_others_are_kept(tmp_path: Path) -> None:
    inner = '<did><unitid type="identifiant">x1</unitid><unitid type="cote-de-consultation">4 Num 1</unitid></did>'
    record = one(tmp_path, inner).record
    assert record is not None
    assert (record.keys["cote"], record.values("identifier")[0].text) == ("4 Num 1", "x1")


def test_files_beside_the_finding_aid_come_in_and_others_are_said(tmp_path: Path) -> None:
    a_jpeg(tmp_path / "vues" / "1.jpg")
    inner = """<did/><daogrp><daoloc xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="vues\\1.jpg" title="Recto"/>
    <daoloc href="2.jpg"/><daoloc href="../../etc/passwd"/><daoloc href="https://a.example/v"/></daogrp>"""
    told, [item] = taken(an_aid(tmp_path, inner), tmp_path)
    assert [(file.name, file.page_label) for file in item.files] == [("vues/1.jpg", "Recto")]
    assert [(each.level, each.column) for each in item.problems] == [("warning", "dao")] * 3
    assert item.stopped_at is None
    assert told.named == {"vues/1.jpg"}


def test_an_element_nobody_knows_is_kept_as_description(tmp_path: Path) -> None:
    told, [item] = taken(an_aid(tmp_path, "<did/><marginalia><p>Au dos : « 1962 »</p></marginalia>"), tmp_path)
    assert [cell.text for cell in item.cells if cell.column == "odd@fr"] == ["Au dos : « 1962 »"]
    assert told.problems[0].column == "marginalia"


def test_an_id_given_twice_is_said_by_its_line(tmp_path: Path) -> None:
    items = taken(an_aid(tmp_path, '<did/>\n<c id="a"><did/></c>\n<c id="a"><did/></c>'), tmp_path)[1]
    assert [item.source_identifier for item in items] == ["FR44", "FR44#a", "FR44#a (3)"]


def test_too_many_levels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemProblem, match="niveaux"):
        taken(an_aid(tmp_path, "<c>" * 900 + "</c>" * 900), tmp_path)


@pytest.mark.parametrize("text", ["<ead/>", "<html/>", "", "<ead>"])
def test_what_is_no_finding_aid_is_refused_with_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    with pytest.raises(ItemProblem) as refused:
        taken(tmp_path / "a.xml", tmp_path)
    assert refused.value.problem.remedy


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize("name", LEVELS)
def test_a_real_finding_aid_comes_with_every_level_and_no_word_lost(tmp_path: Path, name: str) -> None:
    path = SAMPLES / f"{name}.xml"
    told, items = taken(path, tmp_path)
    assert len(items) == LEVELS[name]
    assert items[0].source_identifier == name
    assert [item.parent for item in items] == [parent_of(name, each) for each in components(path)]
    kept = "\n".join(" ".join(cell.text.split()) for item in items for cell in item.cells)
    assert [text for text in texts(path) if text not in kept] == []
    assert {each.level for each in told.problems} <= {"note"}
    records = [describe(item, a_guide(open_=True, crosswalk="ead")).record for item in items]
    assert all(record and record.values("title") for record in records)
    assert {record.label for record in records if record} == {"closed"}


def texts(path: Path) -> list[str]:
    """Every run of words of the file, its spaces as one."""
    found = (" ".join(str(text).split()) for text in etree.parse(str(path)).getroot().itertext())
    return list(dict.fromkeys(text for text in found if text))


def components(path: Path) -> list[etree._Element]:
    return [each for each in etree.parse(str(path)).getroot().iter() if each.tag in ("archdesc", "c")]


def parent_of(name: str, component: etree._Element) -> str | None:
    """As the sample is made: each component has an id."""
    above = next((each for each in component.iterancestors() if each.tag in ("archdesc", "c")), None)
    return None if above is None else name if above.tag == "archdesc" else f"{name}#{above.get('id')}"
