"""A value that may be none is used only where something rules that out."""

from __future__ import annotations

import pytest

from clemency.law.parse import Faults, parse
from clemency.law.types import BOOL
from tests.law.words import WORDS

GUARDED = [
    "released_on != none and released_on < today",
    "none != released_on and released_on < today",
    "released_on != none and yes and released_on < today",
    "yes and released_on != none and released_on < today",
    "released_on != none and (yes or released_on < today)",
    "released_on != none and not (released_on < today)",
    "(released_on != none and yes) and released_on < today",
    "released_on == none or released_on < today",
    "released_on == none or yes and released_on < today",
    "not (released_on == none) and released_on < today",
    "not (released_on == none or yes) and released_on < today",
    "not (released_on != none) or released_on < today",
    "released_on < today if released_on != none else yes",
    "yes if released_on == none else released_on < today",
    "released_on < today if released_on != none and yes else again",
    "yes if released_on == none or again else released_on < today",
    "released and released_on < today",
    "(released_on if released_on != none else filed_on) < today",
    "years_after(1, released_on) <= today if released else again",
    "all(x.released_on < today for x in charges if x.released_on != none)",
    "all(x.released_on < today for x in charges if x.released_on != none and x.grave)",
    "all(x.released_on == none or x.released_on < today for x in charges)",
    "min(x.released_on for x in charges if x.released_on != none) == none",
    "latest((x.on for x in charges if x.released_on != none), by=x.released_on) == none",
    "min(c.on for c in cases) != none and min(c.on for c in cases) < today",
    "any(released_on < x.on for x in charges) if released_on != none else yes",
    "perhaps != none and perhaps",
    "years != none and years_after(years, filed_on) < today",
    "paid != none and paid + fine > money(0, 'ILS')",
    "released_on != none and wait(on=released_on) > 3",
]

BARE = [
    ("released_on < today", "released_on"),
    ("released_on < today and released_on != none", "released_on"),
    ("released_on < today or released_on == none", "released_on"),
    ("released_on != none or released_on < today", "released_on"),
    ("released_on == none and released_on < today", "released_on"),
    ("(released_on != none or yes) and released_on < today", "released_on"),
    ("(released_on == none and yes) or released_on < today", "released_on"),
    ("not (released_on == none and yes) and released_on < today", "released_on"),
    ("released_on < today if released_on == none else yes", "released_on"),
    ("released_on < today if released_on != none or yes else yes", "released_on"),
    ("released_on < today if yes else released_on != none", "released_on"),
    ("years_after(1, released_on) <= today", "released_on"),
    ("years_after(years, filed_on) <= today", "years"),
    ("perhaps", "perhaps"),
    ("yes and perhaps", "perhaps"),
    ("not perhaps", "perhaps"),
    ("yes if perhaps else again", "perhaps"),
    ("all(x.released_on < today for x in charges)", "x.released_on"),
    ("all(x.released_on < today for x in charges if x.released_on == none)", "x.released_on"),
    ("any(x.released_on != none for x in charges) and any(x.released_on < today for x in charges)",
     "x.released_on"),
    ("all(x.free and x.released_on < today for x in charges)", "x.released_on"),
    ("min(x.released_on for x in charges) == none", "x.released_on"),
    ("latest((x.on for x in charges), by=x.released_on) == none", "x.released_on"),
    ("min(c.on for c in cases) < today", "min(c.on for c in cases)"),
    ("released_on != none and min(c.on for c in cases) < today", "min(c.on for c in cases)"),
    ("wait(on=released_on) > 3", "released_on"),
    ("released_on != none and docket.filed_on < today", "docket.filed_on"),
]  # fmt: skip


@pytest.mark.parametrize("text", GUARDED)
def test_a_guarded_value_is_used(text: str) -> None:
    assert parse(text, WORDS, BOOL).type == BOOL


@pytest.mark.parametrize(("text", "value"), BARE)
def test_an_unguarded_value_is_refused_at_its_place(text: str, value: str) -> None:
    with pytest.raises(Faults) as refused:
        parse(text, WORDS, BOOL)
    (fault,) = refused.value.faults
    assert fault.says == f"`{value}` may be none."
    assert fault.mend
    assert value in fault.mend
    assert text[fault.start : fault.start + fault.length] == value


@pytest.mark.parametrize(
    "text", ["paid + fine > fine", "years * 2 == 4", "years_after(1, today) > released_on"]
)
def test_arithmetic_and_order_want_values(text: str) -> None:
    with pytest.raises(Faults):
        parse(text, WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "filed_on == none",
        "released_on != none and released_on == none",
        "released_on == none or released_on != none",
        "any(c.on == none for c in cases)",
    ],
)
def test_an_idle_test_for_none_is_refused(text: str) -> None:
    with pytest.raises(Faults, match="is never none here"):
        parse(text, WORDS)


def test_equality_and_membership_need_no_guard() -> None:
    """A known none is equal to nothing else, and in no list."""
    for text in ("released_on == filed_on", "sort == 'x'", "sort not in ['x']", "years != 3"):
        assert parse(text, WORDS).type == BOOL


def test_a_guard_does_not_outlast_its_condition() -> None:
    with pytest.raises(Faults, match="may be none"):
        parse("(released_on != none and yes) or released_on < today", WORDS)
