"""Two laws over the same facts: both packs as one, and what each says at a gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from clemency.law.expr import Both, Const, Either, Expr, If, Named, Not
from clemency.law.goal import condition_of
from clemency.law.pack import Pack, Rule
from clemency.law.types import BOOL, Choice, Optional, RecordType, Type, Vocabulary
from clemency.proof.days import packed
from clemency.proof.findings import find, rows_about
from clemency.proof.gains import BOTH, GAIN, LOSE, NEW, OLD, Gate
from clemency.proof.study import Scene
from clemency.proof.terms import Scope, Truth, all_of, any_of, negated


def unlike_facts(old: Pack, new: Pack) -> frozenset[str]:
    """Facts that both packs have and that mean different kinds of things: not to be compared."""
    return frozenset(
        name
        for name, type_ in old.vocabulary.facts.items()
        if name in new.vocabulary.facts and _merged(type_, new.vocabulary.facts[name]) is None
    )


def both(old: Pack, new: Pack) -> Pack:
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


# --- what each law says ---------------------------------------------------------------------------

Parts = Mapping[tuple[Expr, str], tuple[str, Truth]]
"""Conditions, each with the rounding of days that its law has: whose it is, and what it says."""


class Lens:
    """One gate in one scene: what each law says there, and the conditions that it hangs on."""

    def __init__(self, scene: Scene, old: Pack, new: Pack, gate: Gate, on: date) -> None:
        self.scene = scene
        self.gate = gate
        self.laws = ((old, gate.old), (new, gate.new))
        self.on = packed(on)

    @property
    def at_hand(self) -> Scope:
        """The record that the act decides, which may be any: the first."""
        for rule in texts(self.laws):
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
                found = find(self.scene.now, versions, self.on, rows)
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


def texts(laws: tuple[tuple[Pack, tuple[str, ...]], ...]) -> Iterator[Rule]:
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
