"""What a row says: where a matter stands, whose turn it is, what it waits for, what is due."""

from __future__ import annotations

from datetime import timedelta

from clemency.web.lists.waiting import Blocked
from tests.web.lists.conftest import DEPARTMENT, Desk
from tests.web.offices import DAY


def test_what_came_and_is_not_sorted(desk: Desk) -> None:
    number = desk.received(asked_for="pardon")
    row = desk.row(number)
    assert (row.kind, row.stage, row.language, row.channel) == (
        "unsorted",
        "received",
        "he",
        "post",
    )
    assert row.blocked == (Blocked("to-be-sorted", {}),)
    assert (row.waiting_on, row.lies_with) == ("office", "president_legal")
    assert (row.received_on, row.age, row.due_on, row.overdue) == (DAY, 0, None, 0)


def test_a_petition_lies_with_the_office_that_was_given_the_file(desk: Desk) -> None:
    row = desk.row(desk.petition())
    assert (row.kind, row.track, row.relief) == ("petition", "civil", "reduction")
    assert row.lies_with == DEPARTMENT
    assert row.blocked == (Blocked("with", {"office": DEPARTMENT}),)


def test_opinions_are_awaited_until_they_come(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.later(3)
    desk.asked(number, "prison_service")
    row = desk.row(number)
    assert row.waiting_on == "agency"
    assert row.blocked == (Blocked("opinions", {"offices": ["police", "prison_service"]}),)
    assert (row.due_on, row.due_clock, row.due_of) == (
        DAY + timedelta(days=30),
        "opinion",
        "police",
    )
    assert desk.seen(queue="waiting") == [number] == desk.seen(waiting="police")

    desk.answered(number, "police")
    row = desk.row(number)
    assert row.blocked == (Blocked("opinions", {"offices": ["prison_service"]}),)
    assert row.due_of == "prison_service"
    assert row.answers == 1
    assert desk.seen(queue="answers") == [number]
    assert desk.seen(waiting="police") == []

    desk.asked(number, "welfare")  # somebody worked on it: nothing lies unread any more
    assert desk.row(number).answers == 0


def test_overdue_is_reckoned_on_the_day_on_which_somebody_looks(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.later(30)
    assert (desk.row(number).overdue, desk.row(number).due_in) == (0, 0)
    assert desk.seen(queue="due") == [number]
    desk.later(1)
    assert (desk.row(number).overdue, desk.row(number).due_in) == (1, -1)
    assert desk.seen(queue="overdue") == [number]
    assert desk.seen(queue="due") == []


def test_information_is_awaited_from_the_petitioners_side(desk: Desk) -> None:
    number = desk.petition()
    items = ["judgment", "income"]
    desk.office.act(number, "ask-information", by=DEPARTMENT, fields={"items": items})
    row = desk.row(number)
    assert row.waiting_on == "petitioner"
    assert row.blocked[0] == Blocked("information", {"items": items, "count": 2})
    assert (row.due_on, row.due_clock) == (DAY + timedelta(days=30), "information")
    desk.office.act(number, "information-received", fields={"items": ["judgment"]})
    assert desk.row(number).blocked[0] == Blocked("information", {"items": ["income"], "count": 1})
    desk.office.act(number, "information-received", fields={"items": ["income"], "accepted": False})
    assert desk.row(number).blocked[0].params["items"] == ["income"]  # it does not answer


def test_what_is_set_aside_waits_until_its_day(desk: Desk) -> None:
    number = desk.petition()
    until = DAY + timedelta(days=60)
    desk.office.act(number, "defer", fields={"reason": "court", "until": until})
    row = desk.row(number)
    assert row.blocked[0] == Blocked("deferred-until", {"day": until.isoformat()})
    assert (row.due_on, row.due_clock) == (until, "deferred")
    desk.office.act(number, "resume")
    assert desk.row(number).due_on is None


def test_decided_is_not_in_force_and_in_force_is_not_carried_out(desk: Desk) -> None:
    number = desk.petition()
    desk.decided(number)
    row = desk.row(number)
    assert row.stage == "granted"
    assert row.blocked == (Blocked("to-be-countersigned", {}),)
    assert row.lies_with == "minister_of_justice"
    assert number in desk.seen("minister_of_justice", queue="with-us")
    desk.countersigned(number)
    row = desk.row(number)
    assert (row.stage, row.effective_on, row.finished) == ("in-force", DAY, False)
    assert row.blocked == (Blocked("carrying-out", {}),)
    assert desk.seen(queue="carrying") == [number]
    desk.office.act(number, "implement", by="police", fields={"what": "register-changed"})
    assert desk.row(number).finished
    assert desk.seen(queue="finished") == [number]
    assert desk.seen(queue="open") == []


def test_nothing_is_awaited_once_it_is_decided(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    fields = {"of": "police", "reason": "It did not come."}
    desk.office.act(number, "dispense-with-opinion", fields=fields)
    row = desk.row(number)
    assert (row.waiting_on, row.due_on) == ("office", None)
    desk.decided(number)
    assert desk.row(number).awaited == ()


def test_a_consulted_office_sees_what_it_was_asked_and_no_more(desk: Desk) -> None:
    number = desk.petition(sender_office=None)
    other = desk.petition()
    desk.asked(number, "police")
    desk.asked(number, "prison_service")
    desk.asked(other, "prison_service")
    assert desk.seen("police") == [number]
    row = desk.row(number, "police")
    assert row.blocked == (Blocked("your-opinion", {}),)
    assert (row.due_on, row.due_of) == (DAY + timedelta(days=30), "police")
    assert row.received_on is None and row.relief is None and row.channel is None
    assert row.language is None and row.lies_with is None and row.kind == ""
    assert [one.whom for one in row.awaited] == ["police"]
    assert desk.seen("police", queue="with-us") == [number]
    assert desk.seen("police", queue="sorting") == []
    desk.answered(number, "police")
    assert desk.seen("police", queue="open") == []
    assert desk.row(number, "police").finished


def test_advice_shows_in_no_row_of_an_office_that_may_not_read_it(desk: Desk) -> None:
    """The portal is shown that the minister took a position, and not which."""
    number = desk.petition()
    desk.office.act(number, "department-opinion", by=DEPARTMENT, fields={"favours": False})
    desk.office.act(number, "minister-opinion", by="minister_of_justice", fields={"favours": False})
    assert desk.row(number).stage == "opposed"
    assert desk.row(number, "portal").stage != "opposed"
    assert desk.row(number, "portal").relief is None
    assert desk.seen("portal", stage="opposed") == []
    assert desk.seen(stage="opposed") == [number]


def test_a_victims_period_is_hidden_from_whom_victims_are_hidden(desk: Desk) -> None:
    number = desk.petition({"scheduled_offence": True, "victim_asked": True})
    desk.office.act(number, "ask-victim", by=DEPARTMENT)
    row = desk.row(number)
    assert (row.waiting_on, row.due_clock) == ("victim", "victim")
    assert Blocked("victim", {}) in row.blocked
    hidden = desk.row(number, "portal")
    assert (hidden.waiting_on, hidden.due_on) == ("office", None)
    assert desk.seen("portal", waiting="victim") == []
