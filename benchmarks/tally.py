"""Many short measurements made into one line: the median, the 99th percentile, and a ratio.

Two clocks. Wall-clock time is what somebody waits; on a shared machine it also holds other people's
work. Processor time is what the work itself costs; on an idle machine the two are nearly the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter_ns, process_time_ns
from typing import Any


@dataclass
class Samples:
    """Measurements of one subject: of each call, both times in nanoseconds."""

    walls: list[int] = field(default_factory=list)
    cpus: list[int] = field(default_factory=list)

    def wall(self, rank: int) -> float:
        """The wall-clock time that `rank` per cent of the calls did not exceed."""
        return percentile(self.walls, rank)

    def cpu(self, rank: int) -> float:
        """The processor time that `rank` per cent of the calls did not exceed."""
        return percentile(self.cpus, rank)


def percentile(values: Sequence[int], rank: int) -> float:
    """The value that `rank` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * rank // 100) - 1)]


NANOSECONDS, BYTES = "ns", "bytes"


@dataclass(frozen=True)
class Line:
    """One line of the table, in nanoseconds or bytes.

    cells  median and 99th percentile of wall-clock time, then of processor time; or one amount
    ratio  to the first line of its section: of the medians of processor time, or of the amounts
    """

    name: str
    cells: Sequence[float]
    ratio: float
    unit: str = NANOSECONDS


@dataclass(frozen=True)
class Target:
    """What was aimed at and what was reached, in nanoseconds. It is met in processor time."""

    what: str
    limit: float
    cpu: float
    wall: float

    @property
    def met(self) -> bool:
        return self.cpu <= self.limit


def target(what: str, milliseconds: float, samples: Samples, rank: int = 50) -> Target:
    """A target for a percentile of some measurements."""
    return Target(what, milliseconds * 1e6, samples.cpu(rank), samples.wall(rank))


@dataclass
class Section:
    """Everything one benchmark says.

    notes  sentences below the lines: versions, disagreements, counts
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def section_from(plain: Mapping[str, Any]) -> Section:
    """The inverse of `Section.plain`."""
    return Section(
        plain["title"],
        [Line(**line) for line in plain["lines"]],
        [Target(**target) for target in plain["targets"]],
        list(plain["notes"]),
    )


def lines_of(samples: Mapping[str, Samples]) -> list[Line]:
    """A line for each subject."""
    first = next(iter(samples.values())).cpu(50)
    return [
        Line(name, (one.wall(50), one.wall(99), one.cpu(50), one.cpu(99)), one.cpu(50) / first)
        for name, one in samples.items()
    ]


def alternating(
    subjects: Mapping[str, Callable[[], object]], rounds: int, warm: int = 2
) -> dict[str, Samples]:
    """Every subject in turn, `rounds` times, after `warm` rounds that do not count.

    Turn about, so that whatever else the machine does falls on all of them. Garbage is collected
    before each call, so that nobody pays for another's; during it the collector runs as always.
    """
    samples = {name: Samples() for name in subjects}
    for turn in range(warm + rounds):
        for name, does in subjects.items():
            gc.collect()
            cpu, start = process_time_ns(), perf_counter_ns()
            does()
            wall, cpu = perf_counter_ns() - start, process_time_ns() - cpu
            if turn >= warm:
                samples[name].walls.append(wall)
                samples[name].cpus.append(cpu)
    return samples
