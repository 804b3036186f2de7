"""Letters on official paper: every letter of every pack can be written, and says what it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clemency.docket.entries import (
    CorrespondenceAnswered,
    Denied,
    InformationAsked,
    Notified,
    PetitionOpened,
    Received,
)
from clemency.law.facts import facts_from
from clemency.letters.notices import BadLetter
from clemency.letters.post import Occasion, Unfillable, as_pdf, letter_of, unfillable
from clemency.letters.post.sheet import Box, Items, Para, strings
from tests.letters.bidi import balanced
from tests.letters.packs import FOLDERS, pack
from tests.letters.posts import envelope, walked

SHIPPED = [name for name in FOLDERS if name != "ruritania"]
CAME = Received(on=date(2026, 1, 5), act="receive", office="president_desk", channel="post")


def occasion(entry: object, *before: object, facts: dict[str, object] | None = None) -> Occasion:
    known = facts_from(facts or {}, pack("il").vocabulary)
    return Occasion(pack("il"), "2026-0007", entry, before or (CAME,), known)  # type: ignore[arg-type]


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_every_letter_that_a_journey_sends_can_be_written_in_every_language(name: str) -> None:
    _, told = walked(name)
    assert {one.tells.letter for one in told} == pack(name).letters
    for one in told:
        for language in pack(name).languages:
            sheet = letter_of(one.occasion, one.tells.letter, envelope(language, one.tells.who))
            for text in strings(sheet):
                assert "{" not in text, (one.where, text)
                assert balanced(text), (one.where, text)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_act_sends_a_letter_that_nothing_it_writes_can_fill(name: str) -> None:
    assert unfillable(pack(name)) == ()


def test_a_letter_for_which_nothing_gives_the_day_is_refused_before_anything_is_sent() -> None:
    assert unfillable(pack("ruritania")) == (Unfillable("countersign", "implement", "due_on"),)
    _, told = walked("ruritania")
    asked = [one for one in told if one.tells.letter == "implement"]
    assert asked
    for one in asked:
        with pytest.raises(BadLetter, match=r"Nothing fills \{due_on\}"):
            letter_of(one.occasion, "implement", envelope("en", "police"))


# --- what fills them ------------------------------------------------------------------------------


def test_each_thing_that_is_missing_is_one_item_and_has_its_day() -> None:
    asked = InformationAsked(
        on=date(2026, 2, 1),
        act="ask-information",
        office="pardons_department",
        items=("letters-of-support", "admission"),
        due_on=date(2026, 3, 3),
    )
    sheet = letter_of(occasion(asked), "information-asked", envelope("en"))

    items = next(one for one in sheet.blocks if isinstance(one, Items))
    assert len(items.items) == 2
    assert items.items[1] == "Does the person admit the offence?" or "?" in items.items[1]
    assert any("3 March 2026" in one.text for one in sheet.blocks if isinstance(one, Para))


def test_without_a_day_the_letter_is_not_written() -> None:
    asked = InformationAsked(on=date(2026, 2, 1), act="ask-information", items=("identity",))
    with pytest.raises(BadLetter, match=r"\{due_on\}"):
        letter_of(occasion(asked), "information-asked", envelope("en"))


def test_a_letter_that_is_no_request_is_answered_with_the_rule_that_says_so() -> None:
    answered = CorrespondenceAnswered(
        on=date(2026, 2, 1), act="answer-letter", office="president_desk", reason="il-06-standing"
    )
    known = {"filer": "other"}
    sheet = letter_of(occasion(answered, facts=known), "not-a-request", envelope("en", "sender"))
    box = next(one for one in sheet.blocks if isinstance(one, Box))

    assert box.title == "Not a petition."
    assert "first-degree relative may ask" in box.lines[0][1]
    assert "President's Office clemency page" in box.lines[1][1]


def test_a_reader_outside_is_not_told_what_is_on_the_file() -> None:
    answered = CorrespondenceAnswered(
        on=date(2026, 2, 1), act="answer-letter", office="president_desk", reason="il-06-standing"
    )
    told = occasion(answered, facts={"filer": "other"})
    outside = letter_of(told, "not-a-request", envelope("en", "sender"))
    inside = letter_of(told, "not-a-request", envelope("en", "president_legal"))

    assert "Because" not in strings(outside)
    assert "Because" in strings(inside)


def test_a_condition_that_the_law_set_gives_its_own_day() -> None:
    _, told = walked("il")
    found = next(one for one in told if one.tells.letter == "default-condition")
    assert isinstance(found.occasion.entry, Notified)
    until = found.occasion.case.conditions[-1].until_on
    sheet = letter_of(found.occasion, "default-condition", envelope("en"))

    assert until is not None
    assert str(until.year) in next(one.text for one in sheet.blocks if isinstance(one, Para))


def test_a_denial_says_from_when_one_may_ask_again() -> None:
    _, told = walked("ruritania")
    found = next(
        one
        for one in told
        if one.tells.letter == "denied" and isinstance(one.occasion.entry, Denied)
    )
    sheet = letter_of(found.occasion, "denied", envelope("en"))

    assert any("You may ask again from" in text for text in strings(sheet))


def test_nobody_is_told_a_day_that_the_law_does_not_yield() -> None:
    denied = Denied(on=date(2026, 2, 1), act="deny", office="prince")
    lost = Occasion(replace(pack(), acts={}), "1", denied, ())
    with pytest.raises(BadLetter, match=r"\{opens_on\}"):
        letter_of(lost, "denied", envelope("en"))


# --- what stands around them ----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_a_letter_has_its_head_its_reader_and_says_what_it_is(language: str) -> None:
    opened = PetitionOpened(
        on=date(2026, 2, 1), act="open-petition", office="pardons_department", relief="pardon"
    )
    more = {"fictional": True}
    sheet = letter_of(occasion(opened), "petition-opened", envelope(language, **more), "ab" * 32)

    assert sheet.house == pack("il").texts.get("pack.name", language)
    assert sheet.office == pack("il").texts.get("office.pardons_department.title", language)
    assert [one.office for one in sheet.signed] == [sheet.office]
    assert sheet.rtl is (language != "en")
    assert sheet.fictional
    assert any("ab" * 32 in line for line in sheet.about)
    assert len(sheet.answering) == 3
    assert any("https://office.example/" in line for line in sheet.answering)


def test_an_address_line_keeps_its_own_direction() -> None:
    sheet = letter_of(occasion(CAME, CAME), "received", envelope("he"))

    assert all(line[0] == "\u2068" and line[-1] == "\u2069" for line in sheet.recipient)


def test_a_name_that_turns_things_around_turns_nothing() -> None:
    tricky = replace(envelope("he"), recipient=("a\u2069b\u202ec \U0001f600",))
    sheet = letter_of(occasion(CAME, CAME), "received", tricky)

    assert sheet.recipient == ("\u2068abc \U0001f600\u2069",)
    assert as_pdf(sheet)


def test_where_no_address_is_known_the_letter_says_for_whom_it_is() -> None:
    bare = replace(envelope("en"), recipient=())
    assert letter_of(occasion(CAME, CAME), "received", bare).recipient == ("the petitioner",)


def test_a_letter_that_the_pack_does_not_have_is_named() -> None:
    with pytest.raises(BadLetter, match="The pack has no such letter"):
        letter_of(occasion(CAME, CAME), "recieved", envelope("en"))
