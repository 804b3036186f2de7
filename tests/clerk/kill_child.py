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
from pathlib import Path
from typing import Any

from django.db import connections

from clemency.clerk import databases
from clemency.clerk.office import Clerk
from clemency.clerk.submit import Recorded
from tests.clerk import offices
from tests.clerk.vfs import watched


class Killer:
    """Counts, and ends the process before the one that was asked for."""

    def __init__(self, before: int) -> None:
        self.left = before
        self.counted = 0
        self.watching = False

    def statement(self, sql: str) -> None:
        """Told by SQLite of every statement as it begins; "--" is one inside a trigger.

        To be killed before a question is to be killed before the statement that follows it.
        """
        if not sql.startswith(("--", "SELECT", "PRAGMA")):
            self.count()

    def disk(self, what: str, file: str) -> int:
        self.count()
        return 0

    def count(self) -> None:
        if not self.watching:
            return
        self.counted += 1
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def trace(connection: Any, killer: Killer) -> None:
    """Tells the killer of every statement, and of the commit, before it is run."""
    if connection.vendor == "sqlite":
        connection.connection.set_trace_callback(killer.statement)
        return

    def execute(run: Any, sql: str, *rest: Any) -> Any:
        killer.statement(sql)
        return run(sql, *rest)

    commit = connection._commit

    def and_commit() -> Any:
        killer.statement("COMMIT")
        return commit()

    connection.execute_wrappers.append(execute)
    connection._commit = and_commit


def receive(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    acknowledge(offices.receive(clerk))


def decide(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    number = f"{offices.DAY.year}-0001"
    acknowledge(clerk.record(number, {"age": 60}, officer=offices.OFFICER, office=offices.DESK))
    acknowledge(clerk.submit(number, offices.order("ask-opinion", of="police", question="canary?")))


def forget(clerk: Clerk, acknowledge: Callable[[Any], None]) -> None:
    person = clerk.matter(f"{offices.DAY.year}-0001").ref
    for one in clerk.forget(
        person,
        officer=offices.OFFICER,
        office=offices.DESK,
        second="o-second",
        legal_basis="art-17",
    ):
        acknowledge(one)


WORK = {work.__name__: work for work in (receive, decide, forget)}


def run(task: dict[str, Any], told: int) -> None:
    """In the forked process: everything until the end, or the kill."""

    def acknowledge(result: Any) -> None:
        assert isinstance(result, Recorded), result
        os.write(told, f"acknowledged {result.seq}\n".encode())

    killer = Killer(task["before"])
    on_disk = task["at"] == "disk"
    watch = watched(killer.disk) if on_disk else nullcontext()
    with watch, offices.open_(Path(task["folder"])) as clerk:
        for name in (clerk.stores.docket, clerk.stores.keys):
            if not on_disk:
                trace(connections[name], killer)
        killer.watching = True
        WORK[task["work"]](clerk, acknowledge)
        killer.watching = False
    os.write(told, f"counted {killer.counted}\n".encode())


def main() -> None:
    databases.ready()  # once for all: what is forked below has it already
    offices.remember_packs()
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
        with os.fdopen(read) as told:
            lines = [line.split() for line in told]
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        ended = "killed" if killed else "done" if status == 0 else "failed"
        answer = {
            "ended": ended,
            "acknowledged": [int(n) for what, n in lines if what == "acknowledged"],
            "counted": [int(n) for what, n in lines if what == "counted"],
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
