"""How much memory a process holds at its fullest, beside a plain peer that does less.

Each work has a process of its own: `python -m benchmarks.memory WORK FILE` does it, on a file of
entries, and prints the bytes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.tally import BYTES, Line, Section, percentile

ROUNDS = 3


def run() -> Section:
    from benchmarks.dockets import one_matter

    with TemporaryDirectory() as folder:
        entries = Path(folder) / "entries.jsonl"
        entries.write_bytes(b"\n".join(one_matter(1_000)))
        held = {work: _held(work, entries) for work in WORKS}
    first = next(iter(held.values()))
    return Section(
        "memory: the most that a process held, imports and all",
        [Line(name, [held[work]], held[work] / first, BYTES) for work, (name, _) in WORKS.items()],
    )


def _held(work: str, entries: Path) -> float:
    command = [sys.executable, "-P", "-m", "benchmarks.memory", work, str(entries)]
    told = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(ROUNDS)]
    return percentile([int(one) for one in told], 50)


# --- the works, each in its own process ---------------------------------------------------------


def load_il() -> object:
    from clemency.clerk.shelf import load

    return load("il")


def parse_il() -> object:
    folder = Path(str(files("clemency") / "packs" / "il"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*.toml")]


def fold() -> object:
    from benchmarks.fold import folded

    return folded(_stored())


def parse_entries() -> object:
    return [json.loads(data) for data in _stored()]


def nothing() -> object:
    return None


def _stored() -> list[bytes]:
    return Path(sys.argv[2]).read_bytes().splitlines()


WORKS: dict[str, tuple[str, Callable[[], object]]] = {
    "load_il": ("the pack il, loaded", load_il),
    "parse_il": ("the pack il, tomllib alone", parse_il),
    "fold": ("1,000 entries, folded", fold),
    "parse_entries": ("1,000 entries, json.loads", parse_entries),
    "nothing": ("python, nothing else", nothing),
}


def peak() -> int:
    """The most memory this process has held, in bytes.

    Linux keeps it by process image; `getrusage` there also counts what the parent held before.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    kept = WORKS[sys.argv[1]][1]()  # kept alive while its size is taken
    print(peak())
