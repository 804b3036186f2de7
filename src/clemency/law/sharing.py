"""Where Kleene's tables may be too weak, told from an expression alone.

The tables are exact as long as no two parts have anything in common, and each part by itself can
come out either way. Trying possible worlds is left for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from clemency.law.expr import (
    TODAY,
    After,
    Aggregate,
    Arith,
    Compare,
    Expr,
    Get,
    If,
    Known,
    Named,
    OneOf,
    Param,
    Pick,
    Quantified,
    Read,
    Var,
)
from clemency.law.types import BOOL, Choice, Optional

NO_ROW = "\0"  # a name that no row has: everything read beside it is read again for each row


def may_agree(expr: Expr) -> bool:
    """Whether worlds may agree on what the tables leave open.

    Never where the expression asks what is known: that is not a matter of what may be.
    """
    kept: bool | None = expr.__dict__.get("_may_agree")
    if kept is None:
        weak = any(map(_is_weak, expr.walk())) or _shares(expr)
        kept = weak and not asks_what_is_known(expr)
        object.__setattr__(expr, "_may_agree", kept)
    return kept


def asks_what_is_known(expr: Expr) -> bool:
    """Whether the expression is about what is known rather than about what is."""
    return any(isinstance(node, Known) for node in expr.walk())


def _is_weak(node: Expr) -> bool:
    """Whether the tables may lose something within one node."""
    match node:
        case If(type=kind):
            return kind != BOOL  # of two values only the bounds are kept
        case OneOf() | Param():
            return True  # every answer may be on the list; a figure may be the same on every day
        case Pick():
            return True  # the row's own place in the order is read again for every other row
        case Aggregate(kind=kind):
            return kind != "count"
        case Arith(op="*"):
            return True  # not every number is a product
        case Compare(op="==" | "!=", left=left, right=right):
            return _lopsided(left) or _lopsided(right)
    return False


def _lopsided(side: Expr) -> bool:
    """Whether a side may leave out a value that the other has, or have no second one."""
    if isinstance(side.type, Optional):
        return True  # what is known to be none equals nothing that is not
    if isinstance(side.type, Choice) and len(side.type.options) == 1:
        return True
    return any(isinstance(node, After) for node in side.walk())  # rounding leaves days out


def _shares(expr: Expr) -> bool:
    """Whether two parts read the same fact, or one part does once for every row."""
    seen: set[str] = set()
    for read in _reads(expr, None):
        if read is None or read in seen:
            return True
        seen.add(read)
    return False


def _reads(expr: Expr, row: str | None) -> Iterator[str | None]:
    """A name for everything read; None for what is the same for several rows.

    row   the innermost row at hand; None outside all rows
    """
    match expr:
        case Read(path=path):
            if expr != TODAY:
                yield path if row is None else None
        case Get(of=Var(name=of), name=name):
            yield f".{name}" if row in (None, of) else None
        case Get(of=of, name=name):
            yield f".{name}" if row is None else None
            yield from _reads(of, row)
        case Quantified(var=var, rows=rows, where=where, body=body):
            yield from _reads(rows, row)
            for part in (where, body):
                yield from _reads(part, var) if part is not None else ()
        case Aggregate(var=var, rows=rows, where=where, body=body, by=by):
            yield from _reads(rows, row)
            for part in (where, body, by):
                yield from _reads(part, var) if part is not None else ()
        case Named(body=body, row=Var(name=of), var=var):
            yield from _reads(body, None if row is None else var if row == of else NO_ROW)
        case Named(body=body, row=about) if about is not None:
            yield from _reads(body, None if row is None else NO_ROW)
            yield from _reads(about, row)
        case _:
            for part in expr.parts():
                yield from _reads(part, row)
