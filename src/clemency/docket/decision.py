"""Entries of decision and effect: granted, denied, countersigned, in force, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from clemency.docket.changes import (
    Adds,
    Change,
    Each,
    Is,
    Marks,
    OnlyIf,
    Sets,
    Together,
    clears,
)
from clemency.docket.entry import Commitment, Condition, Entry, FromCase, Mark, Outcome

PENDING_GRANT = (
    "granted_on",
    "granted_by",
    "text",
    "withheld_on",
    "withheld_by",
    "withheld_grounds",
)
"""What the case says of a grant that is decided and not in force."""


@dataclass(frozen=True, kw_only=True)
class Deferred(Entry):
    """The matter waits: for a court, for an opinion, for a date.

    until   the day on which it is looked at again; None where that is open
    reason  why, as a code

    Written by: the office that has the file.
    """

    until: date | None = None
    reason: str | None = None

    changes: ClassVar[Change] = Sets(deferred_on="on", deferred_until="until", resumed_on=Is(None))


@dataclass(frozen=True, kw_only=True)
class Resumed(Entry):
    """A matter that waited goes on.

    reason  why, as a code

    Written by: the office that has the file.
    """

    reason: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(resumed_on="on"), clears("deferred_on", "deferred_until")
    )


@dataclass(frozen=True, kw_only=True)
class Returned(Entry):
    """The decider sends the file back without deciding.

    to      the office to which it goes back
    reason  what is missing, as a code
    words   the reasons, sealed

    Written by: the decider.
    """

    to: str | None = None
    reason: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Sets(returned_on="on", returned_by="office", returned_to="to")


@dataclass(frozen=True, kw_only=True)
class Granted(Entry):
    """Mercy is granted, in whole or part. Decided, and not in force before what the law adds.

    outcomes    what is decided of each charge, or of the whole matter
    conditions  on what the grant depends
    text        the instrument as it was signed, sealed
    in_force    True only where the law asks for no countersignature: the act says so, no order

    Written by: the decider.
    """

    outcomes: tuple[Outcome, ...]
    conditions: tuple[Condition, ...] = ()
    text: Commitment | None = None
    in_force: Annotated[bool, Mark.RESERVED] = False

    changes: ClassVar[Change] = Together(
        clears("countersigned_on", "countersigned_by", "returned_on", *PENDING_GRANT[3:]),
        Sets(
            decided_on="on",
            decided_by="office",
            granted_on="on",
            granted_by="office",
            text="text",
            effective_on=OnlyIf("in_force", "on"),
        ),
        Adds("decisions", outcome=Is("granted"), on="on", office="office"),
        Each(
            "outcomes",
            Adds(
                "outcomes",
                charge=".charge",
                relief=".relief",
                granted=".granted",
                conditional=".conditional",
                term_months=".term_months",
                amount=".amount",
                from_on=".from_on",
                until_on=".until_on",
                decided_on="on",
                decided_by="office",
                text="text",
                effective_on=OnlyIf("in_force", "on"),
            ),
        ),
        Each(
            "conditions",
            Adds(
                "conditions",
                matching="id",
                id=".id",
                type=".type",
                charge=".charge",
                set_on="on",
                until_on=".until_on",
            ),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Denied(Entry):
    """The petition is denied, in whole or for the charges listed.

    outcomes  what is refused, charge by charge; empty for the whole matter
    reason    why, as a code, where the law or the decider gives one
    text      the decision as it was signed, sealed

    Written by: the decider.
    """

    outcomes: tuple[Outcome, ...] = ()
    reason: str | None = None
    text: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(decided_on="on", decided_by="office", denied_on="on", returned_on=Is(None)),
        Adds("decisions", outcome=Is("denied"), on="on", office="office"),
        Each(
            "outcomes",
            Adds(
                "outcomes",
                charge=".charge",
                relief=".relief",
                granted=Is(False),
                decided_on="on",
                decided_by="office",
                text="text",
            ),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class DeemedDenied(Entry):
    """Time ran out and the law says that this is a denial. Nobody did it; the day is the law's.

    reason  which silence it was, as a code

    Written by: the law.
    """

    reason: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(decided_on="on", deemed_denied_on="on"),
        Adds("decisions", outcome=Is("deemed-denied"), on="on"),
    )


@dataclass(frozen=True, kw_only=True)
class Countersigned(Entry):
    """A minister signs beside the head of state. Only now is the grant in force.

    text  the instrument signed; left out, the one that was granted: no other can be signed

    Written by: the countersigning minister, or the substitute.
    """

    text: Annotated[Commitment | None, FromCase("text")] = None

    changes: ClassVar[Change] = Together(
        Sets(countersigned_on="on", countersigned_by="office", effective_on="on"),
        clears("withheld_on", "withheld_by", "withheld_grounds"),
        Marks(
            "outcomes",
            where={"text": "text", "granted": Is(True), "set_aside_on": Is(None)},
            effective_on="on",
        ),
    )


@dataclass(frozen=True, kw_only=True)
class TookEffect(Entry):
    """What was granted is in force from this day because the law says so, and nobody signs.

    reason  why, as a code

    Written by: the law, or whoever records what the law has brought about.
    """

    reason: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(effective_on="on"),
        Marks("outcomes", where={"granted": Is(True), "set_aside_on": Is(None)}, effective_on="on"),
    )


@dataclass(frozen=True, kw_only=True)
class CountersignatureWithheld(Entry):
    """The countersignature is refused. The grant stays decided and is not in force.

    grounds    the exceptional grounds, as a code
    statement  the reasons, sealed
    text       the instrument that is not signed

    Written by: the countersigning minister, or the substitute.
    """

    grounds: str | None = None
    statement: Commitment | None = None
    text: Annotated[Commitment | None, FromCase("text")] = None

    changes: ClassVar[Change] = Sets(
        withheld_on="on", withheld_by="office", withheld_grounds="grounds"
    )


@dataclass(frozen=True, kw_only=True)
class Escalated(Entry):
    """A disagreement or a silence is put before another office.

    to      that office
    reason  what is put before it, as a code

    Written by: the office that cannot go on.
    """

    to: str
    reason: str | None = None

    changes: ClassVar[Change] = Sets(escalated_on="on", escalated_to="to")
