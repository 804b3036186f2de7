"""A pack's own journeys as demonstrations: those marked as shown; or all of them, moved in time and
told again and again, where nobody has written stories for the pack.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from clemency.law.facts import plain_from
from clemency.law.pack import Pack
from clemency.law.trial import Journey, Step
from clemency.web.demonstration.people import Person
from clemency.web.demonstration.plan import WINDOW, Matter, Planned

NOBODY = Person("", "en")


def shown(journeys: Iterable[Journey], pack: Pack, matters: int, today: date) -> list[Planned]:
    """The journeys marked as shown, as far as they have no more matters than that: on the days on
    which they are told, or whole weeks earlier where they are not over by today."""
    steps: list[Planned] = []
    for journey in journeys:
        size = len({step.matter for step in journey.steps})
        if journey.shown and size <= matters:
            matters -= size
            late = (max(step.on for step in journey.steps) - today).days + 1
            back = timedelta(weeks=-(-late // 7) if late > 0 else 0)
            steps += _told(journey, 0, back, pack.acts)
    return steps


def repeated(
    journeys: Iterable[Journey], pack: Pack, *, matters: int, seed: int, today: date
) -> list[Planned]:
    """Journeys in turn, as long as their matters are not too many, each at a time of its own.

    Steps that would come later than yesterday are left out: those matters are still open.
    """
    steps: list[Planned] = []
    known, telling, left = tuple(journeys), 0, matters
    while left:
        before = left
        for journey in known:
            moved = list(_moved(journey, pack, telling, seed, today))
            size = len({step.matter.key for step in moved})
            if size <= left:
                steps += moved
                left -= size
        telling += 1
        if left == before:
            break
    return steps


def named(journeys: Iterable[Journey], pack: Pack) -> Iterator[tuple[str, str]]:
    """The officers whom journeys name, each with an office."""
    for journey in journeys:
        yield from ((one.officer, one.office) for one in journey.appointed)
        told = {one.officer for one in journey.appointed}
        for step in journey.steps:
            act = pack.acts.get(step.act or "")
            office = step.by or (act.by[0] if act else None)
            for officer in (step.officer, step.second):
                if officer and office and officer not in told and not journey.appointed:
                    yield officer, office


def _moved(journey: Journey, pack: Pack, telling: int, seed: int, today: date) -> Iterator[Planned]:
    """The journey so that it begins within the last fourteen months; the part that is over."""
    first = min(step.on for step in journey.steps)
    length = (max(step.on for step in journey.steps) - first).days
    draw = Random(f"{seed} {journey.name} {telling}")
    begins = today - timedelta(days=draw.randint(min(length + 1, WINDOW), WINDOW))
    for step in _told(journey, telling, first - begins, pack.acts):
        if step.on < today:
            yield step


def _told(
    journey: Journey, telling: int, back: timedelta, acts: Collection[str]
) -> Iterator[Planned]:
    matters: dict[str, Matter] = {}
    for place, step in enumerate(journey.steps):
        if step.act not in (None, *acts) or (step.act is None and not step.facts.values):
            continue  # it shows that there is no such act, or that a day passes
        key = (journey.name, telling, step.matter)
        matter = matters.setdefault(step.matter, Matter(key, "en", "", "", NOBODY, None, {}))
        yield _planned(step, matter, 8 * 60 + min(place * 7, 500), back)


def _planned(step: Step, matter: Matter, minute: int, back: timedelta) -> Planned:
    return Planned(
        on=step.on - back,
        minute=minute,
        matter=matter,
        act=step.act,
        by=step.by,
        officer=step.officer,
        sets=_earlier(step.sets, back),
        texts={},
        facts=_earlier(plain_from(step.facts), back) if step.facts.values else {},
        standing=step.standing.value,
        second=step.second,
        refused=step.act is not None and not step.accepted,
        reported_by=step.reported_by,
    )


def _earlier(told: Any, back: timedelta) -> Any:
    """The same with every day in it moved."""
    if isinstance(told, date):
        return told - back
    if isinstance(told, Mapping):
        return {name: _earlier(value, back) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_earlier(value, back) for value in told]
    return told
