"""What invented people send: an application, a letter, a document, as they lie sealed.

The forms are those of `clemency.web.application`: JSON in UTF-8, and files behind a line of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from random import Random
from typing import Any

from clemency.law.pack import Pack
from clemency.law.types import Type
from clemency.letters.speech import Speaker
from clemency.web.demonstration.book import Book
from clemency.web.demonstration.plan import Matter

APPLICATION, LETTER, FILE = "clemency-application-1", "clemency-letter-1", b"clemency-file-1\n"
STATES = ("attached", "attached", "attached", "ask-the-court", "later")


class Papers:
    """The papers of one demonstration, made of what was planned."""

    def __init__(self, pack: Pack, told: Book) -> None:
        self.pack, self.book = pack, told
        self._speakers = {one: Speaker(pack, one) for one in told.languages}

    def make(self, order: str, matter: Matter, on: date) -> bytes:
        """What "@application", "@letter:KEY" or "@file:WHAT" stands for in a story."""
        kind, _, which = order.removeprefix("@").partition(":")
        if kind == "application":
            return _json(self.application(matter, on))
        if kind == "letter":
            return _json(self.letter(matter, which))
        if kind == "file":
            return self.file(matter, which)
        raise KeyError(order)

    # --- an application --------------------------------------------------------------------------

    def application(self, matter: Matter, on: date) -> dict[str, Any]:
        """What the person answered, wrote and attached."""
        draw = Random(f"{matter.key} application")
        held_at = self._text("held_at", matter, draw) if matter.door == "prison" else ""
        return {
            "form": APPLICATION,
            "language": matter.language,
            "door": self.book.doors[matter.door].get("form", matter.door),
            "person": matter.person.plain(held_at=held_at),
            "filer": self._filer(matter, draw),
            "answers": list(self._answers(matter)),
            "statement": list(self._statement(matter)),
            "documents": [self._document(matter, what) for what in self._papers(matter)],
            "declared_on": on.isoformat(),
            "tell_by": draw.choice(("email", "post", "portal")),
        }

    def _filer(self, matter: Matter, draw: Random) -> dict[str, Any] | None:
        if matter.filer is None:
            return None
        licence = f"00{draw.randrange(100, 999)}" if matter.door == "counsel" else ""
        relation = str(matter.facts.get("relation", ""))
        return matter.filer.plain(relation=relation, licence=licence)

    def _answers(self, matter: Matter) -> Iterator[dict[str, Any]]:
        """Every fact that was told, in the words in which it was asked and answered."""
        speaker = self._speakers[matter.language]
        for path, value, kind in self._scalars(matter.facts):
            said = None if value == "none" else value
            yield {
                "path": path,
                "question": speaker.names.asked(path),
                "answer": speaker.value(said, kind, path),
                "value": value.isoformat() if isinstance(value, date) else value,
            }

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

    def _statement(self, matter: Matter) -> Iterator[dict[str, str]]:
        """The person's own words, prompt by prompt."""
        for prompt, text in matter.statement.items():
            title = self.book.texts(f"prompt.{prompt}", matter.language)[0]
            yield {"prompt": prompt, "title": title, "text": text.format(**matter.drawn)}

    # --- documents -------------------------------------------------------------------------------

    def _papers(self, matter: Matter) -> list[str]:
        return list(self.book.subjects[matter.subject].get("papers", ()))

    def _document(self, matter: Matter, what: str) -> dict[str, str]:
        state = Random(f"{matter.key} {what}").choice(STATES)
        attached = state == "attached"
        return {
            "what": what,
            "title": self.book.texts(f"paper.{what}", matter.language)[0],
            "state": state,
            "file": f"{what}.pdf" if attached else "",
            "digest": sha256(_pdf(matter, what)).hexdigest() if attached else "",
        }

    def file(self, matter: Matter, what: str) -> bytes:
        """A document as it lies sealed: what it is, then its bytes."""
        data = _pdf(matter, what)
        head = {
            "name": f"{what}.pdf",
            "type": "application/pdf",
            "title": self.book.texts(f"paper.{what}", matter.language)[0],
            "what": what,
            "size": len(data),
            "digest": sha256(data).hexdigest(),
        }
        return FILE + _json(head) + b"\n" + data

    # --- a letter --------------------------------------------------------------------------------

    def letter(self, matter: Matter, which: str) -> dict[str, Any]:
        """A letter of somebody who is not the person concerned, nor asks in their name."""
        draw = Random(f"{matter.key} letter")
        sender = matter.person
        office = str(matter.told.get("sender_title", {}).get(matter.language, ""))
        return {
            "form": LETTER,
            "language": matter.language,
            "from": {
                "name": sender.name,
                "office": office,
                "address": sender.address,
                "email": sender.email,
            },
            "text": self._text(f"letter.{which}", matter, draw),
        }

    def _text(self, key: str, matter: Matter, draw: Random) -> str:
        found: str = draw.choice(self.book.texts(key, matter.language))
        return found.format(name=matter.person.name, **matter.drawn)


def _json(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _pdf(matter: Matter, what: str) -> bytes:
    """One page that says what it stands for, and that nobody issued it."""
    story, telling, name = matter.key
    lines = ("FICTIONAL DOCUMENT", f"{what}, for the demonstration only", f"{story}/{telling}/{name}")
    shown = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 16 Tf 72 740 Td {shown} ET".encode("ascii")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return data + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, start)
    )
