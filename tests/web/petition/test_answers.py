"""What people type into the boxes of a question, and the facts that are read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.clerk.packs import load
from clemency.law.facts import facts_from
from clemency.letters.questions import question
from clemency.web.petition import answers, plain
from clemency.web.petition.answers import Read, asked, parse

RURITANIA = load(Path(), str(Path(__file__).parents[2] / "packs" / "ruritania"))


def read(path: str, **typed: str) -> Read:
    named = {name.replace("_", "-"): value for name, value in typed.items()}
    return parse(RURITANIA, question(RURITANIA, path, "en"), named)


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("filer", {"answer": "counsel"}, "counsel"),
        ("has_mandate", {"answer": "no"}, False),
        ("age", {"answer": "٤٢"}, 42),
        ("age", {"answer": " 1,0 "}, 10),
        ("fine_paid", {"answer": "1,500.5"}, 150050),
        ("fine_paid", {"answer": "١٢٫٥٠"}, 1250),
        ("last_refused_on", {"answer_other": "-"}, "none"),
        (
            "last_refused_on",
            {"answer_day": "9", "answer_month": "3", "answer_year": "2019"},
            "2019-03-09",
        ),
        (
            "last_refused_on",
            {"answer_month": "2", "answer_year": "2020"},
            {"from": "2020-02-01", "to": "2020-02-29"},
        ),
        ("last_refused_on", {"answer_year": "٢٠٢٠"}, {"from": "2020-01-01", "to": "2020-12-31"}),
        (
            "last_refused_on",
            {"answer_month": "12", "answer_year": "2019"},
            {"from": "2019-12-01", "to": "2019-12-31"},
        ),
    ],
)
def test_answers_are_read(path: str, typed: dict[str, str], value: Any) -> None:
    found = read(path, **typed)
    assert (found.value, found.error) == (value, "")
    facts_from({path: value}, RURITANIA.vocabulary, limits=RURITANIA.limits)


@pytest.mark.parametrize(
    ("path", "typed"), [("filer", {"answer": "?"}), ("last_refused_on", {"answer_other": "?"})]
)
def test_not_knowing_is_an_answer(path: str, typed: dict[str, str]) -> None:
    assert read(path, **typed) == Read(unknown=True)


@pytest.mark.parametrize(
    ("path", "typed", "error"),
    [
        ("filer", {}, "nothing"),
        ("filer", {"answer": "king"}, "nothing"),
        ("age", {"answer": "old"}, "number"),
        ("age", {"answer": "131"}, "outside"),
        ("fine_paid", {"answer": "1.234"}, "amount"),
        ("fine_paid", {"answer": "12a"}, "amount"),
        ("last_refused_on", {}, "nothing"),
        (
            "last_refused_on",
            {"answer_day": "30", "answer_month": "2", "answer_year": "2020"},
            "no_such_day",
        ),
        ("last_refused_on", {"answer_day": "3", "answer_month": "2"}, "day_incomplete"),
        ("last_refused_on", {"answer_day": "3", "answer_year": "2020"}, "day_incomplete"),
        ("last_refused_on", {"answer_year": "20"}, "year"),
        ("last_refused_on", {"answer_year": "x"}, "no_day"),
        ("last_refused_on", {"answer_year": "2020", "answer_other": "?"}, "both"),
        ("age", {"answer_other": "-"}, "nothing"),
    ],
)
def test_what_is_no_answer_is_said(path: str, typed: dict[str, str], error: str) -> None:
    assert read(path, **typed).error == error


@pytest.mark.parametrize(
    ("path", "stored"),
    [
        ("filer", "relative"),
        ("has_mandate", True),
        ("last_refused_on", "none"),
        ("last_refused_on", "2019-03-09"),
        ("last_refused_on", {"from": "2020-02-01", "to": "2020-02-29"}),
        ("last_refused_on", {"from": "2020-01-01", "to": "2020-12-31"}),
        ("age", 42),
        ("fine_paid", 150050),
        ("fine_paid", 1200),
    ],
)
def test_what_is_shown_again_is_read_as_the_same(path: str, stored: Any) -> None:
    put = question(RURITANIA, path, "en")
    boxes = asked(put, stored, places=answers.decimals(RURITANIA, path)).typed
    assert parse(RURITANIA, put, boxes).value == stored


def test_not_knowing_is_shown_again() -> None:
    for path in ("filer", "last_refused_on"):
        put = question(RURITANIA, path, "en")
        assert parse(RURITANIA, put, asked(put, unknown=True).typed).unknown


@given(st.text())
def test_whatever_is_typed_is_an_answer_or_a_sentence(typed: str) -> None:
    for path in ("age", "fine_paid", "filer", "has_mandate"):
        found = parse(RURITANIA, question(RURITANIA, path, "en"), {"answer": typed})
        if not found.error and not found.unknown:
            facts_from({path: found.value}, RURITANIA.vocabulary, limits=RURITANIA.limits)


@given(st.text(), st.text(), st.text())
def test_whatever_is_typed_as_a_day_is_one_or_is_not(day: str, month: str, year: str) -> None:
    found = answers.read_day(day, month, year)
    if not found.error:
        facts_from({"last_refused_on": found.value}, RURITANIA.vocabulary)


@given(st.text())
def test_a_line_holds_nothing_that_nobody_sees(typed: str) -> None:
    made = plain.line(typed)
    assert made == plain.line(made)
    assert not plain.hidden(made)
    assert "\n" not in made and "\u202e" not in made and "\x00" not in made


def test_names_keep_what_people_see() -> None:
    assert plain.line("  דוד \u202eכהן  😀 ") == "דוד כהן 😀"
    assert plain.hidden("דוד \u202eכהן") and not plain.hidden("דוד כהן 😀")
    assert plain.lines("a\r\n\r\nb\u2066", 100) == "a\n\nb"
