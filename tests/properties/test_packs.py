"""The same properties for every condition of the real packs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clemency.clerk.shelf import load, packs
from clemency.law.expr import Expr
from clemency.law.facts import collections_of
from clemency.law.finding import settled_reason
from clemency.law.pack import Pack
from clemency.law.parse import Scope
from clemency.law.reason import Env
from clemency.law.swift import verdict
from clemency.law.types import BOOL, RecordType
from clemency.law.values import UNKNOWN, Row, Rows
from tests.properties.changing import learnt, only
from tests.properties.generating import Draw, Question, a_day, examples, pick, read_by, shown, told

RURITANIA = Path(__file__).parents[1] / "packs" / "ruritania"


@cache
def read() -> tuple[tuple[Pack, Expr], ...]:
    """Every condition in a rule of a pack that we ship or try things with."""
    found = []
    for pack in (load(RURITANIA), *map(load, packs())):
        for versions in pack.rules.values():
            for rule in versions:
                held = (rule.holds, rule.applies_to, *(one.holds for one in rule.readings))
                found += [(pack, expr) for expr in held if expr is not None and rule.about is None]
    return tuple(found)


def _a_list(draw: Draw, name: str, record: RecordType) -> Rows:
    items = []
    for n in range(pick(draw, 1, 0, 2)):
        fields = {field: told(draw, kind) for field, kind in record.fields.items()}
        items.append(Row(fields, f"{name}[{n}]", None, record.name))
    return Rows(tuple(items), pick(draw, True, UNKNOWN, False), name)


@st.composite
def questions(draw: Draw) -> Question:
    pack, expr = pick(draw, *read())
    words = read_by(Scope(pack.vocabulary), [expr])
    listed = collections_of(words.vocabulary)
    env: Env = {"today": a_day(draw)}
    for name, kind in words.vocabulary.facts.items():
        if name not in listed:
            env[name] = told(draw, kind)
    for name in sorted(listed.keys() & expr.names()):
        env[name] = _a_list(draw, name, listed[name])
    return Question(words, expr, env)


def test_there_are_conditions_to_try() -> None:
    assert len(read()) > 60
    assert all(expr.type == BOOL for _, expr in read())


@examples(1.5)
@given(questions())
def test_the_quick_verdict_is_the_verdict(question: Question) -> None:
    found = settled_reason(question.expr, question.env).value
    assert verdict(question.expr, question.env) is found


@examples(1.5)
@given(questions())
def test_the_facts_cited_are_enough(question: Question) -> None:
    found = settled_reason(question.expr, question.env)
    cited = frozenset(read.path for read in found.reads if read.path)
    kept = only(question.env, question.words, cited)
    assert settled_reason(question.expr, kept).value is found.value


@examples(1.5)
@given(questions(), st.data())
def test_learning_a_fact_never_overturns_a_verdict(question: Question, data: st.DataObject) -> None:
    found = settled_reason(question.expr, question.env).value
    wiser = data.draw(learnt(question.env, question.words))
    again = settled_reason(question.expr, wiser).value
    assert found is UNKNOWN or again is found, shown(wiser)
