"""Entries of examination: opinions, advice, risk, victims, votes, courts, and who stands aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from clemency.docket.changes import Adds, Change, First, Is, Past, Sets, Together, clears
from clemency.docket.entry import Ballot, Commitment, Entry, Mark


@dataclass(frozen=True, kw_only=True)
class OpinionAsked(Entry):
    """An office is asked for its opinion. The due date comes from the act's clock.

    of        the office asked
    question  what it is asked, sealed

    Written by: the desk, or the office that collects opinions.
    """

    of: Annotated[str, Mark.ACTING_OFFICE]
    question: Commitment | None = None

    changes: ClassVar[Change] = Adds("opinions", office="of", asked_on="on", due_on="due_on")


@dataclass(frozen=True, kw_only=True)
class OpinionChased(Entry):
    """An office that was asked is reminded.

    of  the office reminded

    Written by: the desk.
    """

    of: Annotated[str, Mark.ACTING_OFFICE]

    changes: ClassVar[Change] = Adds("opinions", matching="office", office="of", chased_on="on")


@dataclass(frozen=True, kw_only=True)
class OpinionReceived(Entry):
    """A consulted office answers. Whether it is late follows from the day on which it was due.

    of         the office that answers
    favours    True for, False against, None where the office declines to say
    statement  its words, sealed; the pack says who may read them

    Written by: the consulted office, or the desk that received its answer.
    """

    of: Annotated[str, Mark.ACTING_OFFICE]
    favours: bool | None = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "opinions",
        matching="office",
        office="of",
        received_on="on",
        favours="favours",
        late=Past("on", "due_on"),
    )


@dataclass(frozen=True, kw_only=True)
class OpinionSupplemented(Entry):
    """An office adds to its opinion or changes it. The first answer stays where it was written.

    of         the office
    favours    what it says now
    statement  its words, sealed

    Written by: the consulted office, or the desk.
    """

    of: Annotated[str, Mark.ACTING_OFFICE]
    favours: bool | None = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "opinions", matching="office", office="of", supplemented_on="on", favours="favours"
    )


@dataclass(frozen=True, kw_only=True)
class OpinionDispensedWith(Entry):
    """A named authority goes on without an opinion that has not come.

    of      the office whose opinion is done without
    reason  the reasons, sealed

    Written by: the authority that the pack names.
    """

    of: Annotated[str, Mark.ACTING_OFFICE]
    reason: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "opinions", matching="office", office="of", dispensed_on="on", dispensed_by="office"
    )


@dataclass(frozen=True, kw_only=True)
class Advised(Entry):
    """Somebody whose part it is gives advice: a department, a legal adviser, a board, a committee.

    stage        which advice, as the pack calls it
    of           the body that advises, where somebody else writes it down
    favours      True for, False against, None for neither
    relief       what it would grant
    term_months  the term it proposes, in months
    review_on    the day on which it will look again
    statement    its words, sealed

    Written by: the adviser.
    """

    stage: str
    of: str | None = None
    favours: bool | None = None
    relief: str | None = None
    term_months: int | None = None
    review_on: date | None = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "recommendations",
        stage="stage",
        office=First("of", "office"),
        on="on",
        favours="favours",
        relief="relief",
        term_months="term_months",
        review_on="review_on",
    )


@dataclass(frozen=True, kw_only=True)
class Endorsed(Entry):
    """The minister or other high office endorses the petition, or opposes it. Neither binds.

    favours    True endorses, False opposes
    statement  the reasons, sealed

    Written by: the minister, or the substitute.
    """

    favours: bool
    statement: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(endorsed_on="on", endorsed_by="office", endorsed="favours"),
        Adds(
            "recommendations", stage=Is("endorsement"), office="office", on="on", favours="favours"
        ),
    )


@dataclass(frozen=True, kw_only=True)
class RiskAssessed(Entry):
    """A body assessed the danger that the person concerned poses.

    of           the body
    level        what it found, as the body's own code
    assessed_on  the day of the assessment, where it is not the day of this entry
    valid_until  the last day on which it counts as current; None where nothing says
    statement    the assessment, sealed

    Written by: the body, or the desk that received it.
    """

    of: str | None = None
    level: str | None = None
    assessed_on: date | None = None
    valid_until: date | None = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Sets(
        risk_assessed_on=First("assessed_on", "on"),
        risk_level="level",
        risk_valid_until="valid_until",
    )


@dataclass(frozen=True, kw_only=True)
class VictimAsked(Entry):
    """A victim who wished to be told is told of the petition and of the right to be heard.

    victim  the victim's random reference, where there may be several

    Written by: the office that keeps contact with victims.
    """

    victim: Annotated[str | None, Mark.IDENTITY] = None

    changes: ClassVar[Change] = Adds("victims", victim="victim", asked_on="on", due_on="due_on")


@dataclass(frozen=True, kw_only=True)
class VictimHeard(Entry):
    """A victim gave a position.

    victim     the victim's random reference
    statement  the position, sealed under the victim's own key

    Written by: the office that keeps contact with victims.
    """

    victim: Annotated[str | None, Mark.IDENTITY] = None
    statement: Commitment | None = None

    changes: ClassVar[Change] = Adds("victims", matching="victim", victim="victim", heard_on="on")


@dataclass(frozen=True, kw_only=True)
class VictimDeclined(Entry):
    """A victim does not wish to be heard, or could not be found.

    victim  the victim's random reference
    reason  declined, not-found, no-answer

    Written by: the office that keeps contact with victims.
    """

    victim: Annotated[str | None, Mark.IDENTITY] = None
    reason: str | None = None

    changes: ClassVar[Change] = Adds(
        "victims", matching="victim", victim="victim", declined_on="on"
    )


@dataclass(frozen=True, kw_only=True)
class HearingNoticed(Entry):
    """A hearing is announced.

    stage   which hearing: merit, public, victim...
    set_on  the day for which it is set
    place   where, as a code

    Written by: the body that hears, or its secretary.
    """

    stage: str
    set_on: date
    place: str | None = None

    changes: ClassVar[Change] = Adds("hearings", stage="stage", noticed_on="on", set_on="set_on")


@dataclass(frozen=True, kw_only=True)
class HearingHeld(Entry):
    """A hearing took place.

    stage    which hearing
    held_on  the day, where it is not the day of this entry
    minutes  what was said, sealed

    Written by: the body that heard, or its secretary.
    """

    stage: str
    held_on: date | None = None
    minutes: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "hearings", matching="stage", stage="stage", held_on=First("held_on", "on")
    )


@dataclass(frozen=True, kw_only=True)
class Voted(Entry):
    """A body voted. Whether there was a quorum, and whether it carried, is never claimed.

    stage      which vote, as the act calls it
    present    members present
    yes        votes for
    no         votes against
    abstained  members present who did neither
    quorum     whether enough members were present; without, nothing carries
    carried    whether the proposal carried
    ballots    how each member voted, where that is kept

    Written by: the body.
    """

    present: int
    yes: int
    no: int
    abstained: int = 0
    stage: Annotated[str, Mark.RESERVED]
    quorum: Annotated[bool, Mark.RESERVED]
    carried: Annotated[bool, Mark.RESERVED]
    ballots: tuple[Ballot, ...] = ()

    changes: ClassVar[Change] = Adds(
        "votes",
        stage="stage",
        on="on",
        present="present",
        yes="yes",
        no="no",
        abstained="abstained",
        quorum="quorum",
        carried="carried",
    )


@dataclass(frozen=True, kw_only=True)
class StoodAside(Entry):
    """An officer will not act in this matter. Nothing lifts this.

    whose   the officer's reference
    reason  why, as a code

    Written by: the officer, or the office that found the conflict.
    """

    whose: Annotated[str, Mark.ACTING_OFFICER]
    reason: str | None = None

    changes: ClassVar[Change] = Adds(
        "recusals", officer="whose", on="on", office="office", reason="reason"
    )


@dataclass(frozen=True, kw_only=True)
class SubstituteNamed(Entry):
    """Somebody is named to act in an office's place in this matter, on a recorded legal basis.

    of                 the office in whose place
    substitute         the reference of the officer named
    substitute_office  the office that officer otherwise holds
    legal_basis        the provision relied on, as a code
    until_on           the last day; None for as long as the matter lasts

    Written by: the authority that may name a substitute.
    """

    of: str
    substitute: str
    substitute_office: str | None = None
    legal_basis: str | None = None
    until_on: date | None = None

    changes: ClassVar[Change] = Adds(
        "substitutes",
        office="of",
        officer="substitute",
        own_office="substitute_office",
        legal_basis="legal_basis",
        on="on",
        until_on="until_on",
        named_by="office",
    )


@dataclass(frozen=True, kw_only=True)
class ReferredToCourt(Entry):
    """A question raised by the matter is put to a court.

    court     which court
    question  the question, sealed

    Written by: the office that may refer.
    """

    court: str | None = None
    question: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(referred_on="on", referred_to="court"), clears("court_answered_on", "court_answer")
    )


@dataclass(frozen=True, kw_only=True)
class CourtAnswered(Entry):
    """The court answered.

    answer    what it answered, as a code
    judgment  its words, sealed

    Written by: the desk.
    """

    answer: str | None = None
    judgment: Commitment | None = None

    changes: ClassVar[Change] = Sets(court_answered_on="on", court_answer="answer")
