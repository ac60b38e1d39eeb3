"""Signing in, and reports by readers."""

from __future__ import annotations

import pytest

from archive.actions import accounts, curate, desk, report
from archive.actions.curate import Correction
from archive.model.access import PUBLIC, labels_open_to
from archive.model.errors import ChangedMeanwhile, NotAllowed, RecordNotFound, Refused, TooManyAttempts
from archive.model.record import Value
from archive.wiring import Archive
from tests.builders import ARCHIVIST, a_record, deposited

PASSWORD = "une longue phrase"


def test_an_archivist_signs_in_and_sees_what_is_closed(archive: Archive) -> None:
    accounts.add(archive, "anne", PASSWORD)
    assert "closed" in labels_open_to(accounts.sign_in(archive, "anne", PASSWORD, "192.0.2.1"))


@pytest.mark.parametrize(("name", "password"), [("anne", "une autre phrase"), ("personne", PASSWORD)])
def test_a_wrong_name_or_password_lets_nobody_in(archive: Archive, name: str, password: str) -> None:
    accounts.add(archive, "anne", PASSWORD)
    with pytest.raises(NotAllowed):
        accounts.sign_in(archive, name, password, "192.0.2.1")


def test_a_disabled_account_is_out_at_once(archive: Archive) -> None:
    accounts.add(archive, "anne", PASSWORD)
    accounts.disable(archive, "anne")
    assert accounts.viewer_named(archive, "anne") is None


def test_a_short_password_or_a_taken_name_is_refused(archive: Archive) -> None:
    accounts.add(archive, "anne", PASSWORD)
    for name, password in (("anne", PASSWORD), ("luc", "court")):
        with pytest.raises(Refused):
            accounts.add(archive, name, password)


def test_guessing_a_password_stops_after_some_attempts_even_with_the_right_one(archive: Archive) -> None:
    accounts.add(archive, "anne", PASSWORD)
    for _ in range(archive.settings.number("sign_ins_per_hour")):
        with pytest.raises(NotAllowed):
            accounts.sign_in(archive, "anne", "faux mot de passe", "192.0.2.1")
    with pytest.raises(TooManyAttempts):
        accounts.sign_in(archive, "anne", PASSWORD, "192.0.2.9")


def test_a_report_becomes_a_case_that_an_archivist_sees_and_closes(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    number = report.report(archive, PUBLIC, kind="withdrawal", words="C’est ma mère.", address="192.0.2.1", ark=ark)
    assert [(case.id, case.ark) for case in report.waiting(archive, ARCHIVIST)] == [(number, ark)]
    report.close(archive, ARCHIVIST, number, "fermée à sa demande")
    assert report.waiting(archive, ARCHIVIST) == []


def test_too_many_reports_from_one_address_are_refused(archive: Archive) -> None:
    for _ in range(archive.settings.number("reports_per_hour")):
        report.report(archive, PUBLIC, kind="signal", words="Bonjour", address="192.0.2.1")
    with pytest.raises(TooManyAttempts):
        report.report(archive, PUBLIC, kind="signal", words="Bonjour", address="192.0.2.1")
    report.report(archive, PUBLIC, kind="signal", words="Bonjour", address="192.0.2.2")


def test_a_report_never_tells_that_a_closed_record_exists(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record(), open_=False)
    with pytest.raises(RecordNotFound):
        report.report(archive, PUBLIC, kind="signal", words="Bonjour", address="192.0.2.1", ark=ark)


@pytest.mark.parametrize("ask", [report.waiting, desk.status])
def test_the_desk_is_for_archivists_alone(archive: Archive, ask: object) -> None:
    with pytest.raises(NotAllowed):
        ask(archive, PUBLIC)  # type: ignore[operator]


def test_a_correction_made_on_an_old_version_is_refused(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    correction = Correction(terms={"title": (Value("Autre", "fr"),)})
    curate.correct(archive, ARCHIVIST, ark, correction, expected_version=1, why="a")
    with pytest.raises(ChangedMeanwhile):
        curate.correct(
            archive, ARCHIVIST, ark, Correction(terms={"subject": (Value("x"),)}), expected_version=1, why="b"
        )


def test_a_record_keeps_a_title(archive: Archive) -> None:
    (ark,) = deposited(archive, a_record())
    with pytest.raises(Refused):
        curate.correct(archive, ARCHIVIST, ark, Correction(terms={"title": ()}), expected_version=1, why="")


@pytest.mark.parametrize("change", [curate.open_record, curate.close_record])
def test_only_an_archivist_opens_or_closes(archive: Archive, change: object) -> None:
    (ark,) = deposited(archive, a_record())
    with pytest.raises(NotAllowed):
        change(archive, PUBLIC, ark)  # type: ignore[operator]
