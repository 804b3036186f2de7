"""Books of packs, made once for all tests that read them, and how they are read back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pypdfium2

from clemency.docket.vocabulary import FORMS
from clemency.law.reading.trials import Trials, read_trials
from clemency.letters.book.blocks import Document
from clemency.letters.book.model import Book, book_of
from clemency.letters.book.telling import document_of
from tests.letters.packs import FOLDERS, pack

ON = date(2026, 11, 22)
VOID = frozenset({"meta", "col", "br", "link"})
UNSEEN = re.compile("[\u200b\u200c\u200d\u200e\u200f\u2066-\u2069\ufffe\u0002\u00ad]")


@cache
def trials(name: str) -> Trials:
    """The scenarios and journeys of a pack."""
    folder = FOLDERS[name] / "scenarios"
    files = {f"scenarios/{path.name}": path.read_text("utf-8") for path in folder.glob("*.toml")}
    return read_trials(files, pack(name), FORMS)


@cache
def book(name: str = "ruritania") -> Book:
    """The book of a pack, as it stands on one day."""
    return book_of(pack(name), trials(name), ON)


@cache
def document(name: str = "ruritania", language: str = "en") -> Document:
    """The same in one language."""
    return document_of(book(name), language)


def part(whole: Document, *ids: str) -> Document:
    """A document with some of its chapters alone."""
    return replace(whole, chapters=tuple(one for one in whole.chapters if one.id in ids))


# --- reading back ---------------------------------------------------------------------------------


class Page(HTMLParser):
    """An HTML file, read strictly: what was opened, which ids and links there are, what it says."""

    def __init__(self, whole: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.root: dict[str, str | None] = {}
        self.tags: Counter[str] = Counter()
        self.feed(whole)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        if tag == "html":
            self.root = found
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def words_of_pdf(whole: bytes) -> Counter[str]:
    """The words that a reader finds in a PDF."""
    with pypdfium2.PdfDocument(whole) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    return words_of("\n".join(pages))


def words_of(text: str) -> Counter[str]:
    """Words, without what has no width and without marks above letters.

    A ligature of two letters (lam with alef) is one sign of the typeface, and a reader may find its
    letters in either order; here they count the same.
    """
    letters = unicodedata.normalize("NFKD", UNSEEN.sub("", text))
    plain = "".join(one for one in letters if unicodedata.category(one) != "Mn")
    return Counter(re.findall(r"\w+", plain.replace("لا", "ال").replace("لى", "ىل")))


def unpointed(text: str) -> str:
    """A text without its words that have marks above letters: no typeface lets a reader find those
    whole, in any program that writes PDF.
    """
    marked = re.compile(r"\S*[\u0591-\u05c7\u064b-\u0652\u0670]\S*")
    return marked.sub(" ", text)
