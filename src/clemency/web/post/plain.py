"""A sheet as plain text: what a mail program shows that knows nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from clemency.letters.post import Sheet
from clemency.letters.post.plain import paragraphs
from clemency.letters.post.sheet import Block, Box, Heading, Items, Pairs, Para, Quote, Table


def text_of(sheet: Sheet) -> str:
    """All that the sheet says, paragraph by paragraph."""
    return "\n\n".join(filter(None, _parts(sheet)))


def _parts(sheet: Sheet) -> Iterator[str]:
    yield sheet.fictional
    yield "\n".join((sheet.house, sheet.office)).strip()
    yield "\n".join(sheet.recipient)
    yield "\n".join(f"{label}: {value}" for label, value in sheet.meta)
    yield sheet.subject
    yield from map(_block, sheet.blocks)
    for one in sheet.signed:
        yield "\n".join(filter(None, (one.says, one.office, one.day, one.note)))
    yield "\n".join(sheet.answering)
    yield "\n".join(sheet.about)


def _block(block: Block) -> str:
    match block:
        case Para(text=text) | Heading(text=text):
            return text
        case Items(items=items):
            return "\n".join(f"- {one}" for one in items)
        case Pairs(rows=rows):
            return "\n".join(f"{label}: {value}" for label, value in rows)
        case Table(head=head, rows=rows):
            pairs = (zip(head, row, strict=True) for row in rows)
            return "\n".join("; ".join(f"{h}: {c}" for h, c in row) for row in pairs)
        case Box(title=title, lines=lines):
            said = (f"{label}: {text}" if label else text for label, text in lines)
            return "\n".join(filter(None, (title, *said)))
        case Quote(text=text):
            return "\n".join(paragraphs(text))
