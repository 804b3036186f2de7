"""How many records are enough: whether what holds of a few holds of every number.

An expression that is met by some facts is met by facts with few records, if each place that asks
for a record can keep its own: one witness for each `any` (or each `all` that fails), one more than
the number that a count is compared with, the records that a least, greatest, first or last value
comes from. Leaving out the others keeps every `all` true. So where a question has no answer with
that many records, it has none with any number. Sums, picks, and a record that must be found anew
for each of others have no such number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from clemency.law.expr import (
    Aggregate,
    Both,
    Compare,
    Const,
    Either,
    Expr,
    Get,
    If,
    Named,
    Not,
    Param,
    Pick,
    Quantified,
    Read,
)
from clemency.law.types import RowsOf, Vocabulary


@dataclass
class Enough:
    """How many records of each kind are enough; of those inside others, for each of these.

    every  False where no number is known to be enough
    """

    rows: Counter[str] = field(default_factory=Counter)
    every: bool = True

    def add(self, other: Enough) -> None:
        """Both at once: each keeps its own witnesses."""
        self.rows.update(other.rows)
        self.every = self.every and other.every


def enough(
    expr: Expr,
    vocabulary: Vocabulary,
    *,
    wanted: bool | None = None,
    one_of: str | None = None,
    each_of: str | None = None,
) -> Enough:
    """How many records are enough for a condition.

    wanted           whether a question asks that it holds, or fails; None: it may be either
    one_of, each_of  the record it is about: a single one, or every one there is
    """
    found = Enough()
    around = None if each_of is None else _Around("all", True)
    _Counting(vocabulary, found).count(expr, around, wanted)
    if one_of is not None:
        found.rows[one_of] += 1
    for record, count in list(found.rows.items()):
        outer = vocabulary.records[record].within
        while outer is not None:  # a record that is kept keeps those around it
            found.rows[outer] += count
            outer = vocabulary.records[outer].within
    return found


@dataclass(frozen=True)
class _Around:
    """What encloses a place.

    kind  "any" or "all" as the question meets it; None: either, or an aggregate
    free  whether it keeps no record of its own: an `all` that is to hold
    """

    kind: str | None
    free: bool = False


class _Counting:
    """Goes through a condition. `wanted`: whether a part is to hold, to fail, or may be either."""

    def __init__(self, vocabulary: Vocabulary, found: Enough) -> None:
        self.vocabulary = vocabulary
        self.found = found

    def count(self, expr: Expr, around: _Around | None, wanted: bool | None) -> None:
        """Count the witnesses of one expression."""
        match expr:
            case Quantified():
                self._quantified(expr, around, wanted)
            case Aggregate():
                self._aggregate(expr, around, None)
            case Pick():
                self.found.every = False
                self._parts(expr, _Around(None), None)
            case Compare(left=Aggregate(kind="count") as counted, right=other):
                self._aggregate(counted, around, _greatest(other))
            case Compare(left=other, right=Aggregate(kind="count") as counted):
                self._aggregate(counted, around, _greatest(other))
            case Not(of=of):
                self.count(of, around, None if wanted is None else not wanted)
            case Both() | Either() | Named(row=None):
                self._parts(expr, around, wanted)
            case If(test=test, then=then, other=other):
                self.count(test, around, None)
                self.count(then, around, wanted)
                self.count(other, around, wanted)
            case Named(body=body):
                self.count(body, around, wanted)
            case _:
                self._parts(expr, around, None)

    def _parts(self, expr: Expr, around: _Around | None, wanted: bool | None) -> None:
        for part in expr.parts():
            self.count(part, around, wanted)

    def _quantified(self, expr: Quantified, around: _Around | None, wanted: bool | None) -> None:
        """One witness, unless it is to hold of all, or to hold of none."""
        kind = None if wanted is None else "any" if (expr.kind == "any") is wanted else "all"
        same = around is None or (kind is not None and around.kind == kind)
        self._keep(expr.rows, same, 0 if kind == "all" else 1)
        inner = _Around(kind, kind == "all")
        self.count(expr.body, inner, wanted)
        if expr.where is not None:
            meets = wanted if expr.kind == "any" or wanted is None else not wanted
            self.count(expr.where, inner, meets)

    def _aggregate(self, expr: Aggregate, around: _Around | None, limit: int | None) -> None:
        if expr.kind == "sum" or (expr.kind == "count" and limit is None):
            self.found.every = False
        keeps = {"count": max(limit or 0, 0) + 1, "min": 1, "max": 1}.get(expr.kind, expr.nth + 1)
        self._keep(expr.rows, around is None, keeps)
        for part in (expr.body, expr.where, expr.by):
            if part is not None:
                self.count(part, _Around(None), None)

    def _keep(self, rows: Expr, same: bool, count: int) -> None:
        """Keep records of a list: one of the pack's, or one inside a record at hand.

        Inside something of the other kind a record must be found anew for each of others, which
        only a list of their own can give without end.
        """
        if not (same or count == 0 or isinstance(rows, Get)):
            self.found.every = False
        if count and isinstance(rows, Read | Get) and isinstance(rows.type, RowsOf):
            self.found.rows[rows.type.record] += count


def _greatest(expr: Expr) -> int | None:
    """The greatest number that a count is compared with: a constant, or a figure of the law."""
    match expr:
        case Const(value=int(number)):
            return number
        case Param(values=values):
            return max(int(value) for _, value in values)
        case Named(body=body, row=None):
            return _greatest(body)
    return None
