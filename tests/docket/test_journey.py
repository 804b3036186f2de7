"""Journeys: each step tried on dockets in memory, and whatever came otherwise told in words."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.docket.journey import Report, run
from clemency.docket.verdict import Accepted
from clemency.docket.vocabulary import FORMS
from clemency.law.reading import read_pack
from clemency.law.reading.trials import read_trials
from tests.docket import small
from tests.docket.small import pack

LETTER = """
[[journey]]
name = "A letter from abroad"

[[journey.step]]
on = 2025-11-12
act = "receive"
facts = { filer = "other" }
set = { sender_office = "head-of-a-foreign-state", in_public_office = true }
accepted = true
public = { interventions = 1, petitions = 0, private_senders = 0 }

[[journey.step]]
on = 2025-11-12
act = "open"
refused = "standing"

[[journey.step]]
on = 2025-11-12
act = "answer"
accepted = true
case = { answered_on = 2025-11-12, petition_on = "none" }

[[journey.step]]
on = 2025-11-13
act = "register"
set = { medium = "interview", in_public_office = true, words = "what was said" }
accepted = true
case = { statements = [{ medium = "interview" }] }
public = { interventions = 2 }

[[journey.step]]
matter = "other"
on = 2025-11-14
act = "receive"
accepted = true

[[journey.step]]
matter = "other"
on = 2025-11-14
act = "answer"
accepted = true
public = { interventions = 2, petitions = 0, private_senders = 1 }
"""

PETITION = """
[[journey]]
name = "A petition"
appointed = [
    { officer = "dan", office = "desk" },
    { officer = "pia", office = "prince", until = 2026-02-01 },
    { officer = "cleo", office = "chancellor" },
]

[[journey.step]]
on = 2026-01-01
act = "receive"
facts = { filer = "person", released_on = 2022-12-31, fee_paid = true, consents = true }
accepted = true

[[journey.step]]
on = 2026-01-01
act = "open"
facts = { trial_open = true }
standing = "reported"
reported_by = ["newspaper", "unnamed"]
refused = ["not-established", "trial-over"]

[[journey.step]]
on = 2026-01-02
facts = { trial_open = false, violent = false, throne_vacant = false, proposed_years = 20 }
standing = "certified"

[[journey.step]]
on = 2026-01-02
facts = { relations = { complete = true, list = [] } }

[[journey.step]]
on = 2026-01-02
act = "open"
accepted = true
tells = ["receipt"]

[[journey.step]]
on = 2026-01-03
act = "grant"
set = { outcomes = [{ relief = "pardon" }], text = "we pardon" }
accepted = true
case = { effective_on = "none", granted_on = 2026-01-03, outcomes = [{ relief = "pardon" }] }

[[journey.step]]
on = 2026-01-04
act = "countersign"
set = { text = "another text" }
refused = "another-text"

[[journey.step]]
on = 2026-01-04
act = "countersign"
set = { text = "we pardon" }
accepted = true
tells = ["victim: outcome", "petitioner: outcome"]
case = { effective_on = 2026-01-04, countersigned_by = "chancellor" }

[[journey.step]]
on = 2026-02-02
act = "reopen"
refused = "not-appointed"
"""


def went(text: str) -> Report:
    """The one journey of a text."""
    trials = read_trials({"scenarios/told.toml": text}, pack(), FORMS)
    return run(trials.journeys[0], pack())


@pytest.mark.parametrize("text", [LETTER, PETITION], ids=["letter", "petition"])
def test_a_journey_whose_expectations_are_met_passes(text: str) -> None:
    report = went(text)
    assert report.failures == ()
    assert report.passed
    assert len(report.went) == len(report.journey.steps)


def test_a_journey_shows_how_each_step_went() -> None:
    report = went(LETTER)
    first = report.went[0]
    assert isinstance(first.verdict, Accepted)
    assert first.verdict.entry.officer == "officer-of-desk"
    assert first.case.received_on == date(2025, 11, 12)
    assert report.went[1].verdict is not None


def changed(text: str, old: str, new: str) -> Report:
    assert old in text
    return went(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("text", "old", "new", "told"),
    [
        (LETTER, 'refused = "standing"', "accepted = true", "to be accepted; it was refused"),
        (
            LETTER,
            'refused = "standing"',
            'refused = "duty"',
            "expected an objection by `duty`",
        ),
        (LETTER, "interventions = 2", "interventions = 3", "expected 3 interventions"),
        (
            LETTER,
            "answered_on = 2025-11-12",
            "answered_on = 2025-11-13",
            "expected docket.answered_on",
        ),
        (LETTER, '[{ medium = "interview" }]', '[{ medium = "posts" }]', "statements[0].medium"),
        (LETTER, '[{ medium = "interview" }]', "[]", "expected 0 docket.statements; there are 1"),
        (PETITION, 'tells = ["receipt"]', 'tells = ["outcome"]', "expected the letters `outcome`"),
        (
            PETITION,
            'tells = ["victim: outcome"',
            'tells = ["public: outcome"',
            "`petitioner: outcome` in order; found `victim: outcome`, `petitioner: outcome`.",
        ),
        (
            PETITION,
            'tells = ["victim: outcome", "petitioner: outcome"]',
            'tells = ["outcome"]',
            "expected the letters `outcome` in order; found `outcome`, `petitioner: outcome`.",
        ),
        (PETITION, 'refused = "another-text"', 'refused = "duty"', "an objection by `duty`"),
        (
            PETITION,
            'refused = ["not-established", "trial-over"]',
            'refused = ["rule", "trial-over"]',
            "expected an objection by `rule`",
        ),
        (PETITION, "released_on = 2022-12-31", "released_on = 2023-06-01", "`waiting` (not-yet)"),
    ],
)
def test_what_comes_otherwise_is_told(text: str, old: str, new: str, told: str) -> None:
    report = changed(text, old, new)
    assert not report.passed
    assert any(told in failure.says for failure in report.failures), report.failures
    assert all(failure.place.startswith("scenarios/told.toml:") for failure in report.failures)


def test_an_acceptance_that_should_have_been_a_refusal_is_told() -> None:
    refused = LETTER.replace("accepted = true", 'refused = "not-now"', 1)
    assert "to be refused by `not-now`; it was accepted" in went(refused).failures[0].says


def test_the_day_on_which_a_refusal_falls_away_is_compared() -> None:
    text = PETITION.replace("released_on = 2022-12-31", "released_on = 2024-05-01")
    text = text.replace('refused = ["not-established", "trial-over"]', "OPENS", 1)
    right = text.replace("OPENS", 'refused = "waiting"\nopens = 2027-05-01')
    wrong = text.replace("OPENS", 'refused = "waiting"\nopens = 2027-05-02')
    assert all(failure.step != 2 for failure in went(right).failures)
    told = [failure.says for failure in went(wrong).failures if failure.step == 2]
    assert told == ["expected the refusal to fall away on 2027-05-02; found 2027-05-01."]


def test_what_the_pack_says_is_never_so_is_looked_at_after_every_step() -> None:
    text = """
[[journey]]
name = "A pardon at once"

[[journey.step]]
on = 2026-01-01
act = "pardon-at-once"
facts = { relations = { complete = true, list = [] } }
set = { outcomes = [{ relief = "pardon" }] }
accepted = true
"""
    (failure,) = went(text).failures
    assert "`no-effect-unsigned` is said to be never so" in failure.says


def test_facts_that_are_told_are_on_the_docket_without_their_values() -> None:
    case = went(PETITION).went[-1].case
    assert [row.standing for row in case.recordings] == [
        "claimed",
        "reported",
        "certified",
        "claimed",
    ]


def test_matters_of_one_journey_do_not_mix() -> None:
    report = went(LETTER)
    assert report.went[-1].case.statements == ()


def test_an_act_that_comes_too_early_is_told_with_what_it_waits_for() -> None:
    (failure,) = changed(LETTER, 'act = "answer"', 'act = "grant"').failures[:1]
    assert "[not-now act=grant] because docket.petition_on = none" in failure.says


def test_a_failing_step_names_the_facts_that_a_stronger_word_outranks() -> None:
    """A passing one does not: that a claim changes nothing may be the very point of the step."""
    certified = """
on = 2026-01-02
facts = { released_on = 2022-12-31 }
standing = "certified"

[[journey.step]]"""
    claimed = "facts = { released_on = 2024-05-01 }\n"
    opened = '\non = 2026-01-02\nact = "open"\n'
    assert opened in PETITION
    text = PETITION.replace(opened, f"{certified}{opened}{claimed}")
    assert went(text).failures == ()
    other = text.replace('tells = ["receipt"]', 'tells = ["outcome"]')
    assert [failure.says for failure in went(other).failures] == [
        "expected the letters `outcome` in order; found `receipt`.",
        "facts told in this step were not used: `released_on` (certified on 2026-01-02).",
    ]


def test_the_law_does_what_follows_from_the_facts_of_a_step_before_its_act_is_judged() -> None:
    clause = """
[[by_law]]
id = "denied-by-law"
cite = "Act s 14"
when = "docket.received_on != none and serious"
on = "docket.received_on"
writes = "DeemedDenied"
says = "What is serious counts as denied."
"""
    waits = small.ACTS.replace(
        'id = "register"', 'id = "register"\nwhen = "docket.decided_on != none"'
    )
    law = read_pack({**small.FILES, "acts.toml": waits + clause}, FORMS)
    text = """
[[journey]]
name = "Denied by law"

[[journey.step]]
on = 2026-01-01
act = "receive"
accepted = true
case = { decided_on = "none" }

[[journey.step]]
on = 2026-01-02
act = "register"
facts = { serious = true }
set = { medium = "interview", words = "what was said" }
accepted = true
case = { decided_on = 2026-01-01 }
"""
    trials = read_trials({"scenarios/told.toml": text}, law, FORMS)
    assert run(trials.journeys[0], law).failures == ()
