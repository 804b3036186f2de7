"""What is told to a reader: a headline and lines, which a terminal, a page and a PDF share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

YES, NO, OPEN, NOTE = "yes", "no", "open", "note"
"""Levels: the answer is yes, it is no, it is still open, or there is no question."""


@dataclass(frozen=True)
class Line:
    """One line under a headline.

    label  a word for the margin, in the reader's language; "" for a sentence of its own
    text   the line itself
    kind   what it is, whatever the language: says, cite, yields, because, unheard, each, competent,
           reading, uncertain, opens, asks, instead, field, tells, weighs, due, note
    """

    label: str
    text: str
    kind: str


@dataclass(frozen=True)
class Told:
    """A verdict or an entry, in the reader's language.

    level  YES, NO, OPEN or NOTE
    """

    head: str
    lines: tuple[Line, ...] = ()
    level: str = NOTE

    def of(self, kind: str) -> tuple[str, ...]:
        """The texts of the lines of one kind, in order."""
        return tuple(line.text for line in self.lines if line.kind == kind)

    def as_plain(self) -> dict[str, Any]:
        """The same for JSON."""
        lines = [{"label": one.label, "text": one.text, "kind": one.kind} for one in self.lines]
        return {"head": self.head, "level": self.level, "lines": lines}

    def as_text(self, indent: str = "  ") -> str:
        """Plain text: the headline, then the lines; labels in a margin, each said once."""
        return "\n".join((self.head, *self._indented(indent)))

    def _indented(self, indent: str) -> Iterator[str]:
        margin = max((_cells(line.label) for line in self.lines), default=0) + 2
        before = ""
        for line in self.lines:
            label = "" if line.label == before else line.label
            start = indent + label + " " * (margin - _cells(label)) if line.label else indent
            first, *rest = line.text.split("\n")
            yield (start + first).rstrip()
            yield from (f"{' ' * _cells(start)}{more}".rstrip() for more in rest)
            before = line.label


def _cells(text: str) -> int:
    """Columns that a text takes: marks above letters, and marks of direction, take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)
