"""What a pack's journeys do in memory they do through storage: same verdicts, same cases."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clemency.clerk import shelf
from clemency.clerk.clock import GivenClock
from clemency.clerk.evidence import FactsGiven
from clemency.clerk.keeping import receiving
from clemency.clerk.office import Clerk
from clemency.clerk.reading import ref_of
from clemency.clerk.submit import load
from clemency.docket.case import Case
from clemency.docket.journey import Matter, _Traveller
from clemency.docket.order import Order
from clemency.docket.verdict import Refused
from clemency.law.facts import plain_from
from clemency.law.trial import Journey, Step
from tests.clerk import offices

COMMITMENT = re.compile(r"[0-9a-f]{64}")


def plain(case: Case) -> dict[str, Any]:
    """A case without what chance has drawn: commitments, and references of victims."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: None if k == "victim" else without(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [without(one) for one in value]
        return "words" if isinstance(value, str) and COMMITMENT.fullmatch(value) else value

    found: dict[str, Any] = without(
        {
            name: len(value)
            if name == "recordings"  # a journey need not say who put a fact on the file
            else [row._asdict() if hasattr(row, "_asdict") else asdict(row) for row in value]
            if isinstance(value, tuple)
            else value
            for name, value in vars(case).items()
        }
    )
    return found


def shown(verdict: Any) -> Any:
    """A verdict in short."""
    if isinstance(verdict, Refused):
        return {(o.kind, o.rule, o.opens_on, o.asks) for o in verdict.objections}
    return None if verdict is None else "accepted"


@pytest.fixture(scope="module", params=["il", offices.PACK], ids=["il", "ruritania"])
def bare(request: pytest.FixtureRequest) -> Iterator[Path]:
    """An office of a pack in which nobody has been appointed yet, closed."""
    folder = offices.quick_folder() / "office"
    clock = GivenClock.on(date(2000, 1, 1))
    Clerk.create(folder, pack=request.param, origin="o/d", title="O", clock=clock).close()
    yield folder
    shutil.rmtree(folder.parent)


def test_every_journey_goes_through_storage_as_it_does_in_memory(bare: Path) -> None:
    with offices.open_(bare) as clerk:
        pack, name = clerk.pack, clerk.settings.pack
    journeys = shelf.scenarios(name, pack).journeys
    assert len(journeys) >= 3
    for journey in journeys:
        folder = offices.copier(bare)()
        check(folder, journey)
        shutil.rmtree(folder.parent)


class Storage:
    """Takes the steps of a journey through an office."""

    def __init__(self, clerk: Clerk, clock: GivenClock, journey: Journey) -> None:
        self.clerk, self.clock, self.journey = clerk, clock, journey
        self.numbers: dict[str, str] = {}
        for one in journey.appointed:
            clerk.appoint(one.officer, one.office, from_on=one.since, until_on=one.until)
        if not journey.appointed:  # in memory nobody's appointment is then looked at
            for seat in sorted(set(self._seats())):
                clerk.appoint(*seat)

    def _seats(self) -> Iterator[tuple[str, str]]:
        inside = [office.id for office in self.clerk.pack.offices.values() if not office.outside]
        for office in inside:
            yield f"officer-of-{office}", office
        for step in self.journey.steps:
            for officer in (step.officer, step.second):
                if officer is not None:
                    yield from ((officer, office) for office in inside)

    def take(self, step: Step, office: str, officer: str) -> Any:
        self.clock.set(step.on, self.clerk.pack.calendar.time_zone)
        facts = None
        if step.facts.values:
            facts = FactsGiven(plain_from(step.facts), step.standing.value, step.reported_by)
        number = self.numbers.get(step.matter)
        if step.act is None:
            assert number is not None and facts is not None
            return self.clerk.record(number, facts, officer=officer, office=office, on=step.on)
        if number is None:
            began = self.clerk.receive(
                officer, office, on=step.on, fields=step.sets, facts=facts, act=step.act
            )
            self.numbers[step.matter] = getattr(began, "number", "")
            return began
        order = Order(step.act, office, officer, step.on, step.sets, step.second)
        return self.clerk.submit(number, order, facts=facts)


def check(folder: Path, journey: Journey) -> None:
    clock = GivenClock.on(min(step.on for step in journey.steps))
    with Clerk.open(folder, clock=clock) as clerk:
        storage, traveller = Storage(clerk, clock, journey), _Traveller(journey, clerk.pack)
        for number, step in enumerate(journey.steps):
            where = f"{journey.name}, step {number + 1}: {step.act}"
            order = traveller._order(step, traveller.matters.setdefault(step.matter, Matter()))
            traveller.take(number, step)
            went = traveller.went[-1]
            office = order.by if order else step.by or clerk.pack.acts[receiving(clerk.pack)].by[0]
            officer = order.officer if order else step.officer or f"officer-of-{office}"
            if order is None and journey.appointed:
                office, officer = journey.appointed[0].office, journey.appointed[0].officer
            verdict = storage.take(step, office, officer)
            if step.act is not None:
                assert shown(verdict) == shown(went.verdict), where
            if storage.numbers[step.matter]:
                ref = ref_of(clerk.desk, storage.numbers[step.matter])
                assert plain(load(clerk.desk, ref).case) == plain(went.case), where
        assert clerk.verify().sound
        assert clerk.rebuild().same
