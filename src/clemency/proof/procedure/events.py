"""Whether what a procedure waits for can ever happen: acts, clauses, days, clocks, votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clemency.docket.case import ROWS, SCALARS
from clemency.docket.changes import UNIVERSAL
from clemency.docket.entries import KINDS
from clemency.docket.shape import own
from clemency.law import expr as e
from clemency.law.pack import Act, Pack
from clemency.proof.model.pack import every_kind
from clemency.proof.model.reads import DOCKET, RECORD
from clemency.proof.procedure.states import LOOKED_AT, Common, Ground, unsatisfiable
from clemency.proof.result import EVERYTHING, Result, Verdict
from clemency.proof.terms import Term, negated

# --- days that are waited for ---------------------------------------------------------------------


def prove_days(pack: Pack) -> Iterator[Result]:
    """Every column that something waits for can be set by some act."""
    set_by_someone = _writable(pack)
    for owner, expr in _waiting(pack):
        columns = waited_for(expr)
        if not columns:
            continue
        never = sorted(columns - set_by_someone)
        verdict = Verdict.FAILS if never else Verdict.HOLDS
        says = (("columns", ", ".join(f"{DOCKET}{name}" for name in never)),) if never else ()
        yield Result("can-be-set", (owner,), verdict, EVERYTHING, says)


def _writable(pack: Pack) -> frozenset[str]:
    """Columns that some entry of the procedure may set."""
    kinds = every_kind(pack)
    written = set[str]().union(*(KINDS[kind].changes.writes for kind in kinds), UNIVERSAL.writes)
    if "Closed" not in kinds and not any(act.closes for act in pack.acts.values()):
        written.discard("closed_on")
    if all(act.clock is None for act in pack.acts.values()):
        written = {name for name in written if not name.startswith("clocks.")}
    constant = {name for name, value in SCALARS.items() if value is not None}
    return frozenset(written | constant)


def _waiting(pack: Pack) -> Iterator[tuple[str, e.Expr]]:
    """What decides something in the procedure, and whose it is."""
    needed = [rule for act in pack.acts.values() for rule in act.needs if rule in pack.rules]
    for id in dict.fromkeys(needed):
        for rule in pack.rules[id]:
            if rule.holds is not None:
                yield rule.key, rule.holds
    for act in pack.acts.values():
        yield act.id, act.when
    for duty in pack.duties.values():
        yield duty.id, duty.when
    for clause in pack.by_law.values():
        yield clause.id, clause.when


def waited_for(expr: e.Expr, wanted: bool = True) -> frozenset[str]:
    """Columns that must be set for a condition to come out as wanted, in some branch of it."""
    match expr:
        case e.Named():
            return waited_for(expr.body, wanted)
        case e.Not():
            return waited_for(expr.of, not wanted)
        case e.Both() | e.Either():
            return frozenset[str]().union(*(waited_for(part, wanted) for part in expr.of))
        case e.IsNone():
            column = _column(expr.of)
            return frozenset({column}) if column and expr.negated is wanted else frozenset()
        case e.Quantified():
            inner = waited_for(expr.body, wanted)
            if expr.where is not None:
                inner |= waited_for(expr.where, wanted if expr.kind == "any" else not wanted)
            return inner
    return frozenset()


def _column(expr: e.Expr) -> str | None:
    """The column of the docket that an expression reads."""
    if isinstance(expr, e.Read) and expr.path.startswith(DOCKET):
        name = expr.path.removeprefix(DOCKET)
        return name if name not in ROWS else None
    if isinstance(expr, e.Get) and isinstance(expr.of, e.Var):
        rows = RECORD.get(getattr(expr.of.type, "record", ""))
        return f"{rows.removeprefix(DOCKET)}.{expr.name}" if rows else None
    return None


# --- clocks ---------------------------------------------------------------------------------------


def prove_clocks(pack: Pack, ground: Ground, what: Common) -> Iterator[Result]:
    """A clock begins with what it counts from, something starts what is stopped, and what follows
    when it runs out can be done."""
    started = {act.clock.id for act in pack.acts.values() if act.clock is not None}
    for act in pack.acts.values():
        for stopped in act.stops:
            if stopped not in started:
                yield _clock("clock-ends", act, stopped, False)
        if act.clock is not None:
            yield _clock("clock-starts", act, act.clock.id, _has_begun(act, ground, what))
            if act.clock.out in pack.acts:
                after = _can_follow(act, pack.acts[act.clock.out], ground, what)
                yield _clock("clock-ends", act, act.clock.id, after, act.clock.out)


def _clock(property: str, act: Act, clock: str, holds: bool, out: str = "") -> Result:
    says = {"clock": clock, **({"out": out} if out else {})}
    verdict = Verdict.HOLDS if holds else Verdict.FAILS
    return Result(property, (act.id,), verdict, EVERYTHING, tuple(says.items()), cite=_cite(act))


def _cite(act: Act) -> str:
    return act.cite.text if act.cite is not None else ""


def _has_begun(act: Act, ground: Ground, what: Common) -> bool:
    """Whether the field from which the clock counts always holds a day."""
    assert act.clock is not None
    name = act.clock.start
    if name == "on" or name in act.asks or name in act.sets:
        return True
    shape = next((one for one in own(KINDS[act.writes]) if one.name == name), None)
    if shape is None or not shape.optional:
        return shape is not None
    if shape.column is None or shape.column not in ground.before.scalars:
        return False
    solver = ground.solver(steps=[ground.step(act.id).id])
    solver.add(*what.so(ground, ground.before))
    return unsatisfiable(solver, ground.step(act.id).can, ground.before.scalars[shape.column].none)


def _can_follow(act: Act, out: Act, ground: Ground, what: Common) -> bool:
    """Whether what the clock leads to can be done in some case in which it runs."""
    step, after = ground.step(act.id), ground.later(act.id, out.id)
    solver = ground.solver(steps=[act.id])
    solver.add(*what.so(ground, ground.before))
    return not unsatisfiable(solver, step.can, after.can)


# --- votes ----------------------------------------------------------------------------------------


def prove_votes(ground: Ground) -> Iterator[Result]:
    """Each vote can have a quorum and lack one, and can carry and fail."""
    for act in ground.pack.acts.values():
        if act.vote is None:
            continue
        step = ground.step(act.id)
        solver = ground.solver(steps=[act.id])
        quorum, carried = step.entry.values["quorum"], step.entry.values["carried"]
        assert isinstance(quorum, Term) and isinstance(carried, Term)
        wishes = {
            "carries": carried.value,
            "fails": negated(carried.value),
            "quorum": quorum.value,
        }
        never = [name for name, wish in wishes.items() if unsatisfiable(solver, step.can, wish)]
        verdict = Verdict.FAILS if never else Verdict.HOLDS
        says = (("stage", act.vote.stage), ("never", ", ".join(never))) if never else ()
        extent = LOOKED_AT if never else EVERYTHING
        yield Result("vote-open", (act.id,), verdict, extent, says, cite=_cite(act))


# --- what is said outside -------------------------------------------------------------------------


def prove_outside(pack: Pack) -> Iterator[Result]:
    """What somebody outside said, and its answer, changes nothing that an act looks at, beyond
    that it was said or answered."""
    readers: Mapping[str, frozenset[str]] = {
        owner: frozenset(name for node in expr.walk() if (name := _read(node)) is not None)
        for owner, expr in _waiting(pack)
    }
    for act in pack.acts.values():
        if act.writes != "StatementRegistered":
            continue
        written = {name.split(".")[0] for name in KINDS[act.writes].changes.writes}
        moved = sorted(owner for owner, read in readers.items() if read & written)
        says = (("moved", ", ".join(moved)),) if moved else ()
        verdict = Verdict.FAILS if moved else Verdict.HOLDS
        yield Result("outside-words", (act.id,), verdict, EVERYTHING, says, cite=_cite(act))


def _read(node: e.Expr) -> str | None:
    if isinstance(node, e.Read) and node.path.startswith(DOCKET):
        return node.path.removeprefix(DOCKET)
    return None
