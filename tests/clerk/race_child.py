"""One of two officers who look at a matter at the same moment, and then both act on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clemency.clerk.submit import Recorded, Stale
from tests.clerk import offices


def officer(
    name: str,
    folder: str,
    matters: list[str],
    trials: int,
    together: Callable[[], Any],
    results: Any,
) -> None:
    """Looks, waits for the other, acts; tells what came of it: what was recorded, or what was
    missed."""
    offices.remember_packs()
    told: list[tuple[str, Any]] = []
    with offices.open_(Path(folder)) as clerk:
        for trial in range(trials):
            matter = matters[trial % len(matters)]
            seen = clerk.matter(matter).seen
            together()
            order = offices.order("record-relation", whose=f"{name}-{trial}", role="neighbour")
            answer = clerk.submit(matter, order, seen=seen)
            if isinstance(answer, Recorded):
                told.append(("recorded", answer.seq))
            elif isinstance(answer, Stale):
                told.append(("stale", [getattr(entry, "whose", "") for entry in answer.changes]))
            else:
                told.append(("refused", str(answer)))
            together()
    results.put((name, told))
