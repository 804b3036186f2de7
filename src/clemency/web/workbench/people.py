"""Who stands how to a matter: relations, mandates, who stood aside, who is protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.clerk.reading import Shown
from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.office import clerk
from clemency.web.pages import url_or_none
from clemency.web.workbench.codes import may_give
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, act_writing, opened

RELATIONS = (
    "RelationRecorded",
    "MandateRecorded",
    "StoodAside",
    "SubstituteNamed",
    "DeathRecorded",
)


@dataclass(frozen=True)
class Standing:
    """How somebody stands to the matter, as one entry says it.

    who    by the name that colleagues use, or else the reference in the docket
    how    in which capacity
    until  the last day; ended: it has passed
    """

    kind: str
    title: str
    who: str
    how: str
    since: date | None
    until: date | None
    ended: bool


def standings(at: Opened) -> tuple[Standing, ...]:
    """Every such entry that this officer is shown, oldest first."""
    shown = list(at.of(*RELATIONS))
    named = [one.fields.get(name) for one in shown for name in ("whose", "officer", "substitute")]
    names = called(who for who in named if isinstance(who, str))
    return tuple(_standing(at, one, names) for one in shown)


def _standing(at: Opened, one: Shown, names: Mapping[str, str]) -> Standing:
    fields, say = one.fields, at.speaker
    who = next((fields[n] for n in ("substitute", "holder", "whose") if fields.get(n)), "")
    if one.kind == "StoodAside":
        who = who or fields.get("officer") or ""
    how = fields.get("role") or fields.get("reason") or fields.get("of")
    until = fields.get("until_on")
    return Standing(
        one.kind,
        say.names.kind(one.kind),
        say.names.code(who) if one.kind == "DeathRecorded" and who else names.get(who, who),
        say.names.code(how, "role") if how else "",
        fields.get("on"),
        until,
        until is not None and until < at.day,
    )


@require_GET
@officers
def people(request: HttpRequest, number: str) -> HttpResponse:
    """The people of a matter, as references and capacities: their names lie in the application."""
    at = opened(request, number)
    mentioned = clerk().persons(number, at.viewer) if any(at.of(*RELATIONS)) else ()
    protected = clerk().persons(number, at.viewer) if _knows_victims(at) else mentioned
    return page(
        request,
        at,
        "people",
        standings=standings(at),
        protected=[one for one in protected if _shown(at, one.role)],
        acts=_ways_to_add(at),
        gives_codes=may_give(at),
    )


def _knows_victims(at: Opened) -> bool:
    return any(one.kind.startswith("Victim") for one in at.found.entries)


def _shown(at: Opened, role: str) -> bool:
    """Whether this officer is shown the entry that first mentions that person."""
    kind, _, field = role.partition(".")
    return role == "principal" or any(one.fields.get(field) for one in at.of(kind))


def _ways_to_add(at: Opened) -> list[tuple[str, str]]:
    """The acts that put somebody on record, with their pages."""
    found = []
    for kind in ("RelationRecorded", "MandateRecorded", "StoodAside", "DeathRecorded"):
        act = act_writing(at.pack, kind, at.seat.office)
        if act is not None and at.seat.office in act.by:
            address = url_or_none("acts:act", at.number, act.id)
            if address:
                found.append((at.speaker.act(act.id), address))
    return found
