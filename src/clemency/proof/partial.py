"""A world of which only a part is known: what somebody has learned so far of a free world."""

from __future__ import annotations

from typing import Any

import z3

from clemency.law.types import Type
from clemency.proof.terms import RowsTerm, RowTerm, Term, all_of, any_of, negated
from clemency.proof.worlds import FreeWorld, Lazily

GIVEN = ("today", "actor", "acting_office")
"""Facts that every question brings with it: they are never open."""


class PartialWorld:
    """The same facts, of which any may be open, and lists of which any record may be missing.

    The docket is closed: what it says is known whole.
    """

    def __init__(self, whole: FreeWorld) -> None:
        self.whole = whole
        self.session = whole.session
        self._rows: dict[int, tuple[RowTerm, RowTerm]] = {}
        self._lists: dict[int, tuple[RowsTerm, RowsTerm]] = {}

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        found = self.whole.read(path, type)
        if path in GIVEN or path.startswith("docket."):
            return found
        if isinstance(found, RowsTerm):
            return self._listed(found, path)
        return _open(found, path)

    def _listed(self, whole: RowsTerm, path: str) -> RowsTerm:
        """The records of a list that are known, and whether they are known to be all."""
        kept = self._lists.get(id(whole))
        if kept is None:
            rows = tuple(self.row(row) for row in whole.rows)
            complete = z3.Bool(f"?{path}.complete")
            pairs = zip(whole.rows, rows, strict=True)
            all_there = all_of(*(any_of(negated(a.present), b.present) for a, b in pairs))
            known = RowsTerm(rows, all_of(complete, all_there))
            kept = self._lists[id(whole)] = (whole, known)
        return kept[1]

    def row(self, whole: RowTerm) -> RowTerm:
        """What is known of one record."""
        kept = self._rows.get(id(whole))
        if kept is None:
            parent = None if whole.parent is None else self.row(whole.parent)

            def field(name: str) -> Any:
                found, there = whole.fields[name], f"{whole.path}.{name}"
                return (
                    self._listed(found, there)
                    if isinstance(found, RowsTerm)
                    else _open(found, there)
                )

            around = True if parent is None else parent.present
            listed = all_of(around, whole.present, z3.Bool(f"?{whole.path}"))
            kept = (whole, RowTerm(listed, Lazily(field), parent, whole.path))
            self._rows[id(whole)] = kept
        return kept[1]


def _open(term: Term, path: str) -> Term:
    return Term(term.value, term.none, any_of(term.open, z3.Bool(f"?{path}")))
