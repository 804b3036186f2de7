"""Places inside facts as people write them: "charges[1].kind"."""

from __future__ import annotations

import re
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


def put_fact(plain: dict[str, Any], path: str, value: Any) -> None:
    """Puts an answer among facts as people write them. Rows that are not there yet are made."""
    *outer, (last, _) = _steps(path)
    here: Any = plain
    for name, row in outer:
        here = here.setdefault(name, {"list": []} if row is not None else {})
        if row is not None:
            rows = here.setdefault("list", [])
            rows.extend({} for _ in range(row + 1 - len(rows)))
            here = rows[row]
    here[last] = value


def _steps(path: str) -> list[tuple[str, int | None]]:
    return [(name, int(row) if row else None) for name, row in _STEP.findall(path)]
