"""How wide each letter of our typeface is, measured once: `letters/fonts/widths.json`.

    pip install uharfbuzz && python tools/font_widths.py

Run it after the fonts have changed. The program itself reads only what it wrote.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import uharfbuzz

FONTS = Path(__file__).resolve().parents[1] / "src/clemency/letters/fonts"
JOINS = "\u200d"  # stands for a neighbour to which an Arabic letter joins

RANGES = (
    *((0x20, 0x7F), (0xA0, 0x180), (0x218, 0x21C)),
    *((0x5BE, 0x5BF), (0x5D0, 0x5EB), (0x5F3, 0x5F5)),
    *((0x60C, 0x60D), (0x61B, 0x64B), (0x660, 0x66E), (0x671, 0x672)),
    *((0x2010, 0x2028), (0x2030, 0x203B), (0x20A0, 0x20C0), (0x2116, 0x2117)),
    *((0x2122, 0x2123), (0x2190, 0x2194), (0x2212, 0x2213)),
)
NOTHING_TO_MEASURE = ("Cn", "Cf", "Cc", "Mn")


def measured(font: Any, text: str, arabic: bool) -> int | None:
    """The width of a text; None where the font lacks a letter of it."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if arabic:
        buffer.direction, buffer.script = "rtl", "Arab"
    uharfbuzz.shape(font, buffer, {})
    if any(glyph.codepoint == 0 for glyph in buffer.glyph_infos):
        return None
    return round(sum(place.x_advance for place in buffer.glyph_positions) * 1000 / font.face.upem)


def table(file: Path) -> dict[str, Any]:
    """Every letter of the ranges above, and the four ligatures of lam with alef."""
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
    found: dict[str, Any] = {}
    for letter in (chr(code) for first, end in RANGES for code in range(first, end)):
        arabic = "\u0620" <= letter <= "\u0671" and unicodedata.bidirectional(letter) == "AL"
        if unicodedata.category(letter) in NOTHING_TO_MEASURE:
            continue
        alone = measured(font, letter, arabic)
        if alone is None:
            continue
        if arabic and unicodedata.category(letter) == "Lo":
            forms = (letter, letter + JOINS, JOINS + letter + JOINS, JOINS + letter)
            found[letter] = [measured(font, form, True) for form in forms]
        else:
            found[letter] = alone
    for alef in "اأإآ":
        found[f"ل{alef}"] = [measured(font, form, True) for form in (f"ل{alef}", f"{JOINS}ل{alef}")]
    return found


if __name__ == "__main__":
    made = {"units": 1000}
    made |= {weight.lower(): table(FONTS / f"Rubik-{weight}.ttf") for weight in ("Regular", "Bold")}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    (FONTS / "widths.json").write_text(text + "\n", "utf-8")
