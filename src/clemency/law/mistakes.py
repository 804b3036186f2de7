"""Mistakes in a pack's text: where each is, what is wrong, how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

MOST = 10
"""Mistakes of one file that are shown; of more, their number is said."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in one place.

    file         name of the file inside the pack ("rules.toml")
    line, column where it begins, both counted from 1, in characters
    length       how many characters are marked; at least 1
    says         what is wrong, a sentence
    mend         what to do about it, a sentence; None where `says` leaves no question
    source_line  the line as it stands in the file; "" where the file has no such line
    """

    file: str
    line: int
    column: int
    length: int
    says: str
    mend: str | None = None
    source_line: str = ""

    def __str__(self) -> str:
        lines = [f"{self.file}:{self.line}: {self.says}"]
        if self.source_line.strip():
            lines += [f"    {_shown(self.source_line)}", f"    {self._caret()}"]
        if self.mend:
            lines.append(self.mend)
        return "\n".join(lines)

    def _caret(self) -> str:
        """Spaces and carets under the place, by the width a terminal gives each character."""
        start = self.column - 1
        marked = self.source_line[start : start + self.length]
        # A tab stays a tab, so that the caret stands under the place whatever a tab's width.
        indent = "".join("\t" if c == "\t" else " " * _width(c) for c in self.source_line[:start])
        return indent + "^" * max(1, sum(map(_width, marked)))


class Mistakes(Exception):
    """Every mistake found in a pack, by file and line. Nothing of the pack is loaded.

    As text, the first ten of each file are shown: one wrong word often brings many after it.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        found: dict[tuple[str, int, int, str], Mistake] = {}
        for mistake in mistakes:  # the same mistake is told once
            found.setdefault((mistake.file, mistake.line, mistake.column, mistake.says), mistake)
        self.mistakes: tuple[Mistake, ...] = tuple(found[key] for key in sorted(found))
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        shown: list[str] = []
        for file, own in groupby(self.mistakes, key=lambda one: one.file):
            first = [*own]
            shown += map(str, first[:MOST])
            if len(first) > MOST:
                shown.append(f"... and {len(first) - MOST} more in {file}")
        return "\n\n".join(shown)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is much like it."""
    candidates = sorted(set(known))
    folded = {_folded(name): name for name in reversed(candidates)}
    if _folded(word) in folded:
        return folded[_folded(word)]
    close = get_close_matches(word, candidates, n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """ "Did you mean `x`?", or `otherwise` where nothing known is much like `word`."""
    close = nearest(word, known)
    return f"Did you mean `{close}`?" if close else otherwise


def listed(words: Iterable[str], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _folded(word: str) -> str:
    """Spelling without case and joints: `Waiting_Period` and `waiting-period` are one word."""
    return word.casefold().replace("_", "-")


def _shown(line: str) -> str:
    """The line without what would garble a terminal: controls, and marks that turn text around."""
    return "".join("\ufffd" if _garbles(c) else c for c in line.rstrip("\r\n"))


def _garbles(char: str) -> bool:
    return char != "\t" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")


def _width(char: str) -> int:
    """Columns a terminal gives to one character."""
    if _garbles(char):
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
