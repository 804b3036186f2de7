"""What a page is made of, whatever prints it: sentences, lists, tables, two sides, boxes.

Both printers print all of it and add nothing of their own, so that a book says the same on a
screen and on paper, and one digest serves both.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Span:
    """A stretch of text.

    href  "#anchor" within the book, or an address; "" for no link
    kind  "" or what it is: code, strong, quiet
    """

    text: str
    href: str = ""
    kind: str = ""


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Para:
    """A paragraph. kind: "", says, cite, note, warn, or one of told's levels (yes, no, open)."""

    text: Text
    kind: str = ""


@dataclass(frozen=True)
class Pairs:
    """Labels, each with what it says; several paragraphs may stand beside one label."""

    rows: tuple[tuple[str, tuple[Text, ...]], ...]


@dataclass(frozen=True)
class Point:
    """A point of a list, with the points under it."""

    text: Text
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Points:
    """A list."""

    points: tuple[Point, ...]


@dataclass(frozen=True)
class Code:
    """Text as the pack writes it, which runs from left to right in every language."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table. The widths are shares of the page; the first column names the row."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Box:
    """An example: its title, what came of it, and the lines that say so.

    level  yes, no, open, note; "failed" where an expectation was not met
    badge  the same in a word, so that no colour is needed to know it
    """

    title: str
    badge: str
    level: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Sides:
    """The authority and its words on one side, what the engine does on the other."""

    left_head: str
    right_head: str
    left: tuple[Block, ...]
    right: tuple[Block, ...]


@dataclass(frozen=True)
class Signature:
    """Where the lawyer signs: a label for each line, and what is filled in already."""

    lines: tuple[tuple[str, str], ...]


Block = Para | Pairs | Points | Code | Table | Box | Sides | Signature


@dataclass(frozen=True)
class Section:
    """A chapter or a part of one.

    id      its anchor, the same in every language and every edition
    listed  whether the contents name it
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    listed: bool = True

    def walk(self) -> Iterator[Section]:
        """This section and every one inside it."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Document:
    """A book as printers need it.

    language  whose words these are; rtl: whether its lines begin at the right
    running   what stands at the head of every page
    day       the day of the book
    digest    SHA-256 of everything that the other chapters say: what a signature stands for
    parts     words that the printers themselves need
    """

    language: str
    rtl: bool
    title: str
    subtitle: str
    running: str
    day: date
    digest: str
    front: tuple[Block, ...]
    chapters: tuple[Section, ...]
    parts: Mapping[str, str]

    def sections(self) -> Iterator[Section]:
        """Every section of every chapter."""
        for chapter in self.chapters:
            yield from chapter.walk()


def digest_of(said: Iterable[Block | Section]) -> str:
    """SHA-256 of every sentence that blocks and sections say, in reading order, each on a line."""
    digest = hashlib.sha256()
    for one in strings(tuple(said)):
        digest.update(f"{one}\n".encode())
    return digest.hexdigest()


def text(*parts: str | Span) -> Text:
    """A text of plain strings and spans."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part)


def joined(parts: Iterable[Text], between: str) -> Text:
    """Several texts in one, with a separator."""
    found: list[Span] = []
    for part in parts:
        if found:
            found.append(Span(between))
        found.extend(part)
    return tuple(found)


def strings(value: Any) -> Iterator[str]:
    """Every string that a document, section or block shows, in reading order."""
    match value:
        case str():
            yield value
        case Span(text=said):
            yield said
        case tuple():
            for one in value:
                yield from strings(one)
        case Para(text=one):
            yield from strings(one)
        case Pairs(rows=rows):
            yield from strings(rows)
        case Point(text=one, points=points):
            yield from strings((one, points))
        case Points(points=points):
            yield from strings(points)
        case Code(text=one):
            yield one
        case Table(head=head, rows=rows):
            yield from strings((head, rows))
        case Box(title=title, badge=badge, blocks=blocks):
            yield from strings((title, badge, blocks))
        case Sides(left_head=one, right_head=other, left=left, right=right):
            yield from strings((one, left, other, right))
        case Signature(lines=lines):
            yield from strings(lines)
        case Section(title=title, blocks=blocks, sections=sections):
            yield from strings((title, blocks, sections))
        case Document(title=title, subtitle=under, front=front, chapters=chapters):
            yield from strings((title, under, front, chapters))


def is_foreign(said: Text | str, rtl: bool) -> bool:
    """Whether a text is in Latin letters alone, in a book whose lines begin at the right.

    What stands between isolates is part of a sentence of the book, and keeps its direction.
    """
    if not rtl:
        return False
    whole = said if isinstance(said, str) else "".join(span.text for span in said)
    if any(sign in whole for sign in "\u2066\u2067\u2068"):
        return False
    kinds = {unicodedata.bidirectional(letter) for letter in whole}
    return "L" in kinds and not kinds & {"R", "AL"}
