"""The paper on which every sheet is written: the head, the foot, and what each says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from clemency.docket.entries import Entry
from clemency.law.pack import Pack
from clemency.law.values import Facts
from clemency.letters.post.envelope import Envelope
from clemency.letters.post.plain import safe
from clemency.letters.post.sheet import Block, Box, Sheet, Signature
from clemency.letters.post.wording import Wording
from clemency.letters.speech import Speaker
from clemency.letters.told import Told

FILE = "entry.json"
"""What the machine-readable entry is called inside the PDF."""

FOR_PRINTERS = ("to", "skip", "answer_head", "about_head")
PAGE = "\u0001"  # where a printer puts the number of a page, and of all pages
PAGES = "\u0002"


class Paper:
    """Paper of one office, for one reader, in one language."""

    def __init__(self, pack: Pack, envelope: Envelope, facts: Facts | None = None) -> None:
        self.pack, self.envelope = pack, envelope
        self.speaker = Speaker(pack, envelope.language, facts, envelope.on)
        self.words = Wording(envelope.language)
        self.language = self.words.language

    def say(self, key: str, **params: object) -> str:
        """A sentence of sheets, filled."""
        return self.words.say(f"sheet.{key}", **params)

    def own(self, text: str) -> str:
        """A name, a title or a short answer as somebody wrote it, disturbing nothing around it."""
        return self.words.isolated(" ".join(safe(text).split()))

    @property
    def house(self) -> str:
        """The institution; where nobody named one, the pack."""
        given = self.words.settled(self.envelope.house) or self.speaker.names.text("pack.name")
        return given or self.pack.id

    def sheet(
        self,
        kind: str,
        office: str,
        number: str,
        subject: str,
        blocks: Iterable[Block],
        signed: Iterable[Signature] = (),
        about: Iterable[str] = (),
        answering: bool = True,
    ) -> Sheet:
        """A sheet with its head and foot.

        office     the id of the office that writes; "" for a sheet that nobody sends
        number     what stands at "Number", "" for none
        answering  whether it says how to answer
        """
        envelope, words = self.envelope, self.words
        written = words.reference(number)
        title = self.speaker.office(office) if office else ""
        meta = [(self.say("day"), words.day(envelope.on))]
        if number:
            meta.insert(0, (self.say("number"), written))
        pages = self.say("page", page=PAGE, pages=PAGES)
        running = [title or self.house, *([written] if number else []), pages]
        return Sheet(
            kind=kind,
            language=self.language,
            rtl=words.right_to_left,
            on=envelope.on,
            house=self.house,
            office=title,
            recipient=self._recipient(),
            meta=tuple(meta),
            subject=subject,
            blocks=tuple(blocks),
            signed=tuple(signed),
            answering=self._answering(written) if answering else (),
            about=tuple(about),
            running=" · ".join(running),
            fictional=self.say("fictional") if envelope.fictional else "",
            words=tuple((name, self.say(name)) for name in FOR_PRINTERS),
        )

    def _recipient(self) -> tuple[str, ...]:
        """The address; where none is known, who it is."""
        if self.envelope.recipient:
            return tuple(map(self.own, self.envelope.recipient))
        return (self.speaker.office(self.envelope.who),) if self.envelope.who else ()

    def _answering(self, number: str) -> tuple[str, ...]:
        lines = [self.say("name_it", number=number)]
        if len(self.pack.languages) > 1:
            names = [language_name(one, self.language) for one in self.pack.languages]
            lines.append(self.say("tongues", languages=self.words.listed(names, "or")))
        if self.envelope.contact:
            first, *rest = map(self.own, self.envelope.contact)
            lines += [" ".join((self.say("write_to"), first)), *rest]
        return tuple(lines)

    def what_it_is(self, entry: Entry, digest: str) -> tuple[str, ...]:
        """Of which entry a sheet tells, and how that can be checked.

        digest  the fingerprint of the attached entry; "" where none is attached
        """
        what = self.speaker.names.kind(entry.kind)
        lines = [self.say("tells_of", on=entry.on, what=what), self.say("no_hand")]
        if digest:
            params = {"pdf": "PDF", "file": FILE, "digest": digest}
            written = {name: self.words.reference(value) for name, value in params.items()}
            lines.append(self.say("attached", **written))
        return (*lines, self.say("twin"))

    @staticmethod
    def box(told: Told) -> Box:
        """A finding as it stands on a sheet."""
        lines = tuple((line.label[:1].upper() + line.label[1:], line.text) for line in told.lines)
        return Box(told.head, told.level, lines)


def language_name(language: str, reader: str) -> str:
    """What a language is called in the reader's."""
    from babel import Locale

    return str(Locale.parse(reader).languages[language])
