"""The sentences of sheets themselves, beside those of the pack and of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import tomli

from clemency.letters import words


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence that sheets need in a language, by dotted key."""
    file = resources.files("clemency.letters.post").joinpath("words", f"{language}.toml")
    return dict(words.flat(tomli.loads(file.read_text("utf-8"))))


class Wording(words.Words):
    """One language's sentences, those of sheets among them."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._catalogue = {**words.catalogue(self.language), **catalogue(self.language)}
