"""On whom a matter waits and what keeps it from going on, worked out from its case and the pack.

Nothing here is a rule of law. The pack says which acts there are: where it has no countersignature,
none is awaited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.docket.case import Case
from clemency.law.pack import Pack
from clemency.web.lists.seen import Seen

OFFICE, PETITIONER, AGENCY = "office", "petitioner", "agency"
COURT, VICTIM, NOBODY = "court", "victim", "nobody"
WAITING = (OFFICE, PETITIONER, AGENCY, COURT, VICTIM, NOBODY)

PETITIONERS = frozenset({"petitioner", "counsel", "relative", "sender"})
"""Of whom something is asked on the petitioner's side, as entries name them."""

ANSWERS = frozenset(
    {
        "CourtAnswered",
        "InformationReceived",
        "OpinionReceived",
        "OpinionSupplemented",
        "PetitionSupplemented",
        "RiskAssessed",
        "VictimDeclined",
        "VictimHeard",
    }
)
"""Kinds that bring something from outside the office."""

NO_WORK = ANSWERS | {
    "Corrected",
    "DeathRecorded",
    "Erased",
    "FactsRecorded",
    "Linked",
    "MandateRecorded",
    "Notified",
    "OfficeStatementMade",
    "OpinionChased",
    "Published",
    "RelationRecorded",
    "StatementRegistered",
    "StoodAside",
}
"""Kinds after which an answer may still lie there unread."""


@dataclass(frozen=True)
class Awaited:
    """Something that is awaited of somebody.

    whom  an office of the pack, or a code: "petitioner", "court"
    what  opinion, information, victim or court
    """

    whom: str
    what: str
    asked_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Blocked:
    """One thing that keeps a matter from going on: a code that pages say in words, and what of."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """Where a matter waits.

    on       office, petitioner, agency, court, victim or nobody
    blocked  the most telling first
    """

    on: str
    awaited: tuple[Awaited, ...]
    blocked: tuple[Blocked, ...]
    finished: bool


def kind(case: Case) -> str:
    """What a matter is; empty for somebody who is not shown so much."""
    if case.transferred_on is not None:
        return "transferred"
    if case.petition_on is not None:
        return "petition"
    if case.classed_as in ("enquiry", "correspondence"):
        return case.classed_as
    if case.answered_on is not None:
        return "correspondence"
    return "unsorted" if case.received_on is not None else ""


def awaited(case: Case) -> Iterator[Awaited]:
    """Everything that was asked and has not come."""
    for opinion in case.opinions:
        answered = opinion.received_on or opinion.dispensed_on
        if opinion.office is not None and opinion.asked_on and not answered:
            yield Awaited(opinion.office, "opinion", opinion.asked_on, opinion.due_on)
    asked: dict[str, Awaited] = {}
    for item in case.items:
        if item.asked_on and not (item.received_on and item.accepted):
            whom = item.of if item.of and item.of not in PETITIONERS else PETITIONER
            asked.setdefault(whom, Awaited(whom, "information", item.asked_on, item.due_on))
    yield from asked.values()
    if any(v.asked_on and not v.heard_on and not v.declined_on for v in case.victims):
        first = next(v for v in case.victims if v.asked_on and not v.heard_on and not v.declined_on)
        yield Awaited(VICTIM, "victim", first.asked_on, first.due_on)
    if case.referred_on and case.court_answered_on is None:
        yield Awaited(COURT, "court", case.referred_on)


def standing(seen: Seen, pack: Pack, lies_with: str | None) -> Standing:
    """Where a matter waits, as somebody sees it who sees this much of it."""
    case = seen.case
    if finished(case, pack):
        return Standing(NOBODY, (), (), True)
    waits = tuple(awaited(case)) if case.decided_on is None else ()
    blocked = tuple(_blocked(case, pack, waits, lies_with))
    return Standing(_on(case, waits), waits, blocked, False)


def asked_of(seen: Seen, office: str | None) -> Standing:
    """The same for an office outside the institution: only what is awaited from it concerns it. For
    the public, nothing is."""
    waits = tuple(one for one in awaited(seen.case) if one.whom == office)
    if seen.case.decided_on is not None or seen.case.closed_on is not None:
        waits = ()
    blocked = tuple(Blocked(f"your-{one.what}", {}) for one in waits)
    return Standing(AGENCY if waits else NOBODY, waits, blocked, not waits)


def finished(case: Case, pack: Pack) -> bool:
    """Nothing more is awaited from anybody."""
    if (
        case.closed_on
        or case.transferred_on
        or case.withdrawn_on
        or case.revoked_on
        or case.lapsed_on
    ):
        return True
    if case.petition_on is None:
        return case.answered_on is not None
    if case.effective_on is not None:
        return case.implemented_on is not None or "Implemented" not in written_by(pack)
    if case.granted_on is not None:
        return False
    return case.denied_on is not None or case.deemed_denied_on is not None


def written_by(pack: Pack) -> frozenset[str]:
    """The kinds of entries that acts of the pack write."""
    return frozenset(act.writes for act in pack.acts.values())


def _on(case: Case, waits: tuple[Awaited, ...]) -> str:
    """On whom above all: where several are awaited, on those outside before the office itself."""
    if case.deferred_on is not None and case.deferred_until is None and not waits:
        return OFFICE
    whats = {one.what for one in waits}
    if "court" in whats:
        return COURT
    if any(one.what == "information" and one.whom == PETITIONER for one in waits):
        return PETITIONER
    if "opinion" in whats or "information" in whats:
        return AGENCY
    return VICTIM if "victim" in whats else OFFICE


def _blocked(
    case: Case, pack: Pack, waits: tuple[Awaited, ...], lies_with: str | None
) -> Iterator[Blocked]:
    if case.deferred_on is not None:
        until = case.deferred_until.isoformat() if case.deferred_until else None
        yield Blocked("deferred-until" if until else "deferred", {"day": until} if until else {})
    if case.granted_on is not None:
        yield from _after_grant(case, pack)
        return
    if any(one.what == "court" for one in waits):
        yield Blocked("court", {})
    if any(one.whom == PETITIONER for one in waits):
        items = [i.item for i in case.items if i.asked_on and not (i.received_on and i.accepted)]
        yield Blocked("information", {"items": items, "count": len(items)})
    for what, code in (("opinion", "opinions"), ("information", "information-of")):
        whom = [one.whom for one in waits if one.what == what and one.whom != PETITIONER]
        if whom:
            yield Blocked(code, {"offices": whom})
    if any(one.what == "victim" for one in waits):
        yield Blocked("victim", {})
    yield from _own_work(case, lies_with, bool(waits))


def _own_work(case: Case, lies_with: str | None, waiting: bool) -> Iterator[Blocked]:
    """What lies with the office itself."""
    if kind(case) == "unsorted":
        yield Blocked("to-be-sorted", {})
    elif kind(case) in ("correspondence", "enquiry"):
        yield Blocked("to-be-answered", {})
    elif case.returned_on is not None:
        yield Blocked("returned", {})
    elif not waiting and lies_with is not None:
        yield Blocked("with", {"office": lies_with})


def _after_grant(case: Case, pack: Pack) -> Iterator[Blocked]:
    """Decided: in force or not, and what is left."""
    if case.effective_on is not None:
        yield Blocked("carrying-out", {})
    elif case.withheld_on is not None:
        yield Blocked("withheld", {})
    elif "Countersigned" in written_by(pack):
        yield Blocked("to-be-countersigned", {})
    else:
        yield Blocked("not-in-force", {})


def arrived(seen: Seen) -> tuple[int, date | None]:
    """How many answers have come since anybody worked on the matter, and when the first did."""
    count, first = 0, None
    if seen.case.decided_on is not None:
        return 0, None
    for _, entry in reversed(seen.entries):
        if entry.kind not in NO_WORK:
            break
        if entry.kind in ANSWERS:
            count, first = count + 1, entry.on
    return count, first
