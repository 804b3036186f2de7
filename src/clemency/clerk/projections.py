"""What lists show, worked out from entries: the same functions fill the tables and rebuild them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clemency.docket.case import Case, stage
from clemency.docket.entries import KINDS, Entry
from clemency.docket.entry import Mark
from clemency.docket.intake import FactsRecorded
from clemency.docket.keeping import Erased
from clemency.docket.shape import shapes_of
from clemency.law.pack import Tells

OFFICE = "office"
"""The number, and the stage, of the matter in which an office keeps its own appointments."""


def office_ref(origin: str) -> str:
    """The reference of that matter: it follows from the origin, so nothing has to remember it."""
    return sha256(b"office\x00" + origin.encode()).hexdigest()[:32]


def number(received_on: date, before: int) -> str:
    """What people call a matter: the year in which it was received, and its place in that year."""
    return f"{received_on.year}-{before + 1:04d}"


def matter_row(ref: str, number: str, case: Case, entries: int, last_seq: int) -> dict[str, Any]:
    """A matter as a list shows it."""
    return {
        "ref": ref,
        "number": number,
        "stage": OFFICE if number == OFFICE else stage(case),
        "received_on": case.received_on,
        "petition_on": case.petition_on,
        "decided_on": case.decided_on,
        "effective_on": case.effective_on,
        "closed_on": case.closed_on,
        "sender_office": case.sender_office,
        "in_public_office": case.in_public_office,
        "entries": entries,
        "last_seq": last_seq,
    }


_REF = re.compile(r"[0-9a-f]{32}")


def person_of(matter: str, called: str) -> str:
    """The reference under which a person's keys lie, given what an entry of a matter calls them.

    A reference drawn by the clerk stands for one person wherever it occurs. Any other code, such as
    "victim-1", stands for somebody in this matter only.
    """
    if _REF.fullmatch(called):
        return called
    return sha256(f"person\x00{matter}\x00{called}".encode()).hexdigest()[:32]


def persons(entry: Entry, seq: int, matter: str, matter_seq: int) -> Iterator[dict[str, Any]]:
    """The protected persons whom an entry mentions, each with the field that does.

    The person at the centre of a matter is called by the matter's own reference: so nothing links
    two matters of one person unless an entry does.
    """
    found: dict[str, tuple[str, str]] = {}
    if matter_seq == 0 and entry.kind == "Received":
        found[matter] = ("principal", matter)
    for name in (*protected(entry.kind), *_ALSO.get(entry.kind, ())):
        if (called := getattr(entry, name)) is not None:
            found.setdefault(person_of(matter, called), (f"{entry.kind}.{name}", called))
    for ref, (role, called) in found.items():
        yield {
            "ref": ref,
            "matter": matter,
            "role": role,
            "called": called,
            "first_seq": seq,
            "forgotten_seq": None,
        }


@cache
def protected(kind: str) -> tuple[str, ...]:
    """The fields of a kind of entry that point at a protected person."""
    if kind == Erased.__name__:
        return ()  # it speaks of somebody whom an earlier entry mentions
    return tuple(shape.name for shape in shapes_of(KINDS[kind]) if Mark.IDENTITY in shape.marks)


_ALSO = {"FactsRecorded": ("whose",), "MandateRecorded": ("holder",)}


def outbox(seq: int, tells: Iterable[Tells]) -> Iterator[dict[str, Any]]:
    """Who is to be told of an entry, in order."""
    for place, one in enumerate(tells):
        yield {
            "seq": seq,
            "place": place,
            "who": one.who,
            "letter": one.letter,
            "after": one.after,
            "open": one.when is not None,
        }


def forgets(entry: Entry) -> str | None:
    """The person whose erasure an entry records."""
    return entry.whose if isinstance(entry, Erased) else None


# --- facts, sealed ------------------------------------------------------------------------------


def facts_rows(
    matter: str, seq: int, entry: FactsRecorded, plain: Mapping[str, Any], key: bytes
) -> list[dict[str, Any]]:
    """One row for each fact of an entry.

    key  the key of the text in which the facts lie; whoever destroys it takes these rows along.
         Equal facts give equal rows, so that rows can be compared without opening them: each row
         has a key of its own, used for nothing else.
    """
    rows = []
    for name in sorted(plain):
        own = sha256(b"facts-item\x00" + key + name.encode()).digest()
        value = json.dumps(plain[name], ensure_ascii=False, sort_keys=True).encode()
        rows.append(
            {
                "matter": matter,
                "name": name,
                "seq": seq,
                "item": entry.facts,
                "sealed": AESGCM(own).encrypt(bytes(12), value, f"{matter}:{name}:{seq}".encode()),
            }
        )
    return rows


def opened_fact(row: Mapping[str, Any], key: bytes) -> Any:
    """The value in such a row. Raises InvalidTag where the row is not as it was written."""
    own = sha256(b"facts-item\x00" + key + row["name"].encode()).digest()
    place = f"{row['matter']}:{row['name']}:{row['seq']}".encode()
    return json.loads(AESGCM(own).decrypt(bytes(12), bytes(row["sealed"]), place))
