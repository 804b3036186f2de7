"""A pack's journeys, taken through a real office: the same steps as its tests, with storage, clock
and keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from clemency.clerk.clock import GivenClock
from clemency.clerk.evidence import FactsGiven
from clemency.clerk.office import Clerk
from clemency.cli.act import Standing
from clemency.cli.orders import split
from clemency.docket.guards import Attempt, not_competent
from clemency.docket.order import Order
from clemency.law.facts import plain_from
from clemency.law.pack import Act
from clemency.law.trial import Journey, Step

Seat = tuple[str, str, date | None, date | None]


@dataclass
class Taken:
    """One step as it went: what was tried, for whom, and what came of it."""

    step: Step
    number: str
    office: str
    verdict: Any
    entries: int


@dataclass
class Teller:
    """Takes journeys step by step."""

    clerk: Clerk
    clock: GivenClock
    matters: dict[str, str] = field(default_factory=dict)

    def appoint(self, journeys: Iterable[Journey]) -> None:
        """Somebody for every office that acts, and whoever a journey names, from its days on."""
        for officer, office, since, until in dict.fromkeys(self._named(journeys)):
            self.clerk.appoint(officer, office, from_on=since, until_on=until)
        held = {row.office for row in self.clerk.appointments().rows}
        for one in self.clerk.pack.offices.values():
            if not one.outside and one.id not in held:
                self.clerk.appoint(f"officer-of-{one.id}", one.id)

    def _named(self, journeys: Iterable[Journey]) -> Iterator[Seat]:
        """Whom the journeys appoint; and whom they merely name, since a story need not tell who was
        appointed.
        """
        for journey in journeys:
            yield from ((a.officer, a.office, a.since, a.until) for a in journey.appointed)
            told = {a.officer for a in journey.appointed}
            for step in journey.steps:
                act = self.clerk.pack.acts.get(step.act or "")
                office = step.by or (act.by[0] if act else None)
                for officer in (step.officer, step.second):
                    if officer and office and officer not in told and not journey.appointed:
                        yield officer, office, None, None

    def tell(self, journey: Journey) -> Iterator[Taken]:
        """The journey, each step as soon as it is taken."""
        self.matters = {}
        for step in journey.steps:
            self.clock.set(step.on, self.clerk.pack.calendar.time_zone)
            yield self._take(step)

    def _take(self, step: Step) -> Taken:
        facts = self._facts(step)
        act = self.clerk.pack.acts.get(step.act) if step.act else None
        if act is None:
            return self._record(step, facts)
        fields, sealed = split(act.writes, step.sets)
        office = step.by or self._competent(act, step)
        officer = step.officer or self._officer(office, step.on)
        number = self.matters.get(step.matter)
        if number is None:
            verdict: Any = self.clerk.receive(
                officer, office, on=step.on, fields=fields, facts=facts, sealed=sealed, act=act.id
            )
            number = self.matters[step.matter] = getattr(verdict, "number", "")
        else:
            order = Order(act.id, office, officer, step.on, fields, step.second)
            verdict = self.clerk.submit(number, order, facts=facts, sealed=sealed)
        return Taken(step, number, office, verdict, self.clerk.checkpoint().size)

    def _record(self, step: Step, facts: FactsGiven | None) -> Taken:
        """Facts alone."""
        number = self.matters[step.matter]
        office = step.by or self._recorder()
        officer = step.officer or self._officer(office, step.on)
        verdict = self.clerk.record(
            number, facts or FactsGiven({}), officer=officer, office=office, on=step.on
        )
        return Taken(step, number, office, verdict, self.clerk.checkpoint().size)

    def _facts(self, step: Step) -> FactsGiven | None:
        if not step.facts.values:
            return None
        standing = cast(Standing, step.standing.value)
        return FactsGiven(plain_from(step.facts), standing, step.reported_by)

    def _recorder(self) -> str:
        return next(
            act.by[-1] for act in self.clerk.pack.acts.values() if act.writes == "PetitionOpened"
        )

    def _officer(self, office: str, on: date) -> str:
        return next(iter(self.clerk.appointments().officers(office, on)), f"officer-of-{office}")

    def _competent(self, act: Act, step: Step) -> str:
        """The first office that does the act on that day; the act's first where none does."""
        pack, number = self.clerk.pack, self.matters.get(step.matter)
        if number is None:
            return act.by[0]
        found = self.clerk.matter(number)
        assert (
            found.case is not None and found.facts is not None
        )  # the clerk's own hands see all of it
        stand_ins = (i.by for o in act.by if o in pack.offices for i in pack.offices[o].instead)
        for office in (*act.by, *stand_ins):
            order = Order(act.id, office, self._officer(office, step.on), step.on)
            if not any(not_competent(Attempt.on(order, act, found.case, found.facts.facts, pack))):
                return office
        return act.by[0]
