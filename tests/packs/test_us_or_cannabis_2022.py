"""Oregon's order of 2022: what is missing never refuses, and the fact sheet's lines are there."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

from clemency.clerk.shelf import load, scenarios
from clemency.law.finding import find
from clemency.law.trial import closed

PACK = load("us_or_cannabis_2022")
TRIALS = scenarios("us_or_cannabis_2022", PACK)
NOTHING = next(one for one in TRIALS.scenarios if not one.facts.values)
README = files("clemency").joinpath("packs", "us_or_cannabis_2022", "README.md").read_text("utf-8")


def test_what_nobody_knows_is_asked_for_and_never_refused_upon() -> None:
    nothing = closed(NOTHING.facts, PACK.vocabulary)
    found = {rule: find(PACK, rule, nothing, date(2022, 11, 21)).outcome for rule in PACK.rules}
    assert set(found.values()) == {"not-established"}


def test_before_the_order_there_was_no_such_law() -> None:
    nothing = closed(NOTHING.facts, PACK.vocabulary)
    found = {
        find(PACK, rule, nothing, date(2022, 11, 20)).outcome
        for rule in PACK.rules
        if rule != "code-read"
    }
    assert found == {"does-not-apply"}


def test_the_readme_names_every_rule_and_the_lines_of_the_fact_sheet() -> None:
    rows = set(re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE))
    assert rows == set(PACK.rules)
    assert all(line in README for line in ("OR-01", "X-01", "X-02", "Scenario 3"))
