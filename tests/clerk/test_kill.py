"""The power of kill -9: at every statement and every touch of the disk, nothing acknowledged is lost
and nothing half-written is left."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clemency.clerk.vault import Forgotten
from tests.clerk import offices

ROOT = Path(__file__).parents[2]


class Child:
    """The process that is killed, again and again."""

    def __init__(self) -> None:
        paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.clerk.kill_child"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, folder: Path, work: str, at: str, before: int) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        task = {"folder": str(folder), "work": work, "at": at, "before": before}
        task["on"] = offices.DAY.isoformat()
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.end()


@pytest.fixture(scope="module")
def template(template: Path) -> Iterator[Path]:
    """An office with one petition in it."""
    folder = offices.copier(template)()
    with offices.open_(folder) as clerk:
        got = offices.receive(clerk)
        offices.do(clerk, got.matter, "open-petition")
    yield folder
    shutil.rmtree(folder.parent)


def check(folder: Path, before: int, acknowledged: list[int]) -> None:
    """The office after the kill: opened again, whole, and with everything that was acknowledged."""
    with offices.open_(folder) as clerk:
        report = clerk.verify()
        assert report.sound, str(report)
        assert clerk.rebuild().differences == ()
        there = report.by_content
        assert all(seq < there for seq in acknowledged)
        # What was committed in the moment before the kill, and could not be acknowledged any more,
        # is one whole command: an entry, or an entry and the facts that came with it.
        last = max(acknowledged, default=before - 1) + 1
        assert there >= last
        assert there - last <= 2
        person = clerk.matter("2026-0001").ref
        erased = any(entry.kind == "Erased" for entry in clerk.matter("2026-0001").entries)
        words = clerk.matter("2026-0001").entries[0].texts["/commits/words"]
        text = clerk.text("2026-0001", words)
        assert text == (Forgotten(person) if erased else offices.PLEA.encode())


@pytest.mark.parametrize("at", ["statement", "disk"])
@pytest.mark.parametrize("work", ["receive", "decide", "forget"])
def test_killed_anywhere(child: Child, template: Path, work: str, at: str) -> None:
    copy = offices.copier(template)
    with offices.open_(template) as clerk:
        before = clerk.checkpoint().size
    kills = 0
    while True:
        folder = copy()
        answer = child.run(folder, work, at, before=kills)
        assert answer["ended"] in ("killed", "done"), answer
        check(folder, before, answer["acknowledged"])
        shutil.rmtree(folder.parent)
        if answer["ended"] == "done":
            break
        kills += 1
    assert kills >= 12  # as many places as there are, and there are many
