"""The book as one HTML file: no script, no picture, nothing to fetch; it prints as it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

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

KINDS = {"code": "code", "strong": "strong", "quiet": "small"}


def printed(document: Document) -> str:
    """The whole file."""
    return _Printer(document).page()


class _Printer:
    def __init__(self, document: Document) -> None:
        self.document = document

    def page(self) -> str:
        doc = self.document
        style = resources.files("clemency.letters.book").joinpath("book.css").read_text("utf-8")
        direction = "rtl" if doc.rtl else "ltr"
        made = f"{doc.parts['made']}: <code dir='ltr'>{doc.digest}</code>"
        return "\n".join(
            (
                "<!DOCTYPE html>",
                f'<html lang="{doc.language}" dir="{direction}">',
                '<head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="color-scheme" content="light">',
                f"<title>{escape(doc.title)}</title>",
                f"<style>\n{style}</style></head>",
                f'<body><a class="skip" href="#book">{escape(doc.parts["skip"])}</a>',
                f"<header><p class='running'>{escape(doc.running)}</p>",
                f"<h1>{escape(doc.title)}</h1>",
                f"<p class='subtitle'>{escape(doc.subtitle)}</p></header>",
                *self.blocks(doc.front),
                *self.contents(),
                '<main id="book">',
                *(line for chapter in doc.chapters for line in self.section(chapter, 2)),
                "</main>",
                f"<footer><p>{escape(doc.running)}</p><p>{made}</p></footer>",
                "</body></html>\n",
            )
        )

    # -- contents and sections -------------------------------------------------------------------

    def contents(self) -> Iterator[str]:
        title = escape(self.document.parts["contents"])
        yield f'<nav aria-label="{title}"><h2>{title}</h2><ol>'
        for chapter in self.document.chapters:
            listed = [one for one in chapter.sections if one.listed]
            own = f'<a href="#{chapter.id}">{escape(chapter.title)}</a>'
            if not listed:
                yield f"<li>{own}</li>"
                continue
            inner = "".join(
                f'<li><a href="#{one.id}"{self.foreign(one.title)}>{escape(one.title)}</a></li>'
                for one in listed
            )
            yield f"<li><details><summary>{own}</summary><ol>{inner}</ol></details></li>"
        yield "</ol></nav>"

    def section(self, section: Section, level: int) -> Iterator[str]:
        kind = {2: "chapter", 3: "item"}.get(level, "part")
        title = f"<h{level}{self.foreign(section.title)}>{escape(section.title)}</h{level}>"
        yield f'<section id="{escape(section.id)}" class="{kind}">{title}'
        yield from self.blocks(section.blocks)
        for inner in section.sections:
            yield from self.section(inner, min(level + 1, 6))
        yield "</section>"

    # -- blocks ----------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Para(text=text, kind=kind):
                named = f' class="{kind}"' if kind else ""
                yield f"<p{named}{self.foreign(text)}>{self.text(text)}</p>"
            case Pairs(rows=rows):
                yield "<dl>" + "".join(self.pair(*row) for row in rows) + "</dl>"
            case Points(points=points):
                yield f'<ul class="outline">{self.points(points)}</ul>'
            case Code(text=written):
                yield f'<pre dir="ltr" lang="zxx"><code>{escape(written)}</code></pre>'
            case Table():
                yield from self.table(block)
            case Box(title=title, badge=badge, level=level, blocks=inner):
                named = f"<b{self.foreign(title)}>{escape(title)}</b>"
                yield f'<article class="box {level}"><p class="box-head">{named}'
                yield f'<span class="badge">{escape(badge)}</span></p>'
                yield from self.blocks(inner)
                yield "</article>"
            case Sides():
                yield '<div class="sides">'
                yield from self.side("law", block.left_head, block.left)
                yield from self.side("engine", block.right_head, block.right)
                yield "</div>"
            case Signature(lines=lines):
                yield (
                    "<dl class='signature'>" + "".join(self.line(*line) for line in lines) + "</dl>"
                )

    def side(self, kind: str, head: str, blocks: tuple[Block, ...]) -> Iterator[str]:
        title = escape(head)
        yield f'<div class="side {kind}" role="group" aria-label="{title}">'
        yield f'<p class="side-head">{title}</p>'
        yield from self.blocks(blocks)
        yield "</div>"

    def pair(self, label: str, said: tuple[Text, ...]) -> str:
        told = "".join(f"<dd{self.foreign(one)}>{self.text(one)}</dd>" for one in said)
        return f"<div><dt{self.foreign(label)}>{escape(label)}</dt>{told}</div>"

    def points(self, points: tuple[Point, ...]) -> str:
        return "".join(self.point(point) for point in points)

    def point(self, point: Point) -> str:
        inner = f"<ul>{self.points(point.points)}</ul>" if point.points else ""
        return f"<li{self.foreign(point.text)}>{self.text(point.text)}{inner}</li>"

    def table(self, table: Table) -> Iterator[str]:
        whole = sum(table.widths)
        columns = "".join(f'<col style="width:{100 * w / whole:.3g}%">' for w in table.widths)
        head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.head)
        yield f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>"
        for row in table.rows:
            cells = zip(table.head, row, strict=True)
            yield "<tr>" + "".join(self.cell(*cell) for cell in cells) + "</tr>"
        yield "</tbody></table>"

    def cell(self, head: str, text: Text) -> str:
        """A cell; on a narrow screen its column's name stands before it."""
        return f'<td data-head="{escape(head)}"{self.foreign(text)}>{self.text(text)}</td>'

    def line(self, label: str, value: str) -> str:
        filled = f"<code dir='ltr'>{escape(value)}</code>" if value else ""
        return f"<div><dt>{escape(label)}</dt><dd>{filled}</dd></div>"

    # -- text ------------------------------------------------------------------------------------

    def text(self, text: Text) -> str:
        return "".join(map(self.span, text))

    def span(self, span: Span) -> str:
        said = escape(span.text)
        tag = KINDS.get(span.kind)
        if tag:
            direction = ' dir="ltr"' if tag == "code" else ""
            said = f"<{tag}{direction}>{said}</{tag}>"
        return f'<a href="{escape(span.href)}">{said}</a>' if span.href else said

    def foreign(self, said: Text | str) -> str:
        """What marks a text of another language and direction than the book's."""
        return ' lang="en" dir="ltr"' if is_foreign(said, self.document.rtl) else ""
