"""An office's desk: what lies with it, what is due, what came; or, for whoever decides, a tray that
is sorted by how ready each file is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from clemency.docket.policy import Viewer
from clemency.letters.speech import Speaker
from clemency.web.access import officers
from clemency.web.acts import proposals
from clemency.web.acts.people import called
from clemency.web.lists import asking, claims, told
from clemency.web.lists.asking import Listed, Page
from clemency.web.lists.filters import Filter
from clemency.web.office import clerk
from clemency.web.pages import OWN_NAMES, language_of, render, url_or_none, words_of
from clemency.web.post.models import HELD, PAPER
from clemency.web.post.shown import visible_to
from clemency.web.viewers import Seat, viewer_of
from clemency.web.words import Words
from clemency.web.workbench.claims import colleagues
from clemency.web.workbench.faces import Desk, desk_of

PUBLISH = "publish"
"""A queue of this page alone: letters written in public office that nobody has published yet."""

ORDERS = ("due", "age", "number", "last")


@dataclass(frozen=True)
class Row:
    """One matter on the desk, in words.

    what      what is asked, or what sort of letter it is
    due       which period ends next, and how near that is
    blocked   what keeps it from going on
    claimed   who of this office has it; mine: the one who looks
    chase     whether it can be chosen for reminding
    """

    it: Listed
    what: str
    stage: str
    language: str
    due: str
    blocked: tuple[str, ...]
    claimed: str
    mine: bool
    chase: bool


@dataclass(frozen=True)
class Queue:
    """One list, as the desk offers it."""

    name: str
    title: str
    address: str
    count: str
    late: bool
    current: bool


@require_GET
@officers
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of this officer's office."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    pack, today, words = clerk().pack, clerk().today(), words_of(request)
    viewer, sort = viewer_of(request), desk_of(pack, seat.office)
    speaker = Speaker(pack, language_of(request), None, today)
    queue = request.GET.get("queue", sort.queues[0])
    queue = queue if queue in sort.queues else sort.queues[0]
    wanted = Filter.read({**request.GET.dict(), "queue": _lists(queue)}, order="due")
    found = _page(viewer, queue, wanted, today)
    making = _Making(seat, sort, speaker, words)
    shown = making.rows(found.rows)
    if sort.face == "decides" and queue == "with-us":
        shown.sort(key=lambda row: (len(row.blocked), row.it.due_on or date.max))
    return render(
        request,
        "workbench/desk.html",
        speaker=speaker,
        desk=sort,
        queue=queue,
        title=_title(words, queue),
        queues_=[*_queues(viewer, sort, queue, found.total, today, words), *_to_sign(seat, words)],
        rows=shown,
        page=found,
        filter=wanted,
        narrowings=_narrowings(pack, speaker, words),
        orders=[(one, words.say(f"lists.order.{one}")) for one in ORDERS],
        address=lambda n: f"?queue={queue}&{replace(wanted, queue='all').query(page=n)}",
        load=_load(viewer, sort),
        colleagues=colleagues(seat),
        coming=_coming(viewer, making, queue, today),
        chase=url_or_none("acts:chase") if sort.chases else None,
        here=request.get_full_path(),
    )


def _lists(queue: str) -> str:
    """The list that a queue of this page is read from."""
    return "all" if queue == PUBLISH else queue


def _page(viewer: Viewer, queue: str, wanted: Filter, today: date) -> Page:
    if queue != PUBLISH:
        return asking.page(viewer, wanted, today)
    found = asking.page(viewer, replace(wanted, kind="correspondence"), today)
    open_ones = [one for one in found.rows if one.in_public_office]
    done = _published([one.matter for one in open_ones])
    rows = tuple(one for one in open_ones if one.matter not in done)
    return replace(found, rows=rows, total=len(rows) if found.of == 1 else found.total)


def _published(refs: Sequence[str]) -> set[str]:
    """Of these matters, those of which something was published."""
    if not refs:
        return set()
    marks = ", ".join(["%s"] * len(refs))
    sql = (
        f"SELECT DISTINCT matter FROM clerk_entry WHERE kind = 'Published' AND matter IN ({marks})"
    )
    return {ref for (ref,) in clerk().desk.store.docket.all(sql, list(refs))}


@dataclass(frozen=True)
class _Making:
    """Makes rows for one desk, in one language."""

    seat: Seat
    desk: Desk
    speaker: Speaker
    words: Words

    def rows(self, listed: Sequence[Listed]) -> list[Row]:
        """All of them, with one question for the names of those who have them."""
        names = called(one.claimed[0].officer for one in listed if one.claimed)
        return [self._row(one, names) for one in listed]

    def _row(self, one: Listed, called_: dict[str, str]) -> Row:
        names, who = self.speaker.names, one.claimed[0].officer if one.claimed else ""
        kind = told.kind(one, self.words)
        return Row(
            one,
            names.code(one.relief, "relief") if one.relief else kind,
            self.speaker.stage(one.stage) if one.stage else "",
            OWN_NAMES.get(one.language or "", one.language or ""),
            names.code(one.due_clock, "clock") if one.due_clock else "",
            tuple(told.blocked(one, self.words, self.speaker)),
            called_.get(who, ""),
            bool(who) and who == self.seat.officer,
            self.desk.chases and any(wait.what == "opinion" for wait in one.awaited),
        )


def _queues(
    viewer: Viewer, desk: Desk, current: str, shown: int | None, today: date, words: Words
) -> list[Queue]:
    """The lists of this desk with how much stands in each: one query for all of them.

    shown  how much stands in the one that is open, which is counted already
    """
    counted = asking.counts(viewer, today, [one for one in desk.queues if one != PUBLISH])
    found = []
    for name in desk.queues:
        count = counted.get(name, shown if name == current else None)
        text = "" if count is None else words.number(min(count, asking.MOST))
        more = count is not None and count > asking.MOST
        found.append(
            Queue(
                name,
                _title(words, name),
                f"{reverse('workbench:desk')}?queue={name}",
                words.say("lists.more.than", n=asking.MOST) if more else text,
                name == "overdue" and bool(count),
                name == current,
            )
        )
    return [*found, *_letters(viewer, desk, words)]


def _letters(viewer: Viewer, desk: Desk, words: Words) -> list[Queue]:
    """Letters that wait for a person of this office: a look before they go, or a printer."""
    address = url_or_none("post:queue")
    if address is None or desk.face == "consulted":
        return []
    count = visible_to(viewer).filter(state__in=(HELD, PAPER)).count()
    title = words.say("workbench.desk.letters")
    return [Queue("letters", title, address, words.number(count), False, False)]


def _to_sign(seat: Seat, words: Words) -> list[Queue]:
    """Orders that a colleague has signed and that wait for this officer's signature beside it."""
    count = len(proposals.waiting_for(seat.officer))
    if not count:
        return []
    title, address = words.say("acts.signing.title"), reverse("acts:signing")
    return [Queue("signing", title, address, words.number(count), True, False)]


def _title(words: Words, queue: str) -> str:
    return words.say("workbench.desk.publish" if queue == PUBLISH else f"lists.queue.{queue}")


def _narrowings(pack: Any, speaker: Speaker, words: Words) -> list[tuple[str, str, list[Any]]]:
    """By what a list can be narrowed: (name, label, choices)."""
    every = ("", words.say("workbench.desk.every"))
    kinds = ("petition", "correspondence", "enquiry", "unsorted", "transferred")
    consulted = [one.id for one in pack.offices.values() if one.consulted]
    return [
        ("kind", words.say("lists.column.kind"), [every, *_said(words, kinds)]),
        (
            "language",
            words.say("lists.column.language"),
            [every, *((code, OWN_NAMES[code]) for code in pack.languages if code in OWN_NAMES)],
        ),
        (
            "waiting",
            words.say("workbench.desk.waiting"),
            [every, *((id, speaker.office(id)) for id in ("petitioner", *consulted))],
        ),
    ]


def _said(words: Words, kinds: Sequence[str]) -> list[tuple[str, str]]:
    return [(kind, words.say(f"lists.kind.{kind}")) for kind in kinds]


def _load(viewer: Viewer, desk: Desk) -> list[tuple[str, int]]:
    """How many matters each officer of the office has taken on, most first."""
    if desk.face == "consulted":
        return []
    found = claims.load(viewer)
    names = called(found)
    return sorted(((names[one], n) for one, n in found.items()), key=lambda it: (-it[1], it[0]))


def _coming(viewer: Viewer, making: _Making, queue: str, today: date) -> list[Row]:
    """For whoever decides: what is on its way, with the pieces that are still missing."""
    if making.desk.face != "decides" or queue != "with-us":
        return []
    found = asking.page(viewer, Filter(queue="open", kind="petition"), today).rows
    rows = making.rows([one for one in found if one.lies_with != viewer.office])
    return sorted(rows, key=lambda row: (len(row.it.awaited), len(row.blocked)))
