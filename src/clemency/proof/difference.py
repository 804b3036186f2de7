"""Who gains and who loses by a change of law: classes of people, each with somebody who shows it.

Both packs are put to one solver about the same facts on one day. A class is what decides it: a few
conditions of the two laws, and whether each is met; whoever fits them gains, whatever else is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import z3

from clemency.law.difference import moved_rules
from clemency.law.expr import Both, Const, Either, Expr, If, Named, Not
from clemency.law.facts import FactFaults, facts_from
from clemency.law.finding import OPEN, Finding, env_of, find, settled
from clemency.law.goal import condition_of
from clemency.law.pack import Act, Pack, Rule
from clemency.law.trial import closed
from clemency.law.types import BOOL, Choice, Optional, RecordType, Type, Vocabulary
from clemency.law.values import Facts, Rows
from clemency.proof.days import packed
from clemency.proof.findings import find as found_in
from clemency.proof.findings import rows_about
from clemency.proof.result import EVERYTHING, Extent
from clemency.proof.scenario_out import smaller_stories, story_of
from clemency.proof.session import Session, value_in
from clemency.proof.study import About, Question, Scene, Study
from clemency.proof.terms import Scope, Term, Truth, all_of, any_of, negated

GAIN, LOSE = "gain", "lose"
OLD, NEW, BOTH = "old", "new", "both"

MOST = 12
"""Classes that are told for one step and one direction; more are counted as "and others"."""


@dataclass(frozen=True)
class Gate:
    """What stands before some acts, in both packs.

    old, new  the rules that each asks for
    same      those of them that are what they were: taken to be met
    per       the record that the acts decide, where they do so one by one
    """

    acts: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    same: tuple[str, ...] = ()
    per: str | None = None


@dataclass(frozen=True)
class Condition:
    """A condition, whether whoever is in the class meets it, and whose it is: OLD, NEW or BOTH."""

    expr: Expr
    met: bool
    law: str


@dataclass(frozen=True)
class Class:
    """People for whom a step is open under one law and closed under the other.

    conditions  what puts somebody into it: whoever fits them all is in it, whatever else is so
    facts       one of them, in the plain form of a scenario's facts
    rules       rules that come out otherwise for that one: the id, the old outcome, the new one
    """

    direction: str
    conditions: tuple[Condition, ...]
    facts: Mapping[str, Any]
    rules: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Told:
    """What a change does at one gate.

    whole   whether these are all classes
    extent  for how many records in a list that was looked at
    shown   whether the solver could tell at all
    """

    gate: Gate
    classes: tuple[Class, ...]
    whole: bool = True
    extent: Extent = EVERYTHING
    shown: bool = True


def gates(old: Pack, new: Pack, wanted: str | None = None) -> tuple[Gate, ...]:
    """The gates at which the two packs may differ; acts with the same gate together."""
    moved = moved_rules(old, new)
    found: dict[tuple[Any, ...], list[str]] = {}
    for act in new.acts.values():
        before = old.acts.get(act.id)
        if before is None or (wanted is not None and act.id != wanted):
            continue
        needs = _rules(old, before), _rules(new, act)
        if needs[0] != needs[1] or moved & {*needs[0], *needs[1]}:
            per = act.per if act.per == before.per else None
            found.setdefault((*needs, per), []).append(act.id)
    return tuple(
        Gate(
            tuple(ids),
            before,
            after,
            tuple(id for id in after if id in before and id not in moved),
            per,
        )
        for (before, after, per), ids in found.items()
    )


def _rules(pack: Pack, act: Act) -> tuple[str, ...]:
    return tuple(id for id in act.needs if id in pack.rules and pack.rules[id][-1].holds)


def unlike_facts(old: Pack, new: Pack) -> tuple[str, ...]:
    """Facts that both packs have and that mean different kinds of things: not to be compared."""
    return tuple(
        sorted(
            name
            for name, type_ in old.vocabulary.facts.items()
            if name in new.vocabulary.facts and _merged(type_, new.vocabulary.facts[name]) is None
        )
    )


def differences(old: Pack, new: Pack, on: date, wanted: str | None = None) -> Iterator[Told]:
    """What the change does at every gate, on the law of one day."""
    session = Session()
    study = Study(_both(old, new), session)
    for gate in gates(old, new, wanted):
        yield _Search(study, old, new, gate, on).run()


# --- both packs as one ----------------------------------------------------------------------------


def _both(old: Pack, new: Pack) -> Pack:
    """The new pack, in which whatever the old one knows can be told as well."""
    facts = _all(old.vocabulary.facts, new.vocabulary.facts)
    records = {**old.vocabulary.records}
    for name, record in new.vocabulary.records.items():
        if name in records:
            fields = _all(records[name].fields, record.fields)
            record = RecordType(record.name, record.plural, fields, record.within)
        records[name] = record
    return replace(
        new,
        vocabulary=Vocabulary(facts, records),
        facts={**old.facts, **new.facts},
        records={**old.records, **new.records},
        assumptions=(*old.assumptions, *new.assumptions),
    )


def _all(old: Mapping[str, Type], new: Mapping[str, Type]) -> dict[str, Type]:
    merged = {**old, **new}
    for name in old.keys() & new.keys():
        merged[name] = _merged(old[name], new[name]) or new[name]
    return merged


def _merged(old: Type, new: Type) -> Type | None:
    """The type of a fact that two packs know; None where they mean different kinds of things."""
    if isinstance(old, Optional) and isinstance(new, Optional):
        inner = _merged(old.of, new.of)
        return None if inner is None else Optional(inner)
    bare = tuple(one.of if isinstance(one, Optional) else one for one in (old, new))
    if isinstance(bare[0], Choice) and isinstance(bare[1], Choice):
        return Choice(tuple(dict.fromkeys((*bare[0].options, *bare[1].options))))
    return bare[1] if bare[0] == bare[1] else None


# --- the search -----------------------------------------------------------------------------------


Parts = Mapping[tuple[Expr, str], tuple[str, Truth]]
"""Conditions, each with the rounding of days that its law has: whose it is, and what it says."""


class _Lens:
    """One gate in one scene: what each law says there, and the conditions that it hangs on."""

    def __init__(self, scene: Scene, old: Pack, new: Pack, gate: Gate, on: date) -> None:
        self.scene = scene
        self.gate = gate
        self.laws = ((old, gate.old), (new, gate.new))
        self.on = packed(on)

    @property
    def at_hand(self) -> Scope:
        """The record that the act decides, which may be any: the first."""
        for rule in _texts(self.laws):
            if rule.about is not None and rule.about == self.gate.per:
                return {rule.about: rows_about(self.scene.now, self.scene.pack, rule)[0]}
        return {}

    def given(self) -> Truth:
        """That there is a record at hand, and that what both laws ask for is so."""
        there = (row.present for row in self.at_hand.values())
        same, _ = self._says(self.laws[1][0], self.gate.same)
        return all_of(*there, same)

    def differs(self) -> Mapping[str, Truth]:
        """By direction: whether one law says no and the other yes."""
        (old_yes, old_no), (new_yes, new_no) = (
            self._says(pack, tuple(id for id in ids if id not in self.gate.same))
            for pack, ids in self.laws
        )
        return {GAIN: all_of(old_no, new_yes), LOSE: all_of(old_yes, new_no)}

    def _says(self, pack: Pack, ids: tuple[str, ...]) -> tuple[Truth, Truth]:
        """Whether every rule is satisfied, and whether one is violated."""
        yes, no = [], []
        for id in ids:
            versions = pack.rules[id]
            for there, rows in self._judged(versions[-1]):
                found = found_in(self.scene.now, versions, self.on, rows)
                yes.append(any_of(negated(there), found.holds))
                no.append(all_of(there, found.fails))
        return all_of(*yes), any_of(*no)

    def _judged(self, rule: Rule) -> list[tuple[Truth, Scope]]:
        """What a rule is put to: the matter, the record at hand, or every record of its list."""
        if rule.about is None:
            return [(True, {})]
        if rule.about == self.gate.per:
            return [(True, self.at_hand)]
        rows = rows_about(self.scene.now, self.scene.pack, rule)
        return [(row.present, {rule.about: row}) for row in rows]

    def conditions(self) -> Parts:
        """Every condition that the difference hangs on, whose law it is of, and what it says."""
        found: dict[tuple[Expr, str], tuple[str, Truth]] = {}
        for law, (pack, ids) in zip((OLD, NEW), self.laws, strict=True):
            for id in ids:
                for expr, rows in self._exprs(pack, id) if id not in self.gate.same else ():
                    for part in _decomposed(expr):
                        met = self.scene.now.term(part, rows).true
                        if not isinstance(met, bool):
                            key = (part, pack.calendar.leap_day)
                            of = BOTH if key in found and found[key][0] != law else law
                            found[key] = (of, met)
        return found

    def _exprs(self, pack: Pack, id: str) -> Iterator[tuple[Expr, Scope]]:
        versions = pack.rules[id]
        about = versions[-1].about
        if about is not None and about != self.gate.per:
            yield condition_of(pack, (id,)), {}
            return
        for rule in versions:
            for expr in (rule.expr, rule.applies_to):
                if expr is not None:
                    yield expr, self.at_hand if about else {}


def _texts(laws: tuple[tuple[Pack, tuple[str, ...]], ...]) -> Iterator[Rule]:
    for pack, ids in laws:
        for id in ids:
            yield from pack.rules[id]


def _decomposed(expr: Expr) -> Iterator[Expr]:
    """The conditions that `and`, `or`, `not` and a choice between conditions join."""
    match expr:
        case Both(of=parts) | Either(of=parts):
            for part in parts:
                yield from _decomposed(part)
        case Not(of=part):
            yield from _decomposed(part)
        case Named(body=body, row=None) if body.type == BOOL:
            yield from _decomposed(body)
        case If(type=kind, test=test, then=then, other=other) if kind == BOOL:
            for part in (test, then, other):
                yield from _decomposed(part)
        case Const():
            return
        case _:
            yield expr


@contextmanager
def _on_the_day(scene: Scene, on: date) -> Iterator[None]:
    """What is encoded within is encoded of one day."""
    scene.world.made["today"] = Term(packed(on))
    yield
    del scene.world.made["today"]


def _bool(part: Truth) -> Any:
    return z3.BoolVal(part) if isinstance(part, bool) else part


@dataclass
class _Search:
    """All classes at one gate."""

    study: Study
    old: Pack
    new: Pack
    gate: Gate
    on: date
    whole: bool = True
    shown: bool = True
    found: list[Class] = field(default_factory=list)

    def run(self) -> Told:
        """Both directions, gains first."""
        question = Question(lambda scene: True, self._about())
        scene = self.study.fresh(question)
        with self.study.session.noting() as noted, _on_the_day(scene, self.on):
            for name, type_ in self.study.pack.vocabulary.facts.items():
                if name in self.names:
                    scene.world.read(name, type_)  # with the answers of both laws
            lens = _Lens(scene, self.old, self.new, self.gate, self.on)
            given = [lens.given()]
            given += [scene.given(one, scene.now) for one in self.study.assumed(question.about)]
            differs = lens.differs()
            parts = lens.conditions()
        for direction in (GAIN, LOSE):
            inside, outside = (self.study.session.solver(noted) for _ in range(2))
            inside.add(*map(_bool, given), _bool(differs[direction]))
            outside.add(*map(_bool, given), _bool(negated(differs[direction])))
            self._classes(direction, scene, inside, _Narrowing(outside, parts))
        extent = self.study.reach(question)
        return Told(self.gate, tuple(self.found), self.whole, extent, self.shown)

    @property
    def names(self) -> frozenset[str]:
        """Facts that a gate reads, under either law."""
        return frozenset(name for about in self._about() for name in about.expr.names())

    def _about(self) -> tuple[About, ...]:
        found = []
        for rule in _texts(((self.old, self.gate.old), (self.new, self.gate.new))):
            one = rule.about if rule.about == self.gate.per else None
            for expr in (rule.expr, rule.applies_to):
                if expr is not None:
                    found.append(About(expr, None, one, None if one else rule.about))
        return tuple(found)

    def _classes(self, direction: str, scene: Scene, inside: Any, narrowing: _Narrowing) -> None:
        """Somebody, then the class that he or she stands for, which is put aside; and so on."""
        for _ in range(MOST):
            answer = inside.check()
            if answer != z3.sat:
                self.shown = self.shown and answer == z3.unsat
                return
            kept = narrowing.of(inside.model())
            inside.push()
            inside.add(*(literal for _, literal in kept))
            self._tell(direction, inside, scene, tuple(condition for condition, _ in kept))
            inside.pop()
            inside.add(z3.Not(z3.And(*(literal for _, literal in kept))))
        self.whole = self.whole and inside.check() == z3.unsat

    # -- somebody ----------------------------------------------------------------------------------

    def _tell(
        self, direction: str, solver: Any, scene: Scene, conditions: tuple[Condition, ...]
    ) -> None:
        """The class with one of its people, if the interpreter finds of that one what we say."""
        story = story_of(solver, scene)
        if story is None or not self._shows(direction, conditions, story.facts):
            self.shown = False
            return
        for smaller in smaller_stories(story):
            if self._shows(direction, conditions, smaller.facts):
                story.facts = smaller.facts
        rules = self._rules(direction, story.facts) or ()
        self.found.append(Class(direction, conditions, story.facts, rules))

    def _shows(
        self, direction: str, conditions: tuple[Condition, ...], facts: Mapping[str, Any]
    ) -> bool:
        """Whether somebody is in the class, and the two laws differ about them."""
        told = _told_to(self.study.pack, facts)
        env = env_of(told, self.on)
        if self.gate.per is not None:
            rows = env.get(self.study.pack.records[self.gate.per].plural)
            if not isinstance(rows, Rows) or not rows.items:
                return False
            env[self.gate.per] = rows.items[0]
        if any(settled(one.expr, env) is not one.met for one in conditions):
            return False
        return self._rules(direction, facts) is not None

    def _rules(
        self, direction: str, facts: Mapping[str, Any]
    ) -> tuple[tuple[str, str, str], ...] | None:
        """The rules that come out otherwise; None where the laws do not differ so."""
        old = _outcomes(self.old, self.gate.old, facts, self.on, self.gate.per)
        new = _outcomes(self.new, self.gate.new, facts, self.on, self.gate.per)
        no, yes = (old, new) if direction == GAIN else (new, old)
        strange = _strange(self.old if direction == GAIN else self.new, facts)
        if not any(one.holds is False or (strange and one.outcome == OPEN) for one in no.values()):
            return None
        if not all(one.holds is True or one.outcome == "does-not-apply" for one in yes.values()):
            return None
        ids = dict.fromkeys((*old, *new))
        pairs = ((id, _outcome(old.get(id)), _outcome(new.get(id))) for id in ids)
        return tuple(one for one in pairs if one[1] != one[2])


def _outcomes(
    pack: Pack, ids: tuple[str, ...], facts: Mapping[str, Any], on: date, per: str | None
) -> dict[str, Finding]:
    """What each rule finds of somebody, as far as this pack can be told of them."""
    told = _told_to(pack, facts)
    found = {}
    for id in ids:
        finding = find(pack, id, told, on)
        decides = pack.rules[id][-1].about == per and per is not None and finding.each
        found[id] = finding.each[0] if decides else finding
    return found


def _told_to(pack: Pack, facts: Mapping[str, Any]) -> Facts:
    """Somebody's facts, as far as a pack asks for them, with a docket that says nothing more."""
    return closed(facts_from(_known_to(pack, facts), pack.vocabulary), pack.vocabulary)


def _strange(pack: Pack, facts: Mapping[str, Any]) -> bool:
    """Whether somebody has an answer of which this pack knows nothing: then its rules stay open."""
    known = _known_to(pack, facts)
    return any(name in pack.vocabulary.facts and name not in known for name in facts)


def _known_to(pack: Pack, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that this pack asks for, as it asks for them."""
    told = {name: value for name, value in facts.items() if name in pack.vocabulary.facts}
    plurals = {record.plural for record in pack.vocabulary.records.values()}
    told.update({name: value for name, value in facts.items() if name in plurals})
    while True:
        try:
            facts_from(told, pack.vocabulary)
        except FactFaults as error:
            wrong = {str(one.keys[0]) for one in error.faults if one.keys}
            fewer = {name: value for name, value in told.items() if name not in wrong}
            if len(fewer) == len(told):
                raise
            told = fewer
        else:
            return told


def _outcome(finding: Finding | None) -> str:
    return finding.outcome if finding is not None else ""


class _Narrowing:
    """From one person to the class: the fewest of their conditions that leave no way out of it."""

    def __init__(self, outside: Any, parts: Parts) -> None:
        self.solver = outside
        self.parts = parts
        self._names: dict[tuple[Any, ...], Any] = {}

    def of(self, model: Any) -> list[tuple[Condition, Any]]:
        """The conditions that make the class of this model, each with what it says."""
        named = {}
        for key, (law, met) in self.parts.items():
            is_met = bool(value_in(model, met))
            says = met if is_met else z3.Not(met)
            named[self._name((*key, is_met), says)] = (Condition(key[0], is_met, law), says)
        if self.solver.check(*named) != z3.unsat:
            return list(named.values())
        kept = list(self.solver.unsat_core())
        for name in list(kept):
            fewer = [one for one in kept if not one.eq(name)]
            if self.solver.check(*fewer) == z3.unsat:
                kept = fewer
        ids = {name.get_id() for name in kept}
        return [pair for name, pair in named.items() if name.get_id() in ids]

    def _name(self, key: tuple[Any, ...], says: Any) -> Any:
        if key not in self._names:
            name = z3.Bool(f"class {len(self._names)}")
            self.solver.add(z3.Implies(name, says))
            self._names[key] = name
        return self._names[key]
