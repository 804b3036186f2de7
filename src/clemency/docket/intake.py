"""Entries of the way in: what arrives, what it is, who asks, and where the file goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from clemency.docket.changes import Adds, Change, Each, First, Given, Sets, Together
from clemency.docket.entry import Commitment, Entry, Mark


@dataclass(frozen=True, kw_only=True)
class Received(Entry):
    """Something arrived and has a number. Only later is it asked what it is.

    channel           how it came: portal, paper, prison, post, telephone, message...
    sender_office     the sender's office, as a code, where the sender wrote as its holder
    in_public_office  whether the sender wrote in public office; a private sender is only counted
    asked_for         what is asked, as a code: pardon, cancel-the-trial, information...
    asked_of          the authority of whom it is asked
    language          the language it is written in (BCP 47, lower case)
    words             what was received, sealed

    Written by: the desk, the portal, the prison desk.
    """

    channel: str | None = None
    sender_office: str | None = None
    in_public_office: bool = False
    asked_for: str | None = None
    asked_of: str | None = None
    language: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Sets(
        received_on="on",
        channel="channel",
        sender_office="sender_office",
        in_public_office="in_public_office",
        asked_for="asked_for",
        asked_of="asked_of",
    )


@dataclass(frozen=True, kw_only=True)
class FactsRecorded(Entry):
    """Facts were put on the file, with who vouches for them. Their values lie sealed.

    facts            the facts and their values, sealed
    about            which facts, by the pack's names; never their values
    standing         claimed, certified, reported or disputed
    reported_by      by whom it was reported, nearest first; "unnamed" for a link without a name
    sources_unnamed  how many at the end of the chain spoke without a name
    whose            the random reference of the person they are about, if not the petitioner

    Written by: the clerk, before the act for which the facts were given.
    """

    facts: Commitment
    standing: Literal["claimed", "certified", "reported", "disputed"]
    about: tuple[str, ...] = ()
    reported_by: tuple[str, ...] = ()
    sources_unnamed: int = 0
    whose: str | None = None

    changes: ClassVar[Change] = Adds("recordings", on="on", standing="standing", office="office")


@dataclass(frozen=True, kw_only=True)
class RelationRecorded(Entry):
    """How somebody stands to the matter or to the person concerned.

    whose  the reference of an officer, or of a person
    role   petitioner, counsel, relative, judge, witness, appointed-by-petitioner...

    Written by: the desk, the legal adviser, or the officer in question.
    """

    whose: str
    role: str

    changes: ClassVar[Change] = Adds("relations", officer="whose", role="role", on="on")


@dataclass(frozen=True, kw_only=True)
class MandateRecorded(Entry):
    """Somebody may act for the person concerned. Recorded again with an earlier end: withdrawn.

    holder    the random reference of the representative
    role      counsel, relative, guardian...
    until_on  the last day of the mandate; None where it has no end
    proof     the document that proves it, sealed

    Written by: the desk.
    """

    holder: str
    role: str
    until_on: date | None = None
    proof: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "mandates", matching="holder", holder="holder", role="role", on="on", until_on="until_on"
    )


@dataclass(frozen=True, kw_only=True)
class PetitionOpened(Entry):
    """What was received is a petition, filed by somebody who may.

    filed_on     the day from which periods run, where it is not the day of this entry
    filer        in which capacity it is filed: person, counsel, relative...
    relief       what is asked: pardon, commutation, remission, reprieve...
    track        the branch of the procedure: civil, military...
    petitioners  how many ask together, to be decided together
    words        the grounds given, sealed

    Written by: the desk or the portal.
    """

    filed_on: date | None = None
    filer: str | None = None
    relief: str | None = None
    track: str | None = None
    petitioners: int = 1
    words: Commitment | None = None

    changes: ClassVar[Change] = Sets(
        petition_on="on",
        filed_on=First("filed_on", "on"),
        filer="filer",
        relief="relief",
        track="track",
    )


@dataclass(frozen=True, kw_only=True)
class PetitionSupplemented(Entry):
    """The petitioner's side adds to the petition, asked or not.

    items  what is supplied, as codes
    words  what is added, sealed

    Written by: the desk or the portal.
    """

    items: tuple[str, ...] = ()
    words: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(supplemented_on="on"),
        Each("items", Adds("items", matching="item", item=".", received_on="on")),
    )


@dataclass(frozen=True, kw_only=True)
class InformationAsked(Entry):
    """Something is missing; each gap is one item of one letter.

    items  what is asked, as codes
    of     whom: petitioner, counsel, or an office

    Written by: the desk, or any office that examines the file.
    """

    items: tuple[str, ...]
    of: str | None = None

    changes: ClassVar[Change] = Each(
        "items", Adds("items", item=".", of="of", asked_on="on", due_on="due_on")
    )


@dataclass(frozen=True, kw_only=True)
class InformationReceived(Entry):
    """Something that was asked has come.

    items     what came, as codes
    of        from whom
    accepted  False where it does not answer what was asked
    words     what came, sealed

    Written by: the desk.
    """

    items: tuple[str, ...]
    of: str | None = None
    accepted: bool = True
    words: Commitment | None = None

    changes: ClassVar[Change] = Each(
        "items",
        Adds("items", matching="item", item=".", received_on="on", accepted="accepted"),
    )


@dataclass(frozen=True, kw_only=True)
class HandedOver(Entry):
    """The file goes on to another office of the same procedure.

    to     the office that has it now
    track  the branch of the procedure it takes, where this decides it

    Written by: the office that had the file.
    """

    to: str
    track: str | None = None

    changes: ClassVar[Change] = Together(
        Sets(handed_over_on="on", handed_over_to="to"),
        Given(track=Sets(track="track")),
        Adds("handovers", to="to", on="on", office="office"),
    )


@dataclass(frozen=True, kw_only=True)
class Transferred(Entry):
    """The matter leaves for a body that is competent instead.

    to      the body
    reason  why this office is not competent, as a code

    Written by: the desk.
    """

    to: str
    reason: str | None = None

    changes: ClassVar[Change] = Sets(transferred_on="on", transferred_to="to")


@dataclass(frozen=True, kw_only=True)
class Reclassified(Entry):
    """An authority says what a matter is. It never makes a petition: only filing one does.

    classed_as  correspondence, enquiry, duplicate, another-body...
    reason      the reasons, sealed

    Written by: the authority that the pack names.
    """

    classed_as: str
    reason: Commitment | None = None

    changes: ClassVar[Change] = Sets(classed_as="classed_as", classed_on="on")


@dataclass(frozen=True, kw_only=True)
class Linked(Entry):
    """This matter and another belong together; neither changes the other.

    to        the random reference of the other matter
    relation  earlier-petition, opened-after-letter, co-petitioner, same-proclamation, duplicate...

    Written by: the desk.
    """

    to: str
    relation: str

    changes: ClassVar[Change] = Adds("links", matter="to", relation="relation", on="on")


@dataclass(frozen=True, kw_only=True)
class DeathRecorded(Entry):
    """Somebody whose death matters to the procedure has died.

    whose    petitioner, beneficiary or victim
    died_on  the day of death, where it is not the day of this entry
    person   that person's random reference, where there may be several
    proof    the document that proves it, sealed

    Written by: the desk.
    """

    whose: Literal["petitioner", "beneficiary", "victim"] = "petitioner"
    died_on: date | None = None
    person: Annotated[str | None, Mark.IDENTITY] = None
    proof: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Adds("deaths", whose="whose", on="on", died_on=First("died_on", "on")),
        Given(of_petitioner=Sets(died_on=First("died_on", "on"))),
    )

    @property
    def of_petitioner(self) -> bool:
        """Whether it is the person for whom mercy is asked."""
        return self.whose != "victim"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Entry):
    """The petitioner's side no longer asks.

    by_whom  in which capacity: person, counsel, relative...
    words    the withdrawal, sealed

    Written by: the desk or the portal.
    """

    by_whom: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Sets(withdrawn_on="on")
