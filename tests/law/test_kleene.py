"""Three verdicts: Kleene's tables in full, and what a missing fact may never do."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from clemency.law.parse import parse
from clemency.law.reason import reason
from clemency.law.types import BOOL, DAY, INT, TEXT, Choice, Optional
from clemency.law.values import UNKNOWN, Between, Verdict
from tests.law.building import env, scope

T, F, U = True, False, UNKNOWN
VERDICTS = (T, F, U)

WORDS = scope(
    {
        "a": BOOL,
        "b": BOOL,
        "c": BOOL,
        "n": INT,
        "m": INT,
        "day": DAY,
        "word": TEXT,
        "kind": Choice(("theft", "violence", "traffic")),
        "was": Optional(DAY),
        "perhaps": Optional(BOOL),
        "sort": Optional(Choice(("x", "y"))),
    }
)


def came_to(text: str, **facts: Any) -> Any:
    """The value of an expression by the tables alone."""
    return reason(parse(text, WORDS), env(**facts)).value


AND = {
    (T, T): T, (T, F): F, (T, U): U,
    (F, T): F, (F, F): F, (F, U): F,
    (U, T): U, (U, F): F, (U, U): U,
}  # fmt: skip
OR = {
    (T, T): T, (T, F): T, (T, U): T,
    (F, T): T, (F, F): F, (F, U): U,
    (U, T): T, (U, F): U, (U, U): U,
}  # fmt: skip


@pytest.mark.parametrize("one", VERDICTS)
@pytest.mark.parametrize("other", VERDICTS)
def test_and_or(one: Verdict, other: Verdict) -> None:
    assert came_to("a and b", a=one, b=other) is AND[one, other]
    assert came_to("a or b", a=one, b=other) is OR[one, other]


@pytest.mark.parametrize(("of", "negated"), [(T, F), (F, T), (U, U)])
def test_not(of: Verdict, negated: Verdict) -> None:
    assert came_to("not a", a=of) is negated


@pytest.mark.parametrize(("test", "then", "other"), [*product(VERDICTS, repeat=3)])
def test_if(test: Verdict, then: Verdict, other: Verdict) -> None:
    chosen = then if test is T else other
    agreed = then if then is other else U
    assert came_to("a if c else b", c=test, a=then, b=other) is (agreed if test is U else chosen)


@pytest.mark.parametrize(("one", "other"), [*product(VERDICTS, repeat=2)])
def test_conditions_compared(one: Verdict, other: Verdict) -> None:
    known = one is not U and other is not U
    assert came_to("a == b", a=one, b=other) is ((one is other) if known else U)
    assert came_to("a != b", a=one, b=other) is ((one is not other) if known else U)


def test_three_parts_settle_like_two() -> None:
    for one, other, third in product(VERDICTS, repeat=3):
        facts = {"a": one, "b": other, "c": third}
        assert came_to("a and b and c", **facts) is AND[AND[one, other], third]
        assert came_to("a or b or c", **facts) is OR[OR[one, other], third]


def test_unknown_has_no_truth_of_its_own() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


# -- none and unknown ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "none", "unknown"),
    [
        ("was == none", T, U),
        ("was != none", F, U),
        ("was == none or years_after(1, was) <= today", T, U),
        ("was != none and years_after(1, was) <= today", F, U),
        ("years_after(1, was) <= today if was != none else a", T, U),
        ("was == day", F, U),
        ("was != day", T, U),
        ("perhaps != none and perhaps", F, U),
        ("sort == 'x'", F, U),
        ("sort != 'x'", T, U),
        ("sort in ['x']", F, U),
        ("sort not in ['x']", T, U),
    ],
)
def test_known_none_is_an_answer_and_unknown_is_not(
    text: str, none: Verdict, unknown: Verdict
) -> None:
    day = env()["today"]
    facts = {"was": None, "perhaps": None, "sort": None, "day": day, "a": True}
    assert came_to(text, **facts) is none
    facts = {"was": U, "perhaps": U, "sort": U, "day": day, "a": U}
    assert came_to(text, **facts) is unknown


def test_a_fact_nobody_spoke_of_is_unknown() -> None:
    assert came_to("a") is U
    assert came_to("was == none") is U
    assert came_to("n > 3") is U


# -- membership ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "within", "without"),
    [("theft", T, F), ("traffic", F, T), (U, U, U)],
)
def test_a_missing_fact_passes_no_list(value: Any, within: Verdict, without: Verdict) -> None:
    """Elsewhere a missing offence is "not in" every list of exclusions, and so passes it."""
    assert came_to("kind in ['theft', 'violence']", kind=value) is within
    assert came_to("kind not in ['theft', 'violence']", kind=value) is without


def test_bounds_pass_a_list_only_where_they_lie_outside_it() -> None:
    assert came_to("n in [1, 5]", n=Between(2, 4)) is F
    assert came_to("n not in [1, 5]", n=Between(2, 4)) is T
    assert came_to("n in [1, 3]", n=Between(2, 4)) is U
    assert came_to("n not in [1, 3]", n=Between(2, 4)) is U
    assert came_to("n not in [1, 3]", n=Between(4, None)) is T


def test_texts_are_equal_or_not() -> None:
    assert came_to("word == 'x'", word="x") is T
    assert came_to("word == 'x'", word="X") is F
    assert came_to("word in ['x', 'y']", word="z") is F
    assert came_to("word != 'x'", word=U) is U
