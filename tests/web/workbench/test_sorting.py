"""Saying what a letter is: each way is shown with what it would do; a person confirms."""

from __future__ import annotations

import html

import pytest

from clemency.web.application import Letter, from_words
from tests.web.offices import Office
from tests.web.workbench.offices import ENOUGH, Desk, desk, hidden, letter, petition


def shows(at: Desk, number: str, **typed: str) -> str:
    """The page after something was read in the document."""
    page = at.sends(f"{number}/sort/", show="yes", **typed)
    assert page.status_code == 200
    return html.unescape(page.content.decode())


def confirms(at: Desk, number: str, act: str, **typed: str) -> object:
    """What was shown, confirmed."""
    page = shows(at, number, **typed)
    return at.client.post(
        f"/{at.language}/desk/{number}/sort/", {**hidden(page), **typed, "do": act}
    )


def suggested(page: str) -> list[str]:
    """The acts to which the rules point."""
    cards = page.split('aria-labelledby="choice-')[1:]
    return [card.partition('"')[0] for card in cards if "the rules point here" in card]


def kinds(office: Office, number: str) -> list[str]:
    return [entry.kind for entry in office.clerk.matter(number).entries]


def test_nothing_is_suggested_while_nobody_has_said_who_writes(office: Office) -> None:
    number = letter(office, "Please.", asked_for="pardon")
    page = html.unescape(desk(office, "president_legal").reads(f"{number}/sort/"))
    assert suggested(page) == []
    assert "Who is writing" in page
    assert "Please." in page
    assert kinds(office, number) == ["Received"]


def test_a_letter_from_somebody_else_points_to_an_answer_and_quotes_why(office: Office) -> None:
    number = letter(office)
    page = shows(desk(office, "president_legal"), number, **{"q-filer": "other"})
    assert suggested(page) == ["answer-letter"]
    assert "Only the person concerned" in page  # the rule's own words
    assert "President's Office clemency page" in page  # and where it stands
    assert "someone else" in page  # the fact it rests on
    assert kinds(office, number) == ["Received"]  # a preview writes nothing


def test_it_is_answered_in_the_language_of_the_sender(office: Office) -> None:
    number = letter(office)
    at = desk(office, "president_legal", "he")
    page = shows(at, number, **{"q-filer": "other"})
    assert 'lang="ar" dir="rtl"' in page and 'lang="he" dir="rtl"' in page  # side by side
    done = confirms(at, number, "answer-letter", **{"q-filer": "other"})
    assert done.status_code == 302  # type: ignore[attr-defined]
    assert kinds(office, number) == ["Received", "FactsRecorded", "CorrespondenceAnswered"]
    entry = office.clerk.matter(number).entries[-1]
    words = office.clerk.text(number, entry.fields["words"])
    assert isinstance(words, bytes)
    assert "هذا ليس طلب عفو" in words.decode()


def test_what_belongs_to_another_body_points_there_with_the_rule(office: Office) -> None:
    number = letter(office)
    typed = {"q-filer": "person", "q-relief": "furlough"}
    at = desk(office, "president_legal")
    first = at.sends(f"{number}/sort/", show="yes", **{"q-filer": "person"}).content.decode()
    given = hidden(first)
    page = at.client.post(
        f"/en/desk/{number}/sort/",
        {**given, "asked": [*given["asked"], "relief"], **typed, "show": "yes"},
    )
    text = html.unescape(page.content.decode())
    assert suggested(text) == ["transfer-to-other-body"]
    assert "Prison Service" in text


def test_a_request_is_opened_once_the_facts_allow_it(office: Office) -> None:
    number = office.receive(by="president_desk", sealed={"words": "A request."}, facts=ENOUGH)
    at = desk(office, "president_legal")
    page = html.unescape(at.reads(f"{number}/sort/"))
    assert suggested(page) == ["open-petition"]
    done = confirms(at, number, "open-petition")
    assert done.status_code == 302  # type: ignore[attr-defined]
    entry = office.clerk.matter(number).entries[-1]
    assert (entry.kind, entry.fields["filer"], entry.fields["relief"]) == (
        "PetitionOpened",
        "person",
        "reduction",
    )


def test_what_is_not_this_offices_to_do_says_whose_it_is(office: Office) -> None:
    number = letter(office)
    page = html.unescape(desk(office, "president_desk").reads(f"{number}/sort/"))
    card = page.split('aria-labelledby="choice-open-petition"')[1].split("</section>")[0]
    assert "This office does not do this." in card
    assert "Legal Department" in card


def test_nothing_is_confirmed_that_was_not_shown(office: Office) -> None:
    number = letter(office)
    at = desk(office, "president_legal")
    page = shows(at, number, **{"q-filer": "other"})
    changed = {**hidden(page), "q-filer": "relative", "do": "answer-letter"}
    done = at.client.post(f"/en/desk/{number}/sort/", changed)
    assert done.status_code == 200
    assert "You changed something" in done.content.decode()
    assert kinds(office, number) == ["Received"]


def test_what_somebody_else_did_meanwhile_is_shown(office: Office) -> None:
    number = letter(office)
    at = desk(office, "president_legal")
    page = shows(at, number, **{"q-filer": "other"})
    office.act(
        number, "record-relation", by="legal_adviser", fields={"whose": "x", "role": "witness"}
    )
    typed = {**hidden(page), "q-filer": "other", "do": "answer-letter"}
    done = at.client.post(f"/en/desk/{number}/sort/", typed)
    text = done.content.decode()
    assert done.status_code == 200
    assert "Somebody else wrote in this matter" in text
    assert "CorrespondenceAnswered" not in kinds(office, number)


def test_an_addition_goes_to_its_matter_and_both_are_linked(office: Office) -> None:
    there, here = petition(office), letter(office, "One more page.")
    at = desk(office, "president_legal")
    page = shows(at, here, other=there)
    assert f"In matter {there}:" in page
    assert kinds(office, here) == ["Received"]
    done = confirms(at, here, "addition", other=there)
    assert done.status_code == 302  # type: ignore[attr-defined]
    assert kinds(office, here) == ["Received", "Linked"]
    last = office.clerk.matter(there).entries[-1]
    assert last.kind == "PetitionSupplemented"
    words = office.clerk.text(there, last.fields["words"])
    assert isinstance(words, bytes)
    found = from_words(words)
    assert isinstance(found, Letter) and found.text == "One more page."
    linked = at.reads(f"{here}/linked/")
    assert there in linked


@pytest.mark.parametrize("other", ["2099-0001", "nonsense"])
def test_an_addition_to_nothing_is_refused(office: Office, other: str) -> None:
    number = letter(office)
    page = shows(desk(office, "president_legal"), number, other=other)
    assert "There is no matter with that number here" in page


def test_saying_that_it_is_something_else_needs_authority_and_a_second_officer(
    office: Office,
) -> None:
    number = letter(office)
    page = html.unescape(desk(office, "legal_adviser").reads(f"{number}/sort/"))
    card = page.split('aria-labelledby="choice-reclassify"')[1].split("</section>")[0]
    assert "on a page of its own" in card
    assert f"/desk/{number}/acts/reclassify" in card
