"""The reference of the format names everything there is, and its examples are a pack that loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from clemency.docket.journey import run
from clemency.docket.vocabulary import FORMS
from clemency.law.functions import FUNCTIONS
from clemency.law.mistakes import Mistakes
from clemency.law.pack import OF, Failing, Force
from clemency.law.portal import ABOUT, DOORS, PARTS
from clemency.law.reading import read_pack, schema, schema_acts, schema_portal, schema_trial
from clemency.law.reading.check import OFFICES, PEOPLE
from clemency.law.reading.check_acts import HEADER, OUT
from clemency.law.reading.kinds import Table
from clemency.law.reading.texts import OF_LETTERS, OF_RULES
from clemency.law.reading.trials import OBJECTIONS, read_trials
from clemency.law.reading.words import keys_of
from clemency.law.trial import run_scenario

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "pack-format.md").read_text("utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", PAGE))
WORDS = {word for code in CODE for word in re.findall(r"[A-Za-z_-]+", code)}


def models() -> Iterator[type[BaseModel]]:
    for module in (schema, schema_acts, schema_portal, schema_trial):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Table) and value is not Table:
                yield value


def keys() -> list[str]:
    return sorted({f"{model.__name__}.{key}" for model in models() for key in keys_of(model)})


@pytest.mark.parametrize("key", keys())
def test_every_key_is_named(key: str) -> None:
    assert key.split(".")[1] in WORDS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_named(name: str) -> None:
    assert any(re.search(rf"\b{name}\(", code) for code in CODE)


@pytest.mark.parametrize(
    "word",
    [
        *(force.value for force in Force),
        *(failing.value for failing in Failing),
        *PEOPLE,
        OFFICES,
        OF,
        *HEADER,
        *OUT,
        *OBJECTIONS,
        *DOORS,
        *ABOUT,
        *PARTS,
        "stop",
        "proceed",
        "claimed",
        "certified",
        "reported",
        "disputed",
        "official",
        "secondary",
        "uncertain",
        "28-february",
        "1-march",
        "yes-no",
        "integer",
        "not-established",
        "does-not-apply",
        "actor",
        "acting_office",
        "today",
    ],
)
def test_every_word_is_named(word: str) -> None:
    assert any(word in code for code in CODE)


@pytest.mark.parametrize("name", [*OF_RULES, *OF_LETTERS])
def test_every_placeholder_is_named(name: str) -> None:
    assert f"`{{{name}}}`" in PAGE


# --- the examples ---------------------------------------------------------------------------------


def examples() -> dict[str, str]:
    """The files that the examples of the page make, put together in the order of the page."""
    files: dict[str, str] = {}
    for block in re.findall(r"^```toml\n(.*?)^```$", PAGE, flags=re.M | re.S):
        first, _, text = block.partition("\n")
        name = first.removeprefix("# ")
        assert name.endswith(".toml"), f"an example does not say which file it is of: {first}"
        files[name] = f"{files.get(name, '')}{text}\n"
    return files


def test_the_examples_are_a_pack_that_loads() -> None:
    files = examples()
    hebrew = files.pop("text/he.toml")
    head = files["pack.toml"]
    alone = head.replace('["en", "he"]', '["en"]').replace(', he = "דוגמה"', "")
    pack = read_pack({**files, "pack.toml": alone}, FORMS)
    trials = {name: text for name, text in files.items() if name.startswith("scenarios/")}
    found = read_trials(trials, pack, FORMS)
    results = [run_scenario(pack, scenario) for scenario in found.scenarios]
    assert [str(result) for result in results if not result.passed] == []
    reports = [run(journey, pack) for journey in found.journeys]
    assert [failure.says for report in reports for failure in report.failures] == []
    assert hebrew_is_partial_and_otherwise_right({**files, "text/he.toml": hebrew})


def hebrew_is_partial_and_otherwise_right(files: dict[str, str]) -> bool:
    """The page translates only a few sentences: the rest is missing, and nothing else is wrong."""
    with pytest.raises(Mistakes) as told:
        read_pack(files, FORMS)
    return all(one.says == "This sentence is missing in `he`." for one in told.value.mistakes)
