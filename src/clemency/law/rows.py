"""Quantifiers and aggregates: what is known of a list, some of whose rows or fields may not be
known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from clemency.law.arithmetic import bounds, combined, spread, within
from clemency.law.expr import (
    Aggregate,
    Both,
    Either,
    Expr,
    Get,
    If,
    Named,
    Not,
    Pick,
    Quantified,
    Var,
)
from clemency.law.reason import ALL, ANY, Env, Explain, Reason, prepared, settle
from clemency.law.types import BOOL, RowOf, RowsOf
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict

Because = tuple[Reason, ...]
Seen = tuple[Verdict, Any, Any, Because]  # belongs, value, order, because


def quantified(expr: Quantified) -> Explain:
    """`any` and `all`: each row is a part, and so is "there is no further row"."""
    rows, part = prepared(expr.rows), _part(expr)
    every, var = expr.kind == "all", expr.var
    order, closing = ALL if every else ANY, further(expr.rows, every)

    def explain(env: Env) -> Reason:
        found = rows(env)
        inner = dict(env)
        parts = []
        for row in found.value.items:
            inner[var] = row
            parts.append(part(inner))
        parts.append(closing(found))
        return settle(expr, parts, order)

    return explain


def _part(expr: Quantified) -> Explain:
    """One row's part in the verdict: `where and body` for any, `not where or body` for all.

    A row that does not meet the condition counts for nothing.
    """
    body, every, var = prepared(expr.body), expr.kind == "all", expr.var
    being = being_of(var, expr.where, expr.body)
    if expr.where is None and not being:
        return body
    where = prepared(expr.where) if expr.where is not None else None
    negated = None if expr.where is None else Not(BOOL, expr.where) if every else expr.where
    both = tuple(part for part in (negated, expr.body) if part is not None)
    whole: Expr = Either(BOOL, both) if every else Both(BOOL, both)

    def explain(env: Env) -> Reason:
        asked = where(env) if where is not None else None
        if asked is not None and asked.value is False:
            return Reason(whole, every, (asked,))
        inner = body(env)
        if asked is None or asked.value is True:
            met = (inner,) if asked is None else (asked, inner)
            there = being(env[var], met) if being else ()
            return Reason(whole, inner.value, (*there, *met))
        if inner.value is every:
            return Reason(whole, every, (inner,))
        return Reason(whole, UNKNOWN, (asked, inner) if inner.value is UNKNOWN else (asked,))

    return explain


def further(rows: Expr, every: bool) -> Callable[[Reason], Reason]:
    """The part played by rows that nobody has listed: none if the list is complete, or open."""
    expr = Get(BOOL, rows, "complete")

    def part(found: Reason) -> Reason:
        listed: Rows = found.value
        path = listed.path or found.path or str(rows)
        never_asked = listed.complete is UNKNOWN and not listed.items
        complete: Verdict = True if listed.complete is True else UNKNOWN
        leaf = Reason(expr, complete, (), path if never_asked else f"{path}.complete")
        return Reason(expr, every if complete is True else UNKNOWN, (leaf,))

    return part


def being_of(var: str, *parts: Expr | None) -> Callable[[Row, Sequence[Reason]], Because] | None:
    """That there is a row, as a reason of its own, where no field of it is among the others.

    None where one always is.
    """
    if any(part is not None and _always_read(part, var) for part in parts):
        return None

    def being(row: Row, others: Sequence[Reason]) -> Because:
        paths = (below.path for other in others for below in other.walk() if below.path)
        read = any(path.startswith(f"{row.path}.") for path in paths)
        return () if read else (Reason(Var(RowOf(row.kind), var), row, (), row.path),)

    return being


def _always_read(expr: Expr, var: str) -> bool:
    """Whether a field of the row is among the reasons of `expr`, however it comes out."""
    match expr:
        case Get(type=kind, of=Var(name=name)):
            return name == var and not isinstance(kind, RowsOf | RowOf)
        case Both(of=parts) | Either(of=parts):
            return all(_always_read(part, var) for part in parts)
        case If(then=then, other=other):
            return _always_read(then, var) and _always_read(other, var)
        case Named(body=body, row=Var(name=name), var=inner) if name == var:
            return _always_read(body, inner)
        case Quantified() | Aggregate() | Pick() | Get() | Named(row=Expr()):
            return False
    return any(_always_read(part, var) for part in expr.parts())


def aggregate(expr: Aggregate) -> Explain:
    """`count`, `min`, `max`, `sum`, `latest`, `earliest`."""
    rows, body = prepared(expr.rows), prepared(expr.body)
    where = prepared(expr.where) if expr.where is not None else None
    by = prepared(expr.by) if expr.by is not None else None
    reckon, closing, var = _RECKON[expr.kind], further(expr.rows, True), expr.var
    counting = expr.kind == "count"
    being = being_of(var, expr.where, *(() if counting else (expr.body, expr.by)))

    def explain(env: Env) -> Reason:
        found = rows(env)
        inner = dict(env)
        seen: list[Seen] = []
        for row in found.value.items:
            inner[var] = row
            one = _seen(inner, row, where, None if counting else body, by)
            there = being(row, one[3]) if being else ()
            seen.append((*one[:3], (*there, *one[3])))
        whole = closing(found)
        because = tuple(reason for one in seen for reason in one[3])
        return Reason(expr, reckon(expr, seen, whole.value is True), (*because, *whole.because))

    return explain


def _seen(
    env: Env, row: Row, where: Explain | None, body: Explain | None, by: Explain | None
) -> Seen:
    """Whether a row belongs, the value it brings, and the day it is ordered by."""
    asked = where(env) if where is not None else None
    belongs: Verdict = True if asked is None else asked.value
    if belongs is False:
        return False, None, None, (asked,) if asked is not None else ()
    value = body(env) if body is not None else None
    order = by(env) if by is not None else None
    because = tuple(reason for reason in (asked, value, order) if reason is not None)
    return belongs, value.value if value else None, order.value if order else None, because


def _count(expr: Aggregate, seen: list[Seen], complete: bool) -> Any:
    sure = sum(1 for one in seen if one[0] is True)
    possible = sum(1 for one in seen if one[0] is UNKNOWN)
    return within(sure, sure + possible) if complete else Between(sure, None)


def _sum(expr: Aggregate, seen: list[Seen], complete: bool) -> Any:
    """The sum; open where the list is, since a further amount may be of any size."""
    if not complete:
        return UNKNOWN
    total: Any = 0
    for belongs, value, _, _ in seen:
        if belongs is not False:
            total = combined("+", total, value if belongs is True else spread([0, value]))
    return total


def _least(expr: Aggregate, seen: list[Seen], complete: bool) -> Any:
    """The least or greatest value of the rows; none if there are no rows."""
    least = expr.kind == "min"
    sure = [_facing(one[1], least) for one in seen if one[0] is True]
    possible = [_facing(one[1], least) for one in seen if one[0] is UNKNOWN]
    if not sure:
        return None if complete and not possible else UNKNOWN
    nearest = _pick([near for near, _ in (*sure, *possible)], least)
    farthest = _pick([far for _, far in sure], least)
    near = nearest if complete and all(n is not None for n, _ in (*sure, *possible)) else None
    return within(near, farthest) if least else within(farthest, near)


def _facing(value: Any, least: bool) -> tuple[Any, Any]:
    """The bounds of a value, the one nearer to the extreme first."""
    if value is UNKNOWN:
        return None, None
    lo, hi = bounds(value)
    return (lo, hi) if least else (hi, lo)


def _pick(values: list[Any], least: bool) -> Any:
    known = [value for value in values if value is not None]
    return (min(known) if least else max(known)) if known else None


def _nth(expr: Aggregate, seen: list[Seen], complete: bool) -> Any:
    """The value of the nth latest or earliest row; open where the order is, none where there are
    fewer rows.
    """
    rows = [one for one in seen if one[0] is not False]
    if not complete or any(one[0] is not True or not isinstance(one[2], date) for one in rows):
        return UNKNOWN
    if len(rows) < expr.nth:
        return None
    rows.sort(key=lambda one: one[2], reverse=expr.kind == "latest")
    day = rows[expr.nth - 1][2]
    # Of several on one day, none comes first.
    return spread([one[1] for one in rows if one[2] == day])


_RECKON: dict[str, Callable[[Aggregate, list[Seen], bool], Any]] = {
    "count": _count,
    "sum": _sum,
    "min": _least,
    "max": _least,
    "latest": _nth,
    "earliest": _nth,
}

__all__ = ["Aggregate", "aggregate", "quantified"]
