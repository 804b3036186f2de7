"""Commands from a cold start: the whole process, from the launcher to its last word."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter_ns

from benchmarks.tally import Samples, Section, lines_of, target

ROOT = Path(__file__).parents[1]
ROUNDS, WARM = 15, 2

HELP = "./clemency --help"
FACTS = ("--fact", "filer=other")
ASK = ("ask", "benchmarks/twelve", "--act", "supplement", *FACTS)
COMMANDS: dict[str, Sequence[str]] = {
    HELP: ("./clemency", "--help"),
    "./clemency ask, twelve rules": ("./clemency", *ASK),
    "./clemency ask il": ("./clemency", "ask", "il", *FACTS),
    "python, nothing else": (sys.executable, "-P", "-c", "pass"),
    "python -m django --help": (sys.executable, "-P", "-m", "django", "--help"),
}


def run() -> Section:
    samples = {name: Samples() for name in COMMANDS}
    for turn in range(WARM + ROUNDS):
        for name, command in COMMANDS.items():
            wall, cpu = _run(command)
            if turn >= WARM:
                samples[name].walls.append(wall)
                samples[name].cpus.append(cpu)
    return Section(
        "cold: a command from start to end, launcher included",
        lines_of(samples),
        [target(f"{HELP}, median", 300, samples[HELP])],
        [_without_django("--help"), _without_django(*ASK)],
    )


def _run(command: Sequence[str]) -> tuple[int, int]:
    """One process and its children: wall-clock time and processor time, in nanoseconds."""
    with open(os.devnull, "w") as nowhere:
        start = perf_counter_ns()
        process = subprocess.Popen(command, stdout=nowhere, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter_ns() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: the answer is no
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}.")
    return wall, round((used.ru_utime + used.ru_stime) * 1e9)


def _without_django(*arguments: str) -> str:
    """Counts what a command imports, as Python itself tells it.

    Raises RuntimeError where Django is among it.
    """
    watching = [sys.executable, "-P", "-X", "importtime", "-m", "clemency", *arguments]
    told = subprocess.run(watching, capture_output=True, text=True, cwd=ROOT).stderr
    modules = [line.rpartition("|")[2].strip() for line in told.splitlines() if "|" in line]
    if django := [name for name in modules if name.partition(".")[0] == "django"]:
        raise RuntimeError(f"clemency {arguments[0]} imports {len(django)} modules of Django.")
    return f"clemency {arguments[0]} imports {len(modules)} modules, none of Django."
