"""Pages of matters for one viewer. However many there are, a page takes the same few queries.

page(viewer, Filter(queue="due"), today) -> Page
counts(viewer, today) -> {"due": 12, ...}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from clemency.docket.policy import Viewer
from clemency.web.lists import keeping, search
from clemency.web.lists.filters import (
    DUE_WITHIN,
    MOST_FOUND,
    MOST_PAGES,
    NARROWING,
    QUEUES,
    Filter,
)
from clemency.web.lists.models import NEVER, Aside, Claim, Row, Wait
from clemency.web.lists.search import Hit
from clemency.web.lists.sights import sights
from clemency.web.lists.waiting import AGENCY, COURT, PETITIONER, VICTIM, Awaited, Blocked
from clemency.web.office import clerk

SIZE = 25  # rows of a page
MOST = SIZE * MOST_PAGES
"""As far as matters are counted; a queue that holds more says so."""


BY_INDEX = frozenset(QUEUES) - {"mine", "with-us", "waiting"}
"""Queues of which an index holds the order by day: reading them in it, one stops at MOST."""


@dataclass(frozen=True)
class Claimed:
    """Who has taken a matter on, and since when."""

    officer: str
    office: str
    taken_at: datetime


@dataclass(frozen=True)
class Listed:
    """One matter in a list, as far as this viewer may see it. `models.Row` says what each is.

    due_on    None where nothing is due
    overdue   days by which it is overdue; 0 where it is not
    age       days since it was received; None where that is not shown
    hits      where the words that were looked for stand
    """

    matter: str
    first: int
    number: str
    stage: str
    kind: str
    received_on: date | None
    filed_on: date | None
    language: str | None
    channel: str | None
    track: str | None
    relief: str | None
    sender_office: str | None
    in_public_office: bool
    last_on: date
    entries: int
    lies_with: str | None
    waiting_on: str
    blocked: tuple[Blocked, ...]
    awaited: tuple[Awaited, ...]
    due_on: date | None
    due_clock: str | None
    due_of: str | None
    overdue: int
    due_in: int | None
    age: int | None
    answers: int
    answers_on: date | None
    decided_on: date | None
    effective_on: date | None
    withheld_on: date | None
    closed_on: date | None
    finished: bool
    claimed: tuple[Claimed, ...] = ()
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of a list.

    here   its number; `of` how many there are, no more than MOST_PAGES
    total  how many matters, counted no further than MOST; more: there are others beyond
    unread words of the question that were left out because there were too many
    """

    rows: tuple[Listed, ...]
    here: int
    of: int
    total: int
    more: bool
    unread: tuple[str, ...] = ()


def page(viewer: Viewer, filter: Filter, today: date) -> Page:
    """One page of the matters that this viewer may see and asks for."""
    keeping.catch_up()
    asked = search.question(viewer, filter.text) if filter.text.strip() else None
    if filter.text.strip() and asked is None:
        return Page((), 1, 1, 0, more=False)
    rows = _narrowed(viewer, _queue(viewer, filter.queue, today), filter)
    if asked is not None:
        everything = filter.queue == "all" and not filter.chosen
        rows = search.narrowed(rows, asked, newest=SIZE * MOST_FOUND if everything else None)
    most = MOST if asked is None else SIZE * MOST_FOUND
    keys = list(rows.order_by(*_order(filter)).values_list("pk", flat=True)[: most + 1])
    of = max(1, -(-min(len(keys), most) // SIZE))
    here = min(filter.page, of)
    found = _in_order(keys[:most][(here - 1) * SIZE : here * SIZE])
    hits = search.hits(asked, (row.first for row in found)) if asked is not None else {}
    return Page(
        _listed(viewer, found, today, hits),
        here,
        of,
        min(len(keys), most),
        more=len(keys) > most,
        unread=asked.unread if asked is not None else (),
    )


def _in_order(keys: list[int]) -> list[Row]:
    """The rows with these keys, in the order of the keys."""
    found = Row.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def row(viewer: Viewer, which: str, today: date) -> Listed | None:
    """One matter by its number or reference; None where this viewer may see nothing of it."""
    keeping.catch_up()
    found = list(_visible(viewer).filter(Q(matter=which) | Q(number=which))[:1])
    return _listed(viewer, found, today, {})[0] if found else None


def counts(viewer: Viewer, today: date, queues: Iterable[str] = QUEUES) -> dict[str, int]:
    """How many matters stand in each queue, in one query; none is counted beyond MOST."""
    keeping.catch_up()
    parts, values = list[str](), list[Any]()
    for queue in queues:
        rows = _queue(viewer, queue, today)
        if queue in BY_INDEX:
            rows = rows.order_by("due_on", "first")
        sql, params = rows.values("pk")[: MOST + 1].query.sql_with_params()
        parts.append(f"SELECT '{queue}', count(*) FROM ({sql}) AS q{len(parts)}")
        values += params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return dict(cursor.fetchall())


# --- which --------------------------------------------------------------------------------------


def _visible(viewer: Viewer) -> QuerySet[Row]:
    """What the policy lets this viewer see: the rows of their sight, but for matters in which the
    officer stands aside."""
    rows = Row.objects.filter(sight=sights(clerk().pack).of(viewer))
    if viewer.officer is None:
        return rows
    aside = Aside.objects.filter(officer=viewer.officer, matter=OuterRef("matter"))
    return rows.filter(~Exists(aside))


def _queue(viewer: Viewer, queue: str, today: date) -> QuerySet[Row]:
    rows = _visible(viewer)
    if queue == "all":
        return rows
    rows = rows.filter(finished=queue == "finished")
    claims = Claim.objects.filter(matter=OuterRef("matter"), office=viewer.office)
    match queue:
        case "mine":
            return rows.filter(Exists(claims.filter(officer=viewer.officer)))
        case "unassigned":
            return rows.filter(~Exists(claims))
        case "with-us":
            awaited = _awaited_from(viewer, viewer.office or "")
            return rows.filter(Q(lies_with=viewer.office) | Q(pk__in=awaited))
        case "sorting":
            return rows.filter(kind="unsorted")
        case "due":
            return rows.filter(due_on__range=(today, today + timedelta(days=DUE_WITHIN)))
        case "overdue":
            return rows.filter(due_on__lt=today)
        case "answers":
            return rows.filter(answers__gt=0)
        case "waiting":
            return rows.filter(waiting_on__in=(AGENCY, COURT, PETITIONER, VICTIM))
        case "carrying":
            return rows.filter(effective_on__isnull=False)
    return rows


def _awaited_from(viewer: Viewer, whom: str) -> QuerySet[Wait, int]:
    """The rows in which something is awaited of somebody."""
    sight = sights(clerk().pack).of(viewer)
    return Wait.objects.filter(sight=sight, whom=whom).values_list("row_id", flat=True)


def _narrowed(viewer: Viewer, rows: QuerySet[Row], filter: Filter) -> QuerySet[Row]:
    given = {name: getattr(filter, name) for name in NARROWING if getattr(filter, name)}
    rows = rows.filter(**given)
    if filter.waiting:
        rows = rows.filter(pk__in=_awaited_from(viewer, filter.waiting))
    return rows


def _order(filter: Filter) -> tuple[str, ...]:
    if filter.text.strip():
        return ("-first",)  # what was found: the newest first
    return {
        "due": ("due_on", "first"),
        "age": ("first",),
        "number": ("-number_key",),
        "last": ("-last_on", "-first"),
    }[filter.order]


# --- what is shown ------------------------------------------------------------------------------


def _listed(
    viewer: Viewer, rows: list[Row], today: date, hits: dict[int, tuple[Hit, ...]]
) -> tuple[Listed, ...]:
    claimed: dict[str, list[Claimed]] = {}
    if viewer.office is not None:
        for claim in Claim.objects.filter(
            matter__in=[row.matter for row in rows], office=viewer.office
        ):
            claimed.setdefault(claim.matter, []).append(
                Claimed(claim.officer, claim.office, claim.taken_at)
            )
    waits: dict[int, list[Awaited]] = {}
    for wait in Wait.objects.filter(row__in=rows).order_by("due_on", "pk"):
        waits.setdefault(wait.row_id, []).append(
            Awaited(wait.whom, wait.what, wait.asked_on, wait.due_on)
        )
    return tuple(
        _one(
            row, today, claimed.get(row.matter, []), waits.get(row.pk, []), hits.get(row.first, ())
        )
        for row in rows
    )


def _one(
    row: Row,
    today: date,
    claimed: list[Claimed],
    awaited: list[Awaited],
    hits: tuple[Hit, ...],
) -> Listed:
    due_on = None if row.due_on == NEVER else row.due_on
    return Listed(
        **{name: getattr(row, name) for name in _SAME},
        blocked=tuple(Blocked(**one) for one in row.blocked),
        awaited=tuple(awaited),
        due_on=due_on,
        due_in=(due_on - today).days if due_on else None,
        overdue=max(0, (today - due_on).days) if due_on else 0,
        age=(today - row.received_on).days if row.received_on else None,
        claimed=tuple(claimed),
        hits=hits,
    )


_WORKED_OUT = {"blocked", "awaited", "due_on", "due_in", "overdue", "age", "claimed", "hits"}
_SAME = tuple(name for name in Listed.__dataclass_fields__ if name not in _WORKED_OUT)
