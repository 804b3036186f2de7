"""One spelling for every value: RFC 8785 (JSON Canonicalization Scheme), under a stricter profile.

A value is a string, a whole number below 2^53 in size, true, false, null, an array or an object.
There are no fractions, not even 1.0: two programs may print one differently. Text is in Unicode
Normalization Form C and holds no lone surrogate. Keys are identifiers: nothing in them may be
invisible, reorder its neighbours, or be a digit other than 0 to 9.

`decode` reads bytes from anywhere and accepts exactly what `encode` writes. `decode_trusted` is for
bytes that our own store wrote: it parses and checks nothing.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn, TypeAlias

import rfc8785
from pydantic_core import from_json

Value: TypeAlias = "bool | int | str | list[Value] | dict[str, Value] | None"
Path = tuple[str | int, ...]

CAP_BYTES: Final = 4096
"""How long an entry may be."""

CAP_DEPTH: Final = 8
"""How deep arrays and objects may lie in one another; the outermost counts as 1."""

LARGEST: Final = 2**53 - 1
"""Beyond it, a reader that keeps numbers as IEEE 754 doubles would see another number."""

_STRING = re.compile(r'"([^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*)"')
_NUMBER = re.compile(r"-?[0-9]+((?:\.[0-9]*)?(?:[eE][+-]?[0-9]*)?)")
_WORD = re.compile(r"true|false|null")
_WORDS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None}
_PLAIN = re.compile("[!-~]+")  # ASCII that can be seen: nearly every identifier there is
_SURROGATE = re.compile("[\ud800-\udfff]")

# Characters that Unicode calls default-ignorable although they are letters or marks; all others of
# that kind are format characters (Cf) or unassigned (Cn).
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_UNSEEN: Final[Mapping[str, str]] = {
    "Cc": "a control character",
    "Cf": "an invisible or text-reordering character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character",
    "Cn": "an unassigned character",
    "Zs": "a space",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


class NotCanonical(ValueError):
    """Bytes or a value that the canonical form does not allow.

    what    what was found ("a key given twice")
    why     why it is refused, or what should stand there
    path    where in the value, from "$" for the whole: "$.body.rows[2]"
    offset  how many bytes come before it; None where there are no bytes yet
    """

    def __init__(self, what: str, why: str, *, path: str = "$", offset: int | None = None) -> None:
        self.what, self.why, self.path, self.offset = what, why, path, offset
        place = path if offset is None else f"{path}, byte {offset}"
        super().__init__(f"{what} at {place}: {why}")


def encode(value: object, *, cap: int | None = CAP_BYTES, depth: int = CAP_DEPTH) -> bytes:
    """The canonical bytes of `value`; tuples are written as arrays.

    cap    the most bytes allowed; None for no limit
    depth  the most levels allowed

    Raises NotCanonical for anything `decode` would not give back.
    """
    data = rfc8785.dumps(_plain(value, (), depth))
    _within(len(data), cap)
    return data


def decode(data: bytes, *, cap: int | None = CAP_BYTES, depth: int = CAP_DEPTH) -> Value:
    """The value that `data` writes canonically. Raises NotCanonical, and nothing else."""
    _within(len(data), cap)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical(
            "a byte that is not UTF-8", "text is written in UTF-8.", offset=error.start
        ) from None
    value = _Reader(text, depth).whole()
    if (again := rfc8785.dumps(value)) != data:
        raise _another_spelling(data, again)
    return value


def decode_trusted(data: bytes) -> Any:
    """The value in bytes that our own store wrote and an audit checks: parsed, not examined.

    A fold reads every entry of a matter, so this uses the fastest parser at hand; for canonical
    bytes it agrees with `decode`. Raises ValueError where there is no JSON at all.
    """
    return from_json(data)


def show(path: Path) -> str:
    """A path as people write it: ("body", "rows", 2) is "$.body.rows[2]"."""
    return "$" + "".join(f"[{p}]" if isinstance(p, int) else f".{_printable(p)}" for p in path)


def text_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with a text, and why that matters; None if it may stand in a value."""
    if text.isascii():
        return None
    if _SURROGATE.search(text):
        return "half of a surrogate pair", "it stands for no character."
    if not unicodedata.is_normalized("NFC", text):
        return (
            "text that is not in normalization form C",
            "two spellings of the same letters would have two hashes; normalize it first.",
        )
    return None


def identifier_fault(text: str) -> tuple[str, str] | None:
    """What is wrong with an identifier: what is wrong with a text, and what nobody can see."""
    if _PLAIN.fullmatch(text):
        return None
    if not text:
        return "an empty identifier", "it must name something."
    for char in text:
        if unseen := _UNSEEN.get(unicodedata.category(char)):
            return f"{unseen} (U+{ord(char):04X})", "identifiers hold only what a reader can see."
        if not char.isascii() and char.isdigit():
            return f"the digit U+{ord(char):04X}", "digits in identifiers are 0 to 9."
        if _IGNORABLE.match(char):
            return f"U+{ord(char):04X}", "identifiers hold only what a reader can see."
    return text_fault(text)


def _within(size: int, cap: int | None) -> None:
    if cap is not None and size > cap:
        raise NotCanonical(f"{size} bytes", f"at most {cap} are allowed.", offset=cap)


def _printable(key: str) -> str:
    """A key as it may be shown in a message: nothing invisible, no lone surrogate, not too long."""
    shown = key if key.isascii() and key.isprintable() else ascii(key)[1:-1]
    return shown if len(shown) <= 64 else shown[:61] + "..."


def _another_spelling(data: bytes, again: bytes) -> NotCanonical:
    """The value may be written, but not like this: keys out of order, a needless escape."""
    pairs = enumerate(zip(data, again, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(data), len(again)))
    return NotCanonical(
        f"{_excerpt(data, at)} where {_excerpt(again, at)} should stand",
        "a value has one spelling only: keys in order, no needless escapes.",
        offset=at,
    )


def _excerpt(data: bytes, at: int) -> str:
    return ascii(data[at : at + 12].decode(errors="replace"))


def _plain(value: object, path: Path, depth: int) -> Value:
    """A copy made of plain lists and dicts, every part of it examined."""
    match value:
        case None | bool():
            return value
        case int():
            if abs(value) > LARGEST:
                raise _refused(path, "a number beyond 2^53", "some readers would round it.")
            return value
        case str():
            if fault := text_fault(value):
                raise _refused(path, *fault)
            return value
        case Mapping() | list() | tuple() if depth == 0:
            raise _refused(path, "a value nested too deeply", "the form is flat on purpose.")
        case Mapping():
            return {_key(k, path): _plain(v, (*path, k), depth - 1) for k, v in value.items()}
        case list() | tuple():
            return [_plain(v, (*path, i), depth - 1) for i, v in enumerate(value)]
    kind = type(value).__name__
    if kind == "float":
        raise _refused(path, "a fraction", "it has more than one spelling; use whole units.")
    raise _refused(
        path,
        f"a value of type {kind}",
        "only text, whole numbers, true, false, null, arrays and objects can be written.",
    )


def _key(key: object, path: Path) -> str:
    if not isinstance(key, str):
        raise _refused(path, f"a key of type {type(key).__name__}", "keys are text.")
    if fault := identifier_fault(key):
        raise _refused((*path, key), f"a key with {fault[0]}", fault[1])
    return key


def _refused(path: Path, what: str, why: str) -> NotCanonical:
    return NotCanonical(what, why, path=show(path))


class _Reader:
    """One walk over the text, which knows at every moment where it stands.

    It admits what the profile admits, in any order and with any escapes; `decode` then compares the
    spelling.
    """

    def __init__(self, text: str, depth: int) -> None:
        self.text = text
        self.at = 0
        self.path: list[str | int] = []
        self.levels_left = depth

    def whole(self) -> Value:
        value = self._value()
        if self.at != len(self.text):
            self._refuse(self.at, "bytes after the end of the value", "nothing may follow it.")
        return value

    def _value(self) -> Value:
        match self.text[self.at : self.at + 1]:
            case '"':
                return self._string()
            case "{":
                return self._nested(self._object)
            case "[":
                return self._nested(self._array)
        if word := _WORD.match(self.text, self.at):
            self.at = word.end()
            return _WORDS[word.group()]
        if number := _NUMBER.match(self.text, self.at):
            return self._number(number)
        self._unexpected("a value")

    def _nested(self, read: Callable[[], Value]) -> Value:
        if self.levels_left == 0:
            self._refuse(self.at, "a value nested too deeply", "the form is flat on purpose.")
        self.levels_left -= 1
        self.at += 1
        value = read()
        self.levels_left += 1
        return value

    def _object(self) -> Value:
        found: dict[str, Value] = {}
        while not self._take("}"):
            if found:
                self._expect(",")
            start, key = self.at, self._string(key=True)
            self.path.append(key)
            if key in found:
                self._refuse(start, "a key given twice", "readers would disagree which one counts.")
            self._expect(":")
            found[key] = self._value()
            self.path.pop()
        return found

    def _array(self) -> Value:
        found: list[Value] = []
        while not self._take("]"):
            if found:
                self._expect(",")
            self.path.append(len(found))
            found.append(self._value())
            self.path.pop()
        return found

    def _string(self, *, key: bool = False) -> str:
        start = self.at
        token = _STRING.match(self.text, start)
        if token is None:
            if self.text[start : start + 1] != '"':
                self._unexpected("a key in quotation marks")
            self._refuse(
                start,
                "a text that does not end as it should",
                "control characters and quotation marks in it must be escaped, and it must close.",
            )
        self.at = token.end()
        text: str = json.loads(token.group()) if "\\" in token.group() else token.group(1)
        if fault := identifier_fault(text) if key else text_fault(text):
            self._refuse(start, f"a key with {fault[0]}" if key else fault[0], fault[1])
        return text

    def _number(self, token: re.Match[str]) -> int:
        digits = token.group()
        if token.group(1):
            self._refuse(
                self.at,
                f"the fraction {digits[:24]}",
                "fractions and exponents have more than one spelling; use whole units.",
            )
        if len(digits) > 17 or abs(int(digits)) > LARGEST:
            self._refuse(self.at, "a number beyond 2^53", "some readers would round it.")
        if str(int(digits)) != digits:
            self._refuse(
                self.at,
                f"the number {digits}",
                "it is written without leading zeros or minus zero.",
            )
        self.at = token.end()
        return int(digits)

    def _take(self, char: str) -> bool:
        found = self.text.startswith(char, self.at)
        self.at += found
        return found

    def _expect(self, char: str) -> None:
        if not self._take(char):
            self._unexpected(f"{char!r}")

    def _unexpected(self, wanted: str) -> NoReturn:
        found = self.text[self.at : self.at + 1]
        self._refuse(
            self.at, ascii(found) if found else "the end of the bytes", f"{wanted} must stand here."
        )

    def _refuse(self, at: int, what: str, why: str) -> NoReturn:
        offset = len(self.text[:at].encode())
        raise NotCanonical(what, why, path=show(tuple(self.path)), offset=offset)
