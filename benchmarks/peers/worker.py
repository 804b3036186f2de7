"""What every engine's process does: it takes orders, lines of JSON, and answers each with one line.

Only the standard library: this module runs in the program's environment and in the peers'.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter_ns, process_time_ns
from typing import Any

WARM = 20


@dataclass(frozen=True)
class Task:
    """Something an engine does with one person, and the people in the form that it takes."""

    does: Callable[[Any], Any]
    people: Sequence[Any]


def serve(
    version: str, verdicts: Callable[[], list[list[bool]]], tasks: Mapping[str, Task]
) -> None:
    """Answers until the orders end.

    verdicts  for each person, in the order of people.py, whether each of the twelve rules holds
    """
    _answer({"version": version, "tasks": list(tasks)})
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "verdicts":
            _answer(verdicts())
        else:
            _answer(_timed(tasks[order["do"]], order["people"]))


def _timed(task: Task, places: Sequence[int]) -> dict[str, Any]:
    """Each call's wall-clock time and processor time, in nanoseconds.

    A few calls come first that do not count: another process has just used the core's caches.
    """
    does = task.does
    chosen = [task.people[place] for place in places]
    walls, cpus = [], []
    gc.collect()
    for person in chosen[:WARM]:
        does(person)
    for person in chosen:
        cpu, start = process_time_ns(), perf_counter_ns()
        does(person)
        end = perf_counter_ns()
        cpus.append(process_time_ns() - cpu)
        walls.append(end - start)
    return {"walls": walls, "cpus": cpus}


def _answer(what: Any) -> None:
    print(json.dumps(what), flush=True)
