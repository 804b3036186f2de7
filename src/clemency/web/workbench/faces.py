"""What sort of desk an office needs, told from what the pack lets it do and from nothing else.

A tray for whoever decides, what was asked of whoever is consulted, letters for whoever speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clemency.law.pack import Pack

Face = Literal["examines", "decides", "publishes", "consulted"]

DECIDING = frozenset({"Granted", "Denied", "Countersigned", "CountersignatureWithheld"})
PUBLISHING = frozenset({"Published", "OfficeStatementMade"})
SORTING = frozenset(
    {
        "PetitionOpened",
        "CorrespondenceAnswered",
        "Transferred",
        "Reclassified",
        "PetitionSupplemented",
    }
)


@dataclass(frozen=True)
class Desk:
    """What an office's desk shows.

    receives  whether it registers what arrives
    sorts     whether it says what a letter is
    chases    whether it reminds offices of what they were asked
    queues    the lists that it works through, the first of them shown first
    """

    face: Face
    receives: bool
    sorts: bool
    chases: bool
    queues: tuple[str, ...]


def writes(pack: Pack, office: str) -> frozenset[str]:
    """The kinds of entry that an office's own acts write, also in place of another office."""
    stands_in = {id for id, one in pack.offices.items() if any(i.by == office for i in one.instead)}
    acts = (act for act in pack.acts.values() if {office, *stands_in} & set(act.by))
    return frozenset(act.writes for act in acts)


def desk_of(pack: Pack, office: str) -> Desk:
    """The desk of one office."""
    kinds = writes(pack, office)
    face: Face = "examines"
    if pack.offices[office].consulted:
        face = "consulted"
    elif kinds & DECIDING:
        face = "decides"
    elif kinds & PUBLISHING and not kinds & SORTING:
        face = "publishes"
    sorts = bool(kinds & SORTING) and face == "examines"
    return Desk(face, "Received" in kinds, sorts, "OpinionChased" in kinds, _queues(face, sorts))


def _queues(face: Face, sorts: bool) -> tuple[str, ...]:
    if face == "consulted":
        return ("with-us", "due", "overdue", "mine", "all")
    if face == "decides":
        return ("with-us", "due", "overdue", "mine", "open", "finished")
    if face == "publishes":
        return ("publish", "open", "all")
    first = ("with-us", "mine", "unassigned", "due", "overdue", "answers", "waiting")
    return (*first, *(("sorting",) if sorts else ()), "carrying", "open", "finished")
