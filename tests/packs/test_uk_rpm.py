"""United Kingdom: the numbered scenarios, the README, and what no order can get around."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from clemency.clerk.shelf import load, scenarios
from clemency.law.expr import Param

PACK = load("uk_rpm")
TRIALS = scenarios("uk_rpm", PACK)
README = files("clemency").joinpath("packs", "uk_rpm", "README.md").read_text("utf-8")
UK = tuple(f"UK-{number:02}" for number in range(1, 8))
ADVISERS = (
    "justice_secretary",
    "defence_secretary",
    "scottish_ministers",
    "ni_secretary",
    "ni_justice_minister",
    "lieutenant_governor",
)


def test_the_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    numbers = [int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))]
    assert numbers == [1, 1, 2, 2]  # each with its counterpart; 3 to 6 are Canada's


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| (?:(UK-\d\d)? ?\| )?`([^`]+)` \|", README, re.MULTILINE)
    named = {name for _, name in rows}
    assert tuple(dict.fromkeys(line for line, _ in rows if line)) == UK
    assert named >= {*PACK.rules, *PACK.considerations, *PACK.by_law}
    assert named >= {one.id for one in PACK.statements}
    uncertain = [r.uncertain for versions in PACK.rules.values() for r in versions if r.uncertain]
    assert [words for words in uncertain if words not in README] == []


def test_mercy_is_advised_by_those_who_advise_and_granted_by_the_sovereign_alone() -> None:
    assert PACK.acts["recommend"].by == PACK.acts["decline-to-recommend"].by == ADVISERS
    assert PACK.acts["grant-mercy"].by == ("sovereign",)
    assert "disregard" not in PACK.acts["grant-mercy"].reliefs


def test_the_test_of_section_92_has_two_texts_that_meet_on_13_june_2023() -> None:
    old, new = PACK.rules["uk-03-disregard"]
    assert (old.until, new.since) == (date(2023, 6, 12), date(2023, 6, 13))


def test_a_figure_stands_once_in_the_clause_and_in_the_clock() -> None:
    for act, figure, clause in (
        ("give-notice", "notice_days", "uk-03-takes-effect"),
        ("appeal-allowed", "order_days", "uk-07-order-takes-effect"),
    ):
        clock = PACK.acts[act].clock
        assert clock is not None
        assert clock.days is PACK.parameters[figure]
        nodes = PACK.by_law[clause].on.walk()
        assert figure in {node.id for node in nodes if isinstance(node, Param)}
        assert clock.out == clause


@pytest.mark.parametrize("kind", ["Endorsed", "OpinionReceived", "Denied", "Granted"])
def test_advice_and_decisions_are_not_public(kind: str) -> None:
    assert "public" not in PACK.sees[kind]
    assert not {"favours", "statement", "*"} & set(PACK.sees[kind]["petitioner"])
