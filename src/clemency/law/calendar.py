"""Civil dates as a jurisdiction counts them: leap days, weekends, holidays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Calendar:
    """How a jurisdiction counts days.

    leap_day     where a period of months or years ends on a day that the month does not have:
                 "28-february" (the last day of that month) or "1-march" (the first of the next)
    weekend      days of the week on which the office is closed
    holidays     further closed days, complete up to `known_until`; beyond it a count of working
    days is not established
    """

    time_zone: str = "UTC"
    leap_day: str = "28-february"
    weekend: frozenset[str] = frozenset({"saturday", "sunday"})
    holidays: frozenset[date] = frozenset()
    known_until: date | None = None

    def months_after(self, months: int, day: date) -> date:
        """The day `months` calendar months after `day`. Raises OverflowError outside the years 1 to
        9999.
        """
        return months_after(months, day, self.leap_day)

    def years_after(self, years: int, day: date) -> date:
        """The day `years` years after `day`. Raises OverflowError outside the years 1 to 9999."""
        return months_after(12 * years, day, self.leap_day)

    def open_on(self, day: date) -> bool:
        """Whether the office works on `day`."""
        return WEEKDAYS[day.weekday()] not in self.weekend and day not in self.holidays

    def working_days_after(self, days: int, day: date) -> date | None:
        """The day on which the `days`-th working day after `day` falls; None where the table of
        holidays ends first.
        """
        end = day
        while days > 0:
            end += timedelta(days=1)
            if self.known_until is not None and end > self.known_until:
                return None
            days -= self.open_on(end)
        return end


def months_after(months: int, day: date, leap_day: str) -> date:
    """`day` moved by calendar months; a day the month lacks rounds as the jurisdiction declares."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{months} months after {day} lies outside the calendar")
    last = monthrange(year, month + 1)[1]
    if day.day <= last:
        return date(year, month + 1, day.day)
    if leap_day == "1-march":
        return date(year, month + 1, last) + timedelta(days=1)
    return date(year, month + 1, last)
