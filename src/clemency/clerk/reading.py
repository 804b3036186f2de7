"""A matter as somebody may see it. One policy function says what that is; here it is only asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clemency.clerk import evidence, submit
from clemency.clerk.commitments import committed
from clemency.clerk.evidence import Held
from clemency.clerk.trouble import NotKnown
from clemency.clerk.vault import Forgotten
from clemency.clerk.writing import Desk
from clemency.docket.case import Case
from clemency.docket.entries import Entry
from clemency.docket.policy import OFFICES, Viewer, audiences, sight, visible


@dataclass(frozen=True)
class Shown:
    """One entry, as far as it is shown.

    seq          its place in the whole docket; matter_seq in its matter
    fields       the fields that are shown, by name
    texts        the commitments to sealed texts that may be read, by where they stand in the entry
    recorded_at  the instant of writing, UTC; None where it is not shown
    leaf         its leaf hash, which says nothing of what is in it
    """

    seq: int
    matter_seq: int
    kind: str
    fields: Mapping[str, Any]
    texts: Mapping[str, str]
    recorded_at: datetime | None
    leaf: str


@dataclass(frozen=True)
class Matter:
    """One matter, as far as it is shown.

    seen     how many entries it has: hand it back with an order, and nobody is overtaken unawares
    case     what all its entries add up to; None for a viewer who does not see them all
    facts    what is known and who says so; None likewise
    """

    ref: str
    number: str
    seen: int
    entries: tuple[Shown, ...]
    case: Case | None
    facts: Held | None


@dataclass(frozen=True)
class Mentioned:
    """A protected person of a matter.

    ref        the reference under which their keys lie: what `forget` takes
    called     what the matter's entries call them
    role       "principal", or the field that first mentions them ("VictimAsked.victim")
    forgotten  whether their keys were destroyed
    """

    ref: str
    called: str
    role: str
    forgotten: bool


@dataclass(frozen=True)
class Listed:
    """One matter in a list."""

    ref: str
    number: str
    stage: str
    seen: int


def ref_of(desk: Desk, which: str) -> str:
    """The reference of a matter, given its number or its reference. Raises NotKnown."""
    found = desk.store.docket.one(
        "SELECT ref FROM clerk_matter WHERE number = %s OR ref = %s", [which, which]
    )
    if found is None:
        raise not_known(which)
    return str(found)


def matter(desk: Desk, which: str, viewer: Viewer | None) -> Matter:
    """A matter as this viewer may see it. What is not theirs looks like what is not there."""
    ref = ref_of(desk, which)
    rows = desk.store.matter(ref)
    file = submit.file_from(desk, ref, rows)
    shown = []
    for row, (_, entry) in zip(rows, file.entries, strict=True):
        fields = _fields(desk, viewer, entry, file.case)
        if fields:
            when = _recorded_at(desk, viewer, entry.kind)
            texts = {at: item for at, item in committed(entry) if _field(at) in fields}
            shown.append(
                Shown(
                    row.seq,
                    row.matter_seq,
                    entry.kind,
                    fields,
                    texts,
                    row.recorded_at if when else None,
                    row.leaf,
                )
            )
    if not shown:
        raise not_known(which)
    whole = _inside(desk, viewer)
    facts = evidence.held(file.entries, desk.vault, desk.pack) if whole else None
    return Matter(
        file.ref, file.number, file.seen, tuple(shown), file.case if whole else None, facts
    )


def matters(desk: Desk, viewer: Viewer | None) -> tuple[Listed, ...]:
    """Every matter of which this viewer may see something, in the order in which they came."""
    rows = desk.store.docket.all(
        "SELECT ref, number, stage, entries FROM clerk_matter ORDER BY number"
    )
    aside = {
        ref
        for (ref,) in desk.store.docket.all(
            "SELECT DISTINCT matter FROM clerk_entry WHERE kind = %s", ["StoodAside"]
        )
    }
    return tuple(
        Listed(ref, number, stage, entries)
        for ref, number, stage, entries in rows
        if _sees_something(desk, viewer, ref, aside)
    )


def _sees_something(desk: Desk, viewer: Viewer | None, ref: str, aside: set[str]) -> bool:
    """Whether a matter is in this viewer's list.

    An office sees what comes in, unless its officer stands aside: only then is the matter read.
    """
    if viewer is None:
        return True
    if viewer.office is not None and ref not in aside and sight(desk.pack, viewer, "Received"):
        return True
    file = submit.load(desk, ref)
    return any(_fields(desk, viewer, entry, file.case) for _, entry in file.entries)


def persons(desk: Desk, which: str, viewer: Viewer | None) -> tuple[Mentioned, ...]:
    """The protected persons of a matter, in the order in which they are first mentioned. Only the
    institution's own offices are told."""
    shown = matter(desk, which, viewer)
    if shown.case is None:
        return ()
    rows = desk.store.docket.all(
        "SELECT ref, called, role, forgotten_seq FROM clerk_person WHERE matter = %s"
        " ORDER BY first_seq, role",
        [shown.ref],
    )
    return tuple(Mentioned(ref, called, role, gone is not None) for ref, called, role, gone in rows)


def text(desk: Desk, which: str, commitment: str, viewer: Viewer | None) -> bytes | Forgotten:
    """The sealed text behind a commitment, where an entry of the matter shows it to this viewer."""
    shown = matter(desk, which, viewer)
    if not any(commitment in entry.texts.values() for entry in shown.entries):
        raise NotKnown(
            f"Matter {which} shows no text under that commitment.",
            "Read the matter: each entry names the texts that may be opened.",
        )
    found = desk.vault.open(commitment)
    return found if isinstance(found, Forgotten) else found.text


def _fields(desk: Desk, viewer: Viewer | None, entry: Entry, case: Case) -> dict[str, Any]:
    if viewer is None:
        return dict(vars(entry))
    return visible(viewer, entry, case, desk.pack)


def _recorded_at(desk: Desk, viewer: Viewer | None, kind: str) -> bool:
    return viewer is None or "recorded_at" in sight(desk.pack, viewer, kind)


def _inside(desk: Desk, viewer: Viewer | None) -> bool:
    """Whether the viewer is one of the institution's own offices, or the clerk's own hands."""
    return viewer is None or OFFICES in audiences(viewer, desk.pack)


def _field(pointer: str) -> str:
    """The field in which a commitment stands: conditions, for "/body/conditions/0/text"."""
    return pointer.split("/")[2]


def not_known(which: str) -> NotKnown:
    """What is said alike of a matter that is not there and of one that is not the viewer's."""
    return NotKnown(
        f"There is no matter {which} here, or none that you may see.",
        "Check the number; the list of matters shows those that you may see.",
    )
