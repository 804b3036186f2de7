"""Every map of every pack in every language: nothing overlaps, runs out or is too small."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from clemency.letters.map.cards import BOLD, ICON_ROOM, PADDING, SIZES
from clemency.letters.map.layout import HEIGHT, MARGIN, WIDTH
from clemency.letters.map.metrics import width
from clemency.letters.map.order import Procedure
from clemency.letters.map.picture import pages
from clemency.letters.map.sheets import FOOT, Sheet, cards_of
from tests.letters.maps import MAPS, sheets
from tests.letters.packs import pack

LEAST = 6.5  # points on A4
every_map = pytest.mark.parametrize(("name", "language"), MAPS)
Rect = tuple[float, float, float, float]


def laid(name: str, language: str) -> Iterator[Sheet]:
    yield from (sheet for sheet in sheets(name, language) if sheet.laid is not None)


def boxes(sheet: Sheet) -> list[tuple[str, Rect]]:
    assert sheet.laid is not None
    return [(id, (b.x, b.y, b.right, b.bottom)) for id, b in sheet.laid.boxes.items()]


def overlap(one: Rect, other: Rect, by: float = 0.01) -> bool:
    return (
        one[0] < other[2] - by
        and other[0] < one[2] - by
        and one[1] < other[3] - by
        and other[1] < one[3] - by
    )


def test_overlap_is_seen() -> None:
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3))
    assert not overlap((0, 0, 2, 2), (2, 0, 3, 3))


@every_map
def test_no_box_overlaps_another(name: str, language: str) -> None:
    for sheet in laid(name, language):
        crossed = [(a, b) for (a, x), (b, y) in combinations(boxes(sheet), 2) if overlap(x, y)]
        assert crossed == [], sheet.title


@every_map
def test_every_box_stands_in_its_lane(name: str, language: str) -> None:
    for sheet in laid(name, language):
        assert sheet.laid is not None
        lanes = {lane.id: lane for lane in sheet.laid.lanes}
        for id, box in sheet.laid.boxes.items():
            lane = lanes[box.card.lane]
            assert lane.top <= box.y and box.bottom <= lane.bottom, id
            assert box.x > MARGIN and box.right <= WIDTH - MARGIN, id
        assert sheet.laid.bottom <= FOOT + 0.01, sheet.title


@every_map
def test_no_wire_runs_through_a_box(name: str, language: str) -> None:
    for sheet in laid(name, language):
        for wire in sheet.wires:
            for (x1, y1), (x2, y2) in zip(wire.points, wire.points[1:], strict=False):
                thick = (0.05, 0.0) if x1 == x2 else (0.0, 0.05)
                line = (
                    *(min(x1, x2) - thick[0], min(y1, y2) - thick[1]),
                    *(max(x1, x2) + thick[0], max(y1, y2) + thick[1]),
                )
                through = [id for id, box in boxes(sheet) if overlap(line, box)]
                assert through == [], f"{sheet.title}: {wire.edge}"


@every_map
def test_every_wire_joins_its_boxes(name: str, language: str) -> None:
    for sheet in laid(name, language):
        assert sheet.laid is not None
        for wire in sheet.wires:
            a, b = (sheet.laid.boxes[id] for id in (wire.edge.before, wire.edge.after))
            (x1, y1), (x2, y2) = wire.points[0], wire.points[-1]
            assert x1 in (a.x, a.right) and a.y < y1 < a.bottom
            assert x2 in (b.x, b.right) and b.y < y2 < b.bottom
            corners = zip(wire.points, wire.points[1:], strict=False)
            assert all(p[0] == q[0] or p[1] == q[1] for p, q in corners)


@every_map
def test_no_text_is_wider_than_its_box(name: str, language: str) -> None:
    for sheet in laid(name, language):
        assert sheet.laid is not None
        for box in sheet.laid.boxes.values():
            room = box.wide - 2 * PADDING * sheet.scale
            for para in box.card.paras:
                icon = ICON_ROOM * sheet.scale if para.icon else 0
                size, bold = SIZES[para.style] * sheet.scale, para.style in BOLD
                for line in para.lines(room, sheet.scale):
                    assert width(line, size, bold) <= room - icon + 0.01, line


@every_map
def test_every_step_is_drawn_once_in_full(name: str, language: str) -> None:
    own = sheets(name, language)
    detailed = own if len(own) == 1 else own[1:]
    drawn = Counter(id for sheet in detailed for id in sheet.ids)

    assert drawn == Counter([*Procedure.of(pack(name)).steps])


@every_map
def test_every_gate_is_told_with_its_law(name: str, language: str) -> None:
    own = sheets(name, language)
    told = {item.gate.number: item for sheet in own for item in sheet.key.items}
    wanted = {number for sheet in own for card in cards_of(sheet) for number in card.gates}

    assert set(told) == wanted
    assert all("".join(item.says) and "".join(item.law) for item in told.values())


# -- what is on paper ----------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


@cache
def texts(name: str, language: str) -> tuple[tuple[tuple[str, float, Rect], ...], ...]:
    """For each page every line of text: its words, its size, and where it stands."""
    found = []
    for page in pages(pack(name), language):
        lines = []
        for text in ET.fromstring(page).iter(f"{SVG}text"):
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            size, long = float(text.attrib["font-size"]), float(text.attrib["textLength"])
            left = x - long if language in ("he", "ar") else x
            rect = (left, y - 0.75 * size, left + long, y + 0.2 * size)
            lines.append((text.text or "", size, rect))
        found.append(tuple(lines))
    return tuple(found)


@every_map
def test_no_text_is_too_small_to_read_on_a4(name: str, language: str) -> None:
    small = {
        words: size for page in texts(name, language) for words, size, _ in page if size < LEAST
    }

    assert small == {}


@every_map
def test_all_text_stands_on_the_sheet(name: str, language: str) -> None:
    outside = [
        words
        for page in texts(name, language)
        for words, _, (left, top, right, bottom) in page
        if left < MARGIN - 0.5 or right > WIDTH - MARGIN + 0.5 or top < 10 or bottom > HEIGHT - 4
    ]

    assert outside == []


@every_map
def test_no_text_lies_over_another(name: str, language: str) -> None:
    for page in texts(name, language):
        over = [
            (one[0], other[0])
            for one, other in combinations(page, 2)
            if overlap(one[2], other[2], by=0.3)
        ]
        assert over == []
