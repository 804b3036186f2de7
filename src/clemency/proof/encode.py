"""Expressions for the solver: the same nodes that the interpreter explains.

Three-valued as the interpreter is, by Kleene's tables: a term says what it is, whether it is none
and whether it is open. With complete facts only a figure before its first day, a tie in an order
and the like are open. Where something is open, the encoding may be open more often than the
interpreter, which knows bounds and worlds; it is never settled otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from clemency.law.expr import (
    After,
    Aggregate,
    Arith,
    Both,
    Cash,
    Compare,
    Const,
    Either,
    Expr,
    Get,
    If,
    IsNone,
    Known,
    Named,
    Not,
    OneOf,
    Param,
    Pick,
    Quantified,
    Read,
    Var,
)
from clemency.law.types import RowOf, RowsOf, Type
from clemency.proof.days import packed
from clemency.proof.encode_lists import aggregate, picked, quantified
from clemency.proof.session import Session
from clemency.proof.terms import (
    COMPARE,
    NONE,
    SOME_DAY,
    RowsTerm,
    RowTerm,
    Scope,
    Shape,
    Term,
    Truth,
    all_of,
    any_of,
    choose,
    chosen,
    equal,
    every,
    negated,
    opposite,
    same_term,
    some,
)

Made = TypeVar("Made")


class World(Protocol):
    """Where facts come from: free constants, the state of a docket, or plain values."""

    session: Session

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        """The fact of this id. Asked again, it gives the same."""


def constant(value: Any, session: Session) -> Term:
    """A value of a pack as a settled term."""
    if value is None:
        return NONE
    if isinstance(value, date):
        return Term(packed(value))
    return Term(session.codes.number(value) if isinstance(value, str) else value)


class Encoder:
    """Encodes expressions in one world. What does not depend on a row is encoded once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.session = world.session
        self._kept: dict[Hashable, tuple[object, Any, frozenset[int]]] = {}

    def term(self, expr: Expr, rows: Scope | None = None) -> Term:
        """The term of a condition, a date, an amount or a choice."""
        found = self.shape(expr, rows or {})
        assert isinstance(found, Term), f"{expr} is no single value"
        return found

    def shape(self, expr: Expr, rows: Scope) -> Shape:
        """The term, the record or the list of an expression."""
        if isinstance(expr, Read) or (isinstance(expr, Named) and expr.row is None):
            return self._once(expr, rows)
        return _ENCODE[type(expr)](self, expr, rows)

    def _once(self, expr: Expr, rows: Scope) -> Shape:
        key = expr.body if isinstance(expr, Named) else expr
        return self.once(id(key), key, lambda: _ENCODE[type(expr)](self, expr, rows))

    def once(self, key: Hashable, keep: object, make: Callable[[], Made]) -> Made:
        """Make something once in this world, and note the laws it rests on whenever it is used.

        keep  what the key is the identity of, kept alive with it
        """
        kept = self._kept.get(key)
        if kept is None:
            with self.session.noting() as noted:
                made = make()
            kept = self._kept[key] = (keep, made, frozenset(noted))
        self.session.noted |= kept[2]
        return cast(Made, kept[1])


def encode(expr: Expr, world: World, rows: Scope | None = None) -> Term:
    """The term of one expression in a world."""
    return Encoder(world).term(expr, rows)


def encode_possible(expr: Expr, world: World, rows: Scope | None = None) -> Truth:
    """Whether a condition could be anything but false, as far as it is known in this world.

    Where facts are open this is an over-approximation: it may be possible here and not there.
    """
    return encode(expr, world, rows).possible


# --- leaves ---------------------------------------------------------------------------------------


def _const(encoder: Encoder, expr: Const | Cash, rows: Scope) -> Term:
    return constant(expr.value, encoder.session)


def _read(encoder: Encoder, expr: Read, rows: Scope) -> Shape:
    return encoder.world.read(expr.path, expr.type)


def _var(encoder: Encoder, expr: Var, rows: Scope) -> RowTerm:
    return rows[expr.name]


def _get(encoder: Encoder, expr: Get, rows: Scope) -> Shape:
    of = encoder.shape(expr.of, rows)
    if isinstance(expr.of.type, RowsOf):
        listed = cast(RowsTerm, of)
        return Term(True, open=negated(listed.complete))
    row = cast(RowTerm, of)
    if isinstance(expr.type, RowOf):
        assert row.parent is not None, f"{row.path} lies within no record"
        return row.parent
    found = row.fields[expr.name]
    if isinstance(expr.type, RowsOf) and isinstance(found, Term):
        return RowsTerm((), complete=False)  # nobody was asked for the list
    return cast(Shape, found)


def _named(encoder: Encoder, expr: Named, rows: Scope) -> Shape:
    if expr.row is None:
        return encoder.shape(expr.body, {})
    row = encoder.shape(expr.row, rows)
    assert isinstance(row, RowTerm)
    return encoder.shape(expr.body, {**rows, expr.var: row})


# --- conditions -----------------------------------------------------------------------------------


def _both(encoder: Encoder, expr: Both, rows: Scope) -> Term:
    return every([encoder.term(part, rows) for part in expr.of])


def _either(encoder: Encoder, expr: Either, rows: Scope) -> Term:
    return some([encoder.term(part, rows) for part in expr.of])


def _not(encoder: Encoder, expr: Not, rows: Scope) -> Term:
    return opposite(encoder.term(expr.of, rows))


def _if(encoder: Encoder, expr: If, rows: Scope) -> Term:
    test = encoder.term(expr.test, rows)
    then, other = encoder.term(expr.then, rows), encoder.term(expr.other, rows)
    settled = chosen(test.value, then, other)
    if test.open is False:
        return settled
    apart = negated(same_term(then, other))
    return Term(settled.value, settled.none, choose(test.open, apart, settled.open))


def _compare(encoder: Encoder, expr: Compare, rows: Scope) -> Term:
    left, right = encoder.term(expr.left, rows), encoder.term(expr.right, rows)
    value = COMPARE[expr.op](left.value, right.value)
    if left.none is not False or right.none is not False:
        # An order of what may be none is guarded by another part; only sameness is asked of none.
        both, either = all_of(left.none, right.none), any_of(left.none, right.none)
        differs = expr.op == "!="
        value = choose(either, negated(both) if differs else both, value)
    return Term(value, open=any_of(left.open, right.open))


def _one_of(encoder: Encoder, expr: OneOf, rows: Scope) -> Term:
    item = encoder.term(expr.item, rows)
    if all(isinstance(option, str) for option in expr.options):
        among = encoder.session.codes.among(item.value, tuple(expr.options))
    else:
        known = (constant(option, encoder.session).value for option in expr.options)
        among = any_of(*(equal(item.value, option) for option in known))
    found = all_of(negated(item.none), among)
    return Term(negated(found) if expr.negated else found, open=item.open)


def _is_none(encoder: Encoder, expr: IsNone, rows: Scope) -> Term:
    of = encoder.term(expr.of, rows)
    return Term(negated(of.none) if expr.negated else of.none, open=of.open)


def _known(encoder: Encoder, expr: Known, rows: Scope) -> Term:
    of = encoder.shape(expr.of, rows)
    if isinstance(of, RowsTerm):
        return Term(of.complete)
    return Term(negated(of.open) if isinstance(of, Term) else True)


# --- days, numbers, amounts -----------------------------------------------------------------------


def _after(encoder: Encoder, expr: After, rows: Scope) -> Term:
    count, day = encoder.term(expr.count, rows), encoder.term(expr.day, rows)
    none, open_ = any_of(count.none, day.none), any_of(count.open, day.open)
    if none is True or open_ is True:
        return Term(SOME_DAY, none, open_)
    moved = encoder.session.days.after(expr.unit, count.value, day.value, expr.leap_day)
    return Term(moved, none, open_)


def _arith(encoder: Encoder, expr: Arith, rows: Scope) -> Term:
    left, right = encoder.term(expr.left, rows), encoder.term(expr.right, rows)
    a, b = left.value, right.value
    value = a + b if expr.op == "+" else a - b if expr.op == "-" else a * b
    return Term(value, any_of(left.none, right.none), any_of(left.open, right.open))


def _param(encoder: Encoder, expr: Param, rows: Scope) -> Term:
    """A figure as it stood on a day; open before its first."""
    on = encoder.term(expr.on, rows)
    first = packed(expr.values[0][0])
    value = constant(expr.values[0][1], encoder.session).value
    for since, figure in expr.values[1:]:
        value = choose(on.value >= packed(since), constant(figure, encoder.session).value, value)
    early = all_of(negated(on.none), on.value < first)
    return Term(value, on.none, any_of(on.open, early))


_ENCODE: Mapping[type[Expr], Callable[[Encoder, Any, Scope], Shape]] = {
    Const: _const,
    Cash: _const,
    Read: _read,
    Var: _var,
    Get: _get,
    Named: _named,
    Both: _both,
    Either: _either,
    Not: _not,
    If: _if,
    Compare: _compare,
    OneOf: _one_of,
    IsNone: _is_none,
    Known: _known,
    After: _after,
    Arith: _arith,
    Param: _param,
    Quantified: quantified,
    Aggregate: aggregate,
    Pick: picked,
}
