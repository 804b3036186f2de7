"""The file on paper: everything that this officer may see of a matter, on one page for printing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.workbench.docket import rows
from clemency.web.workbench.facts import known
from clemency.web.workbench.head import page
from clemency.web.workbench.linked import neighbours
from clemency.web.workbench.opening import opened
from clemency.web.workbench.people import standings
from clemency.web.workbench.reading import texts


@require_GET
@officers
def whole(request: HttpRequest, number: str) -> HttpResponse:
    """The docket from its first entry, the application, the facts, the people. No notes: they are
    no part of the file."""
    at = opened(request, number)
    inside = at.case is not None
    return page(
        request,
        at,
        "print",
        rows=rows(at, at.found.entries),
        texts=texts(at) if inside else [],
        known=known(at),
        standings=standings(at),
        neighbours=neighbours(at),
        printed_by=called([at.seat.officer])[at.seat.officer],
    )
