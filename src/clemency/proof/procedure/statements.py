"""What a pack says is never or always so, proved over every path of its procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clemency.docket.changes import UNIVERSAL
from clemency.docket.entries import KINDS
from clemency.law import expr as e
from clemency.law.pack import Statement
from clemency.proof.model.pack import every_step
from clemency.proof.model.reads import columns_of
from clemency.proof.procedure.invariants import as_z3
from clemency.proof.procedure.states import Common, Ground, unsatisfiable
from clemency.proof.terms import negated


@dataclass(frozen=True)
class Induction:
    """Whether a statement is kept by every step from every state.

    fixed    whether what people told was taken to be the same all along the path
    breaking the step after which it may be broken, as far as this shows; None where it is kept
    """

    kept: bool
    fixed: bool
    breaking: str | None = None


def reads_told(expr: e.Expr) -> bool:
    """Whether an expression reads what people told."""
    given = ("docket.", "today", "acting_office", "actor")
    paths = [node.path for node in expr.walk() if isinstance(node, e.Read)]
    return any(not path.startswith(given) for path in paths)


def by_induction(ground: Ground, what: Common, statement: Statement) -> Induction:
    """A statement, tried as something that every step keeps: whatever is told, or one world is."""
    first = _induction(ground, what, statement, fixed=False)
    if first.kept or not reads_told(statement.expr):
        return first
    second = _induction(ground, what, statement, fixed=True)
    return second


def _induction(ground: Ground, what: Common, statement: Statement, *, fixed: bool) -> Induction:
    if _begins_broken(ground, statement):
        return Induction(False, fixed, "")
    with ground.session.noting() as laws:
        ahead = ground.told if fixed else ground.world("before")
        behind = ground.told if fixed else ground.world("after")
        held = negated(ground.said(statement, ground.before, ahead, "before"))
        later = ground.said(statement, ground.before, behind, "later")
    so = what.so(ground, ground.before)
    solver = ground.solver(laws)
    solver.add(*so)
    never = unsatisfiable(solver, later)  # no state that can be reached breaks it at all
    if not never and _moves(statement.expr, fixed) and not unsatisfiable(solver, held, later):
        return Induction(False, fixed, "")
    for id in _concerned(ground, statement):
        step = ground.step(id)
        with ground.session.noting() as more:
            broken = ground.said(statement, step.after, behind, "after", ground.now.given["today"])
        solver = ground.solver(laws | more, steps=[id])
        solver.add(*so, as_z3(True if never else held))
        if not unsatisfiable(solver, step.can, broken):
            return Induction(False, fixed, id)
    return Induction(True, fixed)


def _concerned(ground: Ground, statement: Statement) -> Iterator[str]:
    """Steps whose entry changes anything that a statement reads."""
    columns = {name.split(".")[0] for name in columns_of(statement.expr)}
    always = {name.split(".")[0] for name in UNIVERSAL.writes}
    writes = {act.id: act.writes for act in every_step(ground.pack)}
    for id in ground.ids:
        written = {name.split(".")[0] for name in KINDS[writes.get(id, id)].changes.writes}
        if columns & (written | always):
            yield id


def _begins_broken(ground: Ground, statement: Statement) -> bool:
    with ground.session.noting() as laws:
        broken = ground.said(statement, ground.empty, ground.world("empty"), "empty")
    return not unsatisfiable(ground.solver(laws), broken)


def _moves(expr: e.Expr, fixed: bool) -> bool:
    """Whether a statement can be broken by nothing but time, or by what is told."""
    timely = any(isinstance(node, e.Read) and node.path == "today" for node in expr.walk())
    return timely or (not fixed and reads_told(expr))
