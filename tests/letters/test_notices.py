"""Letters of a pack: filled whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clemency.law.pack import Pack, Texts
from clemency.letters.notices import PLACEHOLDERS, BadLetter, letter, wanted
from clemency.letters.speech import Speaker
from tests.letters.bidi import bare_runs
from tests.letters.packs import TODAY, facts, finding, pack

FILLED: dict[str, Any] = {
    "number": "2026-0007",
    "received_on": date(2026, 2, 3),
    "opens_on": date(2027, 3, 1),
    "due_on": date(2026, 4, 1),
    "items": ("release-paper", "mandate"),
    "office": "pardons_desk",
    "finding": "It is no petition.",
}


def with_letter(subject: str, body: str) -> Pack:
    """Ruritania with one more letter."""
    texts = {"letter.new.subject": subject, "letter.new.body": body}
    by_language = {lang: {**pack().texts.by_language[lang], **texts} for lang in pack().languages}
    return replace(pack(), texts=Texts(pack().languages, by_language))


def test_a_letter_is_filled_in_words() -> None:
    subject, body = letter(pack(), "receipt", "en", FILLED)

    assert subject == "Your petition 2026-0007"
    assert body == "We received your petition on 3 February 2026. Pardons Desk"


def test_items_stand_on_lines_of_their_own() -> None:
    _, body = letter(pack(), "implement", "en", FILLED)

    assert body == "Please act until 1 April 2026 on these: \n- release-paper\n- the mandate."


def test_a_finding_is_told_as_a_reader_would_be_told() -> None:
    known = facts({"filer": "other"})
    found = finding("standing", known)
    speaker = Speaker(pack(), "en", known, TODAY)
    _, body = letter(pack(), "not-a-petition", "en", {**FILLED, "finding": found}, speaker)

    assert speaker.finding(found).as_text() in body


def test_a_finding_is_told_even_where_no_facts_are_at_hand() -> None:
    found = finding("standing", facts({"filer": "other"}))
    _, body = letter(pack(), "not-a-petition", "he", {**FILLED, "finding": found})

    assert "אין זו בקשת חנינה." in body


def test_every_letter_of_the_pack_can_be_written_in_every_language() -> None:
    for language in pack().languages:
        for id in sorted(pack().letters):
            assert wanted(pack(), id, language) <= set(PLACEHOLDERS)
            subject, body = letter(pack(), id, language, FILLED)
            assert "{" not in subject + body
            if language != "en":
                assert bare_runs(subject) == bare_runs(body) == []


@pytest.mark.parametrize("empty", [None, "", ()])
def test_a_placeholder_that_nothing_fills_stops_the_letter(empty: Any) -> None:
    with pytest.raises(BadLetter, match=r"Nothing fills \{number\}") as error:
        letter(pack(), "receipt", "en", {**FILLED, "number": empty})

    assert error.value.mend == "Give a value for each, or leave it out of the letter."


def test_a_placeholder_that_letters_do_not_have_stops_the_letter() -> None:
    with pytest.raises(BadLetter, match=r"\{name\} is not a placeholder of letters"):
        letter(with_letter("Dear {name}", "-"), "new", "en", {**FILLED, "name": "X"})


def test_a_letter_that_does_not_exist_is_told_from_those_that_do() -> None:
    with pytest.raises(BadLetter, match="The pack has no such letter") as error:
        letter(pack(), "recepit", "en", FILLED)

    assert "receipt" in error.value.mend


def test_a_subject_stays_on_one_line() -> None:
    subject, _ = letter(with_letter("About {items}", "-"), "new", "en", FILLED)

    assert subject == "About - release-paper - the mandate"


def test_what_fills_a_letter_is_never_read_as_one() -> None:
    _, body = letter(with_letter("-", "{finding}"), "new", "en", {**FILLED, "finding": "{number}"})

    assert body == "{number}"
