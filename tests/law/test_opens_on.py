"""The first day on which a rule will hold, found by jumping."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clemency.law import opens
from clemency.law.asks import Asks
from clemency.law.calendar import months_after
from clemency.law.opens import NEVER, NoClock, opens_on
from clemency.law.pack import Pack
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, RecordType
from clemency.law.values import UNKNOWN, Between
from tests.law.building import TODAY, Text, facts, pack, rows, scope

RECORDS = [
    RecordType("case", "cases", {"open": BOOL, "on": DAY}),
    RecordType("charge", "charges", {"grave": BOOL, "released_on": Optional(DAY)}, "case"),
]
FACTS = {
    "a": BOOL,
    "n": INT,
    "klass": Choice(("A", "B")),
    "released_on": Optional(DAY),
    "filed_on": DAY,
    "refused_on": Optional(DAY),
}
FIGURES: dict[str, Any] = {"wait": (INT, {"2000-01-01": 5, "2024-07-01": 3, "2030-01-01": 10})}


def law(*texts: Text, leap_day: str = "28-february") -> Pack:
    return pack(scope(FACTS, RECORDS, parameters=FIGURES, leap_day=leap_day), *texts)


def opened(holds: str, on: date = TODAY, leap_day: str = "28-february", **known: Any) -> Any:
    return opens_on(law(Text(holds=holds), leap_day=leap_day), "rule", facts(**known), on)


@pytest.mark.parametrize(
    ("holds", "known", "expected"),
    [
        ("today >= date('2030-05-17')", {}, date(2030, 5, 17)),
        ("today > date('2030-05-17')", {}, date(2030, 5, 18)),
        ("today < date('2030-05-17')", {}, TODAY),
        ("today < date('2020-05-17')", {}, NEVER),
        ("today == date('2030-05-17')", {}, date(2030, 5, 17)),
        ("today == date('2020-05-17')", {}, NEVER),
        ("today != date('2026-03-01')", {}, date(2026, 3, 2)),
        ("today in [date('2020-01-01'), date('2031-01-01')]", {}, date(2031, 1, 1)),
        ("today not in [date('2026-03-01'), date('2026-03-02')]", {}, date(2026, 3, 3)),
        ("years_after(5, filed_on) <= today", {"filed_on": date(2024, 6, 1)}, date(2029, 6, 1)),
        ("years_after(5, filed_on) < today", {"filed_on": date(2024, 6, 1)}, date(2029, 6, 2)),
        ("years_after(5, filed_on) <= today", {"filed_on": date(2020, 6, 1)}, TODAY),
        ("years_after(-5, today) >= filed_on", {"filed_on": date(2024, 6, 1)}, date(2029, 6, 1)),
        ("months_after(3, today) > filed_on", {"filed_on": date(2026, 8, 31)}, date(2026, 6, 1)),
        ("days_after(90, filed_on) <= today", {"filed_on": TODAY}, TODAY + timedelta(days=90)),
        ("years_after(n, filed_on) <= today", {"filed_on": TODAY, "n": 7}, date(2033, 3, 1)),
        ("not (years_after(5, filed_on) > today)",
         {"filed_on": date(2024, 6, 1)}, date(2029, 6, 1)),
        ("years_after(5, filed_on) <= today and a",
         {"filed_on": TODAY, "a": True}, date(2031, 3, 1)),
        ("years_after(5, filed_on) <= today and a", {"filed_on": TODAY, "a": False}, NEVER),
        ("years_after(5, filed_on) <= today or a", {"filed_on": TODAY, "a": True}, TODAY),
        ("years_after(20 if klass == 'A' else 5, filed_on) <= today",
         {"filed_on": TODAY, "klass": "A"}, date(2046, 3, 1)),
        ("released_on == none or years_after(1, released_on) <= today",
         {"released_on": None}, TODAY),
        ("released_on == none or years_after(1, released_on) <= today",
         {"released_on": TODAY}, date(2027, 3, 1)),
        ("a if today >= date('2027-01-01') else today >= date('2026-06-01')",
         {"a": True}, date(2026, 6, 1)),
        ("a if today >= date('2026-05-01') else today >= date('2026-06-01')", {"a": False}, NEVER),
        ("today >= date('2027-01-01') and today < date('2026-12-31')", {}, NEVER),
        ("today >= date('2027-01-01') and today < date('2027-01-02')", {}, date(2027, 1, 1)),
        ("today > date('9999-12-31')", {}, NEVER),
        ("years_after(9000, filed_on) <= today", {"filed_on": TODAY}, date.max),
    ],
)  # fmt: skip
def test_the_first_day(holds: str, known: dict[str, Any], expected: Any) -> None:
    assert opened(holds, **known) == expected


@pytest.mark.parametrize("leap_day", ["28-february", "1-march"])
@pytest.mark.parametrize("years", [1, 3, 4, 5])
def test_released_on_29_february(leap_day: str, years: int) -> None:
    released = date(2024, 2, 29)
    first = months_after(12 * years, released, leap_day)
    found = opened(
        f"released_on == none or years_after({years}, released_on) <= today",
        on=date(2024, 3, 1),
        leap_day=leap_day,
        released_on=released,
    )
    assert found == first
    turned = opened(
        f"released_on == none or years_after(-{years}, today) >= released_on",
        on=date(2024, 3, 1),
        leap_day=leap_day,
        released_on=released,
    )
    leap_year = years == 4
    assert turned == date(2024 + years, 2 if leap_year else 3, 29 if leap_year else 1)


# -- what the law changes meanwhile --------------------------------------------------------------


def test_a_figure_that_falls_opens_sooner() -> None:
    found = opened(
        "years_after(wait, filed_on) <= today", date(2024, 6, 1), filed_on=date(2021, 7, 15)
    )
    assert found == date(2024, 7, 15)
    found = opened(
        "years_after(wait, filed_on) <= today", date(2024, 6, 1), filed_on=date(2020, 1, 1)
    )
    assert found == date(2024, 7, 1)


def test_a_figure_that_rises_closes_again() -> None:
    found = opened("years_after(wait, filed_on) <= today", TODAY, filed_on=date(2028, 1, 1))
    assert found == date(2038, 1, 1)


def test_the_figure_of_another_day_stays() -> None:
    found = opened(
        "years_after(wait(on=filed_on), filed_on) <= today", TODAY, filed_on=date(2024, 6, 30)
    )
    assert found == date(2029, 6, 30)
    found = opened("wait(on=years_after(-1, today)) == 10", TODAY)
    assert found == date(2031, 1, 1)


def test_a_later_text_opens_what_an_earlier_one_does_not() -> None:
    texts = law(Text(holds="False"), Text(holds="filed_on < today", since=date(2027, 1, 1)))
    assert opens_on(texts, "rule", facts(filed_on=date(2020, 1, 1)), TODAY) == date(2027, 1, 1)
    assert opens_on(texts, "rule", facts(filed_on=date(2028, 1, 1)), TODAY) == date(2028, 1, 2)
    assert opens_on(texts, "rule", facts(), TODAY) == Asks(("filed_on",))


def test_a_text_that_ends_opens() -> None:
    texts = law(Text(holds="a", until=date(2026, 12, 31)))
    assert opens_on(texts, "rule", facts(a=False), TODAY) == date(2027, 1, 1)
    forever = law(Text(holds="a", until=date.max))
    assert opens_on(forever, "rule", facts(a=False), TODAY) is NEVER


def test_a_text_that_begins_to_apply() -> None:
    texts = law(
        Text(holds="a"),
        Text(holds="True", since=date(2026, 1, 1), applies_to="years_after(1, filed_on) <= today"),
    )
    assert opens_on(texts, "rule", facts(a=False, filed_on=TODAY), TODAY) == date(2027, 3, 1)


# -- rows ----------------------------------------------------------------------------------------


def test_the_last_of_several_rows() -> None:
    listed = rows(
        "charges",
        {"released_on": date(2024, 2, 29)},
        {"released_on": date(2023, 7, 1)},
        {"released_on": None},
    )
    holds = "all(years_after(5, x.released_on) <= today for x in charges if x.released_on != none)"
    assert opened(holds, charges=listed) == date(2029, 2, 28)
    assert opened(holds, leap_day="1-march", charges=listed) == date(2029, 3, 1)


def test_the_first_of_several_rows() -> None:
    listed = rows("cases", {"on": date(2030, 1, 1)}, {"on": date(2029, 1, 1)})
    assert opened("any(c.on <= today for c in cases)", cases=listed) == date(2029, 1, 1)
    assert opened("count(c for c in cases if c.on < today) >= 2", cases=listed) == date(2030, 1, 2)
    holds = "max(c.on for c in cases) != none and days_after(7, max(c.on for c in cases)) <= today"
    assert opened(holds, cases=listed) == date(2030, 1, 8)
    holds = "latest((c.open for c in cases if c.on <= today), by=c.on) != none"
    assert opened(holds, cases=rows("cases", {"on": date(2030, 1, 1), "open": True})) == date(
        2030, 1, 1
    )


def test_a_rule_about_each_row() -> None:
    texts = law(Text(holds="years_after(1, case.on) <= today", about="case"))
    listed = rows("cases", {"on": date(2026, 2, 1)}, {"on": date(2025, 12, 1)})
    assert opens_on(texts, "rule", facts(cases=listed), TODAY) == date(2027, 2, 1)
    incomplete = rows("cases", {"on": date(2026, 2, 1)}, complete=False)
    found = opens_on(texts, "rule", facts(cases=incomplete), TODAY)
    assert found == Asks(("cases.complete",), exact=False)
    assert opens_on(texts, "rule", facts(), TODAY) == Asks(("cases",), exact=False)


# -- what is missing -----------------------------------------------------------------------------


def test_what_is_missing_is_asked_for() -> None:
    assert opened("years_after(5, filed_on) <= today") == Asks(("filed_on",))
    assert opened("years_after(5, filed_on) <= today and a", a=False) is NEVER
    assert opened("years_after(5, filed_on) <= today and a", filed_on=TODAY) == Asks(("a",))


def test_a_no_that_turns_into_a_perhaps() -> None:
    """Five years at the least: until then no, from then on it depends."""
    holds = "years_after(20 if klass == 'A' else 5, filed_on) <= today"
    found = opened(holds, filed_on=date(2024, 3, 1))
    assert found == Asks(("klass",))


def test_a_no_in_every_world_until_one_of_them_turns() -> None:
    holds = (
        "(klass == 'A' or years_after(5, filed_on) <= today)"
        " and (klass != 'A' or years_after(20, filed_on) <= today)"
    )
    assert opened(holds, filed_on=TODAY) == Asks(("klass",))
    assert opened(f"({holds}) and today < date('2030-01-01')", filed_on=TODAY) is NEVER


def test_a_no_in_every_world_whose_day_depends_on_what_is_missing() -> None:
    """Whatever the day is, it is not both; when that may change cannot be told without it."""
    holds = "filed_on <= today and filed_on > date('2030-01-01') or today > date('2040-01-01')"
    assert opened(holds) == Asks(("filed_on",), exact=False)


def test_bounds_open_when_the_latest_of_them_has_passed() -> None:
    within = Between(date(2024, 10, 1), date(2024, 10, 31))
    holds = "years_after(5, filed_on) <= today"
    assert opened(holds, filed_on=within) == Asks(("filed_on",))
    assert opened(holds, on=date(2029, 10, 31), filed_on=within) == date(2029, 10, 31)
    assert opened(f"not ({holds})", on=date(2029, 10, 31), filed_on=within) is NEVER


def test_a_choice_that_agrees_on_one_day_only() -> None:
    holds = "(today if a else date('2026-03-01')) != date('2026-03-01')"
    assert opened(holds) == Asks(("a",))


# -- no clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("holds", ["a", "filed_on < date('2030-01-01')", "wait(on=filed_on) == 3"])
def test_a_rule_that_reads_no_day_has_no_clock(holds: str) -> None:
    with pytest.raises(NoClock, match="rule reads no date"):
        opened(holds, a=False)


def test_a_figure_or_a_second_text_is_a_clock() -> None:
    assert opened("wait == 10") == date(2030, 1, 1)
    assert (
        opens_on(law(Text(holds="a"), Text(holds="a", since=TODAY)), "rule", facts(a=False), TODAY)
        is NEVER
    )


def test_an_unknown_rule_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        opens_on(law(Text(holds="a")), "another", facts(), TODAY)


def test_days_are_jumped_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait of a hundred years is found by looking at a handful of days."""
    looked: list[date] = []
    find_in = opens.find_in

    def counted(pack: Pack, rule: str, env: Any, on: date, law_on: date) -> Any:
        looked.append(on)
        return find_in(pack, rule, env, on, law_on)

    monkeypatch.setattr(opens, "find_in", counted)
    holds = "years_after(100, filed_on) <= today and months_after(18, filed_on) < today"
    assert opened(holds, filed_on=TODAY) == date(2126, 3, 1)
    assert len(looked) <= 4


def test_never_is_told_apart() -> None:
    assert repr(NEVER) == "NEVER"
    assert NEVER is not UNKNOWN
