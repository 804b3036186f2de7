"""The states that a procedure can reach, told by what is so in all of them.

A `Ground` holds any state at all, with what every reachable one has in common, and every step that
can be tried in it. It is coarse (no days, numbers or rows; holds for any number of records) or
exact (lists of up to so many rows).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import z3

from clemency.docket.case import Case
from clemency.law.pack import Pack, Statement
from clemency.proof.encode import World
from clemency.proof.model.changes import State
from clemency.proof.model.coarse import CoarseWorld
from clemency.proof.model.moment import moment
from clemency.proof.model.pack import Procedure
from clemency.proof.model.steps import Step, step
from clemency.proof.procedure.invariants import (
    Candidate,
    Houdini,
    Literals,
    Trial,
    alternatives,
    as_z3,
    atoms_of,
    candidates,
    surviving,
)
from clemency.proof.result import Extent
from clemency.proof.session import Session
from clemency.proof.terms import Term, Truth
from clemency.proof.worlds import free_world

ROWS = 3
"""Rows in each list of an exact state before a step."""

RECORDS = 2
"""Told records in each list, where a step is tried exactly."""

LOOKED_AT = Extent(max(ROWS, RECORDS))
"""How far an exact answer reaches that says no."""


class Ground:
    """Any state, and every step from it."""

    def __init__(self, pack: Pack, session: Session, *, coarse: bool) -> None:
        self.pack, self.session, self.coarse = pack, session, coarse
        self.procedure = Procedure(pack, session, coarse=coarse)
        with session.noting() as laws:
            self.before = self.procedure.values.any(self.procedure.modelled, ROWS)
            self.told = self.world("told")
            self.now = moment(self.before, self.told, "now")
        self._laws = frozenset(laws)
        self._steps: dict[str, tuple[Step, frozenset[int]]] = {}

    def world(self, name: str) -> World:
        """Facts that people may have told."""
        if self.coarse:
            return CoarseWorld(self.session, name)
        return free_world(self.pack, self.session, lambda _: RECORDS, f"{name}:")

    @property
    def steps(self) -> Iterator[Step]:
        """Everything that may be written next, tried now."""
        return (self.step(id) for id in self.ids)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every act, every clause of the law, and every kind that comes unbidden and matters."""
        return (*self.pack.acts, *self.pack.by_law, *self.procedure.unbidden)

    def step(self, id: str) -> Step:
        """One of these, tried now."""
        if id not in self._steps:
            with self.session.noting() as laws:
                made = step(self.procedure, self.procedure.attempt(id), self.now, id)
            self._steps[id] = (made, frozenset(laws))
        return self._steps[id][0]

    def laws_of(self, id: str) -> list[Truth]:
        """What is so of the values of a step, and of the moment at which it is tried."""
        return [self.session.laws[law] for law in sorted(self._laws | self._steps[id][1])]

    def later(self, first: str, then: str) -> Step:
        """An act tried after another, on any later day. Only in a coarse state."""
        act = self.procedure.attempt(then)
        after = moment(self.step(first).after, self.world("later"), f"after {first}")
        return step(self.procedure, act, after, f"{then} after {first}")

    def state_of(self, case: Case) -> State:
        """A case as it really is."""
        return self.procedure.values.of(case, self.procedure.modelled)

    @cached_property
    def empty(self) -> State:
        """The case before anything is written."""
        return self.procedure.values.empty(self.procedure.modelled)

    def said(
        self, statement: Statement, state: State, told: World, name: str, day: Term | None = None
    ) -> Truth:
        """Whether a state breaks a statement, on any day or on that one."""
        at = moment(state, told, name, day)
        found = at.encoder.term(self.procedure.ready(statement.expr))
        return found.true if statement.never else found.false

    def solver(self, laws: Iterable[int] = (), *, steps: Iterable[str] = ()) -> Any:
        """A solver that holds what is so of the values of the state before, and of these steps."""
        kept = self._laws.union(laws, *(self._steps[id][1] for id in steps))
        return self.session.solver(kept)


@dataclass(frozen=True)
class Common:
    """What every reachable state has in common.

    What was said of a state is kept beside the state, whose id no other can take then.
    """

    sentences: tuple[Candidate, ...]
    _said: dict[tuple[int, int], tuple[State, list[Any]]] = field(default_factory=dict, repr=False)

    def so(self, ground: Ground, state: State) -> list[Any]:
        """The sentences about a state, as terms."""
        kept = self._said.get((id(ground), id(state)))
        if kept is None:
            atoms = Literals(atoms_of(ground.procedure, state))
            said = [one for one in self.sentences if one.names <= set(atoms.atoms)]
            kept = state, [atoms.holds(one) for one in said]
            self._said[id(ground), id(state)] = kept
        return kept[1]


def common(ground: Ground, cases: Sequence[Case]) -> Common:
    """What every reachable state has in common. Cases that are reached weed out what is not so."""
    before = atoms_of(ground.procedure, ground.before)
    seen = [atoms_of(ground.procedure, ground.state_of(case)) for case in cases]
    seen.append(atoms_of(ground.procedure, ground.empty))
    tried = (*candidates(list(before)), *alternatives(ground.procedure, before))
    found = surviving(tried, seen)
    everything = [one.id for one in ground.steps]
    trials = [
        Trial(one.can, before, atoms_of(ground.procedure, one.after))
        for one in ground.steps
        if one.can is not False
    ]
    return Common(tuple(Houdini(ground.solver(steps=everything), before, trials).kept(found)))


def unsatisfiable(solver: Any, *parts: Truth) -> bool:
    """Whether these cannot all be so, besides what the solver holds."""
    solver.push()
    solver.add(*(as_z3(part) for part in parts))
    answer = solver.check()
    solver.pop()
    return bool(answer == z3.unsat)
