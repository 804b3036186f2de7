"""The gates of a sheet, listed below it: number, words, law, and what failing means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clemency.letters.map.cards import LEADING
from clemency.letters.map.gates import Gate
from clemency.letters.map.layout import MARGIN, WIDTH
from clemency.letters.map.metrics import wrapped

COLUMNS, APART = 3, 14.0
INDENT = 20.0  # from the sign to the words: room for the number
SIZE = 6.6
BETWEEN = 3.0  # points between two gates
HEAD = 15.0  # points for the heading


@dataclass(frozen=True)
class Item:
    """One gate in its place; y from the top of the key."""

    gate: Gate
    x: float
    y: float
    high: float
    says: tuple[str, ...]
    law: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """The gates of a sheet in their columns, `high` points in all with their heading."""

    items: tuple[Item, ...] = ()
    high: float = 0.0
    scale: float = 1.0


EMPTY = Key()


def key_of(gates: Sequence[Gate], scale: float = 1.0) -> Key:
    """The gates in columns of nearly the same height."""
    if not gates:
        return EMPTY
    broken = [_broken(gate, _wide() - INDENT * scale, scale) for gate in gates]
    heights = [(len(says) + len(law)) * SIZE * scale * LEADING + BETWEEN for says, law in broken]
    limit = _evenly(heights)
    items: list[Item] = []
    column, y, tallest = 0, 0.0, 0.0
    for gate, (says, law), high in zip(gates, broken, heights, strict=True):
        if y and y + high > limit + 0.01:
            column, y = column + 1, 0.0
        items.append(Item(gate, MARGIN + column * (_wide() + APART), HEAD + y, high, says, law))
        y += high
        tallest = max(tallest, y)
    return Key(tuple(items), HEAD + tallest, scale)


def key_within(gates: Sequence[Gate], room: float) -> Key:
    """As many of the gates, from the first on, as a sheet of their own holds, in letters as large
    as may be.
    """
    for count in range(len(gates), 0, -1):
        for scale in (1.5, 1.3, 1.15, 1.0):
            key = key_of(gates[:count], scale)
            if key.high <= room or (count == 1 and scale == 1.0):
                return key
    return EMPTY


def _wide() -> float:
    return (WIDTH - 2 * MARGIN - (COLUMNS - 1) * APART) / COLUMNS


def _broken(gate: Gate, room: float, scale: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return wrapped(gate.says, SIZE * scale, room), wrapped(gate.law, SIZE * scale, room)


def _evenly(heights: Sequence[float]) -> float:
    """The least height of a column with which all of them fit."""
    limit = max(max(heights), sum(heights) / COLUMNS)
    while _needed(heights, limit) > COLUMNS:
        limit += 2
    return limit


def _needed(heights: Sequence[float], limit: float) -> int:
    columns, y = 1, 0.0
    for high in heights:
        if y and y + high > limit + 0.01:
            columns, y = columns + 1, 0.0
        y += high
    return columns
