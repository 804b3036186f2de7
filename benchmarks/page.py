"""Writes the figures into the reference page, between two marks, and names the machine."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.table import table
from benchmarks.tally import Section

PAGE = Path("docs/reference/benchmarks.md")
START, END = "<!-- figures: written by benchmarks/run -->", "<!-- end of figures -->"


def machine() -> str:
    """What a reader must know of the machine, and nothing that names it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%-d %B %Y}; {cores} cores, {platform.machine()}, {platform.system()}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{load}."
    )


def write(sections: Sequence[Section]) -> Path:
    """Puts the table into the page. Raises ValueError where the page has lost its marks."""
    file = Path(__file__).parents[1] / PAGE
    before, start, rest = file.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"{PAGE} has no place for the figures: put back {START} and {END}.")
    figures = f"\n\n{machine()}\n\n```\n{table(sections)}\n```\n\n"
    file.write_text(before + start + figures + end + after, encoding="utf-8")
    return PAGE
