"""What browsers are given: ours on logical sides only, the design system's as we took it over."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from clemency.web import words

WEB = Path(words.__file__).parent
STATIC = WEB / "static/clemency"
OURS = sorted(path for path in WEB.rglob("*.css") if not path.name.startswith("design"))
TEMPLATES = sorted(WEB.rglob("*.html"))

# What knows only left and right. `inset` and the corners of a radius have logical forms too.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?:min-|max-)?(?:width|height)\s*:(?![^;{]*\)\s*\{))"
)
MEDIA = re.compile(r"@media[^{]*\{")
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width)\s*:\s*(?:[^;\s]+\s+){3}[^;\s]+\s*;")


def test_our_stylesheets_know_no_left_and_right() -> None:
    assert len(OURS) >= 2
    found = [
        f"{path.name}: {one.group()}"
        for path in OURS
        for pattern in (PHYSICAL, FOUR_SIDES)
        for one in pattern.finditer(MEDIA.sub("", path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "wrong", ["a{margin-left:1px}", "a{left: 0}", "a{text-align: right}", "a{max-width:3rem}"]
)
def test_the_reader_of_stylesheets_sees_what_it_looks_for(wrong: str) -> None:
    assert PHYSICAL.search(wrong)


@pytest.mark.parametrize("right", ["a{margin-inline:1px}", "a{text-align:start}", "b{inset:0}"])
def test_the_reader_of_stylesheets_lets_logical_sides_be(right: str) -> None:
    assert not PHYSICAL.search(right)


def test_what_was_taken_over_is_what_was_looked_at() -> None:
    """Made by tools/vendor_design.py, which wrote these digests down."""
    written = re.findall(r"^\| `([\w./-]+)` \| `([0-9a-f]{64})` \|$", readme(), re.MULTILINE)
    assert len(written) == 5
    for name, digest in written:
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def readme() -> str:
    return (STATIC / "README.md").read_text("utf-8")


def test_nothing_of_another_government_came_along() -> None:
    for path in STATIC.glob("design*.css"):
        text = path.read_text("utf-8").lower()
        assert "@font-face" not in text and "gds transport" not in text and "url(" not in text
        assert "crown" not in text.split("*/", 1)[1] and ".govuk-header" not in text
        assert "var(--typeface)" in text
    shown = "".join(path.read_text("utf-8") for path in TEMPLATES)
    assert "GOV.UK" not in shown and "gov.uk" not in shown


def test_the_mirror_has_every_rule_of_the_sheet() -> None:
    """Mirroring moves sides; it adds and loses nothing but what is appended for drawn arrows."""
    plain, mirrored = ((STATIC / name).read_text("utf-8") for name in DESIGN)
    assert mirrored.count("{") == plain.count("{") + 3
    assert plain.count("margin-left") == mirrored.count("margin-right")


DESIGN = ("design.css", "design.rtl.css")


def test_each_letter_is_loaded_with_one_font_only() -> None:
    """Two ranges that overlap would load two files for one letter; marks above letters and what
    joins them belong to each script."""
    ranges = re.findall(r"unicode-range:\s*([^;]+);", (STATIC / "theme.css").read_text("utf-8"))
    seen: dict[int, int] = {}
    for face, listed in enumerate(ranges):
        for one in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", listed):
            first, last = int(one[0], 16), int(one[1] or one[0], 16)
            for code in range(first, last + 1):
                assert seen.setdefault(code, face) == face, hex(code)
    assert {unicodedata.lookup("HEBREW LETTER ALEF"), "ا", "a"} <= {chr(code) for code in seen}


def test_the_script_stays_small() -> None:
    assert len((STATIC / "clemency.js").read_bytes()) < 4096


# Data that a script reads may stand in a page; a script or a style may not.
DATA = r"""(?! src|[^>]* type="application/json")"""
INSIDE = re.compile(rf"\sstyle=|<style|<script{DATA}|\son[a-z]+=|javascript:")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_templates_hold_no_script_no_style_and_no_left(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not INSIDE.search(text)
    assert not re.search(r'align="(left|right)"|&(?:l|r)arr;|[←→]', text)


def test_templates_use_no_class_that_no_stylesheet_knows() -> None:
    """A misspelt class shows only to who looks. Those of the design system may be mere names."""
    sheets = "".join(path.read_text("utf-8") for path in WEB.rglob("*.css"))
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", sheets)) | {"public"}
    unknown = [
        f"{path.relative_to(WEB)}: {one}"
        for path in TEMPLATES
        for one in classes(path.read_text("utf-8"))
        if one not in known and not one.startswith("govuk-")
    ]
    assert unknown == []


def classes(template: str) -> Iterator[str]:
    """The classes that a template writes out whole."""
    template = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    for written in re.findall(r'class="([^"]*)"', template):
        whole = re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "\0", written))
        yield from (one for one in whole.split() if "\0" not in one)
