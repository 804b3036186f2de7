"""How text of two directions must look, by Unicode's own classes and not by the code under test."""

from __future__ import annotations

import unicodedata

OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"


def bare_runs(text: str) -> list[str]:
    """Runs of two or more left-to-right letters and digits that no isolate surrounds."""
    runs, run, depth = [], "", 0
    for char in f"{text}\n":
        depth += (char in OPENS) - (char in CLOSES)
        if depth == 0 and unicodedata.bidirectional(char) in ("L", "EN"):
            run += char
            continue
        if len(run) > 1:
            runs.append(run)
        run = ""
    return runs


def balanced(text: str) -> bool:
    """Whether every isolate that is opened is closed, and none is closed that was not opened."""
    depth = 0
    for char in text:
        depth += (char in OPENS) - (char in CLOSES)
        if depth < 0:
            return False
    return depth == 0
