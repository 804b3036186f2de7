"""What comes before what in a procedure, read off the pack: nobody writes the order down twice.

An act that reads a column of the case comes after the acts whose entries fill it; a duty comes
before what waits for it. Whatever only *stops* an act (`docket.decided_on == none`) orders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clemency.law.pack import Act, ByLaw, Pack
from clemency.letters.map.columns import completed
from clemency.letters.map.follows import Follows
from clemency.letters.map.steps import Step
from clemency.letters.map.values import ANY
from clemency.letters.map.wants import Want, Way, wants

STAGES = ("intake", "outside", "advice", "decision", "aftermath", "keeping")
"""The parts of a procedure, in the order of the engine's own kinds of entry."""


@dataclass(frozen=True)
class Edge:
    """One step comes before another; `always`, or only in some matters."""

    before: str
    after: str
    always: bool = True


@dataclass(frozen=True)
class Procedure:
    """The steps of a pack, and which come before which. `edges` has no cycle.

    steps    by id, in the order of the pack, what the law does last
    follows  which of them can come after which at all
    """

    pack: Pack
    steps: Mapping[str, Step]
    edges: frozenset[Edge]
    follows: Follows

    @classmethod
    def of(cls, pack: Pack) -> Procedure:
        """As the conditions of a pack order its steps."""
        does: list[Act | ByLaw] = [*pack.acts.values(), *pack.by_law.values()]
        steps = {one.id: Step(one.id, one, place) for place, one in enumerate(does)}
        follows = Follows(steps.values())
        return cls(pack, steps, _acyclic(set(_edges(pack, steps, follows)), steps), follows)

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
        return {id: self._from(id, nexts) for id in nexts}

    def _from(self, id: str, nexts: Mapping[str, set[str]]) -> set[str]:
        """What comes after a step. Two branches that share a step do not lead into each other."""
        found: set[str] = set()
        left = [*nexts[id]]
        while left:
            one = left.pop()
            may = one in nexts[id] or self.follows.may(self.steps[id], self.steps[one])
            if may and one not in found:
                found.add(one)
                left += nexts[one]
        return found

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

    @cached_property
    def stages(self) -> Mapping[str, str]:
        """To which part of the procedure each step belongs: that of its kind of entry, or a later
        one where it comes after steps of that part. Of steps of one kind, either of which will do,
        the earliest counts.
        """
        found: dict[str, str] = {}
        for id in self.ordered(self.steps):
            earliest: dict[str, int] = {}
            for edge in self.direct:
                if edge.after == id and edge.before not in self.anytime:
                    kind, nth = self.steps[edge.before].kind, STAGES.index(found[edge.before])
                    earliest[kind] = min(nth, earliest.get(kind, nth))
            own = STAGES.index(self.steps[id].stage)
            found[id] = STAGES[max([own, *earliest.values()])]
        return found

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


def _edges(pack: Pack, steps: Mapping[str, Step], follows: Follows) -> Iterator[Edge]:
    writers = _Writers(steps, follows)
    for step in steps.values():
        yield from writers.before(step, tuple(_ruled(pack, step)))
    for duty in pack.duties.values():
        yield from (Edge(duty.do, after, False) for after in duty.before if after in steps)
    for step in steps.values():
        clock = step.act.clock if step.act else None
        if clock is not None and clock.out in steps:
            yield Edge(step.id, clock.out, False)


def _ruled(pack: Pack, step: Step) -> Iterator[Want]:
    """What must be on the docket for the rules that a step needs."""
    for id in step.act.needs if step.act else ():
        rule = pack.rules[id][-1] if id in pack.rules else None
        if rule is not None and rule.holds is not None:
            yield from wants(rule.holds)


class _Writers:
    """Who writes what a step wants."""

    def __init__(self, steps: Mapping[str, Step], follows: Follows) -> None:
        self.steps = steps
        self.follows = follows
        self._own = {step.id: wants(step.does.when) for step in steps.values()}
        self._by_want: dict[Want, list[Step]] = {}

    def before(self, step: Step, ruled: Iterable[Want]) -> Iterator[Edge]:
        """Every step that comes before one: always, where its condition cannot be met without."""
        sure = [{want.column for want in way.wants if want.sure} for way in step.ways]
        always = set.intersection(*sure) if sure else set()
        for want in ruled:
            for other in self._fitting(want, step):
                if any(self._fits(other, way, step) for way in step.ways):
                    yield Edge(other.id, step.id, False)
        for way in step.ways:
            for want in way.wants:
                for other in self._fitting(want, step):
                    if self._fits(other, way, step):
                        yield Edge(other.id, step.id, want.sure and want.column in always)

    def _fits(self, other: Step, way: Way, step: Step) -> bool:
        """Whether this way to a step can still be gone once the other was done."""
        return self.follows.may_by(other, way) and self._completed(other, way, step)

    def _of(self, want: Want) -> list[Step]:
        """Every step that can write what is wanted."""
        if want not in self._by_want:
            self._by_want[want] = [step for step in self.steps.values() if step.meets(want)]
        return self._by_want[want]

    def _fitting(self, want: Want, step: Step) -> Iterator[Step]:
        """Those that write it for this step."""
        for other in self._of(want):
            if (
                other is not step
                and not _presupposes(other, want, self._own[other.id])
                and _about_the_same(other, step)
                and self.follows.may(other, step)
            ):
                yield other

    def _completed(self, before: Step, way: Way, step: Step) -> bool:
        """Whether all else that is wanted can be written as well, before that step or after it."""
        for want in way.wants:
            writers = [one for one in self._of(want) if one is not step] if want.sure else []
            if writers and not any(
                one is before or self.follows.may(one, before) or self.follows.may(before, one)
                for one in writers
            ):
                return False
        return True


def _presupposes(step: Step, want: Want, own: Iterable[Want]) -> bool:
    """Whether a step needs beforehand what is wanted: the column, or the row that it completes."""
    rows = want.column.partition(".")[0]
    completes = want.column in completed(step.kind)
    return any(
        w.sure
        and (w.column == want.column or (completes and w.column.partition(".")[0] == rows))
        and all(w.limits.get(column, ANY).meets(values) for column, values in want.beside)
        for w in own
    )


def _about_the_same(before: Step, after: Step) -> bool:
    """Whether two acts that name offices beside the one that acts can name the same one."""
    return before.could("of").meets(after.could("of"))


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
