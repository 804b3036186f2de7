"""From the docket's list of who is to be told, to letters. May be done at any time, and again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from clemency.clerk.trouble import Trouble
from clemency.web import pages
from clemency.web.jobs.log import noted
from clemency.web.office import clerk
from clemency.web.post.addresses import Address, address_of
from clemency.web.post.docket import File, file_of
from clemency.web.post.models import (
    DESK,
    EMAIL,
    HELD,
    OPEN,
    PORTAL,
    POST,
    WAITING,
    Letter,
)

_OUTBOX = (
    "SELECT o.seq, o.place, o.who, o.letter, o.after, o.open, e.matter"
    " FROM clerk_outbox o JOIN clerk_entry e ON e.seq = o.seq"
)

Told = tuple[int, int, str, str, str | None, bool, str]
"""One row of the outbox: seq, place, who, letter, after, open, matter."""


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
    return _add([row for row in rows if (row[0], row[1]) not in there])


def _add(rows: Iterable[Told]) -> int:
    by_matter: dict[str, list[Told]] = {}
    for row in rows:
        by_matter.setdefault(row[6], []).append(row)
    made = 0
    for matter, told in by_matter.items():
        with noted("letters: collecting"):
            file = file_of(matter)
            letters = [_letter(file, one) for one in told]
            with transaction.atomic():
                made += len(Letter.objects.bulk_create(letters, ignore_conflicts=True))
    return made


def _letter(file: File, row: Told) -> Letter:
    seq, place, who, letter, after, open_, matter = row
    address = _address(who, file)
    return Letter(
        matter=matter,
        number=file.number,
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
    """The reader's own language; else the one in which the matter was begun; else the pack's."""
    spoken = pages.languages()
    received = getattr(file.entries[0][1], "language", None) or ""
    found = (one for one in (address.language, received) if one in spoken)
    return next(found, spoken[0])
