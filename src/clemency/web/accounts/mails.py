"""Sentences of mail that carry an address or a number to be copied."""

from __future__ import annotations

from clemency.letters.words import fill
from clemency.web.words import Words


def with_bare(words: Words, key: str, bare: dict[str, str], **params: str) -> str:
    """A sentence in which some values stand bare: without the invisible marks of direction that
    would otherwise be copied along with a link, and break it."""
    said = words.say(key, **params, **{name: f"{{{name}}}" for name in bare})
    return fill(said.replace("\u2066{", "{").replace("}\u2069", "}"), bare)
