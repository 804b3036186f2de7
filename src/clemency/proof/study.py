"""A question about a pack put to the solver: what it is about, and how far its answer reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

import z3

from clemency.law.expr import Expr
from clemency.law.finding import Finding
from clemency.law.finding import find as found_on
from clemency.law.pack import Assumption, Pack
from clemency.law.trial import Scenario, closed
from clemency.law.types import DAY, RowsOf, Type
from clemency.law.values import Facts
from clemency.proof.encode import Encoder
from clemency.proof.enough import Enough, enough
from clemency.proof.partial import PartialWorld
from clemency.proof.result import EVERYTHING, Extent
from clemency.proof.session import Session
from clemency.proof.terms import Number, RowsTerm, Term, Truth, all_of, any_of, negated
from clemency.proof.worlds import FreeWorld, free_world

ROOM = 3
"""Records in every list, where no number is known to be enough."""

WIDER = 6
"""Records in every list, where an example is looked for that fewer did not give."""

_SMALL = {"*": 1}

MOST = 8
"""Records that a list is given where so many are known to be enough for every number."""


class Later:
    """The same facts on another day."""

    def __init__(self, world: FreeWorld) -> None:
        self.world = world
        self.session = world.session
        self._today: Term | None = None

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        if path != "today":
            return self.world.read(path, type)
        return self.world.read("today!later", type)


class Scene:
    """One free world, encoded as it is today, as it is known, and as it is on a later day."""

    def __init__(self, pack: Pack, session: Session, room: Mapping[str, int]) -> None:
        self.pack = pack
        self.session = session
        self.world = free_world(pack, session, self._room)
        self.now = Encoder(self.world)
        self.later = Encoder(Later(self.world))
        self._given = room

    def _room(self, record: str) -> int:
        return self._given.get(record, self._given.get("*", ROOM))

    @cached_property
    def partial(self) -> PartialWorld:
        """The same facts, as far as they are known."""
        return PartialWorld(self.world)

    @cached_property
    def known(self) -> Encoder:
        """Encodes what is known."""
        return Encoder(self.partial)

    def today(self, encoder: Encoder) -> Number:
        """The day of the facts."""
        found = encoder.world.read("today", DAY)
        assert isinstance(found, Term)
        number: Number = found.value
        return number

    def given(self, assumption: Assumption, encoder: Encoder) -> Truth:
        """What the pack says is always so."""
        if assumption.about is None:
            return negated(encoder.term(assumption.expr).false)
        record = self.pack.records[assumption.about]
        rows = self.world.read(record.plural, RowsOf(record.id))
        assert isinstance(rows, RowsTerm)
        return all_of(
            *(
                any_of(
                    negated(row.present),
                    negated(encoder.term(assumption.expr, {assumption.about: row}).false),
                )
                for row in rows.rows
            )
        )


Ask = Callable[[Scene], Truth]


@dataclass(frozen=True)
class About:
    """A condition that a question is about: whether it is to hold, of one record or of each."""

    expr: Expr
    wanted: bool | None = None
    one_of: str | None = None
    each_of: str | None = None


@dataclass(frozen=True)
class Question:
    """Whether something can be.

    ask     what it comes to in a scene
    about   the conditions it is about, each as often as it stands in it: what has to be assumed,
            and how many records are enough, follows from them
    later   whether it looks at a later day besides
    parts   named parts of what is asked, all of which must be; of those that cannot be together a
            few are named
    """

    ask: Ask
    about: tuple[About, ...]
    later: bool = False
    parts: Callable[[Scene], Mapping[str, Truth]] | None = None


class Can(Enum):
    """Whether something can be."""

    YES = "yes"
    NO = "no"
    NOT_FOUND = "not-found"  # the solver gave up


@dataclass(frozen=True)
class Answer:
    """What the solver found.

    extent  how far "no" reaches
    core    where it is "no", names of parts that cannot be together
    """

    can: Can
    extent: Extent = EVERYTHING
    core: tuple[str, ...] = ()


class Study:
    """Questions about one pack, put to one session.

    scenarios  what the pack tells itself: examples that need not be looked for
    """

    def __init__(self, pack: Pack, session: Session, scenarios: Sequence[Scenario] = ()) -> None:
        self.pack = pack
        self.session = session
        self.scenarios = scenarios
        self._found: dict[str, list[Finding]] = {}
        self._scenes: dict[tuple[tuple[str, int], ...], Scene] = {}
        self._names = [(one, one.expr.names(), one.about) for one in pack.assumptions]
        self._enough: dict[tuple[Any, ...], tuple[Expr, Enough]] = {}

    def found_in_scenarios(self, rule: str) -> Iterator[Finding]:
        """What each scenario of the pack makes of a rule, found when it is asked for, and once."""
        kept = self._found.setdefault(rule, [])
        for place, (facts, on, law_on) in enumerate(self._told):
            if place == len(kept):
                kept.append(found_on(self.pack, rule, facts, on, law_on))
            yield kept[place]

    @cached_property
    def _told(self) -> list[tuple[Facts, date, date | None]]:
        """The facts of each scenario, its day, and the day of the law that it asks for."""
        newest = max((source.verified_on for source in self.pack.sources.values()), default=None)
        return [
            (closed(told.facts, self.pack.vocabulary), on, told.law_on)
            for told in self.scenarios
            if (on := told.today or newest) is not None
        ]

    def answer(self, question: Question, patience: int | None = None) -> Answer:
        """Whether it can be: in a small world first, then in one with as many records as matter.

        "No" is only believed of a world with as many records as are enough, or with ROOM.
        """
        room = self._room(question)
        if any(count != 1 for count in room.values()) or not room:
            found = self._ask(question, self._scene(_SMALL), patience)
            if found.can is Can.YES:
                return found
        found = self._ask(question, self._scene(room), patience)
        return Answer(found.can, self.reach(question), found.core)

    def reach(self, question: Question) -> Extent:
        """For how many records a "no" to this question is a "no"."""
        settled = bool(self._room(question)) or not self._lists_in(question)
        return EVERYTHING if settled else Extent(ROOM)

    def example(self, question: Question) -> Answer:
        """Whether it can be, where an example is wanted: "no" only for every number of records."""
        found = self.answer(question)
        if found.can is not Can.NO or found.extent == EVERYTHING:
            return found
        wider = self._ask(question, self._scene({"*": WIDER}), None)
        if wider.can is Can.YES:
            return wider
        return Answer(Can.NOT_FOUND, Extent(WIDER if wider.can is Can.NO else ROOM))

    def _scene(self, room: Mapping[str, int]) -> Scene:
        """The world with that room; questions that want the same share it."""
        key = tuple(room.items())
        if key not in self._scenes:
            self._scenes[key] = Scene(self.pack, self.session, room)
        return self._scenes[key]

    def fresh(self, question: Question) -> Scene:
        """A world in which nothing else was asked."""
        return Scene(self.pack, self.session, self._room(question))

    def _room(self, question: Question) -> dict[str, int]:
        """As many records as are enough; ROOM in every list where no number is known to be."""
        wants = self.wants(question)
        if not wants.every or any(count > MOST for count in wants.rows.values()):
            return {}
        records = self.pack.vocabulary.records
        room = {records[name].plural: count for name, count in sorted(wants.rows.items())}
        return {**room, "*": 0}

    def _ask(self, question: Question, scene: Scene, patience: int | None) -> Answer:
        parts: Mapping[str, Truth] = {}
        with self.session.noting() as noted:
            whole = self.formula(question, scene)
            parts = question.parts(scene) if question.parts else {}
        if whole is False:
            return Answer(Can.NO)
        solver = self.session.solver(noted)
        if patience is not None:
            solver.set("timeout", patience)
        solver.add(whole)
        names = {f"part {name}": name for name in parts}
        for name, part in parts.items():
            solver.assert_and_track(_bool(part), f"part {name}")
        found = solver.check()
        if found == z3.sat:
            return Answer(Can.YES)
        if found == z3.unknown:
            return Answer(Can.NOT_FOUND)
        return Answer(Can.NO, core=tuple(sorted(names[str(one)] for one in solver.unsat_core())))

    def formula(self, question: Question, scene: Scene) -> Truth:
        """What is asked, and what is assumed of the facts that it reads."""
        asked = question.ask(scene)
        encoders = (scene.now, scene.later) if question.later else (scene.now,)
        assumed = [
            scene.given(one, encoder)
            for one in self.assumed(question.about)
            for encoder in encoders
        ]
        return all_of(asked, *assumed)

    def assumed(self, about: Iterable[About]) -> list[Assumption]:
        """The assumptions that bear on these conditions, through the facts that they share."""
        reads: set[str] = set()
        for part in about:
            reads |= part.expr.names() | self._lists(part.one_of or part.each_of)
        kept: list[Assumption] = []
        left = list(self._names)
        while True:
            near = [one for one in left if self._bears(one[1], one[2], reads)]
            if not near:
                return kept
            for one in near:
                left.remove(one)
                kept.append(one[0])
                reads |= one[1] | self._lists(one[2])

    def _bears(self, names: frozenset[str], about: str | None, reads: set[str]) -> bool:
        return bool(((names - {"today"}) | self._lists(about)) & reads)

    def _lists_in(self, question: Question) -> bool:
        """Whether the question reads any list at all."""
        exprs = [part.expr for part in question.about]
        exprs += [one.expr for one in self.assumed(question.about)]
        about = any(part.one_of or part.each_of for part in question.about)
        return about or any(isinstance(n.type, RowsOf) for expr in exprs for n in expr.walk())

    def _lists(self, record: str | None) -> set[str]:
        """The lists by which a record, and those around it, are read."""
        if record is None:
            return set()
        known = self.pack.vocabulary.records[record]
        return {known.plural} | self._lists(known.within)

    def wants(self, question: Question) -> Enough:
        """How many records are enough for a question, with what it assumes."""
        assumed = [About(one.expr, True, each_of=one.about) for one in self.assumed(question.about)]
        total = Enough()
        for one in (*question.about, *assumed, *(assumed if question.later else ())):
            total.add(self._wants(one))
        return total

    def _wants(self, about: About) -> Enough:
        key = (id(about.expr), about.wanted, about.one_of, about.each_of)
        kept = self._enough.get(key)
        if kept is None:
            known = self.pack.vocabulary
            found = enough(
                about.expr,
                known,
                wanted=about.wanted,
                one_of=about.one_of,
                each_of=about.each_of,
            )
            kept = self._enough[key] = (about.expr, found)
        return kept[1]


def _bool(part: Truth) -> Any:
    return z3.BoolVal(part) if isinstance(part, bool) else part
