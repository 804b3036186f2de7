"""No text, however odd, comes out of the parser as anything but an expression or its faults."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.parse import Faults, parse, parse_names
from clemency.law.reason import reason
from clemency.law.swift import verdict
from clemency.law.types import BOOL
from clemency.law.values import UNKNOWN
from tests.law.building import env
from tests.law.test_parse import CANONICAL
from tests.law.words import WORDS

PIECES = [
    *"()[]{}.,:;=<>!+-*/%&|^~@#'\"?\\\n\t \r",
    *("yes", "again", "count_of", "kind", "filed_on", "released_on", "cases", "charges", "none"),
    *(
        "today",
        "True",
        "False",
        "None",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "for",
        "lambda",
    ),
    *("any", "all", "count", "sum", "min", "max", "latest", "earliest", "by", "nth", "on", "wait"),
    *("years_after", "date", "money", "known", "c", "x", "c.open", "x.grave", "__class__", "await"),
    *(
        "yield",
        ":=",
        "==",
        "!=",
        "<=",
        "**",
        "//",
        "f'{yes}'",
        "b'a'",
        "'theft'",
        "'ILS'",
        "1",
        "0x1f",
    ),
    *("9" * 30, "1.5", "1j", "...", "\x00", "\u202e", "\u200b", "٣", "а", "é", "\ud800", "async"),
]


def read(text: str) -> None:
    """Read a text; if it is an expression, it has a canonical text and a verdict on no facts."""
    try:
        expr = parse(text, WORDS)
    except Faults as refused:
        assert refused.faults
        for fault in refused.faults:
            assert fault.says
            assert fault.start >= 0
            assert fault.length >= 1
            assert fault.start + fault.length <= max(len(text), 1)
        return
    assert parse(str(expr), WORDS) == expr
    if expr.type == BOOL:
        found = reason(expr, env()).value
        assert verdict(expr, env()) is found or found is UNKNOWN


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    read(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_pieces(text: str) -> None:
    read(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_pieces_run_together(text: str) -> None:
    read(text)


@given(st.sampled_from(CANONICAL), st.randoms(use_true_random=False))
def test_expressions_with_something_changed(text: str, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        cut = at + chance.choice([0, 0, 1, 2, 5])
        text = text[:at] + chance.choice([*PIECES, ""]) + text[cut:]
    read(text)


@given(st.text(max_size=100))
def test_any_text_for_names(text: str) -> None:
    try:
        assert all(isinstance(name, str) for name in parse_names(text))
    except Faults as refused:
        assert refused.faults


NASTY = [
    "(" * 5_000,
    "[" * 200,
    "not " * 999,
    "yes" + " and yes" * 490,
    "yes" + " if yes else yes" * 240,
    "yes if " * 300,
    "1" + "+1" * 1_900,
    "-" * 3_999 + "1",
    "''" * 1_900,
    "f'" + "{" * 500,
    "f'{f'{f'{f'{1}'}'}'}'",
    "lambda " * 500 + ": 1",
    "x" + ".x" * 1_900,
    "yes" + "()" * 1_900,
    "yes" + "[0]" * 1_300,
    "any(" * 300 + "yes" + ")" * 300,
    "any(any(any(c.open for c in cases) for d in cases) for e in cases)",
    "().__class__.__bases__[0].__subclasses__()",
    "[c for c in ().__class__.__base__.__subclasses__()]",
    "__builtins__",
    "__import__('os').system('true')",
    "yes\x00 and again",
    "yes\x0c",
    "yes\x1a",
    "\ufeffyes",
    "yes\u2028and again",
    "yes\nand\nagain",
    "#",
    "#\nyes",
    "'#' == officer",
    "yes if",
    "date('9999-12-31') < years_after(9999, date('0001-01-01'))",
    "years_after(9007199254740991, filed_on) < today",
    "days_after(-9007199254740991, today) < filed_on",
    "9007199254740991 * 9007199254740991 * 9007199254740991 > count_of",
    "money(9007199254740991, 'ILS') * 9007199254740991 > fine",
    "latest((c.open for c in cases), by=c.on, nth=1000) == none",
    "latest((c.open for c in cases), by=c.on, nth=1001) == none",
    "count(c for c in cases if count(d for d in cases if d.on < c.on) > 1) > 1",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_texts(text: str) -> None:
    read(text)
