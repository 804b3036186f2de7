"""29 February under both roundings, against a reference that knows nothing of ours."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.arithmetic import after
from clemency.law.calendar import Calendar, months_after
from clemency.law.parse import parse
from clemency.law.reason import reason
from clemency.law.turning import first_day
from clemency.law.types import DAY
from tests.law.building import env, scope

ROUNDINGS = ("28-february", "1-march")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_of(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else LENGTHS[month - 1]


def naive(unit: str, count: int, day: date, rounding: str) -> date:
    """The same, month by month on the fingers: the calendar of this test alone."""
    if unit == "days":
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
        return day
    year, month = day.year, day.month
    for _ in range(abs(count) * (12 if unit == "years" else 1)):
        month += 1 if count > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    if day.day <= last_of(year, month):
        return date(year, month, day.day)
    if rounding == "28-february":
        return date(year, month, last_of(year, month))
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def around_february() -> Iterator[date]:
    for year in (1999, 2000, 2001, 2003, 2004, 2095, 2096, 2100, 2101):
        for ahead in range(-3, 4):
            yield date(year, 3, 1) + timedelta(days=ahead)
        for month in (1, 4, 7, 12):
            yield date(year, month, last_of(year, month))
            yield date(year, month, 1)


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("unit", ["years", "months", "days"])
def test_moved_days_agree_with_the_naive_calendar(unit: str, rounding: str) -> None:
    for day in around_february():
        for count in range(-37, 38):
            assert after(unit, count, day, rounding) == naive(unit, count, day, rounding)


@given(
    st.dates(date(1600, 1, 1), date(2400, 12, 31)),
    st.integers(-700, 700),
    st.sampled_from(["years", "months", "days"]),
    st.sampled_from(ROUNDINGS),
)
def test_any_day_agrees_with_the_naive_calendar(
    day: date, n: int, unit: str, rounding: str
) -> None:
    n = n // 10 if unit == "years" else n
    assert after(unit, n, day, rounding) == naive(unit, n, day, rounding)


@pytest.mark.parametrize(
    ("day", "years", "february", "march"),
    [
        ("2016-02-29", 1, "2017-02-28", "2017-03-01"),
        ("2016-02-29", 4, "2020-02-29", "2020-02-29"),
        ("2016-02-29", 5, "2021-02-28", "2021-03-01"),
        ("2016-02-29", -1, "2015-02-28", "2015-03-01"),
        ("2096-02-29", 4, "2100-02-28", "2100-03-01"),
        ("2016-02-28", 1, "2017-02-28", "2017-02-28"),
        ("2016-03-01", 1, "2017-03-01", "2017-03-01"),
        ("2015-02-28", 1, "2016-02-28", "2016-02-28"),
    ],
)
def test_years_from_the_end_of_february(day: str, years: int, february: str, march: str) -> None:
    start = date.fromisoformat(day)
    assert Calendar(leap_day="28-february").years_after(years, start).isoformat() == february
    assert Calendar(leap_day="1-march").years_after(years, start).isoformat() == march


@pytest.mark.parametrize(
    ("day", "months", "february", "march"),
    [
        ("2023-01-31", 1, "2023-02-28", "2023-03-01"),
        ("2024-01-31", 1, "2024-02-29", "2024-03-01"),
        ("2024-01-30", 1, "2024-02-29", "2024-03-01"),
        ("2024-03-31", 1, "2024-04-30", "2024-05-01"),
        ("2024-03-31", -1, "2024-02-29", "2024-03-01"),
        ("2023-12-31", 2, "2024-02-29", "2024-03-01"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
    ],
)
def test_months_from_days_that_some_months_lack(
    day: str, months: int, february: str, march: str
) -> None:
    start = date.fromisoformat(day)
    assert Calendar(leap_day="28-february").months_after(months, start).isoformat() == february
    assert Calendar(leap_day="1-march").months_after(months, start).isoformat() == march


# -- "a year later" is one rule ------------------------------------------------------------------

PASSED = {
    rounding: parse(
        "years_after(1, released_on) <= today", scope({"released_on": DAY}, leap_day=rounding)
    )
    for rounding in ROUNDINGS
}


def a_year_has_passed(start: date, today: date, rounding: str) -> bool:
    value = reason(PASSED[rounding], env(today, released_on=start)).value
    assert isinstance(value, bool)
    return value


def test_the_other_ways_to_say_a_year_are_other_rules() -> None:
    """Each of the usual shortcuts passes, or fails, somebody whom the rule itself does not."""
    disagree = {
        "calendar years": 0,
        "thirty-day months": 0,
        "365 days": 0,
        "a year before today": 0,
    }
    for start in around_february():
        for days in range(330, 400):
            today = start + timedelta(days=days)
            ours = a_year_has_passed(start, today, "28-february")
            assert ours == (naive("years", 1, start, "28-february") <= today)
            disagree["calendar years"] += ours != (today.year - start.year >= 1)
            disagree["thirty-day months"] += ours != (thirty_day_months(start, today) >= 12)
            disagree["365 days"] += ours != (days >= 365)
            disagree["a year before today"] += ours != (
                start <= naive("years", -1, today, "28-february")
            )
    assert all(count > 0 for count in disagree.values())


def thirty_day_months(start: date, today: date) -> float:
    return (today - start).days / 30


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_the_day_itself_is_the_first_that_passes(rounding: str) -> None:
    for start in around_february():
        first = naive("years", 1, start, rounding)
        assert a_year_has_passed(start, first, rounding)
        assert not a_year_has_passed(start, first - timedelta(days=1), rounding)


# -- order and ends ------------------------------------------------------------------------------


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("unit", ["years", "months", "days"])
def test_moving_keeps_the_order_of_days_and_of_counts(unit: str, rounding: str) -> None:
    for count in (-13, -1, 0, 1, 13):
        moved = [
            after(unit, count, date(2023, 12, 1) + timedelta(days=n), rounding) for n in range(500)
        ]
        assert moved == sorted(moved)
    for day in around_february():
        counted = [after(unit, count, day, rounding) for count in range(-30, 31)]
        assert counted == sorted(counted)


def test_beyond_the_calendar_is_its_last_day_or_its_first() -> None:
    for unit in ("years", "months", "days"):
        for count in (10**7, 10**12, 2**53 - 1):
            assert after(unit, count, date(2024, 2, 29), "1-march") == date.max
            assert after(unit, -count, date(2024, 2, 29), "1-march") == date.min
        assert after(unit, 1, date.max, "28-february") == date.max
        assert after(unit, -1, date.min, "28-february") == date.min
        assert after(unit, 0, date.max, "28-february") == date.max


def test_the_plain_calendar_says_so_instead() -> None:
    with pytest.raises(OverflowError, match="lies outside the calendar"):
        months_after(12, date.max, "1-march")
    with pytest.raises(OverflowError):
        Calendar().years_after(-2024, date(2024, 2, 29))


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("passed", [False, True])
def test_the_first_day_that_qualifies_is_the_first(rounding: str, passed: bool) -> None:
    for unit, count in (("years", 1), ("years", 5), ("months", 1), ("months", -13), ("days", 30)):
        for end in around_february():
            first = first_day(unit, count, rounding, end, passed)
            assert first is not None

            def reached(day: date, end: date = end, unit: str = unit, count: int = count) -> bool:
                moved = naive(unit, count, day, rounding)
                return moved > end if passed else moved >= end

            assert reached(first)
            assert not reached(first - timedelta(days=1))


def test_where_no_day_qualifies_there_is_no_first() -> None:
    assert first_day("years", 5, "1-march", date.max, True) is None
    assert first_day("days", -5, "1-march", date.max, False) is None
    assert first_day("years", 5, "1-march", date.max, False) == date(9994, 12, 31)
    assert first_day("years", 5, "1-march", date.min, False) == date.min


# -- working days --------------------------------------------------------------------------------


def test_working_days_leave_out_weekends_and_holidays() -> None:
    office = Calendar(
        weekend=frozenset({"friday", "saturday"}),
        holidays=frozenset({date(2026, 4, 2)}),
        known_until=date(2026, 12, 31),
    )
    assert office.open_on(date(2026, 4, 1))
    assert not office.open_on(date(2026, 4, 2))
    assert not office.open_on(date(2026, 4, 3))
    assert office.working_days_after(1, date(2026, 4, 1)) == date(2026, 4, 5)
    assert office.working_days_after(0, date(2026, 4, 3)) == date(2026, 4, 3)


def test_beyond_the_table_of_holidays_nothing_is_counted() -> None:
    office = Calendar(known_until=date(2026, 12, 31))
    assert office.working_days_after(30, date(2026, 12, 20)) is None
    assert Calendar().working_days_after(5, date(2026, 12, 28)) == date(2027, 1, 4)
