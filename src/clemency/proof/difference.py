"""Who gains and who loses by a change of law: classes of people, each with somebody who shows it.

Both packs are put to one solver about the same facts on one day. A class is what decides it: a few
conditions of the two laws, and whether each is met; whoever fits them gains, whatever else is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import z3

from clemency.law.difference import moved_rules
from clemency.law.facts import FactFaults, facts_from
from clemency.law.finding import OPEN, Finding, env_of, find, settled
from clemency.law.pack import Act, Pack
from clemency.law.trial import closed
from clemency.law.values import Facts, Rows
from clemency.proof.days import packed
from clemency.proof.gains import GAIN, LOSE, MOST, Class, Condition, Gate, Told
from clemency.proof.scenario_out import smaller_stories, story_of
from clemency.proof.session import Session, value_in
from clemency.proof.study import About, Question, Scene, Study
from clemency.proof.terms import Term, Truth, negated
from clemency.proof.two_laws import Lens, Parts, both, texts, unlike_facts


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


def differences(old: Pack, new: Pack, on: date, wanted: str | None = None) -> Iterator[Told]:
    """What the change does at every gate, on the law of one day."""
    session = Session()
    study = Study(both(old, new), session)
    unlike = unlike_facts(old, new)
    for gate in gates(old, new, wanted):
        search = _Search(study, old, new, gate, on)
        comparable = not search.names & unlike
        yield search.run() if comparable else Told(gate, (), whole=False, shown=False)


# --- the search -----------------------------------------------------------------------------------


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
            lens = Lens(scene, self.old, self.new, self.gate, self.on)
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
        for rule in texts(((self.old, self.gate.old), (self.new, self.gate.new))):
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


# --- somebody, under each law ---------------------------------------------------------------------


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
