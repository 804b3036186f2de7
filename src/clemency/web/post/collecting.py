"""From the docket's list of who is to be told, to letters. May be done at any time, and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from clemency.clerk.trouble import Trouble
from clemency.docket.entries import Notified
from clemency.web import pages
from clemency.web.jobs.log import noted
from clemency.web.office import clerk
from clemency.web.post.addresses import Address, address_of
from clemency.web.post.docket import File, file_of
from clemency.web.post.models import (
    DELIVERED,
    DESK,
    EMAIL,
    HELD,
    OPEN,
    PAPER,
    PORTAL,
    POST,
    SENT,
    WAITING,
    Letter,
)

_OUTBOX = (
    "SELECT o.seq, o.place, o.who, o.letter, o.after, o.open, e.matter, e.kind"
    " FROM clerk_outbox o JOIN clerk_entry e ON e.seq = o.seq"
)

AT_ONCE = 50  # rows in one statement

Told = tuple[int, int, str, str, str | None, bool, str, str]
"""One row of the outbox: seq, place, who, letter, after, open; the entry's matter and kind."""


def collect(matter: str | None = None) -> int:
    """Makes a letter of every telling that has none yet; how many were new.

    matter  its reference, to look at no other
    """
    docket = clerk().desk.store.docket
    if matter is not None:
        rows = docket.all(f"{_OUTBOX} WHERE e.matter = %s ORDER BY o.seq, o.place", [matter])
        known = Letter.objects.filter(matter=matter)
    elif docket.one("SELECT count(*) FROM clerk_outbox") == Letter.objects.count():
        return 0
    else:
        rows = docket.all(f"{_OUTBOX} ORDER BY o.seq, o.place")
        known = Letter.objects.all()
    there = set(known.values_list("seq", "place"))
    return keep(letters_from([row for row in rows if (row[0], row[1]) not in there]))


def noticed(matter: str) -> int:
    """Where an entry says that somebody was told, and when it reached them, the letter arrived."""
    found = 0
    for seq, entry in file_of(matter).entries:
        if isinstance(entry, Notified) and entry.delivered_on is not None and entry.letter:
            letters = Letter.objects.filter(matter=matter, who=entry.who, letter=entry.letter)
            found += letters.filter(seq__lte=seq, state__in=(SENT, PAPER)).update(
                state=DELIVERED, delivered_on=entry.delivered_on
            )
    return found


def everything() -> list[Letter]:
    """Letters of the whole docket, listed nowhere yet."""
    rows = clerk().desk.store.docket.all(f"{_OUTBOX} ORDER BY o.seq, o.place")
    return list(letters_from(rows))


def keep(letters: Iterable[Letter]) -> int:
    """Lists letters, together or not at all; one that somebody else listed meanwhile stays theirs.
    How many there were."""
    listed = list(letters)
    with transaction.atomic():
        Letter.objects.bulk_create(listed, ignore_conflicts=True, batch_size=AT_ONCE)
    return len(listed)


def letters_from(rows: Iterable[Told]) -> Iterator[Letter]:
    """A letter for each row of the outbox; each matter is read once."""
    by_matter: dict[str, list[Told]] = {}
    for row in rows:
        by_matter.setdefault(row[6], []).append(row)
    offices: dict[str, Address] = {}
    for matter, told in by_matter.items():
        with noted("letters: collecting"):
            file = file_of(matter)
            known = _addresses(file, {one[2] for one in told}, offices)
            yield from [_letter(file, one, known[one[2]]) for one in told]


def _addresses(file: File, told: Iterable[str], offices: dict[str, Address]) -> dict[str, Address]:
    """Where each of them is reached. An office is the same in every matter, and asked for once."""
    found = {}
    for who in told:
        if who in offices:
            found[who] = offices[who]
            continue
        found[who] = _address(who, file)
        if who in clerk().pack.offices:
            offices[who] = found[who]
    return found


def _letter(file: File, row: Told, address: Address) -> Letter:
    seq, place, who, letter, after, open_, matter, kind = row
    return Letter(
        matter=matter,
        number=file.number,
        kind=kind,
        seq=seq,
        place=place,
        who=who,
        reader=address.reader,
        letter=letter,
        language=language_for(address, file),
        after=after or "",
        state=HELD if open_ else WAITING,
        reason=OPEN if open_ else "",
        channel=channel_for(address),
    )


def _address(who: str, file: File) -> Address:
    try:
        return address_of(who, file)
    except Trouble:  # a vault that does not open now must not keep anybody from being listed
        return Address(who)


def channel_for(address: Address) -> str:
    """How a letter goes out: as its reader wishes, where that is possible."""
    if address.by == DESK:
        return DESK
    if address.email and address.by in (EMAIL, PORTAL):
        return EMAIL
    return PORTAL if address.by == PORTAL else POST


def language_for(address: Address, file: File) -> str:
    """The reader's own language; else, for people, the one in which the matter was begun; else the
    pack's."""
    spoken = pages.languages()
    person = address.reader not in clerk().pack.offices
    received = (getattr(file.entries[0][1], "language", None) or "") if person else ""
    found = (one for one in (address.language, received) if one in spoken)
    return next(found, spoken[0])
