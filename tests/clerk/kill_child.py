"""Does one thing in an office, and is killed before a statement, or before a touch of the disk.

    python kill_child.py < {"folder": ..., "work": ..., "at": "statement" | "disk", "before": 7}

One line is one run, in a process of its own forked from this one, which has imported everything
already. Each answer is one line: how the run ended, and what was acknowledged before that.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connections

from clemency.clerk.office import Clerk
from clemency.clerk.submit import Recorded
from tests.clerk import offices
from tests.clerk.vfs import watched


class Killer:
    """Counts, and ends the process before the one that was asked for."""

    def __init__(self, before: int) -> None:
        self.left = before

    def statement(self, sql: str) -> None:
        """Told by SQLite of every statement as it begins; "--" is one inside a trigger."""
        if not sql.startswith("--"):
            self.count()

    def disk(self, what: str, file: str) -> int:
        self.count()
        return 0

    def count(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def receive(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    acknowledge(offices.receive(clerk))


def decide(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    number = f"{offices.DAY.year}-0001"
    acknowledge(clerk.record(number, {"age": 60}, officer=offices.OFFICER, office=offices.DESK))
    acknowledge(clerk.submit(number, offices.order("ask-opinion", of="police", question="canary?")))


def forget(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    person = clerk.matter(f"{offices.DAY.year}-0001").ref
    for one in clerk.forget(
        person, officer=offices.OFFICER, office=offices.DESK, second="o-second", legal_basis="art-17"
    ):
        acknowledge(one)


WORK = {work.__name__: work for work in (receive, decide, forget)}


def run(task: dict[str, Any], acknowledged: int) -> None:
    """In the forked process: everything until the end, or the kill."""

    def acknowledge(result: Any) -> None:
        assert isinstance(result, Recorded), result
        os.write(acknowledged, f"{result.seq}\n".encode())

    killer = Killer(task["before"])
    on_disk = task["at"] == "disk"
    day = date.fromisoformat(task["on"])
    with (watched(killer.disk) if on_disk else nullcontext()):
        killer.left += 10**9 if on_disk else 0
        with offices.open_(Path(task["folder"]), day) as clerk:
            killer.left -= 10**9 if on_disk else 0
            if not on_disk:
                for name in (clerk.stores.docket, clerk.stores.keys):
                    connections[name].connection.set_trace_callback(killer.statement)
            WORK[task["work"]](clerk, acknowledge)
            killer.left = 10**9


def main() -> None:
    for line in sys.stdin:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            try:
                run(json.loads(line), write)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as acknowledged:
            seqs = [int(seq) for seq in acknowledged.read().split()]
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        ended = "killed" if killed else "done" if status == 0 else "failed"
        print(json.dumps({"ended": ended, "acknowledged": seqs}), flush=True)


if __name__ == "__main__":
    main()
