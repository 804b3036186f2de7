"""Sentences of mail that carry an address or a number to be copied."""

from __future__ import annotations

from clemency.web.words import Words

MARK = 0xE000
"""The first of the characters that stand for such a value while its sentence is made."""


def with_bare(words: Words, key: str, bare: dict[str, str], **params: str) -> str:
    """A sentence in which some values stand bare: without the invisible marks of direction that
    would otherwise be copied along with a link, and break it."""
    marks = {name: chr(MARK + place) for place, name in enumerate(bare)}
    said = words.say(key, **params, **marks)
    for name, mark in marks.items():
        said = said.replace(mark, bare[name])
    return said
