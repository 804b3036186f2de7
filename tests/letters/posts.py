"""Every occasion on which a pack tells somebody something: its journeys, walked act by act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pypdfium2

from clemency.docket import journey
from clemency.docket.verdict import Accepted
from clemency.law.pack import Tells
from clemency.law.values import Facts
from clemency.letters.post import Envelope, Occasion, Sheet
from clemency.letters.post.sheet import strings
from tests.letters.books import trials, words_of
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
    """How much of what a sheet says is read back from its PDF: 1.0 is every word.

    A page's number stands on every page, and is not counted.
    """
    written = words_of(" ".join(strings(sheet)).translate({1: " ", 2: " "}))
    found = words_of(read_back(whole))
    kept = written & found
    return sum(len(w) * n for w, n in kept.items()) / sum(len(w) * n for w, n in written.items())
