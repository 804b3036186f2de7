"""A matter, opened for whoever looks: one read, and then everything that a page shows of it.

What the policy does not show is not here, so that no page can show it by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from clemency.clerk.reading import Matter, Shown
from clemency.docket.case import Case, CaseDraft, stage
from clemency.docket.entries import KINDS, Entry
from clemency.docket.order import Order
from clemency.docket.policy import Viewer
from clemency.docket.shape import shapes_of
from clemency.law.pack import Act, Pack
from clemency.law.values import Facts
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.web.acts.setting import OF_FACTS
from clemency.web.office import clerk
from clemency.web.pages import language_of
from clemency.web.viewers import Seat, viewer_of
from clemency.web.words import Words, in_language

FACTS = "FactsRecorded"


@dataclass(frozen=True)
class Opened:
    """One matter on an officer's desk.

    seat     who looks, and for which office
    speaker  says everything in the officer's language, with the facts that the officer may know
    day      today, in the office's time zone
    """

    seat: Seat
    viewer: Viewer
    found: Matter
    speaker: Speaker
    day: date

    @property
    def pack(self) -> Pack:
        """The law in force."""
        return clerk().pack

    @property
    def number(self) -> str:
        """What people call it."""
        return self.found.number

    @property
    def ref(self) -> str:
        """Under which it is kept."""
        return self.found.ref

    @property
    def seen(self) -> int:
        """How many entries it has, as of this page."""
        return self.found.seen

    @property
    def case(self) -> Case | None:
        """What its entries add up to. None for an office that is only consulted."""
        return self.found.case

    @cached_property
    def as_seen(self) -> Case:
        """What the entries add up to, as far as this officer is shown them: folded from them alone,
        so that nothing worked out from it gives away what is hidden."""
        draft = CaseDraft()
        for one in self.found.entries:
            if {"kind", "on"} <= set(one.fields):
                draft.read(_entry(one))
        return draft.frozen()

    @property
    def facts(self) -> Facts | None:
        """What is known. None for an officer who is shown that facts came and not what they say."""
        held = self.found.facts
        return held.facts if held is not None and self.knows_facts else None

    @property
    def knows_facts(self) -> bool:
        """Whether every entry that records facts is shown with what it records."""
        told = [one for one in self.found.entries if one.kind == FACTS]
        return self.case is not None and all("facts" in one.fields for one in told)

    @property
    def stage(self) -> str | None:
        """Where it stands, in words, as far as this officer is shown: whoever is not told what an
        opinion said does not learn it here. None for an office that is only consulted."""
        return None if self.case is None else self.speaker.stage(stage(self.as_seen))

    def of(self, *kinds: str) -> Iterator[Shown]:
        """The entries of some kinds that are shown, oldest first."""
        return (one for one in self.found.entries if one.kind in kinds)

    def latest(self, field: str) -> Any:
        """The last thing that any entry shows in a field; None where none does."""
        given = (one.fields.get(field) for one in reversed(self.found.entries))
        return next((value for value in given if value not in (None, "", ())), None)

    def local(self, instant: datetime) -> datetime:
        """An instant on the office's own clock."""
        return instant.astimezone(ZoneInfo(self.pack.calendar.time_zone))

    def tellable(self, told: Told) -> Told:
        """The same without what is on file, for an officer who is not shown that."""
        if self.knows_facts:
            return told
        lines = tuple(line for line in told.lines if line.kind not in OF_FACTS)
        return Told(told.head, lines, told.level)

    @property
    def words(self) -> Words:
        """The pages' sentences in this officer's language."""
        return in_language(self.speaker.words.language)

    def order(self, act: Act, **fields: Any) -> Order:
        """An order by this officer, today. What is empty is left out."""
        given = {name: value for name, value in fields.items() if value not in (None, "", ())}
        second = given.pop("second", None)
        return Order(act.id, self.seat.office, self.seat.officer, self.day, given, second)


def _entry(one: Shown) -> Entry:
    """An entry of which only what is shown is there."""
    made = object.__new__(KINDS[one.kind])
    made.__dict__.update({**_empty(one.kind), **one.fields})
    return made


@cache
def _empty(kind: str) -> Mapping[str, Any]:
    """What stands in each field of a kind where nothing is shown."""
    return {
        shape.name: () if shape.holds in ("codes", "rows") else shape.default
        for shape in shapes_of(KINDS[kind])
    }


def opened(request: HttpRequest, number: str) -> Opened:
    """A matter by its number, as this officer may see it. Raises NotKnown alike where there is none
    and where it is not theirs."""
    office = clerk()
    viewer = viewer_of(request)
    found = office.matter(number, viewer)
    day = office.today()
    blank = Speaker(office.pack, language_of(request), None, day)
    shown = Opened(request.seat, viewer, found, blank, day)  # type: ignore[attr-defined]
    if shown.facts is None:
        return shown
    speaker = Speaker(office.pack, blank.words.language, shown.facts, day)
    return Opened(shown.seat, viewer, found, speaker, day)


def act_writing(pack: Pack, kind: str, office: str | None = None) -> Act | None:
    """The first act that writes a kind of entry; of those this office does, where it does any."""
    acts = [act for act in pack.acts.values() if act.writes == kind]
    own = (act for act in acts if office in act.by)
    return next(own, acts[0] if acts else None)
