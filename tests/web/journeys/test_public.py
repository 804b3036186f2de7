"""A journalist reads what everybody may; and a friend writes a letter that is no request."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona
from tests.web.journeys import asking
from tests.web.offices import Office

PRIVATE = "Words that nobody else may ever read"
PUBLIC = "We ask the President to pardon the head of our ally's government"
ANSWER = "Whoever wants clemency asks for it under the rules."


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_friend_writes_and_a_journalist_reads(
    arrives: Arrives, office: Office, language: str
) -> None:
    friend = arrives("friend", language)
    number = writes_in_support(friend)
    assert [one.kind for one in office.clerk.matter(number).entries][:1] == ["Received"]
    case = office.clerk.matter(number).case
    assert case is not None and case.petition_on is None
    answers(office, number)
    public = receives_from_public_office(office)

    reader = arrives("journalist", language)
    reads_the_procedure(reader)
    reads_the_register(reader, public)
    finds_the_private_letter_nowhere(reader, number)


def writes_in_support(friend: Persona) -> str:
    friend.opens("")
    friend.follows("register.home.letter")
    friend.reads_word("petition.support.not_request")
    friend.writes("text", PRIVATE)
    friend.presses("petition.support.send")
    friend.reads_word("petition.about.name_missing")
    assert friend.page.locator('[name="text"]').input_value() == PRIVATE
    friend.looks("letter")
    friend.opens("ask/support/")
    writes_and_sends(friend)
    friend.reads_word("petition.supported.says")
    friend.looks("received")
    number, code = asking.number_shown(friend), asking.code_shown(friend)
    friend.goes_back()
    writes_and_sends(friend)
    assert asking.number_shown(friend) == number, "the back button sent it again"

    asking.comes_back(friend, code)
    friend.reads_word("tracker.audience.sender")
    return number


def writes_and_sends(friend: Persona) -> None:
    friend.writes("name", asking.MOTHERS[friend.language])
    friend.writes("text", PRIVATE)
    friend.presses("petition.support.send")


def answers(office: Office, number: str) -> None:
    office.act(number, "answer-letter", by="president_desk", sealed={"words": ANSWER})


def receives_from_public_office(office: Office) -> str:
    """A head of state writes for somebody; the number."""
    number = office.receive(
        by="president_desk",
        fields={
            "channel": "post",
            "sender_office": "head_of_foreign_state",
            "in_public_office": True,
            "asked_for": "pardon",
            "asked_of": "president",
            "language": "en",
        },
        facts={"filer": "other"},
        sealed={"words": PUBLIC},
    )
    answers(office, number)
    office.act(number, "publish-letter", fields={"place": "site"}, sealed={"document": PUBLIC})
    return number


def reads_the_procedure(reader: Persona) -> None:
    reader.opens("")
    reader.looks("home")
    reader.follows("register.home.all_steps")
    assert reader.page.locator("main cite").count() > 20
    reader.looks("procedure")
    reader.follows("register.home.map")
    drawn = reader.page.locator("main img")
    assert drawn.count() and drawn.first.evaluate("one => one.naturalWidth") > 100
    reader.looks("map")


def reads_the_register(reader: Persona, public: str) -> None:
    reader.opens("register/")
    reader.looks("register")
    reader.follows("register.list.legend")
    reader.looks("legend")
    reader.opens("interventions/")
    reader.reads(public)
    reader.reads(PUBLIC)
    reader.looks("interventions")
    reader.opens(f"register/{public}/")
    reader.looks("entry")


def finds_the_private_letter_nowhere(reader: Persona, number: str) -> None:
    for page in ("", "register/", f"register/?text={number}", "interventions/"):
        reader.opens(page)
        assert PRIVATE not in reader.page.content()
        assert number not in reader.page.locator("main").inner_text()
    reader.opens(f"register/{number}/")
    reader.reads_word("common.error.not_found.title")
