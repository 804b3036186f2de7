"""Paths that can really be walked: each step is proposed by the solver and taken by the engine.

What the solver sees is never believed by itself. It proposes a day, an office, facts and the fields
of an entry; the step counts only where `docket.perform` accepts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import z3

from clemency.docket.case import Case
from clemency.docket.entries import KINDS
from clemency.docket.facts import told
from clemency.docket.filling import NEED_A_SECOND
from clemency.docket.journey import Went, run
from clemency.docket.shape import Shape, own, shapes_of
from clemency.docket.verdict import Accepted
from clemency.law.facts import FactFaults, facts_from
from clemency.law.finding import env_of
from clemency.law.pack import Act, ByLaw
from clemency.law.trial import Journey, Step
from clemency.law.types import DAY, RowsOf, Type
from clemency.law.values import UNKNOWN, Facts, Rows, Source, Standing
from clemency.proof.days import packed, unpacked
from clemency.proof.model.changes import Slot, State
from clemency.proof.model.moment import Moment, moment
from clemency.proof.model.pack import TOLD, UNBIDDEN, Attempted
from clemency.proof.model.steps import Step as Tried
from clemency.proof.model.steps import step as tried
from clemency.proof.procedure.invariants import as_z3, atoms_of
from clemency.proof.procedure.paths_told import told_in
from clemency.proof.procedure.states import RECORDS, Ground
from clemency.proof.session import value_in
from clemency.proof.terms import RowsTerm, Term, Truth
from clemency.proof.worlds import FreeWorld, ToldWorld, free_world

FIRST_DAY = date(2026, 1, 5)
"""The day on which a story begins that nothing else dates."""

PLAIN_RELIEF = "pardon"
"""What an order gives where it must give something and anything will do."""

Wanted = Callable[[Moment, Tried], Truth]
"""What a step is to show: about the moment at which it is tried, and the step."""


@dataclass(frozen=True)
class Node:
    """A case that was reached, and how.

    journey  the steps so far; nothing is expected of them but that they can be taken
    facts    what was told on the way
    on       the day of the last step
    """

    journey: Journey
    case: Case
    facts: Facts
    on: date


class Known:
    """What was told so far, and of everything else whatever may be so."""

    def __init__(self, facts: Facts, free: FreeWorld, on: date) -> None:
        self.free, self.session = free, free.session
        self.env = env_of(facts, on)
        self.told = ToldWorld(self.env, free.session)

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        """A fact as it was told, or free."""
        value = self.env.get(path, UNKNOWN)
        settled = value is not UNKNOWN and not (
            isinstance(value, Rows) and value.complete is not True
        )
        return self.told.read(path, type) if settled else self.free.read(path, type)


class Walker:
    """Takes steps from cases that were reached.

    in_doubt  after a step that was not taken: whether it might be, for all that is known. The
              solver gave up, or the engine refused what it proposed
    """

    def __init__(self, ground: Ground) -> None:
        self.ground, self.pack = ground, ground.pack
        self.in_doubt = False
        self._tries = 0

    # -- where to begin --------------------------------------------------------------------------

    def start(self) -> Node:
        """An empty docket."""
        return Node(Journey("a path"), Case(), Facts({}), FIRST_DAY)

    def along(self, journey: Journey) -> Iterator[Node]:
        """Every case that a journey of the pack reaches, if it is about one matter."""
        if not journey.steps:
            return
        if any(one.matter != journey.steps[0].matter for one in journey.steps):
            return
        bare = replace(expecting_nothing(journey), name="a path")
        steps = tuple(_without_refused(one) for one in run(bare, self.pack).went)
        whole = replace(bare, steps=tuple(one for one in steps if one is not None))
        facts = Facts({})
        for number, went in enumerate(run(whole, self.pack).went, 1):
            facts = _told(facts, went.step)
            so_far = replace(whole, steps=whole.steps[:number])
            yield Node(so_far, went.case, facts, went.step.on)

    # -- one step --------------------------------------------------------------------------------

    def step(self, node: Node, id: str, wanted: Wanted | None = None) -> Node | None:
        """The case after an act, a clause of the law, or something told; None where it cannot be
        taken from there, or is nothing that a journey can tell of.

        Facts that were told stay as they are if they can; otherwise they are told anew.
        """
        self.in_doubt = False
        if id in UNBIDDEN and id != TOLD:
            return None
        for facts in (node.facts, Facts({})) if node.facts.values else (node.facts,):
            proposed = self._propose(node, facts, id, wanted)
            if proposed is not None:
                reached = self._take(node, proposed)
                if reached is not None:
                    return reached
                self.in_doubt = True
        return None

    def _propose(self, node: Node, facts: Facts, id: str, wanted: Wanted | None) -> Step | None:
        self._tries += 1
        name = f"try-{self._tries}"
        act = self.ground.procedure.attempt(id)
        session = self.ground.session
        with session.noting() as laws:
            free = free_world(self.pack, session, lambda _: RECORDS, f"{name}:")
            state = self.ground.state_of(node.case)
            now = moment(state, Known(facts, free, node.on), name)
            if isinstance(act, str):
                self._something(free, facts)
            elif not self._open(act, now):
                return None
            attempt = tried(self.ground.procedure, act, now, name)
            shows = True if wanted is None else wanted(now, attempt)
        if attempt.can is False or shows is False:
            return None
        solver = session.solver(laws)
        first, last = packed(node.on), packed(node.on.replace(year=node.on.year + 12, day=1))
        solver.add(as_z3(attempt.can), as_z3(shows), now.on >= first)
        relief = session.codes.number(PLAIN_RELIEF)
        wishes = (*_wishes(now, free, first, last), *_bare_entry(attempt, relief))
        model = _model(solver, wishes)
        if model is None:
            self.in_doubt |= bool(solver.check() == z3.unknown)
            return None
        return self._read(act, attempt, now, free, model)

    def _something(self, free: FreeWorld, known: Facts) -> None:
        """Have something told, if it can be something that was not told before."""
        told = self.pack.told.facts
        plain = [name for name, kind in told.items() if not isinstance(kind, RowsOf)]
        new = [name for name in plain if name not in known.values]
        for name in (*new, *plain)[:1]:
            free.read(name, told[name])

    def _open(self, act: Act | ByLaw, now: Moment) -> bool:
        """Whether the act's own condition leaves it possible: most do not, and are passed over."""
        when = now.encoder.term(self.ground.procedure.ready(act.when))
        return when.possible is not False

    def _take(self, node: Node, proposed: Step) -> Node | None:
        """The step, taken by the engine."""
        steps = (*node.journey.steps, proposed)
        journey = replace(node.journey, steps=steps)
        last = run(journey, self.pack).went[-1]
        if proposed.act is not None and not isinstance(last.verdict, Accepted):
            return None
        return Node(journey, last.case, _told(node.facts, proposed), proposed.on)

    # -- reading a model -------------------------------------------------------------------------

    def _read(
        self, act: Attempted, attempt: Tried, now: Moment, free: FreeWorld, model: Any
    ) -> Step | None:
        """The step that a model proposes."""
        said = told_in(model, free, self.pack, self.ground.session)
        try:
            facts = facts_from(said, self.pack.told, limits=self.pack.limits)
        except FactFaults:
            self.in_doubt = True
            return None
        on = unpacked(value_in(model, now.on))
        if isinstance(act, ByLaw):
            return Step(on=on, facts=facts)
        if isinstance(act, str):
            standing = value_in(model, attempt.entry.get("standing").value)
            return Step(on=on, facts=facts, standing=Standing(self._word(standing)))
        by = self.ground.session.codes.word(value_in(model, now.by))
        second = "second-officer" if act.second or act.writes in NEED_A_SECOND else None
        sets = {
            shape.name: value
            for shape in own(KINDS[act.writes])
            if (value := self._field(act, attempt, shape, model)) is not None
        }
        return Step(on=on, act=act.id, by=by, second=second, facts=facts, sets=sets)

    def _field(self, act: Act, attempt: Tried, shape: Shape, model: Any) -> Any:
        """What an order gives for a field; None where it is left out."""
        found = attempt.entry.values.get(shape.name)
        counted = act.vote is not None and shape.name in ("stage", "quorum", "carried")
        if found is None or shape.name in act.sets or counted:
            return None
        if isinstance(found, tuple):
            items = [self._item(slot, shape, model) for slot in found if _there(slot, model)]
            return items or None
        if shape.column is not None and shape.name not in act.asks:
            return None
        value = self._plain(found, shape, model)
        return None if value == shape.default and shape.name not in act.asks else value

    def _item(self, slot: Slot, shape: Shape, model: Any) -> Any:
        """One item of a list."""
        if shape.row is None:
            return self._word(value_in(model, slot.columns[""].value))
        values = {
            one: self._plain(slot.columns[one.name], one, model) for one in shapes_of(shape.row)
        }
        return {one.name: v for one, v in values.items() if v is not None and v != one.default}

    def _plain(self, term: Term, shape: Shape, model: Any) -> Any:
        if value_in(model, term.none):
            return None
        value = value_in(model, term.value)
        if shape.holds == "day":
            try:
                return unpacked(value)
            except ValueError:  # nothing looks at this day, so any will do
                return FIRST_DAY
        if shape.holds in ("code", "commitment"):
            word = self._word(value)
            return word if not shape.choices or word in shape.choices else shape.choices[0]
        return value

    def _word(self, number: int) -> str:
        return self.ground.session.codes.word(number)


def _there(slot: Slot, model: Any) -> bool:
    return bool(value_in(model, slot.present))


def expecting_nothing(journey: Journey) -> Journey:
    """The journey, to see how it goes."""
    return replace(journey, steps=tuple(map(_bare, journey.steps)))


def _bare(step: Step) -> Step:
    """A step of which nothing is expected."""
    return replace(step, case={}, public={}, tells=None, opens=None, refused=(), accepted=True,
                   breaks=(), says="", file="", line=0)  # fmt: skip


def _without_refused(went: Went) -> Step | None:
    """A step as it was taken: of one that was refused, only what was told; None where that is
    nothing."""
    if went.verdict is None or isinstance(went.verdict, Accepted):
        return went.step
    return replace(went.step, act=None) if went.step.facts.values else None


def _told(known: Facts, step: Step) -> Facts:
    if not step.facts.values:
        return known
    return told(known, step.facts, Source(step.standing, on=step.on, chain=step.reported_by))


def _wishes(now: Moment, free: FreeWorld, first: int, last: int) -> Iterator[Any]:
    """What makes a step ordinary, the most wanted first: soon, few records, days of our time."""
    yield now.on <= last
    yield now.on == first
    for made in free.made.values():
        if isinstance(made, RowsTerm):
            yield from (z3.Not(row.present) for row in made.rows[1:] if z3.is_expr(row.present))
        elif isinstance(made, Term) and z3.is_int(made.value) and _is_day(made, free):
            yield z3.And(made.value >= packed(date(1990, 1, 1)), made.value <= last)


def _bare_entry(attempt: Tried, relief: int) -> Iterator[Any]:
    """What an order need not give is left out; what it must give is as plain as can be."""
    for found in attempt.entry.values.values():
        if isinstance(found, tuple):
            yield from (z3.Not(one.present) for one in found[::-1] if z3.is_expr(one.present))
            yield from (wish for one in found for wish in _bare_item(one, relief))
        elif z3.is_expr(found.none):
            yield found.none


def _bare_item(item: Slot, relief: int) -> Iterator[Any]:
    """Of an item of a list, too; its relief is a common one, where any will do."""
    for name, term in item.columns.items():
        if z3.is_expr(term.none):
            yield term.none
        elif name == "relief" and z3.is_expr(term.value):
            yield term.value == relief


def _is_day(made: Term, free: FreeWorld) -> bool:
    return any(made is term and _bare_type(free, path) == DAY for path, term in free.made.items())


def _bare_type(free: FreeWorld, path: str) -> Type | None:
    kind = free.vocabulary.facts.get(path)
    return getattr(kind, "of", kind)


def _model(solver: Any, wishes: Iterable[Any]) -> Any:
    """A model, as ordinary as can be had; None where there is none."""
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    for wish in wishes:
        if z3.is_true(model.eval(wish, True)):
            solver.add(wish)
            continue
        solver.push()
        solver.add(wish)
        if solver.check() == z3.sat:
            model = solver.model()
        else:
            solver.pop()
    return model


def shape_of(ground: Ground, state: State) -> tuple[Any, ...]:
    """What distinguishes one reached state from another for a search."""
    atoms: Mapping[str, Truth] = atoms_of(ground.procedure, state)
    return tuple(value is True for _, value in sorted(atoms.items()))
