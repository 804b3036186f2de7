"""Which question comes next, and which answers still count: from the facts alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clemency.clerk.packs import load
from clemency.web.petition import interview as iv
from clemency.web.petition import portals
from clemency.web.petition.interview import Interview

IL = load(Path(), "il")
PORTAL = portals.portal_of(IL)
ACT = portals.opening_act(IL, "portal")
assert ACT is not None
GOAL = portals.goal(IL, ACT)
NEEDS = tuple(rule for rule in ACT.needs if rule in IL.rules)
DAY = date(2026, 11, 22)
TOLD = {"measure": "prison", "relief": "reduction", "imposed_by": "israeli-court"}


def asks(door: str = "myself", unknown: tuple[str, ...] = (), **plain: Any) -> Interview:
    assert ACT is not None
    return Interview(IL, PORTAL, ACT, door, DAY, plain, frozenset(unknown))


def test_four_questions_are_enough_for_the_common_case() -> None:
    told: dict[str, Any] = {}
    given = {**TOLD, "last_decided_on": "none"}
    while (path := asks(**told).route(NEEDS, more=False).next) is not None:
        told[path] = given[path]
    assert len(told) == 4
    assert iv.verdict(asks(**told)).kind == iv.YES


def test_what_the_answers_are_decides_the_verdict() -> None:
    known = {**TOLD, "last_decided_on": "none"}
    assert iv.verdict(asks(**{**known, "relief": "furlough"})).kind == iv.ELSEWHERE
    lately = asks(**{**known, "last_decided_on": "2026-10-01"})
    assert iv.verdict(lately).kind == iv.WAITS  # what would lift the wait was not asked
    long_ago = asks(**{**known, "last_decided_on": "2020-10-01"})
    assert iv.verdict(long_ago).kind == iv.YES
    later = asks(**{**known, "last_decided_on": "2026-10-01", "circumstances_changed": False})
    assert iv.verdict(later).kind == iv.LATER
    assert later.opens(iv.verdict(later).stands[0]) == date(2027, 4, 1)
    assert iv.verdict(asks("relative", **{**known, "relation": "other"})).kind == iv.NO
    erased = {**known, "measure": "record-entry", "record_erased_by_law": True}
    assert iv.verdict(asks(**erased)).kind == iv.NO
    pending = {"measure": "pending-charges", "relief": "pardon", "last_decided_on": "none"}
    assert iv.verdict(asks(**pending)).kind == iv.LOOK
    not_known = asks(unknown=("imposed_by",), measure="prison", relief="pardon")
    assert iv.verdict(not_known).kind == iv.UNSURE


def test_nobody_is_asked_what_the_door_or_another_answer_tells() -> None:
    asked = asks().route(GOAL).asked
    assert not {"filer", "sent_online", "persons", "gives_identity", "born_on"} & set(asked)
    assert "person_deceased" not in asked
    assert "person_deceased" in asks("relative").route(GOAL).asked
    pending = asks(measure="pending-charges").route(GOAL).asked
    assert not {"imposed_by", "convicted"} & set(pending)


def test_a_question_that_hangs_on_another_is_asked_only_then() -> None:
    assert "record_erased_by_law" in asks(measure="record-entry").route(GOAL).asked
    assert "record_erased_by_law" not in asks(measure="fine").route(GOAL).asked
    assert "sentence_ends_on" in asks(**TOLD).route(GOAL).asked
    assert "sentence_ends_on" not in asks(measure="fine").route(GOAL).asked
    assert "military_final_on" not in asks(**TOLD).route(GOAL).asked


def test_while_a_court_may_be_at_work_it_is_said() -> None:
    closed = {"complete": True, "list": [{"open": False}]}
    assert asks(**TOLD).court_at_work() is True  # nothing is told of it
    assert asks(**TOLD, convicted=True, proceedings=closed).court_at_work() is False
    still = {"complete": True, "list": [{"open": True}]}
    assert asks(**TOLD, convicted=True, proceedings=still).court_at_work() is True
    perhaps = {"complete": "unknown", "list": [{"open": False}]}
    assert asks(**TOLD, convicted=True, proceedings=perhaps).court_at_work() is True


CHOICES = {
    "measure": [*IL.facts["measure"].type.options],
    "relief": [*IL.facts["relief"].type.options],
    "imposed_by": [*IL.facts["imposed_by"].type.options],
    "record_erased_by_law": [True, False],
    "circumstances_changed": [True, False],
    "convicted": [True, False],
    "profession_listed": [True, False],
}
SOME = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in CHOICES.items()}
)


@given(SOME)
def test_answers_that_do_not_count_change_nothing(plain: dict[str, Any]) -> None:
    """What is dropped could not have changed what is asked next."""
    one = asks(**plain)
    route = one.route(GOAL)
    counting = {name: value for name, value in plain.items() if name in route.asked}
    assert asks(**counting).route(GOAL) == route


@given(SOME)
def test_each_question_comes_once_and_is_answered_or_missing(plain: dict[str, Any]) -> None:
    route = asks(**plain).route(GOAL)
    assert len(set(route.asked)) == len(route.asked)
    assert set(route.missing) == {path for path in route.asked if path not in plain}


def test_rows_lie_where_they_are_put() -> None:
    plain: dict[str, Any] = {}
    iv.put(plain, "proceedings[1].charges", {"complete": True, "list": [{"offence": "theft"}]})
    assert iv.rows_at(plain, "proceedings[1].charges")["list"] == [{"offence": "theft"}]
    assert len(iv.rows_at(plain, "proceedings")["list"]) == 2
    assert iv.rows_at(plain, "proceedings[7].charges") == {"complete": "unknown", "list": []}
