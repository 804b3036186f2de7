"""The whole book in one language, chapter by chapter, ready for either printer."""

from __future__ import annotations

from clemency.letters.book.blocks import Document, digest_of
from clemency.letters.book.examples import Examples
from clemency.letters.book.front import Front
from clemency.letters.book.model import Book
from clemency.letters.book.people import People
from clemency.letters.book.procedure import Procedure
from clemency.letters.book.rules import Rules
from clemency.letters.book.voice import Voice

PARTS = ("contents", "page", "skip", "made")
"""Words that the printers themselves need."""


def document_of(book: Book, language: str) -> Document:
    """The book in a language of its pack. The same book in the same language is the same."""
    voice = Voice(book, language)
    front, people = Front(voice), People(voice)
    rules = Rules(voice)
    procedure = Procedure(voice)
    about = front.about()
    chapters = (
        front.settle(),
        rules.chapter(),
        rules.duties(),
        rules.considerations(),
        rules.definitions(),
        rules.figures(),
        procedure.acts(),
        procedure.by_law(),
        procedure.statements(),
        procedure.offices(),
        people.facts(),
        people.sees(),
        people.letters(),
        Examples(voice).stories(),
        front.coverage(),
        front.left(),
    )
    digest = digest_of((*about, *chapters))
    words = voice.words
    return Document(
        language=words.language,
        rtl=words.right_to_left,
        title=voice.say("title", pack=front.name),
        subtitle=voice.say("subtitle"),
        running=voice.say("running", pack=front.name, version=book.pack.version),
        day=book.on,
        digest=digest,
        front=about,
        chapters=(front.sign(digest), *chapters),
        parts={name: voice.say(f"parts.{name}") for name in PARTS},
    )
