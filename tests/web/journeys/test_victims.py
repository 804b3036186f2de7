"""Victims are asked and heard, and their words are read by those alone who may; a letter written in
public office is published, and a private one is not."""

from __future__ import annotations

import pytest

from clemency.clerk.evidence import FactsGiven
from tests.web.browser.conftest import Arrives
from tests.web.journeys.working import LANGUAGES, at_work, before, kinds, outside
from tests.web.offices import Office

WORDS = "He has not paid back what he took."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_victim_is_asked_and_heard_in_confidence(
    arrives: Arrives, office: Office, language: str
) -> None:
    number = before(office, "A victim who asked to be heard", "ask-victim")
    liaison = at_work(arrives, "liaison", language, "pardons_department")
    liaison.opens_matter(number)
    liaison.begins(number, "ask-victim", victim="new")
    liaison.sees_what_it_will_do()
    liaison.looks("ask")
    liaison.confirms()
    victim = office.clerk.matter(number).entries[-1].fields["victim"]
    liaison.begins(number, "victim-heard", victim=victim, statement=WORDS)
    liaison.sees_what_it_will_do()
    liaison.looks("heard")
    liaison.confirms()
    assert kinds(office, number)[-1] == "VictimHeard"
    liaison.opens_matter(number, "people/")
    liaison.looks("people")

    president = at_work(arrives, "reader", language, "president")
    president.opens(f"desk/{number}/brief/")
    president.reads(WORDS)
    president.looks("brief")
    spokesperson = at_work(arrives, "no-reader", language, "spokesperson")
    for part in ("", "docket/", "brief/"):
        spokesperson.opens_matter(number, part)
        spokesperson.does_not_read(WORDS)

    for audience in ("petitioner", "counsel"):
        side = outside(arrives, f"{audience}-side", language, number, audience)
        for page in ("", "messages/", "people/"):
            side.opens(f"my/{number}/{page}")
            side.does_not_read(WORDS)
            for kind in ("VictimAsked", "VictimHeard"):
                side.does_not_read(side.entry_called(kind))
        side.looks("nothing-of-it")


LETTER = "We ask you to show mercy."
PRIVATE = "My neighbour is a good man."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_of_public_office_is_published_and_a_private_one_is_not(
    arrives: Arrives, office: Office, language: str
) -> None:
    public = office.receive(
        by="president_desk",
        fields={
            "channel": "post",
            "language": "en",
            "sender_office": "head_of_foreign_state",
            "in_public_office": True,
            "asked_for": "pardon",
            "asked_of": "president",
        },
        sealed={"words": LETTER},
    )
    private = office.receive(
        by="president_desk",
        fields={"channel": "post", "language": "en", "in_public_office": False},
        sealed={"words": PRIVATE},
    )
    said = FactsGiven({"filer": "other"}, "claimed")
    office.act(public, "answer-letter", by="president_legal", facts=said)
    speaks = at_work(arrives, "spokesperson", language, "spokesperson")
    speaks.opens("desk/?queue=publish")
    speaks.reads(public)
    speaks.looks("to-publish")
    speaks.begins(public, "publish-letter")
    speaks.sees_what_it_will_do()
    speaks.looks("publish")
    speaks.confirms()
    speaks.begins(private, "publish-letter")
    speaks.is_refused()
    speaks.reads_the_refusal(private, "publish-letter")
    speaks.looks("private")

    journalist = arrives("reporter", language)
    journalist.opens("interventions/")
    journalist.reads(public)
    journalist.reads(speaks.calls("head_of_foreign_state"))
    journalist.does_not_read(PRIVATE)
    journalist.does_not_read(private)
    journalist.looks("interventions")
    journalist.opens(f"register/{public}/")
    journalist.looks("letter")
