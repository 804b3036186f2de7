"""Planned steps, taken one after the other by a real clerk: a real docket, which verifies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from clemency.clerk.evidence import FactsGiven
from clemency.clerk.office import Clerk
from clemency.clerk.submit import NotRecorded, Stale
from clemency.docket.guards import Attempt, not_competent
from clemency.docket.order import Order
from clemency.web.demonstration.papers import Papers
from clemency.web.demonstration.plan import Key, Matter, Planned


class StoryClock:
    """Tells the minute of the step that is being taken; it moves one second a reading, and never
    back."""

    def __init__(self, day: date, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._at = self._of(day, 8 * 60)

    def _of(self, day: date, minute: int) -> datetime:
        local = datetime.combine(day, time(minute // 60, minute % 60), self._zone)
        return local.astimezone(UTC)

    def set(self, day: date, minute: int) -> None:
        """Goes to that minute of the day, unless it has passed."""
        self._at = max(self._at, self._of(day, minute))

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


class OffScript(Exception):
    """The office did otherwise than the story says: a mistake in the story."""


class Teller:
    """Takes planned steps; knows which number each matter of a story got."""

    def __init__(self, clerk: Clerk, clock: StoryClock, papers: Papers | None) -> None:
        self.clerk, self.clock, self.papers = clerk, clock, papers
        self.numbers: dict[Key, str] = {}
        self._refs: dict[Key, str] = {}
        self._persons: dict[tuple[Key, str], str] = {}

    def take(self, step: Planned) -> None:
        """One step. Raises OffScript where it is refused and should not be, or the other way."""
        self.clock.set(step.on, step.minute)
        verdict = self._done(step)
        refused = isinstance(verdict, NotRecorded | Stale)
        if refused is not step.refused:
            raise OffScript(_wrong(step, verdict))
        if step.matter.key not in self.numbers and not refused:
            self.numbers[step.matter.key] = verdict.number
            self._refs[step.matter.key] = verdict.matter

    def _done(self, step: Planned) -> Any:
        by = step.by or self._competent(step)
        officer = step.officer or self._officer(by, step.on)
        facts = self._facts(step)
        number = self.numbers.get(step.matter.key)
        if step.act is None:
            assert number is not None and facts is not None
            return self.clerk.record(number, facts, officer=officer, office=by, on=step.on)
        fields: dict[str, Any] = self._named(step.sets, step.matter)
        sealed = {name: self._paper(text, step) for name, text in step.texts.items()}
        if number is None:
            return self.clerk.receive(
                officer, by, on=step.on, fields=fields, facts=facts, sealed=sealed, act=step.act
            )
        order = Order(step.act, by, officer, step.on, fields, step.second)
        return self.clerk.submit(number, order, facts=facts, sealed=sealed)

    def _competent(self, step: Planned) -> str:
        """Where the story names no office: the first that does the act on that day, or the one that
        opens petitions where it is only told."""
        pack, number = self.clerk.pack, self.numbers.get(step.matter.key)
        if step.act is None:
            return next(a.by[-1] for a in pack.acts.values() if a.writes == "PetitionOpened")
        act = pack.acts[step.act]
        if number is None:
            return act.by[0]
        found = self.clerk.matter(number)
        assert found.case is not None and found.facts is not None  # the clerk's own hands see all
        stand_ins = (i.by for o in act.by if o in pack.offices for i in pack.offices[o].instead)
        for office in (*act.by, *stand_ins):
            order = Order(act.id, office, self._officer(office, step.on), step.on)
            if not any(not_competent(Attempt.on(order, act, found.case, found.facts.facts, pack))):
                return office
        return act.by[0]

    def _officer(self, office: str, on: date) -> str:
        """Whoever holds the office on that day."""
        return next(iter(self.clerk.appointments().officers(office, on)), "nobody")

    def _facts(self, step: Planned) -> FactsGiven | None:
        if not step.facts:
            return None
        return FactsGiven(step.facts, cast(Any, step.standing), step.reported_by)

    def _paper(self, text: str, step: Planned) -> str | bytes:
        if not text.startswith("@"):
            return text
        assert self.papers is not None
        return self.papers.make(text, step.matter, step.on)

    def _named(self, value: Any, matter: Matter) -> Any:
        """What "@matter:NAME", "@person:WHO" and "@number:NAME" stand for by now."""
        if isinstance(value, list):
            return [self._named(one, matter) for one in value]
        if isinstance(value, Mapping):
            return {name: self._named(inner, matter) for name, inner in value.items()}
        if not isinstance(value, str) or not value.startswith("@"):
            return value
        kind, _, which = value[1:].partition(":")
        if kind == "matter":
            return self._refs[*matter.key[:2], which]
        if kind == "person":
            return self._persons.setdefault((matter.key, which), self.clerk.new_person())
        raise KeyError(value)


def _wrong(step: Planned, verdict: Any) -> str:
    """What went otherwise, for whoever writes stories."""
    where = f"{'/'.join(map(str, step.matter.key))}: {step.act} by {step.by} on {step.on}"
    if step.refused:
        return f"{where} was accepted, and the story says that it is refused."
    objections = getattr(verdict, "objections", ())
    said = "; ".join(f"{one.kind} {getattr(one, 'rule', '') or ''}".strip() for one in objections)
    return f"{where} was refused: {said}"
