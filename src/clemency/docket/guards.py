"""Who may act, and whether it is time: the objections that every procedure has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.docket.order import Appointments, Order
from clemency.docket.verdict import Objection, Say, engine
from clemency.law.asks import asks_of
from clemency.law.expr import Expr
from clemency.law.finding import Finding, env_of, find_in, settled
from clemency.law.pack import Act, Instead, OnUnknown, Pack, StandsAside
from clemency.law.reason import Env, reason
from clemency.law.values import UNKNOWN, Facts, Verdict

DISCLOSING = frozenset({"StoodAside", "RelationRecorded"})
"""What an officer who stands close to a matter may still put on record: just that."""


@dataclass(frozen=True)
class Attempt:
    """An order, tried on a case as it stands.

    told   what people told, each with who vouches for it
    given  what is not told: the docket, who acts and for which office
    env    both, as rules may read them on the day
    """

    order: Order
    act: Act
    case: Case
    pack: Pack
    told: Facts
    given: Mapping[str, Any] = field(default_factory=dict)
    env: Env = field(default_factory=dict)
    appointments: Appointments | None = None
    recorded_on: date | None = None

    @classmethod
    def on(
        cls,
        order: Order,
        act: Act,
        case: Case,
        told: Facts,
        pack: Pack,
        appointments: Appointments | None = None,
        recorded_on: date | None = None,
    ) -> Attempt:
        """The order with all it is judged by: the docket, what people told, who acts, the day."""
        given = {**docket_facts(case), "acting_office": order.by, "actor": order.officer}
        env = env_of(told, order.on, given)
        return cls(order, act, case, pack, told, given, env, appointments, recorded_on)

    def of(self, act: Act) -> Attempt:
        """The same for another act of the same officer on the same day."""
        return replace(self, order=replace(self.order, act=act.id), act=act)

    @property
    def stops(self) -> bool:
        """Whether what is not established stops the act."""
        return self.act.unknown is OnUnknown.STOP

    def settle(self, expr: Expr) -> Verdict:
        """The verdict of a condition on this day."""
        return settled(expr, self.env)

    def missing(self, expr: Expr) -> tuple[str, ...]:
        """Facts that could settle it."""
        return asks_of((expr,), self.env).paths

    def find(self, rule: str) -> Finding:
        """What a rule of the pack yields on this day."""
        return find_in(self.pack, rule, self.env, self.order.on, self.order.on)

    def finding(self, id: str, expr: Expr, outcome: str) -> Finding:
        """What a condition that is no rule yields, with its reasons."""
        pack = (self.pack.id, self.pack.version, self.pack.digest)
        because = reason(expr, self.env)
        return Finding(id, None, outcome, because, self.order.on, self.order.on, pack)

    @cached_property
    def stand_ins(self) -> tuple[tuple[str, Instead, Verdict], ...]:
        """Offices of the act whose powers another exercises: which, by what clause, whether now."""
        return tuple(
            (office, instead, self.settle(instead.when))
            for office in self.act.by
            if office in self.pack.offices
            for instead in self.pack.offices[office].instead
        )

    @cached_property
    def seats(self) -> frozenset[str]:
        """The offices whose powers are exercised: the acting one, and those it stands in for."""
        own = {self.order.by} if self.order.by in self.act.by else set()
        others = {
            office
            for office, instead, now in self.stand_ins
            if instead.by == self.order.by and now is True
        }
        return frozenset(own | others)


def nearest(wrong: str, known: Mapping[str, object]) -> Say | None:
    """ "Did you mean...", where something like it exists."""
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return engine("did-you-mean", near=near[0]) if near else None


def unknown_act(order: Order, pack: Pack) -> Objection:
    """The pack has no such act."""
    mend = nearest(order.act, pack.acts) or engine("list-acts")
    return Objection("unknown-act", engine("unknown-act", act=order.act), mend=mend)


# --- who ----------------------------------------------------------------------------------------


def not_competent(attempt: Attempt) -> Iterator[Objection]:
    """The office does not do this act; or not now, since another exercises its powers."""
    order, pack = attempt.order, attempt.pack
    office = pack.offices.get(order.by)
    if office is None:
        says = engine("unknown-office", office=order.by)
        yield Objection("not-competent", says, mend=nearest(order.by, pack.offices))
        return
    if office.outside:
        says = engine("outside-office", office=order.by)
        yield Objection("not-competent", says, mend=_competent(attempt))
        return
    for held, instead, now in attempt.stand_ins:
        if held == order.by and now is True:
            says = engine("powers-elsewhere", office=held, instead=instead.by)
            mend = engine("ask-office", offices=(instead.by,))
            yield Objection("not-competent", says, cite=instead.cite.text, mend=mend)
            return
    if not attempt.seats:
        yield from _no_seat(attempt)
    yield from _may_not_name(attempt)


def _no_seat(attempt: Attempt) -> Iterator[Objection]:
    order = attempt.order
    for held, instead, now in attempt.stand_ins:
        if instead.by == order.by and now is UNKNOWN:
            asks = attempt.missing(instead.when)
            yield Objection(
                "not-established",
                engine("stands-in-open", office=held, instead=order.by),
                cite=instead.cite.text,
                asks=asks,
                mend=engine("give-facts", asks=asks),
            )
            return
    cite = attempt.act.cite.text if attempt.act.cite else None
    says = engine("not-competent", act=order.act, office=order.by)
    yield Objection("not-competent", says, cite=cite, mend=_competent(attempt))


def _competent(attempt: Attempt) -> Say:
    """The offices to ask: those that do the act, or whoever exercises their powers today."""
    now = {office: i.by for office, i, verdict in attempt.stand_ins if verdict is True}
    return engine("ask-office", offices=tuple(now.get(o, o) for o in attempt.act.by))


def _may_not_name(attempt: Attempt) -> Iterator[Objection]:
    """A substitute is named by the authority that may, for an office that can have one."""
    of = str(attempt.order.fields.get("of"))
    if attempt.act.writes != "SubstituteNamed" or of not in attempt.pack.offices:
        return
    clause = attempt.pack.offices[of].substitute
    if clause is None or clause.named_by not in {attempt.order.by, *attempt.seats}:
        mend = engine("ask-office", offices=(clause.named_by,)) if clause else None
        says = engine("may-not-name", office=attempt.order.by, of=of)
        cite = clause.cite.text if clause else None
        yield Objection("not-competent", says, cite=cite, mend=mend)


def not_appointed(attempt: Attempt) -> Iterator[Objection]:
    """The officer does not hold the office on that day, and is no named substitute."""
    order, held = attempt.order, attempt.appointments
    if held is None or held.holds(order.officer, order.by, order.on) or is_substitute(attempt):
        return
    says = engine("not-appointed", officer=order.officer, office=order.by, on=order.on)
    mend = engine("appoint-first", officer=order.officer, office=order.by)
    yield Objection("not-appointed", says, mend=mend)


def is_substitute(attempt: Attempt) -> bool:
    """Whether the officer was named, on a recorded legal basis, to act in the office's place."""
    order = attempt.order
    return any(
        row.office == order.by
        and row.officer == order.officer
        and row.on <= order.on
        and (row.until_on is None or order.on <= row.until_on)
        and row.legal_basis is not None
        for row in attempt.case.substitutes
    )


def stands_aside(attempt: Attempt) -> Iterator[Objection]:
    """The officer is too close to the matter. Nothing clears this; where it is open, a look may."""
    order = attempt.order
    mend = engine("somebody-else", office=order.by)
    since = recused_since(attempt.case, order.officer)
    if since is not None and attempt.act.writes != "StoodAside":
        says = engine("stood-aside", officer=order.officer, since=since)
        yield Objection("stands-aside", says, mend=mend)
    if attempt.act.writes in DISCLOSING:
        return
    for clause in attempt.pack.stands_aside:
        if not clause.offices or order.by in clause.offices or attempt.seats & set(clause.offices):
            yield from _clause(attempt, clause, mend)


def _clause(attempt: Attempt, clause: StandsAside, mend: Say) -> Iterator[Objection]:
    verdict = attempt.settle(clause.when)
    if verdict is True:
        yield Objection(
            "stands-aside",
            Say(f"pack:stands_aside.{clause.id}.says", {"officer": attempt.order.officer}),
            cite=clause.cite.text,
            rule=clause.id,
            finding=attempt.finding(clause.id, clause.when, "refuse"),
            mend=mend,
        )
    elif verdict is UNKNOWN and _must_be_seen(attempt, clause):
        yield Objection(
            "stands-aside",
            engine("stands-aside-open", clause=clause.id, officer=attempt.order.officer),
            cite=clause.cite.text,
            rule=clause.id,
            finding=attempt.finding(clause.id, clause.when, "not-established"),
            asks=attempt.missing(clause.when),
            mend=engine("a-person-must-look", rule=clause.id),
        )


def _must_be_seen(attempt: Attempt, clause: StandsAside) -> bool:
    """Whether an open question of closeness waits for a person, and none has looked."""
    if clause.unknown != "a-person-must-look":
        return False
    return not looked_at(attempt.case, clause.id, attempt.order.on)


def recused_since(case: Case, officer: str | None) -> date | None:
    """The day on which an officer stood aside in this matter; None where that has not happened."""
    return next((row.on for row in case.recusals if row.officer == officer), None)


def looked_at(case: Case, rule: str, on: date) -> bool:
    """Whether the last person who looked at what a rule asks found that the matter may go on."""
    looks = [row for row in case.looks if row.rule == rule and row.on <= on]
    return bool(looks) and looks[-1].clears


# --- when ---------------------------------------------------------------------------------------


def not_now(attempt: Attempt) -> Iterator[Objection]:
    """The act's own condition is not met, or its day cannot be."""
    act, when = attempt.act, attempt.act.when
    verdict = attempt.settle(when)
    cite = act.cite.text if act.cite else None
    if verdict is False:
        found = attempt.finding(f"act.{act.id}", when, "refuse")
        yield Objection("not-now", engine("not-now", act=act.id), cite=cite, finding=found)
    elif verdict is UNKNOWN and attempt.stops:
        asks = attempt.missing(when)
        found = attempt.finding(f"act.{act.id}", when, "not-established")
        says, mend = engine("act-open", act=act.id), engine("give-facts", asks=asks)
        yield Objection("not-established", says, cite=cite, finding=found, asks=asks, mend=mend)
    if act.writes == "Countersigned" and attempt.case.granted_on is None:
        yield Objection("not-now", engine("nothing-granted"))
    yield from _impossible_day(attempt)


def _impossible_day(attempt: Attempt) -> Iterator[Objection]:
    on, received = attempt.order.on, attempt.case.received_on
    mend = engine("date-as-it-was")
    if received is not None and on < received:
        says = engine("before-receipt", on=on, received_on=received)
        yield Objection("not-now", says, opens_on=received, mend=mend)
    if attempt.recorded_on is not None and on > attempt.recorded_on:
        says = engine("in-the-future", on=on, today=attempt.recorded_on)
        yield Objection("not-now", says, mend=mend)
