"""Numbers, plurals, dates, bounds, and text of two directions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.types import DAY, INT, Money
from clemency.law.values import Between
from clemency.letters.bounds import bounds
from clemency.letters.words import (
    LANGUAGES,
    NoWord,
    Words,
    catalogue,
    fill,
    placeholders,
    plural_form,
)
from tests.letters.bidi import CLOSES, OPENS, balanced, bare_runs

COUNTED = (0, 1, 2, 3, 11, 20, 100)
EN, HE, AR = (Words(language) for language in LANGUAGES)


def plain(text: str) -> str:
    """Text without the marks that keep directions apart."""
    return "".join(char for char in text if char not in OPENS + CLOSES)


# --- plurals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "other one other other other other other"),
        ("he", "other one two other other other other"),
        ("ar", "zero one two few many many other"),
    ],
)
def test_a_language_counts_in_its_own_forms(language: str, forms: str) -> None:
    assert [plural_form(language, n) for n in COUNTED] == forms.split()


MORE = {
    EN: """
        and 0 more facts|and 1 more fact|and 2 more facts|and 3 more facts
        |and 11 more facts|and 20 more facts|and 100 more facts""",
    HE: """
        ועוד 0 עובדות|ועוד עובדה אחת|ועוד שתי עובדות|ועוד 3 עובדות
        |ועוד 11 עובדות|ועוד 20 עובדות|ועוד 100 עובדות""",
    AR: """
        ولا وقائع أخرى|وواقعة أخرى|وواقعتان أخريان|و 3 وقائع أخرى
        |و 11 واقعة أخرى|و 20 واقعة أخرى|و 100 واقعة أخرى""",
}


@pytest.mark.parametrize("words", MORE)
def test_things_are_counted_as_people_count_them(words: Words) -> None:
    said = [form.strip() for form in MORE[words].split("|")]

    assert [plain(words.plural("because.more", n)) for n in COUNTED] == said


def test_a_hebrew_and_an_arabic_dual() -> None:
    day = date(2026, 3, 1)

    assert "שנתיים" in HE.plural("because.counted_years", 2, start=day, day=day)
    assert "بسنتين" in AR.plural("because.counted_years", 2, start=day, day=day)


# --- sentences ----------------------------------------------------------------------------------


def test_a_sentence_that_is_not_there_is_our_mistake() -> None:
    with pytest.raises(NoWord, match="no-such-sentence"):
        EN.say("no-such-sentence")


def test_a_placeholder_without_a_value_is_never_left_standing() -> None:
    with pytest.raises(KeyError, match="opens_on"):
        fill("You may ask from {opens_on}.", {})


def test_placeholders_may_have_a_colon() -> None:
    assert placeholders("{fact:age} on {date:first-day}") == {"fact:age", "date:first-day"}
    assert fill("{fact:age}!", {"fact:age": "81"}) == "81!"


def test_what_fills_a_sentence_is_never_read_as_one() -> None:
    assert fill("“{text}”", {"text": "{other} {0.__class__}"}) == "“{other} {0.__class__}”"


@pytest.mark.parametrize(
    ("words", "said"),
    [(EN, "a, b and c"), (HE, "a, b וכן c"), (AR, "a، b وc")],
)
def test_several_things_in_one_sentence(words: Words, said: str) -> None:
    assert words.listed(["a", "b", "c"]) == said
    assert words.listed(["a"]) == "a"
    assert words.listed([]) == ""


def test_an_unknown_language_is_answered_in_english() -> None:
    assert Words("xx").language == "en"


# --- days and amounts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"), [(EN, "1 March 2026"), (HE, "1 מרץ 2026"), (AR, "1 مارس 2026")]
)
def test_days_are_gregorian_and_written_out(words: Words, said: str) -> None:
    assert plain(words.day(date(2026, 3, 1))) == said


OCTOBER = Between(date(2025, 10, 1), date(2025, 10, 31))
SUMMER = Between(date(2025, 6, 1), date(2025, 8, 31))
THE_YEAR = Between(date(2025, 1, 1), date(2025, 12, 31))
TWO_YEARS = Between(date(2024, 1, 1), date(2025, 12, 31))
SOME_DAYS = Between(date(2025, 10, 2), date(2025, 10, 9))
SINCE = Between(date(2025, 10, 1), None)
BEFORE = Between(None, date(2025, 10, 1))


DAYS = {
    OCTOBER: ("in October 2025", "בחודש אוקטובר 2025", "في أكتوبر 2025"),
    THE_YEAR: ("in 2025", "בשנת 2025", "في سنة 2025"),
    TWO_YEARS: ("between 2024 and 2025", "בין 2024 לבין 2025", "بين 2024 و 2025"),
    SUMMER: (
        "between June 2025 and August 2025",
        "בין יוני 2025 לבין אוגוסט 2025",
        "بين يونيو 2025 و أغسطس 2025",
    ),
    SOME_DAYS: (
        "between 2 October 2025 and 9 October 2025",
        "בין 2 אוקטובר 2025 לבין 9 אוקטובר 2025",
        "بين 2 أكتوبر 2025 و 9 أكتوبر 2025",
    ),
    SINCE: (
        "on or after 1 October 2025",
        "ביום 1 אוקטובר 2025 או לאחריו",
        "في 1 أكتوبر 2025 أو بعده",
    ),
    BEFORE: (
        "on or before 1 October 2025",
        "ביום 1 אוקטובר 2025 או לפניו",
        "في 1 أكتوبر 2025 أو قبله",
    ),
}


@pytest.mark.parametrize("value", DAYS)
def test_bounds_of_days_are_said_as_people_say_them(value: Between) -> None:
    said = tuple(plain(bounds(words, value, DAY)) for words in (EN, HE, AR))

    assert said == DAYS[value]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Between(200_001, None), "more than 200,000"),
        (Between(3, None), "at least 3"),
        (Between(None, 99), "less than 100"),
        (Between(None, 3), "at most 3"),
        (Between(3, 7), "between 3 and 7"),
    ],
)
def test_bounds_of_amounts(value: Between, said: str) -> None:
    assert bounds(EN, value, INT) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Between(20_000_001, None), "more than US$200,000"),
        (Between(20_000_000, None), "at least US$200,000"),
        (Between(None, 149_999), "less than US$1,500"),
        (Between(150, 20_050), "between US$1.50 and US$200.50"),
    ],
)
def test_bounds_of_money(value: Between, said: str) -> None:
    assert bounds(EN, value, Money("USD")) == said


@pytest.mark.parametrize(
    ("currency", "minor", "said"),
    [
        ("ILS", 150_000, "₪1,500"),
        ("ILS", 150_050, "₪1,500.50"),
        ("ILS", 9_007_199_254_740_991, "₪90,071,992,547,409.91"),
        ("JPY", 1_500, "JP¥1,500"),
        ("KWD", 1_500, "KWD 1.500"),
    ],
)
def test_money_is_written_from_minor_units_exactly(currency: str, minor: int, said: str) -> None:
    assert EN.money(minor, currency).replace("\xa0", " ") == said


# --- two directions -----------------------------------------------------------------------------


@pytest.mark.parametrize("words", [HE, AR])
def test_no_sentence_of_the_engine_leaves_a_left_to_right_run_bare(words: Words) -> None:
    samples: dict[str, Any] = {
        "n": 20,
        "number": 12,
        "on": date(2026, 3, 1),
        "day": date(2026, 3, 1),
    }
    for key, template in catalogue(words.language).items():
        if key == "gender.feminine":  # read by the code, never said
            continue
        params = {name: samples.get(name, "AB-12 (c)") for name in placeholders(template)}
        said = words.say(key, **params)

        assert bare_runs(said) == [], key
        assert balanced(said), key


@pytest.mark.parametrize("key", ["matter.received", "because.today", "ask.day_form"])
def test_english_has_no_marks_of_direction(key: str) -> None:
    params = dict.fromkeys(placeholders(catalogue("en")[key]), "2026-0001")

    assert not set(EN.say(key, **params)) & set(OPENS + CLOSES)


def test_a_bracket_belongs_to_the_run_only_if_it_was_opened_there() -> None:
    assert (
        HE.settled("ראו s 4(2) (ראו 12 Act)") == "ראו \u2066s 4(2)\u2069 (ראו \u206612 Act\u2069)"
    )


def test_what_a_pack_isolated_already_is_not_isolated_twice() -> None:
    day = HE.day(date(2026, 3, 1))

    assert HE.settled(f"החל מ-\u2068{day}\u2069.") == f"החל מ-{day}."


@given(st.text(alphabet="שלוםعفو abc12 .,:;()[]-/“”\n", max_size=60))
def test_settling_only_adds_marks_and_twice_is_once(text: str) -> None:
    settled = HE.settled(text)

    assert plain(settled) == text
    assert HE.settled(settled) == settled
    assert bare_runs(settled) == []
    assert balanced(settled)
