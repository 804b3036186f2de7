"""The stories from which a demonstration is made: data, in a folder named like the pack.

    stories/<pack>/officers.toml    who works there
    stories/<pack>/subjects.toml    what people ask about: facts, statements, papers
    stories/<pack>/parts.toml       stretches of the procedure that many stories share
    stories/<pack>/stories.toml     the stories: how many, how long ago, which parts in which order
    stories/<pack>/*.toml           words: opinions, letters, decisions

`docs/how-to/the-demonstration-office.md` says what each of them may hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import tomli

Plain = Mapping[str, Any]

MAIN = "main"
"""The matter of a story that names none."""


@dataclass(frozen=True)
class Book:
    """Everything that is told of one pack.

    facts        what every matter claims, unless its door, subject or story says otherwise
    established  what an officer establishes in every matter that is examined
    cast         people outside who are in several stories: a lawyer with many clients
    words        texts by key, each a list by language
    """

    languages: Mapping[str, int]
    officers: tuple[Plain, ...]
    petitioners: tuple[Plain, ...]
    cast: Mapping[str, Plain]
    facts: Plain
    established: Plain
    doors: Mapping[str, Plain]
    subjects: Mapping[str, Plain]
    parts: Mapping[str, Sequence[Plain]]
    stories: tuple[Plain, ...]
    words: Plain

    def texts(self, key: str, language: str) -> Sequence[str]:
        """What can be said under a key; where a language has nothing there, in the first that has.

        Raises KeyError for a key of which nothing is told.
        """
        here: Any = self.words
        for step in key.split("."):
            here = here.get(step) or here["any"]
        found: Sequence[str] = here.get(language) or next(iter(here.values()))
        return found


@lru_cache
def book(pack: str) -> Book | None:
    """The stories of a pack; None where it has none."""
    folder = resources.files("clemency.web.demonstration").joinpath("stories", pack)
    if not folder.is_dir():
        return None
    told: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            _merge(told, tomli.loads(file.read_text("utf-8")))
    return Book(
        languages=told["languages"],
        officers=tuple(told["officer"]),
        petitioners=tuple(told.get("petitioner", ())),
        cast=told.get("cast", {}),
        facts=told["facts"],
        established=told["established"],
        doors=told["door"],
        subjects=told["subject"],
        parts=told["part"],
        stories=tuple(told["story"]),
        words=told["words"],
    )


def _merge(into: dict[str, Any], new: Plain) -> None:
    """Adds one file's tables to what the others hold; lists are put one after the other."""
    for key, value in new.items():
        before = into.get(key)
        if isinstance(before, dict) and isinstance(value, Mapping):
            _merge(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            into[key] = [*before, *value]
        else:
            into[key] = value
