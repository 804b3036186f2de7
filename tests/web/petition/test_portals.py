"""The settings of the form fit their pack: nothing in them names what is not there."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from clemency.clerk.packs import load
from clemency.law.facts import facts_from
from clemency.law.pack import Pack
from clemency.law.types import Bool
from clemency.web.petition import portals
from clemency.web.petition.portals import Told

FILES = sorted(
    file.name.removesuffix(".toml")
    for file in resources.files("clemency.web.petition").joinpath("portals").iterdir()
    if file.name.endswith(".toml")
)
NEEDS = {"about", "answer", "text"}
ABOUT = {"name", "parent", "identity", "born_on", "address", "telephone", "email", "held_at"}


@pytest.fixture(params=FILES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(Path(), request.param)


def test_the_first_pack_has_its_form() -> None:
    assert "il" in FILES


def test_every_fact_and_rule_is_one_of_the_pack(pack: Pack) -> None:
    portal = portals.portal_of(pack)
    assert set(portal.while_open) <= set(pack.rules)
    assert {fact for fact, _ in portal.asks} <= set(pack.facts)
    assert set(portal.first) | set(portal.beside) <= set(pack.facts)
    for record, fields in portal.lists.items():
        assert set(fields) <= set(pack.records[record].fields)
    for when, facts in portal.implied:
        facts_from({**when, **facts}, pack.vocabulary, limits=pack.limits)
    for fact, when in portal.asks:
        for name, values in when.items():
            for value in values:
                facts_from({name: value}, pack.vocabulary)
        assert fact not in when


def test_what_is_told_without_a_question_can_be_told(pack: Pack) -> None:
    portal = portals.portal_of(pack)
    texts = {own.id for own in portal.texts}
    for door in portal.door:
        told: Told = portal.told(door)
        facts_from(told.given, pack.vocabulary, limits=pack.limits)
        for fact, needs in told.when.items():
            assert pack.facts[fact].type == Bool()
            for need in needs:
                kind, _, name = need.partition(".")
                assert kind in NEEDS or need in ("story", "agreed")
                assert kind != "about" or name in ABOUT
                assert kind != "answer" or name in pack.facts
                assert kind != "text" or name in texts
        for fact, source in told.takes.items():
            assert fact in pack.facts and source.partition(".")[2] in ABOUT | texts


def test_every_text_of_the_form_is_in_every_language(pack: Pack) -> None:
    portal = portals.portal_of(pack)
    for own in (*portal.texts, *portal.documents):
        assert set(own.title) == set(pack.languages)
        assert not own.hint or set(own.hint) == set(pack.languages)


def test_a_pack_without_a_form_asks_by_its_own_facts() -> None:
    ruritania = load(Path(), str(Path(__file__).parents[2] / "packs" / "ruritania"))
    portal = portals.portal_of(ruritania)
    assert portal.told("relative").given == {"filer": "relative"}
    act = portals.opening_act(ruritania, "portal")
    assert act is not None and act.id == "open-petition"
    assert not portals.takes_papers(ruritania, "portal")
