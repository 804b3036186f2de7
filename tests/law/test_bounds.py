"""What is known within bounds: settled only where every value within them agrees."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from clemency.law.arithmetic import after, combined, compared, spread, verdict_of, within
from clemency.law.parse import parse
from clemency.law.reason import reason
from clemency.law.values import UNKNOWN, Between, Verdict
from tests.law.building import env
from tests.law.words import WORDS

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
FAR = 12  # an open side reaches this far here: beyond everything it is compared with


def numbers() -> Iterator[Any]:
    """Every number from 0 to 3, and all bounds over them, open ones included."""
    yield from range(4)
    sides = [None, 0, 1, 2, 3]
    for lo, hi in product(sides, sides):
        if (lo, hi) != (None, None) and (lo is None or hi is None or lo < hi):
            yield Between(lo, hi)


def within_it(value: Any) -> range:
    if not isinstance(value, Between):
        return range(value, value + 1)
    lo = -FAR if value.lo is None else value.lo
    hi = FAR if value.hi is None else value.hi
    assert isinstance(lo, int)
    assert isinstance(hi, int)
    return range(lo, hi + 1)


def all_agree(found: list[Any]) -> Any:
    return found[0] if len(set(found)) == 1 else UNKNOWN


@pytest.mark.parametrize("op", OPERATORS)
def test_comparisons_of_bounds_are_those_of_all_values_within(op: str) -> None:
    for left, right in product(numbers(), numbers()):
        expected = all_agree(
            [OPERATORS[op](a, b) for a in within_it(left) for b in within_it(right)]
        )
        assert compared(op, left, right) is expected, (left, op, right)


@pytest.mark.parametrize("op", ["+", "-", "*"])
def test_arithmetic_keeps_every_value_within(op: str) -> None:
    """And the bounds it gives are met, where both sides are closed."""
    work = {"+": operator.add, "-": operator.sub, "*": operator.mul}[op]
    for left, right in product(numbers(), numbers()):
        result = combined(op, left, right)
        found = [work(a, b) for a in within_it(left) for b in within_it(right)]
        if result is UNKNOWN:
            assert isinstance(left, Between) or isinstance(right, Between)
            continue
        lo, hi = (result.lo, result.hi) if isinstance(result, Between) else (result, result)
        assert all((lo is None or lo <= n) and (hi is None or n <= hi) for n in found)
        closed = not any(None in (v.lo, v.hi) for v in (left, right) if isinstance(v, Between))
        if closed:
            assert (min(found), max(found)) == (lo, hi)


def test_sides_that_stay_open() -> None:
    assert combined("+", Between(1, None), 2) == Between(3, None)
    assert combined("-", 2, Between(1, None)) == Between(None, 1)
    assert combined("-", Between(1, None), Between(1, None)) is UNKNOWN
    assert combined("*", Between(1, None), 2) is UNKNOWN


@pytest.mark.parametrize("of", [combined, compared])
def test_unknown_and_none_pass_through(of: Callable[[str, Any, Any], Any]) -> None:
    sign = "+" if of is combined else "<"
    assert of(sign, UNKNOWN, 1) is UNKNOWN
    assert of(sign, 1, UNKNOWN) is UNKNOWN
    assert of(sign, None, UNKNOWN) is UNKNOWN
    assert of(sign, None, 1) is None
    assert of(sign, Between(1, 2), None) is None


def test_none_equals_nothing_but_none() -> None:
    assert compared("==", None, None) is True
    assert compared("!=", None, None) is False
    for other in (0, Between(0, 1), "x", date(2024, 2, 29)):
        assert compared("==", None, other) is False
        assert compared("!=", other, None) is True


def test_a_day_moved_within_bounds() -> None:
    days = Between(date(2024, 2, 28), date(2024, 3, 1))
    assert after("years", 1, days, "28-february") == Between(date(2025, 2, 28), date(2025, 3, 1))
    late = Between(date(2024, 2, 29), None)
    assert after("years", 1, late, "1-march") == Between(date(2025, 3, 1), None)
    assert after("days", Between(1, 2), date(2024, 2, 28), "1-march") == Between(
        date(2024, 2, 29), date(2024, 3, 1)
    )
    assert after(
        "months", Between(None, 1), Between(None, date(2024, 1, 31)), "1-march"
    ) == Between(None, date(2024, 3, 1))
    assert after("days", Between(1, None), Between(None, date(2024, 1, 1)), "1-march") is UNKNOWN
    assert after("days", UNKNOWN, date(2024, 1, 1), "1-march") is UNKNOWN
    assert after("days", 1, None, "1-march") is None


def test_bounds_that_rounding_brings_together_are_one_day() -> None:
    days = Between(date(2023, 1, 30), date(2023, 1, 31))
    assert after("months", 1, days, "28-february") == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3, 3], 3),
        ([3, 5], Between(3, 5)),
        ([5, 3, 4], Between(3, 5)),
        ([3, Between(4, None)], Between(3, None)),
        ([Between(1, 2), Between(None, 9)], Between(None, 9)),
        ([Between(None, 2), Between(1, None)], UNKNOWN),
        ([Between(1, 2), Between(1, 2)], Between(1, 2)),
        ([UNKNOWN, 3], UNKNOWN),
        ([UNKNOWN, UNKNOWN], UNKNOWN),
        ([None, None], None),
        ([None, 3], UNKNOWN),
        (["a", "a"], "a"),
        (["a", "b"], UNKNOWN),
        ([True, True], True),
        ([True, False], UNKNOWN),
        ([date(2024, 1, 1), date(2025, 1, 1)], Between(date(2024, 1, 1), date(2025, 1, 1))),
    ],
)
def test_one_of_several_values(values: list[Any], expected: Any) -> None:
    found = spread(values)
    assert found is expected or found == expected
    assert type(found) is type(expected)


def test_bounds_that_meet_are_a_value() -> None:
    assert within(3, 3) == 3
    assert within(None, None) is UNKNOWN
    assert within(3, None) == Between(3, None)


def test_a_verdict_is_one_of_three() -> None:
    for verdict in (True, False, UNKNOWN):
        assert verdict_of(verdict) is verdict
    for other in (None, 1, 0, "True"):
        with pytest.raises(TypeError):
            verdict_of(other)


# -- through every form --------------------------------------------------------------------------

FACTS = {
    "count_of": Between(2, 4),
    "fine": Between(100, None),
    "filed_on": Between(date(2024, 2, 28), date(2024, 3, 1)),
    "released_on": Between(None, date(2020, 2, 29)),
}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("count_of < 5", True),
        ("count_of <= 1", False),
        ("count_of == 3", UNKNOWN),
        ("count_of != 5", True),
        ("count_of + 1 >= 3", True),
        ("2 * count_of > 8", False),
        ("count_of - count_of <= 2", True),
        ("count_of in [1, 5]", False),
        ("count_of in [2, 3, 4]", UNKNOWN),
        ("fine > money(99, 'ILS')", True),
        ("fine + fine >= money(200, 'ILS')", True),
        ("fine < money(1000, 'ILS')", UNKNOWN),
        ("filed_on > date('2024-02-27')", True),
        ("filed_on == date('2024-02-29')", UNKNOWN),
        ("years_after(1, filed_on) < date('2025-02-28')", False),
        ("years_after(count_of, filed_on) <= date('2028-03-01')", True),
        ("released_on != none", True),
        ("released_on == none", False),
        ("released_on != none and years_after(4, released_on) <= date('2024-02-29')", True),
        ("years_after(count_of if yes else 9, filed_on) <= date('2033-03-01')", True),
        ("wait(on=filed_on) == 5", True),
        ("wait(on=years_after(count_of, filed_on)) == 3", True),
        ("wait(on=days_after(122, filed_on)) in [3, 5]", UNKNOWN),
        ("wait(on=days_after(122, filed_on)) < 6", True),
    ],
)
def test_bounds_through_every_form(text: str, verdict: Verdict) -> None:
    assert reason(parse(text, WORDS), env(**FACTS)).value is verdict
