"""What a verdict cites is enough for it, and nothing else bears on it."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from clemency.law.finding import settled_reason
from clemency.law.values import UNKNOWN
from tests.properties.changing import only, otherwise, values
from tests.properties.generating import Question, examples, questions, shown


def cited(question: Question) -> frozenset[str]:
    """Paths of the facts that the verdict cites."""
    reads = settled_reason(question.expr, question.env).reads
    return frozenset(read.path for read in reads if read.path is not None)


@examples(2)
@given(questions())
def test_the_facts_cited_are_enough(question: Question) -> None:
    kept = only(question.env, question.words, cited(question))
    verdict = settled_reason(question.expr, question.env).value
    assert settled_reason(question.expr, kept).value is verdict


@examples(2)
@given(questions(), st.data())
def test_a_fact_not_cited_never_changes_the_verdict(
    question: Question, data: st.DataObject
) -> None:
    verdict = settled_reason(question.expr, question.env).value
    assume(verdict is not UNKNOWN)
    other = data.draw(otherwise(question.env, question.words, cited(question)))
    assert settled_reason(question.expr, other).value is verdict, shown(other)


@examples(2)
@given(questions())
def test_what_is_cited_is_what_was_told(question: Question) -> None:
    """Possible worlds leave no trace: no reason shows a value that nobody told."""
    told = dict(values(question.env, question.words))
    found = settled_reason(question.expr, question.env)
    shown = {read.path: read.value for read in found.reads if read.path in told}
    assert shown.items() <= told.items()
    assert found.value is UNKNOWN or found.missing == ()
