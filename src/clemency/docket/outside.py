"""Entries that face outwards: what was said outside, answers, publication, notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from clemency.docket.changes import Adds, Change, Sets, Together
from clemency.docket.entry import Commitment, Entry, FromCase, Mark


@dataclass(frozen=True, kw_only=True)
class StatementRegistered(Entry):
    """Somebody outside said something about the matter: that it was said, never that it is so.

    medium            letter, interview, address, posts or report
    speaker_office    the speaker's office, as a code; None where it is not known
    in_public_office  whether the speaker held public office and spoke in it
    said_from         the first day on which it can have been said
    said_to           the last day on which it can have been said
    place             where: a parliament, a network, a broadcaster, as a code
    asked_for         what was asked, as a code; None where nothing was
    asked_of          the authority of whom it was asked, or to whom it belongs
    at_request_of     at whose request it was said to be made, as a code
    reported_by       the chain of reporting, nearest first; "unnamed" for a link without a name
    sources_unnamed   how many spoke without a name
    attributed        True: kept as what the speaker says, never as a fact
    words             what was said, sealed as the clerk types it

    Written by: the desk or the spokesperson.
    """

    medium: Literal["letter", "interview", "address", "posts", "report"]
    speaker_office: str | None = None
    in_public_office: bool = False
    said_from: date | None = None
    said_to: date | None = None
    place: str | None = None
    asked_for: str | None = None
    asked_of: str | None = None
    at_request_of: str | None = None
    reported_by: tuple[str, ...] = ()
    sources_unnamed: int = 0
    attributed: Annotated[bool, Mark.RESERVED] = True
    words: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "statements",
        on="on",
        medium="medium",
        speaker_office="speaker_office",
        in_public_office="in_public_office",
        said_from="said_from",
        said_to="said_to",
        place="place",
        asked_for="asked_for",
        asked_of="asked_of",
        at_request_of="at_request_of",
        sources_unnamed="sources_unnamed",
        attributed="attributed",
    )


@dataclass(frozen=True, kw_only=True)
class CorrespondenceAnswered(Entry):
    """A letter that is not a petition is answered with the law that explains why. No case changes.

    sender_office     the sender's office
    in_public_office  whether the sender wrote in public office
    received_on       the day the letter came
    asked_for         what the letter asked
    asked_of          of which authority
    reason            why it is not a petition: the rule that says so
    words             the answer, sealed

    Written by: the desk.
    """

    sender_office: Annotated[str | None, FromCase("sender_office")] = None
    in_public_office: Annotated[bool | None, FromCase("in_public_office")] = None
    received_on: Annotated[date | None, FromCase("received_on")] = None
    asked_for: Annotated[str | None, FromCase("asked_for")] = None
    asked_of: Annotated[str | None, FromCase("asked_of")] = None
    reason: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Sets(answered_on="on")


@dataclass(frozen=True, kw_only=True)
class Published(Entry):
    """The office made something public.

    what              letter, answer, petition, opinion, decision, statistics...
    place             where: site, gazette, press...
    sender_office     whose letter it is, where it is one
    in_public_office  whether that sender wrote in public office
    redacted          whether parts are withheld
    document          what was published, sealed

    Written by: the spokesperson or the office that the law charges with it.
    """

    what: str
    place: str | None = None
    sender_office: Annotated[str | None, FromCase("sender_office")] = None
    in_public_office: Annotated[bool | None, FromCase("in_public_office")] = None
    redacted: bool = False
    document: Commitment | None = None

    changes: ClassVar[Change] = Together(
        Sets(published_on="on"), Adds("publications", what="what", place="place", on="on")
    )


@dataclass(frozen=True, kw_only=True)
class OfficeStatementMade(Entry):
    """The office itself said something in public about the matter.

    about   what it was about, as a code
    medium  site, press, interview, address...
    words   what was said, sealed

    Written by: the spokesperson.
    """

    about: str | None = None
    medium: str | None = None
    words: Commitment | None = None

    changes: ClassVar[Change] = Adds("office_statements", on="on", about="about", medium="medium")


@dataclass(frozen=True, kw_only=True)
class Notified(Entry):
    """Somebody was told something, and whether it reached them.

    who           whom: petitioner, counsel, victim, an office...
    letter        the letter of the pack
    channel       how it was sent
    delivered_on  the day it is known to have arrived; None where it is not known
    document      what was sent, sealed

    Written by: the clerk, or the office that tells.
    """

    who: str
    letter: str | None = None
    channel: str | None = None
    delivered_on: date | None = None
    document: Commitment | None = None

    changes: ClassVar[Change] = Adds(
        "notices", who="who", letter="letter", on="on", delivered_on="delivered_on"
    )
