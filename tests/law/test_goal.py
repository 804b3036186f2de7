"""Several rules together: the order of an interview, and the one condition that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from clemency.law.finding import env_of, find, settled
from clemency.law.goal import condition_of, wanted
from clemency.law.pack import Failing, Pack, Rule
from clemency.law.types import BOOL, DAY, Choice, RecordType
from clemency.law.values import UNKNOWN
from tests.law.building import TODAY, Text, facts, pack, rows, scope

WORDS = scope(
    {
        "a": BOOL,
        "b": BOOL,
        "c": BOOL,
        "filer": Choice(("person", "counsel", "other")),
        "released_on": DAY,
    },
    [RecordType("charge", "charges", {"grave": BOOL})],
)


def asked(small: Pack, **known: object) -> tuple[str, ...]:
    return wanted(small, tuple(small.rules), facts(**known), TODAY).paths


def test_what_settles_most_rules_comes_first() -> None:
    small = pack(WORDS, Text("one", "a or b"), Text("two", "b or c"), Text("three", "not b or a"))
    assert asked(small) == ("b", "a", "c")


def test_what_a_rule_of_standing_waits_for_comes_before_everything() -> None:
    small = pack(WORDS, Text("one", "a"), Text("two", "a"), Text("who", "filer != 'other'"))
    standing = {**small.rules, "who": (_standing(small.rules["who"][0]),)}
    assert asked(_with(small, standing)) == ("filer", "a")


def test_a_fact_that_cannot_matter_is_never_asked() -> None:
    small = pack(WORDS, Text("one", "a and b or a and not b"), Text("two", "c"))
    assert asked(small) == ("a", "c")
    assert asked(small, a=True, c=True) == ()


@pytest.mark.parametrize("failing", list(Failing))
def test_once_it_is_settled_for_good_nothing_more_is_asked(failing: Failing) -> None:
    """What can be mended by waiting, a waiver or a look leaves the other rules worth asking."""
    small = pack(WORDS, Text("one", "a", failing=failing), Text("two", "b"))
    for_good = {Failing.NOT_A_PETITION, Failing.REFUSE, Failing.ANOTHER_OFFICE}
    assert asked(small, a=False) == (() if failing in for_good else ("b",))


def test_each_open_row_is_asked_about_and_whether_there_are_more() -> None:
    small = pack(WORDS, Text("one", "not charge.grave", about="charge"))
    listed = rows("charges", {"grave": UNKNOWN}, {"grave": False}, complete=UNKNOWN, kind="charge")
    found = wanted(small, ("one",), facts(charges=listed), TODAY)
    assert found.paths == ("charges[0].grave", "charges.complete")
    assert not found.exact


CHANGED = [
    Text("wait", "released_on < date('2026-01-01')", until=date(2026, 5, 31)),
    Text("wait", "a", since=date(2026, 6, 1)),
    Text("wait", "b", since=date(2027, 1, 1), applies_to="c", until=date(2027, 12, 31)),
]


@pytest.mark.parametrize("c", [True, False])
@pytest.mark.parametrize(
    "day", ["2026-05-31", "2026-06-01", "2027-01-01", "2027-12-31", "2028-01-01"]
)
def test_the_one_condition_is_what_the_rules_find_on_every_day(day: str, c: bool) -> None:
    """Each text on its own days; an older one where the newer leaves it to it; nothing after."""
    small, on = pack(WORDS, *CHANGED), date.fromisoformat(day)
    for known in ({"a": True, "b": False}, {"a": False, "b": True}):
        told = facts(**known, c=c, released_on=date(2026, 2, 1))
        whole = settled(condition_of(small, ("wait",)), env_of(told, on))
        found = find(small, "wait", told, on)
        assert whole is (found.holds if found.outcome != "does-not-apply" else True)


def _standing(rule: Rule) -> Rule:
    return replace(rule, standing=True)


def _with(small: Pack, rules: Mapping[str, tuple[Rule, ...]]) -> Pack:
    return replace(small, rules=rules)
