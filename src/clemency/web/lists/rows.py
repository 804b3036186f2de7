"""One row of a list, worked out from the entries of a matter as one sight sees them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from clemency.docket.case import Case, stage
from clemency.docket.entries import Entry
from clemency.docket.intake import Received
from clemency.docket.rows import Clock
from clemency.law.pack import Pack
from clemency.web.lists.models import NEVER
from clemency.web.lists.seen import Seen, seen
from clemency.web.lists.sights import Sight, sights
from clemency.web.lists.waiting import Awaited, Standing, arrived, asked_of, kind, standing

MOVES_ON = frozenset(
    {
        "Advised",
        "Countersigned",
        "CountersignatureWithheld",
        "Endorsed",
        "Granted",
        "HandedOver",
        "Returned",
        "TookEffect",
    }
)
"""Kinds after which the file lies with whoever is told of them first."""

TO_SORT = frozenset({"CorrespondenceAnswered", "PetitionOpened", "Transferred"})
TO_BEGIN = frozenset({"HandedOver", "InformationAsked"})
"""What is done first with something that has come, and with a petition."""


@dataclass(frozen=True)
class Matter:
    """A matter as the lists read it.

    entries  all of them, with their places in the docket
    told     the offices that are told of an entry, by its place
    """

    ref: str
    number: str
    entries: Sequence[tuple[int, Entry]]
    case: Case
    told: Mapping[int, Sequence[str]]

    @property
    def first(self) -> int:
        """Where it begins in the docket."""
        return self.entries[0][0]


@dataclass(frozen=True)
class Made:
    """A row, and of whom something is awaited."""

    columns: dict[str, Any]
    awaited: tuple[Awaited, ...]


def rows(matter: Matter, pack: Pack) -> Iterator[Made]:
    """A row for everybody who may see anything of the matter."""
    for sight in sights(pack).all:
        shown = seen(matter.entries, matter.case, sight)
        if shown is not None:
            yield _made(matter, shown, sight, pack)


def _made(matter: Matter, shown: Seen, sight: Sight, pack: Pack) -> Made:
    case = shown.case
    lies_with = _lies_with(matter, shown, pack) if sight.inside else None
    office = sight.viewer.office
    where = standing(shown, pack, lies_with) if sight.inside else asked_of(shown, office)
    due_on, due_clock, due_of = _due(shown, where)
    answers, answers_on = arrived(shown) if sight.inside and not where.finished else (0, None)
    columns = {
        "sight": sight.id,
        "matter": matter.ref,
        "first": matter.first,
        "number": matter.number,
        "number_key": number_key(matter.number),
        "stage": stage(case),
        "kind": kind(case),
        "language": _language(shown.entries),
        "last_on": shown.entries[-1][1].on if shown.entries else matter.entries[0][1].on,
        "entries": len(shown.entries),
        "lies_with": None if where.finished else lies_with,
        "waiting_on": where.on,
        "blocked": [asdict(one) for one in where.blocked],
        "due_on": due_on,
        "due_clock": due_clock,
        "due_of": due_of,
        "answers": answers,
        "answers_on": answers_on,
        "finished": where.finished,
        **{name: getattr(case, name) for name in _AS_THEY_ARE},
    }
    return Made(columns, where.awaited)


_AS_THEY_ARE = (
    "received_on",
    "filed_on",
    "channel",
    "track",
    "relief",
    "sender_office",
    "in_public_office",
    "decided_on",
    "effective_on",
    "withheld_on",
    "closed_on",
)


def number_key(number: str) -> str:
    """A number in which every run of digits is as long as the longest: letters sort it."""
    return re.sub(r"\d+", lambda found: found.group().zfill(8), number)[:48]


def _language(entries: Iterable[tuple[int, Entry]]) -> str | None:
    return next((e.language for _, e in entries if isinstance(e, Received)), None)


def _lies_with(matter: Matter, shown: Seen, pack: Pack) -> str | None:
    """Whose turn it is: whoever was given the file last, or told first of the step that was taken.

    Nobody takes a file by being asked for an opinion: that is awaited of them.
    """
    for seq, entry in reversed(shown.entries):
        given = getattr(entry, "to", None) if entry.kind in ("HandedOver", "Returned") else None
        told = matter.told.get(seq, ()) if entry.kind in MOVES_ON else ()
        for office in (given, *told):
            if _internal(pack, office):
                return office
        if entry.kind in ("PetitionOpened", "Received"):
            first = TO_BEGIN if entry.kind == "PetitionOpened" else TO_SORT
            return _first_reader(pack, first) or entry.office
    return None


def _first_reader(pack: Pack, kinds: frozenset[str]) -> str | None:
    """The office of the institution that does most of these things, by the pack's acts; of several,
    the one that the pack names first."""
    done: Counter[str] = Counter()
    for act in pack.acts.values():
        if act.writes in kinds:
            done.update(by for by in act.by if _internal(pack, by))
    return done.most_common(1)[0][0] if done else None


def _internal(pack: Pack, office: str | None) -> bool:
    found = pack.offices.get(office or "")
    return found is not None and not found.consulted and not found.outside


def _due(shown: Seen, where: Standing) -> tuple[date, str | None, str | None]:
    """The nearest day on which something is due, of which period, and whom that concerns."""
    if where.finished:
        return NEVER, None, None
    case = shown.case
    running: list[tuple[date, str, str]] = [
        (clock.due_on, clock.id, clock.of or "")
        for clock in case.clocks
        if clock.due_on is not None and clock.ended_on is None and _still_counts(case, clock)
    ]
    running += [(one.due_on, one.what, one.whom) for one in where.awaited if one.due_on is not None]
    if case.deferred_until is not None and case.deferred_on is not None:
        running.append((case.deferred_until, "deferred", ""))
    if not running:
        return NEVER, None, None
    day, clock, of = min(running)
    return day, clock, of or None


def _still_counts(case: Case, clock: Clock) -> bool:
    """What was asked before the decision is awaited no more."""
    return case.decided_on is None or clock.started_on >= case.decided_on


# --- how long steps took ------------------------------------------------------------------------


def steps(matter: Matter) -> Iterator[dict[str, Any]]:
    """How long each finished step took, from the whole docket: figures of the office itself."""
    case = matter.case
    for name, start, end in (
        ("sorted", case.received_on, case.petition_on or case.answered_on),
        ("answered", case.received_on, case.answered_on),
        ("decided", case.petition_on, case.decided_on),
        ("in-force", case.granted_on, case.effective_on),
    ):
        yield from _step(matter, name, None, start, end)
    for opinion in case.opinions:
        yield from _step(matter, "opinion", opinion.office, opinion.asked_on, opinion.received_on)
    for item in case.items:
        yield from _step(matter, "information", None, item.asked_on, item.received_on)


def _step(
    matter: Matter, step: str, of: str | None, start: date | None, end: date | None
) -> Iterator[dict[str, Any]]:
    if start is not None and end is not None and end >= start:
        days = (end - start).days
        yield {"matter": matter.ref, "step": step, "of": of, "days": days, "ended_on": end}
