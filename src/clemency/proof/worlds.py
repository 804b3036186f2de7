"""Where facts come from: what somebody told, or whatever may be so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import z3

from clemency.law.pack import Pack
from clemency.law.reason import Env
from clemency.law.types import (
    BOOL,
    DAY,
    Choice,
    Optional,
    RecordType,
    RowsOf,
    Text,
    Type,
    Vocabulary,
)
from clemency.law.values import UNKNOWN, Between, Row, Rows
from clemency.proof.days import packed
from clemency.proof.session import Session
from clemency.proof.terms import NONE, RowsTerm, RowTerm, Term, Truth, all_of, any_of, negated

Limits = Mapping[str, tuple[int | None, int | None]]


# --- what was told --------------------------------------------------------------------------------


class ToldWorld:
    """Facts as they are: everything settled, so an encoding in it comes to plain values."""

    def __init__(self, env: Env, session: Session) -> None:
        self.env = env
        self.session = session
        self._rows: dict[int, RowTerm] = {}

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        missing = Rows((), UNKNOWN, path) if isinstance(type, RowsOf) else UNKNOWN
        found: Term | RowsTerm = self._shape(self.env.get(path, missing))
        return found

    def row(self, row: Row) -> RowTerm:
        """The term of one record."""
        if id(row) not in self._rows:
            fields = Lazily(lambda name: self._shape(row.fields.get(name, UNKNOWN)))
            parent = self.row(row.parent) if row.parent is not None else _NOBODY_SAID
            self._rows[id(row)] = RowTerm(True, fields, parent, row.path)
        return self._rows[id(row)]

    def _shape(self, value: Any) -> Any:
        if isinstance(value, Rows):
            return RowsTerm(tuple(self.row(row) for row in value.items), value.complete is True)
        if value is UNKNOWN or isinstance(value, Between):
            return Term(False, open=True)
        if value is None:
            return NONE
        if isinstance(value, date):
            return Term(packed(value))
        return Term(self.session.codes.number(value) if isinstance(value, str) else value)


class Lazily(dict[str, Any]):
    """Fields made when they are first read: most of a record is never asked for."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Any:
        made = self[name] = self._make(name)
        return made


_NOBODY_SAID = RowTerm(True, Lazily(lambda name: Term(False, open=True)), path="?")
"""The record around one of which nobody said where it lies."""


# --- whatever may be so ---------------------------------------------------------------------------


class FreeWorld:
    """Complete facts of which nothing else is known: every fact a free constant.

    A list holds up to `room` records, the first ones first. Facts of the docket are as free as told
    ones: a rule is judged whatever a docket says.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        limits: Limits,
        session: Session,
        room: Callable[[str], int],
        name: str = "",
    ) -> None:
        self.vocabulary = vocabulary
        self.limits = limits
        self.session = session
        self.room = room
        self.name = name
        self.made: dict[str, Term | RowsTerm] = {}
        self._plural = {record.plural: record for record in vocabulary.records.values()}

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        found = self.made.get(path)
        if found is None:
            rows = isinstance(type, RowsOf)
            made = self._collection(path) if rows else self.value(path, type, self.limits.get(path))
            found = self.made[path] = made
        return found

    def value(self, path: str, type: Type, limits: tuple[Any, Any] | None = None) -> Term:
        """A free constant of this type."""
        name = f"{self.name}{path}"
        if isinstance(type, Optional):
            bare = self.value(path, type.of, limits)
            return Term(bare.value, z3.Bool(f"{name}=none"))
        if type == BOOL:
            return Term(z3.Bool(name))
        if type == DAY:
            return Term(self.session.days.new(name))
        number = z3.Int(name)
        if isinstance(type, Choice):
            self.session.note(self.session.codes.among(number, type.options))
        elif isinstance(type, Text):
            self.session.note(number >= 0)
        for limit, holds in zip(
            limits or (None, None), (number.__ge__, number.__le__), strict=True
        ):
            if limit is not None:
                self.session.note(holds(limit))
        return Term(number)

    # --- lists ------------------------------------------------------------------------------------

    def _collection(self, path: str) -> RowsTerm:
        """All records of a kind: its own list, or those inside each record around them."""
        record = self._record(path)
        if record.within is None:
            return self._list(record, path, None)
        outer = self.vocabulary.records[record.within]
        around = self.read(outer.plural, RowsOf(outer.name))
        assert isinstance(around, RowsTerm)
        inner: list[RowsTerm] = [row.fields[record.plural] for row in around.rows]
        return RowsTerm(tuple(row for rows in inner for row in rows.rows))

    def _record(self, path: str) -> RecordType:
        """The record that a list holds: by its plural, or as a fact of the docket says."""
        type_ = self.vocabulary.facts.get(path)
        return (
            self.vocabulary.records[type_.record]
            if isinstance(type_, RowsOf)
            else self._plural[path]
        )

    def _list(self, record: RecordType, path: str, parent: RowTerm | None) -> RowsTerm:
        rows: list[RowTerm] = []
        before: Truth = True if parent is None else parent.present
        for place in range(self._places(record, path, parent)):
            here = f"{path}[{place}]"
            present = z3.Bool(f"{self.name}{here}")
            if before is not True:
                self.session.note(any_of(negated(present), before))
            rows.append(self._row(record, here, present, parent))
            before = present
        return RowsTerm(tuple(rows))

    def _places(self, record: RecordType, path: str, parent: RowTerm | None) -> int:
        """How many records a list holds; inside others, as many in all as the list of them holds.

        Records are told apart by what they say alone, so the ones with the most inside them can
        come first, after the one that a rule is about.
        """
        if parent is None or record.within is None:
            return self.room(path if parent is None else record.plural)
        order = int(parent.path.rpartition("[")[2].rstrip("]"))
        return self.room(record.plural) // max(order, 1)

    def _row(
        self, record: RecordType, path: str, present: Truth, parent: RowTerm | None
    ) -> RowTerm:
        inner = {
            one.plural: one for one in self.vocabulary.records.values() if one.within == record.name
        }

        def made(name: str) -> Any:
            there = f"{path}.{name}"
            if name in inner:
                return self._list(inner[name], there, row)
            type_ = record.fields[name]
            if isinstance(type_, RowsOf):
                return self._list(self.vocabulary.records[type_.record], there, row)
            return self.value(there, type_, self.limits.get(f"{record.name}.{name}"))

        row = RowTerm(present, self._noted(made), parent, path, record.name)
        return row

    def _noted(self, make: Callable[[str], Any]) -> Mapping[str, Any]:
        """Fields made when read; read again, they bring the laws they rest on with them."""
        return _Noting(self.session, make)


class _Noting(Lazily):
    """Fields of a free record, each with the laws that hold of it."""

    def __init__(self, session: Session, make: Callable[[str], Any]) -> None:
        super().__init__(make)
        self._session = session
        self._laws: dict[str, frozenset[int]] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._laws:
            with self._session.noting() as noted:
                super().__getitem__(name)
            self._laws[name] = frozenset(noted)
        self._session.noted |= self._laws[name]
        return super().__getitem__(name)


def present_rows(rows: RowsTerm) -> Iterator[RowTerm]:
    """The records of a list that can be there."""
    return (row for row in rows.rows if row.present is not False)


def free_world(
    pack: Pack, session: Session, room: Callable[[str], int], name: str = ""
) -> FreeWorld:
    """Whatever may be so under a pack."""
    return FreeWorld(pack.vocabulary, pack.limits, session, room, name)


__all__ = ["FreeWorld", "Lazily", "ToldWorld", "all_of", "free_world", "present_rows"]
