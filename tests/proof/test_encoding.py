"""The encoding says what the interpreter says, on every expression and on all facts."""

from __future__ import annotations

from typing import Any

import pytest
import z3
from hypothesis import given

from clemency.clerk import shelf
from clemency.law.expr import Aggregate, Expr, Param, Pick
from clemency.law.finding import env_of, settled
from clemency.law.pack import Pack
from clemency.law.reason import reason
from clemency.law.trial import closed
from clemency.law.types import BOOL
from clemency.law.values import UNKNOWN
from clemency.proof.encode import encode
from clemency.proof.scenario_out import Teller
from clemency.proof.session import Session, value_in
from clemency.proof.study import Scene
from clemency.proof.terms import Term
from clemency.proof.worlds import ToldWorld
from tests.law.building import pack as small_pack
from tests.properties.generating import Question, examples, questions

OPENING = (Param, Aggregate, Pick)
"""Forms that can be open although every fact is known."""

PACKS = ["il", "tests/packs/ruritania"]


def meant(term: Term, session: Session) -> Any:
    """What the term of a condition comes to where every fact is given."""
    if isinstance(term.open, bool) and isinstance(term.value, bool):
        return UNKNOWN if term.open else term.value
    solver = session.solver()
    assert solver.check() == z3.sat
    open_, value = (value_in(solver.model(), part) for part in (term.open, term.value))
    return UNKNOWN if open_ else bool(value)


@examples(2)
@given(questions(known=True))
def test_on_complete_facts_the_encoding_and_the_interpreter_agree(question: Question) -> None:
    session = Session()
    term = encode(question.expr, ToldWorld(question.env, session))
    found = meant(term, session)
    if found is UNKNOWN:  # a figure before its first day, a tie: where the interpreter knows bounds
        assert any(isinstance(node, OPENING) for node in question.expr.walk())
    else:
        assert reason(question.expr, question.env).value is found


@examples(2)
@given(questions())
def test_on_missing_facts_the_encoding_never_settles_otherwise(question: Question) -> None:
    session = Session()
    term = encode(question.expr, ToldWorld(question.env, session))
    found = meant(term, session)
    if found is not UNKNOWN:
        assert settled(question.expr, question.env) is found


@examples(0.5)
@given(questions())
def test_facts_that_the_solver_finds_are_facts_on_which_it_is_so(question: Question) -> None:
    law, session = small_pack(question.words), Session()
    for wanted in ("true", "false"):
        scene = Scene(law, session, {"*": 2})
        with session.noting() as noted:
            goal = getattr(scene.now.term(question.expr), wanted)
            scene.today(scene.now)
        solver = session.solver(noted)
        solver.add(goal)
        if solver.check() == z3.sat:
            teller = Teller(scene, solver.model())
            env = env_of(teller.told(), teller.today())
            assert reason(question.expr, env).value is (wanted == "true")


def conditions(pack: Pack) -> list[Expr]:
    """Every condition of a pack that reads no record at hand and asks for nothing's being known."""
    rules = [rule for versions in pack.rules.values() for rule in versions if rule.about is None]
    found = [expr for rule in rules for expr in (rule.holds, rule.applies_to) if expr is not None]
    found += [reading.holds for rule in rules for reading in rule.readings]
    found += [act.when for act in pack.acts.values()]
    found += [clause.when for clause in pack.by_law.values()]
    found += [statement.expr for statement in pack.statements]
    found += [instead.when for office in pack.offices.values() for instead in office.instead]
    return [expr for expr in found if expr.type == BOOL]


@pytest.mark.parametrize("where", PACKS)
def test_on_the_facts_of_every_scenario_a_pack_is_encoded_as_it_is_found(where: str) -> None:
    pack = shelf.load(where)
    exprs = conditions(pack)
    for scenario in shelf.scenarios(where, pack).scenarios:
        on = scenario.today or max(source.verified_on for source in pack.sources.values())
        env = env_of(closed(scenario.facts, pack.vocabulary), on)
        session = Session()
        world = ToldWorld(env, session)
        for expr in exprs:
            found = meant(encode(expr, world), session)
            if found is not UNKNOWN:
                assert settled(expr, env) is found, (scenario.name, str(expr))
