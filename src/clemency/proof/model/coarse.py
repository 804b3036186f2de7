"""Expressions read coarsely: what needs a calendar, a figure of the law or rows may be anything.

A part that is left open in this way can be whatever it likes, so a coarse model can do all that the
exact one can and more. What is never so in it needs no calendar, and holds for any number of
records: most of a procedure is proved here, and quickly.
"""

from __future__ import annotations

import z3

from clemency.law import expr as e
from clemency.law.types import BOOL, Optional, RowsOf, Type
from clemency.proof.encode import Encoder, World
from clemency.proof.session import Session
from clemency.proof.terms import RowsTerm, RowTerm, Scope, Term

_LEFT_OPEN = (e.Quantified, e.Aggregate, e.Pick, e.After, e.Param, e.Known)
_OF_NOW = ("docket.", "ever.", "vote.", "today", "acting_office", "actor", "begins")


class Coarse(Encoder):
    """Encodes an expression, and leaves open what needs a calendar, a figure or rows.

    name  of the moment; what reads only told facts is the same at every moment
    """

    _made = 0

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world)
        self.name = name

    def shape(self, expr: e.Expr, rows: Scope) -> Term | RowTerm | RowsTerm:
        """The term; a free one where the expression is left open."""
        if isinstance(expr, e.Get) and isinstance(expr.of.type, RowsOf):
            return Term(True)
        if isinstance(expr, _LEFT_OPEN):
            return self.free(str(expr), expr.type, self._scope(expr))
        return super().shape(expr, rows)

    def free(self, name: str, type: Type, scope: str) -> Term:
        """Whatever a value of that type can be."""
        return plain(f"{scope}:{name}", type)

    def _scope(self, expr: e.Expr) -> str:
        """Where a free value is the same: once for one row, at one moment, or always."""
        nodes = tuple(expr.walk())
        bound = {
            node.var for node in nodes if isinstance(node, e.Quantified | e.Aggregate | e.Pick)
        }
        if any(isinstance(node, e.Var) and node.name not in bound for node in nodes):
            Coarse._made += 1
            return f"row-{Coarse._made}"
        reads = (node.path for node in nodes if isinstance(node, e.Read))
        return self.name if any(path.startswith(_OF_NOW) for path in reads) else "told"


def plain(name: str, type: Type) -> Term:
    """A value of which nothing is known, not even that it is a real day."""
    if isinstance(type, Optional):
        return Term(plain(name, type.of).value, z3.Bool(f"{name}?none"))
    return Term(z3.Bool(name) if type == BOOL else z3.Int(name))


class CoarseWorld:
    """Told facts of which nothing is known; lists are never looked into."""

    def __init__(self, session: Session, name: str) -> None:
        self.session, self.name = session, name

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        """A fact."""
        return plain(f"{self.name}:{path}", type)
