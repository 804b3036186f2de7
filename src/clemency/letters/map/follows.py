"""What can no longer follow a step, whatever else happens in between.

A step leaves some columns of the case with some values: those that its own condition asks for, and
those that its entry writes. As long as no step that is still possible puts another value there,
a step that wants another value cannot come. A matter that is taken up again begins anew: what only
then could follow does not come after what was done before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from clemency.letters.map.steps import Step
from clemency.letters.map.values import ANY, Limits, Values, any_of
from clemency.letters.map.wants import Way


class Follows:
    """Which steps of a procedure can come after which."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps: Sequence[Step] = tuple(steps)
        self._lasting: dict[str, Limits] = {}

    @cached_property
    def _limits(self) -> Mapping[str, Limits]:
        """What the condition of each step asks of single values of the case."""
        found = {}
        for step in self.steps:
            several = [way.limits for way in step.ways]
            found[step.id] = any_of(several) if several else {}
        return found

    @cached_property
    def _writers(self) -> Mapping[str, list[tuple[Step, Values]]]:
        """For each column the steps that set or clear it, and to what."""
        found: dict[str, list[tuple[Step, Values]]] = {}
        for step in self.steps:
            puts = {} if step.kind == "Reopened" else step.puts
            for column, (values, _) in puts.items():
                found.setdefault(column, []).append((step, values))
        return found

    def may(self, before: Step, after: Step) -> bool:
        """Whether one step can still come, at any time, once another was done."""
        return not _against(self._limits[after.id], self.lasting(before))

    def may_by(self, before: Step, way: Way) -> bool:
        """Whether a condition can still be met in this way once a step was done."""
        return not _against(way.limits, self.lasting(before))

    def lasting(self, step: Step) -> Limits:
        """What is so of the case once a step was done, and stays so for good."""
        if step.id not in self._lasting:
            kept = self._left(step)
            while changing := [*self._changing(kept)]:
                kept = {c: values for c, values in kept.items() if c not in changing}
            self._lasting[step.id] = kept
        return self._lasting[step.id]

    def _left(self, step: Step) -> dict[str, Values]:
        """The case as a step leaves it."""
        left = dict(self._limits[step.id])
        for column, (values, always) in step.puts.items():
            left[column] = values if always else values | left.get(column, ANY)
        return {column: values for column, values in left.items() if "." not in column}

    def _changing(self, kept: Limits) -> Iterator[str]:
        """The columns that some step, possible where all this is so, would change."""
        for column, values in kept.items():
            for step, written in self._writers.get(column, ()):
                if not written.within(values) and not _against(self._limits[step.id], kept):
                    yield column
                    break


def _against(limits: Limits, kept: Limits) -> bool:
    """Whether what is asked for and what is so exclude each other."""
    return any(not values.meets(kept.get(column, ANY)) for column, values in limits.items())
