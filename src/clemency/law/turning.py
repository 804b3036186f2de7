"""Where a comparison turns as one fact, or the day, moves.

Every form that a side may have only rises, or only falls, so it can be undone: from the value that
is met, back to the first value of the fact that meets it. A figure of the law or a choice inside a
side moves by steps; where it steps is a turn of its own, and between two steps it is one of a few
values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from clemency.law.arithmetic import after, bounds, combined
from clemency.law.expr import (
    After,
    Aggregate,
    Arith,
    Compare,
    Const,
    Expr,
    If,
    Named,
    OneOf,
    Param,
    Read,
)
from clemency.law.reason import Reason, is_open
from clemency.law.values import Between

Values = Sequence[Any]
Ends = Callable[[Reason], Values | None]
"""The values at which whatever is compared with a part may turn; None if they cannot be told."""

MANY = 400  # more values than this are not tried one by one
FARTHEST = {
    "years": 10_000,
    "months": 120_000,
    "days": 3_660_000,
}  # from end to end of the calendar


def moves(expr: Expr, path: str) -> bool:
    """Whether the value of an expression moves with a fact, rather than by steps."""
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


def turns(one: Reason, path: str, ends: Ends) -> set[Any] | None:
    """The values of the fact at `path` from which on this reason may come out otherwise than
    before.

    None if they cannot be told. What turns further below is asked of the reasons there.
    """
    match one.expr:
        case Compare():
            a, b = one.because
            if _moving(a, path) and _moving(b, path):
                return None
            side, other = (b, a) if _moving(b, path) else (a, b)
            return _undone_each(side, path, ends(other), ends) if _moving(side, path) else set()
        case OneOf(options=options):
            return _undone_each(one.because[0], path, options, ends)
        case Param(values=values):
            return _undone_each(one.because[0], path, [since for since, _ in values], ends)
        case Aggregate():
            return None if _gathers(one, path) else set()
    return set()


def settling(part: Reason) -> Values | None:
    """The values at which a comparison with a part turns, while all facts but one stay."""
    found = possible(part)
    if found is None and isinstance(part.value, Between):
        return [end for end in bounds(part.value) if end is not None]
    return found


def possible(part: Reason) -> Values | None:
    """Every value that a part can still come to, where they are few; None otherwise."""
    if not is_open(part.value):
        return [] if part.value is None else [part.value]
    match part.expr:
        case If(test=test):
            branches = [possible(branch) for branch in part.because if branch.expr is not test]
            return None if None in branches else [v for some in branches for v in some or ()]
        case Named():
            return possible(part.because[0])
        case Param(values=values):
            return [value for _, value in values]
        case Arith(op=op):
            return _combinations(part.because, lambda a, b: combined(op, a, b))
        case After(unit=unit, leap_day=leap_day):
            return _combinations(_count_and_day(part), lambda n, day: after(unit, n, day, leap_day))
        case Aggregate(kind="count") if isinstance(part.value, Between):
            lo, hi = bounds(part.value)
            return None if hi is None or hi - lo > MANY else range(lo, hi + 1)
    return None


def _combinations(parts: Iterable[Reason], work: Callable[[Any, Any], Any]) -> Values | None:
    each = [possible(part) for part in parts]
    if None in each:
        return None
    found = [work(a, b) for a, b in product(*(some or () for some in each))]
    return found if len(found) <= MANY else None


# -- undoing a side ------------------------------------------------------------------------------


def _moving(side: Reason, path: str) -> bool:
    """Whether the value of a side moves with the fact; what only steps inside is judged apart."""
    if side.path is not None:
        return side.path == path
    match side.expr:
        case After() | Arith() | If() | Named():
            return any(_moving(part, path) for part in _carried(side))
        case Aggregate():
            return _gathers(side, path)
    return False


def _carried(side: Reason) -> tuple[Reason, ...]:
    """The parts whose values make up the value of a side: not the test of a choice."""
    if isinstance(side.expr, If):
        test = side.expr.test
        return tuple(part for part in side.because if part.expr is not test)
    return side.because


def _gathers(side: Reason, path: str) -> bool:
    """Whether an aggregate takes values that move with the fact, or is ordered by them."""
    expr = side.expr
    if not isinstance(expr, Aggregate) or expr.kind == "count":
        return False
    return any(
        _moving(part, path)
        for part in side.because
        if part.expr is expr.body or part.expr is expr.by
    )


def _undone_each(side: Reason, path: str, values: Values | None, ends: Ends) -> set[Any] | None:
    """The values of the fact at which a side reaches, and then passes, each of some values."""
    if not _moving(side, path):
        return set()
    if values is None:
        return None
    return _together(
        _undone(side, path, value, passed, ends) for value in values for passed in (False, True)
    )


def _together(found: Iterable[set[Any] | None]) -> set[Any] | None:
    whole: set[Any] = set()
    for some in found:
        if some is None:
            return None
        whole |= some
    return whole


def _undone(side: Reason, path: str, end: Any, passed: bool, ends: Ends) -> set[Any] | None:
    """The first value of the fact at which it is otherwise whether `side` has reached `end`.

    With `passed`: whether it has passed it.
    """
    if not _moving(side, path):
        return set()
    if side.path is not None:
        return _next_value(end) if passed else {end}
    match side.expr:
        case After():
            return _unmoved(side, path, end, passed, ends)
        case Arith():
            return _uncombined(side, path, end, passed, ends)
        case If() | Named():
            return _together(_undone(part, path, end, passed, ends) for part in _carried(side))
    return None


def _next_value(end: Any) -> set[Any]:
    """The value just after; a word has none."""
    if isinstance(end, date):
        return {end + timedelta(days=1)} if end < date.max else set()
    return {end + 1} if isinstance(end, int) else {end}


def _uncombined(side: Reason, path: str, end: Any, passed: bool, ends: Ends) -> set[Any] | None:
    expr = side.expr
    assert isinstance(expr, Arith)
    left, right = side.because
    if _moving(left, path) and _moving(right, path):
        return None
    part, other = (left, right) if _moving(left, path) else (right, left)
    found: list[set[Any] | None] = []
    for value in ends(other) or ():
        if expr.op == "+":
            found.append(_undone(part, path, end - value, passed, ends))
        elif expr.op == "-" and part is left:
            found.append(_undone(part, path, end + value, passed, ends))
        elif expr.op == "-":  # falls as the fact rises: it reaches `end` where the fact passes it
            found.append(_undone(part, path, value - end, not passed, ends))
        elif value != 0:  # the quotient rounded down is passed, and rounded up is reached, first
            rises_past = passed is (value > 0)
            quotient = end // value if rises_past else -(-end // value)
            found.append(_undone(part, path, quotient, rises_past, ends))
    return None if ends(other) is None else _together(found)


def _unmoved(side: Reason, path: str, end: Any, passed: bool, ends: Ends) -> set[Any] | None:
    """Back from a moved day to the day, or to the count, that reaches `end` or passes it."""
    expr, (count, start) = side.expr, _count_and_day(side)
    assert isinstance(expr, After)
    if _moving(count, path) and _moving(start, path):
        return None
    part, others = (count, ends(start)) if _moving(count, path) else (start, ends(count))
    if others is None:
        return None
    first = first_count if part is count else first_day
    places = [first(expr.unit, other, expr.leap_day, end, passed) for other in others]
    return _together(_undone(part, path, at, False, ends) for at in places if at is not None)


def _count_and_day(moved: Reason) -> tuple[Reason, Reason]:
    """The two parts of a moved day; a constant count is not among its reasons."""
    expr = moved.expr
    assert isinstance(expr, After)
    if len(moved.because) == 2:
        return moved.because[0], moved.because[1]
    assert isinstance(expr.count, Const)
    return Reason(expr.count, expr.count.value), moved.because[0]


def first_day(unit: str, count: int, leap_day: str, end: date, passed: bool) -> date | None:
    """The first day which, moved, lies on or after `end`; with `passed`, after it. None: no day
    does.

    Found by halving, since moving keeps the order of days.
    """

    def reached(day: date) -> bool:
        moved = after(unit, count, day, leap_day)
        return bool(moved > end if passed else moved >= end)

    if not reached(date.max):
        return None
    place = _first(
        lambda n: reached(date.fromordinal(n)), date.min.toordinal(), date.max.toordinal()
    )
    return date.fromordinal(place)


def first_count(unit: str, day: date, leap_day: str, end: date, passed: bool) -> int | None:
    """The first number of years, months or days that moves `day` to `end` or later, or past it."""

    def reached(count: int) -> bool:
        moved = after(unit, count, day, leap_day)
        return bool(moved > end if passed else moved >= end)

    last = FARTHEST[unit]
    return _first(reached, -last, last) if reached(last) else None


def _first(reached: Callable[[int], bool], lo: int, hi: int) -> int:
    """The first place from `lo` on that is reached; `hi` if none before it is."""
    while lo < hi:
        middle = (lo + hi) // 2
        lo, hi = (lo, middle) if reached(middle) else (middle + 1, hi)
    return lo


__all__ = ["first_day", "moves", "possible", "settling", "turns"]
