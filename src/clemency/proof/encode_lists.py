"""Lists for the solver: what holds of some record or of every one, sums, orders and picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from clemency.law.expr import Aggregate, Expr, Pick, Quantified
from clemency.proof.terms import (
    NONE,
    SOME_DAY,
    RowsTerm,
    RowTerm,
    Scope,
    Term,
    Truth,
    all_of,
    any_of,
    at_most,
    choose,
    chosen,
    equal,
    every,
    negated,
    opposite,
    same_term,
    some,
    total,
)

if TYPE_CHECKING:
    from clemency.proof.encode import Encoder


def _listed(encoder: Encoder, expr: Quantified | Aggregate | Pick, rows: Scope) -> RowsTerm:
    found = encoder.shape(expr.rows, rows)
    assert isinstance(found, RowsTerm), f"{expr.rows} is no list"
    return found


def _belongs(encoder: Encoder, where: Expr | None, row: RowTerm, rows: Scope) -> Term:
    """Whether a record is there and meets the condition."""
    there = Term(row.present)
    return there if where is None else every([there, encoder.term(where, rows)])


def quantified(encoder: Encoder, expr: Quantified, rows: Scope) -> Term:
    """`any` and `all`: each record is a part, and so is "there is no further record"."""
    listed = _listed(encoder, expr, rows)
    parts = []
    for row in listed.rows:
        inner = {**rows, expr.var: row}
        belongs = _belongs(encoder, expr.where, row, inner)
        body = encoder.term(expr.body, inner)
        wide = expr.kind == "all"
        parts.append(some([opposite(belongs), body]) if wide else every([belongs, body]))
    further = Term(expr.kind == "all", open=negated(listed.complete))
    return every([*parts, further]) if expr.kind == "all" else some([*parts, further])


Seen = tuple[Term, Term, Sequence[Term]]
"""A record: whether it belongs, the value it brings, the keys it is ordered by."""


def aggregate(encoder: Encoder, expr: Aggregate, rows: Scope) -> Term:
    """`count`, `sum`, `min`, `max`, and the nth `latest` or `earliest`."""
    listed = _listed(encoder, expr, rows)
    seen: list[Seen] = []
    for row in listed.rows:
        inner = {**rows, expr.var: row}
        belongs = _belongs(encoder, expr.where, row, inner)
        body = Term(1) if expr.kind == "count" else encoder.term(expr.body, inner)
        by = () if expr.by is None else (encoder.term(expr.by, inner),)
        seen.append((belongs, body, by))
    made = _RECKON[expr.kind](expr, seen)
    doubts = [
        all_of(b.possible, any_of(b.open, v.open, *(k.open for k in by))) for b, v, by in seen
    ]
    return Term(made.value, made.none, any_of(made.open, negated(listed.complete), *doubts))


def _sum(expr: Aggregate, seen: Sequence[Seen]) -> Term:
    return Term(total([choose(belongs.value, value.value, 0) for belongs, value, _ in seen]))


def _least(expr: Aggregate, seen: Sequence[Seen]) -> Term:
    """The least or the greatest value; none where there are no records."""
    found = any_of(*(b.value for b, _, _ in seen))
    best = seen[0][1].value if seen else SOME_DAY
    so_far: Truth = False
    for belongs, value, _ in seen:
        nearer = value.value < best if expr.kind == "min" else value.value > best
        takes = all_of(belongs.value, any_of(negated(so_far), nearer))
        best = choose(takes, value.value, best)
        so_far = any_of(so_far, belongs.value)
    return Term(best, negated(found))


def _nth(expr: Aggregate, seen: Sequence[Seen]) -> Term:
    """The value of the nth record in an order; open where those of one day bring different ones."""
    value, open_ = NONE, False
    group: list[tuple[Truth, Term]] = []
    for place, (belongs, brought, (day,)) in enumerate(seen):
        others = [one for n, one in enumerate(seen) if n != place]
        group.append((all_of(belongs.value, *_standing(expr, day, others)), brought))
    for place, (here, brought) in enumerate(group):
        value = chosen(here, brought, value)
        for other, differing in group[:place]:
            open_ = any_of(open_, all_of(here, other, negated(same_term(brought, differing))))
    return Term(value.value, value.none, any_of(value.open, open_))


def _standing(expr: Aggregate, day: Term, others: Sequence[Seen]) -> tuple[Truth, Truth]:
    """Whether fewer than n of the others stand before a record, and enough before or level."""
    late = expr.kind == "latest"
    ahead = [
        all_of(b.value, d.value > day.value if late else d.value < day.value)
        for b, _, (d,) in others
    ]
    level = [all_of(b.value, equal(d.value, day.value)) for b, _, (d,) in others]
    near = [any_of(a, b) for a, b in zip(ahead, level, strict=True)]
    return at_most(expr.nth - 1, ahead), negated(at_most(expr.nth - 2, near))


_RECKON: Mapping[str, Callable[[Aggregate, Sequence[Seen]], Term]] = {
    "count": _sum,
    "sum": _sum,
    "min": _least,
    "max": _least,
    "latest": _nth,
    "earliest": _nth,
}


# --- picks ----------------------------------------------------------------------------------------


def picked(encoder: Encoder, expr: Pick, rows: Scope) -> Term:
    """Whether a record is among the first few: open where one level with it lies across the cap."""
    item = encoder.shape(expr.item, rows)
    up_to = encoder.term(expr.up_to, rows)
    listed = _listed(encoder, expr, rows)
    places = [place for place, row in enumerate(listed.rows) if row is item]
    if not places:
        return Term(False)
    ranked = [_ranked(encoder, expr, row, rows) for row in listed.rows]
    belongs, keys = ranked.pop(places[0])
    early = expr.kind == "earliest"
    ahead = total([choose(all_of(b.value, _first(k, keys, early)), 1, 0) for b, k in ranked])
    level = total([choose(all_of(b.value, _level(k, keys)), 1, 0) for b, k in ranked])
    sure, near = ahead + level < up_to.value, ahead < up_to.value
    doubts = [all_of(b.possible, any_of(b.open, *(key.open for key in k))) for b, k in ranked]
    doubt = any_of(up_to.open, negated(listed.complete), *(key.open for key in keys), *doubts)
    across = all_of(near, negated(sure))
    return every([belongs, Term(sure, open=any_of(doubt, across))])


def _ranked(
    encoder: Encoder, expr: Pick, row: RowTerm, rows: Scope
) -> tuple[Term, tuple[Term, ...]]:
    """Whether a record is among those picked from, and the keys of its place in the order."""
    inner = {**rows, expr.var: row}
    belongs = _belongs(encoder, expr.where, row, inner)
    return belongs, tuple(encoder.term(key, inner) for key in expr.by)


def _first(one: Sequence[Term], other: Sequence[Term], early: bool) -> Truth:
    """Whether one record comes strictly before another."""
    before: Truth = False
    for mine, its in reversed(list(zip(one, other, strict=True))):
        ahead = mine.value < its.value if early else mine.value > its.value
        before = any_of(ahead, all_of(equal(mine.value, its.value), before))
    return before


def _level(one: Sequence[Term], other: Sequence[Term]) -> Truth:
    return all_of(*(equal(a.value, b.value) for a, b in zip(one, other, strict=True)))
