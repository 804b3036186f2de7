"""Every pack that comes with the program passes its trials, and leaves nothing untried."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest

from clemency.clerk import shelf
from clemency.docket.journey import Report, run
from clemency.docket.verdict import Accepted, Refused
from clemency.law.pack import Pack
from clemency.law.reading.trials import Trials
from clemency.law.trial import Journey, Scenario, run_scenario
from clemency.law.values import UNKNOWN

PACKS = shelf.packs()
load = cache(shelf.load)


@cache
def trials(name: str) -> Trials:
    return shelf.scenarios(name, load(name))


@cache
def reports(name: str) -> tuple[Report, ...]:
    """Every journey of the pack, run once."""
    return tuple(run(journey, load(name)) for journey in trials(name).journeys)


SCENARIOS = [(name, one) for name in PACKS for one in trials(name).scenarios]
JOURNEYS = [(name, place) for name in PACKS for place in range(len(trials(name).journeys))]


def called(name: str, one: Scenario | Journey) -> str:
    return f"{name}: {one.name}"


@pytest.mark.parametrize(("name", "scenario"), SCENARIOS, ids=[called(*one) for one in SCENARIOS])
def test_scenario(name: str, scenario: Scenario) -> None:
    result = run_scenario(load(name), scenario)
    assert result.passed, str(result)


@pytest.mark.parametrize(
    ("name", "place"), JOURNEYS, ids=[called(n, trials(n).journeys[p]) for n, p in JOURNEYS]
)
def test_journey(name: str, place: int) -> None:
    report = reports(name)[place]
    assert report.passed, "\n".join(f"{one.place} {one.says}" for one in report.failures)


# --- nothing is left untried ---------------------------------------------------------------------


@cache
def shown(name: str) -> dict[str, set[str]]:
    """What the scenarios show of each rule: that it holds, that it fails, that it is open."""
    found: dict[str, set[str]] = {rule: set() for rule in load(name).rules}
    for scenario in trials(name).scenarios:
        for rule, expected in scenario.finds.items():
            for one in expected if isinstance(expected, tuple) else (expected,):
                held = one is True or one == "holds"
                found[rule].add("holds" if held else "open" if one == "not-established" else "no")
        for rule, value in (*scenario.dates.items(), *scenario.values.items()):
            found[rule].add("open" if value in ("unknown", UNKNOWN) else "known")
    return found


RULES = [(name, rule) for name in PACKS for rule in load(name).rules]


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_every_rule_is_shown_holding_failing_and_open(name: str, rule: str) -> None:
    judged = load(name).rules[rule][-1].holds is not None
    assert shown(name)[rule] >= ({"holds", "no", "open"} if judged else {"known", "open"})


@pytest.mark.parametrize("name", PACKS)
def test_every_act_is_done_and_every_clause_of_the_law_happens_in_some_journey(name: str) -> None:
    went = [one for report in reports(name) for one in report.went]
    done = {one.verdict.entry.act for one in went if isinstance(one.verdict, Accepted)}
    by_law = {act.act for one in went for act in one.case.acts if act.office is None}
    assert done >= set(load(name).acts)
    assert by_law >= set(load(name).by_law)


@pytest.mark.parametrize("name", PACKS)
def test_whatever_an_act_waits_for_refuses_in_some_journey(name: str) -> None:
    pack = load(name)
    went = [one.verdict for report in reports(name) for one in report.went]
    refused = {o.rule for one in went if isinstance(one, Refused) for o in one.objections}
    needed = {rule for act in pack.acts.values() for rule in act.needs}
    assert refused >= needed | set(pack.duties)


# --- what the README tells -----------------------------------------------------------------------


def readme(name: str) -> str:
    return files("clemency").joinpath("packs", name, "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", PACKS)
def test_the_readme_names_every_rule_and_every_uncertain_point(name: str) -> None:
    pack, text = load(name), readme(name)
    assert [id for id in _named(pack) if f"`{id}`" not in text] == []
    rules = [rule for versions in pack.rules.values() for rule in versions]
    assert [rule.id for rule in rules if rule.uncertain and rule.uncertain not in text] == []


def _named(pack: Pack) -> tuple[str, ...]:
    return (*pack.rules, *pack.duties, *pack.considerations)
