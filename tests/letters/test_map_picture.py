"""The picture itself: whole, closed in itself, mirrored where it must be, and readable aloud."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from importlib import resources

import pytest

from clemency.letters.map import drawn, pages
from clemency.letters.map.cards import spans
from clemency.letters.map.layout import WIDTH
from clemency.letters.map.metrics import SLACK, _table, width, wrapped
from tests.letters.maps import ASK, MAPS, OPEN, RECEIVE, here
from tests.letters.packs import pack

SVG = "{http://www.w3.org/2000/svg}"
every_map = pytest.mark.parametrize(("name", "language"), MAPS)


def plain(text: str) -> str:
    """Words without direction signs, all white space alike."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


@every_map
def test_a_picture_is_closed_in_itself(name: str, language: str) -> None:
    root = ET.fromstring(drawn(pack(name), language))
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    attributes = {key for element in root.iter() for key in element.attrib}

    assert tags == {"svg", "title", "desc", "style", "g", "rect", "path", "text"}
    assert not {key for key in attributes if key.startswith("on") or "href" in key}
    assert "url(" not in (root.findtext(f"{SVG}style") or "")


@every_map
def test_a_picture_can_be_read_aloud(name: str, language: str) -> None:
    """In its own words, in its direction, every act with the law it rests on."""
    root = ET.fromstring(drawn(pack(name), language))
    told = plain(root.findtext(f"{SVG}desc") or "")
    own = pack(name)

    assert root.attrib["lang"] == language
    assert root.attrib["direction"] == ("rtl" if language in ("he", "ar") else "ltr")
    assert (own.texts.get("pack.name", language) or "") in (root.findtext(f"{SVG}title") or "")
    for act in own.acts.values():
        assert plain(own.texts.get(f"act.{act.id}.title", language) or "") in told
        assert act.cite is None or plain(act.cite.text) in told


def test_the_same_map_is_the_same_to_the_byte() -> None:
    assert drawn(pack("il"), "he") == drawn(pack("il"), "he")
    assert pages(pack("il"), "en") == pages(pack("il"), "en")


def test_hebrew_is_the_mirror_image() -> None:
    """Lanes begin at the right, and arrows point to the left."""
    english, hebrew = (ET.fromstring(pages(pack("il"), code)[0]) for code in ("en", "he"))

    def offices(root: ET.Element) -> set[float]:
        return {
            float(r.attrib["x"]) for r in root.iter(f"{SVG}rect") if r.attrib["class"] == "office"
        }

    def points_right(root: ET.Element) -> list[bool]:
        tips = [p.attrib["d"] for p in root.iter(f"{SVG}path") if p.attrib["class"] == "tip"]
        places = [[float(n) for n in re.findall(r"[\d.]+", tip)] for tip in tips]
        return [tip[2] > tip[0] for tip in places]

    assert {x < WIDTH / 4 for x in offices(english)} == {True}
    assert {x > WIDTH * 3 / 4 for x in offices(hebrew)} == {True}
    assert points_right(english).count(True) > points_right(english).count(False)
    assert points_right(hebrew).count(False) > points_right(hebrew).count(True)


def test_letters_can_be_put_into_the_picture() -> None:
    picture = drawn(pack("il"), "ar", embed_fonts=True)

    assert picture.count("data:font/woff2;base64,d09GM") == 2  # Latin and Arabic, as WOFF 2
    assert "http" not in picture.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "textLength" not in picture


# -- you are here --------------------------------------------------------------------------------


def groups(picture: str) -> Mapping[str, ET.Element]:
    """The boxes of a picture, by the words that are read aloud for them."""
    root = ET.fromstring(picture)
    return {
        g.attrib["aria-label"]: g for g in root.iter(f"{SVG}g") if g.attrib.get("role") == "group"
    }


def box(picture: str, title: str) -> tuple[str, str]:
    """What is said of a step last, and how its box is drawn."""
    found = [(label, g) for label, g in groups(picture).items() if label.startswith(title)]
    label, g = found[-1]
    rect = g.find(f"{SVG}rect")
    assert rect is not None
    return label, rect.attrib["class"]


def test_what_was_done_carries_its_day() -> None:
    label, style = box(drawn(pack(), "en", here(RECEIVE)), "Receive what has come")

    assert "done on 12 November 2025" in label
    assert "past" in style or "open" in style


def test_what_is_possible_now_stands_out_with_who_may() -> None:
    label, style = box(drawn(pack(), "en", here(RECEIVE)), "Open a petition")

    assert "possible now: Pardons Desk" in label
    assert "open" in style.split()


def test_what_is_refused_says_why() -> None:
    label, style = box(drawn(pack(), "en", here(RECEIVE)), "Countersign")

    assert "Not possible now: date of the grant: none" in label
    assert "shut" in style.split()


def test_the_first_sheet_says_where_the_matter_stands_and_for_whom_it_waits() -> None:
    words = plain(" ".join(ET.fromstring(drawn(pack(), "en", here(RECEIVE, OPEN, ASK))).itertext()))

    assert "Matter 2025-0007 on 12 November 2025: " in words
    assert "Clocks running: Ask for an opinion (Police), due " in words
    assert "An opinion is awaited from: Police." in words


@pytest.mark.parametrize("language", pack().languages)
def test_a_matter_is_drawn_in_every_language(language: str) -> None:
    assert len(groups(drawn(pack(), language, here(RECEIVE, OPEN, ASK)))) > len(pack().acts)


# -- letters and their widths --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("Open a request for clemency", 13345, 14206),
        ("Basic Law: The President s 11(b)", 14686, 15727),
        ("חוות דעת המחלקה לשר", 9712, 10138),
        ("بوابة لا إله، وزير القضاء والأمن", 11994, 12572),
        ("سؤال الهيئة المخوّلة", 8295, 8666),
    ],
)
def test_widths_are_those_of_a_shaping_engine(text: str, regular: int, bold: int) -> None:
    """As HarfBuzz sets them in these fonts, in thousandths of an em; never less, hardly more."""
    for heavy, shaped in ((False, regular), (True, bold)):
        assert shaped - 1 <= width(text, 1000, heavy) / SLACK <= shaped * 1.03


def test_signs_of_direction_have_no_width() -> None:
    assert width("\u2066a\u2069", 10) == width("a", 10)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_widths_are_those_of_the_font_that_lies_here(weight: str) -> None:
    font = resources.files("clemency.letters").joinpath("fonts", f"Rubik-{weight}.ttf").read_bytes()
    advances = read_advances(font)
    table = _table()[weight.lower()]
    letters = [
        letter
        for letter, wide in table.items()
        if len(letter) == 1 and isinstance(wide, int) and ord(letter) in advances
    ]

    assert len(letters) > 300
    assert [c for c in letters if abs(table[c] - advances[ord(c)]) > 1] == []


def read_advances(font: bytes) -> dict[int, int]:
    """The advance of each character, from the tables cmap (format 4), hhea and hmtx of a font."""
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count))
    at = {tag.decode(): offset for tag, _, offset, _ in records}
    cmap = at["cmap"]
    subtables = [
        cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * n)[0]
        for n in range(struct.unpack_from(">H", font, cmap + 2)[0])
    ]
    four = next(s for s in subtables if struct.unpack_from(">H", font, s)[0] == 4)
    double = struct.unpack_from(">H", font, four + 6)[0]
    ends, starts, deltas, ranges = (
        struct.unpack_from(f">{double // 2}H", font, four + 14 + n * double + (2 if n else 0))
        for n in range(4)
    )
    metrics = struct.unpack_from(">H", font, at["hhea"] + 34)[0]
    found = {}
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, end + 1):
            glyph = (code + deltas[n]) % 65536
            if ranges[n]:
                place = four + 16 + 3 * double + 2 * n + ranges[n] + 2 * (code - start)
                glyph = struct.unpack_from(">H", font, place)[0]
                glyph = (glyph + deltas[n]) % 65536 if glyph else 0
            found[code] = struct.unpack_from(">H", font, at["hmtx"] + 4 * min(glyph, metrics - 1))[
                0
            ]
    return found


def test_lines_are_no_wider_than_their_room_and_lose_nothing() -> None:
    text = "Conditional Release Law ss 29-30; extraordinarilylongwordsarebrokenwheretheymustbe"
    lines = wrapped(text, 7, 60)

    assert all(width(line, 7) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_isolates_are_closed_on_every_line() -> None:
    lines = wrapped("לפי \u2066Basic Law: The President s 11(b) and s 12\u2069 בלבד", 7, 60)

    assert len(lines) > 2
    assert all(line.count("\u2066") == line.count("\u2069") for line in lines)


def test_numbers_of_gates_are_told_in_spans() -> None:
    assert spans((1, 2, 3, 5, 6, 9)) == "1–3, 5, 6, 9"
