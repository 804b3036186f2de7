"""Maryland's order of 2024: the numbered scenarios, and that nothing unmapped is ever left out."""

from __future__ import annotations

import re
from importlib.resources import files

from clemency.clerk.shelf import load, scenarios
from clemency.law.finding import find
from clemency.law.trial import closed

PACK = load("us_md_cannabis_2024")
TRIALS = scenarios("us_md_cannabis_2024", PACK)
README = files("clemency").joinpath("packs", "us_md_cannabis_2024", "README.md").read_text("utf-8")
LINES = {"MD-01", "MD-02", "MD-03", "MD-04", "X-01", "X-02"}


def test_the_scenarios_of_the_fact_sheet_about_maryland_have_their_numbers() -> None:
    numbers = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert numbers == {4, 7}


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| ([A-Z]+-\d\d)? ?\| `([^`]+)` \|", README, re.MULTILINE)
    assert {line for line, _ in rows if line} >= LINES
    assert {name for _, name in rows} == {
        *PACK.rules,
        *PACK.duties,
        *PACK.considerations,
        *(one.id for one in PACK.statements),
    }


def test_a_charge_whose_code_is_not_mapped_is_never_left_out() -> None:
    about = [rule for rule in PACK.rules if PACK.rules[rule][-1].about == "charge"]
    seen = 0
    for scenario in TRIALS.scenarios:
        on = scenario.today
        assert on is not None
        facts = closed(scenario.facts, PACK.vocabulary)
        looks = find(PACK, "x-02-code-mapped", facts, on).each
        places = [n for n, one in enumerate(looks) if one.outcome == "a-person-must-look"]
        for place in places:
            outcomes = {rule: find(PACK, rule, facts, on).each[place].outcome for rule in about}
            seen += 1
            assert "refuse" not in outcomes.values()
            assert outcomes["md-01-possession"] == "not-established"
    assert seen == 2


def test_nothing_that_was_given_can_be_taken_back() -> None:
    writes = {act.writes for act in PACK.acts.values()}
    assert not writes & {"Revoked", "Lapsed"}
    assert not PACK.by_law
    assert "docket.granted_on == none" in str(PACK.acts["reopen"].when)


def test_only_the_governor_pardons() -> None:
    granting = [act for act in PACK.acts.values() if act.writes == "Granted"]
    assert {act.id for act in granting} == {"pardon", "pardon-individually"}
    assert {(act.by, act.reliefs, act.per) for act in granting} == {
        (("governor",), ("pardon",), "charge")
    }
