"""The figures as people read them: one table, no line wider than 80 characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from benchmarks.tally import BYTES, Line, Section, Target

WIDTH = 80
_NAME, _CELL, _RATIO = 32, 10, 8
_HEADS = ("median", "99th %", "CPU", "99th %")


def table(sections: Iterable[Section]) -> str:
    """Every section under one head."""
    head = f"{'':{_NAME}}{''.join(f'{head:>{_CELL}}' for head in _HEADS)}{'ratio':>{_RATIO}}"
    return "\n".join([head, *(line for one in sections for line in _section(one))])


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield section.title
    yield from map(_line, section.lines)
    for sentence in (*map(_target, section.targets), *section.notes):
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _line(line: Line) -> str:
    shown = size if line.unit == BYTES else time
    cells = [shown(cell) for cell in line.cells] + [""] * (len(_HEADS) - len(line.cells))
    row = "".join(f"{cell:>{_CELL}}" for cell in cells)
    return f"  {line.name:{_NAME - 2}}{row}{line.ratio:>{_RATIO}.3g}"


def _target(target: Target) -> str:
    verdict = "met" if target.met else "missed"
    reached = f"{time(target.cpu)} of processor time, {time(target.wall)} on the wall clock"
    return f"Target {time(target.limit)}, {target.what}: {verdict}, with {reached}."


def time(nanoseconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, length in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= length:
            return f"{_three(nanoseconds / length)} {unit}"
    return f"{nanoseconds:.0f} ns"


def size(number: float) -> str:
    """An amount of memory."""
    return f"{_three(number / 1e6)} MB"


def _three(number: float) -> str:
    """Three digits that count."""
    return f"{number:.{0 if number >= 99.95 else 1 if number >= 9.995 else 2}f}"
