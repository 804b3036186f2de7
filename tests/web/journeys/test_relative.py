"""A mother asks for her son, who agrees with a code of his own; and what she never reads."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona
from tests.web.journeys import asking
from tests.web.offices import Office

OTHER_COURT = {**asking.SENTENCED, "relation": "parent", "imposed_by": "area-military-court"}
NOT_KNOWN_WHEN = {**asking.SENTENCED, "relation": "parent", "last_decided_on": "?"}
STANDING = {**asking.SENTENCED, "relation": "parent"}
ANSWERS = {"person_deceased": "no", "convicted": "yes"}
LAW = ".told__line--cite"
PRIVATE = "Please do not tell my mother that I am ill."


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_mother_asks_and_her_son_agrees(arrives: Arrives, office: Office, language: str) -> None:
    mother = arrives("relative", language)
    is_sent_elsewhere_or_told_what_is_open(mother)
    asking.begins_anew(mother, "relative", STANDING)
    mother.looks("code")
    code = writes_in_his_name(mother)

    son = arrives("son", language)
    reads_and_agrees(son, code)

    asking.tasks(mother)
    asking.to_task(mother, "check")
    number = asking.declares_and_sends(mother)
    facts = office.clerk.matter(number).facts
    assert facts is not None and facts.plain["person_consents"] is True

    asking.comes_back(son, code)
    writes_what_she_may_not_read(son)
    sees_no_private_words(mother, number)


def is_sent_elsewhere_or_told_what_is_open(mother: Persona) -> None:
    """Both answers name the law, and what can be done instead."""
    mother.opens("ask/")
    mother.follows("petition.start.relative")
    asking.answers(mother, OTHER_COURT)
    mother.reads_word("petition.verdict.elsewhere")
    assert mother.page.locator(LAW).count() >= 1
    mother.looks("elsewhere")
    mother.follows("petition.verdict.anew")
    asking.answers(mother, NOT_KNOWN_WHEN)
    mother.looks("open")
    mother.reads_word("petition.verdict.unsure")
    assert mother.page.locator(LAW).count() >= 1


def writes_in_his_name(mother: Persona) -> str:
    """Her part of the form; the code that she gives to her son."""
    own = mother.language
    mother.presses("petition.place.go_on")
    asking.to_task(mother, "filer-relative")
    mother.writes("name", asking.MOTHERS[own])
    mother.chooses("tell_by", "portal")
    asking.goes_on(mother)
    asking.to_task(mother, "person")
    mother.writes("name", asking.NAMES[own])
    asking.goes_on(mother)
    asking.to_task(mother, "questions")
    asking.answers(mother, ANSWERS)
    asking.to_task(mother, "story")
    mother.writes("why-now", asking.WORDS[own])
    asking.goes_on(mother)
    asking.to_task(mother, "mandate-relative")
    mother.reads_word("petition.mandate.routing_relative")
    mother.chooses("agrees", "code")
    mother.looks("agreement")
    asking.goes_on(mother)
    return asking.code_shown(mother)


def reads_and_agrees(son: Persona, code: str) -> None:
    son.opens("ask/")
    son.follows("petition.start.agree")
    son.writes("code", code)
    son.presses("petition.agree.open")
    son.reads(asking.MOTHERS[son.language])
    son.reads(asking.WORDS[son.language])
    son.presses("petition.agree.yes")
    son.reads_word("petition.agree.name_missing")
    son.writes("name", asking.NAMES[son.language])
    son.looks("agree")
    son.presses("petition.agree.yes")
    son.reads_word("petition.agreed.yes")


def writes_what_she_may_not_read(son: Persona) -> None:
    son.follows("tracker.tab.messages")
    son.writes("text", PRIVATE)
    son.presses("tracker.messages.go_on")
    son.reads_word("tracker.messages.nobody_else")
    son.presses("tracker.messages.send")
    son.reads(PRIVATE)


def sees_no_private_words(mother: Persona, number: str) -> None:
    mother.opens(f"my/{number}/")
    mother.reads_word("tracker.audience.relative")
    mother.looks("matter")
    mother.follows("tracker.tab.messages")
    mother.does_not_read(PRIVATE)
    mother.reads_word("tracker.messages.none")
    mother.follows("tracker.tab.people")
    mother.reads_word("tracker.people.gets_relative")
    mother.looks("people")
    mother.does_not_read(PRIVATE)
    assert mother.page.request.get(f"{mother.page.url}../withdraw/").status == 404
