"""Canada: the numbered scenarios, the README, and what no order can get around."""

from __future__ import annotations

import re
from importlib.resources import files

from clemency.clerk.shelf import load, scenarios

PACK = load("ca_suspension")
TRIALS = scenarios("ca_suspension", PACK)
README = files("clemency").joinpath("packs", "ca_suspension", "README.md").read_text("utf-8")
CA = tuple(f"CA-{number:02}" for number in range(1, 12))


def test_the_scenarios_of_the_fact_sheet_have_their_numbers() -> None:
    numbers = {int(m[1]) for s in TRIALS.scenarios if (m := re.match(r"Scenario (\d+)", s.name))}
    assert numbers == {3, 4, 5, 6}  # 1 and 2 are the United Kingdom's


def test_the_readme_has_every_line_of_the_fact_sheet_and_names_every_rule() -> None:
    rows = re.findall(r"^\| (?:(CA-\d\d)? ?\| )?`([^`]+)` \|", README, re.MULTILINE)
    named = {name for _, name in rows}
    assert tuple(dict.fromkeys(line for line, _ in rows if line)) == CA
    assert named >= {*PACK.rules, *PACK.duties, *PACK.considerations, *PACK.by_law}
    assert named >= {one.id for one in PACK.statements}
    uncertain = [r.uncertain for versions in PACK.rules.values() for r in versions if r.uncertain]
    assert [words for words in uncertain if words not in README] == []


def test_the_service_standard_runs_from_acceptance_and_ends_in_nothing() -> None:
    assert PACK.acts["receive"].clock is None
    for act in ("accept-summary", "accept-indictable"):
        clock = PACK.acts[act].clock
        assert clock is not None
        assert (clock.start, clock.out) == ("on", "nothing")
    assert PACK.acts["accept-cannabis"].clock is None


def test_a_refusal_and_a_revocation_wait_for_the_person() -> None:
    assert {"ca-07-proposal-first", "ca-07-window"} <= set(PACK.acts["refuse-suspension"].needs)
    assert "ca-09-revocation-notice" in PACK.acts["revoke"].needs
    assert not PACK.rules["ca-07-proposal-first"][-1].override_by


def test_nobody_decides_that_a_suspension_ceases() -> None:
    assert {clause.writes for clause in PACK.by_law.values()} == {"Lapsed"}
    assert not [act.id for act in PACK.acts.values() if act.writes == "Lapsed"]


def test_what_is_published_of_a_grant_or_a_decision_names_nobody() -> None:
    for act in ("publish-grant", "publish-decision"):
        assert PACK.acts[act].sets["redacted"] is True
    for kind in ("PetitionOpened", "Granted", "Denied", "Lapsed", "Revoked", "Advised"):
        assert "public" not in PACK.sees[kind]
