"""What a docket adds up to: the case, folded from its entries from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from clemency.docket import rows as r
from clemency.docket.changes import UNIVERSAL, Row
from clemency.docket.entry import Entry


@dataclass(frozen=True, kw_only=True)
class Case:
    """One matter as its docket tells it. Closed: what is none here was not done.

    A column that ends in `_on` is a day of legal effect; `_by` and `_to` name offices. Scalars tell
    the latest of their kind since the matter was last reopened; the lists keep all of them.
    """

    # the way in
    received_on: date | None = None
    channel: str | None = None
    sender_office: str | None = None
    in_public_office: bool = False
    asked_for: str | None = None
    asked_of: str | None = None
    classed_as: str | None = None
    classed_on: date | None = None
    petition_on: date | None = None
    filed_on: date | None = None
    filer: str | None = None
    relief: str | None = None
    track: str | None = None
    supplemented_on: date | None = None
    handed_over_on: date | None = None
    handed_over_to: str | None = None
    transferred_on: date | None = None
    transferred_to: str | None = None
    withdrawn_on: date | None = None
    died_on: date | None = None
    answered_on: date | None = None
    published_on: date | None = None
    # examination
    endorsed_on: date | None = None
    endorsed_by: str | None = None
    endorsed: bool | None = None
    risk_assessed_on: date | None = None
    risk_level: str | None = None
    risk_valid_until: date | None = None
    referred_on: date | None = None
    referred_to: str | None = None
    court_answered_on: date | None = None
    court_answer: str | None = None
    deferred_on: date | None = None
    deferred_until: date | None = None
    resumed_on: date | None = None
    # decision and effect
    returned_on: date | None = None
    returned_by: str | None = None
    returned_to: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    granted_on: date | None = None
    granted_by: str | None = None
    denied_on: date | None = None
    deemed_denied_on: date | None = None
    text: str | None = None
    countersigned_on: date | None = None
    countersigned_by: str | None = None
    withheld_on: date | None = None
    withheld_by: str | None = None
    withheld_grounds: str | None = None
    escalated_on: date | None = None
    escalated_to: str | None = None
    effective_on: date | None = None
    implemented_on: date | None = None
    revoked_on: date | None = None
    revoked_by: str | None = None
    lapsed_on: date | None = None
    reopened_on: date | None = None
    closed_on: date | None = None
    closed_for: str | None = None
    # lists
    acts: tuple[r.Act, ...] = ()
    recordings: tuple[r.Recording, ...] = ()
    relations: tuple[r.Relation, ...] = ()
    mandates: tuple[r.Mandate, ...] = ()
    items: tuple[r.Item, ...] = ()
    handovers: tuple[r.Handover, ...] = ()
    links: tuple[r.Link, ...] = ()
    deaths: tuple[r.Death, ...] = ()
    statements: tuple[r.Statement, ...] = ()
    office_statements: tuple[r.OfficeStatement, ...] = ()
    publications: tuple[r.Publication, ...] = ()
    notices: tuple[r.Notice, ...] = ()
    opinions: tuple[r.Opinion, ...] = ()
    recommendations: tuple[r.Recommendation, ...] = ()
    victims: tuple[r.Victim, ...] = ()
    hearings: tuple[r.Hearing, ...] = ()
    votes: tuple[r.Vote, ...] = ()
    recusals: tuple[r.Recusal, ...] = ()
    substitutes: tuple[r.Substitute, ...] = ()
    decisions: tuple[r.Decision, ...] = ()
    outcomes: tuple[r.Outcome, ...] = ()
    conditions: tuple[r.Condition, ...] = ()
    implementations: tuple[r.Implementation, ...] = ()
    certificates: tuple[r.Certificate, ...] = ()
    overrides: tuple[r.Override, ...] = ()
    looks: tuple[r.Look, ...] = ()
    waivers: tuple[r.Waiver, ...] = ()
    clocks: tuple[r.Clock, ...] = ()
    corrections: tuple[r.Correction, ...] = ()
    appointments: tuple[r.Appointment, ...] = ()
    erasures: tuple[r.Erasure, ...] = ()


_HINTS = get_type_hints(Case)

ROWS: Mapping[str, Any] = MappingProxyType(
    {name: get_args(hint)[0] for name, hint in _HINTS.items() if get_args(hint)[1:] == (...,)}
)
"""The row of each list, by the list's name."""

SCALARS: Mapping[str, Any] = MappingProxyType(
    {f.name: f.default for f in fields(Case) if f.name not in ROWS}
)
"""The single values of a case, and what they are before anything is written."""


def _blank(row: Any) -> Row:
    return {name: row._field_defaults.get(name) for name in row._fields}


_BLANK: Mapping[str, Row] = {name: _blank(row) for name, row in ROWS.items()}


class CaseDraft:
    """A case while its docket is being read. A row is a dict in the order of its columns."""

    __slots__ = ("blanks", "rows", "scalars")

    def __init__(self, case: Case | None = None) -> None:
        self.blanks = _BLANK
        self.scalars: dict[str, Any] = dict(SCALARS)
        self.rows: dict[str, list[Row]] = {name: [] for name in ROWS}
        if case is not None:
            self.scalars.update((name, getattr(case, name)) for name in SCALARS)
            for name in ROWS:
                self.rows[name] = [row._asdict() for row in getattr(case, name)]

    def read(self, entry: Entry) -> None:
        """Take in one entry: what every entry changes, then what its kind does."""
        UNIVERSAL.apply(self, entry)
        entry.changes.apply(self, entry)

    def frozen(self) -> Case:
        """The case as it stands now."""
        lists: dict[str, Any] = {}
        for name, rows in self.rows.items():
            if rows:
                make = ROWS[name]._make
                lists[name] = tuple([make(row.values()) for row in rows])
        return Case(**self.scalars, **lists)


def case_from(docket: Iterable[Entry]) -> Case:
    """What a docket says, read from its first entry to its last.

    The changes are data, declared once beside each entry: the solver reads the same declarations,
    so what is proved is what runs.
    """
    draft = CaseDraft()
    for entry in docket:
        draft.read(entry)
    return draft.frozen()


def extend(case: Case, entry: Entry) -> Case:
    """The case with one more entry: the same as reading the whole docket again."""
    draft = CaseDraft(case)
    draft.read(entry)
    return draft.frozen()


# --- where a matter stands ----------------------------------------------------------------------

_STAGES: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("closed", lambda c: c.closed_on is not None),
    ("transferred", lambda c: c.transferred_on is not None),
    ("revoked", lambda c: c.revoked_on is not None),
    ("lapsed", lambda c: c.lapsed_on is not None),
    ("in-force", lambda c: c.effective_on is not None),
    ("withheld", lambda c: c.withheld_on is not None),
    ("granted", lambda c: c.granted_on is not None),
    ("denied", lambda c: c.denied_on is not None or c.deemed_denied_on is not None),
    ("withdrawn", lambda c: c.withdrawn_on is not None),
    ("deferred", lambda c: c.deferred_on is not None),
    ("returned", lambda c: c.returned_on is not None),
    ("endorsed", lambda c: c.endorsed is True),
    ("opposed", lambda c: c.endorsed is False),
    ("examined", lambda c: bool(c.petition_on and (c.opinions or c.handovers))),
    ("petition", lambda c: c.petition_on is not None),
    ("correspondence", lambda c: c.answered_on is not None or c.classed_as == "correspondence"),
    ("received", lambda c: c.received_on is not None),
)

STAGES: tuple[str, ...] = ("new", *(name for name, _ in reversed(_STAGES)))
"""The words for where a matter stands, earliest first. For people, and for the state field of an
entry: no rule reads them."""


def stage(case: Case) -> str:
    """Where the matter stands, in one word: the latest that applies."""
    return next((name for name, applies in _STAGES if applies(case)), "new")
