"""What is asked for is precisely what can still matter, the most decisive first."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hypothesis import assume, event, given

from clemency.law.asks import asks_of
from clemency.law.finding import settled_reason
from clemency.law.values import UNKNOWN, Verdict
from tests.properties.generating import Question, examples
from tests.properties.trying import Missing, outcomes, puzzles

Puzzle = tuple[Question, Missing]
Table = dict[tuple[Any, ...], Verdict]


def matters(place: int, table: Table) -> bool:
    """Whether the fact at this place can change the verdict, all others being as they may be."""
    beside: dict[tuple[Any, ...], set[Verdict]] = defaultdict(set)
    for ways, verdict in table.items():
        beside[ways[:place] + ways[place + 1 :]].add(verdict)
    return any(len(verdicts) > 1 for verdicts in beside.values())


def decides(place: int, table: Table) -> float:
    """The share of answers to this fact which settle the matter at once."""
    after: dict[Any, set[Verdict]] = defaultdict(set)
    for ways, verdict in table.items():
        after[ways[place]].add(verdict)
    return sum(len(verdicts) == 1 and UNKNOWN not in verdicts for verdicts in after.values()) / len(
        after
    )


@examples(1.5)
@given(puzzles())
def test_asks_for_all_that_can_matter_and_for_nothing_else(puzzle: Puzzle) -> None:
    question, missing = puzzle
    assume(settled_reason(question.expr, question.env).value is UNKNOWN)
    table = outcomes(question, missing)
    needed = {path for place, path in enumerate(missing) if matters(place, table)}
    asks = asks_of((question.expr,), question.env)
    event(f"exact: {asks.exact}")
    assert needed == set(asks.paths) if asks.exact else needed <= set(asks.paths)


@examples(1.5)
@given(puzzles(few=True))
def test_asks_for_the_most_decisive_fact_first(puzzle: Puzzle) -> None:
    question, missing = puzzle
    assume(settled_reason(question.expr, question.env).value is UNKNOWN)
    table = outcomes(question, missing)
    asks = asks_of((question.expr,), question.env)
    assert asks.exact
    assert set(asks.paths) == {p for place, p in enumerate(missing) if matters(place, table)}
    share = {path: decides(place, table) for place, path in enumerate(missing)}
    assert [share[path] for path in asks.paths] == sorted(map(share.get, asks.paths), reverse=True)


@examples(0.5)
@given(puzzles())
def test_asks_for_nothing_where_the_matter_is_settled(puzzle: Puzzle) -> None:
    question, _ = puzzle
    assume(settled_reason(question.expr, question.env).value is not UNKNOWN)
    assert asks_of((question.expr,), question.env).paths == ()
