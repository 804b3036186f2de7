"""The entry that an order would write: where each field comes from, and what is wrong with it.

A field comes from the act, which fixes it; from the order; from the case, which knows it already;
or from whoever acts. Votes are counted here and due dates reckoned: no order can claim them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from clemency.docket.entries import KINDS, Entry, Granted
from clemency.docket.entry import RUNNING, Mark, Outcome
from clemency.docket.guards import Attempt, recused_since
from clemency.docket.order import reference
from clemency.docket.shape import Shape, own
from clemency.docket.stored import Wrong, value_of
from clemency.docket.verdict import Objection, Say, engine
from clemency.law.asks import asks_of
from clemency.law.expr import Expr
from clemency.law.finding import settled
from clemency.law.pack import Clock, Length, Parameter
from clemency.law.reason import figure
from clemency.law.values import UNKNOWN, Row, Rows

NEED_A_SECOND = frozenset({"RuleOverridden", "Erased"})
"""Kinds that two officers sign in every procedure."""

OF_A_GRANT = frozenset({"Countersigned", "CountersignatureWithheld"})
"""Kinds that name the text which was granted."""


class Filling:
    """One entry in the making: its values, and all that is wrong with what the order gives."""

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.kind = KINDS[attempt.act.writes]
        self.shapes = {shape.name: shape for shape in own(self.kind)}
        self.values: dict[str, Any] = {}
        self.objections: list[Objection] = []
        self.notes: list[Say] = []
        self._signed_by()
        self._fixed_by_act()
        self._given_by_order()
        self._known_otherwise()
        self._vote()
        self._records()
        self._missing()
        self._signed_text()
        self.objections += _second(attempt)

    def entry(self) -> Entry:
        """The entry. Only where nothing objects."""
        order = self.attempt.order
        return self.kind(
            on=order.on,
            act=order.act,
            office=order.by,
            officer=order.officer,
            second=order.second,
            **self.values,
            **self._running(),
        )

    def _object(self, says: Say, mend: Say | None = None, kind: str = "incomplete") -> None:
        self.objections.append(Objection(kind, says, mend=mend))

    def _signed_by(self) -> None:
        """Officers are known by references, never by names."""
        order = self.attempt.order
        for name, given in (("officer", order.officer), ("second", order.second), ("on", order.on)):
            try:
                value_of(Entry, name, given)
            except Wrong as wrong:
                self._object(engine("wrong-value", field=name, fault=wrong.fault))

    # -- where values come from ------------------------------------------------------------------

    def _fixed_by_act(self) -> None:
        for name, raw in self.attempt.act.sets.items():
            self._put(name, raw)

    def _given_by_order(self) -> None:
        act = self.attempt.act
        for name, raw in self.attempt.order.fields.items():
            shape = self.shapes.get(name)
            if name == "corrects":
                self._put(name, raw)
            elif shape is None or name in RUNNING:
                self._object(engine("unknown-field", field=name, kind=act.writes))
            elif name in act.sets:
                if raw != act.sets[name]:
                    self._object(engine("set-by-act", field=name, act=act.id))
            elif Mark.RESERVED in shape.marks:
                self._object(engine("counted-field", field=name))
            elif raw not in act.takes.get(name, (raw,)):
                taken = act.takes[name]
                self._object(engine("not-taken", field=name, act=act.id, codes=taken))
            else:
                self._put(name, raw)

    def _put(self, name: str, raw: Any) -> None:
        if name == "charge" and isinstance(raw, str):
            raw = reference(raw)
        try:
            self.values[name] = value_of(self.kind, name, _referred(raw))
        except Wrong as wrong:
            self._object(engine("wrong-value", field=wrong.field, fault=wrong.fault))

    def _known_otherwise(self) -> None:
        for shape in self.shapes.values():
            if shape.column is not None and self.values.get(shape.name) is None:
                self.values[shape.name] = getattr(self.attempt.case, shape.column)
            elif Mark.ACTING_OFFICER in shape.marks:
                self.values.setdefault(shape.name, self.attempt.order.officer)
        if "of" in self.shapes:
            self._office_named(self.shapes["of"])

    def _office_named(self, shape: Shape) -> None:
        """The office that the entry is about: one of those the act lists, or the acting one."""
        act, listed = self.attempt.act, self.attempt.act.of
        if len(listed) == 1:
            self.values.setdefault("of", listed[0])
        elif not listed and Mark.ACTING_OFFICE in shape.marks:
            self.values.setdefault("of", self.attempt.order.by)
        named = self.values.get("of")
        if listed and named is not None and named not in listed:
            says = engine("not-of", office=named, act=act.id, offices=listed)
            self._object(says)

    # -- votes -----------------------------------------------------------------------------------

    def _vote(self) -> None:
        vote = self.attempt.act.vote
        if vote is None:
            return
        self.values["stage"] = vote.stage
        self._count_ballots()
        counts = {name: self.values.get(name) for name in ("present", "yes", "no")}
        if any(count is None for count in counts.values()):
            return
        self._adds_up()
        env = {**self.attempt.env, **{f"vote.{name}": count for name, count in counts.items()}}
        quorum = self._counted(vote.quorum, env, vote.stage)
        carries = self._counted(vote.carries, env, vote.stage)
        self.values["quorum"] = quorum
        self.values["carried"] = quorum and carries

    def _count_ballots(self) -> None:
        """Where each member's vote is given, the sums follow from them."""
        ballots = self.values.get("ballots") or ()
        if ballots:
            votes = [ballot.vote for ballot in ballots]
            self.values.setdefault("present", len(votes))
            self.values.setdefault("yes", votes.count("yes"))
            self.values.setdefault("no", votes.count("no"))
            self.values.setdefault("abstained", len(votes) - votes.count("yes") - votes.count("no"))

    def _counted(self, expr: Expr, env: dict[str, Any], stage: str) -> bool:
        verdict = settled(expr, env)
        if verdict is UNKNOWN:
            asks = asks_of((expr,), env).paths
            says, mend = engine("vote-open", stage=stage), engine("give-facts", asks=asks)
            self.objections.append(Objection("not-established", says, asks=asks, mend=mend))
        return verdict is True

    def _adds_up(self) -> None:
        values = self.values
        present, office = values["present"], self.attempt.pack.offices.get(self.attempt.order.by)
        members = office.members if office and office.members else present
        cast = values["yes"] + values["no"] + values.get("abstained", 0)
        ballots = values.get("ballots") or ()
        told = [ballot.vote for ballot in ballots]
        wrong = bool(ballots) and (
            len({ballot.member for ballot in ballots}) < len(told)
            or (len(told), told.count("yes"), told.count("no"))
            != (present, values["yes"], values["no"])
        )
        counts = (present, values["yes"], values["no"], values.get("abstained", 0))
        if wrong or min(counts) < 0 or cast > present or present > members:
            self._object(engine("votes-do-not-add-up", present=present, members=members))

    # -- what the order refers to ----------------------------------------------------------------

    def _records(self) -> None:
        """Charges and conditions that are named must be there."""
        per = self.attempt.act.per
        rows = [*(self.values.get("outcomes") or ()), *(self.values.get("conditions") or ())]
        named = {row.charge for row in rows if row.charge is not None}
        if "charge" in self.shapes and self.values.get("charge") is not None:
            named.add(self.values["charge"])
        for ref in sorted(named - _refs(self.attempt)):
            self._object(engine("no-such-record", ref=ref, record=per or "record"))
        outcomes = self.values.get("outcomes") or ()
        if self.kind is Granted and outcomes and not any(row.granted for row in outcomes):
            self._object(engine("grants-nothing"))
        self._within_reliefs(outcomes)
        condition = self.values.get("condition")
        if condition is not None and all(c.id != condition for c in self.attempt.case.conditions):
            self._object(engine("no-such-condition", condition=condition))

    def _within_reliefs(self, outcomes: tuple[Outcome, ...]) -> None:
        """An act gives what it may give: another relief needs another act, with its own gates."""
        act = self.attempt.act
        for relief in sorted({one.relief for one in outcomes} - set(act.reliefs or ())):
            if act.reliefs:
                self._object(engine("not-a-relief", relief=relief, act=act.id, reliefs=act.reliefs))

    def _missing(self) -> None:
        asked = [*self.attempt.act.asks, *(s.name for s in self.shapes.values() if s.asked)]
        asked += [name for name, s in self.shapes.items() if Mark.ACTING_OFFICE in s.marks]
        asked += self._needed_to_name()
        empty = tuple(name for name in dict.fromkeys(asked) if self.values.get(name) in (None, ()))
        wrong = {str(o.says.params.get("field", "")).split(".")[0] for o in self.objections}
        if empty := tuple(name for name in empty if name not in wrong):
            says = engine("missing-fields", act=self.attempt.act.id, fields=empty)
            self._object(says, engine("give-fields", fields=empty))

    def _needed_to_name(self) -> list[str]:
        """What the pack wants on record when a substitute is named."""
        office = self.attempt.pack.offices.get(str(self.values.get("of")))
        if self.attempt.act.writes != "SubstituteNamed" or office is None or not office.substitute:
            return []
        return [office.substitute.needs] if office.substitute.needs in self.shapes else []

    def _signed_text(self) -> None:
        """What is signed, or refused a signature, must be what was granted."""
        named, granted = self.values.get("text"), self.attempt.case.text
        if self.attempt.act.writes in OF_A_GRANT and named != granted:
            mend = engine("sign-what-was-granted")
            self._object(engine("another-text"), mend, kind="another-text")

    # -- what runs -------------------------------------------------------------------------------

    def _running(self) -> dict[str, Any]:
        """The clock that the entry starts, with its due date, and what it stops."""
        act = self.attempt.act
        running: dict[str, Any] = {"stops": act.stops, "closes": act.closes}
        if act.clock is not None:
            running["clock"] = act.clock.id
            running["due_on"] = self._due_on(act.clock)
        return running

    def _due_on(self, clock: Clock) -> date | None:
        """The day on which the period ends; None, with a note, where it cannot be counted."""
        calendar = self.attempt.pack.calendar
        start = self.values.get(clock.start)
        day = start if isinstance(start, date) else self.attempt.order.on
        length = clock.months if clock.months is not None else clock.days
        count = None if length is None else self._count(clock, length, day)
        if count is None:
            return None
        try:
            if clock.months is not None:
                return calendar.months_after(count, day)
            if not clock.working:
                return day + timedelta(days=count)
            due = calendar.working_days_after(count, day)
        except OverflowError:
            due = None
        if due is None:
            known = calendar.known_until
            self.notes.append(engine("due-not-counted", clock=clock.id, known_until=known))
        return due

    def _count(self, clock: Clock, length: Length, day: date) -> int | None:
        """How many days or months a period has that begins on `day`.

        A figure of the law may not be known for that day: then None, and a note.
        """
        if not isinstance(length, Parameter):
            return length
        count = figure(length.values, day)
        if isinstance(count, int):
            return count
        self.notes.append(engine("length-not-known", clock=clock.id, figure=length.id, on=day))
        return None


def _second(attempt: Attempt) -> Iterator[Objection]:
    """A second officer, where two must sign: another person, in office, and not standing aside."""
    order, held = attempt.order, attempt.appointments
    mend = engine("name-a-second")
    if order.second is None:
        if attempt.act.second or attempt.act.writes in NEED_A_SECOND:
            yield Objection("second-officer", engine("second-missing", act=order.act), mend=mend)
        return
    if order.second == order.officer:
        says = engine("second-is-first", officer=order.second)
        yield Objection("second-officer", says, mend=mend)
    if held is not None and not held.serves(order.second, order.on):
        says = engine("second-not-appointed", officer=order.second, on=order.on)
        yield Objection("second-officer", says, mend=mend)
    if recused_since(attempt.case, order.second) is not None:
        says = engine("second-stood-aside", officer=order.second)
        yield Objection("second-officer", says, mend=mend)


# --- references to records ----------------------------------------------------------------------


def _refs(attempt: Attempt) -> set[str]:
    """Every record of the matter that an entry may name."""
    per = attempt.act.per
    rows = [row for found in attempt.told.values.values() for row in _rows(found)]
    return {reference(row.path) for row in rows if per is None or row.kind == per}


def _rows(value: Any) -> tuple[Row, ...]:
    return value.items if isinstance(value, Rows) else ()


def _referred(raw: Any) -> Any:
    """What an order gives, with paths of records as entries write them."""
    if isinstance(raw, list | tuple):
        return [_referred(one) for one in raw]
    if isinstance(raw, Mapping):
        given = dict(raw)
        if isinstance(given.get("charge"), str):
            given["charge"] = reference(given["charge"])
        return given
    return raw
