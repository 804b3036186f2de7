"""Days for the solver are the days of the calendar: both ways to round, near and far."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
import z3

from clemency.law.arithmetic import after
from clemency.proof.days import packed, unpacked
from clemency.proof.session import Session, value_in
from clemency.proof.terms import choose

MOVES = [
    ("years", 1),
    ("years", 4),
    ("years", 5),
    ("years", 100),
    ("months", 1),
    ("months", -13),
    ("months", 30),
    ("days", 1),
    ("days", -31),
    ("days", 366),
    ("days", 3650),
    ("days", -40_000),
]


def days(random: Random, many: int) -> Iterator[date]:
    """Days about the ends of months, leap years and centuries that are none."""
    for _ in range(many):
        year = random.choice([1900, 1904, 1999, 2000, 2023, 2024, 2100, 2104, 2199])
        month = random.choice([1, 2, 2, 2, 3, 4, 12])
        last = monthrange(year, month)[1]
        yield date(year, month, min(random.choice([1, 28, 29, 30, 31]), last))


def pinned(session: Session, day: Any, is_: date) -> Any:
    """A model in which a free day is one day."""
    solver = session.solver()
    solver.add(day == packed(is_))
    assert solver.check() == z3.sat, is_
    return solver.model()


@pytest.mark.parametrize("leap_day", ["28-february", "1-march"])
def test_a_moved_day_is_that_of_the_interpreter(leap_day: str) -> None:
    session = Session()
    day = session.days.new("day")
    moved = {move: session.days.after(*move, day, leap_day) for move in MOVES}
    for one in days(Random(leap_day), 12):
        model = pinned(session, day, one)
        for (unit, count), term in moved.items():
            assert unpacked(value_in(model, term)) == after(unit, count, one, leap_day), (unit, one)


@pytest.mark.parametrize("unit", ["years", "months", "days"])
def test_a_day_moved_by_a_number_that_is_a_fact_stops_where_the_calendar_ends(unit: str) -> None:
    session = Session()
    day, count = session.days.new("day"), z3.Int("count")
    term = session.days.after(unit, count, day, "28-february")
    for one in days(Random(unit), 3):
        for moved_by in (0, 1, -7, 400, 9_000_000, -9_000_000):
            solver = session.solver()
            solver.add(day == packed(one), count == moved_by)
            assert solver.check() == z3.sat
            found = unpacked(value_in(solver.model(), term))
            assert found == after(unit, moved_by, one, "28-february"), (one, moved_by)


def test_there_are_no_other_days_than_real_ones() -> None:
    session = Session()
    day = session.days.new("day")
    for year, month, number in ((2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 13, 1)):
        solver = session.solver()
        solver.add(day == year * 512 + month * 32 + number)
        assert solver.check() == z3.unsat


def test_a_chosen_day_is_moved_as_the_day_that_was_chosen() -> None:
    session = Session()
    first, second, test = session.days.new("a"), session.days.new("b"), z3.Bool("test")
    term = session.days.after("days", 30, choose(test, first, second), "28-february")
    solver = session.solver()
    solver.add(first == packed(date(2024, 2, 1)), second == packed(date(2023, 2, 1)))
    solver.add(z3.Not(test))
    assert solver.check() == z3.sat
    assert unpacked(value_in(solver.model(), term)) == date(2023, 3, 3)
