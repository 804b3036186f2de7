"""Comparison and arithmetic on values that may be unknown, none, or known only within bounds."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from clemency.law.calendar import months_after
from clemency.law.values import UNKNOWN, Between, Verdict

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


def compared(op: str, left: Any, right: Any) -> Any:
    """The verdict of a comparison; None where an order is asked of none: another part guards it."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if left.__class__ is Between or right.__class__ is Between:
        return _within(op, left, right)
    if left is None or right is None:
        return OPERATORS[op](left, right) if op in ("==", "!=") else None
    return OPERATORS[op](left, right)


def _within(op: str, left: Any, right: Any) -> Any:
    """A comparison of bounds: settled only where every value within them agrees."""
    if left is None or right is None:
        return {"==": False, "!=": True}.get(op)
    (a, b), (c, d) = bounds(left), bounds(right)
    if op in (">", ">="):
        return _within({">": "<", ">=": "<="}[op], right, left)
    if op in ("==", "!="):
        apart = _less(b, c, False) or _less(d, a, False)
        same = a == b == c == d and a is not None
        return (op == "!=") if apart else (op == "==") if same else UNKNOWN
    strict = op == "<"
    if _less(b, c, not strict):
        return True
    return False if _less(d, a, strict) else UNKNOWN


def _less(high: Any, low: Any, or_equal: bool) -> bool:
    """Whether an upper bound lies below a lower one; an open side never does."""
    if high is None or low is None:
        return False
    return bool(high <= low if or_equal else high < low)


def bounds(value: Any) -> tuple[Any, Any]:
    """Least and greatest; None where a side is open."""
    return (value.lo, value.hi) if isinstance(value, Between) else (value, value)


def within(lo: Any, hi: Any) -> Any:
    """A value from its bounds: exact where they meet, UNKNOWN where both are open."""
    if lo is None and hi is None:
        return UNKNOWN
    return lo if lo == hi else Between(lo, hi)


def spread(values: Sequence[Any]) -> Any:
    """What is known of a value that is one of several."""
    first = values[0]
    if all(
        value is not UNKNOWN and value == first and type(value) is type(first) for value in values
    ):
        return first
    if any(value is UNKNOWN or value is None or isinstance(value, bool | str) for value in values):
        return UNKNOWN
    if not all(isinstance(value, int | date | Between) for value in values):
        return UNKNOWN
    lows, highs = zip(*(bounds(value) for value in values), strict=True)
    return within(None if None in lows else min(lows), None if None in highs else max(highs))


@lru_cache(maxsize=65_536)
def _moved(unit: str, count: int, day: date, leap_day: str) -> date:
    """A day moved, stopping at the ends of the calendar: later than any is as late as it gets."""
    try:
        if unit == "days":
            return day + timedelta(days=count)
        return months_after(count * 12 if unit == "years" else count, day, leap_day)
    except OverflowError:
        return date.max if count > 0 else date.min


def after(unit: str, count: Any, day: Any, leap_day: str) -> Any:
    """The day some time after another. Later days and greater counts never give earlier days."""
    if count.__class__ is int and day.__class__ is date:
        return _moved(unit, count, day, leap_day)
    if count is UNKNOWN or day is UNKNOWN:
        return UNKNOWN
    if count is None or day is None:
        return None
    (few, many), (early, late) = bounds(count), bounds(day)
    lo = None if few is None or early is None else _moved(unit, few, early, leap_day)
    hi = None if many is None or late is None else _moved(unit, many, late, leap_day)
    return within(lo, hi)


def combined(op: str, left: Any, right: Any) -> Any:
    """A sum, difference or product, with bounds where the parts have them."""
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if left is None or right is None:
        return None
    if not (isinstance(left, Between) or isinstance(right, Between)):
        return left + right if op == "+" else left - right if op == "-" else left * right
    (a, b), (c, d) = bounds(left), bounds(right)
    if op == "+":
        return within(_both(operator.add, a, c), _both(operator.add, b, d))
    if op == "-":
        return within(_both(operator.sub, a, d), _both(operator.sub, b, c))
    if None in (a, b, c, d):
        return UNKNOWN
    products = [x * y for x in (a, b) for y in (c, d)]
    return within(min(products), max(products))


def _both(work: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    return None if a is None or b is None else work(a, b)


def verdict_of(value: Any) -> Verdict:
    """A value that must be a verdict."""
    if value is True or value is False or value is UNKNOWN:
        verdict: Verdict = value
        return verdict
    raise TypeError(f"{value!r} is not a verdict")
