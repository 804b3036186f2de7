"""`benchmarks/run [NAME ...]`: each benchmark in a process of its own, in turn; then the table."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module

from benchmarks.page import write
from benchmarks.table import table
from benchmarks.tally import Section, section_from

NAMES = ("explain", "load", "fold", "append", "cold", "memory", "prove", "asking", "office_lists")


def main(arguments: list[str]) -> int:
    """Runs what is named, or everything; only everything is written into the reference page."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(import_module(f"benchmarks.{arguments[1]}").run().plain()))
        return 0
    if unknown := [name for name in arguments if name not in NAMES]:
        print(f"There is no benchmark `{unknown[0]}`. There are: {', '.join(NAMES)}.")
        return 2
    sections = [_apart(name) for name in arguments or NAMES]
    print(table(sections))
    if not arguments:
        print(f"\nWritten into {write(sections)}.")
    return 0


def _apart(name: str) -> Section:
    """One benchmark in a process of its own, so that none pays for what another left behind."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-P", "-m", "benchmarks", "--one", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{name} failed, and why stands above. Nothing was written into the page.")
    return section_from(json.loads(done.stdout))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
