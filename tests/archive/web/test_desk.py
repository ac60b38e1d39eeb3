"""The archivist's desk: what it shows, and what its plain forms do."""

from __future__ import annotations

from flask.testing import FlaskClient

from archive.actions import accession, read
from archive.actions.arrivals import Arrival
from archive.model.record import Value
from archive.wiring import Archive
from tests.archive.web.conftest import sent, token
from tests.builders import ARCHIVIST, a_record, deposited


def test_the_desk_counts_labels_batches_and_what_waits(archive: Archive, archivist: FlaskClient) -> None:
    deposited(archive, a_record("r1"), open_=False)
    page = archivist.get("/fr/desk").get_data(as_text=True)
    for part in ("<dt>Fermé</dt><dd>1</dd>", "test.csv", "1 ajoutées", "À porter à l’index"):
        assert part in page


def test_an_archivist_reads_a_closed_record_and_is_told_that_it_is_closed(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(title="Lettre"), open_=False)
    page = archivist.get(f"/fr/{ark}").get_data(as_text=True)
    assert "<b>Fermé</b>" in page
    assert "Ouvrir à tous" in page


def test_a_correction_changes_only_what_was_written(archive: Archive, archivist: FlaskClient) -> None:
    place = Value("Bellevue", "fr", authority="bellevue", role="depicted")
    (ark,) = deposited(archive, a_record(title="La ru des Pins", terms={"spatial": (place,)}, dates={"created": "vers 1966"}))
    form = {"version": "1", "why": "faute", "title.text": "La rue des Pins", "title.language": "fr", "spatial.text": "Bellevue",
            "spatial.language": "fr", "created.text": "vers 1966", "created.language": ""}  # fmt: skip
    assert sent(archivist, f"/fr/{ark}/edit", **form) == 303
    shown = read.record(archive, ARCHIVIST, ark)
    assert shown.record.title_in("fr").text == "La rue des Pins"
    assert shown.record.values("spatial") == (place,)
    assert [change.action for change in shown.history] == ["accession", "correction"]
    assert set(shown.history[-1].after) == {"terms.title"}


def test_a_corrected_date_is_read_and_keeps_its_words(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    sent(archivist, f"/fr/{ark}/edit", **{"version": "1", "why": "dos", "created.text": "été 1974", "created.language": ""})
    (date,) = read.record(archive, ARCHIVIST, ark).record.dates["created"]
    assert date.written == "été 1974"
    assert date.earliest is not None
    assert date.earliest.year == 1974


def test_a_period_written_at_the_desk_has_the_days_of_the_vocabulary(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    given = {"version": "1", "why": "dos", "created.text": "guerre d’Algérie", "created.language": ""}
    sent(archivist, f"/fr/{ark}/edit", **given)
    (date,) = read.record(archive, ARCHIVIST, ark).record.dates["created"]
    assert (str(date.earliest), str(date.latest)) == ("1954-11-01", "1962-07-05")


def test_a_record_keeps_a_title(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    address = f"/fr/{ark}/edit"
    data = {"csrf_token": token(archivist, address), "version": "1", "why": "x", "title.text": " ", "title.language": "fr"}
    answer = archivist.post(address, data=data)
    assert answer.status_code == 400
    assert "Une notice garde au moins un titre." in answer.get_data(as_text=True)


def test_who_was_slower_is_shown_what_the_other_saved(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    form = {"why": "x", "title.language": "fr"}
    assert sent(archivist, f"/fr/{ark}/edit", **form, **{"version": "1", "title.text": "Premier"}) == 303
    address = f"/fr/{ark}/edit"
    data = {"csrf_token": token(archivist, address), **form, "version": "1", "title.text": "Second"}
    answer = archivist.post(address, data=data)
    assert answer.status_code == 409
    assert 'value="Premier"' in answer.get_data(as_text=True)


def test_opening_and_closing_from_the_desk_hold_at_once(archive: Archive, archivist: FlaskClient, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(), open_=False)
    for label, status in (("open", 200), ("closed", 404), ("embargoed", 404)):
        assert sent(archivist, f"/fr/{ark}/label", form_at=f"/fr/{ark}/edit", label=label) == 303
        assert reader.get(f"/fr/{ark}").status_code == status


def test_a_batch_is_opened_with_one_button(archive: Archive, archivist: FlaskClient, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(), open_=False)
    batch = read.record(archive, ARCHIVIST, ark).record.batch
    assert sent(archivist, f"/fr/desk/batches/{batch}/open", form_at=f"/fr/desk/batches/{batch}") == 303
    assert reader.get(f"/fr/{ark}").status_code == 200


def test_readers_messages_reach_the_desk_and_are_closed_there(archivist: FlaskClient, reader: FlaskClient) -> None:
    sent(reader, "/fr/report", kind="withdrawal", words="<i>Retirez</i> ma photo", reply="06")
    page = archivist.get("/fr/desk/cases").get_data(as_text=True)
    assert "&lt;i&gt;Retirez&lt;/i&gt; ma photo" in page
    assert sent(archivist, "/fr/desk/cases/1/close", form_at="/fr/desk/cases", outcome="fait") == 303
    assert "Rien n’attend." in archivist.get("/fr/desk/cases").get_data(as_text=True)


def test_a_reader_cannot_post_to_the_desk(archive: Archive, reader: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record())
    data = {"csrf_token": token(reader, "/fr/report"), "label": "closed"}
    assert reader.post(f"/fr/{ark}/label", data=data).status_code == 303
    assert reader.get(f"/fr/{ark}").status_code == 200


def test_a_batch_is_taken_back_with_one_button_and_says_what_stays(archive: Archive, archivist: FlaskClient) -> None:
    (ark,) = deposited(archive, a_record(title="La rue"))
    again = accession.begin(archive, "Anne", "sheet", "again.csv", {})
    accession.deposit(archive, again, [Arrival(a_record(title="Le quai", keys={"cote": "7 Fi 1"}))], update=True)
    accession.finish(archive, again, {"updated": 1})
    form = {"version": "2", "why": "x", "title.text": "Le port", "title.language": "fr"}
    assert sent(archivist, f"/fr/{ark}/edit", **form) == 303
    address = f"/fr/desk/batches/{again.id}"
    assert sent(archivist, f"{address}/undo", form_at=address) == 303
    record = read.record(archive, ARCHIVIST, ark).record
    assert (record.title_in("fr").text, "cote" in record.keys) == ("Le port", False)
    page = archivist.get(address).get_data(as_text=True)
    assert "terms.title a été modifié depuis par" in page
    assert "<dt>redevenues comme avant</dt><dd>1</dd>" in page
    assert "Reprendre ce lot" not in page
