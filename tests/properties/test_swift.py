"""The quick verdict and the canonical text say what the interpreter and the parser say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clemency.law.finding import settled, settled_reason
from clemency.law.parse import Scope, parse
from clemency.law.swift import together, verdict
from clemency.law.types import BOOL
from tests.properties.generating import (
    Question,
    conditions,
    env_for,
    examples,
    questions,
    read_by,
    vocabularies,
)


@examples(2.5)
@given(questions())
def test_the_quick_verdict_is_the_verdict(question: Question) -> None:
    found = settled_reason(question.expr, question.env).value
    assert verdict(question.expr, question.env) is found
    assert settled(question.expr, question.env) is found


@examples(2)
@given(vocabularies(), st.data())
def test_conditions_judged_together_are_judged_alike(words: Scope, data: st.DataObject) -> None:
    exprs = [data.draw(conditions(words, 1)) for _ in range(3)]
    env = data.draw(env_for(read_by(words, exprs)))
    found = tuple(settled_reason(expr, env).value for expr in exprs)
    assert together(exprs)(env) == found


@examples(2.5)
@given(questions(depth=3))
def test_the_canonical_text_is_read_as_the_same_condition(question: Question) -> None:
    again = parse(str(question.expr), question.words, BOOL)
    assert again == question.expr
    assert str(again) == str(question.expr)
    assert hash(again) == hash(question.expr)
