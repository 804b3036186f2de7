"""What fills the letters of a pack: worked out from an entry, its matter and the law.

Nothing is invented. What neither the entry, nor the docket, nor the law yields stays empty, and the
letter is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.docket.entries import KINDS
from clemency.docket.facts import matter_facts
from clemency.docket.shape import own
from clemency.law.opens import NoClock, opens_on
from clemency.law.pack import Act, Failing, Pack
from clemency.letters.notices import wanted
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.reasons import Reasons
from clemency.letters.speech import Speaker

WAITS = frozenset({Failing.NOT_YET, Failing.WAIVABLE})

DAYS = ("due_on", "until_on", "until", "set_on", "review_on")
"""Fields of an entry that say until when, or for when; the first that is given counts."""

NO_OFFICES = frozenset({"Linked", "Appointed", "AppointmentEnded"})
"""Kinds whose `to` names no office that anything goes to."""

OPENING, GRANTING, REFUSING = "PetitionOpened", "Granted", frozenset({"Denied", "DeemedDenied"})


@dataclass(frozen=True)
class Unfillable:
    """A placeholder of a letter that an act sends and that nothing it writes can fill."""

    act: str
    letter: str
    placeholder: str


def params_for(
    occasion: Occasion, letter: str, language: str, speaker: Speaker, outside: bool = False
) -> dict[str, Any]:
    """A value for each placeholder of a letter of the pack that has one on this occasion.

    outside  whether the reader is neither the petitioner's side nor an office of the institution:
             then a finding is told without the facts on which it rests
    """
    case, entry = occasion.case, occasion.entry
    asked = wanted(occasion.pack, letter, language)
    found: dict[str, Any] = {
        "number": occasion.number,
        "received_on": getattr(entry, "received_on", None) or case.received_on or case.filed_on,
        "due_on": _due_on(occasion),
        "items": _items(occasion),
        "office": _office(occasion),
    }
    if "finding" in asked:
        found["finding"] = Reasons(occasion, speaker, outside).told()
    if "opens_on" in asked:
        found["opens_on"] = _opens_on(occasion)
    return {name: value for name, value in found.items() if name in asked and value}


def _due_on(occasion: Occasion) -> date | None:
    """The day on which a period ends, or until which a condition binds."""
    entry = occasion.entry
    given = (getattr(entry, name, None) for name in DAYS)
    day = next((value for value in given if isinstance(value, date)), None)
    if day is not None or entry.kind != "Notified":
        return day
    binding = [
        one.until_on
        for one in occasion.case.conditions
        if one.until_on is not None and one.breached_on is None and one.fulfilled_on is None
    ]
    return binding[-1] if binding else None


def _items(occasion: Occasion) -> tuple[str, ...]:
    """What is asked or has come; of a decision, what it grants."""
    items: tuple[str, ...] = getattr(occasion.entry, "items", ())
    if isinstance(items, tuple) and items:
        return items
    granted = (one.relief for one in occasion.case.outcomes if one.granted and one.relief)
    return tuple(dict.fromkeys(granted))


def _office(occasion: Occasion) -> str | None:
    """Where the matter goes; where it stays, the office that acts."""
    entry = occasion.entry
    to = None if entry.kind in NO_OFFICES else getattr(entry, "to", None)
    return to or entry.office


def _opens_on(occasion: Occasion) -> date | None:
    """The first day on which a new petition may be opened; None where waiting is not all."""
    pack, on = occasion.pack, occasion.entry.on
    facts = matter_facts(occasion.case, occasion.facts, on)
    days = []
    for act in writing(pack, OPENING):
        for rule in act.needs:
            versions = pack.rules.get(rule)
            if versions is None or versions[-1].failing not in WAITS:
                continue
            try:
                day = opens_on(pack, rule, facts, on)
            except NoClock:
                continue
            if not isinstance(day, date):
                return None
            days.append(day)
    return max(days, default=None)


def writing(pack: Pack, kind: str) -> Iterator[Act]:
    """The acts of a pack that write one kind of entry."""
    return (act for act in pack.acts.values() if act.writes == kind)


# --- at the desk of whoever writes a pack ---------------------------------------------------------


def unfillable(pack: Pack) -> tuple[Unfillable, ...]:
    """Placeholders of letters that no entry of the acts that send them can ever fill."""
    return tuple(
        Unfillable(act.id, tells.letter, name)
        for act in pack.acts.values()
        for tells in act.tells
        for name in sorted(_placeholders(pack, tells.letter))
        if not _may_fill(act, name)
    )


def _placeholders(pack: Pack, letter: str) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for language in pack.languages:
        found |= wanted(pack, letter, language)
    return found


def _may_fill(act: Act, name: str) -> bool:
    kind = KINDS[act.writes]
    names = {shape.name for shape in own(kind)}
    fills: Mapping[str, bool] = {
        "due_on": act.clock is not None or bool(names & set(DAYS)) or act.writes == "Notified",
        "items": bool(names & {"items", "outcomes"}) or act.writes == "Countersigned",
        "opens_on": act.writes in REFUSING or act.writes == "Reclassified",
    }
    return fills.get(name, True)
