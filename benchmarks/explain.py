"""One person, twelve rules, everything explained: beside ZEN and OpenFisca, each with its trace.

Before anything is timed, every engine's verdicts on two thousand people are compared. Where they
differ for a reason we know, the person is left out and counted; for any other, nothing is timed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.agreement import agreed
from benchmarks.tally import Samples, Section, lines_of, target

PEERS = Path(__file__).parent / ".venv" / "bin" / "python"
ROUNDS, AT_A_TIME, WARM = 40, 100, 3  # rounds, people in each, rounds that do not count


@dataclass
class Engine:
    """One engine in a process of its own."""

    name: str
    process: subprocess.Popen[str]
    version: str
    tasks: list[str]

    def ask(self, **order: Any) -> Any:
        """One order, one answer. Raises RuntimeError where the process has died."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return _line(self.process, self.name)


def _line(process: subprocess.Popen[str], name: str) -> Any:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"The process of {name} ended early; its last words stand above.")
    return json.loads(line)


@contextmanager
def engine(name: str, python: str | Path, module: str) -> Iterator[Engine]:
    """Starts an engine; ends it with the block."""
    with subprocess.Popen(
        [str(python), "-P", "-m", f"benchmarks.peers.{module}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        hello = _line(process, name)
        yield Engine(name, process, hello["version"], hello["tasks"])
        assert process.stdin is not None
        process.stdin.close()


def run() -> Section:
    """Verdicts compared, then everything timed in turn."""
    with ExitStack() as stack:
        started = [
            stack.enter_context(engine("Clemency", sys.executable, "ours")),
            stack.enter_context(engine("ZEN", PEERS, "zen_graph")),
            stack.enter_context(engine("OpenFisca", PEERS, "openfisca")),
        ]
        ours, *theirs = [one.ask(do="verdicts") for one in started]
        names = [one.name for one in started[1:]]
        places, notes = agreed(ours, dict(zip(names, theirs, strict=True)))
        samples = timed(started, places)
    full, short = samples["Clemency: explanation"], samples["Clemency: verdicts alone"]
    return Section(
        "explain: twelve rules on one person",
        lines_of(samples),
        [
            target("full explanation, median", 0.050, full),
            target("full explanation, 99th percentile", 0.200, full, 99),
            target("verdicts alone, median", 0.005, short),
        ],
        [*notes, "; ".join(f"{one.name} {one.version}" for one in started) + "."],
    )


def timed(engines: Sequence[Engine], places: Sequence[int]) -> dict[str, Samples]:
    """Every task of every engine in turn, on the same people."""
    samples = {f"{one.name}: {task}": Samples() for one in engines for task in one.tasks}
    for turn in range(WARM + ROUNDS):
        start = turn * AT_A_TIME
        chosen = [places[step % len(places)] for step in range(start, start + AT_A_TIME)]
        for one in engines:
            _pin(one, turn)
            for task in one.tasks:
                found = one.ask(do=task, people=chosen)
                if turn >= WARM:
                    samples[f"{one.name}: {task}"].walls += found["walls"]
                    samples[f"{one.name}: {task}"].cpus += found["cpus"]
    return samples


def _pin(one: Engine, turn: int) -> None:
    """The same core for every engine in one round, another in the next: cores differ in load."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(one.process.pid, {cores[turn % len(cores)]})
