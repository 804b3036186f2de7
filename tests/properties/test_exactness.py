"""A verdict is settled exactly where every way in which things may turn out agrees."""

from __future__ import annotations

from hypothesis import given

from clemency.law.finding import settled_reason
from clemency.law.values import UNKNOWN, Verdict
from tests.properties.generating import Question, examples
from tests.properties.trying import Missing, outcomes, puzzles

Puzzle = tuple[Question, Missing]


def agreed(puzzle: Puzzle) -> Verdict:
    """What all ways come to."""
    found = set(outcomes(*puzzle).values())
    return found.pop() if len(found) == 1 else UNKNOWN


@examples(2)
@given(puzzles(few=True))
def test_exact_where_facts_have_few_answers(puzzle: Puzzle) -> None:
    question, _ = puzzle
    assert settled_reason(question.expr, question.env).value is agreed(puzzle)


@examples(1.5)
@given(puzzles())
def test_exact_with_a_missing_day_or_amount(puzzle: Puzzle) -> None:
    question, _ = puzzle
    assert settled_reason(question.expr, question.env).value is agreed(puzzle)
