"""The wires between boxes, along the free room between columns and rows.

A wire leaves its box at the side of the box it leads to, runs in the gutters, and arrives with an
arrowhead. All wires of one box share a trunk; trunks in one gutter lie side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clemency.letters.map.layout import Box, Laid
from clemency.letters.map.order import Edge

APART = 3.6  # points between trunks in one gutter
CLEAR = 1.2  # points between a wire and the boxes beside it, at least
PORT = 3.5  # how far from the middle of its side a wire leaves or arrives
Point = tuple[float, float]


@dataclass(frozen=True)
class Wire:
    """One line from box to box, through these points."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True)
class _Way:
    """How one wire runs.

    out, into        the gutters in which it leaves and arrives, by the column on their right
    leaves, arrives  at which heights
    along            the gap between rows in which it crosses columns, by its number
    level            the height at which it crosses them, where it runs in a row that is free
    """

    edge: Edge
    a: Box
    b: Box
    out: int
    into: int
    leaves: float
    arrives: float
    along: int | None = None
    level: float | None = None


@dataclass
class _Tracks:
    """Which trunk lies where in each gutter, and in each gap between rows."""

    spans: dict[tuple[str, int], dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def wants(self, kind: str, at: int, whose: str, *reach: float) -> None:
        """One source needs the gutter or gap between these points."""
        self.spans[kind, at][whose].extend(reach)

    def offsets(self) -> dict[tuple[str, int, str], float]:
        """How far from the middle each lies: only those that would touch are kept apart."""
        found: dict[tuple[str, int, str], float] = {}
        for (kind, at), wanted in self.spans.items():
            taken: list[float] = []
            tracks: dict[str, int] = {}
            for whose, reach in sorted(wanted.items(), key=lambda one: (min(one[1]), one[0])):
                free = [n for n, end in enumerate(taken) if end < min(reach) - 1]
                track = free[0] if free else len(taken)
                taken[track:] = [max(reach)] if not free else [max(reach), *taken[track + 1 :]]
                tracks[whose] = track
            middle = (len(taken) - 1) / 2
            for whose, track in tracks.items():
                found[kind, at, whose] = (track - middle) * APART
        return found


def wired(laid: Laid, edges: Sequence[Edge]) -> tuple[Wire, ...]:
    """A wire for each edge whose boxes are both there."""
    boxes = laid.boxes
    own = [edge for edge in edges if edge.before in boxes and edge.after in boxes]
    straight = set(_straight(laid, own))
    ways = [_way(laid, edge, straight) for edge in own]
    tracks = _Tracks()
    for way in ways:
        whose, start, end = way.edge.before, way.leaves, way.arrives
        height = _height(laid, way, {})
        tracks.wants("gutter", way.out, whose, start, end if height is None else height)
        if height is not None:
            tracks.wants("gutter", way.into, whose, height, end)
        if way.along is not None:
            tracks.wants(
                "gap", way.along, whose, laid.grid.between(way.out), laid.grid.between(way.into)
            )
    offsets = tracks.offsets()
    tight = laid.grid.gutter - 9  # an arrowhead needs the rest
    most = max((abs(o) * 2 for (k, _, _), o in offsets.items() if k == "gutter"), default=0)
    squeeze = min(1.0, tight / most) if most else 1.0
    return tuple(_wire(laid, way, offsets, squeeze) for way in ways)


def _straight(laid: Laid, edges: Sequence[Edge]) -> Iterator[str]:
    """Boxes whose wires leave or arrive at the middle of the side: neighbours in one row, where
    no other wire could be mistaken for theirs.
    """
    sources = Counter(edge.after for edge in edges)
    for edge in edges:
        a, b = laid.boxes[edge.before], laid.boxes[edge.after]
        if a.row == b.row and b.column == a.column + 1 and sources[b.card.id] == 1:
            yield from (f"out {a.card.id}", f"in {b.card.id}")


def _way(laid: Laid, edge: Edge, straight: Container[str]) -> _Way:
    a, b = laid.boxes[edge.before], laid.boxes[edge.after]
    leaves = a.middle + (0 if f"out {a.card.id}" in straight else PORT)
    arrives = b.middle - (0 if f"in {b.card.id}" in straight else PORT)
    forward = b.column > a.column
    out = a.column + 1 if b.column >= a.column else a.column
    into = b.column if forward else b.column + 1
    if out == into:
        return _Way(edge, a, b, out, into, leaves, arrives)
    crossed = range(min(out, into), max(out, into))
    for row, level in ((b.row, arrives), (a.row, leaves)):
        if not any(one.row == row and one.column in crossed for one in laid.boxes.values()):
            return _Way(edge, a, b, out, into, leaves, arrives, level=level)
    along = b.row if a.row < b.row else b.row + 1
    return _Way(edge, a, b, out, into, leaves, arrives, along=along)


def _height(laid: Laid, way: _Way, offsets: Mapping[tuple[str, int, str], float]) -> float | None:
    """At which height a wire crosses columns; None where it stays in one gutter."""
    if way.level is not None:
        return way.level
    if way.along is None:
        return None
    middle, half = laid.grid.gaps[way.along]
    own = {key: offset for key, offset in offsets.items() if key[:2] == ("gap", way.along)}
    most = max(map(abs, own.values()), default=0.0)
    squeeze = min(1.0, max(half - CLEAR, 0.0) / most) if most else 1.0
    return middle + own.get(("gap", way.along, way.edge.before), 0.0) * squeeze


def _wire(
    laid: Laid, way: _Way, offsets: Mapping[tuple[str, int, str], float], squeeze: float
) -> Wire:
    def gutter(at: int) -> float:
        offset = offsets.get(("gutter", at, way.edge.before), 0.0)
        return laid.grid.between(at) + offset * squeeze

    forward = way.b.column >= way.a.column
    start = (way.a.right if forward else way.a.x, way.leaves)
    end = (way.b.x if way.b.column > way.a.column else way.b.right, way.arrives)
    height = _height(laid, way, offsets)
    x1, x2 = gutter(way.out), gutter(way.into)
    if height is None:
        points = [start, (x1, start[1]), (x1, end[1]), end]
    else:
        points = [start, (x1, start[1]), (x1, height), (x2, height), (x2, end[1]), end]
    return Wire(way.edge, _plain(points))


def _plain(points: Sequence[Point]) -> tuple[Point, ...]:
    """Without points that repeat, or that lie on a straight line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
