"""What a condition wants of the docket: which columns must be filled before it can be met, and
which values they may have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

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
from clemency.letters.map.values import ANY, EMPTY, FILLED, Limits, Values, all_of, any_of

DOCKET = "docket."
MOST_WAYS = 12
"""Of a condition that can be met in more ways, the ways are not told apart."""

Literal = tuple[Expr, bool]
"""A part of a condition, and whether it must hold."""


@dataclass(frozen=True)
class Want:
    """A column that must hold something.

    column  of the case ("granted_on"), or of one of its lists ("opinions.asked_on", "opinions")
    beside  other columns of the same row, or this one, and the values they may have
    sure    False where the condition can be met without it
    """

    column: str
    beside: tuple[tuple[str, Values], ...] = ()
    sure: bool = True

    @cached_property
    def limits(self) -> Limits:
        """What may stand in the row."""
        return dict(self.beside)

    def within(self, limits: Limits) -> Want:
        """The same, where these limits hold as well. That a column is filled limits nothing."""
        merged = all_of((self.limits, limits))
        telling = ((c, values) for c, values in merged.items() if values not in (ANY, FILLED))
        return replace(self, beside=tuple(sorted(telling, key=lambda pair: pair[0])))


@dataclass(frozen=True)
class Way:
    """One way in which a condition can be met.

    wants   what must be filled
    limits  the values that single columns of the case may have
    """

    wants: tuple[Want, ...]
    limits: Limits


def wants(condition: Expr, holds: bool = True) -> tuple[Want, ...]:
    """Every column that the condition wants filled; with `holds` false, wants empty."""
    return _wanted([(condition, True)], filled=holds)


def ways(condition: Expr) -> tuple[Way, ...]:
    """Every way in which the condition can be met: one for each `or` that is decided."""
    found = _ways(condition, True) or [((condition, True),)]
    made = []
    for literals in found:
        limits = all_of(_Reader({}).limits(*literal) for literal in literals)
        if all(values.meets(ANY) for values in limits.values()):
            made.append(Way(_wanted(literals), limits))
    return tuple(made)


def _wanted(literals: list[Literal] | tuple[Literal, ...], filled: bool = True) -> tuple[Want, ...]:
    reader = _Reader({}, filled)
    limits = all_of(reader.limits(*literal) for literal in literals)
    found = (want for expr, holds in literals for want in reader.read(expr, holds, True))
    own = (w if "." in w.column else w.within({w.column: limits.get(w.column, ANY)}) for w in found)
    return tuple(dict.fromkeys(own))


def _ways(expr: Expr, holds: bool) -> list[tuple[Literal, ...]]:
    """The literals of each way; none at all where there are too many."""
    if isinstance(expr, Named):
        return _ways(expr.body, holds)
    if isinstance(expr, Not):
        return _ways(expr.of, not holds)
    if not isinstance(expr, Both | Either):
        return [((expr, holds),)]
    parts = [_ways(part, holds) or [((part, holds),)] for part in expr.of]
    if isinstance(expr, Both) is holds:
        found = [sum(chosen, ()) for chosen in product(*parts)]
    else:
        found = [way for part in parts for way in part]
    return found if len(found) <= MOST_WAYS else []


@dataclass(frozen=True)
class _Reader:
    """Reads a condition.

    rows    the list of the docket in which each variable stands
    filled  whether columns are looked for that must be filled, or that must be empty
    """

    rows: Mapping[str, str]
    filled: bool = True

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
                yield from self._wanted(expr.of, ANY, sure)
        elif isinstance(expr, Quantified):
            yield from self._rows(expr, holds, sure)
        elif isinstance(expr, If):
            for part in (expr.test, expr.then, expr.other):
                yield from self.read(part, holds, False)
        elif isinstance(expr, Read | Get) and expr.type == BOOL:
            if holds is self.filled:
                yield from self._wanted(expr, Values.of(holds), sure)
        else:
            yield from self._compared(expr, holds, sure)

    def limits(self, expr: Expr, holds: bool) -> Limits:
        """The values that columns may have where the expression holds, or does not."""
        if isinstance(expr, Named):
            return self.limits(expr.body, holds)
        if isinstance(expr, Not):
            return self.limits(expr.of, not holds)
        if isinstance(expr, Both | Either):
            join = all_of if isinstance(expr, Both) is holds else any_of
            return join([self.limits(part, holds) for part in expr.of])
        if isinstance(expr, IsNone):
            return self._limited(expr.of, FILLED if expr.negated is holds else EMPTY)
        if isinstance(expr, OneOf):
            listed = Values(frozenset(expr.options))
            return self._limited(expr.item, listed.others if expr.negated is holds else listed)
        if isinstance(expr, Compare):
            return self._equal(expr, holds)
        if isinstance(expr, Read | Get) and expr.type == BOOL:
            return self._limited(expr, Values.of(holds))
        return {}

    def _equal(self, expr: Compare, holds: bool) -> Limits:
        for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
            if isinstance(other, Const) and expr.op in ("==", "!="):
                same = Values.of(other.value)
                return self._limited(side, same if (expr.op == "==") is holds else same.others)
        return {}

    def _limited(self, expr: Expr, values: Values) -> Limits:
        column = self._column(expr)
        return {column: values} if column else {}

    def _compared(self, expr: Expr, holds: bool, sure: bool) -> Iterator[Want]:
        """Comparisons, which can only be met by what is there."""
        if not self.filled:
            return
        if isinstance(expr, OneOf):
            if expr.negated is not holds:
                yield from self._wanted(expr.item, Values(frozenset(expr.options)), sure)
        elif isinstance(expr, Compare):
            differs = expr.op == "!=" if holds else expr.op == "=="
            for side in (expr.left, expr.right):
                if isinstance(side, Aggregate):
                    yield from self._aggregate(side, sure and not differs)
                elif not differs:
                    values = self._equal(expr, holds).get(self._column(side), ANY)
                    yield from self._wanted(side, values, sure)

    def _rows(self, expr: Quantified, holds: bool, sure: bool) -> Iterator[Want]:
        found = (expr.kind == "any") is holds
        inner = self._inside(expr.var, expr.rows)
        if inner is None:
            return
        rows, where = inner.rows[expr.var], expr.where
        chosen = {} if where is None else inner.limits(where, True)
        if found:
            parts = [*inner.read(expr.body, holds, sure)]
            if where is not None:
                parts += inner.read(where, True, sure)
            limits = all_of((inner.limits(expr.body, holds), chosen))
            yield from _together(parts, limits, rows, sure)
        else:
            for part, limits in inner.one_by_one(expr.body, holds):
                for want in inner.read(part, holds, False):
                    yield want.within(_own(rows, all_of((limits, chosen))))

    def one_by_one(self, expr: Expr, holds: bool) -> Iterator[tuple[Expr, Limits]]:
        """The parts of which one is enough, each with what is so where none of the others is."""
        while isinstance(expr, Named):
            expr = expr.body
        if isinstance(expr, Both | Either) and isinstance(expr, Both) is not holds:
            for part in expr.of:
                others = (self.limits(one, not holds) for one in expr.of if one is not part)
                yield part, all_of((self.limits(part, holds), *others))
        else:
            yield expr, self.limits(expr, holds)

    def _aggregate(self, expr: Aggregate, sure: bool) -> Iterator[Want]:
        inner = self._inside(expr.var, expr.rows)
        if inner is None:
            return
        where = expr.where
        parts = [] if where is None else [*inner.read(where, True, sure)]
        limits = {} if where is None else inner.limits(where, True)
        yield from _together(parts, limits, inner.rows[expr.var], sure)

    def _inside(self, var: str, rows: Expr) -> _Reader | None:
        """The same reader within a list of the docket; None for a list that people tell."""
        if not (isinstance(rows, Read) and rows.path.startswith(DOCKET)):
            return None
        return replace(self, rows={**self.rows, var: rows.path.removeprefix(DOCKET)})

    def _wanted(self, expr: Expr, values: Values, sure: bool) -> Iterator[Want]:
        column = self._column(expr)
        if column:
            yield Want(column, sure=sure).within({column: values})

    def _column(self, expr: Expr) -> str:
        """The column of the case that is read; empty where it is none."""
        if isinstance(expr, Read) and expr.path.startswith(DOCKET):
            return expr.path.removeprefix(DOCKET)
        if isinstance(expr, Get) and isinstance(expr.of, Var) and expr.of.name in self.rows:
            return f"{self.rows[expr.of.name]}.{expr.name}"
        return ""


def _together(parts: list[Want], limits: Limits, rows: str, sure: bool) -> Iterator[Want]:
    """What is wanted of one and the same row: every column with the values of all the others."""
    own = [part for part in parts if part.column.startswith(f"{rows}.")]
    beside = _own(rows, limits)
    for part in own:
        yield part.within(beside)
    if not own:
        yield Want(rows, (), sure).within(beside)
    yield from (part for part in parts if part not in own)


def _own(rows: str, limits: Limits) -> Limits:
    """What is said of the columns of one list."""
    return {c: values for c, values in limits.items() if c.startswith(f"{rows}.")}
