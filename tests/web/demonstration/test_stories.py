"""The stories themselves: drawn from a seed, in order, and about nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import tomli

from clemency.clerk import shelf
from clemency.clerk.office import Clerk
from clemency.web import application
from clemency.web.demonstration import OffScript
from clemency.web.demonstration.book import Book, book
from clemency.web.demonstration.papers import Papers
from clemency.web.demonstration.people import people
from clemency.web.demonstration.plan import WINDOW, Planned, Planner
from clemency.web.demonstration.telling import StoryClock, Teller
from tests.web.demonstration.conftest import TODAY

LANGUAGES = ("en", "he", "ar")
WORDS = resources.files("clemency.web.demonstration")

# The first digits of SHA-256 of the surnames, in three scripts, of those of whom the reports of
# November 2025 spoke. Nobody in the demonstration may share one; and nobody is named here.
REAL = frozenset(
    """
    046b50cc89fb03e6 131db0b57a618771 1a79b9f5e0181539 22dc36bae1ae3698 37c1cdb30443d0d2
    414d1ea89758f376 4c088b53046f198c 5a717ad3ced090ee 71f7d4361b821672 7363363424c60bf8
    780419cb6ccfeedf 783ba6b306af3219 924756417eb2efb6 9c9bcbad214317e9 a60a52382d707771
    a6613945bb48a648 ace46bc43666d851 b7b55d583acf98a4 c8d92aa5a495ff1f df00d7e577ea466c
    f76748609fd8039f fa7e328d468e2ad4
    """.split()
)


def plan(seed: int = 2026, matters: int = 200) -> list[Planned]:
    pack = shelf.load("il")
    return Planner(pack, told(), seed=seed, today=TODAY).plan(matters)


def told() -> Book:
    found = book("il")
    assert found is not None
    return found


def sentences(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from sentences(value)
    elif isinstance(table, list):
        for value in table:
            yield from sentences(value)


def everything() -> list[str]:
    """Every string that the demonstration holds as data."""
    files = [WORDS.joinpath("names.toml"), *WORDS.joinpath("stories", "il").iterdir()]
    return [one for file in files for one in sentences(tomli.loads(file.read_text("utf-8")))]


# --- drawn from a seed ----------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_and_another_draws_otherwise() -> None:
    assert plan() == plan() != plan(seed=1)


def test_one_story_more_leaves_the_others_as_they_were() -> None:
    few = {step.matter.key: step for step in plan(matters=40)}
    many = {step.matter.key: step for step in plan(matters=200)}
    assert few.keys() <= many.keys()
    assert all(many[key] == step for key, step in few.items())


@pytest.mark.parametrize("seed", range(3))
def test_two_hundred_are_two_hundred_within_fourteen_months_and_over(seed: int) -> None:
    steps = plan(seed)
    days = [step.on for step in steps]
    assert len({step.matter.key for step in steps}) == 200
    assert days == sorted(days)
    assert TODAY - timedelta(days=WINDOW) <= days[0] and days[-1] < TODAY


def test_every_text_and_every_paper_can_be_made_in_every_language() -> None:
    papers = Papers(shelf.load("il"), told())
    seen = set()
    for seed in range(2):
        for step in plan(seed):
            for text in step.texts.values():
                if text.startswith("@"):
                    made = application.from_words(papers.make(text, step.matter, step.on))
                    assert not isinstance(made, str)
                    seen.add((text.partition(":")[0], step.matter.language))
                else:
                    assert text and "{" not in text
    kinds = ("@application", "@letter", "@file")
    assert seen == {(kind, language) for kind in kinds for language in LANGUAGES}


# --- what people say ------------------------------------------------------------------------------


def test_there_are_many_statements_in_every_language_and_no_two_alike() -> None:
    found = [
        (language, one)
        for subject in told().words["statement"].values()
        for language, some in subject.items()
        for one in some
    ]
    texts = ["\n".join(value for key, value in one.items() if key != "is") for _, one in found]
    assert len(set(texts)) == len(texts) >= 30
    assert {language for language, _ in found} == set(LANGUAGES)
    assert all(set(one) - {"is"} <= set(application.PROMPTS) for _, one in found)


def test_while_a_court_still_sits_nobody_tells_what_happened() -> None:
    pending = told().words["statement"]["pending"]
    assert not [one for some in pending.values() for one in some if "what-happened" in one]


def test_every_subject_speaks_every_language() -> None:
    for name, subject in told().subjects.items():
        if subject.get("states", True):
            assert set(told().words["statement"][name]) == set(LANGUAGES), name


# --- nobody is meant ------------------------------------------------------------------------------


def test_nobody_of_the_reports_is_named() -> None:
    words = {word.casefold() for one in everything() for word in re.findall(r"[\w׳’']+", one)}
    assert not [word for word in words if sha256(word.encode()).hexdigest()[:16] in REAL]


def test_numbers_and_addresses_are_nobodys() -> None:
    for step in plan():
        for one in (step.matter.person, step.matter.filer):
            if one is not None:
                assert one.identity.startswith("00000")
                assert one.telephone.startswith("000-")
                assert one.email.endswith("@example.org")


def test_python_names_no_office_of_a_pack() -> None:
    offices = {office.id for office in shelf.load("il").offices.values()} - {"portal", "health"}
    for file in Path(str(WORDS)).glob("*.py"):
        assert not set(re.findall(r'"([a-z_]+)"', file.read_text("utf-8"))) & offices, file.name


# --- a story that the procedure refuses -----------------------------------------------------------


def test_a_step_that_is_refused_is_a_mistake_of_the_story(tmp_path: Path) -> None:
    pack = shelf.load("il")
    first = next(step for step in plan() if step.act == "receive" and step.by == "portal")
    clock = StoryClock(first.on, pack.calendar.time_zone)
    office = tmp_path / "office"
    with Clerk.create(office, pack="il", origin="x.example/y", title="T", clock=clock) as clerk:
        for one in people(pack):
            for held in one.offices:
                clerk.appoint(one.ref, held, from_on=first.on, on=first.on)
        teller = Teller(clerk, clock, Papers(pack, told()))
        teller.take(first)
        signed = {"act": "countersign", "by": "minister_of_justice", "sets": {}, "texts": {}}
        early = replace(first, **signed, officer="justice-minister-1")
        with pytest.raises(OffScript, match=r"countersign by minister_of_justice .* was refused"):
            teller.take(early)
        with pytest.raises(OffScript, match="was accepted, and the story says that it is refused"):
            teller.take(
                replace(first, matter=replace(first.matter, key=("x", 0, "y")), refused=True)
            )
