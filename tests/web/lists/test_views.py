"""The page for searching, and the lists that an officer keeps."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from clemency.web.lists import saved
from clemency.web.lists.models import SavedView
from tests.web.lists.conftest import CLERK, Desk, queries

SEARCH = "/{}/desk/search/"


def text(content: bytes) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_the_page_finds_and_says_where(desk: Desk, language: str) -> None:
    number = desk.petition()
    browser = desk.office.officer(CLERK, language=language)
    empty = browser.get(SEARCH.format(language))
    assert empty.status_code == 200 and number not in text(empty.content)
    found = browser.get(SEARCH.format(language), {"q": "canary-plea-4711"})
    assert number in text(found.content)
    assert "canary-plea-4711" not in text(found.content)  # only in the box, never the words around
    nothing = browser.get(SEARCH.format(language), {"q": "nosuchword"})
    assert nothing.status_code == 200 and number not in text(nothing.content)


def test_filters_alone_make_a_list(desk: Desk) -> None:
    letter, petition = desk.received(), desk.petition()
    browser = desk.office.officer(CLERK)
    shown = text(browser.get(SEARCH.format("en"), {"kind": "petition"}).content)
    assert petition in shown and letter not in shown


def test_what_holds_no_word_is_said_to_hold_none(desk: Desk) -> None:
    browser = desk.office.officer(CLERK)
    says = text(browser.get(SEARCH.format("en"), {"q": "…"}).content)
    assert "at least two letters" in says


def test_whoever_holds_no_office_is_sent_away(desk: Desk) -> None:
    assert desk.office.anybody().get(SEARCH.format("en")).status_code == 302


def test_a_consulted_office_searches_what_it_may_see(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    browser = desk.office.officer("police")
    assert number not in text(browser.get(SEARCH.format("en"), {"q": "canary-plea-4711"}).content)
    assert number in text(browser.get(SEARCH.format("en"), {"q": "canary-question-police"}).content)


def test_a_page_costs_the_same_for_one_row_as_for_many(desk: Desk) -> None:
    browser = desk.office.officer(CLERK)

    def cost() -> list[int]:
        with queries() as counted:
            assert browser.get(SEARCH.format("en"), {"q": "canary-plea-4711"}).status_code == 200
        return counted

    desk.received()
    cost()
    one = cost()
    for _ in range(24):
        desk.received()
    cost()
    assert cost() == one


# --- lists that are kept ------------------------------------------------------------------------


def test_a_list_is_kept_and_deleted(desk: Desk) -> None:
    browser = desk.office.officer(CLERK)
    sent = {"name": " Arabic  letters ", "query": "kind=correspondence&language=ar&q=Rudolf"}
    answer = browser.post("/en/desk/search/keep/", sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/en/desk/search/?kind=correspondence&language=ar"
    (kept,) = saved.kept(desk.viewer())
    assert (kept.name, kept.query) == ("Arabic letters", "kind=correspondence&language=ar")
    assert "Arabic letters" in text(browser.get("/en/desk/search/").content)
    assert saved.kept(desk.viewer(officer="o2-president_legal")) == ()
    other = desk.office.officer(CLERK, which="o2")
    other.post(f"/en/desk/search/drop/{kept.pk}/")
    assert saved.kept(desk.viewer()) == (kept,)  # nobody deletes somebody else's
    browser.post(f"/en/desk/search/drop/{kept.pk}/")
    assert saved.kept(desk.viewer()) == ()


def test_neither_its_name_nor_what_was_searched_for_lies_there(desk: Desk) -> None:
    saved.keep(desk.viewer(), "Family Rassendyll", "queue=open&q=Rassendyll")
    assert "Rassendyll" not in str(list(SavedView.objects.values_list("query")))
    connection.close()
    clerk = desk.office.clerk
    assert b"Rassendyll" not in (clerk.folder / clerk.settings.desk).read_bytes()


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "queue=open", "Give the list a name"),
        ("x" * 61, "queue=open", "at most 60"),
        ("Mine", "q=Rudolf", "nothing to keep"),
        ("Mine", "", "nothing to keep"),
    ],
)
def test_a_list_that_is_not_kept_says_why_and_loses_nothing(
    desk: Desk, name: str, query: str, why: str
) -> None:
    browser = desk.office.officer(CLERK)
    answer = browser.post("/en/desk/search/keep/", {"name": name, "query": query})
    assert answer.status_code == 200
    assert why in text(answer.content)
    assert f'value="{name}"' in answer.content.decode() or not name
    assert saved.kept(desk.viewer()) == ()


def test_nobody_keeps_more_lists_than_can_be_found_again(desk: Desk) -> None:
    for n in range(saved.MOST):
        saved.keep(desk.viewer(), f"List {n}", "queue=open")
    with pytest.raises(saved.NotKept, match="many"):
        saved.keep(desk.viewer(), "One more", "queue=open")
