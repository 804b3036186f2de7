"""Broken packs, each whole but for one thing, and what is printed of it."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from clemency.cli.main import commands

HERE = Path(__file__).parent
SOUND = "sound"


def broken_packs() -> list[str]:
    """The names of all packs here that are not sound."""
    folders = (folder.parent.name for folder in HERE.glob("*/pack.toml"))
    return sorted(name for name in folders if name != SOUND)


def run(*words: str) -> tuple[int, str]:
    """What a command about these packs ends with, and what it prints, on seventy columns."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "70"
    try:
        with chdir(HERE):
            result = CliRunner().invoke(commands, list(words))
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return result.exit_code, result.output


def printed_of(name: str) -> str:
    """What the checker prints, if it finds anything; otherwise what the prover does."""
    code, printed = run("pack", "check", name)
    if code == 0:
        code, printed = run("pack", "prove", name)
    assert code == 1, f"nothing is wrong with {name}, or the command failed:\n{printed}"
    return printed
