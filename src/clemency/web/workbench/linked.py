"""Matters that belong together, and linking them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clemency.clerk.submit import Recorded, Stale
from clemency.clerk.trouble import NotKnown
from clemency.letters.told import Told
from clemency.web import counter
from clemency.web.access import officers
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import words_of
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, act_writing, opened

RELATIONS = (
    "earlier-petition",
    "opened-after-letter",
    "addition",
    "co-petitioner",
    "same-proclamation",
    "duplicate",
)
"""How one matter can belong to another, where the pack names no other ways."""


@dataclass(frozen=True)
class Neighbour:
    """A matter to which this one is linked, or which is linked to this one.

    number  None where this officer may not see that matter
    """

    number: str | None
    relation: str
    since: date | None


def neighbours(at: Opened) -> tuple[Neighbour, ...]:
    """The matters to which this one was linked, as far as this officer may see them."""
    found = []
    for one in at.of("Linked"):
        relation = at.speaker.names.code(one.fields.get("relation", ""), "relation")
        found.append(Neighbour(_number(at, one.fields.get("to")), relation, one.fields.get("on")))
    return tuple(found)


def _number(at: Opened, ref: str | None) -> str | None:
    if not ref:
        return None
    try:
        return clerk().matter(ref, at.viewer).number
    except NotKnown:
        return None


@require_http_methods(["GET", "POST"])
@officers
@only_once
def linked(request: HttpRequest, number: str) -> HttpResponse:
    """The matters that belong to this one; and a form to link another."""
    at = opened(request, number)
    words = words_of(request)
    given = {"to": request.POST.get("to", "").strip(), "relation": request.POST.get("relation", "")}
    faults: list[tuple[str, str]] = []
    refused: tuple[Told, ...] = ()
    if request.method == "POST":
        done = _link(request, at, given)
        if isinstance(done, Recorded):
            messages.success(request, words.say("workbench.linked.done", other=given["to"]))
            return HttpResponseRedirect(reverse("workbench:linked", args=[number]))
        if isinstance(done, str):
            faults = [
                ("to" if done != "relation" else "relation", words.say(f"workbench.linked.{done}"))
            ]
        elif isinstance(done, Stale):
            faults = [("", words.say("workbench.stale"))]
        else:
            refused = at.speaker.refused(done)
    act = act_writing(at.pack, "Linked", at.seat.office)
    return page(
        request,
        at,
        "linked",
        neighbours=neighbours(at),
        relations=_relations(at),
        may=act is not None and at.seat.office in act.by,
        given=given,
        faults=faults,
        refused=refused,
    )


def _link(request: HttpRequest, at: Opened, given: dict[str, str]) -> Any:
    """The act that links: its verdict, or the word for what is wrong with the form."""
    if given["relation"] not in dict(_relations(at)):
        return "relation"
    try:
        other = clerk().matter(given["to"], at.viewer) if given["to"] else None
    except NotKnown:
        other = None
    if other is None:
        return "unknown" if given["to"] else "none"
    if other.ref == at.ref:
        return "itself"
    act = act_writing(at.pack, "Linked", at.seat.office)
    if act is None:
        return "no_act"
    order = at.order(act, to=other.ref, relation=given["relation"])
    return counter.submit(at.number, order)


def _relations(at: Opened) -> list[tuple[str, str]]:
    act = act_writing(at.pack, "Linked", at.seat.office)
    codes = (act.takes.get("relation") if act else None) or RELATIONS
    return [(code, at.speaker.names.code(code, "relation")) for code in codes]
