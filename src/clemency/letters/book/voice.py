"""What every chapter of the book needs to say things: one pack, one language, one day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from clemency.law.expr import Expr
from clemency.law.pack import Citation
from clemency.letters.book.blocks import Block, Code, Pairs, Point, Points, Span, Text, text
from clemency.letters.book.model import Book, Use, places_of
from clemency.letters.speech import Speaker
from clemency.letters.spoken import Outline, Spoken
from clemency.letters.words import PLACEHOLDER

Said = str | Text | tuple[Text, ...]
Row = tuple[str, Said]

BRIEF = 92
"""Letters of a heading; a longer sentence is cut at a word."""


def anchor(chapter: str, id: str) -> str:
    """Where something stands in the book: the same in every language and edition."""
    return f"{chapter}-{re.sub(r'[^0-9A-Za-z_-]+', '-', id).strip('-')}"


def brief(sentence: str) -> str:
    """A sentence as a heading, without its full stop; isolates that were cut open are closed."""
    bare = sentence.split("\n")[0].strip().rstrip(".")
    if len(bare) <= BRIEF:
        return bare
    cut = bare[:BRIEF].rsplit(" ", 1)[0].rstrip(" ,;:.")
    left_open = sum(cut.count(sign) for sign in "\u2066\u2067\u2068") - cut.count("\u2069")
    return cut + "\u2069" * left_open + " …"


class Voice:
    """Says a book in one language."""

    def __init__(self, book: Book, language: str) -> None:
        self.book = book
        self.pack = book.pack
        self.speaker = Speaker(book.pack, language)
        self.words = self.speaker.words
        self.names = self.speaker.names
        self.spoken = Spoken(self.names, book.on)

    def say(self, key: str, **params: Any) -> str:
        """A sentence of the book, filled."""
        return self.words.say(f"book.{key}", **params)

    def counted(self, key: str, n: int, **params: Any) -> str:
        """A sentence of the book that counts."""
        return self.words.plural(f"book.{key}", n, **params)

    # -- the pack's sentences --------------------------------------------------------------------

    def sentence(self, key: str) -> str:
        """A sentence of the pack; what would be filled in stands in angle brackets, in words."""
        found = self.names.text(key)
        return self.words.settled(PLACEHOLDER.sub(self._gap, found)) if found else ""

    def _gap(self, found: re.Match[str]) -> str:
        kind, _, id = found[1].partition(":")
        if kind == "fact":
            return self.say("gap.fact", what=self.names.label(id).rstrip("."))
        if kind == "date":
            return self.say("gap.date", rule=self.words.reference(id))
        return self.say(f"gap.{kind}")

    def title_of(self, use: Use) -> str:
        """What something is called, in few words."""
        names = self.names
        match use.chapter:
            case "rule":
                version = self.pack.rules[use.id][-1]
                says = self.sentence(f"rule.{version.key}.says")
                return brief(says or self.sentence(f"rule.{version.key}.else") or use.id)
            case "act":
                return names.act(use.id)
            case "office":
                return names.office(use.id)
            case "letter":
                return self.sentence(f"letter.{use.id}.subject") or use.id
            case "source":
                return self.words.reference(use.id)
            case "left":
                return brief(self.sentence(f"untranslatable.{use.id}.why"))
            case "out":
                return brief(self.sentence(f"not_covered.{use.id}.why"))
        key = {"figure": "parameter", "by-law": "by_law", "aside": "stands_aside"}
        says = self.sentence(f"{key.get(use.chapter, use.chapter)}.{use.id}.says")
        return brief(says) if says else names.id(use.id)

    # -- links -----------------------------------------------------------------------------------

    def link(self, chapter: str, id: str, bare: bool = False) -> Text:
        """The name of something, leading to where it stands; `bare`: without its id."""
        use = Use(chapter, id)
        href = f"#{anchor(chapter, id)}"
        title = self.title_of(use)
        own = self.words.reference(id)
        if bare or title == own or chapter in ("office", "source"):
            return text(Span(title, href))
        return text(Span(title, href), " ", Span(id, "", "code"))

    def links(self, chapter: str, ids: Iterable[str]) -> tuple[Text, ...]:
        """Several of them."""
        return tuple(self.link(chapter, id) for id in ids)

    def cited(self, cite: Citation) -> Text:
        """A citation, each source in it leading to what is known of that source."""
        found: list[Span] = []
        for source, section in places_of(cite):
            if found:
                found.append(Span(self.words.raw("cite.apart")))
            said = self.words.reference(f"{source} {section}".strip())
            found.append(Span(said, f"#{anchor('source', source)}"))
        return tuple(found)

    def read(self, cite: Citation) -> str:
        """When somebody last read the text cited, and how sure we are of it."""
        read = self.say("read_on", day=cite.verified_on) if cite.verified_on else ""
        certainty = self.say(f"certainty.{cite.certainty}")
        return self.words.raw("cite.apart").join(part for part in (read, certainty) if part)

    # -- expressions -----------------------------------------------------------------------------

    def points(self, outline: Outline) -> Points:
        """A condition in words, as a list."""
        return Points((_point(outline),))

    def condition(self, expr: Expr, denied: bool = False) -> tuple[Block, ...]:
        """A condition in words, and as the pack writes it."""
        said = self.points(self.spoken.condition(expr, denied))
        return said, Code(str(expr))

    def value(self, expr: Expr) -> tuple[Block, ...]:
        """A day or an amount in words, and as the pack writes it."""
        return self.points(self.spoken.yielded(expr)), Code(str(expr))

    def offices(self, ids: Iterable[str]) -> str:
        """Several offices or audiences, in one sentence."""
        return self.words.listed([self.names.office(id) for id in ids])


def _point(outline: Outline) -> Point:
    return Point(text(outline.text), tuple(map(_point, outline.parts)))


def pairs_of(rows: Iterable[Row]) -> Pairs:
    """Labels with what they say; those that say nothing are left out."""
    return Pairs(tuple((label, _texts(said)) for label, said in rows if said))


def _texts(said: Said) -> tuple[Text, ...]:
    if isinstance(said, str):
        return (text(said),)
    spans = tuple(one for one in said if isinstance(one, Span))
    return (spans,) if spans else tuple(one for one in said if not isinstance(one, Span))
