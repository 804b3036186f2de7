"""How a word is written before it is looked for: the same when it is put into the index and when
somebody asks, so that pointed and unpointed, joined and bare, find one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 60  # letters of one word; what is longer is no word
LEAST = 2

_TOKEN = re.compile(r"\w+(?:[-־'’\"׳״./·]\w+)*")
_PARTS = re.compile(r"[-־'’\"׳״./·]+")
_QUOTES = re.compile(r"['’\"׳״]+")

# What decomposition does not bring together.
_ALIKE = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ـ": None,
        "״": '"',
        "׳": "'",
        "ʼ": "'",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "־": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "ß": "ss",
    }
)

_HEBREW, _ARABIC = re.compile("[א-ת]+"), re.compile("[ء-ي]+")
_HEBREW_BEFORE = frozenset("והבכלמש")
_ARABIC_BEFORE = frozenset("وفبكلس")
_ARABIC_ARTICLES = ("ال", "لل")
_ROOT = 3  # letters that must remain when what stands before a word is taken away


def plain(text: str) -> str:
    """Text without marks, in one spelling of each letter, small letters only."""
    marked = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    kept = (c for c in marked if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(_digit(letter) for letter in kept).casefold()


def words(text: str) -> Iterator[str]:
    """Every word of a text, folded; a number or a compound also part by part."""
    for found in _TOKEN.finditer(plain(text)):
        token = found.group()
        whole = _PARTS.sub("", token)
        if LEAST <= len(whole) <= LONGEST:
            yield whole
        if len(parts := _PARTS.split(_QUOTES.sub("", token))) > 1:
            yield from (part for part in parts if LEAST <= len(part) <= LONGEST)


def asked(text: str) -> list[str]:
    """The words that somebody asks for, each once; a compound as one word."""
    found = (_PARTS.sub("", one.group()) for one in _TOKEN.finditer(plain(text)))
    return list(dict.fromkeys(word for word in found if LEAST <= len(word) <= LONGEST))


def forms(word: str) -> frozenset[str]:
    """A folded word, and the same without what Hebrew and Arabic write before a word."""
    found = {word}
    if _HEBREW.fullmatch(word):
        found |= _without(word, _HEBREW_BEFORE, depth=2)
    elif _ARABIC.fullmatch(word):
        bare = {word} | _without(word, _ARABIC_BEFORE, depth=1)
        found |= bare
        for one in bare:
            if one.startswith(_ARABIC_ARTICLES) and len(one) >= 2 + _ROOT:
                found.add(one[2:])
    return frozenset(found)


def _without(word: str, before: frozenset[str], depth: int) -> set[str]:
    """The word without one letter that may stand before it, or two."""
    if depth == 0 or word[:1] not in before or len(word) <= _ROOT:
        return set()
    return {word[1:]} | _without(word[1:], before, depth - 1)


def _digit(letter: str) -> str:
    if letter.isascii() or not letter.isdecimal():
        return letter
    return str(unicodedata.decimal(letter))
