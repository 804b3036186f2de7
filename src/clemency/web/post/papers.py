"""What the petitioner's side keeps: the receipt of what was sent, and a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from clemency.clerk.trouble import NotKnown
from clemency.clerk.vault import Forgotten
from clemency.docket.entries import Received
from clemency.letters.post import (
    Answered,
    Chapter,
    Envelope,
    Fingerprints,
    Occasion,
    Paper,
    Sheet,
    application_of,
    receipt_of,
)
from clemency.web import application, pages
from clemency.web.application import Application
from clemency.web.config import config
from clemency.web.office import clerk
from clemency.web.petition import readers
from clemency.web.post.addresses import address_of
from clemency.web.post.docket import File, file_of
from clemency.web.post.making import contact
from clemency.web.words import Words, in_language

PAPERS = ("receipt", "application")


@dataclass(frozen=True)
class Sent:
    """What was sent, as it lies sealed: its bytes, and what they say."""

    file: File
    words: bytes
    read: Application


def receipt(number: str, language: str) -> Sheet:
    """The receipt of an application. Raises NotKnown where none was sent, or it was forgotten."""
    sent = sent_in(number)
    at = next((at for at, (_, e) in enumerate(sent.file.entries) if e.kind == "PetitionOpened"), 0)
    seq, entry = sent.file.entries[at]
    row = sent.file.rows[at]
    told = Occasion(
        pack=sent.file.pack(seq),
        number=sent.file.number,
        entry=entry,
        before=sent.file.before(seq),
        facts=sent.file.facts(seq),
    )
    prints = Fingerprints(
        sent=sha256(sent.words).hexdigest(),
        leaf=row.leaf,
        place=row.seq,
        recorded_at=row.recorded_at.strftime("%Y-%m-%d %H:%M:%S UTC"),
    )
    titles = [one.title for one in sent.read.documents if one.state == "attached"]
    by = told.entry.office or ""
    opened = told.case.petition_on is not None
    reader = told.case.handed_over_to or readers.next_reader(told.pack, by, opened) or by
    return receipt_of(told, _envelope(sent, language), prints, titles, reader)


def copy(number: str, language: str) -> Sheet:
    """What was asked and answered, word for word. Raises NotKnown likewise."""
    sent = sent_in(number)
    paper = Paper(clerk().pack, _envelope(sent, language))
    return application_of(paper, sent.file.number, tuple(chapters(sent.read, language)))


def sent_in(number: str) -> Sent:
    """The application with which a matter began."""
    file = file_of(number)
    first = file.entries[0][1]
    if isinstance(first, Received) and first.words and isinstance(file.received, Application):
        opened = clerk().desk.vault.open(first.words)
        if not isinstance(opened, Forgotten):
            return Sent(file, opened.text, file.received)
    raise NotKnown(
        f"Matter {number} did not begin with a form of ours.",
        "What came on paper is kept as it came; the office can make a copy.",
    )


def chapters(one: Application, language: str) -> Iterator[Chapter]:
    """An application by chapters: who, the questions, the statement, the documents."""
    words = in_language(language)
    for key, person in (("person", one.person), ("filer", one.filer)):
        if person is not None:
            rows = tuple(_of_person(person, words))
            yield Chapter(words.say(f"post.copy.{key}"), rows)
    if one.answers:
        answers = tuple(Answered(row.question, row.answer) for row in one.answers)
        yield Chapter(words.say("post.copy.answers"), answers)
    if one.statement:
        parts = tuple(Answered(part.title, part.text, own_words=True) for part in one.statement)
        yield Chapter(words.say("post.copy.statement"), parts)
    if one.documents:
        listed = tuple(
            Answered(row.title, words.say(f"post.copy.document.{row.state.replace('-', '_')}"))
            for row in one.documents
        )
        yield Chapter(words.say("post.copy.documents"), listed)


def _of_person(person: application.Person, words: Words) -> Iterator[Answered]:
    for name in ("name", "identity", "born_on", "address", "telephone", "email", "held_at"):
        value = getattr(person, name)
        if value:
            shown = value if isinstance(value, str) else words.day(value)
            yield Answered(words.say(f"post.copy.of.{name}"), ", ".join(shown.splitlines()))


def _envelope(sent: Sent, language: str) -> Envelope:
    address = address_of("petitioner", sent.file)
    declared = sent.read.declared_on or sent.file.entries[0][1].on
    return Envelope(
        who="petitioner",
        language=language,
        on=declared,
        house=pages.title(in_language(language)),
        recipient=address.lines,
        contact=contact(),
        fictional=config().demo,
    )
