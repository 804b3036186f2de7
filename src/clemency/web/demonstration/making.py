"""Makes the demonstration office: some two hundred matters, all of them invented."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from clemency.clerk import shelf
from clemency.clerk.clock import SystemClock
from clemency.clerk.clock import today as civil_day
from clemency.clerk.diagnosis import told as told_of
from clemency.clerk.folder import OFFICE
from clemency.clerk.office import Clerk
from clemency.clerk.trouble import NoOffice, Trouble
from clemency.law.pack import Pack
from clemency.web.demonstration import journeys
from clemency.web.demonstration.book import Book, Plain, book
from clemency.web.demonstration.made import Made, keep
from clemency.web.demonstration.papers import Papers
from clemency.web.demonstration.people import DemoPetitioner, people
from clemency.web.demonstration.plan import Matter, Planned, Planner
from clemency.web.demonstration.telling import OffScript, StoryClock, Teller

Progress = Callable[[int, int], None]
"""Told how many steps are taken, and how many there are."""

AT_A_TIME = 200  # steps that are committed together, and between two tellings of the progress


UNFINISHED = ".unfinished"
"""Where in its folder an office is made, until it is whole."""


class NotMade(Trouble):
    """The docket that was made does not verify: nothing should be shown of it."""

    code = "not-made"


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
    not verify, NoOffice where the folder is not empty, and what `Clerk.create` raises. Then nothing
    is left that would be taken for an office.
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
    with _few_collections(), _put_in_place(folder) as building:
        create = partial(Clerk.create, pack=place, origin=origin, title=title, clock=clock)
        with create(building) as clerk:
            teller = Teller(clerk, clock, Papers(law, told) if told else None)
            _tell(teller, script, first - timedelta(days=1), progress or (lambda done, of: None))
            if not clerk.verify().sound:
                raise NotMade(
                    f"The docket that was made in {folder} does not verify, so it is not kept.",
                    "Make it again; if it happens twice, the disk or the memory may be at fault.",
                )
        made = Made(
            pack=named,
            seed=seed,
            matters=len(teller.numbers),
            today=today,
            officers=tuple(people(law)),
            petitioners=tuple(_petitioners(told, teller, script)) if told else (),
        )
        keep(building, made)
    return made


@contextmanager
def _put_in_place(folder: Path) -> Iterator[Path]:
    """A folder to make the office in; at the end everything is moved up, office.toml last.

    Whatever interrupts it leaves no office, and the next attempt begins anew. Raises NoOffice where
    there is anything else in the folder.
    """
    building = folder / UNFINISHED
    shutil.rmtree(building, ignore_errors=True)
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NoOffice(
                f"{folder} is not empty, so no demonstration is made in it.",
                "Name a folder that does not exist yet, or empty this one.",
            )
    yield building
    with told_of(folder):
        for file in sorted(building.iterdir(), key=lambda file: file.name == OFFICE):
            file.rename(folder / file.name)
        building.rmdir()


def _script(
    named: str, law: Pack, told: Book | None, *, seed: int, matters: int, today: date
) -> _Script:
    own = shelf.scenarios(named, law).journeys
    seats = tuple((one.ref, office) for one in people(law) for office in one.offices)
    if told is None:
        steps = journeys.repeated(own, law, matters=matters, seed=seed, today=today)
        return _Script(_in_order(steps), False, (*seats, *journeys.named(own, law)))
    first = journeys.shown(own, law, matters, today)
    left = matters - len({step.matter.key for step in first})
    steps = Planner(law, told, seed=seed, today=today).plan(left)
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
        found = [people_in[key] for key in teller.numbers if key[0] in one["stories"]]
        if "cast" in one:
            language = one["language"]
            name = told.cast[one["cast"]]["name"][language]
        else:
            found = sorted((m for m in found if m.filer is None), key=lambda m: _fit(one, m))
            language, name = (found[0].language, found[0].person.name) if found else ("", "")
        if not found:
            continue
        yield DemoPetitioner(
            login=one["login"],
            name=name,
            language=language,
            role=one["role"],
            story=found[0].key[0],
            matters=tuple(teller.numbers[m.key] for m in found[: one.get("most", 1)]),
        )


def _fit(one: Plain, matter: Matter) -> tuple[bool, int]:
    """How well a matter suits somebody: in the language wanted, and of the story named first."""
    return matter.language != one["language"], one["stories"].index(matter.key[0])


@contextmanager
def _few_collections() -> Iterator[None]:
    """Looks for garbage in circles less often: a tenth of the time, and little memory."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)
