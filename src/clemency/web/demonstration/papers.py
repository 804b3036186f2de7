"""What invented people send: an application, a letter, a document, as they lie sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

from clemency.law.pack import Pack
from clemency.law.types import Type
from clemency.letters.speech import Speaker
from clemency.web import application
from clemency.web.application import Answer, Application, Letter, Listed, Paper, Part
from clemency.web.application import Person as Applicant
from clemency.web.demonstration.book import Book
from clemency.web.demonstration.people import Person
from clemency.web.demonstration.plan import Matter

ELSEWHERE = ("ask-the-court", "later")


class Papers:
    """The papers of one demonstration, made of what was planned."""

    def __init__(self, pack: Pack, told: Book) -> None:
        self.pack, self.book = pack, told
        self._speakers = {one: Speaker(pack, one) for one in told.languages}

    def make(self, order: str, matter: Matter, on: date) -> bytes:
        """What "@application", "@letter:KEY" or "@file:WHAT" stands for in a story."""
        kind, _, which = order.removeprefix("@").partition(":")
        made: Application | Letter | Paper
        if kind == "application":
            made = self.application(matter, on)
        elif kind == "letter":
            made = self.letter(matter, which)
        else:
            made = self.file(matter, which)
        return application.to_words(made)

    # --- an application --------------------------------------------------------------------------

    def application(self, matter: Matter, on: date) -> Application:
        """What the person answered, wrote and attached."""
        draw = Random(f"{matter.key} application")
        held_at = self._text("held_at", matter, draw) if matter.door == "prison" else ""
        return Application(
            language=matter.language,
            door=matter.door,
            person=_sender(matter.person, held_at=held_at),
            filer=self._filer(matter, draw),
            answers=tuple(self._answers(matter)),
            statement=tuple(self._statement(matter)),
            documents=tuple(self._document(matter, what, on) for what in self._papers(matter)),
            declared_on=on,
            tell_by=draw.choice(application.WAYS_TO_TELL),
        )

    def _filer(self, matter: Matter, draw: Random) -> Applicant | None:
        if matter.filer is None:
            return None
        if matter.door == "counsel":
            return _sender(matter.filer, licence=f"00{draw.randrange(100, 999)}")
        return _sender(matter.filer, relation=str(matter.facts.get("relation", "")))

    def _answers(self, matter: Matter) -> Iterator[Answer]:
        """Every fact that was told, in the words in which it was asked and answered."""
        speaker = self._speakers[matter.language]
        for path, value, kind in self._scalars(matter.facts):
            yield Answer(
                path=path,
                question=speaker.names.asked(path),
                answer=speaker.value(None if value == "none" else value, kind, path),
                value=value.isoformat() if isinstance(value, date) else value,
            )

    def _scalars(self, facts: Mapping[str, Any]) -> Iterator[tuple[str, Any, Type | None]]:
        vocabulary = self.pack.vocabulary
        for name, value in facts.items():
            if not isinstance(value, Mapping):
                yield name, value, vocabulary.facts.get(name)
                continue
            record = next(one for one in self.pack.records.values() if one.plural == name)
            for place, row in enumerate(value.get("list", ())):
                for field, inner in row.items():
                    if not isinstance(inner, Mapping):
                        yield f"{name}[{place}].{field}", inner, record.fields[field].type

    def _statement(self, matter: Matter) -> Iterator[Part]:
        """The person's own words, prompt by prompt."""
        for prompt, text in matter.statement.items():
            title = self.book.texts(f"prompt.{prompt}", matter.language)[0]
            yield Part(prompt, title, text.format(**matter.drawn))

    # --- documents -------------------------------------------------------------------------------

    def _papers(self, matter: Matter) -> list[str]:
        return list(self.book.subjects[matter.subject].get("papers", ()))

    def _document(self, matter: Matter, what: str, on: date) -> Listed:
        """A document as the application lists it: attached if it was sent on the same day."""
        file = self.file(matter, what)
        if matter.files.get(what) == on:
            return Listed(what, file.title, "attached", file.name, file.digest)
        return Listed(what, file.title, Random(f"{matter.key} {what}").choice(ELSEWHERE))

    def file(self, matter: Matter, what: str) -> Paper:
        """A document: one page that says what it stands for."""
        title = self.book.texts(f"paper.{what}", matter.language)[0]
        return Paper(f"{what}.pdf", "application/pdf", title, what, _pdf(matter, what))

    # --- a letter --------------------------------------------------------------------------------

    def letter(self, matter: Matter, which: str) -> Letter:
        """A letter of somebody who is not the person concerned, nor asks in their name."""
        draw = Random(f"{matter.key} letter")
        sender = matter.person
        return Letter(
            language=matter.language,
            sender={
                "name": sender.name,
                "office": str(matter.told.get("sender_title", {}).get(matter.language, "")),
                "address": sender.address,
                "email": sender.email,
            },
            text=self._text(f"letter.{which}", matter, draw),
        )

    def _text(self, key: str, matter: Matter, draw: Random) -> str:
        found: str = draw.choice(self.book.texts(key, matter.language))
        return found.format(name=matter.person.name, **matter.drawn)


def _sender(one: Person, **more: str) -> Applicant:
    """Somebody as an application holds them."""
    own: dict[str, Any] = {**vars(one), **more}
    del own["language"]
    return Applicant(**own)


def _pdf(matter: Matter, what: str) -> bytes:
    """One page that says what it stands for, and that nobody issued it."""
    story, telling, name = matter.key
    lines = (
        "FICTIONAL DOCUMENT",
        f"{what}, for the demonstration only",
        f"{story}/{telling}/{name}",
    )
    shown = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 16 Tf 72 740 Td {shown} ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F1 5 0 R>>>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return data + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, start)
    )
