"""The proclamation of 2023: charge by charge, three answers, and a certificate as proof."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from clemency.clerk.shelf import load, scenarios
from clemency.law.types import Choice

PACK = load("us_marijuana_2023")
TRIALS = scenarios("us_marijuana_2023", PACK)
README = files("clemency").joinpath("packs", "us_marijuana_2023", "README.md").read_text("utf-8")
LINES = {*(f"FM-{number:02}" for number in range(1, 8)), "X-01", "X-02"}
NOT_LISTED = {"other-regulation", "unmapped", "state-or-local", "ucmj-112a", "other-statute"}


def test_the_federal_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    found = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert found == {1, 2, 3}


@pytest.mark.parametrize("line", ["fm-01", "fm-02", "fm-03", "fm-05", "fm-06"])
def test_no_rule_about_a_charge_reads_another_charge(line: str) -> None:
    found = [rule for rule in PACK.rules if rule.startswith(line)]
    assert found
    for rule in found:
        assert PACK.rules[rule][-1].about == "charge"
        assert not PACK.rules[rule][-1].expr.names() & {"charges", "cases"}


def test_every_law_of_the_list_is_tried_and_nothing_else_is_on_it() -> None:
    scenario = next(s for s in TRIALS.scenarios if s.name == "Every law of the list")
    law = PACK.records["charge"].fields["law"].type
    assert isinstance(law, Choice)
    listed = set(law.options) - NOT_LISTED
    assert len(listed) == 15
    assert scenario.finds["fm-02-law"] == (True,) * len(listed)


def test_a_certificate_is_refused_only_where_it_is_established_that_nothing_is_covered() -> None:
    act = PACK.acts["refuse-certificate"]
    assert "fm-07-nothing-covered" in act.needs
    assert act.unknown.value == "stop"


def test_no_act_on_an_application_grants_or_defers_anything() -> None:
    writes = {act.writes for act in PACK.acts.values() if act.id != "proclaim"}
    assert not writes & {"Granted", "Deferred", "Revoked", "TookEffect"}


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| ((?:FM|X)-\d\d)? ?\| `([^`]+)` \|", README, re.MULTILINE)
    others = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    assert {line for line, _ in rows if line} == LINES
    assert {name for _, name in rows} | set(others) >= {*PACK.rules, *PACK.considerations}
