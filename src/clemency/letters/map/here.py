"""Where a matter stands on the map: what was done, what can be done now, why the rest cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clemency.docket.case import Case
from clemency.docket.rows import Clock
from clemency.docket.verdict import Objection, Possible
from clemency.law.pack import Pack
from clemency.law.values import Facts


@dataclass(frozen=True)
class Mark:
    """How one step stands.

    done_on  the days on which it was done, oldest first
    offices  who can do it now
    why      the gravest reason why nobody can
    """

    done_on: tuple[date, ...] = ()
    offices: tuple[str, ...] = ()
    why: Objection | None = None


def joined(marks: Sequence[Mark]) -> Mark | None:
    """Several steps as one: done where any was, possible where any is."""
    if not marks:
        return None
    done = tuple(sorted(day for mark in marks for day in mark.done_on))
    offices = tuple(dict.fromkeys(office for mark in marks for office in mark.offices))
    return Mark(done, offices, next((mark.why for mark in marks if mark.why), None))


@dataclass(frozen=True)
class Here:
    """A matter, to be drawn into the map of its procedure.

    possible  for each office, every act as `perform.possible` finds it on that day
    on        the day, in the office's time zone
    """

    number: str
    pack: Pack
    case: Case
    facts: Facts
    possible: Mapping[str, tuple[Possible, ...]]
    on: date

    def mark(self, id: str) -> Mark:
        """How a step of the procedure stands in this matter."""
        done = tuple(sorted(done.on for done in self.case.acts if done.act == id))
        act = self.pack.acts.get(id)
        if act is None:
            return Mark(done)
        found = {
            office: one
            for office in act.by
            for one in self.possible.get(office, ())
            if one.act == id
        }
        able = tuple(office for office, one in found.items() if one.refused is None)
        why = next((one.refused.objections[0] for one in found.values() if one.refused), None)
        return Mark(done, able, None if able else why)

    @property
    def waits(self) -> tuple[tuple[str, date | None], ...]:
        """The offices that were asked for an opinion and have not answered, each with the day on
        which it is due; None where no day is set.
        """
        return tuple(
            (one.office, one.due_on)
            for one in self.case.opinions
            if one.asked_on and not (one.received_on or one.dispensed_on)
        )

    @property
    def clocks(self) -> tuple[tuple[str, str | None, date | None], ...]:
        """The periods that run: the act that began each, or else its id, the office it runs for,
        the day on which it ends.
        """
        return tuple(
            (self._began(clock), clock.of, clock.due_on)
            for clock in self.case.clocks
            if clock.ended_on is None
        )

    def _began(self, clock: Clock) -> str:
        """Several acts may start clocks of one name: that of the same day and office is meant."""
        starts = {
            act.id for act in self.pack.acts.values() if act.clock and act.clock.id == clock.id
        }
        for done in self.case.acts:
            if done.act in starts and (done.on, done.of) == (clock.started_on, clock.of):
                return done.act
        return clock.id
