"""Israel: every scenario and journey, and that the README tells what the pack holds."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from clemency.clerk.shelf import load, scenarios
from clemency.docket.journey import Report, run
from clemency.docket.policy import Viewer, sight
from clemency.docket.verdict import Refused
from clemency.law.expr import Param
from clemency.law.pack import OVERRIDABLE
from clemency.law.values import HEARSAY, Standing

PACK = load("il")
TRIALS = scenarios("il", PACK)
README = files("clemency").joinpath("packs", "il", "README.md").read_text("utf-8")
LETTER = next(j for j in TRIALS.journeys if j.name == "The letter of November 2025")
IL = tuple(f"IL-{number:02}" for number in range(1, 44))
SCRIPTS = {"he": r"[\u05d0-\u05ea]", "ar": r"[\u0621-\u064a]"}


def objections(report: Report) -> set[str]:
    """What objected anywhere in a journey: rules, duties, clauses, or kinds of objection."""
    refused = [went.verdict for went in report.went if isinstance(went.verdict, Refused)]
    return {one.rule or one.kind for verdict in refused for one in verdict.objections}


# --- nothing is left untried ---------------------------------------------------------------------


def test_the_fourteen_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    numbers = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert numbers == set(range(1, 15))


# --- the README and the fact sheet ---------------------------------------------------------------


def named() -> dict[str, set[str]]:
    """What the README's table names for each line of the fact sheet."""
    found: dict[str, set[str]] = {}
    line = ""
    for row in re.findall(r"^\| (IL-\d\d)? ?\| .*?\| `([^`]+)` \|", README, re.MULTILINE):
        line = row[0] or line
        found.setdefault(line, set()).add(row[1])
    return found


def ids() -> set[str]:
    """Everything in the pack that the README may name."""
    statements = {one.id for one in PACK.statements}
    clauses = {one.id for one in PACK.stands_aside}
    parts = (PACK.rules, PACK.duties, PACK.considerations, PACK.acts, PACK.by_law)
    return {*statements, *clauses, "sees.toml"}.union(*parts)


def test_the_readme_has_every_line_of_the_fact_sheet() -> None:
    assert tuple(named()) == IL
    assert set[str]().union(*named().values()) <= ids()


def test_what_bears_a_number_stands_in_its_line() -> None:
    numbered = {name for name in ids() if name.startswith("il-")}
    for name in numbered:
        assert name in named()[name[:5].upper()]


# --- what bends, and what does not ---------------------------------------------------------------


def test_every_policy_names_who_may_set_it_aside_except_standing_and_confidence() -> None:
    fixed = {
        rule.id
        for versions in PACK.rules.values()
        for rule in versions
        if rule.force in OVERRIDABLE and not rule.override_by
    }
    assert fixed == {
        "il-06-standing",
        "il-07-letter-stays-a-letter",
        "il-07-only-letters-are-answered-as-letters",
        "il-29-victim-in-confidence",
    }
    assert {rule for rule in PACK.rules if PACK.rules[rule][-1].standing} == {
        "il-06-standing",
        "il-07-letter-stays-a-letter",
    }


def test_the_committees_limits_never_stop_the_president() -> None:
    limits = [rule for rule in PACK.rules if re.match(r"il-2[0-4]-", rule)]
    assert len(limits) == 6
    for rule in limits:
        assert PACK.rules[rule][-1].binds == ("special_release_committee",)
        assert rule not in PACK.acts["grant"].needs


def test_admission_and_responsibility_are_two_facts_and_stop_nothing() -> None:
    needed = {rule for act in PACK.acts.values() for rule in act.needs}
    read = {name for rule in needed for one in PACK.rules[rule] for name in one.expr.names()}
    assert {"admission", "responsibility"} <= set(PACK.facts)
    assert not read & {"admission", "responsibility", "remorse", "leaves_office"}


def test_whoever_decides_is_the_president_or_stands_in_for_him() -> None:
    for act in ("grant", "deny", "revoke", "return"):
        assert PACK.acts[act].by == ("president",)
    assert [one.by for one in PACK.offices["president"].instead] == ["acting_president"]


@pytest.mark.parametrize("kind", ["VictimAsked", "VictimHeard", "VictimDeclined"])
def test_the_other_side_never_sees_a_victim(kind: str) -> None:
    assert not set(PACK.sees[kind]) & {"petitioner", "counsel", "relative", "sender", "public"}


@pytest.mark.parametrize("kind", ["OpinionAsked", "OpinionChased", "OpinionReceived"])
def test_a_consulted_office_sees_its_own_part_and_nothing_of_the_others(kind: str) -> None:
    consulted = [office.id for office in PACK.offices.values() if office.consulted]
    words = "question" if kind == "OpinionAsked" else "of"
    for office in consulted:
        viewer = Viewer("office", office, "officer-1")
        assert words in sight(PACK, viewer, kind, of=office)
        for other in (one for one in consulted if one != office):
            assert not sight(PACK, viewer, kind, of=other)


def test_a_figure_stands_once_in_the_rule_and_in_the_clock() -> None:
    for act, figure, rule in (
        ("ask-victim", "victim_window_days", "il-28-victim-speaks-first"),
        ("ask-professional-body", "profession_opinion_days", "il-19-profession-opinion-due"),
    ):
        clock = PACK.acts[act].clock
        assert clock is not None
        assert clock.days is PACK.parameters[figure]
        nodes = PACK.rules[rule][-1].expr.walk()
        assert figure in {node.id for node in nodes if isinstance(node, Param)}


@pytest.mark.parametrize("kind", ["Advised", "Endorsed", "OpinionReceived", "RiskAssessed"])
def test_internal_advice_is_not_public(kind: str) -> None:
    assert "public" not in PACK.sees[kind]
    assert not {"favours", "statement", "*"} & set(PACK.sees[kind]["petitioner"])


# --- the letter of November 2025 -----------------------------------------------------------------


def test_every_line_of_the_report_has_its_step() -> None:
    said = " ".join(step.says for step in LETTER.steps)
    lines = {f"R{number}" for number in range(1, 23)}
    assert lines <= set(re.findall(r"R\d+", said))


def test_the_letter_opens_no_case_and_changes_none() -> None:
    report = run(LETTER, PACK)
    assert "il-06-standing" in objections(report)
    for went in report.went:
        case = went.case
        assert case.petition_on is case.decided_on is case.effective_on is None
        assert not case.outcomes
        assert not case.opinions


def test_no_rule_reads_the_trial_as_it_was_reported() -> None:
    told = [step for step in LETTER.steps if step.standing is Standing.REPORTED]
    assert [set(step.facts.values) for step in told] == [{"proceedings", "charges"}]
    assert told[0].reported_by == ("news-report",)
    assert Standing.REPORTED in HEARSAY
    for rule in PACK.acts["open-petition"].needs:
        assert not PACK.rules[rule][-1].expr.names() & {"proceedings", "charges"}


def test_what_was_said_outside_stays_attributed_and_unnamed() -> None:
    case = run(LETTER, PACK).went[-1].case
    letter = next(w.case for w in run(LETTER, PACK).went if w.case.closed_for == "answered")
    assert case.in_public_office is False  # the private sender who comes last
    assert len(letter.statements) == 7
    assert all(row.attributed for row in letter.statements)
    assert [row.sources_unnamed for row in letter.statements if row.sources_unnamed] == [3, 1]
    assert all(row.said_to is not None for row in letter.statements)
    asked = {(row.asked_for, row.asked_of) for row in letter.statements if row.asked_for}
    assert asked == {("pardon", "president"), ("cancellation-of-the-trial", "attorney_general")}
    assert [row.at_request_of for row in letter.statements if row.at_request_of] == [
        "person-concerned"
    ]


# --- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_sentence_is_written_in_its_language(language: str) -> None:
    english, theirs = PACK.texts.by_language["en"], PACK.texts.by_language[language]
    assert set(english) == set(theirs)
    for key in english:
        assert re.search(SCRIPTS[language], theirs[key]), key
        left = theirs[key].replace("{", " {").split()
        latin = [w for w in left if set(w) & set(string.ascii_letters) and "{" not in w]
        assert not latin, f"{key}: {latin}"


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_language_repeats_another(language: str) -> None:
    english, theirs = PACK.texts.by_language["en"], PACK.texts.by_language[language]
    assert not [key for key in theirs if theirs[key] == english[key]]
