"""One act of the procedure, tried: accepted, or refused with every objection at once.

One `perform` serves every pack. A greyed-out button asks the same guards through `possible`, and
what nobody does, but the law, is written by `by_law`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from clemency.docket.case import Case, extend
from clemency.docket.entries import KINDS, BadEntry, Entry
from clemency.docket.facts import matter_facts
from clemency.docket.filling import NEED_A_SECOND, Filling
from clemency.docket.guards import (
    Attempt,
    not_appointed,
    not_competent,
    not_now,
    stands_aside,
    unknown_act,
)
from clemency.docket.needs import FORCES, needed, not_met, not_overridable, undone, weighed
from clemency.docket.order import Appointments, Order
from clemency.docket.shape import own
from clemency.docket.stored import Wrong, value_of
from clemency.docket.telling import open_tellings, tellings
from clemency.docket.verdict import KINDS as GRAVEST_FIRST
from clemency.docket.verdict import Accepted, Objection, Possible, Refused
from clemency.law.finding import Finding, env_of, find_in, settled
from clemency.law.pack import Act, ByLaw, DayOf, Pack
from clemency.law.reason import reason
from clemency.law.values import Facts


def perform(
    order: Order,
    case: Case,
    facts: Facts,
    pack: Pack,
    appointments: Appointments | None = None,
    recorded_on: date | None = None,
) -> Accepted | Refused:
    """One act, tried on the case as it stands.

    facts         what people told, each with who vouches for it; the docket's own are added here
    appointments  who holds which office; None where that is not checked
    recorded_on   the day of writing: no act is dated later; None where that is not checked
    """
    act = pack.acts.get(order.act)
    if act is None:
        return Refused((unknown_act(order, pack),))
    attempt = Attempt.on(order, act, case, facts, pack, appointments, recorded_on)
    rests = needed(attempt)
    filling = Filling(attempt)
    objections = (
        *_in_the_way(attempt, rests),
        *not_overridable(attempt),
        *filling.objections,
    )
    if objections:
        return Refused(_sorted(objections))
    entry = filling.entry()
    tells = tellings(act, entry, case, facts)
    notes = (*filling.notes, *open_tellings(tells))
    return Accepted(entry, tells, weighed(attempt), rests, notes)


def possible(
    case: Case,
    facts: Facts,
    pack: Pack,
    by: str,
    officer: str,
    on: date,
    appointments: Appointments | None = None,
    recorded_on: date | None = None,
) -> tuple[Possible, ...]:
    """Every act of the pack, as this officer finds it on that day: the same guards as `perform`.

    What only an order can show (its fields, its second officer) is listed, not objected to.
    """
    found = []
    first: Attempt | None = None
    for act in pack.acts.values():
        order = Order(act.id, by, officer, on, open=True)
        first = first or Attempt.on(order, act, case, facts, pack, appointments, recorded_on)
        attempt = first.of(act)
        objections = tuple(_in_the_way(attempt, needed(attempt)))
        refused = Refused(_sorted(objections)) if objections else None
        second = act.second or act.writes in NEED_A_SECOND
        found.append(Possible(act.id, refused, _asked(act), second))
    return tuple(found)


def _in_the_way(attempt: Attempt, rests: tuple[Finding, ...]) -> Iterator[Objection]:
    """What stands in the way whatever the order holds."""
    yield from not_competent(attempt)
    yield from not_appointed(attempt)
    yield from stands_aside(attempt)
    yield from not_now(attempt)
    yield from not_met(attempt, rests)
    yield from undone(attempt)


def _asked(act: Act) -> tuple[str, ...]:
    """Fields that an order for this act must give."""
    asked = (*act.asks, *(shape.name for shape in own(KINDS[act.writes]) if shape.asked))
    return tuple(name for name in dict.fromkeys(asked) if name not in act.sets)


def _sorted(objections: Iterable[Objection]) -> tuple[Objection, ...]:
    """Gravest first: by kind, then by the force of the rule; otherwise as they were found."""

    def gravity(objection: Objection) -> tuple[int, int]:
        rule = objection.finding.rule if objection.finding else None
        force = FORCES.index(rule.force) if rule else 0
        return GRAVEST_FIRST.index(objection.kind), force

    return tuple(sorted(objections, key=gravity))


# --- what nobody does ---------------------------------------------------------------------------


def by_law(case: Case, facts: Facts, pack: Pack, on: date) -> tuple[Entry, ...]:
    """Entries that the law itself writes by that day, each dated on the law's day, in order.

    One may bring about the next. A clause of which a day is open, or none, or still to come, writes
    nothing yet.
    """
    written: list[Entry] = []
    while True:
        clauses = pack.by_law.values()
        due = [entry for clause in clauses if (entry := _due(clause, case, facts, pack, on))]
        if not due:
            return tuple(written)
        entry = min(due, key=lambda one: one.on)
        written.append(entry)
        case = extend(case, entry)


def _due(clause: ByLaw, case: Case, facts: Facts, pack: Pack, on: date) -> Entry | None:
    """What a clause writes now; None where it does not apply, or has already."""
    if any(done.act == clause.id for done in case.acts):
        return None
    env = env_of(matter_facts(case, facts, on), on)
    if settled(clause.when, env) is not True:
        return None
    day = reason(clause.on, env).value
    if not isinstance(day, date) or day > on:
        return None
    days = _days(clause, case, facts, pack, day)
    return None if days is None else _written(clause, case, day, days)


def _days(clause: ByLaw, case: Case, facts: Facts, pack: Pack, day: date) -> dict[str, date] | None:
    """The days that rules yield for the clause's fields; None where one is open or none.

    The law applied is that of the clause's own day, however late that is noticed.
    """
    env = env_of(matter_facts(case, facts, day), day)
    found: dict[str, date] = {}
    for name, value in clause.sets.items():
        if isinstance(value, DayOf):
            yielded = find_in(pack, value.rule, env, day, day).value
            if not isinstance(yielded, date):
                return None
            found[name] = yielded
    return found


def _written(clause: ByLaw, case: Case, day: date, days: Mapping[str, date]) -> Entry:
    """The clause's entry: what it sets, and what the case knows already.

    Whoever read the pack has seen to it that nothing needed is left out.
    """
    kind = KINDS[clause.writes]
    values: dict[str, Any] = {
        shape.name: getattr(case, shape.column) for shape in own(kind) if shape.column is not None
    }
    try:
        for name, given in {**clause.sets, **days}.items():
            values[name] = value_of(kind, name, given)
    except Wrong as wrong:
        says = f"{wrong.says}: the clause {clause.id} cannot write this"
        raise BadEntry(clause.writes, wrong.field, wrong.fault, says) from None
    return kind(on=day, act=clause.id, **values)
