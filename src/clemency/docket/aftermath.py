"""Entries of what follows a decision: carrying it out, conditions, its end, its reopening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clemency.docket.changes import (
    Adds,
    Change,
    First,
    Is,
    Marks,
    Sets,
    Together,
    Unless,
    clears,
)
from clemency.docket.decision import PENDING_GRANT
from clemency.docket.entry import Commitment, Entry


@dataclass(frozen=True, kw_only=True)
class Implemented(Entry):
    """An office did what the decision requires: a register, a prison, a fines office.

    what  what was done, as a code: register-changed, released, fine-remitted...
    of    the office that did it, where somebody else writes it down

    Written by: the office that does it, or the desk.
    """

    what: str
    of: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(implemented_on="on"),
        Adds("implementations", what="what", office=First("of", "office"), on="on"),
    )


@dataclass(frozen=True, kw_only=True)
class CertificateIssued(Entry):
    """Somebody has it in writing that the grant covers them.

    certificate  its reference
    document     the certificate, sealed

    Written by: the office that certifies.
    """

    certificate: str
    document: Commitment | None = None

    changes: ClassVar[Change] = Adds("certificates", certificate="certificate", on="on")


@dataclass(frozen=True, kw_only=True)
class ConditionSet(Entry):
    """A condition that the law or a later decision attaches to a grant.

    id        its reference in this matter
    type      what is asked, as a code
    until_on  the last day on which it binds; None where it has no end
    text      its words, sealed

    Written by: the decider, or the law.
    """

    id: str
    type: str
    until_on: date | None = None
    text: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "conditions", matching="id", id="id", type="type", set_on="on", until_on="until_on"
    )


@dataclass(frozen=True, kw_only=True)
class ConditionBreached(Entry):
    """A condition was broken, as the competent body found.

    condition    the condition's reference
    breached_on  the day it was broken, where it is not the day of this entry
    finding      the finding relied on, sealed

    Written by: the body that may find it.
    """

    condition: str
    breached_on: date | None = None
    finding: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "conditions", matching="id", id="condition", breached_on=First("breached_on", "on")
    )


@dataclass(frozen=True, kw_only=True)
class ConditionFulfilled(Entry):
    """A condition is met, or its time has passed without breach.

    condition     the condition's reference
    fulfilled_on  the day, where it is not the day of this entry

    Written by: the body that watches over it.
    """

    condition: str
    fulfilled_on: date | None = None

    changes: ClassVar[Change] = Adds(
        "conditions", matching="id", id="condition", fulfilled_on=First("fulfilled_on", "on")
    )


@dataclass(frozen=True, kw_only=True)
class Revoked(Entry):
    """A grant, or what it granted for one record, is taken back by decision.

    charge     the record whose grant is taken back ("charges-0"); None for the whole grant
    grounds    why, as a code: breach, deceit...
    statement  the reasons, sealed

    Written by: the office that may revoke.
    """

    charge: str | None = None
    grounds: str | None = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(revoked_on="on", revoked_by="office"),
        Marks(
            "outcomes",
            where={"granted": Is(True)},
            loosely={"charge": "charge"},
            ended_on="on",
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Lapsed(Entry):
    """A grant ended by itself, because the law says so. Nobody did it; the day is the law's.

    condition  the condition that was broken, where one was
    reason     why, as a code

    Written by: the law.
    """

    condition: str | None = None
    reason: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(lapsed_on="on"), Marks("outcomes", where={"granted": Is(True)}, ended_on="on")
    )


@dataclass(frozen=True, kw_only=True)
class Reopened(Entry):
    """A matter that was finished is taken up again: new facts, or a court sent it back.

    reason  why, as a code: new-facts, remanded, withdrawn-in-error...
    words   the reasons, sealed

    What was decided and is not in force is set aside; a grant in force stays until revoked.

    Written by: the office that the pack names.
    """

    reason: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(reopened_on="on"),
        clears("closed_on", "closed_for", "withdrawn_on", "transferred_on", "transferred_to"),
        clears("decided_on", "decided_by", "denied_on", "deemed_denied_on", "returned_on"),
        Unless("effective_on", clears(*PENDING_GRANT)),
        Marks("outcomes", where={"effective_on": Is(None)}, set_aside_on="on"),
    )


@dataclass(frozen=True, kw_only=True)
class Closed(Entry):
    """Nothing more is to be done in this matter.

    reason  why, as a code: decided, withdrawn, answered, died, transferred...

    Written by: the desk.
    """

    reason: str | None = None

    changes: ClassVar[Change] = Sets(closed_on="on", closed_for="reason")
