"""Two officers act at once on what both have just seen: one wins, the other is told what
changed."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.clerk import offices, race_child


def race(folder: Path, matters: list[str], trials: int) -> dict[str, list[tuple[str, Any]]]:
    spawn = multiprocessing.get_context("spawn")
    barrier, results = spawn.Barrier(2, timeout=120), spawn.SimpleQueue()
    both = [
        spawn.Process(
            target=race_child.officer,
            args=(name, str(folder), matters, trials, barrier.wait, results),
        )
        for name in ("one", "two")
    ]
    for process in both:
        process.start()
    told = dict(results.get() for _ in both)
    for process in both:
        process.join()
        process.close()
    results.close()
    return told


@pytest.mark.parametrize("trials", [200])
def test_one_wins_and_the_other_is_told(office: Path, trials: int) -> None:
    with offices.open_(office) as clerk:
        matters = [offices.receive(clerk).matter for _ in range(8)]
    check(office, matters, trials)


def test_one_wins_and_the_other_is_told_on_postgresql(postgresql: Any) -> None:
    folder = offices.quick_folder() / "office"
    offices.make(folder, **postgresql())
    with offices.open_(folder) as clerk:
        matters = [offices.receive(clerk).matter for _ in range(8)]
    check(folder, matters, 30)
    shutil.rmtree(folder.parent)


def check(folder: Path, matters: list[str], trials: int) -> None:
    with offices.open_(folder) as clerk:
        before = clerk.checkpoint().size
    told = race(folder, matters, trials)
    wins = dict.fromkeys(told, 0)
    for trial in range(trials):
        answers = {name: told[name][trial] for name in told}
        (winner,) = [name for name, (what, _) in answers.items() if what == "recorded"]
        ((what, missed),) = [answers[name] for name in answers if name != winner]
        assert (what, missed) == ("stale", [f"{winner}-{trial}"])
        assert answers[winner][1] == before + trial  # and nothing else was written
        wins[winner] += 1
    with offices.open_(folder) as clerk:
        assert clerk.checkpoint().size == before + trials
        assert clerk.verify().sound
        assert clerk.rebuild().same
    assert sum(wins.values()) == trials
