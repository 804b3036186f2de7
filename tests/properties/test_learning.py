"""Learning a fact overturns no verdict, and no way in which things turn out contradicts one."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from clemency.law.expr import Pick
from clemency.law.finding import settled_reason
from clemency.law.values import UNKNOWN
from tests.properties.changing import completed, learnt
from tests.properties.generating import Question, examples, questions, shown


@examples(2.5)
@given(questions(), st.data())
def test_learning_a_fact_never_overturns_a_verdict(question: Question, data: st.DataObject) -> None:
    verdict = settled_reason(question.expr, question.env).value
    assume(verdict is not UNKNOWN)
    wiser = data.draw(learnt(question.env, question.words))
    assert settled_reason(question.expr, wiser).value is verdict, shown(wiser)


@examples(2.5)
@given(questions(), st.data())
def test_a_verdict_stands_however_things_turn_out(question: Question, data: st.DataObject) -> None:
    verdict = settled_reason(question.expr, question.env).value
    assume(verdict is not UNKNOWN)
    whole = data.draw(completed(question.env, question.words))
    assert settled_reason(question.expr, whole).value is verdict, shown(whole)


@examples(2)
@given(questions(known=True))
def test_with_every_fact_known_every_condition_is_settled(question: Question) -> None:
    """Except for a figure of the law on a day before its first, and for rows level across a cap:
    nobody knows that figure, and nobody has said which of those rows is picked.
    """
    verdict = settled_reason(question.expr, question.env)
    before = any(
        read.value is UNKNOWN and read.path is None and not read.because[1:]
        for read in verdict.walk()
    )
    level = any(read.value is UNKNOWN and isinstance(read.expr, Pick) for read in verdict.walk())
    assert verdict.value is not UNKNOWN or before or level
    assert verdict.missing == ()
