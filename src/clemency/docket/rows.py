"""The lists a case keeps: what was asked, answered, voted, decided, one row each.

A pack reads them as `docket.opinions`, `docket.votes` and so on; each row is closed: what is not
written there was not done. Columns whose names end in `_on` are days.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple


class Act(NamedTuple):
    """An act of the pack, or a clause of the law, that has written an entry."""

    act: str
    on: date
    office: str | None = None
    officer: str | None = None
    of: str | None = None


class Recording(NamedTuple):
    """Facts that were put on the file, and with what standing."""

    on: date
    standing: Literal["claimed", "certified", "reported", "disputed"]
    office: str | None = None


class Relation(NamedTuple):
    """How an officer or another person stands to the matter."""

    officer: str
    role: str
    on: date


class Mandate(NamedTuple):
    """Who may act for the person concerned."""

    holder: str
    role: str
    on: date
    until_on: date | None = None


class Item(NamedTuple):
    """Something that is missing from a petition, or came for it."""

    item: str
    of: str | None = None
    asked_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    accepted: bool = True


class Handover(NamedTuple):
    """The file went on to another office of the procedure."""

    to: str
    on: date
    office: str | None = None


class Link(NamedTuple):
    """Another matter that belongs to this one."""

    matter: str
    relation: str
    on: date


class Death(NamedTuple):
    """Somebody who died."""

    whose: Literal["petitioner", "beneficiary", "victim"]
    on: date
    died_on: date


class Statement(NamedTuple):
    """What somebody outside said; never that it is so."""

    on: date
    medium: Literal["letter", "interview", "address", "posts", "report"]
    speaker_office: str | None = None
    in_public_office: bool = False
    said_from: date | None = None
    said_to: date | None = None
    place: str | None = None
    asked_for: str | None = None
    asked_of: str | None = None
    at_request_of: str | None = None
    sources_unnamed: int = 0
    attributed: bool = True


class OfficeStatement(NamedTuple):
    """What the office itself said in public."""

    on: date
    about: str | None = None
    medium: str | None = None


class Publication(NamedTuple):
    """What the office made public."""

    what: str
    on: date
    place: str | None = None


class Notice(NamedTuple):
    """Who was told what, and when it arrived."""

    who: str
    on: date
    letter: str | None = None
    delivered_on: date | None = None


class Opinion(NamedTuple):
    """One office's opinion, from the asking to the last word. Not late without a due day."""

    office: str
    asked_on: date | None = None
    due_on: date | None = None
    chased_on: date | None = None
    received_on: date | None = None
    late: bool = False
    favours: bool | None = None
    supplemented_on: date | None = None
    dispensed_on: date | None = None
    dispensed_by: str | None = None


class Recommendation(NamedTuple):
    """Advice of a department, an adviser, a board, a minister. `term_months` counts months."""

    stage: str
    on: date
    office: str | None = None
    favours: bool | None = None
    relief: str | None = None
    term_months: int | None = None
    review_on: date | None = None


class Victim(NamedTuple):
    """A victim, by a random reference, and how far the right to be heard has been met."""

    victim: str | None = None
    asked_on: date | None = None
    due_on: date | None = None
    heard_on: date | None = None
    declined_on: date | None = None


class Hearing(NamedTuple):
    """A hearing that is announced or was held."""

    stage: str
    noticed_on: date | None = None
    set_on: date | None = None
    held_on: date | None = None


class Vote(NamedTuple):
    """A vote of a body."""

    stage: str
    on: date
    present: int
    yes: int
    no: int
    abstained: int
    quorum: bool
    carried: bool


class Recusal(NamedTuple):
    """An officer who stands aside in this matter."""

    officer: str
    on: date
    office: str | None = None
    reason: str | None = None


class Substitute(NamedTuple):
    """Who may act in an office's place in this matter, and on which legal basis."""

    office: str
    officer: str
    on: date
    own_office: str | None = None
    legal_basis: str | None = None
    until_on: date | None = None
    named_by: str | None = None


class Decision(NamedTuple):
    """A decision of the whole matter: granted, denied or deemed-denied."""

    outcome: Literal["granted", "denied", "deemed-denied"]
    on: date
    office: str | None = None


class Outcome(NamedTuple):
    """What was decided of one charge, or of the whole matter; and whether it is in force."""

    relief: str
    decided_on: date
    charge: str | None = None
    granted: bool = True
    conditional: bool = False
    term_months: int | None = None
    amount: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    decided_by: str | None = None
    text: str | None = None
    effective_on: date | None = None
    set_aside_on: date | None = None
    ended_on: date | None = None


class Condition(NamedTuple):
    """A condition of a grant."""

    id: str
    type: str | None = None
    charge: str | None = None
    set_on: date | None = None
    until_on: date | None = None
    breached_on: date | None = None
    fulfilled_on: date | None = None


class Implementation(NamedTuple):
    """What an office did to carry out the decision."""

    what: str
    on: date
    office: str | None = None


class Certificate(NamedTuple):
    """A certificate that was issued."""

    certificate: str
    on: date


class Override(NamedTuple):
    """A policy that was set aside in this matter, and by whom."""

    rule: str
    on: date
    office: str | None = None
    officer: str | None = None
    second: str | None = None


class Look(NamedTuple):
    """A person looked where a rule asks that one must."""

    rule: str
    on: date
    office: str | None = None
    officer: str | None = None
    clears: bool = True


class Waiver(NamedTuple):
    """A requirement that was waived."""

    rule: str
    on: date
    office: str | None = None


class Clock(NamedTuple):
    """A period that runs or ran. No `due_on` where the calendar does not reach that far."""

    id: str
    started_on: date
    of: str | None = None
    due_on: date | None = None
    ended_on: date | None = None


class Correction(NamedTuple):
    """Something that was put right."""

    what: str
    on: date
    office: str | None = None


class Appointment(NamedTuple):
    """Who holds an office, from when until when."""

    officer: str
    office: str
    from_on: date | None = None
    until_on: date | None = None
    deputising: bool = False


class Erasure(NamedTuple):
    """Sealed words that were destroyed."""

    on: date
    legal_basis: str
