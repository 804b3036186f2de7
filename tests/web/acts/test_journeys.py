"""Journeys of the packs, every act of which is done in the browser: the form must let officers do
exactly what the procedure allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clemency.clerk.evidence import FactsGiven
from clemency.docket.filling import OF_A_GRANT
from clemency.law.facts import plain_from
from clemency.law.pack import Act
from clemency.law.trial import Journey, Step
from tests.web.acts.hands import taken
from tests.web.acts.stories import RURITANIA, journeys, teller_of
from tests.web.offices import Office

WALKED = (
    "An ordinary request, from the form to a grant in force",
    "The countersignature is withheld: without grounds refused",
    "A grant in part and on a condition",
    "An entry that was wrong is put right by another",
)


@pytest.mark.parametrize("name", WALKED)
def test_a_journey_of_the_first_pack(office: Office, name: str) -> None:
    journey = next(one for one in journeys(office, "il") if one.name.startswith(name))
    assert walked(office, journey) >= 1


def test_every_journey_of_ruritania(ruritania: Office) -> None:
    done = sum(walked(ruritania, journey) for journey in journeys(ruritania, RURITANIA))
    assert done >= 10


def walked(office: Office, journey: Journey) -> int:
    """Takes the journey; how many acts were done in the browser."""
    teller = teller_of(office, journey)
    numbers: dict[str, str] = {}
    renamed: dict[str, str] = {}
    done = 0
    for step in journey.steps:
        office.set_day(step.on)
        number = numbers.get(step.matter)
        act = office.clerk.pack.acts.get(step.act or "")
        if (step.act is None and not step.facts.values) or (step.act and act is None):
            continue  # time goes by; or there is no such page
        if number is None or act is None:
            numbers[step.matter] = teller.take(step).number
            continue
        by = step.by or teller.competent(act, step)
        officer = step.officer or teller.officer(by, step.on)
        _tell(office, number, step, by, officer)
        step = _as_typed(step, renamed)
        if not _in_office(office, step, by, officer) or _another_text(step, act):
            continue  # nobody can sit there: the door of the desk stays shut
        accepted = taken(office, number, step, by, officer)
        assert accepted is not (step.accepted is False), (journey.name, step.act, step.on)
        done += accepted
    return done


def _as_typed(step: Step, renamed: dict[str, str]) -> Step:
    """The step with the numbers by which the browser knows conditions."""
    for row in step.sets.get("conditions", ()):
        renamed[row["id"]] = f"condition-{len(renamed) + 1}"
    condition = step.sets.get("condition")
    if condition not in renamed:
        return step
    return replace(step, sets={**step.sets, "condition": renamed[condition]})


def _another_text(step: Step, act: Act) -> bool:
    """Whether it signs a text of its own: the browser shows the one that was granted, and no other
    can be signed there."""
    return act.writes in OF_A_GRANT and "text" in step.sets


def _in_office(office: Office, step: Step, by: str, officer: str) -> bool:
    """Whether the officer holds the office on the day on which the browser is used."""
    return office.clerk.appointments().holds(officer, by, office.clerk.today())


def _tell(office: Office, number: str, step: Step, by: str, officer: str) -> None:
    """What becomes known with a step is on the file before it."""
    if step.facts.values:
        standing = step.standing.value
        given = FactsGiven(plain_from(step.facts), standing, step.reported_by)  # type: ignore[arg-type]
        office.clerk.record(number, given, officer=officer, office=by, on=step.on)
