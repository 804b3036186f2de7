"""Because of what: the parts that decided are cited, in reading order, and no others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.expr import Both, Either, If, Named
from clemency.law.finding import settled_reason
from clemency.law.parse import parse
from clemency.law.reason import Reason, is_open, prepared, reason, settle
from clemency.law.types import BOOL
from clemency.law.values import UNKNOWN, Between, Row, Rows
from tests.law.building import TODAY, env
from tests.law.words import WORDS


def because(text: str, **facts: Any) -> Reason:
    return settled_reason(parse(text, WORDS), env(**facts))


def reads(text: str, **facts: Any) -> list[str | None]:
    return [read.path for read in because(text, **facts).reads]


CITED = [
    ("yes and again", {"yes": True, "again": True}, ["yes", "again"]),
    ("yes and again", {"yes": False, "again": True}, ["yes"]),
    ("yes and again", {"yes": False, "again": False}, ["yes", "again"]),
    ("yes and again", {"yes": False}, ["yes"]),
    ("yes or again", {"yes": False, "again": True}, ["again"]),
    ("yes or again", {"yes": False, "again": False}, ["yes", "again"]),
    ("not (yes or again)", {"yes": True}, ["yes"]),
    ("yes if again else count_of > 3", {"again": True, "yes": False}, ["again", "yes"]),
    ("yes if again else count_of > 3", {"again": False, "count_of": 5}, ["again", "count_of"]),
    ("yes if again else count_of > 3", {"yes": True, "count_of": 5}, ["yes", "count_of"]),
    ("released_on == none or released_on < today", {"released_on": None}, ["released_on"]),
    ("years_after(5, filed_on) <= today", {"filed_on": date(2020, 1, 1)}, ["filed_on", "today"]),
    ("years_after(count_of, filed_on) <= today", {"filed_on": TODAY, "count_of": 1},
     ["count_of", "filed_on", "today"]),
    ("years_after(wait, filed_on) <= today", {"filed_on": TODAY}, ["today", "filed_on"]),
    ("adult", {"filed_on": TODAY}, ["filed_on", "today"]),
    ("kind in ['theft']", {"kind": "theft"}, ["kind"]),
    ("2 * count_of + 1 == 7", {"count_of": 3}, ["count_of"]),
    ("True", {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "paths"), CITED)
def test_what_is_cited(text: str, facts: dict[str, Any], paths: list[str]) -> None:
    assert reads(text, **facts) == paths


@pytest.mark.parametrize(
    ("text", "facts", "missing"),
    [
        ("yes and again", {"yes": True}, ("again",)),
        ("yes and again", {}, ("yes", "again")),
        ("yes and again", {"yes": False}, ()),
        ("yes or again", {"again": UNKNOWN, "yes": False}, ("again",)),
        ("yes if again else count_of > 3", {"yes": True}, ("again", "count_of")),
        ("count_of > 3", {"count_of": Between(2, 5)}, ("count_of",)),
        ("count_of > 3", {"count_of": Between(4, 5)}, ()),
        ("released_on != none and released_on < today", {}, ("released_on",)),
        ("years_after(5, filed_on) <= today", {}, ("filed_on",)),
        ("any(c.open for c in cases)", {}, ("cases",)),
        ("any(c.open for c in cases)",
         {"cases": Rows((Row({}, "cases[0]"),), True, "cases")}, ("cases[0].open",)),
    ],
)  # fmt: skip
def test_what_is_missing(text: str, facts: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert because(text, **facts).missing == missing


def test_the_tree_mirrors_the_expression() -> None:
    found = because("adult and (yes or again)", filed_on=date(1990, 1, 1), yes=True, again=False)
    assert isinstance(found.expr, Both)
    named, either = found.because
    assert isinstance(named.expr, Named)
    assert named.expr.id == "adult"
    assert isinstance(either.expr, Either)
    assert [part.value for part in either.because] == [True]
    assert found.value is named.value is either.value is True


def test_sub_values_are_kept() -> None:
    found = because("years_after(5, filed_on) <= today", filed_on=date(2016, 2, 29))
    moved, today = found.because
    assert (moved.value, today.value) == (date(2021, 2, 28), TODAY)


def test_each_fact_is_read_once_in_reading_order() -> None:
    assert reads("yes and (again or yes) and count_of > 1", yes=True, again=True, count_of=2) == [
        "yes",
        "again",
        "count_of",
    ]


def test_a_verdict_of_all_worlds_cites_all_they_read() -> None:
    """It rests on `yes` as well, though the tables cite only what they leave open."""
    text = "yes and (again or not again)"
    assert because(text, yes=True).value is True
    assert set(reads(text, yes=True)) == {"yes", "again"}
    values = {read.path: read.value for read in because(text, yes=True).reads}
    assert values == {"yes": True, "again": UNKNOWN}


def test_a_settled_verdict_misses_nothing() -> None:
    found = because("again or not again")
    assert found.value is True
    assert found.missing == ()


def test_walking_a_reason_meets_every_part() -> None:
    found = because("yes if again else False", yes=True, again=True)
    assert isinstance(found.expr, If)
    assert [str(part.expr) for part in found.walk()] == ["yes if again else False", "again", "yes"]


def test_an_expression_is_prepared_once() -> None:
    expr = parse("yes and again", WORDS)
    assert prepared(expr) is prepared(expr)
    assert reason(expr, env(yes=True, again=True)) == reason(expr, env(yes=True, again=True))


def test_with_no_parts_the_last_verdict_holds() -> None:
    expr = Both(BOOL, ())
    assert settle(expr, (), (False, UNKNOWN, True)).value is True
    assert settle(expr, (), (True, UNKNOWN, False)).value is False


@pytest.mark.parametrize(
    ("value", "open_"),
    [
        (UNKNOWN, True),
        (Between(1, 2), True),
        (Rows((), UNKNOWN, "cases"), True),
        (Rows((), False, "cases"), True),
        (Rows((), True, "cases"), False),
        (None, False),
        (False, False),
        (0, False),
        (Row({}, "cases[0]"), False),
    ],
)
def test_what_is_open(value: Any, open_: bool) -> None:
    assert is_open(value) is open_
