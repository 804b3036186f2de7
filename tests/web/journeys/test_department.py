"""The head of the department that examines: opinions asked, awaited, chased, done without; and the
department's own opinion. Beside them, an adviser, who alone may go on without an answer."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.journeys.working import LANGUAGES, at_work, before, kinds
from tests.web.offices import Office


@pytest.mark.parametrize("language", LANGUAGES)
def test_opinions_are_asked_chased_and_done_without(
    arrives: Arrives, office: Office, language: str
) -> None:
    number = before(office, "An opinion that never comes", "chase-opinion")
    head = at_work(arrives, "department", language, "pardons_department")

    head.opens("desk/?queue=overdue")
    head.reads(number)
    head.looks("desk")
    head.opens_matter(number)
    head.reads_the_refusal(number, "department-opinion", favours=True)
    head.looks("matter")
    head.opens_matter(number, "opinions/")
    for state in ("received", "overdue", "cannot-start"):
        head.reads_word(f"acts.opinion.state.{state}")
    head.looks("board")
    head.does(number, "ask-opinion", of="prison_service")
    head.opens_matter(number, "opinions/")
    head.reads_word("acts.opinion.state.waiting")

    head.opens("desk/opinions/")
    head.looks("awaited")
    for late in ("police", "welfare"):
        head.page.locator(f'[name="w"][value="{number}:{late}"]').check()
    head.presses("acts.chase.preview")
    head.reads_word("acts.chase.title")
    assert "OpinionChased" not in kinds(office, number)
    head.looks("reminders")
    send = head.says.plural("acts.chase.send", 2)
    head.presses_twice(send, to="chased/")
    head.reads(head.says.plural("acts.chase.sent", 2))
    head.goes_back()
    head.reads_word("acts.chase.already")
    assert kinds(office, number).count("OpinionChased") == 2

    head.begins(number, "department-opinion", favours="yes")
    head.is_refused()
    head.reads_the_refusal(number, "department-opinion", favours=True)
    head.looks("refused")
    office.act(number, "opinion-received", by="police", fields={"of": "police", "favours": True})

    adviser = at_work(arrives, "adviser", language, "legal_adviser")
    for silent in ("welfare", "prison_service"):
        adviser.does(number, "dispense-with-opinion", of=silent, reason="Reminded twice.")
    adviser.opens_matter(number, "opinions/")
    adviser.reads_word("acts.opinion.state.done-without")
    adviser.reads_word("acts.opinion.state.received-late")
    adviser.looks("board")

    head.begins(number, "department-opinion", favours="yes", statement="It speaks for the person.")
    head.sees_what_it_will_do()
    head.looks("own-opinion")
    head.confirms()
    assert kinds(office, number)[-1] == "Advised"
