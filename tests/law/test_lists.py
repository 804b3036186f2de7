"""Lists that are complete, incomplete or never asked for, rows within rows, and what is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.finding import settled_reason
from clemency.law.parse import parse
from clemency.law.reason import Reason, reason
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict
from tests.law.building import env, rows
from tests.law.words import WORDS

T, F, U = True, False, UNKNOWN


def because(text: str, **facts: Any) -> Reason:
    return reason(parse(text, WORDS), env(**facts))


def cases(*opened: Any, complete: Verdict = True) -> Rows:
    return rows("cases", *({"open": one} for one in opened), complete=complete)


# One line for each table: what `any` and `all` of "the case is open" come to.
@pytest.mark.parametrize(
    ("opened", "complete", "any_", "all_"),
    [
        ((), T, F, T),
        ((), F, U, U),
        ((), U, U, U),
        ((T,), T, T, T),
        ((T,), F, T, U),
        ((F,), T, F, F),
        ((F,), F, U, F),
        ((U,), T, U, U),
        ((T, F), T, T, F),
        ((T, F), U, T, F),
        ((T, U), T, T, U),
        ((F, U), T, U, F),
        ((U, U), F, U, U),
        ((F, F), T, F, F),
        ((T, T), T, T, T),
        ((T, T), U, T, U),
    ],
)
def test_any_and_all(
    opened: tuple[Verdict, ...], complete: Verdict, any_: Verdict, all_: Verdict
) -> None:
    listed = cases(*opened, complete=complete)
    assert because("any(c.open for c in cases)", cases=listed).value is any_
    assert because("all(c.open for c in cases)", cases=listed).value is all_
    assert because("not all(not c.open for c in cases)", cases=listed).value is any_


def test_a_list_nobody_asked_for_is_open() -> None:
    found = because("any(c.open for c in cases)")
    assert found.value is U
    assert found.missing == ("cases",)


@pytest.mark.parametrize("complete", [F, U])
def test_with_an_incomplete_list_no_other_is_not_established(complete: Verdict) -> None:
    found = because("not any(c.open for c in cases)", cases=cases(F, F, complete=complete))
    assert found.value is U
    assert found.missing == ("cases.complete",)


def test_an_incomplete_list_that_is_empty_asks_for_completeness() -> None:
    found = because("any(c.open for c in cases)", cases=cases(complete=F))
    assert found.value is U
    assert found.missing == ("cases.complete",)


# A row counts only where it meets the condition, and may be known not to matter either way.
@pytest.mark.parametrize(
    ("belongs", "opened", "any_", "all_"),
    [
        ("theft", T, T, T),
        ("theft", F, F, F),
        ("theft", U, U, U),
        ("traffic", T, F, T),
        ("traffic", F, F, T),
        ("traffic", U, F, T),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_a_condition_on_rows(belongs: Any, opened: Verdict, any_: Verdict, all_: Verdict) -> None:
    listed = rows("cases", {"kind": belongs, "open": opened})
    assert because("any(c.open for c in cases if c.kind == 'theft')", cases=listed).value is any_
    assert because("all(c.open for c in cases if c.kind == 'theft')", cases=listed).value is all_


# -- rows within rows ----------------------------------------------------------------------------


def nested() -> dict[str, Rows]:
    outer = rows(
        "cases",
        {"open": T, "charges": ({"grave": F}, {"grave": T})},
        {"open": F, "charges": ({"grave": T},)},
    )
    inner = [row for case in outer for row in case.fields["charges"]]
    return {"cases": outer, "charges": Rows(tuple(inner), True, "charges")}


def test_rows_within_rows() -> None:
    text = "all(any(x.grave for x in c.charges) for c in cases)"
    found = because(text, **nested())
    assert found.value is T
    assert [read.path for read in found.reads] == [
        "cases[0].charges[1].grave",
        "cases[1].charges[0].grave",
        "cases.complete",
    ]


def test_the_row_around_a_row() -> None:
    text = "any(x.grave and not x.case.open for x in charges)"
    found = because(text, **nested())
    assert found.value is T
    assert [read.path for read in found.reads] == ["cases[1].charges[0].grave", "cases[1].open"]


def test_a_row_that_nobody_put_anywhere_lies_in_an_unknown_one() -> None:
    found = because("any(x.case.open for x in charges)", charges=rows("charges", {"grave": T}))
    assert found.value is U
    assert found.missing == ("charges[0].case.open",)


def test_inner_lists_are_open_where_nobody_spoke_of_them() -> None:
    found = because("any(any(x.grave for x in c.charges) for c in cases)", cases=cases(T))
    assert found.value is U
    assert found.missing == ("cases[0].charges",)


def test_definitions_about_a_row() -> None:
    old, young = date(2010, 1, 1), date(2025, 1, 1)
    listed = rows("cases", {"on": young}, {"on": old})
    found = because("any(c.old for c in cases)", cases=listed)
    assert found.value is T
    assert [read.path for read in found.reads] == ["cases[1].on", "today"]


def test_siblings_can_be_looked_at() -> None:
    text = "any(any(d.on < c.on for d in cases) and c.open for c in cases)"
    early, late = date(2010, 1, 1), date(2011, 1, 1)
    assert (
        because(text, cases=rows("cases", {"on": early, "open": T}, {"on": late, "open": F})).value
        is F
    )
    assert (
        because(text, cases=rows("cases", {"on": early, "open": F}, {"on": late, "open": T})).value
        is T
    )


# -- completeness --------------------------------------------------------------------------------


@pytest.mark.parametrize(("complete", "verdict"), [(T, T), (F, U), (U, U)])
def test_completeness_is_established_or_open_and_never_refuted(
    complete: Verdict, verdict: Verdict
) -> None:
    """A list said not to be complete may yet become so: no verdict may rest on its being short."""
    found = because("cases.complete", cases=cases(complete=complete))
    assert found.value is verdict
    assert found.path == "cases.complete"


# -- counting and adding -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "complete", "expected"),
    [
        ((), T, 0),
        ((T, F, T), T, 2),
        ((T, U, F), T, Between(1, 2)),
        ((U, U), T, Between(0, 2)),
        ((T, F), F, Between(1, None)),
        ((), U, Between(0, None)),
        ((T, U), U, Between(1, None)),
    ],
)
def test_count(opened: tuple[Verdict, ...], complete: Verdict, expected: Any) -> None:
    assert (
        because("count(c for c in cases if c.open)", cases=cases(*opened, complete=complete)).value
        == expected
    )


def test_count_of_all_rows_reads_no_field() -> None:
    found = because("count(c for c in cases) >= 2", cases=cases(U, U, complete=U))
    assert found.value is T
    assert {read.path for read in found.reads} >= {"cases[0]", "cases[1]"}


@pytest.mark.parametrize(
    ("counts", "complete", "expected"),
    [
        ((), T, 0),
        ((1, 2), T, 3),
        ((1, Between(2, 3)), T, Between(3, 4)),
        ((1, Between(2, None)), T, Between(3, None)),
        ((1, U), T, U),
        ((1, 2), F, U),
    ],
)
def test_sum(counts: tuple[Any, ...], complete: Verdict, expected: Any) -> None:
    listed = rows("charges", *({"count": n} for n in counts), complete=complete)
    found = because("sum(x.count for x in charges)", charges=listed).value
    assert found is expected or found == expected


def test_sum_of_rows_that_may_not_belong() -> None:
    listed = rows(
        "charges", {"count": 2, "grave": T}, {"count": 3, "grave": U}, {"count": -1, "grave": U}
    )
    assert because("sum(x.count for x in charges if x.grave)", charges=listed).value == Between(
        1, 5
    )


# -- the least and the greatest ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "complete", "least", "greatest"),
    [
        ((), T, None, None),
        ((), F, U, U),
        ((3,), T, 3, 3),
        ((3, 1, 2), T, 1, 3),
        ((3, 1, 2), F, Between(None, 1), Between(3, None)),
        ((3, U), T, Between(None, 3), Between(3, None)),
        ((U,), T, U, U),
        ((3, Between(1, 5)), T, Between(1, 3), Between(3, 5)),
        ((3, Between(4, None)), T, 3, Between(4, None)),
    ],
)
def test_min_and_max(counts: tuple[Any, ...], complete: Verdict, least: Any, greatest: Any) -> None:
    listed = rows("charges", *({"count": n} for n in counts), complete=complete)
    for text, expected in (("min", least), ("max", greatest)):
        found = because(f"{text}(x.count for x in charges)", charges=listed).value
        assert found is expected or found == expected


def test_rows_that_may_not_belong_only_widen_the_bounds() -> None:
    listed = rows(
        "charges", {"count": 3, "grave": T}, {"count": 1, "grave": U}, {"count": 9, "grave": F}
    )
    assert because("min(x.count for x in charges if x.grave)", charges=listed).value == Between(
        1, 3
    )
    assert because("max(x.count for x in charges if x.grave)", charges=listed).value == 3


def test_where_no_row_is_sure_there_may_be_none() -> None:
    listed = rows("charges", {"count": 1, "grave": U})
    assert because("min(x.count for x in charges if x.grave)", charges=listed).value is U


# -- the latest and the earliest -----------------------------------------------------------------

DAYS = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]


def dated(*kinds: tuple[Any, Any], complete: Verdict = True) -> Rows:
    return rows("cases", *({"kind": kind, "on": on} for kind, on in kinds), complete=complete)


@pytest.mark.parametrize(
    ("listed", "latest", "earliest"),
    [
        (dated(), None, None),
        (dated(("theft", DAYS[0])), "theft", "theft"),
        (
            dated(("theft", DAYS[0]), ("traffic", DAYS[2]), ("violence", DAYS[1])),
            "traffic",
            "theft",
        ),
        (dated(("theft", DAYS[0]), ("traffic", DAYS[1]), complete=F), U, U),
        (dated(("theft", DAYS[0]), ("traffic", U)), U, U),
        (dated(("theft", DAYS[0]), ("traffic", Between(DAYS[1], DAYS[2]))), U, U),
        (dated((U, DAYS[0]), ("traffic", DAYS[1])), "traffic", U),
    ],
)
def test_latest_and_earliest(listed: Rows, latest: Any, earliest: Any) -> None:
    assert because("latest((c.kind for c in cases), by=c.on)", cases=listed).value == latest
    assert because("earliest((c.kind for c in cases), by=c.on)", cases=listed).value == earliest


def test_of_several_on_one_day_none_comes_first() -> None:
    """Rows that tie settle it only where they say the same."""
    same = dated(("theft", DAYS[1]), ("theft", DAYS[1]), ("traffic", DAYS[0]))
    other = dated(("theft", DAYS[1]), ("violence", DAYS[1]), ("traffic", DAYS[0]))
    text = "latest((c.kind for c in cases), by=c.on)"
    assert because(text, cases=same).value == "theft"
    assert because(text, cases=other).value is U
    assert because(f"{text[:-1]}, nth=3)", cases=other).value == "traffic"


def test_tied_numbers_leave_bounds() -> None:
    tied = rows("charges", {"count": 2, "on": DAYS[1]}, {"count": 5, "on": DAYS[1]})
    text = "latest((x.count for x in charges), by=x.on)"
    assert because(text, charges=tied).value == Between(2, 5)


def test_the_nth_latest() -> None:
    listed = dated(("theft", DAYS[0]), ("traffic", DAYS[2]), ("violence", DAYS[1]))
    for nth, latest, earliest in (
        (1, "traffic", "theft"),
        (2, "violence", "violence"),
        (3, "theft", "traffic"),
    ):
        for pick, expected in (("latest", latest), ("earliest", earliest)):
            text = f"{pick}((c.kind for c in cases), by=c.on, nth={nth})"
            assert because(text, cases=listed).value == expected
    assert because("latest((c.kind for c in cases), by=c.on, nth=4)", cases=listed).value is None


def test_only_rows_that_belong_are_put_in_order() -> None:
    listed = rows(
        "cases",
        {"kind": "theft", "on": DAYS[0], "open": T},
        {"kind": "traffic", "on": DAYS[2], "open": F},
    )
    text = "latest((c.kind for c in cases if c.open), by=c.on)"
    assert because(text, cases=listed).value == "theft"
    unsure = rows("cases", {"kind": "theft", "on": DAYS[0], "open": U})
    assert because(text, cases=unsure).value is U


def test_a_value_of_the_latest_row_may_itself_be_none() -> None:
    listed = rows(
        "cases", {"closed_on": None, "on": DAYS[1]}, {"closed_on": DAYS[0], "on": DAYS[0]}
    )
    assert because("latest((c.closed_on for c in cases), by=c.on) == none", cases=listed).value is T


# -- what is cited -------------------------------------------------------------------------------


def test_a_row_that_settles_it_is_all_that_is_cited() -> None:
    found = because("any(c.open for c in cases)", cases=cases(F, T, U, complete=F))
    assert [read.path for read in found.reads] == ["cases[1].open"]


def test_that_there_is_a_row_is_cited_where_nothing_of_it_is_read() -> None:
    found = because("any(yes for c in cases)", cases=cases(U), yes=T)
    assert found.value is T
    assert [read.path for read in found.reads] == ["cases[0]", "yes"]
    assert all(isinstance(r.value, Row | bool) for r in found.reads)


def test_a_row_that_is_read_in_one_of_two_ways_is_cited_by_itself() -> None:
    found = because("any(yes or c.open for c in cases)", cases=cases(F), yes=T)
    assert [read.path for read in found.reads] == ["cases[0]", "yes"]


def test_a_row_that_is_chosen_by_another_fact_is_cited_by_itself() -> None:
    chosen = "any((c.open if again else yes) for c in cases)"
    found = because(chosen, cases=cases(F), yes=T, again=F)
    assert [read.path for read in found.reads] == ["cases[0]", "again", "yes"]
    found = because(chosen, cases=cases(T), yes=F, again=T)
    assert [read.path for read in found.reads] == ["again", "cases[0].open"]


def test_worlds_look_into_rows() -> None:
    """Of two charges one is theft or traffic, the other not: the tables cannot tell, worlds can."""
    listed = rows("cases", {"open": U, "kind": "theft"}, {"open": T, "kind": U})
    text = "any(c.open or not c.open for c in cases if c.kind == 'theft')"
    expr = parse(text, WORDS)
    assert reason(expr, env(cases=listed)).value is U
    assert settled_reason(expr, env(cases=listed)).value is T
