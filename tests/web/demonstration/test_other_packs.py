"""Packs for which nobody wrote stories are shown by their own journeys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from clemency.clerk import shelf
from clemency.clerk.office import Clerk
from clemency.web import demonstration
from clemency.web.demonstration import journeys
from tests.web.demonstration.conftest import TODAY, read

RURITANIA = str(Path(__file__).parents[2] / "packs" / "ruritania")


@pytest.mark.parametrize("pack", [RURITANIA, "us_pa"])
def test_journeys_are_told_again_until_there_are_enough(pack: str, tmp_path: Path) -> None:
    made = demonstration.make(tmp_path / "office", pack=pack, matters=16, today=TODAY)
    with Clerk.open(tmp_path / "office") as clerk:
        assert clerk.verify().sound
        matters = read(clerk)
        assert 12 <= len(matters) == made.matters <= 16
        assert max(one.fields["on"] for matter in matters for one in matter.entries) < TODAY
        held = {row.office for row in clerk.appointments().rows}
        assert {one.id for one in clerk.pack.offices.values() if not one.outside} <= held
    assert made.petitioners == ()
    assert all(one.login and one.names for one in made.officers)


@pytest.mark.parametrize("pack", shelf.packs())
def test_every_pack_has_something_to_show(pack: str) -> None:
    law = shelf.load(pack)
    own = shelf.scenarios(pack, law).journeys
    steps = journeys.repeated(own, law, matters=30, seed=1, today=TODAY)
    assert 20 <= len({step.matter.key for step in steps}) <= 30
    assert all(step.on < TODAY for step in steps)


def test_a_journey_that_is_shown_is_over_by_the_day_before() -> None:
    law = shelf.load("il")
    own = shelf.scenarios("il", law).journeys
    day = min(step.on for one in own if one.shown for step in one.steps)
    early = journeys.shown(own, law, 9, day)
    late = journeys.shown(own, law, 9, TODAY + timedelta(days=900))
    assert early and max(step.on for step in early) < day
    assert not journeys.shown(own, law, 0, TODAY)
    told = {step.on for one in own if one.shown for step in one.steps}
    assert {step.on for step in late} <= told
