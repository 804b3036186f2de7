"""A sheet as SVG: text that stays text, shapes that say without colour what colour says too.

What is written from right to left is the mirror image: every place is turned over, and text begins
at its right. The drawing holds no script and refers to nothing outside itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from clemency.letters.map import icons
from clemency.letters.map.cards import BOLD, ICON_ROOM, LAW, LEADING, PADDING, SIZES, Para
from clemency.letters.map.gates import BETWEEN
from clemency.letters.map.key import INDENT, Item
from clemency.letters.map.key import SIZE as KEY_SIZE
from clemency.letters.map.layout import HEIGHT, LANE_TITLE, MARGIN, WIDTH, Box, Lane
from clemency.letters.map.metrics import width
from clemency.letters.map.overview import HEAD_SIZE, HEAD_STEP, STRIP_SIZE, STRIP_STEP
from clemency.letters.map.sheets import (
    FOOT,
    KEY_TOP,
    LEDE_AT,
    LEDE_SIZE,
    LEDE_STEP,
    TITLE_AT,
    Sheet,
)
from clemency.letters.map.wires import Wire
from clemency.letters.words import Words

TITLE_SIZE, FOOT_SIZE = 16.0, 6.6
LEGEND = ("gate", "clock", "told", "second", "ends", "law", "always", "sometimes")
HERE_LEGEND = ("done", "possible", "refused")
ASCENT = 0.88  # ems from the top of a line to its baseline
ARROW = 4.6


@dataclass(frozen=True)
class Pen:
    """Draws in one direction. All places given are those of a drawing from left to right.

    fitted  whether each line says how long it is, so that another font cannot overflow its box
    """

    words: Words
    fitted: bool = True

    @property
    def mirrored(self) -> bool:
        return self.words.right_to_left

    def x(self, x: float, wide: float = 0.0) -> float:
        """A place, turned over where the language runs from right to left."""
        return WIDTH - x - wide if self.mirrored else x

    def text(
        self, words: str, x: float, y: float, size: float, bold: bool = False, style: str = ""
    ) -> str:
        """One line, beginning at x, its baseline at y."""
        styles = " ".join(filter(None, ("b" if bold else "", style)))
        named = f' class="{styles}"' if styles else ""
        long = width(words, size, bold)
        fit = f' textLength="{_n(long)}" lengthAdjust="spacingAndGlyphs"' if self.fitted else ""
        return (
            f'<text x="{_n(self.x(x))}" y="{_n(y)}" font-size="{_n(size)}"{named}{fit}>'
            f"{escape(words)}</text>"
        )

    def rect(
        self, x: float, y: float, wide: float, high: float, style: str, round: float = 0.0
    ) -> str:
        """A rectangle."""
        corner = f' rx="{_n(round)}"' if round else ""
        return (
            f'<rect x="{_n(self.x(x, wide))}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"'
            f'{corner} class="{style}"/>'
        )

    def path(self, points: Sequence[tuple[float, float]], style: str, closed: bool = False) -> str:
        """Straight lines through these points."""
        steps = " ".join(f"{_n(self.x(x))} {_n(y)}" for x, y in points)
        return f'<path d="M{steps}{"Z" if closed else ""}" class="{style}"/>'

    def icon(self, name: str, x: float, y: float, size: float) -> str:
        """A sign whose top is at y, as high as `size`."""
        turned = self.mirrored and name not in icons.DIRECTED
        return "".join(
            self.path(
                [(x + (1 - dx if turned else dx) * size, y + dy * size) for dx, dy in points],
                style,
                closed,
            )
            for points, style, closed in icons.SHAPES[name]
        )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def drawn_sheet(sheet: Sheet, pen: Pen, number: str, foot: str, here: bool) -> Iterator[str]:
    """The inside of one page, at its origin."""
    yield f'<rect width="{_n(WIDTH)}" height="{_n(HEIGHT)}" class="paper"/>'
    corner = BETWEEN.join(filter(None, (number, foot)))
    begins = WIDTH - MARGIN - width(corner, LEDE_SIZE)
    yield pen.text(corner, begins, TITLE_AT, LEDE_SIZE)
    size = min(TITLE_SIZE, (begins - MARGIN - 12) / width(sheet.title, 1.0, bold=True))
    yield pen.text(sheet.title, MARGIN, TITLE_AT, size, True)
    for at, line in enumerate(sheet.lede):
        yield pen.text(line, MARGIN, LEDE_AT + at * LEDE_STEP, LEDE_SIZE)
    bottom = FOOT
    if sheet.laid is not None:
        yield from _lanes(sheet, pen)
        yield from _heads(sheet, pen)
        yield from _wires(sheet.wires, pen)
        for box in sheet.laid.boxes.values():
            yield from _box(box, sheet.scale, pen)
        bottom = sheet.laid.bottom
    for at, line in enumerate(sheet.strip):
        yield pen.text(line, MARGIN, bottom + 13 + at * STRIP_STEP, STRIP_SIZE)
    if sheet.key.items:
        top = bottom + 8 if sheet.laid else KEY_TOP
        yield from _key(sheet, pen, top)
    yield from _foot(pen, here)


def _lanes(sheet: Sheet, pen: Pen) -> Iterator[str]:
    assert sheet.laid is not None
    for at, lane in enumerate(sheet.laid.lanes):
        yield f'<g role="group" aria-label={quoteattr(" ".join(lane.title))}>'
        style = "lane law" if lane.id == LAW else "lane odd" if at % 2 else "lane"
        high = lane.bottom - lane.top
        yield pen.rect(MARGIN, lane.top, WIDTH - 2 * MARGIN, high, style)
        yield pen.rect(MARGIN, lane.top, LANE_TITLE - 4, high, "office")
        yield from _lane_title(lane, sheet.laid.title_size, pen)
        yield "</g>"


def _lane_title(lane: Lane, size: float, pen: Pen) -> Iterator[str]:
    step = size * 1.25
    y = (lane.top + lane.bottom - len(lane.title) * step) / 2
    for at, line in enumerate(lane.title):
        yield pen.text(line, MARGIN + 4, y + at * step + size * ASCENT, size, True, "light")


def _heads(sheet: Sheet, pen: Pen) -> Iterator[str]:
    assert sheet.laid is not None
    grid, under = sheet.laid.grid, sheet.laid.lanes[0].top - 3
    for lines, first, wide in sheet.heads:
        x, long = grid.between(first) + 1, wide * grid.step - 2
        yield pen.path([(x, under), (x + long, under)], "head")
        for at, line in enumerate(reversed(lines)):
            yield pen.text(line, x + 1, under - 2.6 - at * HEAD_STEP, HEAD_SIZE, True)


def _wires(wires: Sequence[Wire], pen: Pen) -> Iterator[str]:
    for wire in sorted(wires, key=lambda one: one.edge.always):
        style = "wire" if wire.edge.always else "wire some"
        (x1, y1), (x0, _) = wire.points[-1], wire.points[-2]
        back = ARROW if x0 < x1 else -ARROW
        yield pen.path([*wire.points[:-1], (x1 - back * 0.7, y1)], style)
        tip = [(x1 - back, y1 - 2.4), (x1, y1), (x1 - back, y1 + 2.4)]
        yield pen.path(tip, "tip", closed=True)


def _box(box: Box, scale: float, pen: Pen) -> Iterator[str]:
    card = box.card
    yield f'<g role="group" aria-label={quoteattr(card.label)}>'
    styles = ["box"]
    if card.lane == LAW:
        styles.append("law")
    if card.mark is not None:
        styles.append("open" if card.mark.offices else "past" if card.mark.done_on else "shut")
    yield pen.rect(box.x, box.y, box.wide, box.high, " ".join(styles), 0 if card.ends else 3)
    if card.ends:
        yield pen.rect(box.x + 1.7, box.y + 1.7, box.wide - 3.4, box.high - 3.4, "inner")
    y = box.y + PADDING * scale
    for para in card.paras:
        yield from _para(para, box, y + para.above * scale, scale, pen)
        y += para.height(box.wide - 2 * PADDING * scale, scale)
    yield "</g>"


def _para(para: Para, box: Box, y: float, scale: float, pen: Pen) -> Iterator[str]:
    size = SIZES[para.style] * scale
    x = box.x + PADDING * scale
    if para.icon:
        yield pen.icon(para.icon, x, y + size * 0.17, size * 0.86)
        x += ICON_ROOM * scale
    bold = para.style in BOLD
    style = "cite" if para.style == "cite" else ""
    for at, line in enumerate(para.lines(box.wide - 2 * PADDING * scale, scale)):
        yield pen.text(line, x, y + at * size * LEADING + size * ASCENT, size, bold, style)


def _key(sheet: Sheet, pen: Pen, top: float) -> Iterator[str]:
    yield '<g role="list">'
    if sheet.laid is not None:
        yield pen.text(pen.words.say("map.key"), MARGIN, top + 8, HEAD_SIZE, True)
    for item in sheet.key.items:
        yield from _gate(item, sheet.key.scale, pen, top)
    yield "</g>"


def _gate(item: Item, scale: float, pen: Pen, top: float) -> Iterator[str]:
    size = KEY_SIZE * scale
    y = top + item.y
    yield '<g role="listitem">'
    number = str(item.gate.number)
    yield pen.icon("gate", item.x, y + size * 0.25, size * 0.75)
    yield pen.text(number, item.x + size * 0.9, y + size * ASCENT, size, True)
    for style, lines in (("", item.says), ("cite", item.law)):
        for line in lines:
            yield pen.text(line, item.x + INDENT * scale, y + size * ASCENT, size, style=style)
            y += size * LEADING
    yield "</g>"


def _foot(pen: Pen, here: bool) -> Iterator[str]:
    """What the signs mean; in two rows where one is too short."""
    y, x = HEIGHT - 19.0, MARGIN
    yield pen.path([(MARGIN, y - 5), (WIDTH - MARGIN, y - 5)], "rule")
    for name in (*LEGEND, *(HERE_LEGEND if here else ())):
        said = pen.words.say(f"map.legend.{name}")
        long = 13 + width(said, FOOT_SIZE)
        if x + long > WIDTH - MARGIN:
            x, y = MARGIN, y + 9.5
        yield pen.icon(name, x, y + 0.6, 6.0)
        yield pen.text(said, x + 13, y + 6.0, FOOT_SIZE)
        x += long + 9
