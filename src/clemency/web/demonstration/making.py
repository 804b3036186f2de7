"""Makes the demonstration office: some two hundred matters, all of them invented."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from clemency.clerk import shelf
from clemency.clerk.clock import SystemClock
from clemency.clerk.clock import today as civil_day
from clemency.clerk.office import Clerk
from clemency.clerk.trouble import Trouble
from clemency.law.pack import Pack
from clemency.web.demonstration import journeys
from clemency.web.demonstration.book import Book, book
from clemency.web.demonstration.made import Made, keep
from clemency.web.demonstration.papers import Papers
from clemency.web.demonstration.people import DemoPetitioner, people
from clemency.web.demonstration.plan import Planned, Planner
from clemency.web.demonstration.telling import OffScript, StoryClock, Teller

Progress = Callable[[int, int], None]
"""Told how many steps are taken, and how many there are."""

AT_A_TIME = 200  # steps that are committed together, and between two tellings of the progress


class NotMade(Exception):
    """The docket that was made does not verify: nothing should be shown of it."""


@dataclass(frozen=True)
class _Script:
    """Everything that will happen, in order.

    firm  whether every step must go as it is told; else a story ends where it goes otherwise
    """

    steps: list[Planned]
    firm: bool
    officers: tuple[tuple[str, str], ...]


def make(
    folder: Path | str,
    *,
    pack: str | None = None,
    seed: int = 2026,
    matters: int = 200,
    today: date | None = None,
    progress: Progress | None = None,
) -> Made:
    """Makes an office in an empty or missing folder, with so many matters, and leaves it closed.

    The same pack, seed, number and day give the same office: numbers, stages, facts and texts.
    References, salts and keys are drawn afresh. Everything goes through the clerk, so the docket is
    as real as its matters are not. The office closes with the day before `today`.

    today     the day on which the demonstration begins, in the pack's time zone
    progress  told from time to time how far it is

    Raises OffScript where the procedure refuses what a story tells, NotMade where the docket does
    not verify, and what `Clerk.create` raises.
    """
    folder, named = Path(folder), pack or shelf.first()
    law = shelf.load(named)
    today = today or civil_day(SystemClock(), law.calendar.time_zone)
    told = book(law.id)
    script = _script(named, law, told, seed=seed, matters=matters, today=today)
    first = script.steps[0].on if script.steps else today
    clock = StoryClock(first - timedelta(days=1), law.calendar.time_zone)
    place = str(Path(named).resolve()) if Path(named).joinpath("pack.toml").is_file() else named
    title = law.texts.get("pack.name", "en") or law.id
    origin = f"clemency.example/{law.id}/demonstration"
    with (
        _few_collections(),
        Clerk.create(folder, pack=place, origin=origin, title=title, clock=clock) as clerk,
    ):
        teller = Teller(clerk, clock, Papers(law, told) if told else None)
        _tell(teller, script, first - timedelta(days=1), progress or (lambda done, all_: None))
        if not clerk.verify().sound:
            raise NotMade(f"The docket in {folder} does not verify.")
    made = Made(
        pack=named,
        seed=seed,
        matters=len(teller.numbers),
        today=today,
        officers=tuple(people(law)),
        petitioners=tuple(_petitioners(told, teller, script)) if told else (),
    )
    keep(folder, made)
    return made


def _script(
    named: str, law: Pack, told: Book | None, *, seed: int, matters: int, today: date
) -> _Script:
    own = shelf.scenarios(named, law).journeys
    seats = tuple((one.ref, office) for one in people(law) for office in one.offices)
    if told is None:
        steps, _ = journeys.repeated(own, matters=matters, seed=seed, today=today)
        return _Script(_in_order(steps), False, (*seats, *journeys.named(own, law)))
    first = journeys.shown(own, today)
    left = matters - len({step.matter.key for step in first})
    steps = Planner(law, told, seed=seed, today=today).plan(max(left, 0))
    return _Script(_in_order([*first, *steps]), True, seats)


def _in_order(steps: Iterable[Planned]) -> list[Planned]:
    return sorted(steps, key=lambda step: (step.on, step.minute))


def _tell(teller: Teller, script: _Script, since: date, progress: Progress) -> None:
    """Appoints everybody, then takes every step. Committed many at a time, since nobody waits for
    the answer to any of them."""
    at_once = teller.clerk.at_once
    with at_once():
        for officer, office in dict.fromkeys(script.officers):
            teller.clerk.appoint(officer, office, from_on=since, on=since)
    over: set[tuple[str, int]] = set()
    for start in range(0, len(script.steps), AT_A_TIME):
        with at_once():
            for step in script.steps[start : start + AT_A_TIME]:
                if step.matter.key[:2] in over:
                    continue
                try:
                    teller.take(step)
                except (OffScript, Trouble):
                    if script.firm:
                        raise
                    over.add(step.matter.key[:2])
        progress(min(start + AT_A_TIME, len(script.steps)), len(script.steps))


def _petitioners(told: Book, teller: Teller, script: _Script) -> Iterator[DemoPetitioner]:
    """Those outside who can look in: each with the matters of the story they belong to."""
    people_in = {step.matter.key: step.matter for step in script.steps}
    for one in told.petitioners:
        theirs = [key for key in teller.numbers if key[0] in one["stories"]]
        wanted = one.get("language")
        keys = [key for key in theirs if people_in[key].language == wanted] or theirs
        if not keys:
            continue
        matter = people_in[keys[0]]
        language, name = matter.language, (matter.filer or matter.person).name
        if "cast" in one:
            language, name = wanted, told.cast[one["cast"]]["name"][wanted]
            keys = theirs
        yield DemoPetitioner(
            login=one["login"],
            name=name,
            language=language,
            role=one["role"],
            story=keys[0][0],
            matters=tuple(teller.numbers[key] for key in keys[: one.get("most", 1)]),
        )


@contextmanager
def _few_collections() -> Iterator[None]:
    """Looks for garbage in circles less often: a tenth of the time, and little memory."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
