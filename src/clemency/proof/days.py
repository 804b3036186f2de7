"""The calendar for the solver: exact days, months and years, and nothing but linear arithmetic.

A day is one whole number, year * 512 + month * 32 + day: packed days are ordered as days are, and a
settled day is a plain Python number. `Days` keeps, for each day that is not settled, its year,
month and day and the year's remainder by four, so that moving it needs no division.

A told day lies in the years FIRST to LAST. Moved days may lie outside, and stop at the ends of the
calendar as the interpreter's do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import z3

from clemency.law.arithmetic import after as moved
from clemency.proof.terms import Number, Truth, all_of, any_of, choose, equal, negated

FIRST, LAST = 1900, 2199
_YEAR, _MONTH = 512, 32
_ENDS = (1, 9999)
_WALKED = 3650
"""Days up to which a day is moved year by year; further, through the count of all days."""

_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def packed(day: date) -> int:
    """The number of a day."""
    return day.year * _YEAR + day.month * _MONTH + day.day


def unpacked(number: int) -> date:
    """The day of a number. Raises ValueError for one that is no day's."""
    return date(number // _YEAR, number % _YEAR // _MONTH, number % _MONTH)


EARLIEST, LATEST = packed(date.min), packed(date.max)

RECKONED = "moved-"
"""Begins the name of a day that is reckoned from others."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a day that is not settled.

    four  the year's quotient and remainder by four; None where they are left to division
    reach the first and the last year that it can lie in
    """

    year: Number
    month: Number
    day: Number
    four: tuple[Number, Number] | None
    reach: tuple[int, int]

    @property
    def number(self) -> Number:
        return self.year * _YEAR + self.month * _MONTH + self.day

    @property
    def leap(self) -> Truth:
        """Whether its year has a 29 February."""
        if self.four is None:
            y = self.year
            return all_of(equal(y % 4, 0), any_of(negated(equal(y % 100, 0)), equal(y % 400, 0)))
        common = [negated(equal(self.year, c)) for c in _centuries(*self.reach)]
        return all_of(equal(self.four[1], 0), *common)

    @property
    def length(self) -> Number:
        """How many days its month has."""
        short = any_of(*(equal(self.month, month) for month in (4, 6, 9, 11)))
        february = choose(self.leap, 29, 28)
        return choose(equal(self.month, 2), february, choose(short, 30, 31))


def _identity(value: Any) -> tuple[bool, int]:
    """What tells a number, or a term, from every other."""
    return (True, value) if isinstance(value, int) else (False, value.get_id())


def _centuries(first: int, last: int) -> list[int]:
    """The years divisible by four in a stretch that are no leap years all the same."""
    return [
        year for year in range(first - first % 100, last + 1, 100) if year % 400 and year >= first
    ]


class Days:
    """Days of one session with the solver. `note` takes what is true of each new constant."""

    def __init__(self, note: Callable[[Any], None]) -> None:
        self._note = note
        self._parts: dict[int, tuple[Any, Parts]] = {}
        self._months: dict[tuple[Any, ...], tuple[tuple[Any, Any], Any]] = {}
        self._started: dict[int, tuple[Any, Any, int]] = {}
        self._counted: dict[tuple[Any, ...], tuple[tuple[Any, Any], Any, list[Any]]] = {}

    def new(self, name: str, reach: tuple[int, int] = (FIRST, LAST)) -> Any:
        """A day that can be any real day of these years."""
        parts, real = _free(name, reach)
        self._note(real)
        number: Any = parts.number
        self._parts[number.get_id()] = (number, parts)
        return number

    def parts(self, day: Any) -> Parts:
        """The parts of a day: as they were made, or chosen as the day was."""
        if isinstance(day, int):
            known = unpacked(max(day, EARLIEST))  # where there is no day, any will do
            four = divmod(known.year, 4)
            return Parts(known.year, known.month, known.day, four, (known.year, known.year))
        kept = self._parts.get(day.get_id())
        if kept is None:
            kept = self._parts[day.get_id()] = (day, self._chosen(day))
        return kept[1]

    def _chosen(self, day: Any) -> Parts:
        if z3.is_int_value(day):
            return self.parts(day.as_long())
        assert z3.is_app_of(day, z3.Z3_OP_ITE), f"not a day: {day}"
        test, a, b = day.arg(0), self.parts(day.arg(1)), self.parts(day.arg(2))
        four = None
        if a.four is not None and b.four is not None:
            four = (choose(test, a.four[0], b.four[0]), choose(test, a.four[1], b.four[1]))
        year, month, number = (
            choose(test, getattr(a, part), getattr(b, part)) for part in ("year", "month", "day")
        )
        reach = (min(a.reach[0], b.reach[0]), max(a.reach[1], b.reach[1]))
        return Parts(year, month, number, four, reach)

    # --- moving -----------------------------------------------------------------------------------

    def after(self, unit: str, count: Number, day: Any, leap_day: str) -> Any:
        """The day some time after another, as law.arithmetic.after reckons it."""
        if not isinstance(count, int) and z3.is_int_value(count):
            count = count.as_long()
        if isinstance(count, int) and isinstance(day, int):
            return packed(moved(unit, count, unpacked(day), leap_day))
        if not isinstance(count, int) and z3.is_app_of(count, z3.Z3_OP_ITE):
            then, other = (self.after(unit, count.arg(n), day, leap_day) for n in (1, 2))
            return choose(count.arg(0), then, other)
        if unit == "days":
            return self._by_days(count, day)
        key = (unit, leap_day, _identity(count), _identity(day))
        if key not in self._months:
            self._months[key] = (count, day), self._by_months(unit, count, day, leap_day)
        return self._months[key][1]

    def _by_months(self, unit: str, count: Number, day: Any, leap_day: str) -> Any:
        """A day moved by months or years: once for one question."""
        parts = self.parts(day)
        months = count * 12 if unit == "years" else count
        near = isinstance(months, int) and _within(parts.reach, months)
        after = self._near(months, parts) if near else _far(months, parts)
        return self._rounded(after, parts.day, months, leap_day)

    def _near(self, months: int, start: Parts) -> Parts:
        """Month and year moved by a settled number of months, within the calendar."""
        years, rest = divmod(months, 12)
        carry: Number = 0
        month = start.month
        if rest:
            over = start.month + rest > 12
            carry, month = (
                choose(over, 1, 0),
                choose(over, start.month + rest - 12, start.month + rest),
            )
        year = start.year + years + carry
        four = None
        if start.four is not None:
            quarters, left = divmod(years, 4)
            step = start.four[1] + left + carry
            more = step > 3
            four = (start.four[0] + quarters + choose(more, 1, 0), choose(more, step - 4, step))
            if not left and not rest:
                four = (start.four[0] + quarters, start.four[1])
        reach = (start.reach[0] + years, start.reach[1] + years + (1 if rest else 0))
        return Parts(year, month, start.day, four, reach)

    def _rounded(self, after: Parts, day: Number, months: Number, leap_day: str) -> Any:
        """The moved day itself: where its month is too short, the last day, or the next first."""
        last = after.length
        if isinstance(months, int) and months % 12 == 0:
            lost = all_of(equal(after.month, 2), equal(day, 29), negated(after.leap))
        else:
            lost = day > last
        if leap_day == "1-march":
            month, number = choose(lost, after.month + 1, after.month), choose(lost, 1, day)
        else:
            month, number = (
                after.month,
                choose(lost, 28 if months_only_years(months) else last, day),
            )
        made = Parts(after.year, month, number, after.four, after.reach)
        if after.reach != _ENDS:
            return self._kept(made)
        before, beyond = made.year < _ENDS[0], made.year > _ENDS[1]
        inside = self._kept(made)
        return choose(before, EARLIEST, choose(beyond, LATEST, inside))

    def _kept(self, parts: Parts) -> Any:
        number = parts.number
        if not isinstance(number, int):
            self._parts[number.get_id()] = (number, parts)
        return number

    def _by_days(self, count: Number, day: Any) -> Any:
        """A day moved by days: one day for one question, or a proof would have to compare two."""
        if isinstance(count, int) and not isinstance(day, int):
            if z3.is_app_of(day, z3.Z3_OP_ITE) and day.get_id() not in self._parts:
                then, other = (self._by_days(count, day.arg(n)) for n in (1, 2))
                return choose(day.arg(0), then, other)
            if z3.is_int_value(day):
                return packed(moved("days", count, unpacked(day.as_long()), ""))
            if day.get_id() in self._started:
                _, start, before = self._started[day.get_id()]
                return self._by_days(before + count, start)
        key = (_identity(count), _identity(day))
        kept = self._counted.get(key)
        if kept is None:
            made, laws = self._counted_on(count, self.parts(day))
            kept = self._counted[key] = ((count, day), made, laws)
            if isinstance(count, int) and not isinstance(made, int):
                self._started[made.get_id()] = (made, day, count)
        for law in kept[2]:
            self._note(law)
        return kept[1]

    def _counted_on(self, count: Number, start: Parts) -> tuple[Any, list[Any]]:
        """A day moved by days, through the count of days since the calendar began; and its laws."""
        lo, hi = _ENDS
        if isinstance(count, int):
            lo, hi = (start.reach[0] + count // 365 - 1, start.reach[1] + count // 365 + 1)
        near = isinstance(count, int) and lo >= _ENDS[0] and hi <= _ENDS[1]
        if isinstance(count, int) and near and abs(count) <= _WALKED and start.four is not None:
            return self._kept(_walked(count, start)), []
        goal = _ordinal(start) + count
        end, real = _free(f"{RECKONED}{len(self._counted)}", (lo, hi) if near else _ENDS)
        if near:
            return self._kept(end), [real, _ordinal(end) == goal]
        first, last = date.min.toordinal(), date.max.toordinal()
        inside = z3.Implies(z3.And(goal >= first, goal <= last), _ordinal(end) == goal)
        stopped = choose(goal < first, EARLIEST, choose(goal > last, LATEST, self._kept(end)))
        return stopped, [real, inside]


def _walked(count: int, start: Parts) -> Parts:
    """The day so many days on, year by year: it follows from the other and needs no search."""
    assert start.four is not None
    rest: Any = _ordinal_in_year(start) + count
    at, step = start, 1 if count > 0 else -1
    for _ in range(abs(count) // 365 + 1):
        year_end = choose(at.leap, 366, 365)
        over = rest >= year_end if count > 0 else rest < 0
        next_year = _next_year(at, step)
        length = year_end if count > 0 else choose(next_year.leap, 366, 365)
        rest = choose(over, rest - step * length, rest)
        at = _either_year(over, next_year, at)
    extra = choose(at.leap, 1, 0)
    month: Any = 1
    before: Any = 0
    for place in range(1, 12):
        first = _BEFORE[place] + (extra if place > 1 else 0)
        reached = rest >= first
        month, before = choose(reached, place + 1, month), choose(reached, first, before)
    return Parts(at.year, month, rest - before + 1, at.four, at.reach)


def _next_year(at: Parts, step: int) -> Parts:
    assert at.four is not None
    quarter, left = at.four
    turn = equal(left, 3 if step > 0 else 0)
    four = (choose(turn, quarter + step, quarter), choose(turn, 0 if step > 0 else 3, left + step))
    reach = (at.reach[0] + min(step, 0), at.reach[1] + max(step, 0))
    return Parts(at.year + step, at.month, at.day, four, reach)


def _either_year(test: Truth, then: Parts, other: Parts) -> Parts:
    assert then.four is not None and other.four is not None
    four = (choose(test, then.four[0], other.four[0]), choose(test, then.four[1], other.four[1]))
    year = choose(test, then.year, other.year)
    return Parts(year, other.month, other.day, four, then.reach)


def _ordinal_in_year(parts: Parts) -> Any:
    """How many days of its year lie before a day."""
    days: Any = _BEFORE[11]
    for month in range(11, 0, -1):
        days = choose(equal(parts.month, month), _BEFORE[month - 1], days)
    return days + choose(all_of(parts.month > 2, parts.leap), 1, 0) + parts.day - 1


def _free(name: str, reach: tuple[int, int]) -> tuple[Parts, Any]:
    """The parts of a day that is yet to be found, and the law that it is a real day."""
    year, month, day, quarter, rest = (
        z3.Int(f"{name}!{part}") for part in ("year", "month", "day", "quarter", "rest")
    )
    parts = Parts(year, month, day, (quarter, rest), reach)
    thirty = z3.And(*(month != m for m in (2, 4, 6, 9, 11)))
    leap_day = z3.And(month == 2, day == 29, parts.leap)
    real = z3.And(
        z3.And(year >= reach[0], year <= reach[1], month >= 1, month <= 12),
        z3.And(year == 4 * quarter + rest, rest >= 0, rest <= 3),
        z3.And(day >= 1, day <= 31),
        z3.Or(day <= 28, leap_day, z3.And(month != 2, day <= 30), thirty),
    )
    return parts, real


def months_only_years(months: Number) -> bool:
    """Whether a number of months is known to be one of whole years."""
    return isinstance(months, int) and months % 12 == 0


def _within(reach: tuple[int, int], months: int) -> bool:
    return reach[0] + months // 12 >= _ENDS[0] and reach[1] + months // 12 + 1 <= _ENDS[1]


def _far(months: Number, start: Parts) -> Parts:
    """Month and year moved by any number of months: by division, and out of the calendar too."""
    whole = start.year * 12 + start.month - 1 + months
    if isinstance(whole, int):
        return Parts(whole // 12, whole % 12 + 1, start.day, None, _ENDS)
    return Parts(whole / 12, whole % 12 + 1, start.day, None, _ENDS)


def _ordinal(parts: Parts) -> Any:
    """The count of days since the calendar began, as date.toordinal has it."""
    year = parts.year
    if parts.four is None:
        before: Any = year - 1
        leaps = before / 4 - before / 100 + before / 400
    else:
        quarter, rest = parts.four
        leaps = quarter - choose(equal(rest, 0), 1, 0)
        low = parts.reach[0] - 1
        leaps -= low // 100 - low // 400
        leaps -= sum(choose(year > century, 1, 0) for century in _centuries(*parts.reach))
    return (year - 1) * 365 + leaps + _ordinal_in_year(parts) + 1
