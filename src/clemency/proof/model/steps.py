"""One step of the procedure as terms: when it can be taken, and the case after it.

The step says what `docket/perform.py` says, but for officers: appointments, second signatures and
who stands aside are left out. So the model can do more than the procedure can, never less, and
what is never so in the model is never so in any docket.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clemency.law import expr as e
from clemency.law.pack import Act, ByLaw, Duty, OnUnknown, Rule
from clemency.law.types import BOOL, RowsOf
from clemency.proof.days import packed
from clemency.proof.model.changes import State, Written, extended
from clemency.proof.model.coarse import Coarse
from clemency.proof.model.filling import Filled, filled, filled_by_law, filled_unbidden
from clemency.proof.model.moment import Moment
from clemency.proof.model.pack import Attempted, Procedure
from clemency.proof.model.reads import was
from clemency.proof.terms import (
    RowsTerm,
    Scope,
    Term,
    Truth,
    all_of,
    any_of,
    choose,
    equal,
    every,
    negated,
    opposite,
    some,
)


@dataclass(frozen=True)
class Step:
    """An act, or a clause of the law, that is tried at a moment.

    can    whether it can be taken
    entry  what it would write
    after  the case then
    """

    id: str
    can: Truth
    entry: Written
    after: State


def step(procedure: Procedure, act: Attempted, now: Moment, name: str) -> Step:
    """One act, one clause of the law, or one entry that comes unbidden, tried at a moment."""
    if isinstance(act, str):
        filling = filled_unbidden(procedure, act, now, name)
        can: Truth = True
    elif isinstance(act, ByLaw):
        filling = filled_by_law(procedure, act, now, name)
        can = _applies(procedure, act, now, filling)
    else:
        filling = filled(procedure, act, now, name)
        can = all_of(*guard(procedure, act, now), *filling.rules)
    after = extended(now.state, filling.entry, procedure.modelled.watches)
    return Step(act if isinstance(act, str) else act.id, can, filling.entry, after)


def guard(procedure: Procedure, act: Act, now: Moment) -> Iterator[Truth]:
    """What lets an act be done whatever its entry holds: `perform._in_the_way`, turned round."""
    yield _competent(procedure, act, now)
    yield _allowed(act, now, procedure.ready(act.when))
    if act.writes == "Countersigned":
        yield negated(now.state.scalars["granted_on"].none)
    received = now.state.scalars["received_on"]
    yield any_of(received.none, received.value <= now.on)
    for rule in act.needs:
        if rule in procedure.pack.rules:
            yield _met(procedure, act, now, rule)
    for duty in procedure.pack.duties.values():
        if act.id in duty.before or duty.id in act.needs:
            yield _discharged(procedure, act, now, duty)


def _allowed(act: Act, now: Moment, expr: e.Expr) -> Truth:
    """Whether a condition does not stand in the act's way: it holds, or is open and may be."""
    if act.unknown is OnUnknown.STOP:
        return now.encoder.term(expr).true
    return now.in_doubt.encoder.term(expr).possible


# --- who ------------------------------------------------------------------------------------------


def _competent(procedure: Procedure, act: Act, now: Moment) -> Truth:
    """Whether the acting office does this act, itself or in another's place."""
    offices, ways = procedure.pack.offices, []
    for held in act.by:
        if held not in offices or offices[held].outside:
            continue
        ways.append(all_of(_is(procedure, now, held), *_not_replaced(procedure, now, held)))
        for instead in offices[held].instead:
            if not offices[instead.by].outside:
                acts = now.encoder.term(procedure.ready(instead.when)).true
                ways.append(all_of(_is(procedure, now, instead.by), acts))
    named = [] if act.writes != "SubstituteNamed" else [_names(procedure, now)]
    return all_of(any_of(*ways), *named)


def _not_replaced(procedure: Procedure, now: Moment, office: str) -> Iterator[Truth]:
    """Nobody is established to exercise the office's powers in its place."""
    for instead in procedure.pack.offices[office].instead:
        replaced = now.in_doubt.encoder.term(procedure.ready(instead.when))
        yield opposite(replaced).possible


def _names(procedure: Procedure, now: Moment) -> Truth:
    """Whether the acting office, or one in whose seat it sits, may name any substitute at all."""
    naming = {o.substitute.named_by for o in procedure.pack.offices.values() if o.substitute}
    stand_ins = {i.by for o in naming for i in procedure.pack.offices[o].instead}
    return any_of(*(_is(procedure, now, office) for office in sorted(naming | stand_ins)))


def _is(procedure: Procedure, now: Moment, office: str) -> Truth:
    return equal(now.by, procedure.session.codes.number(office))


def _seated(procedure: Procedure, act: Act, now: Moment, offices: Iterable[str]) -> Truth:
    """Whether the acting office is one of these, or exercises the powers of one."""
    wanted = set(offices)
    ways = [_is(procedure, now, office) for office in sorted(wanted)]
    for held in set(act.by) & wanted & set(procedure.pack.offices):
        for instead in procedure.pack.offices[held].instead:
            acts = now.encoder.term(procedure.ready(instead.when)).true
            ways.append(all_of(_is(procedure, now, instead.by), acts))
    return any_of(*ways)


# --- rules and duties -----------------------------------------------------------------------------


def _met(procedure: Procedure, act: Act, now: Moment, rule: str) -> Truth:
    """Whether a rule lets the act be done: it does not bind, holds, or was put aside."""
    binds = procedure.pack.rules[rule][-1].binds
    free = negated(_seated(procedure, act, now, binds)) if binds else False
    if act.unknown is OnUnknown.STOP:
        holds = finding(procedure, now, rule).true
    else:
        holds = finding(procedure, now.in_doubt, rule).possible
    aside = [now.state.watched[watch.name] for watch in procedure.clearing(rule)]
    return any_of(free, holds, *aside)


def _discharged(procedure: Procedure, act: Act, now: Moment, duty: Duty) -> Truth:
    """Whether a duty is done, or not due."""
    done = now.state.watched[was("acts", act=duty.do).name]
    when = procedure.ready(duty.when)
    if act.unknown is OnUnknown.STOP:
        return any_of(done, now.encoder.term(when).false)
    return any_of(done, opposite(now.in_doubt.encoder.term(when)).possible)


def finding(procedure: Procedure, now: Moment, rule: str) -> Term:
    """Whether a rule holds, or does not apply, on the day: `law.finding.find_in`."""
    versions = procedure.pack.rules[rule]
    about = versions[-1].about
    if about is None:
        return _in_force(procedure, now, versions, {})
    if isinstance(now.encoder, Coarse):
        return now.encoder.free(f"rule {rule}", BOOL, now.name)
    record = procedure.pack.records[about]
    rows = now.read(record.plural, RowsOf(record.id))
    assert isinstance(rows, RowsTerm)
    parts = [
        some([Term(negated(row.present)), _in_force(procedure, now, versions, {about: row})])
        for row in rows.rows
    ]
    return every([*parts, Term(True, open=negated(rows.complete))])


def _in_force(procedure: Procedure, now: Moment, versions: tuple[Rule, ...], rows: Scope) -> Term:
    """The newest text that had begun and applies; an older one where the newer leaves it to it."""
    older = newest = Term(True)
    for rule in versions:
        began = True if rule.since is None else now.on >= packed(rule.since)
        text = _applied(procedure, now, rule, rows, older)
        gone = False if rule.until is None else now.on > packed(rule.until)
        newest = _either(began, _either(gone, Term(True), text), newest)
        older = _either(began, text, older)
    return newest


def _applied(procedure: Procedure, now: Moment, rule: Rule, rows: Scope, older: Term) -> Term:
    """What one text comes to, or the one before it where this one does not apply."""
    found = now.encoder.term(procedure.ready(rule.expr), rows)
    held = found if rule.holds is not None else Term(True, open=found.open)
    if rule.applies_to is None:
        return held
    applies = now.encoder.term(procedure.ready(rule.applies_to), rows)
    chosen = _either(applies.value, held, older)
    return Term(chosen.value, open=any_of(applies.open, chosen.open))


def _either(test: Truth, then: Term, other: Term) -> Term:
    """One of two verdicts."""
    return Term(choose(test, then.value, other.value), open=choose(test, then.open, other.open))


# --- what the law does by itself ------------------------------------------------------------------


def _applies(procedure: Procedure, clause: ByLaw, now: Moment, filling: Filled) -> Truth:
    """Whether a clause writes its entry now: it applies, its day has come, and it has not yet."""
    done = now.state.watched[was("acts", act=clause.id).name]
    when = now.encoder.term(procedure.ready(clause.when)).true
    return all_of(negated(done), when, *filling.rules)
