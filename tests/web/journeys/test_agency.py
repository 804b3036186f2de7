"""An agency that is asked by a link, with no account: what it may see, a late answer, and links
that open nothing any more."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.journeys.working import LANGUAGES, at_work, before, kinds
from tests.web.offices import Office


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agency_answers_late_by_a_link(arrives: Arrives, office: Office, language: str) -> None:
    number = before(office, "An opinion that never comes", "chase-opinion")
    head = at_work(arrives, "sender", language, "pardons_department")
    first, second = head.makes_a_link(number, "police"), head.makes_a_link(number, "welfare")

    agency = arrives("agency", language)
    agency.opens(first)
    agency.reads_word("acts.answer.late_head")
    agency.reads(head.calls("police"))
    agency.does_not_read(head.calls("state_attorney"))
    agency.looks("asked")
    agency.writes("words", "Two reports, both old.")
    agency.presses("acts.answer.send")
    agency.reads_word("acts.fault.position")
    assert agency.page.locator('[name="words"]').input_value() == "Two reports, both old."
    agency.looks("position-missing")
    agency.chooses("position", "no")
    agency.presses("acts.answer.send")
    agency.reads_word("acts.answered.title")
    agency.looks("answered")
    entry = office.clerk.matter(number).entries[-1]
    assert (entry.kind, entry.fields["officer"]) == ("OpinionReceived", "o-police")

    agency.opens(first)
    agency.reads_word("acts.closed.used.title")
    agency.looks("used")
    assert kinds(office, number).count("OpinionReceived") == 2  # with the one that came before

    agency.returns_on("2026-06-01")
    agency.opens(second)
    agency.reads_word("acts.closed.expired.title")
    agency.looks("expired")
    agency.opens("answer/made-up/")
    agency.reads_word("acts.closed.unknown.title")

    head.opens_matter(number, "opinions/")
    head.reads_word("acts.opinion.state.received-late")
    head.looks("board")
