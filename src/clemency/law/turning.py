"""Where a comparison changes as one fact or day moves. Every form that a side may have only rises, or only falls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from clemency.law.arithmetic import after, bounds
from clemency.law.expr import After, Arith, Const, Expr, If, Named, Read
from clemency.law.reason import Reason, is_open

DAY = timedelta(days=1)


def moves(expr: Expr, path: str) -> bool:
    """Whether the value itself moves with a fact. A comparison or a figure inside only switches, and is judged apart."""
    match expr:
        case Read(path=own):
            return own == path
        case After(day=day):
            return moves(day, path)
        case Arith(left=left, right=right):
            return moves(left, path) or moves(right, path)
        case If(then=then, other=other):
            return moves(then, path) or moves(other, path)
        case Named(body=body):
            return moves(body, path)
    return False


def turning_places(atom: Reason, path: str) -> set[Any] | None:
    """Values of the fact at `path` at which a comparison turns. None if they cannot be told; empty if it never does."""
    a, b = atom.because
    left, right = _holds_path(a, path), _holds_path(b, path)
    if left and right:
        return None
    if not left and not right:
        return set()
    side, other = (a, b) if left else (b, a)
    if other.value is None:
        return set()
    places: set[Any] = set()
    for end in bounds(other.value) if not _unknown(other.value) else ():
        back = _backwards(side, path, end) if end is not None else set()
        if back is None:
            return None
        places |= back
    return places


def beside(places: Iterable[Any]) -> set[Any]:
    """Each place, and the values just before and after it."""
    found: set[Any] = set()
    for place in places:
        step: Any = DAY if isinstance(place, date) else 1
        found.add(place)
        if place != date.min:
            found.add(place - step)
        if place != date.max:
            found.add(place + step)
    return found


def _unknown(value: Any) -> bool:
    return is_open(value) and not hasattr(value, "lo")


def _holds_path(side: Reason, path: str) -> bool:
    """Whether the value of a side moves with the fact, by the forms that `_backwards` can undo."""
    if side.path is not None:
        return side.path == path
    if isinstance(side.expr, After):
        return _holds_path(side.because[-1], path)
    if isinstance(side.expr, If | Named):
        return _holds_path(side.because[-1], path)
    return isinstance(side.expr, Arith) and any(_holds_path(part, path) for part in side.because)


def _backwards(side: Reason, path: str, end: Any) -> set[Any] | None:
    """Values of the fact at which `side` reaches or passes `end`."""
    if side.path == path:
        return {end}
    if isinstance(side.expr, If | Named):
        return _backwards(side.because[-1], path, end)
    if isinstance(side.expr, After):
        return _before(side, path, end)
    if isinstance(side.expr, Arith) and side.expr.op in "+-":
        return _unadded(side.expr.op, side, path, end)
    return None


def _unadded(op: str, side: Reason, path: str, end: Any) -> set[Any] | None:
    a, b = side.because
    if _holds_path(a, path) and not is_open(b.value):
        return _backwards(a, path, end - b.value if op == "+" else end + b.value)
    if _holds_path(b, path) and not is_open(a.value):
        return _backwards(b, path, end - a.value if op == "+" else a.value - end)
    return None


def _before(side: Reason, path: str, end: Any) -> set[Any] | None:
    """The first days whose moved day reaches `end`, and passes it: found by halving, since moving keeps the order."""
    expr, start = side.expr, side.because[-1]
    assert isinstance(expr, After)
    count = expr.count.value if isinstance(expr.count, Const) else side.because[0].value
    places: set[Any] = set()
    for number in bounds(count) if not _unknown(count) else ():
        if number is None:
            return None
        for passed in (False, True):
            back = _backwards(start, path, first_day(expr.unit, number, expr.leap_day, end, passed))
            if back is None:
                return None
            places |= back
    return places


def first_day(unit: str, count: int, leap_day: str, end: date, passed: bool) -> date:
    """The first day which, moved, lies on or after `end`; with `passed`, after it. The last day there is, if none does."""
    lo, hi = date.min.toordinal(), date.max.toordinal()
    while lo < hi:
        middle = (lo + hi) // 2
        moved = after(unit, count, date.fromordinal(middle), leap_day)
        lo, hi = (lo, middle) if (moved > end if passed else moved >= end) else (middle + 1, hi)
    return date.fromordinal(lo)


__all__ = ["beside", "first_day", "moves", "turning_places"]
