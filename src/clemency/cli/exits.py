"""Exit codes, and the one way in which a command ends badly."""

from __future__ import annotations

import json
import sys
from typing import IO, Any

import click

YES = 0  # accepted, holds, verified
NO = 1  # refused, fails, a scenario failed
USAGE = 2  # the command was not understood, or what it was given is wrong
OPEN = 3  # not established: facts are missing
STALE = 4  # somebody else acted first; look again
STORAGE = 5  # the office's folder cannot be read or written
FAULT = 6  # the docket does not verify
OURS = 70  # a mistake of ours
INTERRUPTED = 130


class Trouble(click.ClickException):
    """What happened, why, and what to do next; with the code to end with."""

    def __init__(self, says: str, mend: str = "", code: int = USAGE, as_json: bool = False) -> None:
        super().__init__(says)
        self.mend = mend
        self.code = code
        self.as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        """On standard error, so that what a script reads on standard output stays clean."""
        if self.as_json:
            error = {"error": {"says": self.message, "mend": self.mend, "exit": self.code}}
            print(json.dumps(error, ensure_ascii=False, indent=2), file=sys.stderr)
            return
        click.echo(self.message, err=True)
        if self.mend:
            click.echo(self.mend, err=True)
