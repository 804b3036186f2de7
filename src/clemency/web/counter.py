"""Where a page hands a command to the clerk: afterwards the lists are right and letters are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clemency.clerk.office import Facts
from clemency.clerk.sealing import Sealed
from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.docket.order import Order
from clemency.web import jobs
from clemency.web.office import clerk


def receive(
    officer: str,
    office: str,
    *,
    act: str | None = None,
    on: date | None = None,
    fields: Mapping[str, Any] | None = None,
    facts: Facts | None = None,
    sealed: Sealed | None = None,
) -> Recorded | NotRecorded:
    """Something arrived: `Clerk.receive`."""
    done = clerk().receive(
        officer, office, on=on, fields=fields, facts=facts, sealed=sealed, act=act
    )
    if isinstance(done, Recorded):
        jobs.written(done.matter)
    return done


def submit(
    matter: str,
    order: Order,
    *,
    facts: Facts | None = None,
    sealed: Sealed | None = None,
    seen: int | None = None,
) -> Recorded | NotRecorded | Stale:
    """One act on one matter: `Clerk.submit`. Also a refused act may have written facts."""
    done = clerk().submit(matter, order, facts=facts, sealed=sealed, seen=seen)
    if isinstance(done, Recorded):
        jobs.written(done.matter)
    elif isinstance(done, NotRecorded) and done.also:
        jobs.written(matter)
    return done


def record(
    matter: str,
    facts: Facts,
    *,
    officer: str,
    office: str,
    on: date | None = None,
    seen: int | None = None,
) -> Recorded | Stale:
    """Facts alone: `Clerk.record`."""
    done = clerk().record(matter, facts, officer=officer, office=office, on=on, seen=seen)
    if isinstance(done, Recorded):
        jobs.written(done.matter)
    return done
