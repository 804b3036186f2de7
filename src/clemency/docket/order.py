"""A command: who wants to do which act, for which office, on which day; and who holds offices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.docket.case import Case
from clemency.docket.rows import Appointment


@dataclass(frozen=True)
class Order:
    """One act of the procedure, as somebody orders it.

    act      the act of the pack
    by       the office for which it is done
    officer  the reference of the officer who signs
    on       the day of legal effect; may lie before the day of writing, never after it
    fields   what the entry is to hold: codes, numbers, days, commitments, rows; free text is sealed
             first, and its commitment given here
    second   the reference of a second officer, where two are needed
    open     True while only the act is chosen: what may be ordered is still to be said
    """

    act: str
    by: str
    officer: str
    on: date
    fields: Mapping[str, Any] = field(default_factory=dict)
    second: str | None = None
    open: bool = False


@dataclass(frozen=True)
class Appointments:
    """Who holds which office, from when until when; both days included."""

    rows: tuple[Appointment, ...] = ()

    @classmethod
    def of(cls, institution: Case) -> Appointments:
        """As the institution's own docket tells them."""
        return cls(institution.appointments)

    def holds(self, officer: str, office: str, on: date) -> bool:
        """Whether the officer holds that office on that day."""
        return any(row.office == office and row.officer == officer for row in self._on(on))

    def serves(self, officer: str, on: date) -> bool:
        """Whether the officer holds any office at all on that day."""
        return any(row.officer == officer for row in self._on(on))

    def officers(self, office: str, on: date) -> tuple[str, ...]:
        """Who holds the office on that day, in the order of appointment."""
        return tuple(row.officer for row in self._on(on) if row.office == office)

    def _on(self, on: date) -> tuple[Appointment, ...]:
        return tuple(
            row
            for row in self.rows
            if (row.from_on is None or row.from_on <= on)
            and (row.until_on is None or on <= row.until_on)
        )


# --- references to records ----------------------------------------------------------------------

_STEP = re.compile(r"\[([0-9]+)\]")


def reference(path: str) -> str:
    """A record's path as an entry holds it: `cases[1].charges[0]` is "cases-1-charges-0"."""
    return _STEP.sub(r"-\1", path).replace(".", "-")
