"""Pennsylvania: the numbered scenarios, what is left untried, and what no order can get around."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from clemency.clerk.shelf import load, scenarios
from clemency.law.expr import Param

PACK = load("us_pa")
TRIALS = scenarios("us_pa", PACK)
README = files("clemency").joinpath("packs", "us_pa", "README.md").read_text("utf-8")
PA = tuple(f"PA-{number:02}" for number in range(1, 17))


def test_the_six_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    numbers = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert numbers == set(range(1, 7))


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| (PA-\d\d)? ?\| `([^`]+)` \|", README, re.MULTILINE)
    assert tuple(dict.fromkeys(line for line, _ in rows if line)) == PA
    named = {name for _, name in rows}
    assert named == {
        *PACK.rules,
        *PACK.duties,
        *PACK.considerations,
        *(one.id for one in PACK.statements),
    }


def test_only_one_act_pardons_and_it_waits_for_the_board() -> None:
    pardoning = [act for act in PACK.acts.values() if "pardon" in act.reliefs]
    assert [act.id for act in pardoning] == ["grant"]
    assert pardoning[0].by == ("governor",)
    assert "pa-01-gate" in pardoning[0].needs
    granting = [act for act in PACK.acts.values() if act.writes == "Granted"]
    assert all(act.reliefs for act in granting)


def test_nobody_has_a_deadline_and_the_law_does_nothing_by_itself() -> None:
    assert not PACK.by_law
    assert [act.id for act in PACK.acts.values() if act.clock is not None] == []


@pytest.mark.parametrize("act", ["vote-hearing", "vote-recommendation"])
def test_thresholds_count_members_and_never_those_present(act: str) -> None:
    vote = PACK.acts[act].vote
    assert vote is not None
    assert "vote.present" not in vote.carries.names()
    assert {node.id for node in vote.quorum.walk() if isinstance(node, Param)} == {"quorum_members"}


@pytest.mark.parametrize("kind", ["VictimAsked", "VictimHeard", "VictimDeclined"])
def test_the_other_side_never_sees_a_victim(kind: str) -> None:
    assert not set(PACK.sees[kind]) & {"petitioner", "counsel", "relative", "sender", "public"}
