"""A sheet as a page: no script, no picture, nothing to fetch; it reads, and prints, as the PDF."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib import resources

from clemency.letters.post.plain import paragraphs
from clemency.letters.post.sheet import (
    Block,
    Box,
    Heading,
    Items,
    Pairs,
    Para,
    Quote,
    Sheet,
    Signature,
    Table,
)


@lru_cache(maxsize=1)
def style() -> str:
    """The style that stands in every page."""
    return resources.files("clemency.letters.post").joinpath("sheet.css").read_text("utf-8")


@lru_cache(maxsize=1)
def style_digest() -> str:
    """What a Content-Security-Policy needs in `style-src`, so that this style and no other runs."""
    digest = sha256(f"\n{style()}".encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def as_html(sheet: Sheet) -> str:
    """The whole page."""
    direction = "rtl" if sheet.rtl else "ltr"
    pages = sheet.running.rpartition(" · ")[0]
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{sheet.language}" dir="{direction}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light">',
            f"<title>{escape(sheet.subject)}</title>",
            f"<style>\n{style()}</style></head>",
            f'<body><a class="skip" href="#text">{escape(sheet.word("skip"))}</a>',
            *_head(sheet),
            f'<main id="text" class="{sheet.kind}">',
            f"<h1>{escape(sheet.subject)}</h1>",
            *(line for block in sheet.blocks for line in _block(block)),
            *_signed(sheet),
            "</main>",
            *_foot(sheet, pages),
            "</body></html>\n",
        )
    )


def _head(sheet: Sheet) -> Iterator[str]:
    yield "<header>"
    if sheet.fictional:
        yield f'<p class="fictional">{escape(sheet.fictional)}</p>'
    if sheet.office:
        yield f'<p class="house">{escape(sheet.house)}</p>'
    yield f'<p class="office">{escape(sheet.office or sheet.house)}</p>'
    yield '<div class="ends">'
    if sheet.recipient:
        lines = "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in sheet.recipient)
        to = escape(sheet.word("to"))
        yield f'<div class="to"><p class="label">{to}</p><address>{lines}</address></div>'
    yield f"{_pairs(sheet.meta)}</div></header>"


def _foot(sheet: Sheet, pages: str) -> Iterator[str]:
    yield "<footer>"
    for name, lines in (("answer_head", sheet.answering), ("about_head", sheet.about)):
        if lines:
            yield f"<h2>{escape(sheet.word(name))}</h2>"
            yield from (f"<p>{escape(line)}</p>" for line in lines)
    yield f'<p class="running">{escape(pages)}</p></footer>'


def _signed(sheet: Sheet) -> Iterator[str]:
    if sheet.signed:
        kind = "hands" if sheet.kind == "decision" else "regards"
        yield f'<div class="{kind}">'
        yield from map(_signature, sheet.signed)
        yield "</div>"


def _signature(one: Signature) -> str:
    office = f"<p><strong>{escape(one.office)}</strong></p>" if one.office else ""
    note = f'<p class="note">{escape(one.note)}</p>' if one.note else ""
    day = f"<p>{escape(one.day)}</p>" if one.day else ""
    return f'<div class="hand">{note}<p class="says">{escape(one.says)}</p>{office}{day}</div>'


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para(text=text, quiet=quiet):
            yield f'<p class="quiet">{escape(text)}</p>' if quiet else f"<p>{escape(text)}</p>"
        case Heading(text=text):
            yield f"<h2>{escape(text)}</h2>"
        case Items(items=items):
            yield f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in items)}</ul>"
        case Pairs(rows=rows):
            yield _pairs(rows)
        case Table(head=head, rows=rows):
            yield from _table(head, rows)
        case Box(title=title, level=level, lines=lines):
            yield f'<div class="box {escape(level)}">'
            yield f'<p class="title">{escape(title)}</p>' if title else ""
            yield from (_line(*line) for line in lines)
            yield "</div>"
        case Quote(text=text):
            said = "".join(f'<p dir="auto">{escape(one)}</p>' for one in paragraphs(text))
            yield f"<blockquote>{said}</blockquote>"


def _line(label: str, text: str) -> str:
    before = f'<span class="label">{escape(label)}:</span> ' if label else ""
    return f"<p>{before}{escape(text)}</p>"


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    said = (f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in rows)
    return f"<dl>{''.join(said)}</dl>"


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """A table; on a narrow screen each cell has its column's name before it."""
    cells = "".join(f'<th scope="col">{escape(one)}</th>' for one in head)
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        said = zip(head, row, strict=True)
        yield "<tr>" + "".join(f'<td data-head="{escape(h)}">{escape(c)}</td>' for h, c in said)
        yield "</tr>"
    yield "</tbody></table>"
