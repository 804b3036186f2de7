"""What would have to change: the fewest facts, the earliest day; held against trying them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.finding import find
from clemency.law.pack import Fact, Failing, Pack, Record
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, RecordType
from clemency.law.values import Row
from clemency.law.ways import Way, ways
from tests.law.building import TODAY, Text, facts, pack, rows, scope

WORDS = scope(
    {
        "paid": BOOL,
        "mandate": BOOL,
        "grave": BOOL,
        "agreed": BOOL,
        "relief": Choice(("pardon", "reduction", "furlough")),
        "released_on": DAY,
        "letters": INT,
    },
    [RecordType("debt", "debts", {"paid": BOOL, "old": BOOL})],
)
CAN = frozenset({"paid", "mandate", "agreed", "relief", "letters"})


def changeable(small: Pack, can: frozenset[str] = CAN) -> Pack:
    """The pack, with its facts declared, and these of them changeable."""
    declared = {
        name: Fact(name, kind, can_change=name in can, least=0 if name == "letters" else None)
        for name, kind in WORDS.vocabulary.facts.items()
        if name not in ("debts",)
    }
    fields = {name: Fact(name, BOOL, can_change=name == "paid") for name in ("paid", "old")}
    return replace(small, facts=declared, records={"debt": Record("debt", "debts", fields)})


def found(*texts: str, **known: Any) -> list[tuple[dict[str, Any], date]]:
    small = changeable(pack(WORDS, *(Text(f"r{n}", text) for n, text in enumerate(texts))))
    result = ways(small, tuple(small.rules), facts(**known), TODAY)
    assert result.exact
    return [(dict(way.changes), way.on) for way in result.ways]


def test_one_fact_turns_a_no_into_a_yes() -> None:
    assert found("paid or grave", paid=False, grave=False) == [({"paid": True}, TODAY)]


def test_what_nobody_can_change_is_never_proposed() -> None:
    assert found("not grave", grave=True) == []
    assert found("grave or paid and mandate", grave=False, paid=False, mandate=True) == [
        ({"paid": True}, TODAY)
    ]


def test_the_smaller_of_two_ways() -> None:
    known = {"paid": False, "mandate": False, "agreed": False, "grave": False}
    assert found("paid and mandate or agreed", **known) == [({"agreed": True}, TODAY)]


def test_waiting_is_a_way_and_so_is_not_waiting() -> None:
    """Fewest changes first: nothing but time; or one fact, and then at once."""
    known = {"released_on": date(2024, 2, 29), "paid": False}
    assert found("years_after(5, released_on) <= today or paid", **known) == [
        ({}, date(2029, 2, 28)),
        ({"paid": True}, TODAY),
    ]


def test_a_later_day_may_need_less() -> None:
    known = {"released_on": date(2026, 1, 1), "paid": False, "mandate": False, "agreed": False}
    texts = ("mandate", "months_after(6, released_on) <= today or paid and agreed")
    assert found(*texts, **known) == [
        ({"mandate": True}, date(2026, 7, 1)),
        ({"agreed": True, "mandate": True, "paid": True}, TODAY),
    ]


def test_a_yes_needs_nothing() -> None:
    assert found("paid", paid=True) == [({}, TODAY)]


def test_a_number_is_moved_no_farther_than_it_must() -> None:
    assert found("letters >= 3", letters=1) == [({"letters": 3}, TODAY)]
    assert found("letters <= 3 and letters != 2", letters=9) == [({"letters": 3}, TODAY)]


def test_a_choice_is_named() -> None:
    known = {"relief": "furlough"}
    assert found("relief == 'pardon'", **known) == [({"relief": "pardon"}, TODAY)]


def test_a_field_of_a_record_is_named_with_its_row() -> None:
    debts = rows("debts", {"paid": True, "old": False}, {"paid": False, "old": True}, kind="debt")
    debts = replace_parents(debts)
    assert found("all(d.paid for d in debts)", debts=debts) == [({"debts[1].paid": True}, TODAY)]
    assert found("not any(d.old for d in debts)", debts=debts) == []


def replace_parents(given: Any, kind: str = "debt") -> Any:
    return replace(given, items=tuple(Row(r.fields, r.path, r.parent, kind) for r in given.items))


def test_missing_facts_that_could_go_against_it_leave_no_way() -> None:
    assert found("paid", "not grave", paid=False) == []
    assert found("paid", "grave or paid", paid=False) == [({"paid": True}, TODAY)]


def test_where_there_is_too_much_to_try_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer worlds allowed, single facts are tried one by one."""
    from clemency.law import ways as ways_module

    monkeypatch.setattr(ways_module, "MOST_WORLDS", 4)
    small = changeable(pack(WORDS, Text("r", "paid and mandate and agreed or relief == 'pardon'")))
    known = facts(paid=False, mandate=False, agreed=False, relief="furlough")
    result = ways(small, ("r",), known, TODAY)
    assert not result.exact
    assert result.ways == (Way((("relief", "pardon"),), TODAY),)


# --- against trying everything --------------------------------------------------------------------

FLAGS = ("paid", "mandate", "agreed")
ATOMS = (*FLAGS, "grave", *(f"not {flag}" for flag in FLAGS), "days_after(3, released_on) <= today")


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """Conditions of up to three parts joined by and, or."""
    parts = draw(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4))
    joins = draw(st.lists(st.sampled_from((" and ", " or ")), min_size=3, max_size=3))
    return (
        "".join(chain.from_iterable(zip(parts, [*joins, ""], strict=False)))
        .removesuffix(" and ")
        .removesuffix(" or ")
    )


@given(
    st.lists(conditions(), min_size=1, max_size=3),
    st.fixed_dictionaries({flag: st.booleans() for flag in (*FLAGS, "grave")}),
)
def test_no_smaller_and_no_earlier_way_exists(texts: list[str], known: Mapping[str, bool]) -> None:
    small = changeable(
        pack(WORDS, *(Text(f"r{n}", t, failing=Failing.NOT_YET) for n, t in enumerate(texts)))
    )
    told = {**known, "released_on": TODAY}
    result = ways(small, tuple(small.rules), facts(**told), TODAY)
    assert result.exact
    best = _by_trying(small, told)
    assert {(len(way.changes), way.on) for way in result.ways} == best
    for way in result.ways:
        assert _holds(small, {**told, **dict(way.changes)}, way.on)


def _by_trying(small: Pack, told: Mapping[str, Any]) -> set[tuple[int, date]]:
    """The first day for every number of changes, where fewer do not reach it as soon."""
    first: dict[int, date] = {}
    for size in range(len(FLAGS) + 1):
        for chosen in combinations(FLAGS, size):
            flipped = {flag: not told[flag] for flag in chosen}
            for ahead in range(6):
                on = TODAY + timedelta(days=ahead)
                if _holds(small, {**told, **flipped}, on):
                    first[size] = min(first.get(size, on), on)
    kept: set[tuple[int, date]] = set()
    for size, on in sorted(first.items()):
        if all(on < earlier for _, earlier in kept):
            kept.add((size, on))
    return kept


def _holds(small: Pack, told: Mapping[str, Any], on: date) -> bool:
    known = facts(**told)
    return all(find(small, rule, known, on).holds is not False for rule in small.rules)


PAID = scope(
    {"filed": BOOL},
    [RecordType("fine", "fines", {"paid_on": Optional(DAY)})],
    defines={"all_paid_on": "max(f.paid_on for f in fines if f.paid_on != none)"},
)


@pytest.mark.parametrize(
    ("paid_on", "way"),
    [
        (date(2018, 5, 1), ({}, date(2028, 5, 1))),
        (None, ({"fines[0].paid_on": TODAY}, date(2036, 3, 1))),
    ],
)
def test_a_day_in_a_list_hides_no_way(paid_on: date | None, way: tuple[Any, date]) -> None:
    """Waiting is a way still; and what is not paid yet can be paid today, and the wait begins."""
    text = (
        "all(f.paid_on != none for f in fines) and "
        "all_paid_on != none and years_after(10, all_paid_on) <= today"
    )
    fields = {"paid_on": Fact("paid_on", Optional(DAY), can_change=True)}
    small = replace(
        pack(PAID, Text("r", text)), facts={}, records={"fine": Record("fine", "fines", fields)}
    )
    fines = replace_parents(rows("fines", {"paid_on": paid_on}), "fine")
    result = ways(small, ("r",), facts(fines=fines), TODAY)
    assert [(dict(one.changes), one.on) for one in result.ways] == [way]
