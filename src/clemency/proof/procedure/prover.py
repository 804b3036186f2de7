"""What is proved of a pack's procedure, over every path that its acts can take.

Most is proved coarsely: no calendar and no rows, for paths of any length and any number of records.
What that cannot settle is looked at exactly, and what fails is shown by a journey that runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from clemency.docket.case import Case
from clemency.docket.journey import Failure, run
from clemency.docket.verdict import Accepted
from clemency.law.pack import Pack, Statement
from clemency.law.trial import Journey
from clemency.proof.procedure.dead_ends import prove_no_dead_end
from clemency.proof.procedure.events import (
    prove_clocks,
    prove_days,
    prove_outside,
    prove_votes,
)
from clemency.proof.procedure.paths import Node, Walker, expecting_nothing, shape_of
from clemency.proof.procedure.paths_out import Story, written
from clemency.proof.procedure.statements import Induction, by_induction
from clemency.proof.procedure.states import LOOKED_AT, Common, Ground, common, unsatisfiable
from clemency.proof.result import EVERYTHING, Extent, Result, Verdict
from clemency.proof.session import Session

PROPERTIES = (
    "never",
    "always",
    "can-happen",
    "can-be-set",
    "clock-starts",
    "clock-ends",
    "vote-open",
    "outside-words",
    "no-dead-end",
)
"""What is proved here, by its stable name."""

MOST_CASES = 12
"""Cases from which a search goes on beyond those of the pack's own journeys."""

MOST_TRIES = 150
"""Steps that are tried to break one statement, or to do one act."""

MOST_ACTS = 8
"""The longest path that a search takes from the beginning."""


def prove_procedure(
    pack: Pack, session: Session, journeys: Sequence[Journey] = ()
) -> Iterator[Result]:
    """Every result about the procedure. The pack's own journeys show what can happen, and where a
    search may begin; without them it begins with an empty docket."""
    yield from Prover(pack, session, journeys).results()


@dataclass(frozen=True)
class Walked:
    """What the journeys of a pack reach.

    cases   wherever they come to
    done    acts that are accepted in them, and clauses that apply
    broken  statements that they break, whether or not they say so
    """

    cases: tuple[Case, ...]
    done: frozenset[str]
    broken: frozenset[str]


class Prover:
    """One procedure, and what is known of the states it can reach."""

    def __init__(self, pack: Pack, session: Session, journeys: Sequence[Journey] = ()) -> None:
        self.pack, self.session, self.journeys = pack, session, tuple(journeys)
        self.coarse = Ground(pack, session, coarse=True)

    @cached_property
    def exact(self) -> Ground:
        """The procedure with its days, its figures and its rows."""
        return Ground(self.pack, self.session, coarse=False)

    @cached_property
    def walker(self) -> Walker:
        return Walker(self.exact)

    @cached_property
    def walked(self) -> Walked:
        """What the pack's journeys show."""
        cases: list[Case] = []
        done: set[str] = set()
        broken: set[str] = set()
        for journey in self.journeys:
            report = run(expecting_nothing(journey), self.pack)
            for failure in report.failures:
                broken |= {one.id for one in self.pack.statements if _is_broken(failure, one)}
            for went in report.went:
                cases.append(went.case)
                done |= {one.act for one in went.case.acts}
                if isinstance(went.verdict, Accepted):
                    done.add(went.step.act or "")
        return Walked(tuple(cases), frozenset(done), frozenset(broken))

    @cached_property
    def common(self) -> Common:
        """What every reachable state has in common."""
        return common(self.coarse, self.walked.cases)

    def results(self) -> Iterator[Result]:
        """Every result, one property after another."""
        for statement in self.pack.statements:
            yield self.statement(statement)
        for id in (*self.pack.acts, *self.pack.by_law):
            yield self.can_happen(id)
        yield from prove_days(self.pack)
        yield from prove_clocks(self.pack, self.coarse, self.common)
        yield from prove_votes(self.exact)
        yield from prove_outside(self.pack)
        yield prove_no_dead_end(self.exact, self.common, self.walker, self.cases())

    # -- statements ------------------------------------------------------------------------------

    def statement(self, statement: Statement) -> Result:
        """One sentence about every path."""
        property = "never" if statement.never else "always"
        found, extent = by_induction(self.coarse, self.common, statement), EVERYTHING
        if not found.kept:
            found, extent = by_induction(self.exact, self.common, statement), LOOKED_AT
        if statement.id in self.walked.broken:  # then no proof could be right
            found = Induction(False, False)
        if found.kept:
            told = (("told", "fixed"),) if found.fixed else ()
            return Result(property, (statement.id,), Verdict.HOLDS, extent, told)
        path = self.violation(statement, found)
        if path is None:
            extent = Extent(LOOKED_AT.rows, MOST_ACTS)
            return Result(property, (statement.id,), Verdict.NOT_SHOWN, extent)
        story = Story(f"{property}-{statement.id}", path, breaks=statement.id)
        last = path.journey.steps[-1]
        says = (("act", last.act or ""), ("on", last.on.isoformat()))
        witness = written(story, self.pack)
        return Result(property, (statement.id,), Verdict.FAILS, EVERYTHING, says, witness=witness)

    def violation(self, statement: Statement, found: Induction) -> Node | None:
        """A path whose last step breaks a statement."""
        acts = [found.breaking] if found.breaking else [*self.exact.ids]
        tries = ((node, act) for node in self.cases() for act in acts)
        if statement.id in self.walked.broken:
            for node in self._reached:
                if node.journey.steps and self._breaks(node, statement):
                    return node
        for node, act in islice(tries, MOST_TRIES):
            path = self.walker.step(
                node,
                act,
                lambda now, tried: self.exact.said(
                    statement, tried.after, now.told, f"{now.name}!", now.given["today"]
                ),
            )
            if path is not None and self._breaks(path, statement):
                return path
        return None

    def _breaks(self, path: Node, statement: Statement) -> bool:
        return any(_is_broken(one, statement) for one in run(path.journey, self.pack).failures)

    # -- acts ------------------------------------------------------------------------------------

    def can_happen(self, id: str) -> Result:
        """Whether an act, or a clause of the law, can happen on some path."""
        act = self.pack.acts.get(id) or self.pack.by_law[id]
        cite = act.cite.text if act.cite is not None else ""
        if id in self.walked.done:
            return Result("can-happen", (id,), Verdict.HOLDS, EVERYTHING, cite=cite)
        for ground, extent in ((self.coarse, EVERYTHING), (self.exact, LOOKED_AT)):
            step = ground.step(id)
            solver = ground.solver(steps=[id])
            solver.add(*self.common.so(ground, ground.before))
            if unsatisfiable(solver, step.can):
                return Result("can-happen", (id,), Verdict.FAILS, extent, cite=cite)
        for node in islice(self.cases(), MOST_TRIES):
            path = self.walker.step(node, id)
            if path is not None and any(one.act == id for one in path.case.acts):
                return Result("can-happen", (id,), Verdict.HOLDS, EVERYTHING, cite=cite)
        extent = Extent(LOOKED_AT.rows, MOST_ACTS)
        return Result("can-happen", (id,), Verdict.NOT_SHOWN, extent, cite=cite)

    # -- cases that are reached ------------------------------------------------------------------

    def cases(self) -> Iterator[Node]:
        """Cases that are reached, each unlike the others: by the pack's journeys; then by search.

        What was found once is kept, and the search goes on only as far as it is asked to.
        """
        place = 0
        while True:
            if place < len(self._reached):
                yield self._reached[place]
                place += 1
            elif not self._one_more():
                return

    @cached_property
    def _reached(self) -> list[Node]:
        begin = [self.walker.start()]
        begin += [node for journey in self.journeys for node in self.walker.along(journey)]
        kept: dict[tuple[object, ...], Node] = {}
        for node in begin:
            kept.setdefault(self._shape(node), node)
        self._shapes, self._waiting = set(kept), self._attempts(list(kept.values()))
        return list(kept.values())

    def _attempts(self, nodes: list[Node]) -> Iterator[Node]:
        """Every step from every case, those that are found along the way included."""
        for _ in range(MOST_CASES):
            if not nodes:
                return
            node = nodes.pop(0)
            if len(node.journey.steps) < MOST_ACTS:
                for id in self.pack.acts:
                    reached = self.walker.step(node, id)
                    if reached is not None and self._shape(reached) not in self._shapes:
                        self._shapes.add(self._shape(reached))
                        nodes.append(reached)
                        yield reached

    def _one_more(self) -> bool:
        """Search until one more case is reached; False where none is."""
        reached = next(self._waiting, None)
        if reached is None:
            return False
        self._reached.append(reached)
        return True

    def _shape(self, node: Node) -> tuple[object, ...]:
        return shape_of(self.exact, self.exact.state_of(node.case))


def _is_broken(failure: Failure, statement: Statement) -> bool:
    """Whether a journey fails because it breaks a statement."""
    return failure.says.startswith(f"`{statement.id}` is said to be")
