"""`./clemency check` passes: format, lint, types, floors and packs, each a test of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).parents[2] / "clemency"


@pytest.mark.parametrize("step", ["format", "lint", "types", "floors", "packs"])
def test_check(step: str) -> None:
    checked = subprocess.run([LAUNCHER, "check", step], capture_output=True, text=True)
    if checked.returncode != 0:
        pytest.fail(checked.stdout + checked.stderr, pytrace=False)
