"""How wide text is in Rubik, and text broken into lines that fit: no box is ever overflowed.

The widths are those of the fonts in `letters/fonts`, in thousandths of an em, with the form that
an Arabic letter takes between its neighbours. Marks and direction signs have no width.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

UNKNOWN_WIDTH = 800  # of a letter that Rubik lacks and another font will draw
SLACK = 1.01  # kerning and rounding: measured lines are a little longer than drawn ones

# Letters that join only to the one before them, and the one that joins to none.
JOIN_BEFORE = frozenset("اأإآٱدذرزوؤةى")
JOIN_NOT = frozenset("ء")
ISOLATED, INITIAL, MEDIAL, FINAL = range(4)

_SPACE = re.compile("[ \n]+")  # not the space that keeps words together
OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"


@lru_cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("clemency.letters").joinpath("fonts", "widths.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, Any]] = json.loads(text)
    return found


@lru_cache(maxsize=20_000)
def _units(word: str, bold: bool) -> int:
    """The width of a word in thousandths of an em."""
    widths = _table()["bold" if bold else "regular"]
    total = 0
    letters = [c for c in word if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    at = 0
    while at < len(letters):
        letter = letters[at]
        width = widths.get(letter, UNKNOWN_WIDTH)
        if isinstance(width, list):
            before = at > 0 and _joins_on(letters[at - 1])
            pair = letter + (letters[at + 1] if at + 1 < len(letters) else "")
            if len(pair) == 2 and pair in widths:
                total += widths[pair][int(before)]
                at += 2
                continue
            total += width[_form(letter, before, letters[at + 1 : at + 2])]
        else:
            total += width
        at += 1
    return total


def _form(letter: str, before: bool, following: list[str]) -> int:
    """Which of its four forms an Arabic letter takes."""
    after = _joins_on(letter) and bool(following) and _is_arabic(following[0])
    after = after and following[0] not in JOIN_NOT
    if letter in JOIN_NOT:
        return ISOLATED
    return (MEDIAL if after else FINAL) if before else (INITIAL if after else ISOLATED)


def _joins_on(letter: str) -> bool:
    """Whether a letter joins to the one after it."""
    return _is_arabic(letter) and letter not in JOIN_BEFORE and letter not in JOIN_NOT


def _is_arabic(letter: str) -> bool:
    return "\u0620" <= letter <= "\u064a" or letter == "\u0671"


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line, in points, at a size in points."""
    words = text.split(" ")
    units = sum(_units(word, bold) for word in words) + (len(words) - 1) * _units(" ", bold)
    return units * size * SLACK / 1000


@lru_cache(maxsize=20_000)
def wrapped(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """The text in lines that are no wider than `room`; isolates are closed at every line's end.

    A word that is wider than the room is broken.
    """
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    space = width(" ", size, bold)
    for word, wide in _words(text, size, room, bold):
        if line and used + space + wide > room:
            lines.append(" ".join(line))
            line, used = [word], wide
        else:
            used = used + space + wide if line else wide
            line.append(word)
    found = [*lines, " ".join(line)] if line else lines
    return tuple(_isolated(found) if any(sign in text for sign in OPENS) else found)


@lru_cache(maxsize=20_000)
def _measured(text: str, bold: bool) -> tuple[tuple[str, int], ...]:
    """Every word with its width: a text is broken at many widths, and measured once."""
    return tuple((word, _units(word, bold)) for word in _SPACE.split(text.strip(" \n")))


def _words(text: str, size: float, room: float, bold: bool) -> Iterator[tuple[str, float]]:
    """The words with their widths in points; one that is wider than the room in pieces."""
    for whole, units in _measured(text, bold):
        word, wide = whole, units * size * SLACK / 1000
        while wide > room and len(word) > 1:
            fits = max(
                n for n in range(1, len(word)) if n == 1 or width(word[:n], size, bold) <= room
            )
            yield word[:fits], width(word[:fits], size, bold)
            word = word[fits:]
            wide = width(word, size, bold)
        yield word, wide


def _isolated(lines: list[str]) -> Iterator[str]:
    """Each line is laid out on its own: an isolate that runs over its end is opened again."""
    opened = ""
    for line in lines:
        whole = opened + line
        opened = ""
        for sign in whole:
            if sign in OPENS:
                opened += sign
            elif sign == CLOSES:
                opened = opened[:-1]
        yield whole + CLOSES * len(opened)
