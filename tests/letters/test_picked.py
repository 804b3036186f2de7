"""A row that is picked, one that is passed over, and a tie, said in every language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.finding import find
from clemency.letters.speech import Speaker
from clemency.letters.words import LANGUAGES, Words
from tests.law.building import Text, facts, pack, rows
from tests.law.words import WORDS

FIRST = "case in earliest((c for c in cases), by=c.on, up_to=1)"
LAW = pack(WORDS, Text(holds=FIRST, about="case"))
TODAY = date(2026, 3, 1)


def because(language: str, place: int, *years: int | None) -> list[str]:
    """Why the case at a place is picked or not."""
    listed: list[dict[str, Any]] = [{"on": date(year, 1, 1)} if year else {} for year in years]
    one = find(LAW, "rule", facts(cases=rows("cases", *listed)), TODAY).each[place]
    lines = Speaker(None, language).finding(one, asks=()).lines
    return [line.text for line in lines if line.kind == "because"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("how", "place", "years"),
    [("first", 0, (2001, 2004)), ("passed", 1, (2001, 2004)), ("level", 0, (2001, 2001))],
)
def test_a_pick_is_said(language: str, how: str, place: int, years: tuple[int, ...]) -> None:
    speaker = Speaker(None, language)
    row = speaker.names.fact(f"cases[{place}]")
    assert Words(language).say(f"pick.{how}", row=row, n=1) in because(language, place, *years)


def test_what_is_open_for_want_of_a_fact_is_not_said_to_be_a_tie() -> None:
    said = because("en", 0, 2001, None)
    assert said
    assert not any("level" in text or "come first" in text for text in said)


def test_nothing_is_said_of_the_order_where_the_condition_alone_decided() -> None:
    law = pack(WORDS, Text(holds=FIRST.replace("in cases)", "in cases if c.open)"), about="case"))
    listed = rows("cases", {"open": False, "on": date(2001, 1, 1)})
    one = find(law, "rule", facts(cases=listed), TODAY).each[0]
    told = Speaker(None, "en").finding(one, asks=())
    assert not any("order" in line.text for line in told.lines)
