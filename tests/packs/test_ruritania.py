"""Ruritania: the fixture pack that uses every construct of the format once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from clemency.clerk.shelf import load, scenarios
from clemency.docket.journey import run
from clemency.law import expr as e
from clemency.law.pack import OF, DayOf, Failing, Pack, Parameter
from clemency.law.reading import schema, schema_acts, schema_portal
from clemency.law.reading.gather import Gathered, gather
from clemency.law.reading.schema import FILES
from clemency.law.trial import Journey, Scenario, run_scenario
from clemency.law.values import UNKNOWN
from tests.law.reading.packs import files_in

FOLDER = Path(__file__).parent / "ruritania"
PACK = load(FOLDER)
TRIALS = scenarios(FOLDER, PACK)


@pytest.mark.parametrize("scenario", TRIALS.scenarios, ids=lambda one: one.name)
def test_scenario(scenario: Scenario) -> None:
    result = run_scenario(PACK, scenario)
    assert result.passed, str(result)


@pytest.mark.parametrize("journey", TRIALS.journeys, ids=lambda one: one.name)
def test_journey(journey: Journey) -> None:
    report = run(journey, PACK)
    assert report.passed, "\n".join(f"{one.place} {one.says}" for one in report.failures)


def outcomes(pack: Pack) -> dict[str, set[str]]:
    """What the scenarios show of each rule: that it holds, that it fails, that it is open."""
    shown: dict[str, set[str]] = {rule: set() for rule in pack.rules}
    for scenario in TRIALS.scenarios:
        for rule, expected in scenario.finds.items():
            for one in expected if isinstance(expected, tuple) else (expected,):
                shown[rule].add(_shows(one))
        for rule, value in (*scenario.dates.items(), *scenario.values.items()):
            shown[rule].add("open" if value in ("unknown", UNKNOWN) else "known")
    return shown


def _shows(expected: bool | str) -> str:
    if expected in (True, "holds"):
        return "holds"
    return "open" if expected == "not-established" else "fails"


@pytest.mark.parametrize("rule", PACK.rules)
def test_every_rule_is_shown_holding_failing_and_open(rule: str) -> None:
    judged = PACK.rules[rule][-1].holds is not None
    wanted = {"holds", "fails", "open"} if judged else {"known", "open"}
    assert outcomes(PACK)[rule] >= wanted


# --- every construct once ----------------------------------------------------------------------


def expressions(pack: Pack) -> Iterator[e.Expr]:
    for versions in pack.rules.values():
        for rule in versions:
            yield from (one for one in (rule.expr, rule.applies_to) if one is not None)
            yield from (reading.holds for reading in rule.readings)
    yield from (duty.when for duty in pack.duties.values())
    yield from (one.shows for one in pack.considerations.values())
    yield from (define.expr for define in pack.defines.values())
    yield from (act.when for act in pack.acts.values())
    yield from (act.vote.carries for act in pack.acts.values() if act.vote is not None)
    yield from (clause.on for clause in pack.by_law.values())
    yield from (t.when for act in pack.acts.values() for t in act.tells if t.when is not None)
    yield from (clause.when for clause in pack.stands_aside)


def test_every_form_of_expression_is_used() -> None:
    nodes = [node for one in expressions(PACK) for node in one.walk()]
    used = {type(node) for node in nodes}
    forms = {
        form for form in vars(e).values() if isinstance(form, type) and issubclass(form, e.Expr)
    }
    assert forms - used - {e.Expr} == set()
    kinds = {node.kind for node in nodes if isinstance(node, e.Aggregate | e.Quantified)}
    assert kinds == {"any", "all", "count", "min", "max", "sum", "latest", "earliest"}
    assert {node.unit for node in nodes if isinstance(node, e.After)} == {"years", "months", "days"}


def test_every_way_of_failing_is_used() -> None:
    used = {rule.failing for versions in PACK.rules.values() for rule in versions}
    assert used == set(Failing)


def test_every_meaning_that_a_value_can_have_is_used() -> None:
    """What no key shows: whom `of` names, the day of a rule, a figure of the law as a length."""
    tells = [one for act in PACK.acts.values() for one in act.tells]
    assert OF in {one.who for one in tells}
    assert any(one.when is not None for one in tells)
    assert any(isinstance(act.clock.days, Parameter) for act in PACK.acts.values() if act.clock)
    fields = [value for clause in PACK.by_law.values() for value in clause.sets.values()]
    assert {isinstance(value, DayOf) for value in fields} == {True, False}
    assert any(OF in audiences for audiences in PACK.sees.values())


def given(found: Gathered) -> Iterator[tuple[str, set[str]]]:
    """Every table of the pack, with the name of its model and the keys that it gives."""
    assert found.portal is not None
    items = [item for items in found.items.values() for item in items]
    tables = [item.text for item in (*items, found.portal)]
    while tables:
        table = tables.pop()
        yield type(table).__name__, set(table.model_fields_set)
        extra = (table.__pydantic_extra__ or {}).values()
        inner = (*(getattr(table, name) for name in type(table).model_fields), *extra)
        for value in inner:
            listed = value if isinstance(value, list) else [value]
            tables.extend(one for one in listed if isinstance(one, BaseModel))


def models() -> Iterator[type[BaseModel]]:
    for module in (schema, schema_acts, schema_portal):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel):
                yield value


def test_every_key_of_the_format_is_used() -> None:
    found = gather(files_in(FOLDER))
    assert not found.mistakes
    used: dict[str, set[str]] = {}
    for name, keys in given(found):
        used.setdefault(name, set()).update(keys)
    head = found.pack
    assert head is not None
    used["PackFile"] = set(head.text.model_fields_set)
    used["HolidaysText"] = set(head.text.holidays.model_fields_set)
    files = {model.__name__ for model in FILES.values()} - {"PackFile", "PortalFile"}
    missing = {
        f"{model.__name__}.{name}"
        for model in models()
        if model.__name__ not in files | {"Table"}
        for name in model.model_fields
        if name not in used.get(model.__name__, set())
    }
    elsewhere = {"ClockText.months", "StepText.breaks"}  # days xor months; only a counterexample
    assert missing - elsewhere == set()
