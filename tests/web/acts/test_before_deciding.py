"""What lies before whoever decides: conflicts, and one page that predicts nothing."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.clerk.evidence import FactsGiven
from clemency.docket.policy import Viewer
from clemency.law.facts import plain_from
from clemency.web.lists.models import NEVER, Row
from clemency.web.lists.sights import sights
from tests.web.acts.filling import typed
from tests.web.acts.hands import confirmed, drawn_up, read, signed_in
from tests.web.acts.stories import journeys, told, upto
from tests.web.offices import Office

DAY = date(2026, 3, 2)


def begun(office: Office, name: str, act: str) -> str:
    journey = next(one for one in journeys(office, "il") if one.name.startswith(name))
    return upto(office, journey, act)[0]


@pytest.fixture
def heard(office: Office) -> str:
    """A matter in which a victim has written."""
    name = "A victim who asked to be heard"
    journey = next(one for one in journeys(office, "il") if one.name.startswith(name))
    steps = [step.act for step in journey.steps]
    return told(office, journey, steps.index("victim-heard") + 1)[-1].number


def test_every_officer_who_would_act_is_looked_at(office: Office) -> None:
    number = begun(office, "An ordinary request", "department-opinion")
    office.act(
        number,
        "record-relation",
        by="president_legal",
        fields={"whose": "o-minister_of_justice", "role": "judge"},
    )
    client = signed_in(office, "o-president_legal", "president_legal")
    for language in ("en", "he", "ar"):
        assert client.get(f"/{language}/desk/{number}/conflicts/").status_code == 200
    page = read(client.get(f"/en/desk/{number}/conflicts/"))
    assert "must stand aside" in page.text
    assert "Procedure chart of 30 November 2025" in page.text
    assert "stand-aside/?whose=o-minister_of_justice" in page.text
    assert "judge" in page.text


def test_a_substitute_is_named_by_whoever_may(office: Office) -> None:
    number = begun(office, "An ordinary request", "department-opinion")
    government = signed_in(office, "o-government", "government")
    page = read(government.get(f"/en/desk/{number}/conflicts/"))
    assert "/acts/name-substitute/?of=minister_of_justice" in page.text
    other = signed_in(office, "o-president_legal", "president_legal")
    assert "/acts/name-substitute/" not in read(other.get(f"/en/desk/{number}/conflicts/")).text


def test_a_substitute_acts_from_the_seat_in_whose_place_they_were_named(office: Office) -> None:
    journey = next(
        one for one in journeys(office, "il") if one.name.startswith("A conflicted minister")
    )
    number, step = upto(office, journey, "minister-opinion")
    assert step.officer is not None
    office.clerk.appoint(step.officer, "minister_of_defence")
    client = signed_in(office, step.officer, "minister_of_defence")
    act = office.clerk.pack.acts["minister-opinion"]
    page = drawn_up(client, number, "minister-opinion", typed(act, step.sets))
    assert page.effect
    assert "It is entered in the docket" in confirmed(client, page).text
    fields = office.clerk.matter(number).entries[-1].fields
    assert (fields["office"], fields["officer"]) == ("minister_of_justice", step.officer)


def test_the_brief_shows_what_bears_on_it_and_no_score(office: Office) -> None:
    number = begun(office, "An opinion that never comes", "chase-opinion")
    client = signed_in(office, "o-president", "president")
    for language in ("en", "he", "ar"):
        assert client.get(f"/{language}/desk/{number}/brief/").status_code == 200
    page = read(client.get(f"/en/desk/{number}/brief/"))
    assert "Silent" in page.text
    assert "Against" in page.text
    assert "scores nobody and predicts nothing" in page.text
    assert "Fewer than 10" in page.text
    assert f"/en/desk/{number}/conflicts/" in page.text


def test_a_victims_words_are_read_by_those_alone_who_may(office: Office, heard: str) -> None:
    words = "The victim&#39;s own words."
    president = signed_in(office, "o-president", "president")
    assert words in read(president.get(f"/en/desk/{heard}/brief/")).text
    for id in ("spokesperson", "president_desk", "government"):
        client = signed_in(office, f"o-{id}", id)
        page = read(client.get(f"/en/desk/{heard}/brief/"))
        assert words not in page.text, id
    police = signed_in(office, "o-police", "police")
    assert police.get(f"/en/desk/{heard}/brief/").status_code == 404


def test_past_outcomes_are_counted_only_where_there_are_enough(office: Office) -> None:
    journey = next(
        one for one in journeys(office, "il") if one.name.startswith("A request that is denied")
    )
    number, step = upto(office, journey, "open-petition")
    given = FactsGiven(plain_from(step.facts), "claimed")
    fields = {"relief": "reduction"}
    office.act(number, "open-petition", by="president_legal", fields=fields, facts=given)
    client = signed_in(office, "o-president", "president")
    assert client.get(f"/en/desk/{number}/brief/").status_code == 200  # the lists have caught up
    sight = sights(office.clerk.pack).of(Viewer("office", "president"))
    Row.objects.bulk_create([_decided(place, sight, "reduction") for place in range(9)])
    assert "Fewer than 10" in read(client.get(f"/en/desk/{number}/brief/")).text
    Row.objects.bulk_create([_decided(9, sight, "reduction")])
    page = read(client.get(f"/en/desk/{number}/brief/"))
    assert "no forecast" in page.text
    assert "Not granted" in page.text


def _decided(place: int, sight: str, relief: str) -> Row:
    return Row(
        sight=sight,
        matter=f"{place:032x}",
        first=100_000 + place,
        number=f"2025-{place:04}",
        number_key=f"2025-{place:04}",
        stage="denied",
        kind="petition",
        in_public_office=False,
        last_on=DAY,
        entries=3,
        waiting_on="nobody",
        blocked=[],
        due_on=NEVER,
        answers=0,
        decided_on=DAY,
        finished=True,
        relief=relief,
    )
