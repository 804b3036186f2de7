"""Where a matter stands on the map of its procedure, as this officer may know it."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.docket.policy import sight
from clemency.docket.verdict import Possible, Refused
from clemency.law.values import Facts
from clemency.letters.map import Here, drawn
from clemency.letters.map.here import Mark
from clemency.web.access import officers
from clemency.web.pages import language_of
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened
from clemency.web.workbench.possible import quiet, tried

SVG = "image/svg+xml; charset=utf-8"
ITSELF = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture brings its own style along, and nothing else: it is no page, and runs nothing."""


def here_of(at: Opened) -> Here:
    """The matter as the map needs it: what this officer is shown of it, and what each office of the
    institution would find possible, without what is on file for those who are not shown that."""
    facts = at.facts or Facts({})
    offices = [one.id for one in at.pack.offices.values() if not one.outside]
    found = {
        office: tuple(_quiet(at, one) for one in tried(at, office) if _shown(at, office, one))
        for office in offices
    }
    return Here(at.number, at.pack, at.as_seen, facts, found, at.day)


def _shown(at: Opened, office: str, one: Possible) -> bool:
    """Whether this officer may learn how an act stands: it is their own, or writes what they are
    shown of."""
    kind = at.pack.acts[one.act].writes
    return office == at.seat.office or bool(sight(at.pack, at.viewer, kind))


def _quiet(at: Opened, one: Possible) -> Possible:
    if one.refused is None:
        return one
    return replace(one, refused=Refused(tuple(quiet(at, it) for it in one.refused.objections)))


@require_GET
@officers
def map_(request: HttpRequest, number: str) -> HttpResponse:
    """The map with this matter in it, and the same as a list."""
    at = opened(request, number)
    if at.case is None:
        raise Http404
    here = here_of(at)
    able = [(at.speaker.act(id), mark.offices) for id, mark in _marks(here) if mark.offices]
    done = [(at.speaker.act(id), mark.done_on) for id, mark in _marks(here) if mark.done_on]
    return page(request, at, "map", able=able, done=done)


def _marks(here: Here) -> list[tuple[str, Mark]]:
    return [(id, here.mark(id)) for id in here.pack.acts]


@require_GET
@officers
def picture(request: HttpRequest, number: str) -> HttpResponse:
    """The map itself."""
    at = opened(request, number)
    if at.case is None:
        raise Http404
    response = HttpResponse(drawn(at.pack, language_of(request), here_of(at)), content_type=SVG)
    response["Content-Security-Policy"] = ITSELF
    return response
