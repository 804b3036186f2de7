"""What is missing becomes a question that a person can answer."""

from __future__ import annotations

import pytest

from clemency.docket.case import ROWS, SCALARS
from clemency.law.goal import asks
from clemency.law.values import Facts
from clemency.letters.questions import question
from clemency.letters.words import LANGUAGES
from tests.letters.bidi import bare_runs
from tests.letters.packs import TODAY, pack

A_DAY = "year, month and day; where only the month or the year is known, that is enough"


def test_a_choice_is_asked_with_its_answers() -> None:
    asked = question(pack(), "filer", "en")

    assert asked.ask == "Who is writing to the Office?"
    assert asked.why == "Only the person concerned, their counsel or a close relative may ask."
    assert (asked.kind, asked.may_be_none) == ("choice", False)
    assert asked.choices[3] == ("other", "someone else")
    assert asked.hint == "one of the answers listed"


@pytest.mark.parametrize(
    ("path", "kind", "may_be_none", "hint"),
    [
        ("has_mandate", "yes-no", False, "yes, no, or that you do not know"),
        ("age", "integer", False, "a whole number"),
        ("fine_paid", "money", False, "an amount in RUC"),
        ("sender_office", "text", True, "a few words; or that there is none"),
        (
            "last_refused_on",
            "date",
            True,
            f"{A_DAY}; or that there is none",
        ),
        ("charges", "rows", False, "how many there are, then each of them"),
    ],
)
def test_every_type_has_its_own_way_of_answering(
    path: str, kind: str, may_be_none: bool, hint: str
) -> None:
    asked = question(pack(), path, "en")

    assert (asked.kind, asked.may_be_none, asked.hint) == (kind, may_be_none, hint)


def test_yes_and_no_are_said_in_the_readers_language() -> None:
    assert question(pack(), "has_mandate", "he").choices == (("yes", "כן"), ("no", "לא"))


def test_what_proves_a_fact_is_named() -> None:
    assert question(pack(), "has_mandate", "en").proof == "What shows it: mandate"
    assert question(pack(), "charges[0].released_on", "en").proof == "What shows it: release paper"
    assert question(pack(), "filer", "en").proof == ""


def test_a_field_of_a_row_is_asked_for_that_row() -> None:
    asked = question(pack(), "cases[0].charges[1].released_on", "en")

    assert asked.ask == "first case, second charge: When was the person released?"


@pytest.mark.parametrize(
    ("path", "ask"),
    [
        ("charges.complete", "List every charge in this case. Is the list complete?"),
        (
            "cases[1].charges.complete",
            "second case: List every charge in this case. Is the list complete?",
        ),
    ],
)
def test_whether_a_list_is_complete_is_a_question_of_its_own(path: str, ask: str) -> None:
    asked = question(pack(), path, "en")

    assert (asked.ask, asked.kind) == (ask, "yes-no")
    assert asked.why == "“No other” is only established when the list is known to be complete."


def test_a_list_inside_a_row_is_asked_for_that_row() -> None:
    asked = question(pack(), "cases[0].charges", "en")

    assert (asked.ask, asked.kind) == ("first case: List every charge in this case.", "rows")


def test_a_record_that_was_not_told_to_lie_anywhere_is_asked_about_all_the_same() -> None:
    asked = question(pack(), "charges[0].case.open", "en")

    assert asked.ask == "first charge, case: Is the court still at work on this case?"
    assert asked.kind == "yes-no"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_be_missing_can_be_asked(language: str) -> None:
    rules = tuple(pack().rules)
    paths = set(asks(pack(), rules, Facts({}), TODAY).paths)
    paths |= {f"docket.{name}" for name in (*SCALARS, *ROWS)} | {"acting_office", "actor"}
    for record in pack().records.values():
        paths |= {f"{record.plural}[0].{field}" for field in record.fields}
    paths |= set(pack().facts)
    for path in paths:
        asked = question(pack(), path, language)
        assert asked.ask
        assert asked.hint
        if language != "en":
            assert bare_runs(asked.ask) == bare_runs(asked.why) == bare_runs(asked.hint) == []
