"""Offices for tests: a small one, quickly copied, and what people do in it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clemency.clerk import shelf
from clemency.clerk.clock import GivenClock
from clemency.clerk.office import Clerk
from clemency.clerk.submit import Recorded
from clemency.docket.order import Order

ORIGIN = "office.example/docket"
PACK = str(Path(__file__).parents[1] / "packs" / "ruritania")
DAY = date(2026, 3, 2)
DESK, OFFICER = "pardons_desk", "o-desk"
PLEA = "I, Rudolf Rassendyll, beg for mercy: canary-plea-4711."
FACTS: dict[str, Any] = {
    "filer": "person",
    "last_refused_on": "none",
    "age": 50,
    "cases": {
        "complete": True,
        "list": [
            {
                "open": False,
                "charges": {
                    "complete": True,
                    "list": [
                        {
                            "kind": "theft",
                            "offence_on": date(2015, 5, 5),
                            "sentence": "prison",
                            "released_on": date(2020, 3, 3),
                        }
                    ],
                },
            }
        ],
    },
}
APPOINTED = (
    (OFFICER, DESK),
    ("o-second", "head_of_desk"),
    ("o-prince", "prince"),
    ("o-chancellor", "chancellor"),
    ("o-board", "board"),
    ("o-press", "press_office"),
    ("o-council", "council"),
    ("o-police", "police"),
)


def remember_packs() -> None:
    """Reads each pack once in this process: offices are opened often here, and packs stay the
    same."""
    if not hasattr(shelf.load, "cache_clear"):
        shelf.load = cache(shelf.load)
    shelf.load(PACK)


def quick_folder() -> Path:
    """A new folder where syncing costs nothing, where the machine has one: these tests are about
    order and content, and what is synced is counted elsewhere."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="clerk-", dir=memory if memory.is_dir() else None))
    _made.append(made)
    return made


_made: list[Path] = []


def remove_quick_folders() -> None:
    """Every folder made above that a test has not removed itself."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)


def make(folder: Path, **databases: str) -> None:
    """An office with everybody appointed, closed again."""
    with Clerk.create(
        folder, pack=PACK, origin=ORIGIN, title="Office", clock=GivenClock.on(DAY), **databases
    ) as clerk:
        for officer, office in APPOINTED:
            clerk.appoint(officer, office, from_on=date(2020, 1, 1))


def open_(folder: Path, on: date = DAY) -> Clerk:
    """The office on a day."""
    return Clerk.open(folder, clock=GivenClock.on(on))


def order(act: str, by: str = DESK, officer: str = OFFICER, on: date = DAY, **fields: Any) -> Order:
    """An order; the first officer of the desk gives it unless somebody else is named."""
    return Order(act, by, officer, on, fields)


def receive(clerk: Clerk, on: date = DAY, facts: dict[str, Any] | None = None) -> Recorded:
    """A petition arrives, with a plea in the petitioner's own words."""
    got = clerk.receive(
        OFFICER, DESK, on=on, fields={"channel": "post", "words": PLEA}, facts=facts or FACTS
    )
    assert isinstance(got, Recorded), got
    return got


def do(clerk: Clerk, matter: str, act: str, *args: Any, **fields: Any) -> Recorded:
    """An act that must be accepted."""
    done = clerk.submit(matter, order(act, *args, **fields))
    assert isinstance(done, Recorded), done
    return done


def whole_story(clerk: Clerk) -> Recorded:
    """From a petition to a grant in force: every list of the office then has something in it."""
    got = receive(clerk)
    ref = got.matter
    do(clerk, ref, "open-petition")
    do(clerk, ref, "ask-opinion", of="police", question="What does the record say?")
    do(clerk, ref, "opinion-received", of="police", favours=True, statement="Nothing since.")
    do(clerk, ref, "vote-merit", "board", "o-board", present=5, yes=4, no=1)
    do(clerk, ref, "hear-victim", statement="canary-victim-0815: I do not object.")
    outcomes = [{"relief": "pardon", "charge": "cases[0].charges[0]"}]
    grant = "The sentence of theft is remitted. canary-grant-1234"
    do(clerk, ref, "grant", "prince", "o-prince", outcomes=outcomes, text=grant)
    do(clerk, ref, "countersign", "chancellor", "o-chancellor", text=grant)
    return got


Copy = Callable[[], Path]


def copier(template: Path) -> Copy:
    """Makes copies of an office that is closed."""

    def copy() -> Path:
        target = quick_folder() / "office"
        shutil.copytree(template, target)
        return target

    return copy
