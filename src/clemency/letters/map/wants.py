"""What a condition wants of the docket: which columns must be filled before it can be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clemency.law.expr import (
    Aggregate,
    Both,
    Compare,
    Const,
    Either,
    Expr,
    Get,
    If,
    IsNone,
    Named,
    Not,
    OneOf,
    Quantified,
    Read,
    Var,
)
from clemency.law.types import BOOL

DOCKET = "docket."
Beside = tuple[tuple[str, frozenset[object]], ...]


@dataclass(frozen=True)
class Want:
    """A column that must hold something.

    column  of the case ("granted_on"), or of one of its lists ("opinions.asked_on", "opinions")
    beside  other columns of the same row, or this one, and the values they may have
    sure    False where the condition can be met without it
    """

    column: str
    beside: Beside = ()
    sure: bool = True


def wants(condition: Expr, holds: bool = True) -> tuple[Want, ...]:
    """Every column that the condition wants filled; with `holds` false, wants empty."""
    found = dict.fromkeys(_Reader({}, filled=holds).read(condition, True, True))
    return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """Reads a condition.

    rows    the list of the docket in which each variable stands
    filled  whether columns are looked for that must be filled, or that must be empty
    """

    rows: Mapping[str, str]
    filled: bool

    def read(self, expr: Expr, holds: bool, sure: bool) -> Iterator[Want]:
        """What is wanted where the expression must hold, or must not."""
        if isinstance(expr, Named):
            yield from self.read(expr.body, holds, sure)
        elif isinstance(expr, Not):
            yield from self.read(expr.of, not holds, sure)
        elif isinstance(expr, Both | Either):
            every = isinstance(expr, Both) is holds
            for part in expr.of:
                yield from self.read(part, holds, sure and every)
        elif isinstance(expr, IsNone):
            if (expr.negated is holds) is self.filled:
                yield from self._column(expr.of, (), sure)
        elif isinstance(expr, Quantified):
            yield from self._rows(expr, holds, sure)
        elif isinstance(expr, If):
            for part in (expr.test, expr.then, expr.other):
                yield from self.read(part, holds, False)
        elif isinstance(expr, Read | Get) and expr.type == BOOL:
            if holds is self.filled:
                yield from self._column(expr, (holds,), sure)
        else:
            yield from self._compared(expr, holds, sure)

    def _compared(self, expr: Expr, holds: bool, sure: bool) -> Iterator[Want]:
        """Comparisons, which can only be met by what is there."""
        if not self.filled:
            return
        if isinstance(expr, OneOf):
            if expr.negated is not holds:
                yield from self._column(expr.item, expr.options, sure)
        elif isinstance(expr, Compare):
            differs = expr.op == "!=" if holds else expr.op == "=="
            for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
                if isinstance(side, Aggregate):
                    yield from self._aggregate(side, sure and not differs)
                elif not differs:
                    is_it = isinstance(other, Const) and expr.op in ("==", "!=")
                    values = (other.value,) if is_it and isinstance(other, Const) else ()
                    yield from self._column(side, values, sure)

    def _rows(self, expr: Quantified, holds: bool, sure: bool) -> Iterator[Want]:
        found = (expr.kind == "any") is holds
        inner = self._inside(expr.var, expr.rows)
        if inner is None:
            return
        parts = [*inner.read(expr.body, holds, sure and found)]
        if expr.where is not None:
            parts += inner.read(expr.where, True, sure and found)
        yield from _together(parts, inner.rows[expr.var], sure and found)

    def _aggregate(self, expr: Aggregate, sure: bool) -> Iterator[Want]:
        inner = self._inside(expr.var, expr.rows)
        if inner is None:
            return
        parts = [] if expr.where is None else [*inner.read(expr.where, True, sure)]
        yield from _together(parts, inner.rows[expr.var], sure)

    def _inside(self, var: str, rows: Expr) -> _Reader | None:
        """The same reader within a list of the docket; None for a list that people tell."""
        if not (isinstance(rows, Read) and rows.path.startswith(DOCKET)):
            return None
        return replace(self, rows={**self.rows, var: rows.path.removeprefix(DOCKET)})

    def _column(self, expr: Expr, values: Iterable[object], sure: bool) -> Iterator[Want]:
        column = ""
        if isinstance(expr, Read) and expr.path.startswith(DOCKET):
            column = expr.path.removeprefix(DOCKET)
        elif isinstance(expr, Get) and isinstance(expr.of, Var) and expr.of.name in self.rows:
            column = f"{self.rows[expr.of.name]}.{expr.name}"
        if column:
            allowed = frozenset(values)
            yield Want(column, ((column, allowed),) if allowed else (), sure)


def _together(parts: list[Want], rows: str, sure: bool) -> Iterator[Want]:
    """What is wanted of one and the same row: every column with the values of all the others."""
    own = [part for part in parts if part.column.startswith(f"{rows}.")]
    beside = tuple(dict.fromkeys(pair for part in own if part.sure for pair in part.beside))
    for part in own:
        yield replace(part, beside=tuple(dict.fromkeys((*beside, *part.beside))))
    if not own:
        yield Want(rows, (), sure)
    yield from (part for part in parts if part not in own)
