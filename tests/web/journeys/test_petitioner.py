"""Somebody in prison asks for clemency on a telephone, without an account, and changes his mind
in the end."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest

from clemency.web.petition.models import Draft
from clemency.web.tracker import leaving
from clemency.web.tracker.models import Leaving
from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona
from tests.web.journeys import asking
from tests.web.journeys.asking import keeps
from tests.web.offices import DAY, Office

FREE = {"en": "There is no fee.", "he": "אין אגרה", "ar": "رسوم"}
"""What the pack's letter says of the price."""

THEN = {"en": "ar", "he": "en", "ar": "he"}
"""A language in which somebody else helps for a moment."""


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_a_petitioner_asks_and_is_told_where_it_stands(
    arrives: Arrives, office: Office, language: str
) -> None:
    dan = asking.on_a_telephone(arrives("petitioner", language))
    code = finds_out_and_begins(dan)
    answers_while_a_court_is_at_work(dan)
    answers_again_when_it_is_over(dan)
    adds_papers(dan)
    checks_and_changes_one_answer(dan)
    number = sends_it_and_again(dan)
    reads_the_receipt(dan)

    later = asking.on_a_telephone(arrives("petitioner-later", language))
    returns_by_the_code(later, code, number)
    answers_one_of_two_things(later, office, number)
    writes_to_the_office(later)
    withdraws_by_two_ways(later, office, code)


def finds_out_and_begins(dan: Persona) -> str:
    code = asking.begins(dan, "myself", asking.SENTENCED)
    keeps(dan, "code")
    dan.presses("petition.place.go_on")
    dan.reads_word("petition.banner.says")
    keeps(dan, "tasks")
    return code


def answers_while_a_court_is_at_work(dan: Persona) -> None:
    """Questions with "I don't know"; one in another language; and what the statement leaves out."""
    asking.to_task(dan, "questions")
    asking.answers(dan, {}, until="proceedings")
    dan.chooses("all", "another")
    asking.goes_on(dan)
    dan.chooses("open", "yes")
    asking.goes_on(dan)
    dan.chooses("all", "yes")
    asking.goes_on(dan)

    own, there = dan.language, asking.asked(dan)
    dan.changes_language(THEN[own])
    assert asking.asked(dan) == there
    keeps(dan, "question")
    asking.answers(dan, {})
    dan.changes_language(own)

    asking.tasks(dan)
    asking.to_task(dan, "story")
    dan.reads_word("petition.story.court_counsel")
    assert dan.page.locator('[name="what-happened"]').count() == 0
    keeps(dan, "story-open")


def answers_again_when_it_is_over(dan: Persona) -> None:
    asking.tasks(dan)
    asking.to(dan, "list/proceedings/")
    dan.page.locator('main a[href*="/list/proceedings/0/"]').click()
    dan.chooses("open", "no")
    asking.goes_on(dan)
    dan.chooses("all", "yes")
    asking.goes_on(dan)
    for fact, answer in (("convicted", "yes"), ("offence_on", "2019-05-04")):
        asking.tasks(dan)
        asking.answers_again(dan, fact, answer)

    asking.tasks(dan)
    asking.to_task(dan, "story")
    dan.writes("what-happened", "1")
    dan.writes("why-now", asking.WORDS[dan.language])
    asking.goes_on(dan)

    asking.to_task(dan, "person")
    dan.writes("name", asking.NAMES[dan.language])
    dan.writes("email", asking.EMAIL)
    dan.chooses("tell_by", "email")
    asking.goes_on(dan)


def adds_papers(dan: Persona) -> None:
    asking.to_task(dan, "documents")
    papers = dan.page.locator("main a.govuk-task-list__link")
    papers.first.click()
    dan.page.locator('[name="file"]').set_input_files([asking.photograph()])
    asking.goes_on(dan)
    papers.last.click()
    dan.chooses("state", "ask-the-court")
    keeps(dan, "paper")
    asking.goes_on(dan)
    dan.reads_word("petition.documents.ask-the-court")
    dan.presses("petition.documents.done")


def checks_and_changes_one_answer(dan: Persona) -> None:
    asking.to_task(dan, "check")
    dan.reads(asking.WORDS[dan.language])
    keeps(dan, "check")
    dan.page.locator('main a[href*="/question/offence_on/"]').click()
    dan.writes_day("answer", "2018-06-07")
    asking.goes_on(dan)
    dan.reads_word("petition.task.check")
    dan.reads("2018")


def sends_it_and_again(dan: Persona) -> str:
    """A double click; and the back button, and the same button once more."""
    dan.presses("petition.check.go_on")
    dan.presses("petition.send.do")
    dan.reads_word("petition.send.declare_missing")
    dan.opens(dan.page.url.partition(f"/{dan.language}/")[2])
    dan.chooses("true", "yes")
    keeps(dan, "send")
    button = dan.page.get_by_role("button", name=dan.says.say("petition.send.do"))
    asking.presses_twice(dan, button)
    number = asking.number_shown(dan)
    dan.goes_back()
    if button.count():
        dan.chooses("true", "yes")
        dan.presses("petition.send.do")
        assert asking.number_shown(dan) == number
    assert Draft.objects.filter(state="sent").count() == 1
    assert asking.received(dan.office) == [number]
    dan.opens(f"ask/sent/{number}/")
    return number


def reads_the_receipt(dan: Persona) -> None:
    dan.reads(FREE[dan.language])
    dan.reads_word("petition.sent.fingerprint")
    assert re.fullmatch(
        r"([0-9a-f]{4} ?){16}", dan.page.locator(".fingerprint").inner_text().strip()
    )
    keeps(dan, "receipt")
    for paper in ("receipt", "copy"):
        dan.follows(f"petition.sent.{paper}")
        keeps(dan, paper)
        dan.goes_back()


def returns_by_the_code(dan: Persona, code: str, number: str) -> None:
    asking.comes_back(dan, code[:-1] + ("2" if code[-1] != "2" else "3"))
    dan.reads_word("tracker.home.slip")
    asking.comes_back(dan, code.lower().replace("-", " "))
    dan.reads(number)
    dan.reads_word("common.clock.here")
    keeps(dan, "matter")


def answers_one_of_two_things(dan: Persona, office: Office, number: str) -> None:
    items = ("judgment", "power-of-attorney")
    office.act(number, "ask-information", by="president_legal", fields={"items": items})
    dan.page.reload()
    two = dan.says.plural("tracker.information.title", 2)
    dan.presses_button(two)
    keeps(dan, "asked")
    dan.page.locator('main a[href$="/information/judgment/"]').click()
    dan.page.locator('[name="files"]').set_input_files([asking.photograph()])
    dan.writes("text", asking.WORDS[dan.language])
    keeps(dan, "reply")
    dan.presses("tracker.reply.send")
    dan.reads(dan.says.plural("tracker.information.title", 1))
    dan.reads_word("tracker.information.received", on=DAY)


def writes_to_the_office(dan: Persona) -> None:
    dan.follows("tracker.tab.messages")
    dan.writes("text", asking.WORDS[dan.language])
    dan.presses("tracker.messages.go_on")
    dan.reads_word("tracker.messages.will_read")
    keeps(dan, "message")
    dan.presses("tracker.messages.send")
    dan.reads_word("tracker.messages.sent")


def withdraws_by_two_ways(dan: Persona, office: Office, code: str) -> None:
    dan.follows("tracker.tab.matter")
    dan.follows("tracker.next.withdraw")
    dan.writes("code", code)
    keeps(dan, "withdraw")
    dan.presses("tracker.withdraw.go_on")
    dan.reads_word("tracker.withdraw.nothing_yet")
    dan.writes("number", number_mailed(office))
    dan.presses("tracker.withdraw.do")
    dan.reads_word("tracker.withdraw.done")
    keeps(dan, "withdrawn")
    dan.follows("tracker.next.again")
    keeps(dan, "again")


def number_mailed(office: Office) -> str:
    """The number in the latest mail, as the worker sends it."""
    leaving.send_number.func(Leaving.objects.latest("pk").pk)
    latest = max((office.clerk.folder / "mail").glob("*.eml"), key=lambda one: one.stat().st_mtime)
    text = message_from_bytes(latest.read_bytes(), policy=policy.default).get_content()
    found = re.search(r"\b\d{8}\b", text)
    assert found, text
    return found[0]
