"""The tasks that a worker runs. A task holds numbers and names of jobs, never a word of anybody."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from clemency.web import jobs, once
from clemency.web.jobs import deadlines, reaper
from clemency.web.jobs.log import noted
from clemency.web.office import clerk

EVERY = timedelta(seconds=60)
FORGET_AFTER = timedelta(days=14)  # what became of a task is of no use later


@task()
def tick() -> None:
    """Does what time alone makes due, and sets the next tick. No deadline has its own job: they
    are read from the matters."""
    with noted("tick: next"):
        set_next()
    own: dict[str, jobs.AtTick] = {
        "reaper": reaper.reap,
        "forms": once.sweep,
        "deadlines": deadlines.notice_due,
        "erasures": erase_again,
        "results": prune,
    }
    for name, do in {**own, **jobs.ticks()}.items():
        with noted(f"tick: {name}"):
            do()


def set_next() -> None:
    """One tick is waiting, however many workers there are."""
    waiting = DBTaskResult.objects.filter(task_path=tick.module_path, status=TaskResultStatus.READY)
    with transaction.atomic():
        if not waiting.exists():
            tick.using(run_after=timezone.now() + EVERY).enqueue()


def start() -> None:
    """A worker begins: the first tick is due now."""
    DBTaskResult.objects.filter(task_path=tick.module_path, status=TaskResultStatus.READY).delete()
    tick.enqueue()


def erase_again() -> None:
    """Whoever was forgotten from the command line, or before a backup was restored, is dropped here
    too."""
    from clemency.web.models import Dropped

    gone = clerk().desk.vault.forgotten()
    known = set(Dropped.objects.filter(person__in=gone).values_list("person", flat=True))
    for person in sorted(gone - known):
        jobs.forgotten(person)
        Dropped.objects.get_or_create(person=person)


def prune() -> int:
    """Drops what became of old tasks; how many."""
    old = timezone.now() - FORGET_AFTER
    return DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()[0]
