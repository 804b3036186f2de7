"""What is proved of a procedure over every path, and the journeys that show what fails."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from clemency.clerk import shelf
from clemency.docket.case import Case
from clemency.docket.journey import run
from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Act, Pack
from clemency.law.reading import read_pack
from clemency.law.reading.trials import read_trials
from clemency.proof.procedure.dead_ends import _refused, _Search
from clemency.proof.procedure.events import prove_days
from clemency.proof.procedure.prover import Prover, prove_procedure
from clemency.proof.result import Result, Verdict
from clemency.proof.session import Session

ROOT = Path("tests/packs/ruritania")
BROKEN = Path("tests/broken")


@cache
def results(folder: Path) -> dict[tuple[str, str], Result]:
    """Everything that is proved of a pack, by property and what it is about."""
    pack = shelf.load(folder)
    told = shelf.scenarios(folder, pack)
    found = prove_procedure(pack, Session(), told.journeys)
    return {(one.property, ", ".join(one.about)): one for one in found}


def broken_by(old: str, new: str, acts: str = "tests/broken/sound") -> Pack:
    """The sound pack with one thing in its acts changed."""
    texts = dict(shelf.read_files(Path(acts)))
    assert old in texts["acts.toml"]
    texts["acts.toml"] = texts["acts.toml"].replace(old, new)
    return read_pack(texts, FORMS)


def proved(pack: Pack) -> dict[tuple[str, str], Result]:
    found = prove_procedure(pack, Session())
    return {(one.property, ", ".join(one.about)): one for one in found}


# --- statements -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "about", [("never", "no-effect-unsigned"), ("always", "received-first")], ids=lambda one: one[1]
)
def test_a_statement_holds_on_paths_of_any_length_and_for_any_number_of_records(
    about: tuple[str, str],
) -> None:
    found = results(ROOT)[about]
    assert found.verdict is Verdict.HOLDS
    assert (found.extent.rows, found.extent.acts) == (None, None)


GUARD = "docket.petition_on != none and docket.decided_on == none and docket.closed_on == none"


def test_a_statement_that_fails_comes_back_as_a_journey_that_runs_and_shows_it() -> None:
    pack = broken_by(GUARD, "docket.received_on != none and docket.decided_on == none")
    found = proved(pack)["never", "denied-unasked"]
    assert found.verdict is Verdict.FAILS
    assert found.witness is not None
    assert 'breaks = ["denied-unasked"]' in found.witness.text
    trials = read_trials({"journey.toml": found.witness.text}, pack, FORMS)
    report = run(trials.journeys[0], pack)
    assert report.passed
    assert report.went[-1].case.denied_on is not None
    assert report.went[-1].case.petition_on is None


def test_the_journey_is_broken_in_the_broken_pack_only() -> None:
    pack = broken_by(GUARD, "docket.received_on != none and docket.decided_on == none")
    witness = proved(pack)["never", "denied-unasked"].witness
    assert witness is not None
    sound = shelf.load(BROKEN / "sound")
    trials = read_trials({"journey.toml": witness.text}, sound, FORMS)
    assert not run(trials.journeys[0], sound).passed


def test_what_a_journey_of_the_pack_breaks_never_holds_even_where_it_says_so() -> None:
    folder = BROKEN / "told-not-done"
    story = results(folder)["never", "certified-before-receipt"].witness
    assert story is not None
    pack = shelf.load(folder)
    trials = read_trials({"journey.toml": story.text}, pack, FORMS)
    prover = Prover(pack, Session(), trials.journeys)
    assert prover.walked.broken == {"certified-before-receipt"}
    found = {one.id: prover.statement(one) for one in pack.statements}
    assert found["certified-before-receipt"].verdict is Verdict.FAILS
    assert found["denied-unasked"].verdict is Verdict.HOLDS


def test_no_decision_before_a_current_assessment_where_the_rule_asks_for_one() -> None:
    """The world that is told stays the same along the path; that is said of the result."""
    text = "\n".join(
        (
            "[[never]]",
            'id   = "decided-too-early"',
            'says = "Somebody without a mandate is heard."',
            "is   = \"docket.petition_on != none and filer == 'other'\"",
            "",
            "[[never]]",
        )
    )
    found = proved(broken_by("[[never]]", text))["never", "decided-too-early"]
    assert found.verdict is Verdict.HOLDS
    assert dict(found.says) == {"told": "fixed"}


# --- what can happen ------------------------------------------------------------------------------


def test_every_act_of_a_sound_pack_can_happen_without_any_journey_to_show_it() -> None:
    found = proved(shelf.load(BROKEN / "sound"))
    happen = [one for (name, _), one in found.items() if name == "can-happen"]
    assert {one.verdict for one in happen} == {Verdict.HOLDS}


def test_an_act_that_no_path_leads_to_is_named() -> None:
    found = results(BROKEN / "unreachable-act")
    assert found["can-happen", "record-appeal"].verdict is Verdict.FAILS
    others = [one for (name, about), one in found.items() if about != "record-appeal"]
    assert {one.verdict for one in others} == {Verdict.HOLDS}


def test_an_event_that_nothing_brings_about_is_named_where_something_waits_for_it() -> None:
    """Without the act that records a breach, a clause waits for one in vain."""
    pack = shelf.load(ROOT)
    acts = {id: act for id, act in pack.acts.items() if id != "record-breach"}
    prover = Prover(replace(pack, acts=acts), Session())
    waits = {one.about[0]: one for one in prove_days(prover.pack)}["lapse"]
    assert waits.verdict is Verdict.FAILS
    assert dict(waits.says) == {"columns": "docket.conditions.breached_on"}
    assert prover.can_happen("lapse").verdict is Verdict.FAILS
    assert results(ROOT)["can-be-set", "lapse"].verdict is Verdict.HOLDS


def test_every_act_of_a_whole_pack_is_shown_to_be_possible() -> None:
    assert [one for one in results(ROOT).values() if one.failed] == []


GRANT = """
[[act]]
id     = "grant"
title  = "Grant"
by     = ["prince"]
when   = "docket.petition_on != none and docket.decided_on == none and docket.closed_on == none"
asks   = ["outcomes", "conditions"]
writes = "Granted"
set    = { in_force = true }
closes = true
"""


def test_an_act_that_must_be_given_a_list_is_shown_without_a_journey_of_the_pack() -> None:
    """It is the only way on once the petition is open, and that is seen as well."""
    texts = dict(shelf.read_files(BROKEN / "sound"))
    before, deny = texts["acts.toml"].split('[[act]]\nid     = "deny"')
    texts["acts.toml"] = before + GRANT + "\n[[act]]" + deny.split("[[act]]", 1)[1]
    found = proved(read_pack(texts, FORMS))
    assert found["can-happen", "grant"].verdict is Verdict.HOLDS
    assert found["no-dead-end", ""].verdict is Verdict.HOLDS


def test_what_lacks_only_fields_of_an_order_is_no_dead_end() -> None:
    """Said of a case that is reached, and not of what the solver made of it."""
    texts = dict(shelf.read_files(BROKEN / "dead-end"))
    texts["acts.toml"] += GRANT.replace('"grant"', '"grant-handed-over"')
    pack = read_pack(texts, FORMS)
    prover = Prover(pack, Session())
    search = _Search(prover.exact, prover.common)
    handed = [node for node in prover.cases() if node.case.handed_over_on is not None]
    assert handed
    assert {_refused(node, search) for node in handed if node.case.closed_on is None} == {None}


# --- clocks, votes --------------------------------------------------------------------------------


def test_a_clock_that_may_begin_on_no_day_and_ends_in_what_never_happens_is_named() -> None:
    found = results(BROKEN / "clock-before-its-event")
    assert found["clock-starts", "defer"].verdict is Verdict.FAILS
    assert dict(found["clock-ends", "defer"].says) == {"clock": "wait", "out": "tell-late"}


def test_a_vote_can_carry_and_fail_or_is_named() -> None:
    assert results(ROOT)["vote-open", "vote-merit"].verdict is Verdict.HOLDS
    pack = broken_by("vote.present >= 4", "vote.present >= 6", acts=str(ROOT))
    prover = Prover(pack, Session())
    from clemency.proof.procedure.events import prove_votes

    (found,) = prove_votes(prover.exact)
    assert found.verdict is Verdict.FAILS
    assert "carries" in dict(found.says)["never"]


# --- dead ends ------------------------------------------------------------------------------------


def test_a_sound_procedure_has_no_dead_end() -> None:
    assert results(BROKEN / "sound")["no-dead-end", ""].verdict is Verdict.HOLDS
    assert results(ROOT)["no-dead-end", ""].verdict is Verdict.HOLDS


def test_a_dead_end_is_shown_by_a_journey_after_which_everything_is_refused() -> None:
    found = results(BROKEN / "dead-end")["no-dead-end", "hand-over"]
    assert found.verdict is Verdict.FAILS
    assert found.witness is not None
    pack = shelf.load(BROKEN / "dead-end")
    trials = read_trials({"journey.toml": found.witness.text}, pack, FORMS)
    report = run(trials.journeys[0], pack)
    assert report.passed
    assert "refused" in found.witness.text
    assert report.went[-1].case.handed_over_on is not None


def test_an_outside_letter_never_changes_a_case() -> None:
    """What is said outside is read by no guard; an act that waits for it is named."""
    statement = replace(
        shelf.load(ROOT).acts["publish-letter"], id="hear-of-it", writes="StatementRegistered"
    )
    pack = shelf.load(ROOT)
    acts: dict[str, Act] = {**pack.acts, "hear-of-it": statement}
    from clemency.proof.procedure.events import prove_outside

    (found,) = prove_outside(replace(pack, acts=acts))
    assert found.verdict is Verdict.HOLDS
    assert Case().statements == ()
