"""What people type into a line: made plain, and said where it was changed."""

from __future__ import annotations

import unicodedata

from clemency.law.plain import ISOLATES, OVERRIDES

LINE = 200  # characters
ADDRESS = 500

# Joiners shape letters in some scripts and glue pictures together; within a word they are no trick.
_JOINERS = frozenset("\u200c\u200d")


def line(typed: str, most: int = LINE) -> str:
    """One line without marks that nobody sees: what is shown is what is there."""
    return " ".join(_visible(typed).split())[:most]


def lines(typed: str, most: int) -> str:
    """Several lines, likewise. Marks of direction that are closed again may stay out too: each
    paragraph is shown in its own direction."""
    text = _visible(typed.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(one.rstrip() for one in text.split("\n")).strip()[:most]


def hidden(typed: str) -> bool:
    """Whether something was typed that nobody would have seen."""
    return _visible(typed) != unicodedata.normalize("NFC", typed)


def digits(typed: str) -> str:
    """The same with the digits 0 to 9, whichever digits a keyboard wrote."""
    return "".join(
        str(unicodedata.decimal(letter))
        if unicodedata.decimal(letter, None) is not None
        else letter
        for letter in typed.strip()
    )


def _visible(typed: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", typed)
        if letter in "\n\t" or _seen(letter)
    )


def _seen(letter: str) -> bool:
    if letter in OVERRIDES or (letter in ISOLATES and letter not in _JOINERS):
        return False
    return unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn") or letter in _JOINERS
