"""Which rows are the first few: by definition, whatever is missing, and in every reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from clemency.law.asks import asks_of
from clemency.law.finding import settled_reason
from clemency.law.parse import Scope, parse
from clemency.law.swift import verdict
from clemency.law.types import BOOL, INT, RecordType, Type
from clemency.law.values import UNKNOWN
from tests.law.building import env, rows, scope
from tests.properties.changing import completed, learnt, only, otherwise
from tests.properties.generating import Draw, Question, examples, pick, questions, shown
from tests.properties.test_asks import matters
from tests.properties.test_exactness import agreed
from tests.properties.test_reasons import cited
from tests.properties.trying import Missing, outcomes, puzzles

Puzzle = tuple[Question, Missing]
FIELDS: dict[str, Type] = {"open": BOOL, "n": INT, "m": INT, "meant": BOOL}
WORDS: Scope = scope({"cap": INT}, [RecordType("case", "cases", FIELDS)])


# -- by definition -------------------------------------------------------------------------------


class Case(NamedTuple):
    open: bool
    n: int
    m: int


def lines(cases: Sequence[Case], kind: str, keys: int) -> Iterator[tuple[int, ...]]:
    """Every order in which the open cases may stand, by their places in the list."""
    sign = 1 if kind == "earliest" else -1
    open_ = [place for place, case in enumerate(cases) if case.open]
    for line in permutations(open_):
        places = [tuple(sign * key for key in cases[place][1 : keys + 1]) for place in line]
        if places == sorted(places):
            yield line


@st.composite
def registers(draw: Draw) -> list[Case]:
    count = pick(draw, 3, 0, 1, 2, 4, 5)
    cases = range(count)
    return [
        Case(pick(draw, True, True, False), pick(draw, 0, 1, 2), pick(draw, 0, 1)) for _ in cases
    ]


@examples(3)
@given(registers(), st.sampled_from(["earliest", "latest"]), st.integers(1, 2), st.integers(-1, 4))
def test_the_first_few_are_those_that_come_first_in_every_order_that_fits(
    cases: list[Case], kind: str, keys: int, cap: int
) -> None:
    by = "c.n" if keys == 1 else "(c.n, c.m)"
    text = f"x in {kind}((c for c in cases if c.open), by={by}, up_to=cap)"
    expr = parse(f"any(x.meant and {text} for x in cases)", WORDS)
    for meant in range(len(cases)):
        listed = [{**case._asdict(), "meant": n == meant} for n, case in enumerate(cases)]
        here = env(cap=cap, cases=rows("cases", *listed))
        picked = {meant in line[: max(cap, 0)] for line in lines(cases, kind, keys)}
        assert settled_reason(expr, here).value is (picked.pop() if len(picked) == 1 else UNKNOWN)


# -- whatever is missing -------------------------------------------------------------------------


@examples(2)
@given(puzzles(few=True, picking=True))
def test_exact_where_facts_have_few_answers(puzzle: Puzzle) -> None:
    question, _ = puzzle
    assert settled_reason(question.expr, question.env).value is agreed(puzzle)


@examples(2)
@given(puzzles(picking=True))
def test_exact_with_a_missing_day_or_number(puzzle: Puzzle) -> None:
    question, _ = puzzle
    assert settled_reason(question.expr, question.env).value is agreed(puzzle)


@examples(1)
@given(puzzles(picking=True))
def test_asks_for_all_that_can_matter_and_for_nothing_else(puzzle: Puzzle) -> None:
    question, missing = puzzle
    assume(settled_reason(question.expr, question.env).value is UNKNOWN)
    table = outcomes(question, missing)
    needed = {path for place, path in enumerate(missing) if matters(place, table)}
    asks = asks_of((question.expr,), question.env)
    assert needed == set(asks.paths) if asks.exact else needed <= set(asks.paths)


@examples(2)
@given(questions(3, picking=True), st.data())
def test_no_way_in_which_things_turn_out_overturns_a_verdict(
    question: Question, data: st.DataObject
) -> None:
    found = settled_reason(question.expr, question.env).value
    assume(found is not UNKNOWN)
    for change in (learnt, completed):
        wiser = data.draw(change(question.env, question.words))
        assert settled_reason(question.expr, wiser).value is found, shown(wiser)


# -- in every reader -----------------------------------------------------------------------------


@examples(2)
@given(questions(3, picking=True), st.data())
def test_what_is_cited_is_enough_and_nothing_else_bears_on_it(
    question: Question, data: st.DataObject
) -> None:
    found = settled_reason(question.expr, question.env).value
    kept = only(question.env, question.words, cited(question))
    assert settled_reason(question.expr, kept).value is found
    assume(found is not UNKNOWN)
    other = data.draw(otherwise(question.env, question.words, cited(question)))
    assert settled_reason(question.expr, other).value is found, shown(other)


@examples(2)
@given(questions(3, picking=True))
def test_the_quick_verdict_and_the_canonical_text_say_the_same(question: Question) -> None:
    assert verdict(question.expr, question.env) is settled_reason(question.expr, question.env).value
    again = parse(str(question.expr), question.words, BOOL)
    assert (again, str(again)) == (question.expr, str(question.expr))
