"""Figures that the law changes: the value in force on a day, and before the first of them none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.finding import find, settled_reason
from clemency.law.parse import parse
from clemency.law.reason import figure, reason
from clemency.law.types import BOOL, DAY, INT
from clemency.law.values import UNKNOWN, Between, Verdict
from tests.law.building import Text, env, facts, pack, scope

FIRST, SECOND, THIRD = date(2000, 1, 1), date(2020, 2, 29), date(2024, 7, 1)
VALUES = ((FIRST, 5), (SECOND, 4), (THIRD, 3))
WORDS = scope(
    {"filed_on": DAY, "done": BOOL},
    parameters={
        "wait": (INT, {str(day): value for day, value in VALUES}),
        "flag": (BOOL, {"2000-01-01": False, "2020-01-01": True}),
        "from_day": (DAY, {"2000-01-01": date(2001, 1, 1), "2020-01-01": date(2021, 1, 1)}),
    },
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(1999, 12, 31), UNKNOWN),
        (FIRST, 5),
        (date(2020, 2, 28), 5),
        (SECOND, 4),
        (date(2024, 6, 30), 4),
        (THIRD, 3),
        (date.max, 3),
        (UNKNOWN, UNKNOWN),
        (None, None),
        (Between(FIRST, date(2019, 12, 31)), 5),
        (Between(FIRST, SECOND), Between(4, 5)),
        (Between(FIRST, THIRD), Between(3, 5)),
        (Between(date(2020, 3, 1), date(2021, 1, 1)), 4),
        (Between(THIRD, None), 3),
        (Between(SECOND, None), Between(3, 4)),
        (Between(None, THIRD), UNKNOWN),
        (Between(date(1999, 1, 1), SECOND), UNKNOWN),
    ],
)
def test_the_value_in_force(on: Any, expected: Any) -> None:
    found = figure(VALUES, on)
    assert found is expected or found == expected


@pytest.mark.parametrize(
    ("today", "filed_on", "by_today", "by_filing"),
    [
        (date(2025, 1, 1), date(2021, 1, 1), 3, 4),
        (date(2025, 1, 1), date(2010, 1, 1), 3, 5),
        (date(2021, 1, 1), date(2025, 1, 1), 4, 3),
        (date(1990, 1, 1), date(2025, 1, 1), UNKNOWN, 3),
        (date(2025, 1, 1), date(1990, 1, 1), 3, UNKNOWN),
        (date(2025, 1, 1), UNKNOWN, 3, UNKNOWN),
    ],
)
def test_by_which_day_is_for_the_rule_to_say(
    today: date, filed_on: Any, by_today: Any, by_filing: Any
) -> None:
    facts = env(today, filed_on=filed_on)
    assert reason(parse("wait", WORDS), facts).value == by_today
    assert reason(parse("wait(on=filed_on)", WORDS), facts).value == by_filing
    assert reason(parse("wait(on=years_after(0, filed_on))", WORDS), facts).value == by_filing


def test_a_figure_cites_the_day_that_chose_it() -> None:
    found = reason(parse("wait(on=filed_on) == 4", WORDS), env(filed_on=date(2021, 1, 1)))
    assert [read.path for read in found.reads] == ["filed_on"]
    found = reason(parse("wait == 3", WORDS), env())
    assert [read.path for read in found.reads] == ["today"]


def test_before_its_first_day_nothing_is_missing_but_the_law() -> None:
    found = settled_reason(parse("wait >= 3", WORDS), env(date(1990, 1, 1)))
    assert found.value is UNKNOWN
    assert found.missing == ()


def test_figures_of_other_types() -> None:
    assert reason(parse("flag", WORDS), env(date(2010, 1, 1))).value is False
    assert reason(parse("flag(on=filed_on)", WORDS), env(filed_on=THIRD)).value is True
    facts = env(filed_on=Between(FIRST, THIRD))
    assert reason(parse("flag(on=filed_on)", WORDS), facts).value is UNKNOWN
    assert reason(parse("from_day(on=filed_on)", WORDS), facts).value == Between(
        date(2001, 1, 1), date(2021, 1, 1)
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("wait(on=filed_on) >= 3", UNKNOWN),  # it may have been filed before there was a figure
        ("filed_on < date('2000-01-01') or wait(on=filed_on) >= 3", True),
        ("filed_on < date('2000-01-01') or wait(on=filed_on) in [3, 4, 5]", True),
        ("filed_on >= date('2024-07-01') and wait(on=filed_on) > 3", False),
        ("filed_on >= date('2024-06-30') and wait(on=filed_on) > 3", UNKNOWN),
        (
            "filed_on < date('2000-01-01') or years_after(wait(on=filed_on), filed_on) > filed_on",
            UNKNOWN,
        ),
    ],
)
def test_worlds_try_every_stretch_between_two_figures(text: str, verdict: Verdict) -> None:
    """The last one compares a fact with itself, which is beyond what worlds look into."""
    assert settled_reason(parse(text, WORDS), env(filed_on=UNKNOWN)).value is verdict


def test_the_wait_in_force_at_filing_counted_from_filing() -> None:
    """Filed on some day since 2000: in every case five years and a day later the wait is over."""
    text = (
        "filed_on < date('2000-01-01') or filed_on > date('2020-01-01')"
        " or years_after(wait(on=filed_on), filed_on) <= today"
    )
    expr = parse(text, WORDS)
    assert settled_reason(expr, env(date(2025, 1, 1), filed_on=UNKNOWN)).value is True
    assert settled_reason(expr, env(date(2024, 12, 31), filed_on=UNKNOWN)).value is UNKNOWN


def test_a_figure_is_that_of_the_law_asked_about_not_of_the_day_of_the_facts() -> None:
    words = scope({"n": INT}, parameters={"most": (INT, {"2000-01-01": 1, "2020-01-01": 5})})
    small = pack(words, Text("r", "n <= most"))
    told = facts(n=3)
    assert find(small, "r", told, date(2025, 1, 1)).holds is True
    assert find(small, "r", told, date(2025, 1, 1), law_on=date(2010, 1, 1)).holds is False
    assert find(small, "r", told, date(2010, 1, 1), law_on=date(2025, 1, 1)).holds is True


@pytest.mark.parametrize("known", [{}, {"n": 3}])
def test_before_a_figures_first_day_nothing_is_settled_by_trying(known: dict[str, int]) -> None:
    """No fact tells what the figure was: with the other side known as well as without it."""
    words = scope({"n": INT}, parameters={"most": (INT, {"2000-01-01": 1})})
    either = parse("n < most or not n < most", words)
    early = settled_reason(either, env(today=date(1999, 12, 31), **known))
    assert early.value is UNKNOWN
    assert settled_reason(either, env(today=date(2000, 1, 1), **known)).value is True
