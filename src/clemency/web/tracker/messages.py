"""Messages between an office and those who hold keys to a matter.

They are no entries: nothing follows from them. Each is for those whom its author named and for
nobody else, so that a relative never reads what the person wrote for the office alone. Who reads it
is shown before it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from clemency.docket.policy import PETITIONERS_SIDE, Viewer
from clemency.law.pack import Pack
from clemency.web import sealed
from clemency.web.accounts.models import MatterKey
from clemency.web.office import clerk
from clemency.web.petition.portals import PORTAL
from clemency.web.tracker.models import Message
from clemency.web.viewers import Seat

OFFICE = "office"
SIDE = ("petitioner", "counsel", "relative")
LONGEST = 10_000  # characters


@dataclass(frozen=True)
class Note:
    """A message, as one reader sees it.

    author   "office", or the audience of whoever wrote
    mine     whether this reader wrote it
    readers  the audiences outside that may read it
    text     None where its words were forgotten
    """

    id: int
    sent_at: datetime
    author: str
    office: str
    officer: str
    mine: bool
    readers: tuple[str, ...]
    language: str
    text: str | None
    read_at: datetime | None


# --- who reads ------------------------------------------------------------------------------------


def offices(pack: Pack) -> tuple[str, ...]:
    """The offices that read what is written to the office: those that ask for what is missing and
    take in what comes."""
    asks = _writing(pack, "InformationAsked") or _writing(pack, "PetitionOpened")
    takes = _writing(pack, "InformationReceived") or asks
    inside = (id for id in asks if id in takes and not pack.offices[id].outside)
    return tuple(id for id in inside if id != PORTAL)


def _writing(pack: Pack, kind: str) -> dict[str, None]:
    """The offices whose acts write a kind of entry, in the pack's order."""
    acts = (act for act in pack.acts.values() if act.writes == kind)
    return dict.fromkeys(office for act in acts for office in act.by)


def may_read(viewer: Viewer) -> bool:
    """Whether an officer reads the messages of the matters they see."""
    return viewer.office is not None and viewer.office in offices(clerk().pack)


def parties(matter: str, today: date) -> tuple[str, ...]:
    """The audiences outside that hold a key to a matter now."""
    held = {key.audience for key in MatterKey.objects.filter(matter=matter) if key.fits(today)}
    return tuple(one for one in (*SIDE, "sender", "victim") if one in held)


def choices(key: MatterKey, today: date) -> tuple[str, ...]:
    """Whom else the holder of a key may let read what they write to the office."""
    if key.audience not in PETITIONERS_SIDE:
        return ()
    return tuple(
        one for one in parties(key.matter, today) if one in PETITIONERS_SIDE and one != key.audience
    )


# --- writing --------------------------------------------------------------------------------------


def from_key(key: MatterKey, text: str, readers: Iterable[str], language: str) -> Message:
    """The holder of a key writes to the office."""
    allowed = set(choices(key, clerk().today()))
    chosen = [one for one in SIDE if one in allowed & set(readers)]
    return _keep(
        Message(matter=key.matter, author=key.audience, key=key, language=language), chosen, text
    )


def from_office(
    seat: Seat, matter: str, text: str, readers: Iterable[str], language: str
) -> Message:
    """An officer writes to those outside. A victim is written to alone, always."""
    held = parties(matter, clerk().today())
    chosen = [one for one in held if one in set(readers)]
    if "victim" in chosen and len(chosen) > 1:
        raise ValueError("a message to a victim goes to nobody else")
    row = Message(
        matter=matter, author=OFFICE, office=seat.office, officer=seat.officer, language=language
    )
    return _keep(row, chosen, text)


def _keep(row: Message, readers: list[str], text: str) -> Message:
    """Sealed before it is kept: the database never holds a word of it."""
    row.readers = ",".join(readers)
    row.sent_at = timezone.now()
    row.sealed = sealed.seal(row.matter, _purpose(row), text.encode())
    row.save(force_insert=True)
    return row


def _purpose(row: Message) -> str:
    return f"message:{row.author}:{row.sent_at.isoformat()}"


# --- reading --------------------------------------------------------------------------------------


def for_key(key: MatterKey) -> list[Note]:
    """What the holder of a key may read, oldest first. What an office wrote is read from now on."""
    rows = [row for row in _of(key.matter) if _opens(row, key)]
    new = [row.pk for row in rows if row.author == OFFICE and row.read_at is None]
    notes = [_note(row, row.key_id == key.pk) for row in rows]
    Message.objects.filter(pk__in=new).update(read_at=timezone.now())
    return notes


def for_office(matter: str, viewer: Viewer) -> list[Note]:
    """What the offices that examine may read: all that was written to them or by them."""
    if not may_read(viewer):
        return []
    rows = list(_of(matter))
    new = [row.pk for row in rows if row.author != OFFICE and row.read_at is None]
    notes = [_note(row, row.officer == viewer.officer) for row in rows]
    Message.objects.filter(pk__in=new).update(read_at=timezone.now())
    return notes


def unread(key: MatterKey) -> int:
    """How many messages of an office the holder of a key has not opened yet."""
    rows = _of(key.matter).filter(author=OFFICE, read_at=None)
    return sum(1 for row in rows if _opens(row, key))


def unread_by_office(matter: str) -> int:
    """How many messages to the office nobody there has opened yet."""
    return _of(matter).exclude(author=OFFICE).filter(read_at=None).count()


def forget(matter: str) -> None:
    """Somebody was forgotten: what was written in their matter goes."""
    Message.objects.filter(matter=matter).delete()


def _of(matter: str) -> QuerySet[Message]:
    return Message.objects.filter(matter=matter).order_by("sent_at", "pk")


def _opens(row: Message, key: MatterKey) -> bool:
    return row.key_id == key.pk or key.audience in row.readers.split(",")


def _note(row: Message, mine: bool) -> Note:
    words = sealed.unseal(row.matter, _purpose(row), row.sealed)
    return Note(
        row.pk,
        row.sent_at,
        row.author,
        row.office,
        row.officer,
        mine,
        tuple(filter(None, row.readers.split(","))),
        row.language,
        None if words is None else words.decode(),
        row.read_at,
    )
