"""What the solver saw, as a scenario that a person reads and `clemency pack test` runs.

The facts of a model are made plain: few records, ordinary days, and nothing that the finding does
not need. A story is only given where it runs and passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import z3

from clemency.docket.vocabulary import FORMS
from clemency.law.facts import facts_from
from clemency.law.finding import Finding, find
from clemency.law.mistakes import Mistakes
from clemency.law.pack import Rule
from clemency.law.reading.trials import read_trials
from clemency.law.trial import closed, run_scenarios
from clemency.law.types import BOOL, DAY, Choice, Int, Money, Optional, RowsOf, Text, Type
from clemency.law.values import UNKNOWN, Facts
from clemency.proof.days import unpacked
from clemency.proof.result import Witness
from clemency.proof.session import value_in
from clemency.proof.study import Question, Scene, Study
from clemency.proof.terms import RowsTerm, RowTerm, Term

Outcomes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """What a story is to show.

    name      the property
    rule      the rule it is about
    question  what the facts must answer
    finds     by rule: the outcome it must have, on the day of the facts
    later     and on the later day, under the law of the first
    readings  whether it shows what each reading comes to
    always    whether the story is told also where nothing fails
    beside    what else it is about: other rules, readings
    """

    name: str
    rule: Rule
    question: Question
    finds: Outcomes = ()
    later: Outcomes = ()
    readings: bool = False
    always: bool = False
    beside: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """What its file is called, unlike any other."""
        about = "-and-".join((self.rule.key.replace("@", "-from-"), *self.beside))
        return f"{self.name}-{about}"


@dataclass
class Story:
    """Plain facts and the days on which they are looked at."""

    facts: dict[str, Any]
    today: date
    later: date | None = None
    scenarios: list[str] = field(default_factory=list)


def witness(study: Study, shown: Shown) -> Witness | None:
    """A scenario file that shows it and passes; None where there is none that does."""
    story = solved(study, shown)
    if story is None:
        return None
    text = _written(study, shown, story)
    if text is None:
        return None
    for smaller in smaller_stories(story):
        shorter = _written(study, shown, smaller)
        if shorter is not None:
            text, story.facts = shorter, smaller.facts
    days = (story.today, story.later) if shown.later else (story.today,)
    return Witness(shown.file, text, tuple(day for day in days if day is not None))


# --- the model ------------------------------------------------------------------------------------


def solved(study: Study, shown: Shown) -> Story | None:
    """Facts that answer the question, as ordinary as they can be."""
    scene = study.fresh(shown.question)
    with study.session.noting() as noted:
        formula = study.formula(shown.question, scene)
    solver = study.session.solver(noted)
    solver.add(formula)
    return story_of(solver, scene)


def story_of(solver: Any, scene: Scene) -> Story | None:
    """Facts that the solver allows, as ordinary as they can be; it holds afterwards what it held
    before.
    """
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    before = solver.num_scopes()
    for wishes in _wishes(scene):
        for wish in wishes:
            solver.push()
            solver.add(wish)
            if solver.check() == z3.sat:
                model = solver.model()
                break
            solver.pop()
    solver.pop(solver.num_scopes() - before)
    teller = Teller(scene, model)
    today = scene.world.made.get("today")
    later = scene.world.made.get("today!later")
    return Story(
        teller.facts(),
        teller.day(today) if isinstance(today, Term) else date(2026, 1, 1),
        teller.day(later) if isinstance(later, Term) else None,
    )


_YEARS = (2020, 2021, 2024, 2026, 2030, 2015, 2010, 2000, 1990)
_MONTHS = (1, 7, 2, 3, 12)
_DAYS = (1, 15, 2, 28, 29)
_NUMBERS = (0, 1, 2, 3, 5, 10, 20, 50, 100)


def _wishes(scene: Scene) -> Iterator[tuple[Any, ...]]:
    """What makes facts ordinary, the most wanted first, each with what would do instead.

    Few records, days of our time, small numbers. What is wished for is fixed, so that the same
    question is always shown by the same story.
    """
    for row in reversed(list(_rows_of(scene))):
        if not isinstance(row.present, bool):
            yield (z3.Not(row.present),)
    terms = list(_terms(scene))
    for term, kind in terms:
        if kind == DAY:
            parts = scene.session.days.parts(term.value)
            yield tuple(parts.year == year for year in _YEARS)
            yield tuple(parts.month == month for month in _MONTHS)
            yield tuple(parts.day == day for day in _DAYS)
    for term, kind in terms:
        if isinstance(kind, Int | Money):
            yield tuple(term.value == number for number in _NUMBERS)
        elif isinstance(kind, Choice):
            yield tuple(term.value == scene.session.codes.number(one) for one in kind.options)
        elif kind == BOOL:
            yield (z3.Not(term.value),)


def _rows_of(scene: Scene) -> Iterator[RowTerm]:
    """Every record that there may be, and those inside each."""
    for made in list(scene.world.made.values()):
        if isinstance(made, RowsTerm):
            yield from made.rows


def _terms(scene: Scene) -> Iterator[tuple[Term, Type]]:
    """Every value that the question reads, with its type: days of the question first."""
    vocabulary = scene.pack.vocabulary
    named = sorted(scene.world.made.items(), key=lambda one: not one[0].startswith("today"))
    for name, made in named:
        if isinstance(made, Term):
            yield made, DAY if name.startswith("today") else _bare(vocabulary.facts[name])
    for row in _rows_of(scene):
        kinds = vocabulary.records[row.record].fields
        for name, made in row.fields.items():
            if isinstance(made, Term):
                yield made, _bare(kinds[name])


def _bare(type_: Type) -> Type:
    return type_.of if isinstance(type_, Optional) else type_


class Teller:
    """Reads a model back as facts."""

    def __init__(self, scene: Scene, model: Any) -> None:
        self.scene = scene
        self.model = model
        self.vocabulary = scene.pack.vocabulary

    def day(self, term: Term) -> date:
        """The day of a term."""
        return unpacked(value_in(self.model, term.value))

    def today(self) -> date:
        """The day of the facts; some day, where nothing depends on it."""
        found = self.scene.world.made.get("today")
        return self.day(found) if isinstance(found, Term) else date(2026, 1, 1)

    def told(self) -> Facts:
        """The facts as findings read them."""
        return facts_from(self.facts(), self.vocabulary)

    def facts(self) -> dict[str, Any]:
        """Every fact that the question reads, by its id."""
        told: dict[str, Any] = {}
        for name, made in self.scene.world.made.items():
            if name.startswith("today"):
                continue
            if isinstance(made, Term):
                told[name] = self._value(made, self.vocabulary.facts[name])
            elif self._outermost(name):
                told[name] = self._rows(made, self._record(name))
        return told

    def _record(self, name: str) -> str:
        type_ = self.vocabulary.facts.get(name)
        if isinstance(type_, RowsOf):
            return type_.record
        return next(r.name for r in self.vocabulary.records.values() if r.plural == name)

    def _outermost(self, name: str) -> bool:
        return self.vocabulary.records[self._record(name)].within is None

    def _value(self, term: Term, type_: Type) -> Any:
        if value_in(self.model, term.none):
            return "none"
        value, bare = value_in(self.model, term.value), _bare(type_)
        if bare == DAY:
            return unpacked(value)
        if isinstance(bare, Choice | Text):
            return self.scene.session.codes.word(value)
        return bool(value) if bare == BOOL else value

    def _rows(self, rows: RowsTerm, record: str) -> dict[str, Any]:
        there = [row for row in rows.rows if value_in(self.model, row.present)]
        return {"complete": True, "list": [self._row(row, record) for row in there]}

    def _row(self, row: RowTerm, record: str) -> dict[str, Any]:
        known = self.vocabulary.records[record]
        inner = {r.plural: r.name for r in self.vocabulary.records.values() if r.within == record}
        told: dict[str, Any] = {}
        for name, made in row.fields.items():
            if isinstance(made, Term):
                told[name] = self._value(made, known.fields[name])
            else:
                type_ = known.fields.get(name)
                told[name] = self._rows(
                    made, type_.record if isinstance(type_, RowsOf) else inner[name]
                )
        return told


# --- the file -------------------------------------------------------------------------------------


def _written(study: Study, shown: Shown, story: Story) -> str | None:
    """The scenario file, if it runs and passes."""
    first = _scenario(study, shown, story, shown.finds, story.today, None)
    parts = [first]
    if shown.later and story.later is not None:
        parts.append(_scenario(study, shown, story, shown.later, story.later, story.today))
    if any(part is None for part in parts):
        return None
    head = f"# Shows {shown.name} of {shown.rule.key} ({shown.rule.cite.text}).\n"
    text = "\n".join([head, *(part for part in parts if part is not None)])
    try:
        trials = read_trials({"scenario.toml": text}, study.pack, FORMS)
    except Mistakes:
        return None
    passed = all(result.passed for result in run_scenarios(study.pack, trials.scenarios))
    return text if passed else None


def _scenario(
    study: Study, shown: Shown, story: Story, finds: Outcomes, on: date, law_on: date | None
) -> str | None:
    """One scenario: the facts, the day, and what is found; None where something else is."""
    facts = closed(facts_from(story.facts, study.pack.vocabulary), study.pack.vocabulary)
    lines = ["[[scenario]]", f'name  = "{_name(shown, on, law_on)}"', f"today = {on}"]
    if law_on is not None:
        lines.append(f"law_on = {law_on}")
    expected = {}
    for rule_id, outcome in finds:
        finding = find(study.pack, rule_id, facts, on, law_on)
        expected[rule_id] = _outcomes(finding, outcome)
        if expected[rule_id] is None:
            return None
    if expected:
        lines.append(f"finds = {toml(expected)}")
    if shown.readings:
        read = find(study.pack, shown.rule.id, facts, on, law_on).readings
        verdicts = {one.reading.id: one.verdict for one in read if one.verdict is not UNKNOWN}
        if len(set(verdicts.values())) < 2:
            return None
        lines.append(f"readings = {toml({shown.rule.id: verdicts})}")
    return "\n".join([*lines, *fact_lines(story.facts), ""])


def _outcomes(finding: Finding, outcome: str) -> Any:
    """The outcome, or that of each record of which the first has it; None where it is another."""
    if finding.each:
        found = [one.outcome for one in finding.each]
        return found if found[0] == outcome else None
    return outcome if finding.outcome == outcome else None


def _name(shown: Shown, on: date, law_on: date | None) -> str:
    day = f"{on}, under the law of {law_on}" if law_on is not None else str(on)
    return f"{shown.rule.key} on {day}: {shown.name}"


def fact_lines(facts: Mapping[str, Any]) -> list[str]:
    """The facts as a table, those of the docket in one of their own."""
    plain = {name: value for name, value in facts.items() if "." not in name}
    tables: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        if "." in name:
            table, _, last = name.partition(".")
            tables.setdefault(table, {})[last] = value
    lines = ["[scenario.facts]", *(f"{name} = {toml(value)}" for name, value in plain.items())]
    for table, values in tables.items():
        lines.append(f"[scenario.facts.{table}]")
        lines.extend(f"{name} = {toml(value)}" for name, value in values.items())
    return lines


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, Mapping):
        inside = ", ".join(f"{name} = {toml(one)}" for name, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)


# --- leaving out ----------------------------------------------------------------------------------


def smaller_stories(story: Story) -> Iterator[Story]:
    """The same story without one fact, or one record, or one field of a record."""
    for path in list(_paths(story.facts, ())):
        facts = _without(story.facts, path)
        if facts is not None:
            yield Story(facts, story.today, story.later)


def _paths(value: Any, before: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "complete":
                if name != "list":
                    yield (*before, name)
                yield from _paths(inner, (*before, name))
    elif isinstance(value, list):
        for place in range(len(value) - 1, -1, -1):
            yield (*before, place)
            yield from _paths(value[place], (*before, place))


def _without(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy that lacks what stands at a path; None where it is gone already."""
    head, *rest = path
    try:
        if isinstance(value, Mapping):
            if not rest:
                return {name: one for name, one in value.items() if name != head}
            inner = _without(value[head], tuple(rest))
            return None if inner is None else {**value, head: inner}
        if not rest:
            return [one for place, one in enumerate(value) if place != head]
        inner = _without(value[head], tuple(rest))
        return None if inner is None else [*value[:head], inner, *value[head + 1 :]]
    except (KeyError, IndexError):
        return None


__all__ = ["Shown", "Teller", "witness"]
