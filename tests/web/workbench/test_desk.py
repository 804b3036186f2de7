"""Each office's desk fits the office, told from its acts; and who is at which matter."""

from __future__ import annotations

import re

import pytest
from django.test.utils import CaptureQueriesContext

from clemency.web.lists import keeping
from clemency.web.workbench.faces import desk_of
from tests.web.offices import Office
from tests.web.workbench.offices import asked, desk, letter, petition


@pytest.mark.parametrize(
    ("of", "face", "receives", "sorts"),
    [
        ("president_desk", "examines", True, True),
        ("pardons_department", "examines", True, True),
        ("legal_adviser", "examines", False, True),
        ("president", "decides", False, False),
        ("minister_of_justice", "decides", False, False),
        ("spokesperson", "publishes", False, False),
        ("police", "consulted", False, False),
    ],
)
def test_a_desk_follows_from_what_an_office_does(
    office: Office, of: str, face: str, receives: bool, sorts: bool
) -> None:
    found = desk_of(office.clerk.pack, of)
    assert (found.face, found.receives, found.sorts) == (face, receives, sorts)
    page = desk(office, of).reads("")
    assert ("Register what has come" in page) is receives


def test_desks_of_another_pack(ruritania: Office) -> None:
    faces = {id: desk_of(ruritania.clerk.pack, id).face for id in ruritania.clerk.pack.offices}
    assert faces["prince"] == faces["regent"] == faces["chancellor"] == "decides"
    assert faces["police"] == "consulted"
    assert faces["press_office"] == "publishes"
    assert faces["pardons_desk"] == "examines"
    for of in ("prince", "police", "press_office", "pardons_desk", "board"):
        assert desk(ruritania, of).get("").status_code == 200


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_a_row_says_what_it_is_for_whom_it_waits_and_since_when(
    office: Office, language: str
) -> None:
    number = asked(office, petition(office))
    page = desk(office, "pardons_department", language).reads("?queue=with-us")
    row = page[page.index(f">{number}</bdi>") :].partition("</tr>")[0]
    assert "עברית" in row  # the language in which it came
    assert f'datetime="{2026}-04-01"' in row
    waits = {"en": "Waits for the opinion", "he": "משטרת ישראל", "ar": "شرطة إسرائيل"}
    assert waits[language] in row


def test_a_consulted_office_has_only_what_it_was_asked(office: Office) -> None:
    first, second = petition(office), petition(office)
    asked(office, first)
    page = desk(office, "police").reads("")
    assert first in page
    assert second not in page


def test_a_tray_names_what_is_still_missing(office: Office) -> None:
    number = asked(office, petition(office))
    page = desk(office, "president").reads("")
    assert "On the way" in page
    assert "What is missing" in page
    assert number in page[page.index("On the way") :]


def test_the_spokesperson_finds_what_may_be_published(office: Office) -> None:
    public = letter(
        office,
        sender_office="head_of_foreign_state",
        in_public_office=True,
        asked_for="pardon",
    )
    private = letter(office)
    for number in (public, private):
        office.act(number, "answer-letter", by="president_desk", facts={"filer": "other"})
    page = desk(office, "spokesperson").reads("")
    assert public in page
    assert private not in page
    office.act(public, "publish-letter", by="spokesperson")
    assert public not in desk(office, "spokesperson").reads("")


def test_matters_are_taken_on_handed_over_and_let_go(office: Office) -> None:
    number = petition(office)
    mine, other = desk(office, "pardons_department"), desk(office, "pardons_department", which="o2")

    def does(at: object, **given: str) -> str:
        page = mine.client if at is mine else other.client
        return page.post("/en/desk/claim/", given, follow=True).content.decode()

    keeping.catch_up()
    assert "You have taken on" in does(mine, take=number)
    assert "Somebody else of this office took on" in does(other, take=number)
    assert number in mine.reads("?queue=mine")
    assert number not in other.reads("?queue=mine")
    assert "is handed over" in does(mine, hand=number, to="o2-pardons_department")
    assert number in other.reads("?queue=mine")
    assert "choose a colleague" in does(other, hand=number, to="o-police")
    assert "Nobody has" in does(other, release=number)
    assert number in mine.reads("?queue=unassigned")


def test_nobody_is_handed_what_they_may_not_see(office: Office) -> None:
    number = petition(office)
    office.act(number, "stand-aside", by="pardons_department", officer="o2-pardons_department")
    at = desk(office, "pardons_department")
    keeping.catch_up()
    given = {"hand": number, "to": "o2-pardons_department"}
    page = at.client.post("/en/desk/claim/", given, follow=True).content.decode()
    assert "may not see it" in page
    assert at.client.post("/en/desk/claim/", {"take": "2099-0001"}).status_code == 404


def test_a_claim_leads_nowhere_else(office: Office) -> None:
    number = petition(office)
    keeping.catch_up()
    at = desk(office, "pardons_department")
    given = {"take": number, "next": "https://elsewhere.example/"}
    assert at.client.post("/en/desk/claim/", given)["Location"] == "/en/desk/"


def test_a_longer_desk_takes_no_more_queries(office: Office) -> None:
    from django.db import connections

    at = desk(office, "pardons_department")

    def queries() -> int:
        at.reads("")
        with CaptureQueriesContext(connections["default"]) as seen:
            at.reads("")
        return len(seen)

    letter(office)
    few = queries()
    for _ in range(6):
        letter(office)
    assert queries() == few


def test_those_chosen_for_a_reminder_go_along_in_the_address(office: Office) -> None:
    number = asked(office, petition(office))
    page = desk(office, "pardons_department").reads("")
    assert re.search(rf'name="m" value="{number}" form="chase"', page)
    assert 'method="get" action="/en/desk/' in page
