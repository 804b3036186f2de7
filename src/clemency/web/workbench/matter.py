"""The first page of a matter: what it is, what is new since one looked, what can be done next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.lists import clocks, told
from clemency.web.lists.asking import Listed
from clemency.web.workbench.claims import colleagues, row_of
from clemency.web.workbench.docket import rows
from clemency.web.workbench.head import page
from clemency.web.workbench.looks import looked, new_entries, seen_before
from clemency.web.workbench.opening import Opened, opened
from clemency.web.workbench.possible import steps

LATEST = 5
"""Entries that the first page shows."""


@dataclass(frozen=True)
class Taken:
    """Who of this office is at the matter; `mine` where it is the one who looks."""

    who: str
    mine: bool


@require_GET
@officers
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """One matter. One read of the docket, and one answer to what is possible."""
    at = opened(request, number)
    new = new_entries(at, seen_before(at))
    latest = new or at.found.entries[-LATEST:]
    found = steps(at)
    row = row_of(at)
    shown = page(
        request,
        at,
        "matter",
        new=bool(new),
        rows=rows(at, reversed(latest), new),
        more=len(at.found.entries) - len(latest),
        able=[step for step in found if step.open and not step.besides],
        besides=[step for step in found if step.open and step.besides],
        unable=[step for step in found if not step.open],
        clock_list=clocks_of(at),
        waits=told.blocked(row, at.words, at.speaker) if row is not None else [],
        taken=taken(at, row),
        colleagues=colleagues(at.seat),
    )
    looked(at)
    return shown


def clocks_of(at: Opened) -> list[object]:
    """Every period that runs or ran, with its working, from what this officer is shown."""
    found = clocks.clocks(at.found, at.pack, at.day)
    return [told.clock(one, at.words, at.speaker) for one in found]


def taken(at: Opened, row: Listed | None) -> Taken | None:
    """Who has taken it on, in this office."""
    if row is None or not row.claimed:
        return None
    who = row.claimed[0].officer
    return Taken(called([who])[who], who == at.seat.officer)
