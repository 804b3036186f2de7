"""An order, tried without being written: what it would do, or everything that objects to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clemency.clerk import evidence, reading, submit
from clemency.clerk.evidence import FactsGiven
from clemency.clerk.office import Clerk
from clemency.docket.case import Case, extend
from clemency.docket.entries import Entry
from clemency.docket.guards import Attempt
from clemency.docket.needs import weighed
from clemency.docket.order import Order
from clemency.docket.perform import by_law
from clemency.docket.verdict import Accepted, Refused
from clemency.law.finding import Finding
from clemency.law.values import Facts


@dataclass(frozen=True)
class Ground:
    """A matter as it stands for whoever tries something in it, with what the law has done by now.

    seen     how many entries are really there
    entries  those, and what the law itself would write today
    plain    the facts on file, as people write them
    """

    ref: str
    number: str
    seen: int
    entries: tuple[Entry, ...]
    case: Case
    facts: Facts
    plain: Mapping[str, Any]


@dataclass(frozen=True)
class Tried:
    """What came of trying.

    after  what the law itself would do thereupon
    """

    order: Order
    verdict: Accepted | Refused
    ground: Ground
    after: tuple[Entry, ...] = ()

    @property
    def accepted(self) -> Accepted | None:
        """What would be written; None where it is refused."""
        return self.verdict if isinstance(self.verdict, Accepted) else None

    @property
    def refused(self) -> Refused | None:
        """Everything that objects; None where nothing does."""
        return self.verdict if isinstance(self.verdict, Refused) else None

    @cached_property
    def case(self) -> Case:
        """The case as it would stand afterwards."""
        case = self.ground.case
        for entry in (self.accepted.entry, *self.after) if self.accepted else ():
            case = extend(case, entry)
        return case


def ground_of(clerk: Clerk, number: str) -> Ground:
    """The matter, read once. Raises NotKnown where there is none."""
    desk, day = clerk.desk, clerk.today()
    file = submit.load(desk, reading.ref_of(desk, number))
    held = evidence.held(file.entries, desk.vault, desk.pack)
    entries, case = [entry for _, entry in file.entries], file.case
    for entry in by_law(case, held.facts, desk.pack, day):
        entries.append(entry)
        case = extend(case, entry)
    return Ground(file.ref, file.number, file.seen, tuple(entries), case, held.facts, held.plain)


def try_(
    clerk: Clerk,
    ground: Ground,
    order: Order,
    *,
    facts: FactsGiven | None = None,
    sealed: Mapping[str, str] | None = None,
) -> Tried:
    """The order on this ground. Raises FactFaults where a fact given cannot be read."""
    verdict = clerk.tried(ground.ref, order, facts=facts, sealed=sealed)
    after: tuple[Entry, ...] = ()
    if isinstance(verdict, Accepted):
        case = extend(ground.case, verdict.entry)
        after = by_law(case, ground.facts, clerk.pack, clerk.today())
    return Tried(order, verdict, ground, after)


def weighing(
    clerk: Clerk, ground: Ground, act: str, office: str, officer: str
) -> tuple[Finding, ...]:
    """What whoever does this act is shown and is not bound by."""
    attempt = attempted(clerk, ground, act, office, officer)
    return weighed(attempt)


def attempted(clerk: Clerk, ground: Ground, act: str, office: str, officer: str) -> Attempt:
    """An act on this ground of which nothing but the act is chosen yet."""
    pack, held, today = clerk.pack, clerk.appointments(), clerk.today()
    order = Order(act, office, officer, today, open=True)
    return Attempt.on(order, pack.acts[act], ground.case, ground.facts, pack, held, today)
