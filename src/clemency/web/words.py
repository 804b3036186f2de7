"""Every sentence a page says, in every language: the engine's own words, and those of each part of
the office in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import tomli

from clemency.letters import words


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """All of them in one language, by dotted key. A file `desk.he.toml` gives keys as they stand in
    it, so each begins with a table of its own name."""
    found = dict(words.catalogue(language))
    for file in resources.files("clemency.web").joinpath("words").iterdir():
        if file.name.endswith(f".{language}.toml"):
            found.update(words.flat(tomli.loads(file.read_text("utf-8"))))
    return found


class Words(words.Words):
    """One language's sentences, for pages."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._catalogue = catalogue(self.language)


@lru_cache
def in_language(language: str) -> Words:
    """The words of a language, made once."""
    return Words(language)
