"""One act through the whole clerk path, beside a bare durable INSERT of the same bytes.

What the disk takes is the disk's, and only counted. What the program adds is its own processor
time: the difference of the two lines.
"""

from __future__ import annotations

import gc
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.office import ORDERS, Bare, office
from benchmarks.syncs import counted, in_words
from benchmarks.table import time
from benchmarks.tally import Samples, Section, alternating, lines_of
from clemency.clerk.sqlite import journal

ROUNDS, WARM = 80, 20
BARE = "bare durable INSERT"


def run() -> Section:
    with office() as opened, TemporaryDirectory() as folder:
        bare = Bare(Path(folder) / "bare.sqlite3")
        bytes_ = [opened.stored(opened.append(kind)) for kind in ORDERS]
        again = cycle(bytes_)
        gc.freeze()  # what was set up is no part of what is measured
        samples = alternating(
            {
                "act with rules": lambda: opened.append("with rules"),
                "act plain": lambda: opened.append("plain"),
                BARE: lambda: bare.insert(next(again)),
            },
            ROUNDS,
            WARM,
        )
    notes = [_own(f"act {kind}", samples) for kind in ORDERS]
    notes += [in_words(kind, counted(kind)) for kind in ORDERS]
    return Section(
        "append: one act, from the order to the synced commit (SQLite)",
        lines_of(samples),
        [],
        [
            *notes,
            f"Entries of {len(bytes_[0])} and {len(bytes_[1])} bytes; journal mode {journal()}.",
        ],
    )


def _own(name: str, samples: dict[str, Samples]) -> str:
    bare = samples[BARE].cpu(50)
    own = samples[name].cpu(50) - bare
    return (
        f"The program's own processor time in an {name}: {time(own)}, {own / bare:.1f} times what "
        f"the bare INSERT takes in all ({time(bare)})."
    )
