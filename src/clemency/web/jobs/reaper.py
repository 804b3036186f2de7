"""Tasks whose worker died. They would stay "running" for ever: nobody else takes them."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("clemency.web")

LONGEST = timedelta(minutes=10)  # no task of ours takes a tenth of it
TRIES = 5
RETRY_AFTER = (60, 300, 1800, 7200)  # seconds, before the second try, the third, ...


def reap() -> int:
    """Gives what a dead worker left back to the queue, or gives it up after so many tries; how
    many were found. Tasks do not mind being begun twice."""
    since = timezone.now() - LONGEST
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=since)
    found = 0
    for one in left:
        found += 1
        if len(one.worker_ids) >= TRIES:
            one.set_failed(TimeoutError("its workers died"))
            log.error("task %s given up after %s tries", one.task_name, TRIES)
            continue
        DBTaskResult.objects.filter(pk=one.pk, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, started_at=None
        )
    return found


def delay(tries: int) -> timedelta | None:
    """How long to wait before trying something again that failed so often; None to give up."""
    if tries > len(RETRY_AFTER):
        return None
    return timedelta(seconds=RETRY_AFTER[max(tries, 1) - 1])
