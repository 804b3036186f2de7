"""Who works on what."""

from __future__ import annotations

import pytest

from clemency.clerk.trouble import NotAllowed, NotKnown
from clemency.docket.policy import Viewer
from clemency.web.lists import claims
from tests.web.lists.conftest import CLERK, DEPARTMENT, Desk
from tests.web.offices import DAY


def test_somebody_takes_a_matter_on_and_gives_it_back(desk: Desk) -> None:
    number = desk.petition()
    me = desk.viewer()
    assert desk.seen(queue="unassigned") == [number]
    assert claims.take(me, number, DAY).officer == me.officer
    assert desk.seen(queue="mine") == [number]
    assert desk.seen(queue="unassigned") == []
    assert [one.officer for one in desk.row(number).claimed] == [me.officer]
    assert claims.load(me) == {me.officer: 1}
    claims.release(me, number, DAY)
    assert desk.seen(queue="mine") == []


def test_who_comes_second_is_told_who_has_it(desk: Desk) -> None:
    number = desk.petition()
    claims.take(desk.viewer(), number, DAY)
    second = desk.viewer(officer="o2-president_legal")
    assert claims.take(second, number, DAY).officer == "o-president_legal"


def test_each_office_has_its_own(desk: Desk) -> None:
    number = desk.petition()
    claims.take(desk.viewer(), number, DAY)
    assert desk.seen(DEPARTMENT, queue="unassigned") == [number]
    assert desk.row(number, DEPARTMENT).claimed == ()
    claims.take(desk.viewer(DEPARTMENT), number, DAY)
    assert [one.office for one in desk.row(number).claimed] == [CLERK]


def test_a_colleague_takes_over_who_holds_the_office(desk: Desk) -> None:
    number = desk.petition()
    claims.take(desk.viewer(), number, DAY)
    claims.hand_to(desk.viewer(), number, "o2-president_legal", DAY)
    assert claims.load(desk.viewer()) == {"o2-president_legal": 1}
    with pytest.raises(NotAllowed):
        claims.hand_to(desk.viewer(), number, "o-police", DAY)


def test_who_stands_aside_has_it_no_more_and_cannot_be_given_it(desk: Desk) -> None:
    number = desk.petition()
    aside = "o2-president_legal"
    claims.hand_to(desk.viewer(), number, aside, DAY)
    desk.office.act(number, "stand-aside", officer=aside, fields={"reason": "family"})
    assert desk.seen(queue="unassigned") == [number]
    with pytest.raises(NotAllowed):
        claims.hand_to(desk.viewer(), number, aside, DAY)
    with pytest.raises(NotKnown):
        claims.take(desk.viewer(officer=aside), number, DAY)


def test_nobody_takes_on_what_they_may_not_see(desk: Desk) -> None:
    number = desk.petition()
    for which in (number, "2026-9999"):
        with pytest.raises(NotKnown):
            claims.take(desk.viewer("police"), which, DAY)
    with pytest.raises((NotAllowed, NotKnown)):
        claims.take(Viewer("public", on=DAY), number, DAY)
