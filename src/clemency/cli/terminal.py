"""What a terminal shows: sentences set to its width, labels in a margin, either direction.

Text keeps its logical order. A terminal that knows bidirectional text shows Hebrew and Arabic
rightly, since numbers and citations inside them are isolated (letters/words.py); one that does not
has no way to be right.
"""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from clemency.letters.told import Told

NARROWEST, WIDEST = 48, 100
ISOLATES, END = "\u2066\u2067\u2068", "\u2069"
RIGHT_TO_LEFT = "\u200f"  # a mark without width: this line begins at the right


def width() -> int:
    """Columns to write in."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def cells(text: str) -> int:
    """Columns that a text takes: marks and direction signs take none, wide letters two."""
    return sum(_cell(letter) for letter in text)


def _cell(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class _Wrapper(textwrap.TextWrapper):
    """Wraps by columns rather than by characters."""

    def _wrap_chunks(self, chunks: list[str]) -> list[str]:
        lines: list[str] = []
        line = ""
        for chunk in chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            if line and cells(indent + line + chunk) > self.width:
                lines.append((indent + line).rstrip())
                line = "" if chunk.isspace() else chunk
            else:
                line += chunk if line or not chunk.isspace() else ""
        indent = self.subsequent_indent if lines else self.initial_indent
        return [*lines, (indent + line).rstrip()] if line.strip() else lines


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most the terminal's width; `first` and `rest` stand before them."""
    after = rest if rest is not None else " " * cells(first)
    wrapper = _Wrapper(
        width=width(), initial_indent=first, subsequent_indent=after, break_on_hyphens=False
    )
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            wrapper.initial_indent = after
        lines += wrapper.wrap(paragraph) or [""]
    return [turned(one) for one in _isolated_by_line(lines)] if runs_left(text + first) else lines


def runs_left(text: str) -> bool:
    """Whether a paragraph is Hebrew or Arabic: by letters, or by isolates, which only they need."""
    return any(sign in ISOLATES or unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def turned(line: str) -> str:
    """A line that begins at the right, even if nothing but a citation stands on it."""
    return RIGHT_TO_LEFT + line if line.strip() else line


def _isolated_by_line(lines: Iterable[str]) -> Iterator[str]:
    """A terminal lays out each line on its own: an isolate that runs over the end is closed and
    opened again.
    """
    opened = ""
    for line in lines:
        text = line.lstrip()
        whole = line[: len(line) - len(text)] + opened + text
        opened = ""
        for sign in whole:
            opened = opened + sign if sign in ISOLATES else opened[:-1] if sign == END else opened
        yield whole + END * len(opened)


def echo(text: str = "", first: str = "", **style: Any) -> None:
    """Write a paragraph."""
    for line in wrapped(text, first):
        click.echo(click.style(line, **style) if style else line)


def show(told: Told, indent: str = "") -> None:
    """A verdict or an entry: its headline, then its lines under it, labels in a margin of their
    own.
    """
    colour = {"yes": "green", "no": "red", "open": "yellow"}.get(told.level)
    echo(told.head, indent, bold=True, **({"fg": colour} if colour else {}))
    inner = indent + "  "
    margin = max((cells(line.label) for line in told.lines if line.label), default=0)
    before = ""
    for line in told.lines:
        label = "" if line.label == before else line.label
        echo(line.text, inner + (label + " " * (margin - cells(label) + 2) if line.label else ""))
        before = line.label


def table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> None:
    """A plain table; the last column takes what is left of the width."""
    everything = [head, *rows]
    widths = [max(cells(str(row[i])) for row in everything) for i in range(len(head) - 1)]
    for number, row in enumerate(everything):
        before = "".join(
            str(c) + " " * (w - cells(str(c)) + 2) for c, w in zip(row, widths, strict=False)
        )
        echo(str(row[-1]), before, **({"bold": True} if number == 0 else {}))


def out(plain: Any) -> None:
    """An answer for another program: JSON on standard output."""
    json.dump(plain, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def rule(title: str = "") -> None:
    """A line across, with a title."""
    line = f"── {title} " if title else ""
    whole = line + "─" * max(0, width() - cells(line))
    click.echo(click.style(turned(whole) if runs_left(title) else whole, dim=True))


def listed(items: Iterable[str], bullet: str = "  · ") -> None:
    """A list of short points."""
    for item in items:
        echo(item, bullet)
