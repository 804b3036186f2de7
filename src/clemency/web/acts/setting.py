"""Where an act is drawn up: whose hands, in which matter, what they may see, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.http import Http404, HttpRequest

from clemency.clerk import reading
from clemency.clerk.office import Clerk
from clemency.clerk.reading import Matter
from clemency.clerk.trouble import NotKnown
from clemency.docket.case import Case
from clemency.docket.policy import Action, Allowed, Viewer, decide, sight
from clemency.law.pack import Act, Pack
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.letters.words import Words
from clemency.web.acts import people
from clemency.web.acts.trying import Ground, ground_of
from clemency.web.office import clerk
from clemency.web.pages import words_of
from clemency.web.viewers import Seat

OF_FACTS = frozenset({"because", "unheard", "each", "reading", "yields"})
"""Lines that tell what is on the file: for those alone who may see it."""


@dataclass
class Setting:
    """One officer before one matter.

    shown  the matter as the policy shows it to them
    """

    clerk: Clerk
    seat: Seat
    viewer: Viewer
    shown: Matter
    words: Words
    today: date

    @classmethod
    def of(cls, request: HttpRequest, number: str) -> Setting:
        """The setting of a request. Raises NotKnown for a matter not there, or not theirs."""
        office = clerk()
        seat: Seat = request.seat  # type: ignore[attr-defined]
        today = office.today()
        viewer = seat.viewer(today)
        shown = office.matter(number, viewer)
        return cls(office, seat, viewer, shown, words_of(request), today)

    @classmethod
    def for_act(cls, request: HttpRequest, number: str, act: str) -> Setting:
        """The same for doing an act. An office that is only written to, to carry something out, may
        see no entry of the matter; once it has been told, it can record what it did."""
        try:
            return cls.of(request, number)._standing_in(act)
        except NotKnown:
            office, today = clerk(), clerk().today()
            seat: Seat = request.seat  # type: ignore[attr-defined]
            viewer = seat.viewer(today)
            ref = reading.ref_of(office.desk, number)
            if not _told(office, ref, seat.office):
                raise
            bare = Matter(ref, number, 0, (), None, None)
            setting = cls(office, seat, viewer, bare, words_of(request), today)
            if not setting.may(act):
                raise
            return setting

    def _standing_in(self, act: str) -> Setting:
        """The same from the seat in whose place this officer was named in this matter, where the
        act is done from there."""
        found = self.pack.acts.get(act)
        if found is None:
            return self
        for row in self.case.substitutes:
            begun = row.on <= self.today and row.legal_basis is not None
            ended = row.until_on is not None and row.until_on < self.today
            named = row.officer == self.seat.officer and row.office in found.by
            if named and begun and not ended:
                seat = replace(self.seat, office=row.office)
                return replace(self, seat=seat, viewer=replace(self.viewer, office=row.office))
        return self

    @property
    def pack(self) -> Pack:
        """The law in force here."""
        return self.clerk.pack

    @cached_property
    def ground(self) -> Ground:
        """The whole matter, for the clerk's own hands: what is shown of it, `shows` decides."""
        return ground_of(self.clerk, self.shown.ref)

    @cached_property
    def case(self) -> Case:
        """What this officer may know of the case: all of it within the institution, else nothing
        that lists could give away."""
        return self.ground.case if self.shown.case is not None else Case()

    @cached_property
    def knows_facts(self) -> bool:
        """Whether the policy shows this officer what people told."""
        return self.shows("FactsRecorded", "facts")

    @cached_property
    def speaker(self) -> Speaker:
        """Says things in this officer's language, with facts only where they may know them."""
        facts = self.ground.facts if self.knows_facts else None
        return Speaker(self.pack, self.words.language, facts, self.today)

    @cached_property
    def colleagues(self) -> list[tuple[str, str]]:
        """Everybody who serves today, with names and offices."""
        return people.choices(self.clerk, self.today, self.speaker)

    def shows(self, kind: str, field: str) -> bool:
        """Whether the policy shows this officer that field of such entries."""
        return field in sight(self.pack, self.viewer, kind)

    def may(self, act: str) -> bool:
        """Whether the act can be this officer's at all."""
        return isinstance(
            decide(self.viewer, Action("act", act), self.ground.case, self.pack), Allowed
        )

    def may_record(self) -> bool:
        """Whether this officer may put facts on the file."""
        decision = decide(self.viewer, Action("record-facts"), self.ground.case, self.pack)
        return self.knows_facts and isinstance(decision, Allowed)

    def act(self, id: str) -> Act:
        """An act of the pack. To an office outside the institution only its own acts are there."""
        act = self.pack.acts.get(id)
        if act is None or not (self.shown.case is not None or self.may(id)):
            raise Http404
        return act

    def acts_that_write(self, *kinds: str) -> list[Act]:
        """The acts of the pack that write such entries and can be this officer's."""
        return [act for act in self.pack.acts.values() if act.writes in kinds and self.may(act.id)]

    def without_facts(self, told: Told) -> Told:
        """The same without what is on the file, for whoever may not see that."""
        if self.knows_facts:
            return told
        lines = tuple(line for line in told.lines if line.kind not in OF_FACTS)
        return Told(told.head, lines, told.level)


def _told(clerk: Clerk, ref: str, office: str) -> bool:
    """Whether a letter about the matter went to that office."""
    found = clerk.desk.store.docket.one(
        "SELECT 1 FROM clerk_outbox o JOIN clerk_entry e ON e.seq = o.seq"
        " WHERE e.matter = %s AND o.who = %s LIMIT 1",
        [ref, office],
    )
    return found is not None
