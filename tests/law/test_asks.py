"""Which missing facts are asked for, and in which order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law import worlds
from clemency.law.asks import Asks, asks_of
from clemency.law.goal import asks
from clemency.law.parse import parse
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, RecordType
from clemency.law.values import UNKNOWN, Between
from tests.law.building import TODAY, Text, env, facts, pack, rows, scope
from tests.law.words import WORDS as FULL

WORDS = scope(
    {
        "a": BOOL,
        "b": BOOL,
        "c": BOOL,
        "filer": Choice(("person", "counsel", "relative", "other")),
        "has_mandate": BOOL,
        "day": DAY,
        "other_day": DAY,
        "end": Optional(DAY),
        "n": INT,
    },
    [
        RecordType("case", "cases", {"open": BOOL, "on": DAY}),
        RecordType("charge", "charges", {"grave": BOOL}, "case"),
    ],
)


def wanted(*texts: str, **known: Any) -> Asks:
    return asks_of([parse(text, WORDS) for text in texts], env(**known))


@pytest.mark.parametrize(
    ("text", "known", "paths"),
    [
        ("a", {}, ("a",)),
        ("a", {"a": True}, ()),
        ("a and b", {}, ("a", "b")),
        ("a and b", {"a": False}, ()),
        ("a and b", {"a": True}, ("b",)),
        ("a or b", {"a": True}, ()),
        ("a or not a", {}, ()),
        ("a and not a or b", {}, ("b",)),
        ("b if a else b", {}, ("b",)),
        ("b if a else c", {"b": True, "c": True}, ()),
        ("b if a else c", {"b": True}, ("a", "c")),
        ("b if a else c", {"a": True}, ("b",)),
        ("(c or b) and (c or not b)", {}, ("c",)),
        ("day < today", {}, ("day",)),
        ("n > 3 or n > 5", {"n": Between(1, 3)}, ()),
        ("n > 3 or n > 5", {"n": Between(1, 4)}, ("n",)),
        ("n > 3 and n < 3 or a", {}, ("a",)),
        ("end == none or end < today", {}, ("end",)),
        ("filer in ['person', 'relative'] or (filer == 'counsel' and has_mandate)", {},
         ("filer", "has_mandate")),
        ("filer in ['person', 'relative'] or (filer == 'counsel' and has_mandate)",
         {"filer": "counsel"}, ("has_mandate",)),
        ("filer in ['person', 'relative'] or (filer == 'counsel' and has_mandate)",
         {"has_mandate": True}, ("filer",)),
        ("years_after(20 if filer == 'other' else 5, day) <= today",
         {"day": date(2016, 1, 1)}, ("filer",)),
        ("years_after(20 if filer == 'other' else 5, day) <= today",
         {"day": date(2024, 1, 1)}, ()),
        ("years_after(20 if filer == 'other' else 5, day) <= today", {}, ("filer", "day")),
    ],
)  # fmt: skip
def test_what_can_still_matter(text: str, known: dict[str, Any], paths: tuple[str, ...]) -> None:
    found = wanted(text, **known)
    assert set(found.paths) == set(paths)
    assert found.exact


def test_the_most_decisive_comes_first() -> None:
    assert wanted("a and (b or c)").paths == ("a", "b", "c")
    assert wanted("(b or c) and a").paths == ("a", "b", "c")
    text = "(filer == 'counsel' and has_mandate) or filer in ['person', 'relative']"
    assert wanted(text).paths == ("filer", "has_mandate")


def test_what_settles_several_conditions_comes_before_what_settles_one() -> None:
    assert wanted("a and b", "c and b").paths[0] == "b"


def test_earlier_conditions_come_first_among_equals() -> None:
    assert wanted("b", "a").paths == ("b", "a")


# -- where the list may hold too much ------------------------------------------------------------


def test_a_list_that_may_have_more_rows_is_asked_for() -> None:
    assert wanted("any(x.open for x in cases)") == Asks(("cases",), exact=False)
    some = rows("cases", {"open": False}, complete=UNKNOWN)
    assert wanted("any(x.open for x in cases)", cases=some) == Asks(
        ("cases.complete",), exact=False
    )
    some = rows("cases", {"open": UNKNOWN}, complete=False)
    assert wanted("any(x.open for x in cases)", cases=some).paths == (
        "cases[0].open",
        "cases.complete",
    )


def test_fields_of_rows_are_asked_for() -> None:
    some = rows("cases", {"open": True, "on": UNKNOWN}, {"open": UNKNOWN, "on": TODAY})
    found = wanted("any(x.open and x.on < today for x in cases)", cases=some)
    assert found == Asks(("cases[0].on",))


def test_missing_facts_compared_with_each_other() -> None:
    assert wanted("day < other_day") == Asks(("day", "other_day"))
    assert wanted("day < other_day and day < today") == Asks(("day", "other_day"), exact=False)


def test_more_worlds_than_we_try(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"x{n}" for n in range(7)]
    words = scope(dict.fromkeys(names, BOOL))
    total = " + ".join(f"({2**n} if {name} else 0)" for n, name in enumerate(names))
    expr = parse(f"{total} in [5, 50, 100]", words)
    assert asks_of([expr], env()) == Asks(asks_of([expr], env()).paths, exact=True)
    monkeypatch.setattr(worlds, "LIMIT", 2**3)
    assert asks_of([expr], env()) == Asks(tuple(names), exact=False)


def test_what_is_known_is_asked_about_without_trying() -> None:
    words = scope({"a": BOOL, "b": BOOL}, known=True)
    found = asks_of([parse("known(a) or b", words)], env())
    assert found == Asks(("b",), exact=False)


# -- of rules ------------------------------------------------------------------------------------


def test_of_a_rule() -> None:
    law = pack(WORDS, Text(holds="a and b"), Text("other", holds="b or c"))
    assert asks(law, ("rule",), facts(), TODAY) == Asks(("a", "b"))
    assert asks(law, ("rule", "other"), facts(), TODAY) == Asks(("a", "b", "c"))
    assert asks(law, ("rule",), facts(a=False), TODAY) == Asks(())


def test_of_a_rule_whose_text_is_open() -> None:
    """First which text applies; only then what it says."""
    law = pack(
        WORDS,
        Text(holds="b"),
        Text(holds="c", since=date(2024, 7, 1), applies_to="day >= date('2024-07-01')"),
    )
    assert asks(law, ("rule",), facts(), TODAY).paths == ("day",)
    assert asks(law, ("rule",), facts(day=date(2020, 1, 1)), TODAY).paths == ("b",)
    assert asks(law, ("rule",), facts(day=date(2025, 1, 1)), TODAY).paths == ("c",)


def test_of_a_rule_about_a_record() -> None:
    law = pack(WORDS, Text(holds="not case.open or case.on < today", about="case"))
    assert asks(law, ("rule",), facts(), TODAY) == Asks(("cases",), exact=False)
    listed = rows("cases", {"open": True}, {"on": TODAY}, complete=True)
    assert asks(law, ("rule",), facts(cases=listed), TODAY) == Asks(
        ("cases[0].on", "cases[1].open")
    )
    listed = rows("cases", {"open": True}, complete=False)
    found = asks(law, ("rule",), facts(cases=listed), TODAY)
    assert found == Asks(("cases[0].on", "cases.complete"), exact=False)
    listed = rows("cases", complete=False)
    assert asks(law, ("rule",), facts(cases=listed), TODAY).paths == ("cases.complete",)


def test_nothing_is_asked_where_one_row_fails() -> None:
    law = pack(WORDS, Text(holds="not case.open", about="case"))
    listed = rows("cases", {"open": True}, {"open": UNKNOWN}, complete=False)
    assert asks(law, ("rule",), facts(cases=listed), TODAY) == Asks(())


def test_of_a_rule_that_yields_a_day() -> None:
    law = pack(WORDS, Text(date="years_after(n, day)"))
    assert asks(law, ("rule",), facts(), TODAY) == Asks(("n", "day"), exact=False)
    assert asks(law, ("rule",), facts(n=3, day=TODAY), TODAY) == Asks(())


def test_an_unknown_rule_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        asks(pack(WORDS, Text(holds="a")), ("another",), facts(), TODAY)


def test_where_only_the_law_is_missing_nobody_is_asked() -> None:
    early = {**env(date(1990, 1, 1))}
    assert asks_of([parse("wait > 3", FULL)], early) == Asks(())
