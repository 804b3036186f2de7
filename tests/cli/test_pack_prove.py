"""`clemency pack prove`: what it shows, writes and ends with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clemency.cli import pack_prove
from tests.broken.packs import HERE, SOUND, run


def test_a_failure_is_written_as_a_story_that_passes(tmp_path: Path) -> None:
    code, printed = run("pack", "prove", "time-takes-away", "--out", str(tmp_path))
    story = tmp_path / "time-takes-away" / "no-lapse-waiting.toml"
    assert code == 1
    assert "clemency pack test time-takes-away --scenarios" in printed
    assert run("pack", "test", "time-takes-away", "--scenarios", str(story))[0] == 0


def test_one_property_alone() -> None:
    code, printed = run("pack", "prove", "time-takes-away", "--only", "can-hold")
    assert code == 0
    assert "time takes nothing away" not in printed


def test_a_property_that_does_not_exist_is_refused_with_those_that_do() -> None:
    code, printed = run("pack", "prove", SOUND, "--only", "no-laps")
    assert code != 0
    assert pack_prove.Words("en").say("prove.no-property", name="no-laps") in printed


def test_json_says_the_same() -> None:
    code, printed = run("pack", "prove", SOUND, "time-takes-away", "--only", "no-lapse", "--json")
    answers: list[dict[str, Any]] = json.loads(printed)
    assert code == 1
    assert [one["proved"] for one in answers] == [True, False]
    failed = [one for one in answers[1]["results"] if one["failed"]]
    assert [(one["property"], one["about"], one["line"]) for one in failed] == [
        ("no-lapse", ["waiting"], 10)
    ]


def test_what_holds_is_named_on_demand() -> None:
    assert "· waiting" in run("pack", "prove", SOUND, "--only", "can-hold", "--verbose")[1]


def test_no_line_is_wider_than_the_terminal() -> None:
    _, printed = run("pack", "prove", *sorted(p.parent.name for p in HERE.glob("t*/says.txt")))
    assert all(len(line) <= 70 for line in printed.splitlines()), printed


def test_without_a_solver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_prove, "find_spec", lambda name: None)
    code, printed = run("pack", "prove", SOUND)
    assert code != 0
    assert "clemency[prove]" in printed
