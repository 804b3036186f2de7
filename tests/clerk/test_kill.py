"""The power of kill -9: at every statement and every touch of the disk, nothing acknowledged is
lost
and nothing half-written is left."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from clemency.clerk.office import Clerk
from clemency.clerk.vault import Forgotten, Opened
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


def keys(folder: Path) -> list[bytes]:
    """Every key in the office's key store, as it lies there."""
    database = sqlite3.connect(folder / "keys.sqlite3")
    rows = database.execute(
        "SELECT wrapped FROM keys_personkey UNION SELECT wrapped FROM keys_itemkey"
    )
    found = [wrapped for (wrapped,) in rows]
    database.close()
    return found


def check(folder: Path, before: int, acknowledged: list[int]) -> int:
    """The office after the kill: opened again, whole, and with everything that was acknowledged;
    how many entries it has."""
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
        matter = clerk.matter("2026-0001")
        text = clerk.desk.vault.open(matter.entries[0].texts["/commits/words"])
        if is_erased(clerk):
            assert text == Forgotten(matter.ref)
        else:
            assert isinstance(text, Opened) and text.text == offices.PLEA.encode()
        return there


def is_erased(clerk: Clerk) -> bool:
    return any(entry.kind == "Erased" for entry in clerk.matter("2026-0001").entries)


def erased(folder: Path) -> bool:
    with offices.open_(folder) as clerk:
        return is_erased(clerk)


def test_killed_anywhere_on_postgresql(
    child: Child, postgresql: Callable[[], dict[str, str]]
) -> None:
    """The server goes on; what it was told of half a command is undone."""
    folder = offices.quick_folder() / "office"
    offices.make(folder, **postgresql())
    with offices.open_(folder) as clerk:
        offices.receive(clerk)
        size = clerk.checkpoint().size
    for place in range(0, 100, 1 if is_campaign() else 3):
        answer = child.run(folder, "receive", "statement", before=place)
        size = check(folder, size, answer["acknowledged"])
        if answer["ended"] == "done":
            break
    assert (answer["ended"], place >= 8) == ("done", True)
    shutil.rmtree(folder.parent)


def is_campaign() -> bool:
    """Whether this is the long search."""
    return settings.get_current_profile_name() == "campaign"


def places(child: Child, copy: offices.Copy, work: str, at: str) -> range:
    """Before which of all that the work does it is killed: before each statement, and before some
    fifteen of the touches of the disk, spread over all (in campaigns before each)."""
    folder = copy()
    (count,) = child.run(folder, work, at, before=10**9)["counted"]
    shutil.rmtree(folder.parent)
    every = at == "statement" or is_campaign()
    return range(0, count, 1 if every else max(1, count // 15))


@pytest.mark.parametrize("at", ["statement", "disk"])
@pytest.mark.parametrize("work", ["receive", "decide", "forget"])
def test_killed_anywhere(child: Child, template: Path, work: str, at: str) -> None:
    copy = offices.copier(template)
    with offices.open_(template) as clerk:
        before = clerk.checkpoint().size
    held = keys(template)
    tried = places(child, copy, work, at)
    for place in tried:
        folder = copy()
        answer = child.run(folder, work, at, before=place)
        assert answer["ended"] == "killed", answer
        check(folder, before, answer["acknowledged"])
        if erased(folder):
            left = (folder / "keys.sqlite3").read_bytes()
            assert not any(key in left for key in held)
        shutil.rmtree(folder.parent)
    assert len(tried) >= 10
