"""The form asks as the pack says, or else by the pack's own facts; what packs name is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clemency.clerk.packs import load
from clemency.clerk.shelf import packs
from clemency.law import portal as law
from clemency.law.facts import facts_from
from clemency.law.pack import Pack
from clemency.web.petition import compose, portals
from clemency.web.petition.interview import Interview
from clemency.web.petition.views import about
from tests.web.offices import DAY

RURITANIA = str(Path(__file__).parents[2] / "packs" / "ruritania")
WITH = [name for name in (*packs(), RURITANIA) if load(Path(), name).portal is not None]


@pytest.fixture(params=WITH, ids=lambda name: Path(name).name)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(Path(), request.param)


def test_some_packs_have_a_form_of_their_own() -> None:
    assert {"il", "us_federal", RURITANIA} <= set(WITH)


def test_the_form_is_the_one_of_the_pack(pack: Pack) -> None:
    assert portals.portal_of(pack) is pack.portal


def test_what_a_door_tells_are_facts_and_nobody_is_asked_for_them(pack: Pack) -> None:
    act = portals.opening_act(pack, "portal")
    assert act is not None
    for door in portals.DOORS:
        one = Interview(pack, portals.portal_of(pack), act, door, DAY)
        told = one.told
        facts_from(one.whole({}), pack.vocabulary, limits=pack.limits)
        assert told.given and all(one.knows(fact) for fact in one.skipped({}))
        asked = one.route(portals.goal(pack, act)).asked
        assert not {*told.given, *told.when, *told.takes} & set(asked)


def test_a_pack_may_name_what_the_form_asks_of_a_person_and_no_more() -> None:
    assert law.ABOUT == compose.ABOUT
    assert set(law.ABOUT) - set(law.EXTRA) == set(about.PERSON)


def test_a_pack_may_name_every_door_there_is() -> None:
    assert set(law.DOORS) == {*portals.DOORS, *portals.ASKERS}


def test_a_pack_without_a_form_asks_by_its_own_facts() -> None:
    ruritania = replace(load(Path(), RURITANIA), portal=None)
    portal = portals.portal_of(ruritania)
    assert portal.told("relative").given == {"filer": "relative"}
    assert portal.texts == portal.documents == ()
    act = portals.opening_act(ruritania, "portal")
    assert act is not None and act.id == "open-petition"
    assert not portals.takes_papers(ruritania, "portal")
