"""The command line, run as a person or a script runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RURITANIA = str(ROOT / "tests/packs/ruritania")


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


def run(*args: str, office: Path | None = None, given: str = "", **env: str) -> Done:
    """`clemency ARGS`, eighty columns wide."""
    about = {**os.environ, "COLUMNS": "80", "CLEMENCY_TRACE": "", **env}
    about.pop("CLEMENCY_OFFICE", None)
    if office is not None:
        about["CLEMENCY_OFFICE"] = str(office)
    done = subprocess.run(
        [sys.executable, "-m", "clemency", *args],
        input=given,
        capture_output=True,
        text=True,
        env=about,
        cwd=ROOT,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
