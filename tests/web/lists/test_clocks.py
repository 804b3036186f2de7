"""A period with its working: what began it, how long, who says so, what came in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clemency.clerk.reading import Matter
from clemency.docket.policy import Viewer
from clemency.letters.speech import Speaker
from clemency.web.lists import clocks, told
from clemency.web.lists.clocks import Clock, Length
from clemency.web.words import in_language
from tests.web.lists.conftest import CLERK, DEPARTMENT, Desk
from tests.web.offices import DAY


def clocks_of(desk: Desk, number: str, office: str = CLERK) -> tuple[Clock, ...]:
    """The periods that an office is shown today."""
    clerk = desk.office.clerk
    matter: Matter = clerk.matter(number, Viewer("office", office, on=clerk.today()))
    return clocks.clocks(matter, clerk.pack, clerk.today())


def working(desk: Desk, clock: Clock, language: str = "en") -> str:
    """All that is said of a period."""
    words, speaker = in_language(language), Speaker(desk.office.clerk.pack, language)
    shown = told.clock(clock, words, speaker)
    return "\n".join((shown.name, shown.state, *shown.working))


def test_a_running_period(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    (clock,) = clocks_of(desk, number)
    assert (clock.id, clock.of, clock.state, clock.days) == ("opinion", "police", "running", 30)
    assert (clock.started_on, clock.due_on) == (DAY, DAY + timedelta(days=30))
    assert clock.act == "ask-opinion" and clock.cite == "Procedure chart of 30 November 2025"
    assert clock.length == Length(30, "days") and clock.reckoned is True
    assert (clock.began.office, clock.began.officer) == (DEPARTMENT, f"o-{DEPARTMENT}")
    assert (clock.then, clock.by) == ("dispense-with-opinion", "legal_adviser")
    assert clock.chases == tuple(clock.due_on + timedelta(days=n) for n in (-7, 1, 14))
    says = working(desk, clock)
    for part in (
        "2 March 2026",
        "30 days",
        "Reminders",
        "Go on without an opinion",
        "Legal Adviser",
    ):
        assert part in says


def test_it_runs_out_and_somebody_is_reminded(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.later(30)
    assert clocks_of(desk, number)[0].state == "due-today"
    desk.later(1)
    desk.office.act(number, "chase-opinion", by=DEPARTMENT, fields={"of": "police"})
    (clock,) = clocks_of(desk, number)
    assert (clock.state, clock.days) == ("overdue", -1)
    assert [deed.on for deed in clock.chased] == [DAY + timedelta(days=31)]
    says = working(desk, clock)
    assert "one day overdue" in says and "Reminded on: 2 April 2026" in says


def test_what_ends_it_is_named(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.asked(number, "welfare")
    desk.later(33)
    desk.answered(number, "police")
    late, running = clocks_of(desk, number)[::-1]
    assert (running.of, running.state) == ("welfare", "overdue")  # the other one still runs
    assert (late.of, late.state) == ("police", "late")
    assert late.ended is not None and late.ended.office == "police"
    says = working(desk, late)
    assert "3 days late" in says and "4 April 2026" in says
    assert "When time runs out" not in says


def test_another_offices_answer_does_not_end_it(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.asked(number, "welfare")
    desk.answered(number, "welfare")
    assert {clock.of: clock.state for clock in clocks_of(desk, number)} == {
        "police": "running",
        "welfare": "met",
    }


def test_a_pause_is_shown_and_moves_nothing(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.later(4)
    until = DAY + timedelta(days=20)
    desk.office.act(number, "defer", fields={"reason": "court", "until": until})
    (clock,) = clocks_of(desk, number)
    (pause,) = clock.pauses
    assert (pause.since.on, pause.until, pause.set_until) == (
        DAY + timedelta(days=4),
        None,
        until,
    )
    assert pause.since.office == "president"
    desk.later(10)
    desk.office.act(number, "resume")
    (clock,) = clocks_of(desk, number)
    assert clock.due_on == DAY + timedelta(days=30)
    assert clock.pauses[0].until is not None
    assert clock.pauses[0].until.on == DAY + timedelta(days=14)
    says = working(desk, clock)
    assert "6 March 2026" in says and "16 March 2026" in says and "did not move" in says


def test_a_pause_that_was_over_before_is_none_of_its_own(desk: Desk) -> None:
    number = desk.petition()
    desk.office.act(number, "defer", fields={"reason": "court"})
    desk.later(1)
    desk.office.act(number, "resume")
    desk.later(1)
    desk.asked(number, "police")
    assert clocks_of(desk, number)[0].pauses == ()


def test_a_day_on_which_the_office_is_closed_says_so(desk: Desk) -> None:
    """The Israeli weekend is Friday and Saturday: thirty days after Wednesday is a Friday."""
    number = desk.petition()
    desk.later(2)
    desk.asked(number, "police")
    (clock,) = clocks_of(desk, number)
    assert clock.due_on == date(2026, 4, 3) and clock.closed == "weekend"
    assert "Friday" in working(desk, clock)
    assert "יום שישי" in working(desk, clock, "he")
    assert "الجمعة" in working(desk, clock, "ar")


def test_a_figure_of_the_law_is_cited_with_its_day(desk: Desk) -> None:
    number = desk.petition({"scheduled_offence": True, "victim_asked": True})
    desk.office.act(number, "ask-victim", by=DEPARTMENT)
    (clock,) = clocks_of(desk, number)
    assert clock.length is not None and clock.length.parameter == "victim_window_days"
    assert clock.length.cite is not None and clock.length.since is not None
    assert clock.length.cite in working(desk, clock)


def test_who_is_not_shown_a_period_learns_nothing_of_it(desk: Desk) -> None:
    number = desk.petition({"scheduled_offence": True, "victim_asked": True})
    desk.office.act(number, "ask-victim", by=DEPARTMENT)
    desk.asked(number, "police")
    assert len(clocks_of(desk, number)) == 2
    assert [clock.of for clock in clocks_of(desk, number, "portal")] == ["police"]
    (clock,) = clocks_of(desk, number, "police")
    assert clock.due_on == DAY + timedelta(days=30)
    assert (clock.act, clock.length, clock.began.officer) == (None, None, None)
    assert DEPARTMENT not in repr(clock)


def test_for_a_consulted_office_its_own_answer_ends_it(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.answered(number, "police")
    (clock,) = clocks_of(desk, number, "police")
    assert clock.state == "met"


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_every_period_of_a_matter_is_said_in_every_language(desk: Desk, language: str) -> None:
    number = desk.petition({"scheduled_offence": True, "victim_asked": True})
    desk.office.act(number, "ask-victim", by=DEPARTMENT)
    desk.office.act(number, "ask-information", by=DEPARTMENT, fields={"items": ["judgment"]})
    desk.asked(number, "police")
    desk.later(40)
    desk.answered(number, "police")
    for clock in clocks_of(desk, number):
        says = working(desk, clock, language)
        assert "{" not in says and says.count("\n") >= 4


def test_working_days_and_holidays_are_told(ruritania: object) -> None:
    """Ruritania counts some periods in working days."""
    from clemency.web.office import clerk

    acts = [act for act in clerk().pack.acts.values() if act.clock and act.clock.working]
    assert acts
    period = acts[0].clock
    assert period is not None
    length = clocks._length(period, DAY)
    assert length is not None and length.unit == "working-days"
    due = clerk().pack.calendar.working_days_after(length.count, DAY)
    assert clocks._reckoned(length, DAY, due, clerk().pack.calendar) is (due is not None or None)
    assert clocks._reckoned(length, DAY, DAY, clerk().pack.calendar) is False
