"""Batches, jobs, cases, accounts and attempts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.catalogue import accounts, attempts, batches, cases, jobs, outbox
from archive.catalogue.accounts import Account
from archive.catalogue.connection import Catalogue
from archive.model.batch import Problem
from archive.model.errors import BatchNotFound
from tests.archive.catalogue.builders import AT, LATER, a_batch, an_ark

SOON, LEASE_ENDED = "2026-11-25T10:00:01Z", "2026-11-25T10:10:00Z"


def test_a_batch_comes_back_and_is_told_of_when_it_begins_and_ends(catalogue: Catalogue) -> None:
    batch = a_batch(options={"open": True})
    with catalogue.writing() as c:
        batches.save(c, batch, at=AT)
        assert batches.load(c, "b1") == batch
        batches.progress(c, "b1", {"added": 200})
        ended = batches.finish(c, "b1", at=LATER)
        assert ended == replace(batch, state="done", ended=LATER, counts={"added": 200})
        assert batches.load(c, "b1") == ended
        assert [row.subject for row in outbox.pending(c)] == ["batch:b1"] * 2


def test_an_unknown_batch_can_be_neither_noted_nor_ended(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        assert batches.load(c, "b9") is None
        with pytest.raises(BatchNotFound):
            batches.progress(c, "b9", {})
        with pytest.raises(BatchNotFound):
            batches.finish(c, "b9", at=AT)


def test_batches_come_latest_first_and_by_their_state(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        batches.save(c, a_batch("b1"), at=AT)
        batches.save(c, a_batch("b2", began=LATER, state="done"), at=AT)
        assert [batch.id for batch in batches.all(c)] == ["b2", "b1"]
        assert [batch.id for batch in batches.all(c, states=["running"])] == ["b1"]
        assert batches.ids(c) == ["b1", "b2"]


def test_problems_of_a_batch_follow_each_other_and_stay_when_it_is_saved(catalogue: Catalogue) -> None:
    first = Problem("error", "a.jpg", "Vide", "Copier à nouveau", row=3, column="fichier")
    with catalogue.writing() as c:
        batches.save(c, a_batch(), at=AT)
        batches.add_problems(c, "b1", [first])
        batches.add_problems(c, "b1", [Problem("warning", "b.jpg", "Doublon"), Problem("error", "c.jpg", "Tronqué")])
        batches.add_problems(c, "b1", [])
        batches.finish(c, "b1", at=LATER)
        assert [problem.file for problem in batches.problems(c, "b1")] == ["a.jpg", "b.jpg", "c.jpg"]
        assert batches.problems(c, "b1", size=1) == [first]
        assert batches.count_problems(c) == {"b1": 2}
        assert batches.count_problems(c, "note") == {}


def test_a_job_is_taken_by_one_worker_when_it_is_due(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        number = jobs.add(c, "derive", an_ark(1), {"file": "f1"}, SOON)
        assert jobs.take(c, AT, ["derive"], "w1") is None
        assert jobs.take(c, SOON, ["carry"], "w1") is None
        job = jobs.take(c, SOON, ["derive"], "w1")
        assert job is not None
        assert (job.id, job.details, job.worker, job.attempts) == (number, {"file": "f1"}, "w1", 1)
        assert jobs.take(c, SOON, ["derive"], "w2") is None
        assert jobs.counts(c) == {("derive", "taken"): 1}
        jobs.done(c, job)
        assert jobs.all(c) == []


def test_the_job_due_longest_comes_first(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "b", {}, SOON)
        first = jobs.add(c, "derive", "a", {}, AT)
        job = jobs.take(c, LATER, ["derive"], "w1")
        assert job is not None
        assert job.id == first


def test_the_job_of_a_worker_that_died_is_due_again(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "a", {}, AT)
        dead = jobs.take(c, AT, ["derive"], "w1", lease_seconds=600)
        assert dead is not None
        assert jobs.take(c, SOON, ["derive"], "w2") is None
        living = jobs.take(c, LEASE_ENDED, ["derive"], "w2")
        assert living is not None
        assert (living.id, living.attempts) == (dead.id, 2)
        jobs.done(c, dead)
        jobs.failed(c, dead, "too late to say")
        assert not jobs.keep(c, dead, LATER)
        assert jobs.load(c, living.id) == living


def test_a_worker_keeps_its_job_by_asking_in_time(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "a", {}, AT)
        job = jobs.take(c, AT, ["derive"], "w1", lease_seconds=600)
        assert job is not None
        assert jobs.keep(c, job, SOON, lease_seconds=600)
        assert jobs.take(c, LEASE_ENDED, ["derive"], "w2") is None


def test_a_failed_job_says_why_and_waits_to_be_asked_again(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "a", {}, AT)
        job = jobs.take(c, AT, ["derive"], "w1")
        assert job is not None
        jobs.failed(c, job, "not an image")
        assert [(each.state, each.why) for each in jobs.all(c, states=["failed"])] == [("failed", "not an image")]
        assert jobs.take(c, LATER, ["derive"], "w1") is None
        assert jobs.try_again(c, LATER, ["derive"]) == 1
        assert jobs.take(c, LATER, ["derive"], "w1")


def test_a_job_that_may_succeed_later_waits_until_then(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "a", {}, AT)
        job = jobs.take(c, AT, ["derive"], "w1")
        assert job is not None
        jobs.failed(c, job, "disk full", again_at=LATER)
        assert jobs.take(c, SOON, ["derive"], "w1") is None
        assert jobs.take(c, LATER, ["derive"], "w1")


def test_the_same_job_asked_for_twice_waits_once_at_the_earlier_date(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        first = jobs.add(c, "derive", "a", {"width": 1}, LATER)
        assert jobs.add(c, "derive", "a", {"width": 2}, AT) == first
        assert jobs.add(c, "derive", "b", {}, LATER) != first
        (job, _) = jobs.all(c, kinds=["derive"])
        assert (job.due_at, job.details) == (AT, {"width": 2})


def test_a_job_asked_for_while_it_is_done_is_done_again(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        jobs.add(c, "derive", "a", {}, AT)
        job = jobs.take(c, AT, ["derive"], "w1")
        assert job is not None
        again = jobs.add(c, "derive", "a", {}, AT)
        jobs.done(c, job)
        assert [each.id for each in jobs.all(c)] == [again]
        assert jobs.drop(c, again)
        assert not jobs.drop(c, again)


def test_cases_are_answered_oldest_first_and_closed_once(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        first = cases.add(c, at=AT, kind="withdrawal", words="C’est ma mère.", ark=an_ark(1), reply="n@example.org")
        second = cases.add(c, at=LATER, kind="correction", words="Ce n’est pas Oran.", page="/fr/lieux")
        assert [case.id for case in cases.all(c)] == [first, second]
        assert cases.count_open(c) == 2
        cases.close(c, first, who="ana", at=LATER, outcome="retiré")
        cases.close(c, first, who="ben", at=LATER, outcome="rien")
        closed = cases.load(c, first)
        assert closed is not None
        assert (closed.closed_by, closed.outcome, closed.reply) == ("ana", "retiré", "n@example.org")
        assert [case.id for case in cases.all(c)] == [second]
        assert cases.all(c, closed=True) == [closed]
        assert cases.load(c, 99) is None


def test_accounts_have_a_name_of_their_own_and_can_be_disabled(catalogue: Catalogue) -> None:
    ana = Account("ana", "hash", "archivist", AT)
    with catalogue.writing() as c:
        assert accounts.add(c, ana)
        assert not accounts.add(c, replace(ana, password_hash="other"))
        assert accounts.load(c, "ana") == ana
        assert accounts.set_password_hash(c, "ana", "new")
        assert accounts.disable(c, "ana", at=LATER)
        assert accounts.all(c) == [replace(ana, password_hash="new", disabled_at=LATER)]
        assert accounts.enable(c, "ana")
        assert accounts.all(c) == [replace(ana, password_hash="new")]
        assert not accounts.disable(c, "ben", at=LATER)
        assert accounts.load(c, "ben") is None


def test_attempts_are_counted_by_whom_and_at_what_within_the_window(catalogue: Catalogue) -> None:
    with catalogue.writing() as c:
        tried = [attempts.count_and_add(c, "report", "192.0.2.1", AT, 3600) for _ in range(3)]
        assert tried == [0, 1, 2]
        assert attempts.count_and_add(c, "report", "192.0.2.2", AT, 3600) == 0
        assert attempts.count_and_add(c, "sign-in", "192.0.2.1", AT, 3600) == 0
        assert attempts.count_and_add(c, "report", "192.0.2.1", "2026-11-25T11:00:00Z", 3600) == 0
        attempts.forget(c, "sign-in", "192.0.2.1")
        assert attempts.count_and_add(c, "sign-in", "192.0.2.1", AT, 3600) == 0
