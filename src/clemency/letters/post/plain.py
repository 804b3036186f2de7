"""Somebody's own words, made safe to print: nothing turned around, nothing hidden, nothing lost."""

from __future__ import annotations

import re
import unicodedata

# Marks that turn the text after them around, and control signs that no paper shows.
_TURNS = re.compile(
    "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f]"
)


def safe(text: str) -> str:
    """The words without marks that turn text around: each paragraph has its own direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _TURNS.sub("", text)


def paragraphs(text: str) -> list[str]:
    """The words by paragraphs and lines, without empty ones."""
    return [line.strip() for line in safe(text).split("\n") if line.strip()]


def runs_rightward(text: str) -> bool:
    """Whether words run from right to left: as their first letter does."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
