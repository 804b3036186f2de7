"""Every way of tampering with an export that we could think of.

Each operator takes an honest export and gives a dishonest one. Most give themselves away. Some make
a docket that is consistent in itself: those are caught by whoever kept a checkpoint from before, or
the root that was printed elsewhere, or the receipt of an entry, and by nobody else.

tricks_lines.py, tricks_files.py and tricks_anew.py hold the operators, by what they change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from clemency.docket.seal import tree
from tests.docket.seal.dockets import (
    MATTERS,
    Files,
    Kept,
    checkpoint_of,
    drafts,
    line_edited,
    lines_of,
    of_matter,
    sealed,
    whole,
    with_lines,
    words,
)

DRAFTS = drafts()
LINES = sealed(DRAFTS)
HIDDEN = (4, 9)
OPENED = (words(0), words(6))
WHOLE = whole(LINES, HIDDEN, OPENED)

MATTER = MATTERS[0]  # entries 0, 3, 6, 9, 12
ONE = of_matter(LINES, MATTER, (9,), OPENED, earlier=(5, 8))

EARLIER = Kept(checkpoint=checkpoint_of(LINES[:8]))
LATEST = Kept(checkpoint=checkpoint_of(LINES))
PRINTED = Kept(root=checkpoint_of(LINES).root)
RECEIPT = Kept(receipts=(tree.leaf_hash(LINES[12]),))

Operator = Callable[[Files], Files]


@dataclass(frozen=True)
class Trick:
    """One operator; `kept` is what the reader must have to see through it, None if nothing."""

    name: str
    export: Files
    change: Operator
    kept: Kept | None = None


TRICKS: list[Trick] = []


def trick(export: Files, kept: Kept | None = None) -> Callable[[Operator], Operator]:
    """Adds an operator under its own name."""

    def add(change: Operator) -> Operator:
        name = change.__name__ + (" of one matter" if export is ONE else "")
        TRICKS.append(Trick(name.replace("_", " "), export, change, kept))
        return change

    return add


def each(export: Files, changes: Iterable[tuple[str, Operator]]) -> None:
    """Adds operators that need nothing kept to be seen through."""
    TRICKS.extend(Trick(name, export, change) for name, change in changes)


# --- how a trick is made --------------------------------------------------------------------------


def order(change: Callable[[list[bytes]], list[bytes]]) -> Operator:
    """The lines cut, moved or doubled."""
    return lambda files: with_lines(files, change(lines_of(files)))


def part(name: str, change: Callable[[bytes], bytes]) -> Operator:
    """The bytes of one file changed."""
    return lambda files: {**files, name: change(files[name])}


def gone(name: str) -> Operator:
    """One file taken away."""
    return lambda files: {n: data for n, data in files.items() if n != name}


def field(name: str, value: Any, number: int = 6) -> Operator:
    """One field of one entry changed."""
    return lambda files: line_edited(files, number, lambda e: {**e, name: value})
