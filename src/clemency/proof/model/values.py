"""Values of a docket as terms: settled ones, and ones that the solver may choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import z3

from clemency.docket.case import ROWS, SCALARS, Case
from clemency.docket.entry import Entry
from clemency.docket.shape import Shape, shapes_of
from clemency.docket.vocabulary import FORMS, type_of
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, Type
from clemency.proof.days import Days, packed
from clemency.proof.model.changes import BLANKS, Slot, State, Written
from clemency.proof.model.reads import Modelled, Watch
from clemency.proof.terms import Codes, Term, Truth, all_of, any_of

NONE = Term(packed(date(2000, 1, 1)), none=True)
"""No value; a day stands in its place, so that days can be reckoned from it before it is asked."""

OfRow = Callable[[Watch, Mapping[str, Term]], Truth]


_COLUMNS = {
    name: {shape.name: type_of(shape) for shape in shapes_of(row)} for name, row in ROWS.items()
}


class Values:
    """Makes terms. Words have the same numbers wherever the same `codes` are used.

    note   takes what is true of each new value
    of_row says of a new row whether it is one that is watched for

    `written_somewhere` names the columns of rows that some act writes: others stay as they begin
    """

    written_somewhere: frozenset[str] = frozenset()

    def __init__(
        self, codes: Codes, days: Days, note: Callable[[Any], None], of_row: OfRow
    ) -> None:
        self.codes, self.days, self.note, self.of_row = codes, days, note, of_row
        self._unknown = 0

    def constant(self, value: Any) -> Term:
        """A plain value: true or false, a number, a day, a code, None."""
        if value is None:
            return NONE
        if isinstance(value, date):
            return Term(packed(value))
        return Term(self.codes.number(value) if isinstance(value, str) else value)

    def new(self, name: str, kind: Type, *, compared: bool = True) -> Term:
        """A value of that type, whatever the solver likes.

        compared  False where nothing looks further than whether it is there
        """
        if isinstance(kind, Optional):
            bare = self.new(name, kind.of, compared=compared)
            return Term(bare.value, z3.Bool(f"{name}?none"))
        if kind == BOOL:
            return Term(z3.Bool(name))
        if kind == DAY and compared:
            return Term(self.days.new(name))
        value = z3.Int(name)
        if isinstance(kind, Choice):
            self.note(self.codes.among(value, kind.options))
        elif kind != INT:
            self.note(value >= 0)
        return Term(value)

    def unknown(self, rows: str, column: str) -> Term:
        """What stands in a row that is not looked into; without a list, a yes or no."""
        if rows and f"{rows}.{column}" not in self.written_somewhere:
            return self.constant(BLANKS[rows][column])
        self._unknown += 1
        kind = _COLUMNS[rows][column] if rows else BOOL
        return self.new(f"unknown-{self._unknown}", kind, compared=False)

    # -- whole cases and entries -----------------------------------------------------------------

    def empty(self, what: Modelled) -> State:
        """The case before anything is written."""
        scalars = {name: self.constant(SCALARS[name]) for name in sorted(what.scalars)}
        watched: dict[str, Truth] = {watch.name: False for watch in what.watches}
        return State(scalars, dict.fromkeys(sorted(what.rows), ()), watched)

    def any(self, what: Modelled, rows: int, name: str = "case") -> State:
        """Any case at all, with up to so many rows in each list."""
        facts = FORMS.vocabulary.facts
        scalars = {
            column: self.new(
                f"{name}.{column}", facts[f"docket.{column}"], compared=column in what.compared
            )
            for column in sorted(what.scalars)
        }
        lists = {
            one: tuple(self._row(what, one, f"{name}.{one}-{n}") for n in range(rows))
            for one in sorted(what.rows)
        }
        watched: dict[str, Truth] = {
            watch.name: self._seen(watch, lists[watch.rows])
            if watch.rows in lists
            else z3.Bool(f"{name}:{watch.name}")
            for watch in what.watches
        }
        return State(scalars, lists, watched)

    def _seen(self, watch: Watch, slots: tuple[Slot, ...]) -> Truth:
        """Whether one of these rows is one that is watched for."""
        return any_of(*(all_of(one.present, self.of_row(watch, one.columns)) for one in slots))

    def _row(self, what: Modelled, rows: str, name: str) -> Slot:
        columns = {
            shape.name: self.new(
                f"{name}.{shape.name}",
                type_of(shape),
                compared=f"{rows}.{shape.name}" in what.compared,
            )
            for shape in shapes_of(ROWS[rows])
        }
        return Slot(z3.Bool(f"{name}?there"), columns)

    def of(self, case: Case, what: Modelled) -> State:
        """A case as it really is."""
        scalars = {name: self.constant(getattr(case, name)) for name in sorted(what.scalars)}
        lists = {name: self._rows(case, name) for name in sorted(what.rows)}
        watched = {
            watch.name: any_of(
                *(self.of_row(watch, slot.columns) for slot in self._rows(case, watch.rows))
            )
            for watch in what.watches
        }
        return State(scalars, lists, watched)

    def _rows(self, case: Case, name: str) -> tuple[Slot, ...]:
        return tuple(
            Slot(True, {column: self.constant(value) for column, value in row._asdict().items()})
            for row in getattr(case, name)
        )

    def written(self, entry: Entry) -> Written:
        """An entry that was really written."""
        values: dict[str, Term | tuple[Slot, ...]] = {}
        for shape in shapes_of(type(entry)):
            values[shape.name] = self.settled(shape, getattr(entry, shape.name))
        return Written(type(entry), values, self)

    def settled(self, shape: Shape, value: Any) -> Term | tuple[Slot, ...]:
        """What a field really holds."""
        if shape.holds == "codes":
            return tuple(Slot(True, {"": self.constant(one)}) for one in value)
        if shape.row is not None:
            names = [one.name for one in shapes_of(shape.row)]
            return tuple(
                Slot(True, {name: self.constant(getattr(row, name)) for name in names})
                for row in value
            )
        return self.constant(value)
