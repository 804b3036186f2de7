"""The entry that a step would write, as terms: what the act fixes, and whatever an order may give.

What `docket/filling.py` refuses is a rule here; what it lets an order choose, the solver chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import z3

from clemency.docket.changes import UNIVERSAL
from clemency.docket.entries import KINDS, Entry
from clemency.docket.entry import HEADER, RUNNING, Mark
from clemency.docket.filling import OF_A_GRANT
from clemency.docket.needs import overridable
from clemency.docket.shape import Shape, own, shapes_of
from clemency.docket.stored import value_of
from clemency.docket.vocabulary import type_of
from clemency.law import expr as e
from clemency.law.pack import Act, ByLaw, DayOf, Failing, Parameter
from clemency.law.types import DAY, INT, TEXT, Optional
from clemency.proof.encode import constant
from clemency.proof.model.changes import Slot, Written
from clemency.proof.model.moment import Moment
from clemency.proof.model.pack import Procedure
from clemency.proof.terms import Term, Truth, all_of, any_of, chosen, equal, negated

PUT_ASIDE = frozenset({"RuleOverridden", "Waived", "LookedAt"})
"""Kinds that put a rule aside."""

ITEMS = 2
"""How many items of a list an order may give in the model."""


@dataclass(frozen=True)
class Filled:
    """An entry, and what must be so for it to be written."""

    entry: Written
    rules: tuple[Truth, ...]


def filled(procedure: Procedure, act: Act, now: Moment, name: str) -> Filled:
    """The entry of an act."""
    return _Filling(procedure, act, now, name).done()


def used_fields(kind: type[Entry]) -> frozenset[str]:
    """Fields of a kind that change something, or that another field is worked out from."""
    used = UNIVERSAL.fields | kind.changes.fields
    properties = {name for name in used if isinstance(getattr(kind, name, None), property)}
    choices = {shape.name for shape in shapes_of(kind) if shape.choices} if properties else set()
    named = {"of"} if any(shape.name == "of" for shape in own(kind)) else set()
    return used | choices | named


class _Filling:
    """One entry in the making."""

    def __init__(self, procedure: Procedure, act: Act, now: Moment, name: str) -> None:
        self.procedure, self.act, self.now, self.name = procedure, act, now, name
        self.values = procedure.values
        self.kind = KINDS[act.writes]
        self.rules: list[Truth] = []
        self.compared = procedure.reaches(self.kind)
        self.used = used_fields(self.kind)

    def done(self) -> Filled:
        now, act = self.now, self.act
        fields: dict[str, Term | tuple[Slot, ...]] = {
            "on": now.given["today"],
            "act": self.values.constant(act.id),
            "office": now.given["acting_office"],
            "officer": now.given["actor"],
            "second": self._new("second", Optional(TEXT)),
            "corrects": self.values.constant(None),
            "stops": tuple(Slot(True, {"": self.values.constant(one)}) for one in act.stops),
            "closes": Term(act.closes),
            "clock": self.values.constant(act.clock.id if act.clock else None),
        }
        for shape in own(self.kind):
            if shape.name in self.used or shape.name in act.asks or act.vote is not None:
                fields[shape.name] = self._field(shape)
        if act.vote is not None:
            self._vote(fields)
        self._of(fields)
        self._aimed(fields)
        fields["due_on"] = self._due_on(fields)
        return Filled(Written(self.kind, fields, self.values), tuple(self.rules))

    def _new(self, field: str, kind: Any) -> Term:
        return self.values.new(f"{self.name}.{field}", kind, compared=self.compared)

    # -- one field -------------------------------------------------------------------------------

    def _field(self, shape: Shape) -> Term | tuple[Slot, ...]:
        """What the act fixes; otherwise what an order may give, or the case knows."""
        if shape.name in self.act.sets:
            return self.values.settled(
                shape, value_of(self.kind, shape.name, self.act.sets[shape.name])
            )
        if shape.holds in ("codes", "rows"):
            return self._items(shape)
        if Mark.RESERVED in shape.marks:
            return (
                self._new(shape.name, type_of(shape))
                if shape.needed
                else constant(shape.default, self.procedure.session)
            )
        value = self._given(shape)
        if shape.name in self.act.takes:
            codes = self.procedure.session.codes
            taken = codes.among(value.value, self.act.takes[shape.name])
            self.rules.append(any_of(value.none, taken))
        if shape.name in self.act.asks or shape.needed:
            self.rules.append(negated(value.none))
        return value

    def _given(self, shape: Shape) -> Term:
        """What an order gives, or what is put in its place."""
        if shape.column is not None and self.act.writes in OF_A_GRANT and shape.name == "text":
            return self.now.state.scalars[shape.column]
        given = self._new(shape.name, type_of(shape))
        if shape.column is not None and shape.column in self.now.state.scalars:
            return chosen(given.none, self.now.state.scalars[shape.column], given)
        return given

    def _items(self, shape: Shape) -> tuple[Slot, ...]:
        """A list that an order gives."""
        slots = []
        for n in range(ITEMS):
            there = f"{self.name}.{shape.name}-{n}"
            if shape.row is None:
                columns = {"": self.values.new(there, TEXT)}
            else:
                columns = {
                    one.name: self.values.new(
                        f"{there}.{one.name}", type_of(one), compared=self.compared
                    )
                    for one in shapes_of(shape.row)
                }
            slots.append(Slot(z3.Bool(f"{there}?there"), columns))
        if shape.name in self.act.asks or shape.needed:
            self.rules.append(any_of(*(slot.present for slot in slots)))
        if shape.name == "outcomes" and self.act.reliefs:
            codes = self.procedure.session.codes
            self.rules += [
                any_of(
                    negated(slot.present),
                    codes.among(slot.columns["relief"].value, self.act.reliefs),
                )
                for slot in slots
            ]
        if self.act.writes == "Granted" and shape.name == "outcomes":
            self.rules.append(
                any_of(*(all_of(slot.present, slot.columns["granted"].value) for slot in slots))
            )
        return tuple(slots)

    # -- what follows from several ---------------------------------------------------------------

    def _of(self, fields: dict[str, Term | tuple[Slot, ...]]) -> None:
        """The office that the entry is about is one of those that the act lists."""
        of = fields.get("of")
        if isinstance(of, Term) and self.act.of:
            among = self.procedure.session.codes.among(of.value, self.act.of)
            self.rules.append(any_of(of.none, among))

    def _aimed(self, fields: dict[str, Term | tuple[Slot, ...]]) -> None:
        """What is put aside allows it, by an office that may: `needs.not_overridable`."""
        aimed = fields.get("rule")
        if self.act.writes not in PUT_ASIDE or not isinstance(aimed, Term):
            return
        codes, pack, ways = self.procedure.session.codes, self.procedure.pack, []
        for id, versions in pack.rules.items():
            rule, here = versions[-1], equal(aimed.value, codes.number(id))
            if self.act.writes == "Waived" and rule.failing is Failing.WAIVABLE:
                ways.append(here)
            if self.act.writes == "LookedAt" and rule.failing is Failing.A_PERSON_MUST_LOOK:
                ways.append(here)
            if self.act.writes == "RuleOverridden" and overridable(rule):
                seats = {*rule.override_by} & {*self.act.by}
                stand_ins = {i.by for o in seats & {*pack.offices} for i in pack.offices[o].instead}
                offices = tuple(sorted({*rule.override_by} | stand_ins))
                ways.append(all_of(here, codes.among(self.now.by, offices)))
        if self.act.writes == "LookedAt":
            ways += [equal(aimed.value, codes.number(one.id)) for one in pack.stands_aside]
        self.rules.append(any_of(*ways))

    def _vote(self, fields: dict[str, Term | tuple[Slot, ...]]) -> None:
        """Votes add up, and whether they carry is counted."""
        vote = self.act.vote
        assert vote is not None
        count = {}
        for name in ("present", "yes", "no", "abstained"):
            term = fields[name]
            assert isinstance(term, Term)
            count[name] = term
            self.rules.append(term.value >= 0)
        cast = count["yes"].value + count["no"].value + count["abstained"].value
        self.rules.append(cast <= count["present"].value)
        self.rules += list(self._members(count["present"].value))
        here = self.now.with_given(
            **{f"vote.{name}": count[name] for name in ("present", "yes", "no")}
        )
        quorum = here.encoder.term(self.procedure.ready(vote.quorum))
        carries = here.encoder.term(self.procedure.ready(vote.carries))
        self.rules += [negated(quorum.open), negated(carries.open)]
        fields["stage"] = self.values.constant(vote.stage)
        fields["quorum"] = Term(quorum.value)
        fields["carried"] = Term(all_of(quorum.value, carries.value))

    def _members(self, present: Any) -> Iterator[Truth]:
        """No more are present than the body has members."""
        for office in self.act.by:
            found = self.procedure.pack.offices.get(office)
            if found is not None and found.members is not None:
                here = equal(self.now.by, self.procedure.session.codes.number(office))
                yield any_of(negated(here), present <= found.members)

    def _due_on(self, fields: dict[str, Term | tuple[Slot, ...]]) -> Term:
        """The day on which the act's clock ends, where that is looked at; free where it is counted
        in working days."""
        clock = self.act.clock
        if clock is None:
            return self.values.constant(None)
        day, start = self.now.given["today"], fields.get(clock.start)
        if not self.compared:
            return self._new("due_on", Optional(DAY))
        if isinstance(start, Term) and clock.start != "on":
            day = chosen(start.none, day, start)
        length = clock.months if clock.months is not None else clock.days
        if clock.working or length is None:
            due = self._new("due_on", Optional(DAY))
            self.rules.append(any_of(due.none, due.value >= day.value))
            return due
        unit = "months" if clock.months is not None else "days"
        count = self._length(length, day)
        leap_day = self.procedure.pack.calendar.leap_day
        moved = self.procedure.session.days.after(unit, count.value, day.value, leap_day)
        return Term(moved, count.open)

    def _length(self, length: int | Parameter, day: Term) -> Term:
        """How long a period is that begins on a day; open where no figure is known for it."""
        if isinstance(length, int):
            return Term(length)
        read = e.Param(INT, length.id, length.values, e.Read(DAY, "begins"))
        return self.now.with_given(begins=day).encoder.term(read)


def filled_unbidden(procedure: Procedure, kind: str, now: Moment, name: str) -> Filled:
    """An entry that no act of the pack writes: whatever its kind can hold, by whichever office."""
    cls, values = KINDS[kind], procedure.values
    fields: dict[str, Term | tuple[Slot, ...]] = {}
    for shape in shapes_of(cls):
        if shape.name in (*HEADER, *RUNNING):
            fields[shape.name] = values.settled(shape, None if shape.needed else shape.default)
        elif shape.name in cls.changes.fields:
            new = f"{name}.{shape.name}"
            fields[shape.name] = values.new(new, type_of(shape), compared=procedure.reaches(cls))
    fields["on"] = now.given["today"]
    fields["office"] = values.new(f"{name}.office", Optional(TEXT))
    fields["officer"] = values.new(f"{name}.officer", Optional(TEXT))
    return Filled(Written(cls, fields, values), ())


def filled_by_law(procedure: Procedure, clause: ByLaw, now: Moment, name: str) -> Filled:
    """The entry that a clause of the law writes: constants, days of rules, what the case knows."""
    kind, values = KINDS[clause.writes], procedure.values
    day = now.encoder.term(procedure.ready(clause.on))
    come = all_of(negated(day.none), negated(day.open))
    if day.none is not True:
        come = all_of(come, day.value <= now.on)
    fields: dict[str, Term | tuple[Slot, ...]] = {}
    rules: list[Truth] = [come]
    for shape in shapes_of(kind):
        given = clause.sets.get(shape.name, shape.default)
        if isinstance(given, DayOf):
            fields[shape.name] = values.new(f"{name}.{shape.name}", DAY)
        elif shape.name in clause.sets:
            fields[shape.name] = values.settled(shape, value_of(kind, shape.name, given))
        elif shape.column is not None and shape.column in now.state.scalars:
            fields[shape.name] = now.state.scalars[shape.column]
        else:
            fields[shape.name] = values.settled(shape, given)
    fields["act"] = values.constant(clause.id)
    fields["on"] = Term(0 if day.none is True else day.value)
    return Filled(Written(kind, fields, values), tuple(rules))
