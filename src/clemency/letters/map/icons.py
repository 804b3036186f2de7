"""The small signs of the map, drawn as lines in a square from (0, 0) to (1, 1).

Each is a list of strokes: points, style, and whether the stroke closes. They are told apart by
shape alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

Stroke = tuple[tuple[tuple[float, float], ...], str, bool]


def _circle(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    turns = [2 * pi * n / 16 for n in range(16)]
    return tuple((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns)


DIRECTED = frozenset({"after", "if", "always", "sometimes", "possible"})
"""Signs that point along the line of writing, and turn over with it."""

_SQUARE = ((0.0, 0.1), (1.1, 0.1), (1.1, 0.9), (0.0, 0.9))

SHAPES: Mapping[str, tuple[Stroke, ...]] = {
    "gate": ((((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)), "full", True),),
    "clock": (
        (_circle(0.5, 0.5, 0.46), "thin", True),
        (((0.5, 0.2), (0.5, 0.5), (0.75, 0.62)), "thin", False),
    ),
    "told": (
        (((0.0, 0.15), (1.0, 0.15), (1.0, 0.85), (0.0, 0.85)), "thin", True),
        (((0.0, 0.15), (0.5, 0.58), (1.0, 0.15)), "thin", False),
    ),
    "second": (
        (_circle(0.28, 0.5, 0.24), "full", True),
        (_circle(0.84, 0.5, 0.24), "full", True),
    ),
    "vote": (
        (((0.0, 0.1), (0.9, 0.1), (0.9, 0.95), (0.0, 0.95)), "thin", True),
        (((0.2, 0.5), (0.42, 0.75), (0.8, 0.25)), "thin", False),
    ),
    "if": (
        (((0.0, 0.5), (0.45, 0.5), (0.95, 0.1)), "thin", False),
        (((0.45, 0.5), (0.95, 0.9)), "thin", False),
    ),
    "after": (
        (((0.0, 0.5), (0.9, 0.5)), "thin", False),
        (((0.55, 0.15), (0.95, 0.5), (0.55, 0.85)), "thin", False),
    ),
    "ends": (
        (_SQUARE, "thin", True),
        (((0.2, 0.3), (0.9, 0.3), (0.9, 0.7), (0.2, 0.7)), "thin", True),
    ),
    "law": ((_SQUARE, "thin dashed", True),),
    "always": (
        (((0.0, 0.5), (1.1, 0.5)), "wire", False),
        (((1.0, 0.15), (1.6, 0.5), (1.0, 0.85)), "tip", True),
    ),
    "sometimes": (
        (((0.0, 0.5), (1.1, 0.5)), "wire some", False),
        (((1.0, 0.15), (1.6, 0.5), (1.0, 0.85)), "tip", True),
    ),
    "done": ((((0.05, 0.55), (0.38, 0.9), (0.98, 0.12)), "thick", False),),
    "possible": ((((0.1, 0.0), (0.95, 0.5), (0.1, 1.0)), "full", True),),
    "refused": (
        (((0.1, 0.12), (0.86, 0.88)), "thick", False),
        (((0.86, 0.12), (0.1, 0.88)), "thick", False),
    ),
}
