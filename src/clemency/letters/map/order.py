"""What comes before what in a procedure, read off the pack: nobody writes the order down twice.

An act that reads a column of the case comes after the acts whose entries fill it; a duty comes
before what waits for it. Whatever only *stops* an act (`docket.decided_on == none`) orders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clemency.docket.entries import KINDS
from clemency.law.pack import Act, ByLaw, Pack
from clemency.letters.map.columns import completed, constants, filled
from clemency.letters.map.wants import Want, wants

STAGES = ("intake", "outside", "advice", "decision", "aftermath", "keeping")
"""The parts of a procedure, in the order of the engine's own kinds of entry."""

ENDINGS = frozenset(
    {
        *("CorrespondenceAnswered", "Transferred", "Withdrawn", "Denied", "DeemedDenied"),
        *("CountersignatureWithheld", "Revoked", "Lapsed", "Closed"),
    }
)
"""Kinds of entry with which a matter, or what was granted in it, comes to an end."""


@dataclass(frozen=True)
class Step:
    """One step of the procedure: an act that an office does, or what the law does by itself.

    place  where it stands in the pack, from 0
    """

    id: str
    does: Act | ByLaw
    place: int

    @property
    def kind(self) -> str:
        """The kind of entry that it writes."""
        return self.does.writes

    @property
    def act(self) -> Act | None:
        """The act; None where the law itself does it."""
        return self.does if isinstance(self.does, Act) else None

    @property
    def stage(self) -> str:
        """The part of the procedure to which it belongs: where its entry is declared."""
        return KINDS[self.kind].__module__.rpartition(".")[2]

    @property
    def ends(self) -> bool:
        """Whether the matter, or what was granted, ends with it."""
        return self.kind in ENDINGS or (self.act is not None and self.act.closes)

    def could(self, field: str) -> frozenset[object] | None:
        """The values that its entry may have in a field; None where that is open."""
        act = self.act
        if field == "act":
            return frozenset({self.id})
        if field in self.does.sets:
            return frozenset({self.does.sets[field]})
        if act is not None and field == "of" and act.of:
            return frozenset(act.of)
        return frozenset(act.by) if act is not None and field == "office" else None

    def meets(self, want: Want) -> bool:
        """Whether its entry can fill the column that is wanted, with the values wanted beside."""
        fields = filled(self.kind, closes=self.act is not None and self.act.closes)
        if want.column not in fields:
            return False
        always = constants(self.kind)
        return all(
            always[column] in values
            if column in always
            else any(_meet(self.could(field), values) for field in fields.get(column, ()) or ("",))
            for column, values in want.beside
        )


def _meet(could: frozenset[object] | None, values: frozenset[object]) -> bool:
    return could is None or bool(could & values)


@dataclass(frozen=True)
class Edge:
    """One step comes before another; `always`, or only in some matters."""

    before: str
    after: str
    always: bool = True


@dataclass(frozen=True)
class Procedure:
    """The steps of a pack, and which come before which. `edges` has no cycle.

    steps  by id, in the order of the pack, what the law does last
    """

    pack: Pack
    steps: Mapping[str, Step]
    edges: frozenset[Edge]

    @classmethod
    def of(cls, pack: Pack) -> Procedure:
        """As the conditions of a pack order its steps."""
        does: list[Act | ByLaw] = [*pack.acts.values(), *pack.by_law.values()]
        steps = {one.id: Step(one.id, one, place) for place, one in enumerate(does)}
        return cls(pack, steps, _acyclic(set(_edges(pack, steps)), steps))

    @cached_property
    def anytime(self) -> frozenset[str]:
        """Acts that wait for nothing but a matter, and that only its closing ends."""
        first = {s.id for s in self.steps.values() if s.kind == "Received"}
        held = {e.before for e in self.edges if e.always}
        return frozenset(
            step.id
            for step in self.steps.values()
            if step.act is not None
            and step.id not in first | held
            and not step.ends
            and _only_a_matter(step.act)
        )

    @cached_property
    def _reached(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        return self._reach(False), self._reach(True)

    def reached(self, always: bool) -> dict[str, set[str]]:
        """For each step everything that comes after it: in some matters, or always."""
        return self._reached[always]

    def _reach(self, always: bool) -> dict[str, set[str]]:
        nexts: dict[str, set[str]] = {id: set() for id in self.steps}
        for edge in self.edges:
            if edge.always or not always:
                nexts[edge.before].add(edge.after)
        return _closure(nexts)

    def among(self, ids: Iterable[str], plainly: bool = False) -> tuple[Edge, ...]:
        """The order among some steps alone, without what follows from the rest of it.

        plainly  also without what follows from it only in some matters
        """
        own = set(ids)
        sure = {id: after & own for id, after in self.reached(True).items() if id in own}
        some = {id: after & own for id, after in self.reached(False).items() if id in own}
        edges = []
        for before in sorted(own, key=self._place):
            for after in sorted(some[before], key=self._place):
                always = after in sure[before]
                through = sure if always and not plainly else some
                if not any(after in through[one] for one in through[before]):
                    edges.append(Edge(before, after, always))
        return tuple(edges)

    @cached_property
    def direct(self) -> tuple[Edge, ...]:
        """What comes directly before what, in the whole procedure."""
        return self.among(self.steps)

    def _place(self, id: str) -> int:
        return self.steps[id].place

    def ordered(self, ids: Iterable[str]) -> list[str]:
        """Some steps, each after what comes before it; otherwise as the pack lists them."""
        left = sorted(ids, key=self._place)
        after = self.reached(False)
        ordered: list[str] = []
        while left:
            free = next(id for id in left if not any(id in after[other] for other in left))
            ordered.append(free)
            left.remove(free)
        return ordered


def _edges(pack: Pack, steps: Mapping[str, Step]) -> Iterator[Edge]:
    wanted = {step.id: tuple(_wanted(pack, step)) for step in steps.values()}
    for step in steps.values():
        for want in wanted[step.id]:
            for other in steps.values():
                if other is step or _presupposes(other, want, wanted[other.id]):
                    continue
                if other.meets(want) and _about_the_same(other, step):
                    yield Edge(other.id, step.id, want.sure)
    for duty in pack.duties.values():
        yield from (Edge(duty.do, after, False) for after in duty.before if after in steps)
    for step in steps.values():
        clock = step.act.clock if step.act else None
        if clock is not None and clock.out in steps:
            yield Edge(step.id, clock.out, False)


def _presupposes(step: Step, want: Want, own: Iterable[Want]) -> bool:
    """Whether a step needs beforehand what is wanted: the column, or the row that it completes."""
    rows = want.column.partition(".")[0]
    completes = want.column in completed(step.kind)
    return any(
        w.sure and (w.column == want.column or (completes and w.column.partition(".")[0] == rows))
        for w in own
    )


def _about_the_same(before: Step, after: Step) -> bool:
    """Whether two acts that name offices beside the one that acts can name the same one."""
    first, then = before.could("of"), after.could("of")
    return first is None or then is None or bool(first & then)


def _wanted(pack: Pack, step: Step) -> Iterator[Want]:
    """What must be on the docket for a step: by its own condition, and by the rules it needs."""
    yield from wants(step.does.when)
    for id in step.act.needs if step.act else ():
        rule = pack.rules[id][-1] if id in pack.rules else None
        if rule is not None and rule.holds is not None:
            yield from (Want(w.column, w.beside, False) for w in wants(rule.holds))


def _only_a_matter(act: Act) -> bool:
    positive = {want.column for want in wants(act.when)}
    negative = {want.column for want in wants(act.when, holds=False)}
    return positive <= {"received_on"} and negative <= {"closed_on"}


def _acyclic(edges: set[Edge], steps: Mapping[str, Step]) -> frozenset[Edge]:
    """Without the edges that close a circle: inside one, the order of the pack decides."""
    nexts: dict[str, set[str]] = {id: set() for id in steps}
    for edge in edges:
        nexts[edge.before].add(edge.after)
    reach = _closure(nexts)
    sure = {(edge.before, edge.after) for edge in edges if edge.always}
    return frozenset(
        edge
        for edge in edges
        if (edge.always or (edge.before, edge.after) not in sure)
        and edge.before != edge.after
        and (
            edge.before not in reach[edge.after]
            or steps[edge.before].place < steps[edge.after].place
        )
    )


def _closure(nexts: Mapping[str, set[str]]) -> dict[str, set[str]]:
    reach = {id: set(after) for id, after in nexts.items()}
    for middle in reach:
        beyond = reach[middle]
        for after in reach.values():
            if middle in after:
                after |= beyond
    return reach
