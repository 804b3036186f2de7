"""The United States: the scenarios and journeys, and what stands before a grant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

import pytest

from clemency.clerk.shelf import load, scenarios
from clemency.docket.policy import Viewer, sight
from clemency.law.expr import Param
from clemency.law.pack import Force
from clemency.law.trial import Journey, Scenario

PACK = load("us_federal")
TRIALS = scenarios("us_federal", PACK)
README = files("clemency").joinpath("packs", "us_federal", "README.md").read_text("utf-8")
LINES = {f"USF-{number:02}" for number in range(1, 20)}
STAFF = {
    "pardon_attorney",
    "deputy_attorney_general",
    "associate_attorney_general",
    "attorney_general",
    "us_attorney",
}


def numbers(named: Iterable[Scenario | Journey]) -> set[int]:
    """The numbers of the fact sheet's scenarios that these names begin with."""
    return {int(m[1]) for one in named if (m := re.match(r"Scenario (\d+)", one.name))}


def test_the_six_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    assert numbers(TRIALS.scenarios) == set(range(1, 7))
    assert numbers(TRIALS.journeys) == {1, 3, 4, 5, 6}


# --- what binds whom -----------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["grant", "proclaim"])
def test_only_the_constitution_stands_before_a_grant(act: str) -> None:
    needs = PACK.acts[act].needs
    assert PACK.acts[act].by == ("president",)
    assert needs
    assert {PACK.rules[rule][-1].force for rule in needs} == {Force.CONSTITUTION}
    assert not any(act in duty.before for duty in PACK.duties.values())


def test_nothing_stands_before_a_denial() -> None:
    assert PACK.acts["deny"].needs == ()


def test_every_rule_below_the_constitution_that_an_act_needs_binds_the_staff_alone() -> None:
    for rule in {rule for act in PACK.acts.values() for rule in act.needs}:
        for text in PACK.rules[rule]:
            if text.force is not Force.CONSTITUTION and rule != "usf-17-carry-over":
                assert text.binds, rule
                assert set(text.binds) <= STAFF, rule


def test_the_proposed_ninety_days_are_shown_and_never_in_force() -> None:
    readers = {
        rule
        for rule, versions in PACK.rules.items()
        for text in versions
        if any(isinstance(n, Param) and n.id == "proposed_denial_days" for n in text.expr.walk())
    }
    assert readers == {"usf-14-proposed-day"}
    clause = PACK.by_law["usf-14-deemed-denial"]
    used = {
        node.id
        for one in (clause.when, clause.on)
        for node in one.walk()
        if isinstance(node, Param)
    }
    assert used == {"deemed_denial_days"}
    assert [value for _, value in PACK.parameters["deemed_denial_days"].values] == [30]


# --- who reads what ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["VictimAsked", "VictimHeard", "VictimDeclined"])
def test_the_other_side_never_sees_a_victim(kind: str) -> None:
    assert not set(PACK.sees[kind]) & {"petitioner", "counsel", "relative", "sender", "public"}


@pytest.mark.parametrize("who", ["petitioner", "counsel", "public"])
def test_reasons_and_advice_are_shown_to_nobody_outside(who: str) -> None:
    viewer = Viewer(who)
    assert not {"reason", "text"} & set(sight(PACK, viewer, "Denied"))
    assert not {"reason"} & set(sight(PACK, viewer, "DeemedDenied"))
    for kind in ("Advised", "OpinionReceived", "OpinionSupplemented"):
        assert not {"favours", "statement", "relief"} & set(sight(PACK, viewer, kind))


# --- the README ----------------------------------------------------------------------------------


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| (USF-\d\d)? ?\| `([^`]+)` \|", README, re.MULTILINE)
    others = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    assert {line for line, _ in rows if line} == LINES
    every = {*PACK.rules, *PACK.duties, *PACK.considerations, *PACK.by_law}
    assert {name for _, name in rows} | set(others) >= every
