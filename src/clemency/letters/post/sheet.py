"""A sheet of official paper as data. Both printers print all of it, and add nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Para:
    """A paragraph. `quiet` ones stand back."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading within the sheet."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with what belongs to each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Box:
    """Something that stands out: a finding with its reasons, or where a decision stands.

    level  yes, no, open or note
    lines  each with its label, "" where it has none
    """

    title: str
    level: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, as they were written, in whichever language and direction."""

    text: str


Block = Para | Heading | Items | Pairs | Table | Box | Quote


@dataclass(frozen=True)
class Signature:
    """A place where an office has signed, or will.

    says    what the signature does: "Granted by", "Countersigned by"
    office  which office
    day     the day in words; "" where nobody has signed yet
    note    what stands in the place of the signature
    """

    says: str
    office: str
    day: str
    note: str


@dataclass(frozen=True)
class Sheet:
    """One letter, decision, receipt or copy.

    kind       letter, decision, receipt or application
    house      the institution, above the office
    office     who writes
    meta       number, day and the like, beside the recipient
    signed     the signatures, in their order
    answering  how to answer
    about      what this sheet is, and how it can be checked
    running    what stands at the foot of every page
    words      the words that the printers need, by name
    """

    kind: str
    language: str
    rtl: bool
    on: date
    house: str
    office: str
    recipient: tuple[str, ...]
    meta: tuple[tuple[str, str], ...]
    subject: str
    blocks: tuple[Block, ...]
    signed: tuple[Signature, ...]
    answering: tuple[str, ...]
    about: tuple[str, ...]
    running: str
    fictional: str
    words: tuple[tuple[str, str], ...]

    def word(self, name: str) -> str:
        """A word that a printer needs."""
        return dict(self.words)[name]


def strings(sheet: Any) -> Iterator[str]:
    """Everything that a sheet says, in order."""
    if isinstance(sheet, str):
        yield sheet
    elif isinstance(sheet, tuple):
        for one in sheet:
            yield from strings(one)
    elif is_dataclass(sheet):
        for field in fields(sheet):
            if field.name not in ("kind", "language", "level", "words"):
                yield from strings(getattr(sheet, field.name))
