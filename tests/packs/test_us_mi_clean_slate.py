"""Michigan's automatic set-aside: the numbered scenarios, the caps in either order, and ties."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

from clemency.clerk.shelf import load, scenarios
from clemency.law.expr import Pick
from clemency.law.finding import find
from clemency.law.trial import closed

PACK = load("us_mi_clean_slate")
TRIALS = scenarios("us_mi_clean_slate", PACK)
README = files("clemency").joinpath("packs", "us_mi_clean_slate", "README.md").read_text("utf-8")
LINES = {*(f"MI-{number:02}" for number in range(1, 8)), "X-01", "X-02"}
VERDICTS = {"holds": "eligible", "refuse": "not eligible", "not-established": "insufficient"}


def test_the_scenarios_of_the_fact_sheet_about_michigan_have_their_numbers() -> None:
    numbers = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert numbers == {5, 6}


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| ([A-Z]+-\d\d)? ?\| `([^`]+)` \|", README, re.MULTILINE)
    assert {line for line, _ in rows if line} >= LINES
    statements = {one.id for one in PACK.statements}
    every = {*PACK.rules, *PACK.duties, *PACK.considerations, *statements}
    assert {name for _, name in rows} == every


def test_every_uncertain_point_and_everything_left_out_is_listed() -> None:
    rules = [rule for versions in PACK.rules.values() for rule in versions]
    assert [rule.id for rule in rules if rule.uncertain and rule.uncertain not in README] == []
    assert [id for id in PACK.untranslatable if f"- `{id}`:" not in README] == []


def test_the_verdict_agrees_with_the_rules_beside_it() -> None:
    """Eligible exactly where no rule that the set-aside needs refuses or is open."""
    acts = [PACK.acts[id] for id in ("set-aside", "set-aside-minor")]
    others = {rule for act in acts for rule in act.needs} - {
        "mi-01-daily-file",  # which court it is for
        "mi-01-district-court",
        "mi-04-minor-pending",  # a person looks, and the verdict does not wait
        "x-02-code-mapped",
    }
    seen: dict[str, int] = dict.fromkeys(VERDICTS, 0)
    for scenario in TRIALS.scenarios:
        if "mi-verdict" not in scenario.finds:
            continue
        on = scenario.today
        assert on is not None
        facts = closed(scenario.facts, PACK.vocabulary)
        found = {rule: find(PACK, rule, facts, on) for rule in others}
        for place, verdict in enumerate(find(PACK, "mi-verdict", facts, on).each):
            each = [one.each[place].holds if one.each else one.holds for one in found.values()]
            assert (verdict.outcome == "refuse") is (False in each)
            assert (verdict.outcome == "holds") is (set(each) == {True})
            seen[verdict.outcome] += 1
    assert min(seen.values()) >= 10


def test_a_tie_across_the_cap_says_so_and_asks_for_nothing() -> None:
    tied = next(s for s in TRIALS.scenarios if "second and the third tie" in s.name)
    facts = closed(tied.facts, PACK.vocabulary)
    found = find(PACK, "mi-03-felony-cap", facts, date(2023, 7, 1)).each[1]
    assert found.outcome == "not-established"
    assert found.missing == ()
    assert found.reason is not None
    assert any(isinstance(one.expr, Pick) for one in found.reason.walk())


def test_nobody_is_told_and_the_public_sees_nothing_of_a_record() -> None:
    told = {one.who for act in PACK.acts.values() for one in act.tells}
    assert told == {"sender", "state_police", "convicting_court"}
    assert {kind for kind, seen in PACK.sees.items() if "public" in seen} == {"Published"}


def test_only_courts_set_aside_and_each_conviction_for_itself() -> None:
    granting = {act.id: (act.by, act.reliefs, act.per) for act in PACK.acts.values() if act.reliefs}
    assert granting == {
        "set-aside": (("convicting_court",), ("set-aside",), "conviction"),
        "set-aside-minor": (("district_court",), ("set-aside",), "conviction"),
    }
