"""Conditions that are no rules: each can be so on some facts, or it stands there for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from clemency.law.expr import Expr
from clemency.law.pack import Citation
from clemency.proof.result import EVERYTHING, Result, Verdict
from clemency.proof.study import About, Can, Question, Study


def prove_conditions(study: Study) -> Iterator[Result]:
    """Duties can arise, offices can stand in, officers can have to stand aside."""
    pack = study.pack
    for duty in pack.duties.values():
        yield _can_arise(study, duty.id, duty.when, duty.cite)
    for office in pack.offices.values():
        for instead in office.instead:
            yield _can_arise(study, f"{office.id}", instead.when, instead.cite)
    for clause in pack.stands_aside:
        yield _can_arise(study, clause.id, clause.when, clause.cite)


def _can_arise(study: Study, id: str, when: Expr, cite: Citation) -> Result:
    answer = study.example(Question(lambda scene: scene.now.term(when).true, (About(when, True),)))
    verdict = {Can.YES: Verdict.HOLDS, Can.NO: Verdict.FAILS}.get(answer.can, Verdict.NOT_SHOWN)
    extent = EVERYTHING if answer.can is Can.YES else answer.extent
    return Result("can-arise", (id,), verdict, extent, cite=cite.text)
