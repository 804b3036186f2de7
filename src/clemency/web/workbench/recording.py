"""Putting a fact on the file, or vouching for one that is there: its value, and who says so."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from clemency.clerk.evidence import FactsGiven
from clemency.clerk.submit import Stale
from clemency.docket.policy import Action, Allowed, decide
from clemency.law.facts import FactFaults
from clemency.letters.questions import question
from clemency.web import counter
from clemency.web.access import officers
from clemency.web.acts.places import put_fact
from clemency.web.once import only_once
from clemency.web.pages import language_of, words_of
from clemency.web.petition import answers
from clemency.web.workbench.docket import rows
from clemency.web.workbench.facts import known
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened
from clemency.web.workbench.stale import changes_since

StandingCode = Literal["claimed", "certified", "reported", "disputed"]
STANDINGS: tuple[StandingCode, ...] = get_args(StandingCode)
UNNAMED = "unnamed"


@dataclass(frozen=True)
class Group:
    """Facts that can be recorded, under one heading: (path, what it is called)."""

    title: str
    facts: tuple[tuple[str, str], ...]


def may_record(at: Opened) -> bool:
    """Whether this office may put facts on this file."""
    if at.case is None or not at.knows_facts:
        return False
    return isinstance(decide(at.viewer, Action("record-facts"), at.case, at.pack, at.day), Allowed)


@require_GET
@officers
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """Every fact on the file, and what can be recorded."""
    at = opened(request, number)
    held = at.found.facts
    unread = held.unread if held is not None and at.knows_facts else ()
    return page(
        request,
        at,
        "facts",
        known=known(at),
        not_shown=at.case is not None and not at.knows_facts,
        unread=[str(fault) for fault in unread],
        may=may_record(at),
        groups=_groups(at),
    )


def _groups(at: Opened) -> tuple[Group, ...]:
    """Everything that the pack asks for; of each list the rows that are there, and one more."""
    if not may_record(at):
        return ()
    say = at.speaker
    plain = tuple((name, say.names.label(name)) for name in at.pack.facts)
    found = [Group("", plain)]
    for record in at.pack.records.values():
        if record.within is not None:
            continue
        held = at.facts.values.get(record.plural) if at.facts else None
        count = len(held) if held is not None else 0
        paths = [f"{record.plural}[{n}].{name}" for n in range(count + 1) for name in record.fields]
        paths.append(f"{record.plural}.complete")
        found.append(
            Group(say.names.label(record.plural), tuple((p, say.names.asked(p)) for p in paths))
        )
    return tuple(found)


@require_http_methods(["GET", "POST"])
@officers
@only_once
def record(request: HttpRequest, number: str) -> HttpResponse:
    """One fact: its question, what is on file, and who vouches for the answer."""
    at = opened(request, number)
    if not may_record(at):
        return HttpResponseRedirect(reverse("workbench:facts", args=[number]))
    path = (request.POST or request.GET).get("fact", "")
    offered = {one for group in _groups(at) for one, _ in group.facts}
    if path not in offered:
        messages.warning(request, words_of(request).say("workbench.facts.choose_one"))
        return HttpResponseRedirect(reverse("workbench:facts", args=[number]))
    asked = question(at.pack, path, language_of(request))
    faults: list[tuple[str, str]] = []
    overtaken: Stale | None = None
    if request.method == "POST":
        done = _record(request, at, path, faults)
        if done is None and not faults:
            messages.success(request, words_of(request).say("workbench.facts.recorded"))
            return HttpResponseRedirect(reverse("workbench:facts", args=[number]))
        overtaken = done
    typed = request.POST.dict() if request.method == "POST" else None
    stored = None if typed else _stored(at, path)
    places = answers.decimals(at.pack, path)
    return page(
        request,
        at,
        "record",
        asked=answers.asked(asked, stored, typed=typed, places=places),
        whole=_name(path) != path,
        listed=[one for one in known(at) if one.name == _name(path)],
        standings=[(code, at.speaker.words.say(f"standing.{code}")) for code in STANDINGS],
        sources=_sources(at),
        given={
            "standing": request.POST.get("standing", request.GET.get("standing", "claimed")),
            "reported_by": request.POST.get("reported_by", UNNAMED),
        },
        faults=faults,
        overtaken=rows(at, changes_since(at, overtaken.seen)) if overtaken else (),
    )


def _name(path: str) -> str:
    """The fact of the pack in which a path stands."""
    return path.partition("[")[0].partition(".")[0]


def _sources(at: Opened) -> list[tuple[str, str]]:
    """By whom something can have been reported."""
    offices = (one.id for one in at.pack.offices.values())
    return [
        (UNNAMED, at.speaker.office(UNNAMED)),
        *((id, at.speaker.office(id)) for id in offices),
    ]


def _record(
    request: HttpRequest, at: Opened, path: str, faults: list[tuple[str, str]]
) -> Stale | None:
    """Writes the fact; or says what is wrong with the form, or that somebody was quicker."""
    words, given = words_of(request), request.POST
    read = answers.parse(at.pack, question(at.pack, path, language_of(request)), given.dict())
    if read.error:
        faults.append(("answer", words.say(f"petition.answer.{read.error}", **read.params)))
    elif read.unknown:
        faults.append(("answer", words.say("workbench.facts.nothing_known")))
    standing = given.get("standing", "")
    if standing not in STANDINGS:
        faults.append(("standing", words.say("workbench.facts.no_standing")))
    if faults:
        return None
    told = {_name(path): _with(at, path, read.value)}
    chain = (given.get("reported_by", UNNAMED),) if standing == "reported" else ()
    facts_ = FactsGiven(told, cast(StandingCode, standing), chain)
    seat, seen = at.seat, _number(given.get("seen"))
    try:
        done = counter.record(
            at.number, facts_, officer=seat.officer, office=seat.office, seen=seen
        )
    except FactFaults as error:
        faults.append(("answer", str(error)))
        return None
    return done if isinstance(done, Stale) else None


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _with(at: Opened, path: str, value: Any) -> Any:
    """The fact as it will stand: a list whole, with this answer in its place."""
    name = _name(path)
    assert at.found.facts is not None
    before = deepcopy(at.found.facts.plain.get(name))
    plain: dict[str, Any] = {}
    if before is not None and path != name:
        plain[name] = {"list": before} if isinstance(before, list) else before
    put_fact(plain, path, value)
    return plain[name]


def _stored(at: Opened, path: str) -> Any:
    """What the file holds at a path, as people write it."""
    assert at.found.facts is not None
    here: Any = at.found.facts.plain
    for part in path.replace("]", "").replace("[", ".").split("."):
        if isinstance(here, dict) and part.isdigit():
            here = here.get("list")
        if isinstance(here, list):
            here = here[int(part)] if part.isdigit() and int(part) < len(here) else None
        else:
            here = here.get(part) if isinstance(here, dict) else None
        if here is None:
            return None
    return here
