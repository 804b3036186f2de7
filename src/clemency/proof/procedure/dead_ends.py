"""No dead end: from every open case that can be reached, something that moves it on can be done.

A case is open once it was received, until it rests: closed, answered, decided against, in force, or
gone. Something moves it on where it changes what the procedure looks at; withdrawing, passing on,
putting off and what is said outside do not count. That something is told counts where the
procedure looks at who vouches for it. Some completion of the facts, some office and
some later day must allow it: the solver is asked for a case from which none does.

It is asked again and again, each time beyond the cases for which a way on was already found, so
what is left in the end is either nothing or a case that is stuck. Days of cases lie before DAYS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

import z3

from clemency.docket.case import Case
from clemency.docket.order import Order
from clemency.docket.perform import perform
from clemency.docket.verdict import Refused
from clemency.proof.days import RECKONED, packed
from clemency.proof.model.changes import State
from clemency.proof.model.moment import Moment
from clemency.proof.model.pack import RESTS, TOLD, every_step
from clemency.proof.model.steps import Step
from clemency.proof.procedure.invariants import alike, as_z3, atoms_of
from clemency.proof.procedure.paths import Node, Walker
from clemency.proof.procedure.paths_out import Story, written
from clemency.proof.procedure.states import LOOKED_AT, Common, Ground
from clemency.proof.result import EVERYTHING, Result, Verdict
from clemency.proof.session import value_in
from clemency.proof.terms import Truth, all_of, any_of, negated

NOT_MOVING = frozenset(
    {"DeathRecorded", "Deferred", "Received", "StatementRegistered", "Transferred", "Withdrawn"}
)
"""Kinds that let go of a matter, or tell it nothing: none of them is a way on."""

DAYS = packed(date(2100, 12, 31))
ROUNDS = 200
"""Cases that are looked at before the question is given up."""


OFTEN = 8
"""An act that served so often serves few cases each time: the others are tried before it."""

REACHED = 60
"""Cases that were really reached and are looked at, where one might be stuck."""


def prove_no_dead_end(
    ground: Ground, what: Common, walker: Walker, cases: Iterable[Node]
) -> Result:
    """Whether every open case that can be reached has a way on."""
    search = _Search(ground, what)
    if search.every_case_moves():
        return Result("no-dead-end", (), Verdict.HOLDS, LOOKED_AT if search.rows else EVERYTHING)
    for node in islice(cases, REACHED):
        if _is_open(node.case) and _is_stuck(node, walker, search):
            about, says = (_last(node),), (("after", _last(node)),)
            refused = _refused(node, search)
            if refused is None:
                return Result("no-dead-end", about, Verdict.NOT_SHOWN, LOOKED_AT, says)
            story = written(Story("no-dead-end", node, refused=refused), ground.pack)
            return Result("no-dead-end", about, Verdict.FAILS, EVERYTHING, says, witness=story)
    return Result("no-dead-end", search.after, Verdict.NOT_SHOWN, LOOKED_AT, search.stuck)


@dataclass
class _Search:
    """Looks for a case from which nothing moves on."""

    ground: Ground
    what: Common

    def __post_init__(self) -> None:
        self.stuck: tuple[tuple[str, str], ...] = ()
        self.after: tuple[str, ...] = ()
        self.rows = bool(self.ground.procedure.modelled.rows)
        self._ways: dict[str, _Way] = {}
        self._used: Counter[str] = Counter()
        self._last = ""
        self._order = [
            act.id for act in every_step(self.ground.pack) if act.writes not in NOT_MOVING
        ]
        self._order += [id for id in self.ground.procedure.unbidden if id == TOLD]

    @property
    def moving(self) -> tuple[str, ...]:
        """Acts and clauses that move a matter on, the most useful so far first."""
        return tuple(self._order)

    def every_case_moves(self) -> bool:
        """Whether no case is found that is open and stuck."""
        ground = self.ground
        solver = ground.solver()
        solver.add(*self.what.so(ground, ground.before), as_z3(opened(ground.before)))
        solver.add(*_days_before(ground.before))
        for _ in range(ROUNDS):
            answer = solver.check()
            if answer != z3.sat:
                return bool(answer == z3.unsat)
            model = solver.model()
            way = self._way_from(model)
            if way is None:
                self.stuck, self.after = tuple(self._told(model)), self._reached_by(model)
                return False
            solver.add(z3.Not(way), *self._way(self._last).reckoned)
        return False

    def _way_from(self, model: Any) -> Any:
        """What is common to the cases from which the same step can be taken in the same way."""
        for id in self._order:
            found = self._way(id).taken_from(model)
            if found is not None:
                self._used[id] += 1
                self._order.remove(id)
                self._order.insert(0 if self._used[id] < OFTEN else len(self._order), id)
                self._last = id
                return found
        return None

    def _way(self, id: str) -> _Way:
        if id not in self._ways:
            self._ways[id] = _Way(self.ground, self.ground.step(id))
        return self._ways[id]

    def _reached_by(self, model: Any) -> tuple[str, ...]:
        """An act after which a case may look like the one that is stuck."""
        ground = self.ground
        looks = atoms_of(ground.procedure, ground.before)
        wanted = {name: value_in(model, so) for name, so in looks.items()}
        for id in ground.ids:
            after = atoms_of(ground.procedure, ground.step(id).after)
            solver = ground.solver(steps=[id])
            solver.add(*self.what.so(ground, ground.before), as_z3(ground.step(id).can))
            solver.add([as_z3(after[name]) == so for name, so in wanted.items()])
            solver.add(as_z3(progress(ground, ground.before, ground.step(id).after)))
            if solver.check() == z3.sat:
                return (id,)
        return ()

    def _told(self, model: Any) -> Iterator[tuple[str, str]]:
        """What is set in the case that is stuck."""
        scalars = self.ground.before.scalars
        names = [name for name, term in scalars.items() if not value_in(model, term.none)]
        names += [name for name, so in self.ground.before.watched.items() if value_in(model, so)]
        yield "set", ", ".join(sorted(names))


class _Way:
    """One step that moves on, from whichever cases it can be taken."""

    def __init__(self, ground: Ground, step: Step) -> None:
        self.ground, self.step = ground, step
        self.moves = all_of(step.can, progress(ground, ground.before, step.after))

    @cached_property
    def _laws(self) -> tuple[list[Any], list[Any], frozenset[str]]:
        """What is so of the step's own values; what reckons days from the case's; and those days.

        A day that is reckoned from days of the case is as much the case's as they are.
        """
        laws = [as_z3(law) for law in self.ground.laws_of(self.step.id)]
        left = [(law, names) for law in laws if (names := _names(law) - {CASE})]
        sources: dict[str, set[str]] = {}
        for _, names in left:
            if reckoned := sorted((one for one in names if _is_reckoned(one)), key=_number):
                sources.setdefault(reckoned[-1], set()).update(names)
        follows: set[str] = set()
        for made in sorted(sources, key=_number):  # a day is reckoned from days made before it
            if sources[made] <= follows | {made}:
                follows.add(made)
        settled = [law for law, names in left if names <= follows]
        return [law for law, names in left if not names <= follows], settled, frozenset(follows)

    @cached_property
    def whole(self) -> Any:
        """All that must be so for the step: its own conditions, and what defines their values."""
        return z3.And(as_z3(self.moves), *self._laws[0])

    @property
    def reckoned(self) -> list[Any]:
        """What is so of the days that follow from the case."""
        return self._laws[1]

    @cached_property
    def _parts(self) -> tuple[list[Any], list[Any]]:
        """The constants of the case; and those that are not the case's: day, office, facts.

        What is reckoned from the case is neither: its laws settle it.
        """
        every = _constants(self.whole)
        case = [one for one in every if _name(one) == CASE]
        of_case = {CASE} | self._laws[2]
        return case, [one for one in every if _name(one) not in of_case]

    @cached_property
    def _solver(self) -> Any:
        made = self.ground.session.solver(())
        made.add(self.whole, *self.reckoned)
        return made

    def taken_from(self, model: Any) -> Any:
        """The cases from which it can be taken just as from this one; None where it cannot be."""
        if self.moves is False:
            return None
        case, free = self._parts
        solver = self._solver
        solver.push()
        solver.add([one == model.eval(one, model_completion=True) for one in case])
        found = solver.model() if solver.check() == z3.sat else None
        if found is not None:
            solver.add(self.ground.now.on > DAYS)  # late: after every day of any case
            found = solver.model() if solver.check() == z3.sat else found
        solver.pop()
        if found is None:
            return None
        pairs = [(one, found.eval(one, model_completion=True)) for one in free]
        return z3.simplify(z3.substitute(self.whole, *pairs))


CASE = "case"


def _name(constant: Any) -> str:
    """To what a constant belongs: the case, or one day or field of a step."""
    name = str(constant)
    return CASE if name.startswith(CASE) else name.split("!")[0]


def _names(law: Any) -> set[str]:
    return {_name(one) for one in _constants(law)}


def _is_reckoned(name: str) -> bool:
    """Whether this is a day that was reckoned from others."""
    return name.startswith(RECKONED)


def _number(name: str) -> int:
    """The place of such a day among them: each is made after those that it is reckoned from."""
    return int(name.removeprefix(RECKONED))


def opened(state: State) -> Truth:
    """Whether a case was received and does not rest."""
    there = [state.scalars[name].none for name in RESTS if name in state.scalars]
    return all_of(negated(state.scalars["received_on"].none), *there)


def progress(ground: Ground, before: State, after: State) -> Truth:
    """Whether something that is looked at is otherwise after a step than before it."""
    then, now = atoms_of(ground.procedure, before), atoms_of(ground.procedure, after)
    changed = [(then[name], now[name]) for name in now if not alike(then[name], now[name])]
    pairs = [*changed, *((other, one) for one, other in changed)]
    return any_of(*(all_of(one, negated(other)) for one, other in pairs))


def _days_before(state: State) -> Iterator[Any]:
    """Every day of the case lies before DAYS, those of its rows too."""
    values = [*state.scalars.items()]
    values += [
        pair for slots in state.rows.values() for slot in slots for pair in slot.columns.items()
    ]
    for name, term in values:
        if name == "on" or name.endswith(("_on", "_until")):
            yield as_z3(any_of(term.none, term.value <= DAYS))


def _constants(expr: Any) -> list[Any]:
    """Every constant that a term is made of."""
    found: dict[int, Any] = {}
    seen: set[int] = set()
    left = [expr]
    while left:
        one = left.pop()
        if one.get_id() in seen:
            continue
        seen.add(one.get_id())
        if z3.is_const(one) and one.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found[one.get_id()] = one
        left.extend(one.children())
    return list(found.values())


# --- a case that was really reached ---------------------------------------------------------------


def _is_open(case: Case) -> bool:
    return case.received_on is not None and all(getattr(case, name) is None for name in RESTS)


def _is_stuck(node: Node, walker: Walker, search: _Search) -> bool:
    """Whether nothing moves on from there; what is in doubt counts as possible."""

    def wanted(now: Moment, tried: Step) -> Truth:
        return progress(search.ground, now.state, tried.after)

    return not any(walker.step(node, id, wanted) or walker.in_doubt for id in search.moving)


def _last(node: Node) -> str:
    steps = [step.act for step in node.journey.steps if step.act is not None]
    return steps[-1] if steps else ""


def _refused(node: Node, search: _Search) -> tuple[tuple[str, str], ...] | None:
    """Every act that might move on and is refused there, each with the gravest kind of objection.

    None where one lacks nothing but what its order has to give: then nothing is stuck.
    """
    pack, found = search.ground.pack, []
    for id in search.moving:
        if id in pack.acts:
            order = Order(id, pack.acts[id].by[0], "an-officer", node.on)
            verdict = perform(order, node.case, node.facts, pack)
            if isinstance(verdict, Refused):
                if {one.kind for one in verdict.objections} <= {"incomplete", "second-officer"}:
                    return None
                found.append((id, verdict.objections[0].kind))
    return tuple(found)
