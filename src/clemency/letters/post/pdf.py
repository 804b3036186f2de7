"""A sheet as a PDF: for archives (PDF/A-3a) and for screen readers (PDF/UA-1), set by Typst.

The same sheet gives the same bytes, so that a fingerprint proves what was sent.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Any

from clemency.letters.post.paper import FILE
from clemency.letters.post.plain import paragraphs, runs_rightward
from clemency.letters.post.sheet import Block, Box, Heading, Items, Pairs, Para, Quote, Sheet, Table

_MISSING = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_MOST_TRIES = 50
# Joiners and selectors that make pictures out of other signs; left alone they show nothing.
_UNSEEN = re.compile("[\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")


class NotSet(Exception):
    """The sheet could not be set: what Typst said of it."""


def as_pdf(sheet: Sheet, attachment: bytes | None = None) -> bytes:
    """The whole file. Raises NotSet.

    attachment  the machine-readable entry, as canonical JSON; it lies inside the PDF as FILE

    What no font here can show (a picture among somebody's words) is named in brackets: the page
    for screens shows it as it is.
    """
    inputs = {"entry": attachment.decode()} if attachment is not None else {}
    data = json.dumps(
        _unmarked(_plain(sheet, attachment is not None)), ensure_ascii=False, separators=(",", ":")
    )
    for _ in range(_MOST_TRIES):
        missing = _tried(inputs | {"sheet": data})
        if isinstance(missing, bytes):
            return missing
        data = _named(data, missing)
    raise NotSet("Too many signs for which there is no letter.")


def _tried(inputs: dict[str, str]) -> bytes | str:
    """The file; or the signs for which no font has a letter."""
    import typst  # a tenth of a second that nothing else needs

    try:
        # One compiler for each sheet: it reads a template given as bytes only once.
        compiler = typst.Compiler(_template(), font_paths=_fonts())
        made = compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards=["a-3a", "ua-1"])
    except typst.TypstError as error:
        found = _MISSING.search(str(error))
        if found is None:
            raise NotSet(str(error)) from error
        return found[1]
    assert isinstance(made, bytes)  # a PDF is one file, whatever it holds
    return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    return resources.files("clemency.letters").joinpath("post", "sheet.typ").read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Kept: reading them takes longer than setting a letter."""
    import typst

    with resources.as_file(resources.files("clemency.letters").joinpath("fonts")) as fonts:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])


# Marks above and below Arabic letters. Our sentences read as well without them, and in a PDF, by
# whatever program, a letter that carries one is found twice or not at all.
_MARKS = re.compile("[\u064b-\u0652]")


def _unmarked(value: Any) -> Any:
    """What we say ourselves, without such marks. Somebody's own words keep theirs."""
    if isinstance(value, str):
        return _MARKS.sub("", value)
    if isinstance(value, list):
        return [_unmarked(one) for one in value]
    if isinstance(value, dict):
        own = value.get("k") == "quote"
        return value if own else {name: _unmarked(one) for name, one in value.items()}
    return value


def _named(data: str, missing: str) -> str:
    """The data with signs that cannot be shown named instead."""
    data = _UNSEEN.sub("", data)
    for sign in set(_UNSEEN.sub("", missing)):
        name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
        data = data.replace(sign, f"[{name}]")
    return data


def _plain(sheet: Sheet, attached: bool) -> dict[str, Any]:
    """A sheet as the template reads it."""
    return {
        "kind": sheet.kind,
        "lang": sheet.language,
        "rtl": sheet.rtl,
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "title": sheet.subject,
        "author": sheet.office or sheet.house,
        "house": sheet.house,
        "office": sheet.office,
        "recipient": list(sheet.recipient),
        "meta": [list(row) for row in sheet.meta],
        "subject": sheet.subject,
        "blocks": [_block(one) for one in sheet.blocks],
        "signed": [vars(one) for one in sheet.signed],
        "answering": list(sheet.answering),
        "about": list(sheet.about),
        "running": sheet.running,
        "fictional": sheet.fictional,
        "words": dict(sheet.words),
        "attached": attached,
        "file": FILE,
        "describes": sheet.subject,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Para(text=text, quiet=quiet):
            return {"k": "para", "text": text, "quiet": quiet}
        case Heading(text=text):
            return {"k": "heading", "text": text}
        case Items(items=items):
            return {"k": "items", "items": list(items)}
        case Pairs(rows=rows):
            return {"k": "pairs", "rows": [list(row) for row in rows]}
        case Table(head=head, rows=rows):
            return {"k": "table", "head": list(head), "rows": [list(row) for row in rows]}
        case Box(title=title, level=level, lines=lines):
            said = [list(line) for line in lines]
            return {"k": "box", "title": title, "level": level, "lines": said}
        case Quote(text=text):
            return {"k": "quote", "paragraphs": [_own(one) for one in paragraphs(text)]}


def _own(text: str) -> dict[str, Any]:
    """A paragraph of somebody's own words, with the direction and script they run in."""
    rightward = runs_rightward(text)
    arabic = any("ARABIC" in unicodedata.name(sign, "") for sign in text[:200])
    language = ("ar" if arabic else "he") if rightward else "en"
    return {"text": text, "rtl": rightward, "lang": language}
