"""Where everything stands on a sheet: lanes from top to bottom, time from left to right.

All lengths are points (1/72 inch). The geometry is that of a language written from left to right;
a sheet for one written from right to left is its mirror image, made when it is drawn.

Boxes stand in a grid. Between its columns and between its rows nothing stands but wires, so that
no wire can run through a box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from clemency.letters.map.cards import Card
from clemency.letters.map.metrics import width, wrapped
from clemency.letters.map.order import Edge

WIDTH, HEIGHT = 842.0, 595.0  # A4, landscape
MARGIN = 20.0
LANE_TITLE = 78.0  # the width of the lanes' names
LANE_SIZE, LANE_LEAST = 7.2, 6.6  # their letters, and the smallest they may be
ROOMY, TIGHT = (8.0, 4.5), (4.8, 2.8)
"""The least room between rows, and between a row and the edge of its lane."""

WIDEST_GAP = 22.0


@dataclass(frozen=True)
class Box:
    """A card in its place."""

    card: Card
    column: int
    row: int
    x: float
    y: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.x + self.wide

    @property
    def bottom(self) -> float:
        return self.y + self.high

    @property
    def middle(self) -> float:
        return self.y + self.high / 2


@dataclass(frozen=True)
class Lane:
    """One office's lane, from edge to edge."""

    id: str
    title: tuple[str, ...]
    top: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """Columns and rows in points, and the free room between them.

    gaps  for each row the middle of the room above it, and half its height; at last the room below
    """

    left: float
    step: float
    gutter: float
    columns: int
    gaps: tuple[tuple[float, float], ...] = ()

    @property
    def wide(self) -> float:
        """The width of a box."""
        return self.step - self.gutter

    def x(self, column: int) -> float:
        """Where the boxes of a column begin."""
        return self.left + column * self.step + self.gutter / 2

    def between(self, column: int) -> float:
        """The middle of the room left of a column."""
        inside = self.gutter / 8 if column == self.columns else 0.0  # within the last lane's edge
        return self.left + column * self.step - inside


@dataclass(frozen=True)
class Laid:
    """Boxes and lanes in their places.

    bottom      where they end
    title_size  of the lanes' names, in points
    """

    grid: Grid
    lanes: tuple[Lane, ...]
    boxes: Mapping[str, Box]
    bottom: float
    title_size: float


Cells = dict[str, tuple[str, int, int]]
"""For each card its lane, its row within the lane, and its column."""


def columns_of(count: int, scale: float, left: float = MARGIN + LANE_TITLE) -> Grid:
    """A grid of so many columns across the sheet."""
    step = (WIDTH - MARGIN - left) / count
    return Grid(left, step, min(26.0 * scale, step * 0.2), count)


def placed(cards: Sequence[Card], edges: Sequence[Edge], columns: int) -> Cells | None:
    """A cell for each card, every one to the right of what comes before it; None if the columns
    are too few. `cards` stand in the order of the procedure.
    """
    tail = _tails(cards, edges)
    connected = {edge.before for edge in edges} | {edge.after for edge in edges}
    in_turn = sorted(cards, key=lambda card: card.id not in connected)
    cells: Cells = {}
    used: dict[str, list[set[int]]] = {}
    for card in in_turn:
        before = [cells[edge.before][2] for edge in edges if edge.after == card.id]
        first, last = max(before, default=-1) + 1, columns - 1 - tail[card.id]
        if first > last:
            return None
        rows = used.setdefault(card.lane, [])
        furthest = first if tail[card.id] else last  # the beginning of a chain keeps to the left
        free = [
            (column, row)
            for row, taken in enumerate(rows)
            for column in range(first, furthest + 1)
            if column not in taken
        ]
        column, row = min(free, default=(first, len(rows)))
        if row == len(rows):
            rows.append(set())
        rows[row].add(column)
        cells[card.id] = (card.lane, row, column)
    return cells


def stacked(cards: Sequence[Card], column_of: Mapping[str, int]) -> Cells:
    """A cell for each card where its column is given: the first free row of its lane."""
    cells: Cells = {}
    taken: set[tuple[str, int, int]] = set()
    for card in cards:
        column, row = column_of[card.id], 0
        while (card.lane, row, column) in taken:
            row += 1
        taken.add((card.lane, row, column))
        cells[card.id] = (card.lane, row, column)
    return cells


def _tails(cards: Sequence[Card], edges: Sequence[Edge]) -> dict[str, int]:
    """For each card how many columns must follow it."""
    tails: dict[str, int] = {}
    for card in reversed(cards):
        after = [tails[edge.after] + 1 for edge in edges if edge.before == card.id]
        tails[card.id] = max(after, default=0)
    return tails


@dataclass(frozen=True)
class _Band:
    """What a lane needs: the heights of its rows, the lines of its name and their height."""

    lane: str
    rows: tuple[float, ...]
    title: tuple[str, ...]
    floor: float

    def high(self, gap: float, padding: float) -> float:
        """The lane's height, with so much room between rows and at its edges."""
        return max(self.inner(gap) + 2 * padding, self.floor)

    def inner(self, gap: float) -> float:
        """From the top of its first row to the bottom of its last."""
        return sum(self.rows) + (len(self.rows) - 1) * gap


@dataclass(frozen=True)
class Frame:
    """The part of a sheet that is given to lanes.

    lanes      their order
    names      what each is called
    top, room  where they begin, and how many points they may take
    least      the least room between rows, and at the edge of a lane
    """

    lanes: Sequence[str]
    names: Callable[[str], str]
    grid: Grid
    scale: float
    top: float
    room: float
    least: tuple[float, float] = ROOMY

    def laid(self, cards: Sequence[Card], cells: Cells) -> Laid | None:
        """Boxes and lanes, spread over the room there is; None if they need more."""
        heights = {card.id: card.height(self.grid.wide, self.scale) for card in cards}
        lanes = {cell[0] for cell in cells.values()}
        names = {lane: self.names(lane) for lane in self.lanes if lane in lanes}
        size = title_size(list(names.values()), self.scale)
        bands = [self._band(lane, name, size, cells, heights) for lane, name in names.items()]
        gap, padding = self.least
        needed = sum(band.high(gap, padding) for band in bands)
        if needed > self.room:
            return None
        count = sum(len(band.rows) for band in bands)
        spare = min((self.room - needed) / max(count, 1), WIDEST_GAP - gap)
        return self._set(cards, cells, bands, (gap + spare, padding + spare / 2), size)

    def _band(
        self, lane: str, name: str, size: float, cells: Cells, heights: Mapping[str, float]
    ) -> _Band:
        rows: dict[int, float] = {}
        for id, (of, row, _) in cells.items():
            if of == lane:
                rows[row] = max(rows.get(row, 0.0), heights[id])
        title = wrapped(name, size, LANE_TITLE - 10, bold=True)
        floor = len(title) * size * 1.25 + 6
        return _Band(lane, tuple(rows[row] for row in sorted(rows)), title, floor)

    def _set(
        self,
        cards: Sequence[Card],
        cells: Cells,
        bands: Sequence[_Band],
        between: tuple[float, float],
        size: float,
    ) -> Laid:
        gap, padding = between
        lanes: list[Lane] = []
        rows: dict[tuple[str, int], tuple[int, float, float]] = {}
        gaps: list[tuple[float, float]] = []
        at = self.top
        for band in bands:
            whole = band.high(gap, padding)
            y = at + (whole - band.inner(gap)) / 2
            for row, high in enumerate(band.rows):
                above = (gap if row else y - at) / 2
                gaps.append((y - above, above))
                rows[band.lane, row] = (len(gaps) - 1, y, high)
                y += high + gap
            lanes.append(Lane(band.lane, band.title, at, at + whole))
            at += whole
        gaps.append((at - padding / 2, padding / 2))
        grid = replace(self.grid, gaps=tuple(gaps))
        boxes = {card.id: self._box(card, cells[card.id], rows) for card in cards}
        return Laid(grid, tuple(lanes), boxes, at, size)

    def _box(
        self,
        card: Card,
        cell: tuple[str, int, int],
        rows: Mapping[tuple[str, int], tuple[int, float, float]],
    ) -> Box:
        """A card in the middle of its row."""
        lane, row, column = cell
        number, y, high = rows[lane, row]
        own = card.height(self.grid.wide, self.scale)
        x = self.grid.x(column)
        return Box(card, column, number, x, y + (high - own) / 2, self.grid.wide, own)


def title_size(titles: Sequence[str], scale: float) -> float:
    """The size at which the longest word of the lanes' names fits on a line, as far as it can."""
    widest = max((width(w, 1.0, bold=True) for title in titles for w in title.split()), default=1.0)
    return max(min(LANE_SIZE * scale, (LANE_TITLE - 10) / widest), LANE_LEAST)
