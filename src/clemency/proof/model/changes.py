"""The declared changes of an entry, made to a symbolic case: what the fold does, as terms.

There is no second description of any kind of entry here. The declarations of `docket/changes.py`
are walked as the fold walks them, and a property of an entry is asked of the entry's own class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from types import SimpleNamespace
from typing import Any, Protocol

import z3

from clemency.docket.case import CaseDraft
from clemency.docket.changes import (
    UNIVERSAL,
    Adds,
    Change,
    Each,
    Given,
    Marks,
    Moves,
    Sets,
    Together,
    Unless,
)
from clemency.docket.entry import Entry
from clemency.docket.shape import shapes_of
from clemency.docket.sources import Columns, First, Is, OnlyIf, Past, Source
from clemency.proof.model.reads import Watch
from clemency.proof.terms import (
    Term,
    Truth,
    all_of,
    any_of,
    chosen,
    negated,
    same_term,
)

BLANKS = CaseDraft().blanks
"""How a new row of each list begins: the fold's own."""


@dataclass(frozen=True)
class Slot:
    """A row that may be there."""

    present: Truth
    columns: Mapping[str, Term]


@dataclass(frozen=True)
class State:
    """A symbolic case: the columns that are modelled, rows in their order, and what is watched."""

    scalars: Mapping[str, Term]
    rows: Mapping[str, tuple[Slot, ...]]
    watched: Mapping[str, Truth]


class Language(Protocol):
    """How values and conditions become terms."""

    def constant(self, value: Any) -> Term:
        """A plain value: true or false, a number, a day, a code, None."""

    def of_row(self, watch: Watch, columns: Mapping[str, Term]) -> Truth:
        """Whether a row is one that is watched for."""

    def unknown(self, rows: str, column: str) -> Term:
        """What stands in a row that is not looked into; without a list, a yes or no."""


@dataclass(frozen=True)
class Written:
    """An entry as terms.

    values  its fields, each a term; a field that holds codes or small rows: its items
    """

    kind: type[Entry]
    values: Mapping[str, Term | tuple[Slot, ...]]
    language: Language

    def get(self, name: str) -> Term:
        """One field, or a property that the entry's class works out from its fields."""
        found = self.values.get(name)
        if isinstance(found, Term):
            return found
        if isinstance(getattr(self.kind, name, None), property):
            return self._property(name)
        raise KeyError(f"{self.kind.__name__} has no {name}")

    def items(self, name: str) -> tuple[Slot, ...]:
        """The items of a list."""
        found = self.values[name]
        assert isinstance(found, tuple)
        return found

    def _property(self, name: str) -> Term:
        """What the class's own code makes of the fields: once for each closed choice."""
        closed = [s for s in shapes_of(self.kind) if s.choices and s.name in self.values]
        constant = self.language.constant
        answer = constant(None)
        for codes in product(*(shape.choices for shape in closed)):
            codes_of = dict(zip((shape.name for shape in closed), codes, strict=True))
            stand_in = SimpleNamespace(**{**self.values, **codes_of})
            made = getattr(self.kind, name).fget(stand_in)
            term = made if isinstance(made, Term) else constant(made)
            here = all_of(
                *(same_term(self.get(one), constant(code)) for one, code in codes_of.items())
            )
            answer = chosen(here, term, answer)
        return answer


def extended(state: State, entry: Written, watches: tuple[Watch, ...]) -> State:
    """The state after an entry: what every entry changes, then what its kind does."""
    hand = _Hand(dict(state.scalars), dict(state.rows), dict(state.watched), entry, watches)
    for change in (UNIVERSAL, entry.kind.changes):
        hand.make(change, True, None)
    return State(hand.scalars, hand.rows, hand.watched)


@dataclass
class _Hand:
    """Makes changes in a draft. `when` is the condition under which the change happens at all."""

    scalars: dict[str, Term]
    rows: dict[str, tuple[Slot, ...]]
    watched: dict[str, Truth]
    entry: Written
    watches: tuple[Watch, ...]

    def _constant(self, value: Any) -> Term:
        return self.entry.language.constant(value)

    def make(self, change: Change, when: Truth, item: Slot | None) -> None:
        match change:
            case Sets():
                for column, source in change.columns.sources:
                    if column in self.scalars:
                        self._set(column, self._value(source, item), when)
            case Adds():
                self._watch(change, when, item)
                if change.rows in self.rows:
                    self._add(change, when, item)
            case Marks():
                self._remark(change, when)
                if change.rows in self.rows:
                    self._mark(change, when, item)
            case Moves():
                self._move(change, when)
            case Together():
                for part in change.changes:
                    self.make(part, when, item)
            case Each():
                if self._touches(change.change):
                    for one in self.entry.items(change.field):
                        self.make(change.change, all_of(when, one.present), one)
            case Given():
                for name, part in change.changes:
                    if self._touches(part):
                        self.make(part, all_of(when, self._holds(name)), item)
            case Unless():
                if self._touches(change.change):
                    empty = self.scalars[change.column].none
                    self.make(change.change, all_of(when, empty), item)

    def _touches(self, change: Change) -> bool:
        """Whether anything that is modelled changes by it."""
        lists = {column.split(".")[0] for column in change.writes if "." in column}
        watched = any(watch.rows in lists for watch in self.watches)
        return (
            watched
            or any(c in self.scalars for c in change.writes)
            or any(name in self.rows for name in lists)
        )

    def _holds(self, name: str) -> Truth:
        """Whether a field holds something: not none, not false, not an empty list."""
        found = self.entry.values.get(name)
        if isinstance(found, tuple):
            return any_of(*(one.present for one in found))
        return _truth(self.entry.get(name))

    def _value(
        self, source: Source, item: Slot | None, row: Mapping[str, Term] | None = None
    ) -> Term:
        match source:
            case str() if source.startswith("."):
                assert item is not None
                return item.columns[source.removeprefix(".")]
            case str():
                return self.entry.get(source)
            case Is(value):
                return self._constant(value)
            case First(names):
                first = self._constant(None)
                for name in reversed(names):
                    term = self.entry.get(name)
                    first = chosen(term.none, first, term)
                return first
            case OnlyIf(condition, name):
                return chosen(
                    _truth(self.entry.get(condition)), self.entry.get(name), self._constant(None)
                )
            case Past(name, column):
                assert row is not None
                later = self.entry.get(name).value > row[column].value
                return Term(all_of(negated(row[column].none), later))

    def _set(self, column: str, value: Term, when: Truth) -> None:
        self.scalars[column] = chosen(when, value, self.scalars[column])

    def _move(self, change: Moves, when: Truth) -> None:
        named, day = self.entry.get(change.named), self.entry.get(change.to)
        for column in change.among:
            if column in self.scalars:
                old = self.scalars[column]
                meant = all_of(
                    same_term(named, self._constant(column)), negated(day.none), negated(old.none)
                )
                self._set(column, day, all_of(when, meant))

    # -- rows ------------------------------------------------------------------------------------

    def _watch(self, change: Adds, when: Truth, item: Slot | None) -> None:
        """A row is added, or one that was there is completed: is it watched for?"""
        watches = [watch for watch in self.watches if watch.rows == change.rows]
        columns = self._row_after(change, item) if watches else {}
        for watch in watches:
            before = self.watched[watch.name]
            hit = all_of(when, self.entry.language.of_row(watch, columns))
            if change.matching and not watch.grows_by(change.columns):
                lost = all_of(when, self._unknown_truth())
                before = all_of(before, negated(lost))
            self.watched[watch.name] = any_of(before, hit)

    def _row_after(self, change: Adds, item: Slot | None) -> Mapping[str, Term]:
        """The row that an `Adds` leaves: of one that was there, what is not written is unknown."""
        if not change.matching:
            return self._new(change, item)
        unknown = self.entry.language.unknown
        return {
            **{name: unknown(change.rows, name) for name in BLANKS[change.rows]},
            **{
                column: self._value(source, item)
                for column, source in change.columns.sources
                if not isinstance(source, Past)
            },
        }

    def _remark(self, change: Marks, when: Truth) -> None:
        """Rows that were there are marked, any of them: is one watched for now, or no longer?"""
        for watch in self.watches:
            if watch.rows == change.rows and watch.columns & change.columns.names:
                before, some = self.watched[watch.name], all_of(when, self._unknown_truth())
                if watch.lasting is not None:
                    some = all_of(some, self.watched[watch.lasting.name])
                if not watch.grows_by(change.columns):
                    before = all_of(before, negated(all_of(when, self._unknown_truth())))
                self.watched[watch.name] = any_of(before, some)

    def _unknown_truth(self) -> Truth:
        return self.entry.language.unknown("", "").true

    def _new(self, change: Adds, item: Slot | None) -> Mapping[str, Term]:
        """A new row's columns."""
        blank = {name: self._constant(value) for name, value in BLANKS[change.rows].items()}
        return self._filled(Slot(True, blank), change.columns, True, item).columns

    def _add(self, change: Adds, when: Truth, item: Slot | None) -> None:
        slots, missed = list(self.rows[change.rows]), when
        if change.matching:
            sources = dict(change.columns.sources)
            keys = {key: self._value(sources[key], item) for key in change.matching}
            for place in reversed(range(len(slots))):
                slot = slots[place]
                alike = all_of(
                    slot.present, *(same_term(slot.columns[k], v) for k, v in keys.items())
                )
                slots[place] = self._filled(slot, change.columns, all_of(missed, alike), item)
                missed = all_of(missed, negated(alike))
        if missed is not False:
            slots.append(Slot(missed, self._new(change, item)))
        self.rows[change.rows] = tuple(slots)

    def _filled(self, slot: Slot, columns: Columns, when: Truth, item: Slot | None) -> Slot:
        """The row with every value in its column, each read before any is written."""
        if when is False:
            return slot
        before = slot.columns
        values = {
            column: chosen(when, self._value(source, item, before), before[column])
            for column, source in columns.sources
        }
        return replace(slot, columns={**before, **values})

    def _mark(self, change: Marks, when: Truth, item: Slot | None) -> None:
        wanted = [(c, self._value(s, item), False) for c, s in change.where.sources]
        wanted += [(c, self._value(s, item), True) for c, s in change.loosely.sources]
        values = [(c, self._value(s, item)) for c, s in change.columns.sources]
        slots = []
        for slot in self.rows[change.rows]:
            row = dict(slot.columns)
            for column, value in values:
                meant = [_meant(row[c], value, loosely) for c, value, loosely in wanted]
                row[column] = chosen(all_of(when, row[column].none, *meant), value, row[column])
            slots.append(replace(slot, columns=row))
        self.rows[change.rows] = tuple(slots)


def _truth(term: Term) -> Truth:
    """Whether a value is something: not none, and not false."""
    settled = isinstance(term.value, bool | z3.BoolRef)
    return all_of(negated(term.none), term.value) if settled else negated(term.none)


def _meant(column: Term, value: Term, loosely: bool) -> Truth:
    return any_of(value.none, same_term(column, value)) if loosely else same_term(column, value)
