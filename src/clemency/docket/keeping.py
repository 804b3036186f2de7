"""Entries that keep the docket right: corrections, exceptions, offices, erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from clemency.docket.changes import Adds, Change, First, Moves, Together
from clemency.docket.entry import Commitment, Entry, Mark

CORRIGIBLE = (
    "received_on",
    "filed_on",
    "supplemented_on",
    "died_on",
    "withdrawn_on",
    "risk_assessed_on",
    "court_answered_on",
    "implemented_on",
)
"""Days that may have been written down wrong. That of a decision or signature is on the paper."""


@dataclass(frozen=True, kw_only=True)
class Corrected(Entry):
    """Something was written down wrong. The wrong entry stays; this one says what is right.

    what    the column of the case that was wrong, as a code, or what else was
    day     the right day, where a day was wrong
    reason  the reasons, sealed

    Written by: the office that wrote the wrong entry, or the one above it.
    """

    what: str
    day: date | None = None
    reason: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Moves("what", to="day", among=CORRIGIBLE),
        Adds("corrections", what="what", on="on", office="office"),
    )


@dataclass(frozen=True, kw_only=True)
class RuleOverridden(Entry):
    """An office sets a policy aside in this matter, with reasons and a second officer.

    Overrides are counted in public.


    rule    the rule
    reason  the reasons, sealed

    Written by: an office that the rule itself names; a rule that names none cannot be set aside.
    """

    rule: str
    reason: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "overrides", rule="rule", on="on", office="office", officer="officer", second="second"
    )


@dataclass(frozen=True, kw_only=True)
class LookedAt(Entry):
    """A person looked where the law asks that one must.

    rule    the rule that asks for it
    clears  whether the matter may go on
    reason  what was considered, sealed

    Written by: the office that the pack names.
    """

    rule: str
    clears: bool = True
    reason: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "looks", rule="rule", on="on", office="office", officer="officer", clears="clears"
    )


@dataclass(frozen=True, kw_only=True)
class Waived(Entry):
    """A requirement that can be waived is waived in this matter.

    rule    the rule
    reason  the reasons, sealed

    Written by: the office that the pack names.
    """

    rule: str
    reason: Commitment | None = None

    changes: ClassVar[Change] = Adds("waivers", rule="rule", on="on", office="office")


@dataclass(frozen=True, kw_only=True)
class Appointed(Entry):
    """Somebody holds an office from a day on. Kept in the docket of the institution itself.

    whose       the officer's reference
    to          the office
    from_on     the first day, where it is not the day of this entry
    until_on    the last day; None where it is open
    deputising  whether somebody else's place is taken

    Written by: whoever keeps the institution's docket.
    """

    whose: str
    to: str
    from_on: date | None = None
    until_on: date | None = None
    deputising: bool = False

    changes: ClassVar[Change] = Adds(
        "appointments",
        officer="whose",
        office="to",
        from_on=First("from_on", "on"),
        until_on="until_on",
        deputising="deputising",
    )


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Entry):
    """Somebody no longer holds an office after this day.

    whose   the officer's reference
    to      the office
    reason  why, as a code

    Written by: whoever keeps the institution's docket.
    """

    whose: str
    to: str
    reason: str | None = None

    changes: ClassVar[Change] = Adds(
        "appointments", matching=("officer", "office"), officer="whose", office="to", until_on="on"
    )


@dataclass(frozen=True, kw_only=True)
class Erased(Entry):
    """Sealed words were destroyed for good, on a legal basis, by two officials. The entries stay.

    legal_basis  the provision relied on, as a code
    whose        the random reference of the person who is forgotten
    items        how many sealed items it was

    Written by: the clerk, on the order of two officials.
    """

    legal_basis: str
    whose: Annotated[str | None, Mark.IDENTITY] = None
    items: int = 0

    changes: ClassVar[Change] = Adds("erasures", on="on", legal_basis="legal_basis")
