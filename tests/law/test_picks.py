"""The first few rows in an order: who is picked, on what it rests, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.expr import Pick
from clemency.law.finding import Finding, find, settled_reason
from clemency.law.goal import asks
from clemency.law.opens import opens_on
from clemency.law.parse import Faults, parse
from clemency.law.reason import Reason
from clemency.law.types import BOOL, DAY, INT, Money, Optional, RecordType
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict
from tests.law.building import TODAY, Text, env, facts, pack, rows, scope

T, F, U = True, False, UNKNOWN
CRIME = RecordType(
    "crime",
    "crimes",
    {"on": DAY, "number": INT, "fine": Money("CZK"), "ended_on": Optional(DAY), "grave": BOOL},
)
COUNT = RecordType("count", "counts", {"grave": BOOL}, within="crime")
WORDS = scope(
    {"granted_before": INT, "perhaps": Optional(INT), "released_on": DAY},
    [CRIME, COUNT],
    defines={"crime.old": "crime in earliest((c for c in crimes), by=c.on, up_to=1)"},
    parameters={"cap": (INT, {"2000-01-01": 1, "2027-01-01": 2})},
)
FIRST_TWO = "crime in earliest((c for c in crimes if not c.grave), by=c.on, up_to=2)"


def day(year: int) -> date:
    return date(year, 5, 1)


def crimes(*given: Any, complete: Verdict = True) -> Rows:
    """Crimes by year, or by all their fields; none of them grave unless said."""
    items = [
        one if isinstance(one, dict) else {"on": one if one is U else day(one), "grave": False}
        for one in given
    ]
    return rows("crimes", *items, complete=complete)


def found(text: str = FIRST_TWO, **known: Any) -> Finding:
    """What a rule about each crime comes to."""
    law = pack(WORDS, Text(holds=text, about="crime"))
    return find(law, "rule", facts(**known), TODAY)


def picks(text: str = FIRST_TWO, **known: Any) -> list[Any]:
    """For each crime, whether it is picked."""
    return [one.holds for one in found(text, **known).each]


# -- who is picked -------------------------------------------------------------------------------


def test_the_first_two_of_three() -> None:
    assert picks(crimes=crimes(2010, 2001, 2004)) == [F, T, T]
    assert picks(FIRST_TWO.replace("earliest", "latest"), crimes=crimes(2010, 2001, 2004)) == [
        T,
        F,
        T,
    ]


def test_a_row_that_does_not_meet_the_condition_neither_counts_nor_is_picked() -> None:
    first = {"on": day(2001), "grave": True}
    assert picks(crimes=crimes(first, 2004, 2005, 2006)) == [F, T, T, F]


def test_a_tie_within_the_cap_is_settled_and_one_across_it_is_not() -> None:
    assert picks(crimes=crimes(2001, 2001, 2004)) == [T, T, F]
    assert picks(crimes=crimes(2001, 2004, 2004)) == [T, U, U]
    assert found(crimes=crimes(2001, 2004, 2004)).missing == ()


def test_a_second_key_breaks_the_tie() -> None:
    listed = crimes(*({"on": day(y), "grave": False, "number": n} for y, n in BY_NUMBER))
    assert picks(FIRST_TWO.replace("by=c.on", "by=(c.on, c.number)"), crimes=listed) == [T, F, T]


BY_NUMBER = [(2001, 9), (2004, 2), (2004, 1)]


def test_a_further_row_may_stand_before() -> None:
    assert picks(crimes=crimes(2001, 2004, 2010, complete=U)) == [U, U, F]
    assert found(crimes=crimes(2001, complete=U)).each[0].missing == ("crimes.complete",)


def test_a_missing_day_is_open_only_where_it_can_matter() -> None:
    assert picks(crimes=crimes(2001, U, 2010)) == [T, U, U]
    assert found(crimes=crimes(2001, U, 2010)).each[2].missing == ("crimes[1].on",)
    known = [{"on": Between(None, day(2005)), "grave": False}, 2001, 2010]
    assert picks(crimes=crimes(*known)) == [T, T, F]
    assert picks(crimes=crimes(2001, 2002, U, 2010)) == [T, U, U, F]


def test_a_missing_condition_is_open_only_where_it_can_matter() -> None:
    maybe = {"on": day(2000), "grave": U}
    assert picks(crimes=crimes(maybe, 2001, 2002)) == [U, T, U]
    assert picks(crimes=crimes(2001, 2002, 2003, {"on": day(2004), "grave": U})) == [T, T, F, F]


@pytest.mark.parametrize(("before", "expected"), [(0, [T, T, F]), (1, [T, F, F]), (2, [F, F, F])])
def test_what_is_left_of_a_cap(before: int, expected: list[Verdict]) -> None:
    text = FIRST_TWO.replace("up_to=2", "up_to=2 - granted_before")
    assert picks(text, crimes=crimes(2001, 2004, 2010), granted_before=before) == expected


def test_a_cap_that_is_not_known_settles_what_it_can() -> None:
    text = FIRST_TWO.replace("up_to=2", "up_to=granted_before")
    listed = crimes(2001, 2004, 2010)
    assert picks(text, crimes=listed) == [U, U, U]
    assert picks(text, crimes=listed, granted_before=Between(1, 2)) == [T, U, F]
    assert picks(text, crimes=listed, granted_before=Between(None, 0)) == [F, F, F]
    guarded = FIRST_TWO.replace("up_to=2", "up_to=perhaps")
    assert picks(f"perhaps == none or {guarded}", crimes=listed, perhaps=None) == [T, T, T]


def test_of_rows_whose_order_rests_on_one_missing_fact_none_is_before() -> None:
    """Both are ordered by the same day of the crime around them, whatever that is."""
    picked = "x in earliest((y for y in counts), by=y.crime.on, up_to=2)"
    around = Row({}, "crimes[0]", None, "crime")
    two = [Row({"grave": n == 0}, f"crimes[0].counts[{n}]", around, "count") for n in range(2)]
    expr = parse(f"any(x.grave and {picked} for x in counts)", WORDS)
    here = env(counts=Rows(tuple(two), True, "counts"))
    assert settled_reason(expr, here).value is T


def test_a_row_of_another_list_is_not_among_those_of_this_one() -> None:
    text = "any(x in earliest((y for y in counts if y.grave), by=1, up_to=9) for x in c.counts)"
    expr = parse(f"any({text} for c in crimes)", WORDS)
    listed = rows("crimes", {"counts": ({"grave": True},)})
    assert settled_reason(expr, env(crimes=listed, counts=rows("counts"))).value is F
    assert settled_reason(expr, env(crimes=listed, counts=rows("counts", complete=U))).value is U


def test_a_row_around_another_may_be_any_while_nobody_says_which() -> None:
    expr = parse("any(x.crime.old for x in counts)", WORDS)
    alone = Rows((Row({}, "counts[0]", None, "count"),), True, "counts")
    seen = settled_reason(expr, env(counts=alone, crimes=crimes(2001)))
    assert seen.value is U
    assert "counts[0].crime" in seen.missing


# -- on what it rests ----------------------------------------------------------------------------


def reads(one: Finding) -> set[str]:
    return {read.path for read in one.reads if read.path}


def test_no_more_rows_are_cited_than_decide_it() -> None:
    each = found(crimes=crimes(2001, 2002, 2003, 2004)).each
    assert [path for path in reads(each[3]) if "[2]" in path] == []
    assert {"crimes[0].on", "crimes[1].on", "crimes[3].on"} <= reads(each[3])
    assert {"crimes[0].on", "crimes.complete"} <= reads(each[0])
    assert reads(found(crimes=crimes({"on": U, "grave": True})).each[0]) == {"crimes[0].grave"}


def test_what_is_asked_for_is_what_can_still_matter() -> None:
    law = pack(WORDS, Text(holds=f"crime.grave or {FIRST_TWO}", about="crime"))
    open_, away = {"on": U, "grave": U}, {"on": U, "grave": True}
    wanted = asks(law, ("rule",), facts(crimes=crimes(1999, 2001, open_, away)), TODAY)
    assert set(wanted.paths) == {"crimes[2].on", "crimes[2].grave"}
    assert wanted.exact


def test_the_day_on_which_the_cap_rises_opens_it() -> None:
    text = "crime in earliest((c for c in crimes), by=c.on, up_to=cap)"
    law = pack(WORDS, Text(holds=text, about="crime"))
    listed = facts(crimes=crimes(2001, 2004))
    assert find(law, "rule", listed, TODAY).holds is F
    assert opens_on(law, "rule", listed, TODAY) == date(2027, 1, 1)


def test_the_day_on_which_one_more_row_meets_the_condition_opens_it() -> None:
    """Crimes count once twenty years have passed, and the last one that does is not asked for."""
    waited = "years_after(20, c.on) <= today"
    last = f"x in latest((c for c in crimes if {waited}), by=c.on, up_to=1)"
    law = pack(WORDS, Text(holds=f"any(x.grave and {last} for x in crimes)"))
    listed = facts(crimes=crimes(2000, {"on": day(2010), "grave": True}))
    assert find(law, "rule", listed, TODAY).holds is F
    assert opens_on(law, "rule", listed, TODAY) == day(2030)


# -- how it is written ---------------------------------------------------------------------------


def test_it_is_a_node_of_its_own_and_is_written_back() -> None:
    rows_ = "latest((c for c in crimes if not c.grave)"
    text = f"x in {rows_}, by=(c.on, c.number), up_to=2 - granted_before)"
    whole = parse(f"any(x not in {text[5:]} for x in crimes)", WORDS)
    (node,) = [one for one in whole.walk() if isinstance(one, Pick)]
    assert str(node) == text
    assert (node.kind, node.var, len(node.by), node.type) == ("latest", "c", 2, BOOL)
    assert parse(str(whole), WORDS) == whole
    assert whole.names() == {"crimes", "granted_before"}


PICK = "any(x in {} for x in crimes)"
REFUSED = [
    (PICK.format("earliest((c for c in crimes), by=c.on)"), "up to a number", "earliest((c for"),
    (PICK.format("earliest((c for c in crimes), up_to=2)"), "in an order", "earliest((c for"),
    (
        PICK.format("earliest((c for c in crimes), by=c.on, up_to=2, nth=2)"),
        "up to a number",
        "earliest((c for",
    ),
    (PICK.format("earliest((c.on for c in crimes), by=c.on, up_to=2)"), "Whole rows", "c.on for"),
    (PICK.format("earliest((c for c in crimes), by=c.fine, up_to=2)"), "whole numbers", "c.fine"),
    (PICK.format("earliest((c for c in crimes), by=c.grave, up_to=2)"), "whole numbers", "c.grave"),
    (PICK.format("earliest((c for c in crimes), by=c.ended_on, up_to=2)"), "none", "c.ended_on"),
    (PICK.format("earliest((c for c in crimes), by=(), up_to=2)"), "nothing to order", "(), up_to"),
    (PICK.format("earliest((c for c in crimes), by=today, up_to=2)"), "may not move", "today"),
    (PICK.format("earliest((c for c in crimes), by=c.on, up_to=c.number)"), "one row", "c.number)"),
    (PICK.format("earliest((c for c in crimes), by=c.on, up_to=perhaps)"), "be none", "perhaps)"),
    (
        PICK.format("earliest((c for c in crimes), by=c.on, up_to=released_on)"),
        "a date",
        "released",
    ),
    (PICK.format("earliest((c for c in counts), by=1, up_to=2)"), "is a crime", "counts), by"),
    (
        PICK.format("earliest((x for x in crimes), by=x.on, up_to=2)"),
        "already means",
        "x in crimes)",
    ),
    (PICK.format("crimes"), "list of constants", "crimes for"),
    ("released_on in earliest((c for c in crimes), by=c.on, up_to=2)", "Only a row", "released_on"),
    ("earliest((c.on for c in crimes), by=c.on, up_to=2) != none", "with `in`", "earliest"),
]


@pytest.mark.parametrize(("text", "says", "there"), REFUSED)
def test_what_is_wrong_is_said_where_it_stands(text: str, says: str, there: str) -> None:
    with pytest.raises(Faults) as refused:
        parse(text, WORDS)
    (fault,) = refused.value.faults
    assert says in fault.says
    assert fault.start == text.index(there)
    assert fault.mend or says in ("already means", "is a crime", "whole numbers", "a date")


def test_a_guarded_key_is_taken() -> None:
    text = PICK.format(
        "earliest((c for c in crimes if c.ended_on != none), by=c.ended_on, up_to=1)"
    )
    listed = rows("crimes", {"ended_on": None}, {"ended_on": day(2001)})
    assert settled_reason(parse(text, WORDS), env(crimes=listed)).value is T


def test_reasons_name_the_row_and_the_cap() -> None:
    reason: Reason | None = found(crimes=crimes(2001, 2004, 2010)).reason
    assert reason is not None and isinstance(reason.expr, Pick)
    row, too_many = reason.because
    assert row.value.path == "crimes[2]"
    assert [part.value for part in too_many.because] == [Between(2, None), 2]
