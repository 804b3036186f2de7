"""Two thousand made-up people, the same in every run, as plain values that every engine can read.

Fifteen facts each: four dates, four enumerations, two yes-or-no, five counts and amounts. Dates lie
close to the days on which a rule turns, and often around 29 February, where engines differ.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Person = dict[str, Any]

TODAY = date(2025, 2, 27)  # a day too early for whoever waits from a 29 February
SIZE = 2_000

CHOICES = {
    "offence": (*("theft", "fraud", "traffic", "assault") * 4, "treason", "torture", "war-crime"),
    "filer": (*("person", "relative", "counsel") * 4, "other"),
    "disposition": (*("convicted", "pleaded") * 5, "acquitted", "dismissed"),
    "offence_class": ("a", "b", "c", "d"),
}
DATES = {"released_on": 5, "convicted_on": 20, "born_on": 18, "refused_on": 1}  # years that matter

RULES = (
    "waiting-period",
    "no-open-case",
    "excluded-offences",
    "standing",
    "finality",
    "refused-within-a-year",
    "disposition",
    "class-a",
    "majority",
    "priors",
    "restitution",
    "sentence-and-parole",
)


def people(size: int = SIZE) -> list[Person]:
    """The people, with every fact known. `refused_on` is None for whoever was never refused."""
    chance = Random(1921)
    return [_person(chance) for _ in range(size)]


def with_gaps(everybody: list[Person]) -> list[Person]:
    """The same people with one fact in twenty not established."""
    chance = Random(2024)
    return [
        {fact: value for fact, value in person.items() if chance.random() >= 0.05}
        for person in everybody
    ]


def _person(chance: Random) -> Person:
    person: Person = {fact: _day(chance, years) for fact, years in DATES.items()}
    if chance.random() < 0.6:
        person["refused_on"] = None
    person |= {fact: chance.choice(options) for fact, options in CHOICES.items()}
    owed = chance.choice((0, 0, 50_000, 1_250_000))
    return {
        **person,
        "judgment_final": chance.random() < 0.85,
        "on_parole": chance.random() < 0.3,
        "open_cases": chance.choice((0, 0, 0, 0, 1, 2)),
        "priors": chance.choice((0, 0, 1, 1, 2, 3, 5)),
        "restitution_owed": owed,
        "restitution_paid": chance.choice((owed, owed, owed // 2)),
        "sentence_months": chance.choice((0, 6, 12, 24, 36, 120)),
    }


def _day(chance: Random, years: int) -> str:
    """A day around the one that passed `years` ago; one in eight at the end of some February."""
    if chance.random() < 0.125:
        year = TODAY.year - years - chance.randrange(3)
        return (date(year, 2, 27) + timedelta(days=chance.randrange(3))).isoformat()
    return (TODAY - timedelta(days=round(365.25 * years * chance.uniform(0.6, 1.9)))).isoformat()
