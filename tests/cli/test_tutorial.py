"""The tutorial, walked as it is written: one figure of the law changes, and so do the answers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.cli.running import ROOT, RURITANIA, run

TUTORIAL = (ROOT / "docs/tutorials/from-nothing-to-a-changed-rule.md").read_text("utf-8")
ROWS = "charges={complete = true, list = [{sentence = 'prison', released_on = 2024-02-29}]}"


def explained(folder: Path) -> str:
    """What the tutorial's command of step 4 prints."""
    assert ROWS in TUTORIAL
    return run(
        "pack", "explain", str(folder), "waiting-period", "--on", "2026-11-22", "--fact", ROWS
    ).out


def test_a_newcomer_changes_one_figure_and_sees_the_answers_change(tmp_path: Path):
    folder = tmp_path / "my-ruritania"
    shutil.copytree(RURITANIA, folder)
    assert run("pack", "check", str(folder)).code == 0
    assert run("pack", "test", str(folder)).code == 0
    before = explained(folder)
    assert "Not yet" in before
    assert "28 February 2027" in before

    rules = folder / "rules.toml"
    text = rules.read_text("utf-8")
    old, new = re.findall(r"^values = .*$", TUTORIAL, re.MULTILINE)[:2]
    assert old in text
    rules.write_text(text.replace(old, new), "utf-8")
    after = explained(folder)
    assert "Not yet" not in after

    assert run("pack", "test", str(folder)).code == 1
    told = run("demo", "--pack", str(folder), "--folder", str(tmp_path / "office"), "--json")
    assert told.code == 1, told.err
    assert not told.json["as_told"]


def test_a_slip_is_shown_with_its_place_and_a_suggestion(tmp_path: Path):
    folder = tmp_path / "my-ruritania"
    shutil.copytree(RURITANIA, folder)
    rules = folder / "rules.toml"
    rules.write_text(
        rules.read_text("utf-8").replace("c.released_on != none", "c.relased_on != none", 1),
        "utf-8",
    )
    done = run("pack", "check", str(folder))
    assert done.code == 1
    assert re.search(r"rules.toml:\d+", done.out)
    assert "Did you mean `released_on`" in done.out
