"""The facts of a model, as people would state them."""

from __future__ import annotations

from typing import Any

from clemency.law.pack import Pack
from clemency.law.types import BOOL, DAY, Choice, Optional, RowsOf, Text, Type
from clemency.proof.days import unpacked
from clemency.proof.session import Session, value_in
from clemency.proof.terms import RowsTerm, RowTerm, Term
from clemency.proof.worlds import FreeWorld


def told_in(model: Any, world: FreeWorld, pack: Pack, session: Session) -> dict[str, Any]:
    """Every fact that was read of a free world, by its id, as `facts_from` takes it."""
    return _Telling(model, world, pack, session).facts()


class _Telling:
    """Reads a model back."""

    def __init__(self, model: Any, world: FreeWorld, pack: Pack, session: Session) -> None:
        self.model, self.world, self.session = model, world, session
        self.known = pack.told
        self.records = {record.plural: record for record in self.known.records.values()}

    def facts(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for path, made in self.world.made.items():
            if isinstance(made, Term):
                told[path] = self._value(made, self.known.facts[path])
            elif self.records[path].within is None:
                told[path] = self._rows(made, self.records[path].name)
        return told

    def _value(self, term: Term, kind: Type) -> Any:
        """One value. What nothing looked at closely may be no answer at all: then any answer."""
        if value_in(self.model, term.none):
            return "none"
        value, bare = value_in(self.model, term.value), _bare(kind)
        if bare == DAY:
            return unpacked(value)
        if isinstance(bare, Choice):
            word = self.session.codes.word(value)
            return word if word in bare.options else bare.options[0]
        if isinstance(bare, Text):
            return self.session.codes.word(value)
        return bool(value) if bare == BOOL else value

    def _rows(self, rows: RowsTerm, record: str) -> dict[str, Any]:
        there = [row for row in rows.rows if value_in(self.model, row.present)]
        return {"complete": True, "list": [self._row(row, record) for row in there]}

    def _row(self, row: RowTerm, record: str) -> dict[str, Any]:
        fields = self.known.records[record].fields
        told: dict[str, Any] = {}
        for name, made in row.fields.items():
            if isinstance(made, Term):
                told[name] = self._value(made, fields[name])
            else:
                kind = fields.get(name)
                inner = kind.record if isinstance(kind, RowsOf) else self.records[name].name
                told[name] = self._rows(made, inner)
        return told


def _bare(kind: Type) -> Type:
    return kind.of if isinstance(kind, Optional) else kind
