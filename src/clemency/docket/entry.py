"""What every entry carries, and the small rows an entry may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, NewType

from clemency.docket.changes import NOTHING, Change

Commitment = NewType("Commitment", str)
"""A salted SHA-256 of words, a file or the value of a fact, as 64 lower-case hexadecimal digits.

The words themselves lie sealed under the key of one person; when that key is gone this is noise.
"""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that was done, or that the law did, in one matter.

    on        the day of legal effect, in the office's time zone; never used for order
    act       the act of the pack, or the clause of the law, that wrote it; None for the clerk's own
    office    the office that acted; None where nobody did
    officer   the reference of the officer who signed for the office
    second    the reference of a second officer, where two are needed
    clock     the period that begins with this entry
    due_on    the day on which that period ends; None where it cannot be counted
    stops     the periods that end with this entry
    closes    whether the matter is closed by it
    corrects  the entry that this one puts right
    """

    version: ClassVar[int] = 1
    changes: ClassVar[Change] = NOTHING

    on: date
    act: str | None = None
    office: str | None = None
    officer: str | None = None
    second: str | None = None
    clock: str | None = None
    due_on: date | None = None
    stops: tuple[str, ...] = ()
    closes: bool = False
    corrects: str | None = None

    @property
    def kind(self) -> str:
        """The name under which this kind is stored, for ever."""
        return type(self).__name__

    @property
    def about_office(self) -> str | None:
        """The office that the entry names beside the one that acts: asked, replaced, answering."""
        return getattr(self, "of", None)


HEADER = ("on", "act", "office", "officer", "second", "corrects")
"""Fields that lie beside the body in the stored bytes."""

RUNNING = ("clock", "due_on", "stops", "closes")
"""Fields of every entry that only the pack's act decides; stored in the body."""


@dataclass(frozen=True)
class FromCase:
    """A field that is taken from this column of the case where the order leaves it out."""

    column: str


class Mark(Enum):
    """What is particular about a field."""

    ACTING_OFFICE = "the office that acts, where neither the order nor the act names another"
    ACTING_OFFICER = "the officer who acts, where the order names no other"
    RESERVED = "filled by the pack or the engine: an order that gives it is refused"
    IDENTITY = "points at a protected person, if only by a random reference"


# --- rows inside an entry: flat, and made of the same few types --------------------------------


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is decided of one charge, or of the whole matter.

    charge       the record decided upon ("charges-0"); None for the whole matter
    relief       what is granted or refused: pardon, commutation, remission...
    granted      False where one entry grants some and refuses others
    conditional  whether conditions are attached
    term_months  the term that remains or replaces another, in months
    amount       a sum of money that remains or is remitted, in minor units
    from_on      the first day, for a staged relief
    until_on     the last day, where it ends
    """

    relief: str
    charge: str | None = None
    granted: bool = True
    conditional: bool = False
    term_months: int | None = None
    amount: int | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Something on which a grant depends.

    id        its reference in this matter
    type      what is asked, as a code: no-new-offence, restitution, supervision...
    charge    the record to which it belongs; None for the whole grant
    until_on  the last day on which it binds; None where it has no end
    text      its words, sealed
    """

    id: str
    type: str
    charge: str | None = None
    until_on: date | None = None
    text: Commitment | None = None


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """How one member voted.

    member  the reference of the officer
    vote    yes, no or abstain
    """

    member: str
    vote: str
