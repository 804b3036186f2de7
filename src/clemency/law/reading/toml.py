"""The text of a pack's files: read as TOML 1.0, and asked for places when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import tomli

from clemency.law.mistakes import Mistake, Mistakes
from clemency.law.plain import BIGGEST, OVERRIDES, odd_in_name, why_no_day
from clemency.law.reading.positions import KeyPath, Place, Positions, positions, spread

DEEPEST = 24  # tables within tables; no pack needs half of it

# What TOML 1.0 has not and its next edition has. Other programs could not read such a file.
_NEWER = re.compile(r"\\[ex]|,\s*\}|\{[^}\n]*(?:\n|#)")
_OVERRIDES = re.compile(f"[{''.join(OVERRIDES)}]")


@dataclass
class TomlFile:
    """One file of a pack: its name, its text with line ends as "\\n", and what the text says.

    odd  characters in it that turn text around or look like others; the file can still be read
    """

    name: str
    text: str
    data: dict[str, Any] = field(default_factory=dict)
    odd: list[Mistake] = field(default_factory=list)
    _found: Positions | None = None
    _lines: list[str] | None = None

    @property
    def places(self) -> Positions:
        """Where everything stands; worked out on first need."""
        if self._found is None:
            try:
                self._found = positions(self.text.encode())
            except RecursionError:  # nested beyond reading; the caller says so itself
                self._found = Positions()
        return self._found

    def at_key(self, path: KeyPath, says: str, mend: str | None = None) -> Mistake:
        """A mistake in the key that `path` ends in."""
        return self._at(self.places.key(path), says, mend)

    def at_value(self, path: KeyPath, says: str, mend: str | None = None) -> Mistake:
        """A mistake in the value at `path`."""
        return self._at(self.places.value(path), says, mend)

    def inside(
        self, path: KeyPath, start: int, length: int, says: str, mend: str | None = None
    ) -> Mistake:
        """A mistake inside the string at `path`: `start` and `length` count its own characters."""
        place = self.places.values.get(path)
        if place is None:
            return self.at_value(path, says, mend)
        before = len(self.text.encode()[: place.start].decode())
        raw = self.text.encode()[place.start : place.end].decode()
        if raw[:1] not in ('"', "'"):
            return self._at(place, says, mend)
        at = [offset for _, offset in spread(raw)]
        first = at[start] if start < len(at) else len(raw) - 1
        last = at[start + length - 1] if start + length <= len(at) else first
        return self.at_offset(before + first, max(1, last - first + 1), says, mend)

    def line_of(self, path: KeyPath) -> int:
        """The line on which `path` stands, from 1."""
        place = self.places.key(path)
        return 1 if place is None else self.text.encode()[: place.start].count(b"\n") + 1

    def at_offset(self, offset: int, length: int, says: str, mend: str | None = None) -> Mistake:
        """A mistake at a place of the text, counted in characters; the mark ends with the line."""
        offset = min(max(offset, 0), len(self.text))
        begin = self.text.rfind("\n", 0, offset) + 1
        line = self.text.count("\n", 0, offset) + 1
        shown = self._line(line)
        column = offset - begin + 1
        length = max(1, min(length, len(shown) - column + 1))
        return Mistake(self.name, line, column, length, says, mend, shown)

    def _line(self, number: int) -> str:
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def _at(self, place: Place | None, says: str, mend: str | None) -> Mistake:
        if place is None:
            return self.at_offset(0, 1, says, mend)
        raw = self.text.encode()
        offset = len(raw[: place.start].decode("utf-8", "replace"))
        length = len(raw[place.start : place.end].decode("utf-8", "replace"))
        return self.at_offset(offset, length, says, mend)


def read_toml(name: str, text: str) -> TomlFile:
    """What one file says. Raises Mistakes where it is no TOML or holds what no pack may hold."""
    file = TomlFile(name, text.replace("\r\n", "\n"))
    if fault := _not_text(file):
        raise Mistakes([fault])
    try:
        file.data = tomli.loads(file.text)
    except tomli.TOMLDecodeError as error:
        raise Mistakes([_syntax(file, error)]) from None
    except (RecursionError, ValueError) as error:
        raise Mistakes([_beyond(file, error)]) from None
    if _NEWER.search(file.text) and file.places.broken:
        says = (
            "This is not TOML 1.0: a table in braces stands on one line and ends without a comma."
        )
        mend = (
            "Join the lines, or write it as a [table]. The escapes `\\e` and `\\x` are newer, too."
        )
        raise Mistakes([file._at(file.places.broken, says, mend)])
    file.odd = list(_odd(file))
    if mistakes := _plain(file):
        raise Mistakes([*mistakes, *file.odd])
    return file


def _not_text(file: TomlFile) -> Mistake | None:
    if file.text.startswith("\ufeff"):
        says = "The file begins with an invisible byte-order mark."
        return file.at_offset(0, 1, says, "Save it as UTF-8 without one.")
    try:
        file.text.encode()
    except UnicodeEncodeError as error:
        text, file.text = file.text, file.text.encode("utf-8", "replace").decode()
        return file.at_offset(
            error.start, 1, f"U+{ord(text[error.start]):04X} is half a character."
        )
    return None


# --- what tomli finds, in our words ---------------------------------------------------------------

_WORDS: tuple[tuple[str, str, str | None], ...] = (
    ("Unterminated string", "This text is not closed.", "Close it with the quotes it began with."),
    (
        "Illegal character '\\n'",
        "This text is not closed.",
        "Close it on this line, or begin and end it with three quotes.",
    ),
    (
        "Unclosed array",
        "This list is not closed.",
        "Close it with `]`, with commas between its items.",
    ),
    (
        "Unclosed inline table",
        "This table is not closed.",
        "Close it with `}`, with commas inside it.",
    ),
    ("Expected newline", "Something follows the value on this line.", "Begin a new line for it."),
    ("Expected '='", "A key is followed by `=` and a value.", "Write `key = value`."),
    ("Expected ']]'", "This header is not closed.", "Write `[[name]]`."),
    ("Expected ']'", "This header is not closed.", "Write `[name]`."),
    (
        "Invalid initial character",
        "A key cannot begin like this.",
        "Use letters, digits, `_` and `-`.",
    ),
    ("Invalid statement", "A line holds `key = value`, `[table]` or `[[item]]`.", None),
    (
        "Unescaped",
        "A backslash stands for something else here.",
        "Write it twice, or use 'single quotes'.",
    ),
    (
        "Invalid hex",
        "This is not a character's number.",
        "Write \\u and four digits of 0-9 and a-f.",
    ),
    ("Escaped character", "No character has this number.", None),
    ("Invalid date", "There is no such date or time.", None),
)
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate", "Cannot mutate", "Cannot redefine")


def _syntax(file: TomlFile, error: tomli.TOMLDecodeError) -> Mistake:
    """One mistake for one syntax error: TOML cannot be read beyond it."""
    if error.msg.startswith(_TWICE):
        return _given_twice(file, error)
    rest = file.text[error.pos : error.pos + 40]
    if odd := odd_in_name(rest[:1]):
        return file.at_offset(error.pos, 1, odd[1], "Type it again with plain letters and digits.")
    if (fault := _no_such_date(file, error.pos)) is not None:
        return fault
    if error.msg.startswith("Invalid value"):
        return _no_value(file, error.pos, rest)
    if error.msg.startswith("Unterminated") and error.pos >= len(file.text.rstrip()):
        return _never_closed(file, error)
    for begins, says, mend in _WORDS:
        if error.msg.startswith(begins):
            return file.at_offset(error.pos, 1, says, mend)
    return file.at_offset(error.pos, 1, "This cannot stand here in TOML.")


def _given_twice(file: TomlFile, error: tomli.TOMLDecodeError) -> Mistake:
    if not file.places.twice:
        says = "This was given before, as something else."
        return file.at_offset(error.pos - 1, 1, says, "Keep one of the two.")
    key, again, first = file.places.twice[0]
    line = file.text.encode()[: first.start].count(b"\n") + 1
    mend = f"Keep one of the two; the first is at {file.name}:{line}."
    return file._at(again, f"`{key}` is given twice.", mend)


def _no_such_date(file: TomlFile, at: int) -> Mistake | None:
    """The date on this line that TOML could not read, where it is one that does not exist."""
    begin = file.text.rfind("\n", 0, at) + 1
    for written in re.finditer(r"(\d{4})-(\d{2})-(\d{2})", file.text[begin : at + 10]):
        start, end = begin + written.start(), begin + written.end()
        says = why_no_day(*map(int, written.groups())) if start <= at <= end else None
        if says is not None:
            return file.at_offset(start, end - start, says)
    return None


def _no_value(file: TomlFile, at: int, rest: str) -> Mistake:
    word = re.match(r"[^\s,\]}#]+", rest)
    if word is None:
        return file.at_offset(at, 1, "A value is missing here.", "Write it after the `=`.")
    small = word[0].lower()
    if small in ("true", "yes", "on", "false", "no", "off"):
        right = "true" if small in ("true", "yes", "on") else "false"
        return file.at_offset(at, len(word[0]), f"`{word[0]}` is no value.", f"Write `{right}`.")
    says = f"`{word[0]}` is no value: text stands in quotes, dates are written 2024-02-29."
    return file.at_offset(at, len(word[0]), says)


def _never_closed(file: TomlFile, error: tomli.TOMLDecodeError) -> Mistake:
    """Text in three quotes that runs to the end of the file: shown where it begins."""
    opened = max(file.text.rfind('"""', 0, error.pos), file.text.rfind("'''", 0, error.pos))
    mend = "Close it with the quotes it began with."
    if opened < 0:
        return file.at_offset(len(file.text) - 1, 1, "This text is not closed.", mend)
    return file.at_offset(opened, 3, "This text is not closed.", mend)


def _beyond(file: TomlFile, error: Exception) -> Mistake:
    """What is TOML and still more than can be read."""
    if isinstance(error, RecursionError):
        at = re.search(r"[\[{](?:\s*[\[{]){20}|[^\s=]*(?:\.[^\s.=]+){20}", file.text)
        says = f"Tables or lists are nested more than {DEEPEST} deep."
        return file.at_offset(at.start() if at else 0, 1, says, "Write it flat.")
    at = re.search(r"[+-]?\d[\d_]{400,}", file.text)
    says = f"This number is beyond {BIGGEST:,}, the largest that can be kept exactly."
    return file.at_offset(at.start() if at else 0, len(at[0]) if at else 1, says)


# --- what TOML can say and a pack cannot ----------------------------------------------------------


def _plain(file: TomlFile) -> list[Mistake]:
    """Values no pack holds: numbers with a point, hours, numbers that cannot be kept exactly."""
    if _sound(file.data, DEEPEST):
        return []
    found: list[Mistake] = []
    for path, value in _everything(file.data):
        if not isinstance(value, dict | list | str | bool) and (fault := _not_plain(value)):
            found.append(file.at_value(path, *fault))
        if len(path) > DEEPEST:
            says = f"Tables or lists are nested more than {DEEPEST} deep."
            return [file.at_key(path, says, "Write it flat.")]
    return found


def _sound(value: Any, deep: int) -> bool:
    """Whether there is nothing to find, which is the rule; without working out any path."""
    kind = type(value)
    if kind is dict or kind is list:
        inner = value.values() if kind is dict else value
        return deep > 0 and all(type(one) is str or _sound(one, deep - 1) for one in inner)
    return kind in (str, bool, date) or (kind is int and abs(value) <= BIGGEST)


def _everything(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every value with its key path, tables and lists included."""
    todo: list[tuple[KeyPath, Any]] = [((), data)]
    while todo:
        path, value = todo.pop()
        yield path, value
        if isinstance(value, dict):
            todo.extend(((*path, key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            todo.extend(((*path, index), inner) for index, inner in enumerate(value))


def _not_plain(value: Any) -> tuple[str, str | None] | None:
    if isinstance(value, float):
        mend = "Write a whole number; money is written in its smallest unit (cents, agorot)."
        return "A number with a decimal point cannot be kept exactly.", mend
    if isinstance(value, datetime | time):
        return "Days have no hours here.", "Write the date alone: 2024-02-29."
    if isinstance(value, int) and abs(value) > BIGGEST:
        return f"This number is beyond {BIGGEST:,}, the largest that can be kept exactly.", None
    if isinstance(value, date | int):
        return None
    return "This kind of value has no place in a pack.", None


def _odd(file: TomlFile) -> list[Mistake]:
    """Marks that turn text around, wherever they stand, and keys with look-alike letters."""
    if file.text.isascii():
        return []
    found = [
        file.at_offset(match.start(), 1, odd[1], "Remove it.")
        for match in _OVERRIDES.finditer(file.text)
        if (odd := odd_in_name(match[0]))
    ]
    if not _ascii_keys(file.data):
        for path, _ in _everything(file.data):
            if path and isinstance(path[-1], str) and (odd := odd_in_name(path[-1])):
                mend = "Type the key again with plain letters and digits."
                found.append(file.at_key(path, odd[1], mend))
    return found


def _ascii_keys(value: Any) -> bool:
    if type(value) is dict:
        return all(key.isascii() and _ascii_keys(inner) for key, inner in value.items())
    return type(value) is not list or all(_ascii_keys(inner) for inner in value)
