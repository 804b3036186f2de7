"""The head of a matter's pages: its number, what it is, where it stands, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from clemency.web.acts.banner import Banner, of
from clemency.web.pages import render, url_or_none
from clemency.web.tracker.messages import may_read
from clemency.web.workbench.faces import desk_of
from clemency.web.workbench.looks import unseen
from clemency.web.workbench.opening import Opened

PARTS: tuple[tuple[str, str], ...] = (
    ("matter", "workbench:matter"),
    ("docket", "workbench:docket"),
    ("application", "workbench:application"),
    ("people", "workbench:people"),
    ("facts", "workbench:facts"),
    ("opinions", "acts:board"),
    ("letters", "post:matter"),
    ("messages", "workbench:messages"),
    ("notes", "workbench:notes"),
    ("linked", "workbench:linked"),
    ("map", "workbench:map"),
)
"""The parts of a matter, each a page of its own."""

CONSULTED = frozenset({"matter", "docket"})
"""What an office finds that is only consulted: what it was asked, and what it answered."""

OPENED_BY, ANSWERED_BY = "PetitionOpened", "CorrespondenceAnswered"


@dataclass(frozen=True)
class Part:
    """One part, as the head leads to it."""

    name: str
    title: str
    address: str
    current: bool


@dataclass(frozen=True)
class Head:
    """What stands above every page of a matter.

    what      what it is, in a few words
    banner    what nobody must overlook: decided and not in force
    new       how many entries were written since this officer looked
    """

    number: str
    what: str
    stage: str | None
    banner: Banner | None
    parts: tuple[Part, ...]
    new: int
    to_sort: bool


def page(request: HttpRequest, at: Opened, part: str, **context: Any) -> HttpResponse:
    """One part of a matter."""
    head = head_of(at, part)
    given = {"at": at, "head": head, "speaker": at.speaker, **context}
    return render(request, f"workbench/{part}.html", **given)


def head_of(at: Opened, part: str) -> Head:
    """The head, as this officer may see it."""
    words = at.words
    parts = tuple(
        Part(name, words.say(f"workbench.part.{name}"), address, name == part)
        for name, view in PARTS
        if (at.case is not None or name in CONSULTED)
        if name != "messages" or may_read(at.viewer)
        if (address := url_or_none(view, at.number)) is not None
    )
    return Head(
        at.number,
        what(at),
        at.stage,
        of(at.as_seen, words),
        parts,
        unseen(at),
        part != "sort" and unsorted(at),
    )


def what(at: Opened) -> str:
    """What a matter is: what a petition asks, or what sort of letter it is."""
    words = at.words
    names = at.speaker.names
    relief = at.latest("relief")
    if any(at.of(OPENED_BY)):
        return names.code(relief, "relief") if relief else words.say("workbench.what.petition")
    classed = at.latest("classed_as")
    if classed:
        return names.code(classed)
    if any(at.of(ANSWERED_BY)):
        return words.say("workbench.what.letter")
    if any(at.of("Transferred")):
        return words.say("workbench.what.other_body")
    return words.say("workbench.what.unsorted")


def unsorted(at: Opened) -> bool:
    """Whether it is still to be said what it is, and this officer's office may say so."""
    case = at.case
    if case is None or case.closed_on is not None:
        return False
    said = (case.petition_on, case.answered_on, case.transferred_on, case.classed_on)
    return not any(said) and desk_of(at.pack, at.seat.office).sorts
