"""How often an append waits for the disk: counted from outside the process, never timed.

The same program appends five times and fifteen times under `strace`; the difference is ten appends.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

FEW, MANY = 5, 15
_SYNC = re.compile(r"(?:fsync|fdatasync)\(\d+<([^>]*)>")


def counted(kind: str) -> dict[str, float] | None:
    """Syncs for one append of this kind, by the file or folder synced; None without strace."""
    if shutil.which("strace") is None:
        return None
    few, many = _traced(kind, FEW), _traced(kind, MANY)
    return {name: (many[name] - few[name]) / (MANY - FEW) for name in sorted(many)}


def _traced(kind: str, times: int) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        watching = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
        appending = [sys.executable, "-P", "-m", "benchmarks.office", kind, str(times)]
        subprocess.run([*watching, *appending], check=True)
        return Counter(Path(place).name for place in _SYNC.findall(trace.read_text()))


def in_words(kind: str, syncs: dict[str, float] | None) -> str:
    """What was counted, as one sentence."""
    if syncs is None:
        return "strace is missing here, so syncs were not counted; tests/clerk counts them too."
    total = sum(syncs.values())
    each = ", ".join(f"{name} {times:g}" for name, times in syncs.items() if times)
    return f"Syncs for one append {kind}: {total:g} ({each})."
