"""Every occasion on which a pack tells somebody something: its journeys, walked act by act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache

import pypdfium2

from clemency.docket import journey
from clemency.docket.verdict import Accepted
from clemency.law.pack import Tells
from clemency.law.values import Facts
from clemency.letters.post import Envelope, Occasion, Sheet
from clemency.letters.post.sheet import strings
from tests.letters.books import UNSEEN, trials
from tests.letters.packs import pack

ON = date(2026, 3, 2)
ADDRESSES = {
    "en": ("Dana Fictional", "12 Imagination Street", "Jerusalem 9100001"),
    "he": ("דנה בדויה", "רחוב הדמיון 12", "ירושלים 9100001"),
    "ar": ("دانا الخيالية", "شارع الخيال 12", "القدس 9100001"),
}


@dataclass(frozen=True)
class Telling:
    """One letter that one act of one journey sends."""

    occasion: Occasion
    tells: Tells
    where: str


class _Walker(journey._Traveller):
    """Takes a journey and keeps what was known at each act that was accepted."""

    def __init__(self, one: journey.Journey, name: str) -> None:
        super().__init__(one, pack(name))
        self.told: list[Telling] = []
        self.occasions: list[Occasion] = []

    def take(self, number: int, step: journey.Step) -> None:
        before = len(self.went)
        super().take(number, step)
        verdict = self.went[before].verdict
        if not isinstance(verdict, Accepted):
            return
        matter = self.matters[step.matter]
        at = next(n for n, one in enumerate(matter.entries) if one is verdict.entry)
        occasion = Occasion(
            self.pack,
            "2026-0007",
            verdict.entry,
            tuple(matter.entries[:at]),
            Facts(matter.facts.values, matter.facts.sources),
        )
        self.occasions.append(occasion)
        where = journey.place_of(step)
        self.told += [Telling(occasion, tells, where) for tells in verdict.tells]


@cache
def walked(name: str) -> tuple[tuple[Occasion, ...], tuple[Telling, ...]]:
    """All that happens in the journeys of a pack, and all that is told."""
    occasions: list[Occasion] = []
    told: list[Telling] = []
    for one in trials(name).journeys:
        walker = _Walker(one, name)
        for number, step in enumerate(one.steps, 1):
            walker.take(number, step)
        occasions += walker.occasions
        told += walker.told
    return tuple(occasions), tuple(told)


def envelope(language: str, who: str = "petitioner", **more: object) -> Envelope:
    """To somebody who does not exist."""
    address = ADDRESSES[language]
    return Envelope(who, language, ON, "", address, ("https://office.example/",), **more)  # type: ignore[arg-type]


# --- reading back ---------------------------------------------------------------------------------


def read_back(whole: bytes) -> str:
    """All text of a PDF."""
    with pypdfium2.PdfDocument(whole) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def likeness(sheet: Sheet, whole: bytes) -> float:
    """How much of what a sheet says is read back, word by word: 1.0 is all of it, in any order."""
    written = _words(" ".join(strings(sheet)))
    found = _words(read_back(whole))
    left = list(found)
    kept = 0.0
    for word in written:
        if word in left:
            left.remove(word)
            kept += len(word)
        else:
            near = max((SequenceMatcher(None, word, one).ratio() for one in left), default=0.0)
            kept += len(word) * (near if near > 0.6 else 0.0)
    return kept / sum(map(len, written))


def _words(text: str) -> list[str]:
    plain = UNSEEN.sub("", text).replace("\u0001", " ").replace("\u00a0", " ")
    return [word for one in plain.split() if (word := one.strip(".,:;()·\u060c•\"'"))]


def pages(sheets: Iterator[Sheet]) -> list[str]:
    """Everything that sheets say, each as one text."""
    return [" ".join(strings(one)) for one in sheets]
