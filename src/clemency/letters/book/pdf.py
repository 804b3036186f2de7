"""The book as a PDF: set by Typst from the same blocks, tagged, and the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

from clemency.letters.book.blocks import (
    Block,
    Box,
    Code,
    Document,
    Pairs,
    Para,
    Point,
    Points,
    Section,
    Sides,
    Signature,
    Span,
    Table,
    Text,
    is_foreign,
)

LINKED = frozenset({"settle"})
"""Chapters whose links within the book are kept. Each makes what stands around it be laid out
twice; elsewhere the contents, the bookmarks and the ids lead on, and the HTML has every link."""


class NotSet(Exception):
    """The book could not be set: what Typst said of it. A letter that no font has is one reason."""


def printed(document: Document) -> bytes:
    """The whole file. The same document gives the same bytes. Raises NotSet."""
    import typst  # a tenth of a second that no other command needs

    here = resources.files("clemency.letters")
    template = here.joinpath("book", "book.typ").read_bytes()
    data = json.dumps(_Plain(document).whole(), ensure_ascii=False, separators=(",", ":"))
    with resources.as_file(here.joinpath("fonts")) as fonts:
        typefaces = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
        compiler = typst.Compiler(template, font_paths=typefaces)
        try:
            # One standard is kept by archives, the other read aloud by screen readers.
            made = compiler.compile(
                sys_inputs={"book": data}, format="pdf", pdf_standards=["a-2a", "ua-1"]
            )
        except typst.TypstError as error:
            raise NotSet(str(error)) from error
    assert isinstance(made, bytes)  # a PDF is one file, whatever it holds
    return made


class _Plain:
    """A document as the template reads it: short keys, nothing but lists, tables and text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.linked = False

    def whole(self) -> dict[str, Any]:
        doc = self.document
        return {
            "lang": doc.language,
            "rtl": doc.rtl,
            "title": doc.title,
            "subtitle": doc.subtitle,
            "running": doc.running,
            "digest": doc.digest,
            "day": [doc.day.year, doc.day.month, doc.day.day],
            "parts": dict(doc.parts),
            "front": self.blocks(doc.front),
            "chapters": [self.chapter(one) for one in doc.chapters],
        }

    def chapter(self, section: Section) -> dict[str, Any]:
        self.linked = section.id in LINKED
        return self.section(section)

    def section(self, section: Section) -> dict[str, Any]:
        return {
            "id": section.id,
            "title": self.text(section.title),
            "listed": section.listed,
            "blocks": self.blocks(section.blocks),
            "sections": [self.section(one) for one in section.sections],
        }

    def blocks(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        return [self.block(one) for one in blocks]

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Para(text=text, kind=kind):
                return {"k": "para", "kind": kind, "text": self.text(text)}
            case Pairs(rows=rows):
                pairs = [
                    [self.text(label), [self.text(one) for one in said]] for label, said in rows
                ]
                return {"k": "pairs", "rows": pairs}
            case Points(points=points):
                return {"k": "points", "points": [self.point(one) for one in points]}
            case Code(text=written):
                return {"k": "code", "text": written}
            case Table(head=head, rows=rows, widths=widths):
                cells = [[self.text(cell) for cell in row] for row in rows]
                return {"k": "table", "head": list(head), "rows": cells, "widths": list(widths)}
            case Box(title=title, badge=badge, level=level, blocks=blocks):
                named = {"title": self.text(title), "badge": badge, "level": level}
                return {"k": "box", **named, "blocks": self.blocks(blocks)}
            case Sides(left_head=left_head, right_head=right_head, left=left, right=right):
                heads = {"lhead": left_head, "rhead": right_head}
                return {"k": "sides", **heads, "l": self.blocks(left), "r": self.blocks(right)}
            case Signature(lines=lines):
                return {"k": "sign", "lines": [list(line) for line in lines]}

    def point(self, point: Point) -> dict[str, Any]:
        return {"text": self.text(point.text), "points": [self.point(one) for one in point.points]}

    def text(self, said: Text | str) -> dict[str, Any]:
        """Spans, and whether the whole runs the other way than the book."""
        spans = (Span(said),) if isinstance(said, str) else said
        plain = [[one.text, self.href(one), one.kind] for one in spans]
        return {"s": plain, "f": is_foreign(said, self.document.rtl)}

    def href(self, span: Span) -> str:
        return "" if span.href.startswith("#") and not self.linked else span.href
