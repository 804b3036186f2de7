"""The invented people of the demonstration: officers with logins, and those who write to them.

Their surnames are made up, as their identity numbers, addresses and telephones are: nobody has
them. The lists stand in `names.toml`; a pack's officers stand beside its stories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from random import Random
from types import MappingProxyType
from typing import Any

import tomli

from clemency.law.pack import Pack
from clemency.web.demonstration.book import book

_DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True)
class DemoOfficer:
    """Somebody who works in the demonstration office.

    ref       the reference that entries carry
    names     the person's name in each language of the program
    offices   the offices held; none for somebody who only takes another's place in one matter
    language  the language in which the person likes to work
    login     what to sign in with; "" for software, which nobody signs in as
    """

    ref: str
    names: Mapping[str, str]
    offices: tuple[str, ...]
    language: str = "en"
    login: str = ""

    @property
    def name(self) -> str:
        """The name in the officer's own language."""
        return self.names.get(self.language) or next(iter(self.names.values()))


@dataclass(frozen=True)
class Person:
    """Somebody who asks, or for whom somebody asks."""

    name: str
    language: str
    born_on: date | None = None
    identity: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""


@lru_cache
def _lists() -> Mapping[str, Any]:
    text = resources.files("clemency.web.demonstration").joinpath("names.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))


def person(draw: Random, language: str, today: date, ages: Sequence[int]) -> Person:
    """Somebody who writes in this language and is so many years old, from a least to a most.

    Drawn the same from the same draws.
    """
    groups = [one for one in _lists()["group"] if one["language"] == language]
    group = draw.choices(groups, [one.get("weight", 1) for one in groups])[0]
    number = draw.randrange(1, 9999)
    place = _lists()["place"][language]
    return Person(
        name=f"{draw.choice(group['given'])} {draw.choice(group['family'])}",
        language=language,
        born_on=today - timedelta(days=round(draw.uniform(*ages) * _DAYS_IN_A_YEAR)),
        identity=f"00000{number:04d}",
        address=f"{draw.choice(place['street'])} {draw.randrange(1, 90)}, {place['town']}",
        telephone=f"000-000{number:04d}",
        email=f"person-{number:04d}@example.org",
    )


def cast_person(told: Mapping[str, Any], language: str) -> Person:
    """Somebody whom a book names, as somebody who reads this language knows them."""
    rest = {name: told[name] for name in ("identity", "address", "telephone", "email")}
    return Person(name=told["name"][language], language=language, **rest)


def people(pack: Pack) -> list[DemoOfficer]:
    """Everybody who works in the demonstration office of this pack.

    Where the pack has no stories of its own, one officer for each office of its own.
    """
    told = book(pack.id)
    if told is not None:
        return [_officer(one) for one in told.officers]
    inside = [one.id for one in pack.offices.values() if not one.outside]
    return [_somebody(pack, office) for office in inside]


def _officer(told: Mapping[str, Any]) -> DemoOfficer:
    return DemoOfficer(
        ref=told["ref"],
        names=MappingProxyType(dict(told["name"])),
        offices=tuple(told.get("offices", ())),
        language=told.get("language", "en"),
        login=told.get("login", ""),
    )


def _somebody(pack: Pack, office: str) -> DemoOfficer:
    """The holder of an office of which no story tells: with a name in every language."""
    names = {}
    for language in _lists()["place"]:
        group = next(one for one in _lists()["group"] if one["language"] == language)
        draw = Random(f"{office} {language}")
        names[language] = f"{draw.choice(group['given'])} {draw.choice(group['family'])}"
    code = office.replace("_", "-")
    language = pack.texts.languages[0]
    return DemoOfficer(f"officer-of-{code}", MappingProxyType(names), (office,), language, code)


@dataclass(frozen=True)
class DemoPetitioner:
    """Somebody outside who can look into the demonstration with a login or a code.

    role     petitioner, relative, counsel or sender
    story    the story whose matters are theirs
    matters  the numbers of their matters; known once the office is made
    """

    login: str
    name: str
    language: str
    role: str
    story: str
    matters: tuple[str, ...] = field(default=())
