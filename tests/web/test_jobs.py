"""What is done behind the pages: ticks, tasks whose worker died, erasures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from clemency.web import jobs
from clemency.web.jobs import deadlines, reaper, tasks
from clemency.web.models import Dropped
from tests.web.offices import Office

done: list[int] = []


@task()
def count(number: int) -> None:
    """A task of these tests."""
    done.append(number)


def work() -> None:
    """Runs what is due, as the worker does."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def waiting() -> int:
    return DBTaskResult.objects.filter(
        task_path=tasks.tick.module_path, status=TaskResultStatus.READY
    ).count()


def test_one_tick_follows_another_and_never_two(office: Office) -> None:
    tasks.start()
    tasks.start()
    assert waiting() == 1
    work()
    assert waiting() == 1
    tasks.set_next()
    assert waiting() == 1


def test_a_part_that_fails_stops_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(
        jobs, "_at_tick", {"broken": lambda: 1 / 0, "whole": lambda: looked.append(1)}
    )
    tasks.tick.func()
    assert looked == [1]


def test_what_a_dead_worker_left_is_done_by_another(office: Office) -> None:
    done.clear()
    count.enqueue(7)
    left = DBTaskResult.objects.get(task_path=count.module_path)
    left.claim("a worker that died")
    work()
    assert done == []  # nobody else takes it
    DBTaskResult.objects.filter(pk=left.pk).update(
        started_at=timezone.now() - reaper.LONGEST - timedelta(seconds=1)
    )
    assert reaper.reap() == 1
    work()
    assert done == [7]


def test_a_task_that_kills_every_worker_is_given_up(office: Office) -> None:
    count.enqueue(8)
    left = DBTaskResult.objects.get(task_path=count.module_path)
    for nth in range(reaper.TRIES):
        left.claim(f"worker {nth}")
    DBTaskResult.objects.filter(pk=left.pk).update(started_at=timezone.now() - 2 * reaper.LONGEST)
    assert reaper.reap() == 1
    left.refresh_from_db()
    assert left.status == TaskResultStatus.FAILED


def test_waits_grow_and_end() -> None:
    delays = [reaper.delay(tries) for tries in range(1, len(reaper.RETRY_AFTER) + 1)]
    assert delays == sorted(delays) and None not in delays
    assert reaper.delay(len(reaper.RETRY_AFTER) + 1) is None


def test_a_task_in_a_transaction_that_fails_was_never_there(office: Office) -> None:
    from django.db import transaction

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        count.enqueue(9)
        raise ZeroDivisionError
    assert not DBTaskResult.objects.filter(task_path=count.module_path).exists()


def test_each_open_matter_is_looked_at_once_a_day(office: Office) -> None:
    number = office.receive()
    looked: list[str] = []
    office.clerk.notice, before = lambda ref: (looked.append(ref), ())[1], office.clerk.notice  # type: ignore[method-assign,assignment,return-value]
    assert deadlines.notice_due() == 0
    assert looked == [office.clerk.matter(number).ref]
    deadlines.notice_due()
    assert len(looked) == 1
    office.set_day(office.clerk.today() + timedelta(days=1))
    deadlines.notice_due()
    assert len(looked) == 2
    office.clerk.notice = before  # type: ignore[method-assign]


def test_what_the_law_does_is_written_though_nobody_opens_the_matter(office: Office) -> None:
    """Whatever by_law clauses the pack has: noticing twice writes nothing twice."""
    number = office.receive()
    before = office.clerk.matter(number).seen
    deadlines.notice_due()
    deadlines.notice_due()
    assert office.clerk.matter(number).seen == before


def test_whoever_was_forgotten_elsewhere_is_dropped_here_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.receive(sealed={"words": "a canary"})
    matter = office.clerk.matter(number)
    dropped: list[str] = []
    monkeypatch.setattr(jobs, "_at_erasure", {"test": dropped.append})
    erases = [a.by for a in office.clerk.pack.acts.values() if a.writes == "Erased"]
    by = erases[0][0] if erases else "president_legal"
    office.clerk.forget(
        matter.ref,
        officer=f"o-{by}",
        office=by,
        second=f"o2-{by}",
        legal_basis="request-of-the-person",
    )
    tasks.erase_again()
    tasks.erase_again()
    assert dropped == [matter.ref]
    assert Dropped.objects.filter(person=matter.ref).exists()
