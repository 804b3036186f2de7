"""What people type: days that do not exist, look-alike digits, characters nobody sees."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

BIGGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly."""

OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Marks that turn text around until told otherwise. Nothing in a pack needs them."""

ISOLATES = frozenset("\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200c\u200d")
"""Marks that a sentence may need to read rightly, and that a name or an expression never does."""

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def day_from(text: str) -> date:
    """The day that "2024-02-29" names. Raises ValueError, in words, for what names none."""
    if odd := odd_in_name(text):
        raise ValueError(odd[1])
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError("A date is written year-month-day: 2024-02-29.")
    year, month, day = (int(part) for part in match.groups())
    if impossible := why_no_day(year, month, day):
        raise ValueError(impossible)
    return date(year, month, day)


def why_no_day(year: int, month: int, day: int) -> str | None:
    """Why the calendar has no such day, in words; None where it has."""
    if not 1 <= year <= 9999:
        return f"The year {year:04} lies outside the calendar: years run from 0001 to 9999."
    if not 1 <= month <= 12:
        return f"There is no month {month}: months run from 01 to 12."
    if not 1 <= day <= monthrange(year, month)[1]:
        year_has = f"{year} has" if month == 2 and day == 29 else f"{MONTHS[month - 1]} {year} has"
        the_day = f"29 {MONTHS[1]}" if month == 2 and day == 29 else f"day {day}"
        return f"{year_has} no {the_day}."
    return None


def odd_in_name(text: str) -> tuple[int, str] | None:
    """The first character that no name, date or expression may hold: where, and what it is."""
    if text.isascii() and text.isprintable():
        return None
    for at, char in enumerate(text):
        if char in "\n\t" or " " <= char <= "~":
            continue
        return at, _what_is_odd(char)
    return None


def odd_in_sentence(text: str) -> tuple[int, str] | None:
    """The first character that no sentence may hold. Isolates may, as long as each is closed."""
    if not _SUSPECT.search(text):
        return None
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in OVERRIDES or (unicodedata.category(char) == "Cc" and char not in "\n\t"):
            return at, _what_is_odd(char)
        if char in "\u2066\u2067\u2068":
            opened.append(at)
        elif char == "\u2069":
            if not opened:
                return at, f"{_named(char)} closes nothing."
            opened.pop()
    if opened:
        return opened[0], f"{_named(text[opened[0]])} is never closed: add U+2069 where it ends."
    return None


def _what_is_odd(char: str) -> str:
    if char in OVERRIDES or char in ISOLATES:
        return f"{_named(char)} turns the text around it; a reader would not see what stands here."
    if char.isdigit() and unicodedata.decimal(char, None) is not None:
        digit = unicodedata.decimal(char)
        return f"`{char}` looks like the digit {digit} but is {_named(char)}."
    if unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return f"{_named(char)} cannot be seen, and cannot stand here."
    return f"`{char}` is {_named(char)}; only plain Latin letters and digits can stand here."


def _named(char: str) -> str:
    name = unicodedata.name(char, "a control character")
    return f"U+{ord(char):04X} ({name})"
