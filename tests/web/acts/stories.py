"""Journeys of a pack, taken in a served office up to some step: matters in every stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from clemency.clerk import shelf
from clemency.cli.stories import Taken
from clemency.cli.stories import Teller as Stories
from clemency.law.pack import Act
from clemency.law.trial import Journey, Step
from tests.web.offices import Office


class Teller(Stories):
    """Whoever takes journeys; also step by step, beside what a browser does."""

    def take(self, step: Step) -> Taken:
        """One step, straight through the clerk."""
        return self._take(step)

    def named(self, journey: Journey) -> Iterator[tuple[str, str, date | None, date | None]]:
        """Whom the journey names, each with an office and its days."""
        yield from self._named([journey])

    def competent(self, act: Act, step: Step) -> str:
        """The first office that does the act that day."""
        return self._competent(act, step)

    def officer(self, office: str, on: date) -> str:
        """Somebody of that office."""
        return self._officer(office, on)


def journeys(office: Office, pack: str) -> tuple[Journey, ...]:
    """Every journey of the pack."""
    return tuple(shelf.scenarios(pack, office.clerk.pack).journeys)


def told(office: Office, journey: Journey, steps: int | None = None) -> list[Taken]:
    """The journey, or its first steps, with officers appointed for it."""
    going = teller_of(office, journey).tell(journey)
    return [step for _, step in zip(journey.steps[:steps], going, strict=False)]


def upto(office: Office, journey: Journey, act: str) -> tuple[str, Step]:
    """The journey up to the step that does this act, which is left to be done: the number of its
    matter, and the step."""
    going = teller_of(office, journey).tell(journey)
    numbers: dict[str, str] = {}
    for step in journey.steps:
        if step.act == act and step.accepted is not False:
            office.set_day(step.on)
            return numbers[step.matter], step
        taken = next(going)
        numbers[step.matter] = taken.number
    raise AssertionError(f"{journey.name} has no step that does {act}")


def teller_of(office: Office, journey: Journey) -> Teller:
    """Whoever tells it, in an office whose officers served long before."""
    first = min(step.on for step in journey.steps)
    office.set_day(first)
    for one in office.clerk.pack.offices.values():
        if not one.outside:
            office.clerk.appoint(f"o-{one.id}", one.id, from_on=first)
    teller = Teller(office.clerk, office.clock)
    for officer, seat, since, until in dict.fromkeys(teller.named(journey)):
        office.clerk.appoint(officer, seat, from_on=since or first, until_on=until)
    return teller


RURITANIA = str(Path(__file__).parents[2] / "packs" / "ruritania")
