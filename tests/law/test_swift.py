"""The quick verdict: the same as the interpreter's, also where there is no quick way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from clemency.law.finding import settled_reason
from clemency.law.parse import parse
from clemency.law.swift import BEYOND, cut, together, verdict
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, RecordType
from clemency.law.values import UNKNOWN, Between, Verdict
from tests.law.building import TODAY, env, rows, scope

WORDS = scope(
    {
        "a": BOOL,
        "b": BOOL,
        "n": INT,
        "years": Optional(INT),
        "day": DAY,
        "end": Optional(DAY),
        "klass": Choice(("A", "B")),
    },
    [RecordType("case", "cases", {"open": BOOL, "on": DAY})],
    defines={
        "adult": "years_after(18, day) <= today",
        "case.old": "years_after(7, case.on) <= today",
    },
    parameters={"wait": (INT, {"2000-01-01": 5, "2024-07-01": 3})},
)
ROUNDED = scope({"day": DAY}, leap_day="1-march")

CASES: list[tuple[str, dict[str, Any], Verdict]] = [
    ("True", {}, True),
    ("a and b", {"a": True}, UNKNOWN),
    ("a and b", {"a": False}, False),
    ("not a", {}, UNKNOWN),
    ("a == b", {"a": True, "b": True}, True),
    ("klass in ['A']", {"klass": UNKNOWN}, UNKNOWN),
    ("klass not in ['A']", {"klass": "B"}, True),
    ("klass in ['A', 'B']", {}, True),
    ("end == none", {"end": None}, True),
    ("end == none", {}, UNKNOWN),
    ("end == day", {"end": None, "day": TODAY}, False),
    ("years_after(5, day) <= today", {"day": date(2016, 2, 29)}, True),
    ("n * 2 + 1 - 3 > 4", {"n": 4}, True),
    ("years_after(wait, day) <= today", {"day": date(2023, 3, 1)}, True),
    ("years_after(wait(on=day), day) <= today", {"day": date(2023, 3, 1)}, False),
    ("adult", {"day": date(2008, 3, 1)}, True),
    # what only the interpreter can say
    ("end == none or years_after(1, end) <= today", {"end": None}, True),
    ("end != none and years_after(1, end) <= today", {"end": None}, False),
    ("years != none and not (years > 3)", {"years": None}, False),
    ("end != none and wait(on=end) > 3", {"end": None}, False),
    ("n > 3", {"n": Between(4, 9)}, True),
    ("n > 3", {"n": Between(1, 9)}, UNKNOWN),
    ("n in [4]", {"n": Between(1, 9)}, UNKNOWN),
    ("(5 if a else 20) == 5", {}, UNKNOWN),
    ("(5 if a else 20) in [5, 6]", {}, UNKNOWN),
    ("(5 if a else 20) >= 5", {}, True),
    ("(end if a else day) == none", {"end": None, "day": TODAY}, UNKNOWN),
    ("years_after(wait(on=day), day) <= today",
     {"day": Between(date(2020, 1, 1), date(2021, 1, 1))}, True),
    ("any(c.open for c in cases)", {"cases": rows("cases", {"open": True})}, True),
    ("any(c.old for c in cases)", {"cases": rows("cases", {"on": date(2010, 1, 1)})}, True),
    ("count(c for c in cases) == 1", {"cases": rows("cases", {})}, True),
    ("count(c for c in cases) == 1", {}, UNKNOWN),
    ("cases.complete", {"cases": rows("cases", complete=False)}, UNKNOWN),
    ("a or not a", {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "known", "expected"), CASES)
def test_the_quick_verdict_is_the_verdict(
    text: str, known: dict[str, Any], expected: Verdict
) -> None:
    expr, here = parse(text, WORDS), env(**known)
    assert settled_reason(expr, here).value is expected
    assert verdict(expr, here) is expected
    assert together([expr, expr])(here) == (expected, expected)


def test_one_condition_of_several_may_need_the_interpreter() -> None:
    exprs = [parse(text, WORDS) for text in ("n > 3", "a", "klass in ['A', 'B']", "end == none")]
    assert together(exprs)(env(n=Between(4, 5), a=True)) == (True, True, True, UNKNOWN)
    assert together(exprs)(env(n=1, a=True)) == (False, True, True, UNKNOWN)


@pytest.mark.parametrize("words", [WORDS, ROUNDED])
@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
@pytest.mark.parametrize(
    "moved", ["years_after(1, day)", "months_after(-1, day)", "days_after(366, day)"]
)
def test_a_day_reckoned_once_is_the_day_reckoned_each_time(words: Any, op: str, moved: str) -> None:
    """A wait against today is turned into one day that the fact is compared with."""
    expr = parse(f"{moved} {op} today", words)
    for today in (date(2024, 2, 28), date(2024, 2, 29), date(2025, 3, 1), date.min, date.max):
        near = [today, date(2023, 3, 1), date(2024, 2, 29), date(2024, 3, 29), date(2024, 3, 31)]
        for start in (*near, date.min, date.max):
            for ahead in (-1, 0, 1):
                day = date.fromordinal(min(max(start.toordinal() + ahead, 1), date.max.toordinal()))
                here = {"day": day, "today": today}
                assert verdict(expr, here) is settled_reason(expr, here).value, here


def test_beyond_all_days() -> None:
    """Where no day qualifies, every day lies before the first that does."""
    assert cut("years", 5, "1-march", True, date.max) is BEYOND
    assert date.max < BEYOND
    assert not date.max >= BEYOND
    assert cut("years", 5, "1-march", False, UNKNOWN) is UNKNOWN
    assert cut("years", 5, "28-february", True, date(2026, 3, 1)) == date(2021, 3, 2)


def test_deep_conditions_are_compiled_in_part() -> None:
    text = "a"
    for n in range(45):
        text = f"(not {text})" if n % 3 else f"({text} and n > {n})"
    expr = parse(text, WORDS)
    for n in (-1, 20, 50, UNKNOWN, Between(3, 60)):
        here = env(a=True, n=n)
        assert verdict(expr, here) is settled_reason(expr, here).value


def test_a_chain_of_choices_is_compiled_without_doubling() -> None:
    text = "a"
    for n in range(40):
        text = f"b if n == {n} else {text}"
    expr = parse(text, WORDS)
    for n in (0, 39, 40, UNKNOWN):
        here = env(a=True, b=False, n=n)
        assert verdict(expr, here) is settled_reason(expr, here).value


def test_every_level_of_every_form_compiles() -> None:
    forms = [
        "(not {x})", "({x} and a)", "(a or {x})", "({x} == b)",
        "({x} if a else b)", "(b if {x} else a)",
    ]  # fmt: skip
    for form in forms:
        text = "b"
        for _ in range(48):
            text = form.format(x=text)
        expr = parse(text, WORDS)
        for b in (True, False, UNKNOWN):
            here = env(a=True, b=b)
            assert verdict(expr, here) is settled_reason(expr, here).value
    value = "n"
    for _ in range(45):
        value = f"({value} + 1)"
    assert verdict(parse(f"{value} == 45", WORDS), env(n=0)) is True
    value = "day"
    for _ in range(45):
        value = f"days_after(1, {value})"
    assert verdict(parse(f"{value} == today", WORDS), env(day=TODAY - timedelta(days=45))) is True


def test_the_compiled_form_is_kept() -> None:
    expr = parse("a and b", WORDS)
    assert verdict(expr, env(a=True, b=True)) is True
    kept = expr.__dict__["_swift"]
    assert verdict(expr, env(a=False)) is False
    assert expr.__dict__["_swift"] is kept
