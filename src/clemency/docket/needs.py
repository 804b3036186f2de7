"""What the law asks of an act: its rules and their force, the duties before it, exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clemency.docket.case import Case
from clemency.docket.guards import Attempt, looked_at, nearest
from clemency.docket.order import Order, reference
from clemency.docket.verdict import Objection, Say, engine
from clemency.law.asks import Asks
from clemency.law.finding import OPEN, Finding, among, best
from clemency.law.goal import asks
from clemency.law.opens import NoClock, opens_on
from clemency.law.pack import OVERRIDABLE, Duty, Failing, Force, Pack, Rule
from clemency.law.values import UNKNOWN

FORCES = tuple(Force)
"""Gravest first."""

WAITS = frozenset({Failing.NOT_YET, Failing.WAIVABLE})
"""Failures for which it is worth saying when they end."""

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def needed(attempt: Attempt) -> tuple[Finding, ...]:
    """What each rule yields that the act needs and that binds whoever acts.

    Of an act that decides record by record, a rule about these records is asked of those that the
    order grants something for; as long as there is no order, of the one that comes off best.
    """
    return tuple(
        _of_records(attempt, attempt.find(rule))
        for rule in attempt.act.needs
        if rule in attempt.pack.rules and _binds(attempt, rule)
    )


def _of_records(attempt: Attempt, finding: Finding) -> Finding:
    per = attempt.act.per
    if per is None or attempt.pack.rules[finding.rule_id][-1].about != per:
        return finding
    if attempt.order.open:
        return best(finding)
    named = decided_for(attempt.order)
    if named is None:
        return finding
    return among(
        finding, [row for one in finding.each if (row := one.row) and reference(row) in named]
    )


def decided_for(order: Order) -> frozenset[str] | None:
    """The records that an order grants something for, or takes it back from; None: all of them."""
    if isinstance(one := order.fields.get("charge"), str):
        return frozenset({reference(one)})
    given = order.fields.get("outcomes")
    if not isinstance(given, list | tuple) or not given:
        return None
    named = set()
    for outcome in given:
        row = outcome if isinstance(outcome, Mapping) else vars(outcome)
        if row.get("granted", True) is not False:
            if not isinstance(row.get("charge"), str):
                return None
            named.add(reference(row["charge"]))
    return frozenset(named)


def weighed(attempt: Attempt) -> tuple[Finding, ...]:
    """What is shown to those who weigh, and decides nothing."""
    found = []
    for id in attempt.act.weighs:
        if id in attempt.pack.rules:
            found.append(attempt.find(id))
        elif id in attempt.pack.considerations:
            shows = attempt.pack.considerations[id].shows
            found.append(attempt.finding(id, shows, "shown"))
    return tuple(found)


def _binds(attempt: Attempt, rule: str) -> bool:
    """A rule that binds an adviser never stops the decider. A stand-in is bound as the office."""
    binds = attempt.pack.rules[rule][-1].binds
    return not binds or attempt.order.by in binds or bool(attempt.seats & set(binds))


# --- rules --------------------------------------------------------------------------------------


def not_met(attempt: Attempt, findings: tuple[Finding, ...]) -> Iterator[Objection]:
    """One objection for each rule that stands in the way."""
    for finding in findings:
        if finding.holds is not True and not cleared(attempt.case, finding, attempt.order.on):
            yield from _objection(attempt, finding)


def cleared(case: Case, finding: Finding, on: date) -> bool:
    """Whether somebody who may has put the rule aside in this matter, on the record."""
    rule = finding.rule
    if rule is None:
        return False
    if overridable(rule) and any(o.rule == rule.id and o.on <= on for o in case.overrides):
        return True
    if rule.failing is Failing.WAIVABLE:
        return any(w.rule == rule.id and w.on <= on for w in case.waivers)
    if rule.failing is Failing.A_PERSON_MUST_LOOK:
        return looked_at(case, rule.id, on)
    return False


def overridable(rule: Rule) -> bool:
    """Whether an office may set the rule aside: only a policy or practice that names one."""
    return rule.force in OVERRIDABLE and bool(rule.override_by) and not rule.standing


def _objection(attempt: Attempt, finding: Finding) -> Iterator[Objection]:
    rule = finding.rule
    assert rule is not None  # only a rule in force fails or stays open
    if finding.outcome == OPEN:
        if attempt.stops:
            paths = _asks(attempt, rule)
            yield Objection(
                "not-established",
                engine("rule-open", rule=rule.id),
                cite=rule.cite.text,
                rule=rule.id,
                finding=finding,
                asks=paths,
                mend=engine("give-facts", asks=paths),
            )
        return
    opens, paths = _opens(attempt, rule)
    yield Objection(
        "rule",
        _says(attempt, rule, opens),
        cite=rule.cite.text,
        rule=rule.id,
        finding=finding,
        opens_on=opens,
        asks=paths,
        mend=_mend(attempt, rule, opens),
    )


def _asks(attempt: Attempt, rule: Rule) -> tuple[str, ...]:
    """The facts that could still settle it, most decisive first."""
    return asks(attempt.pack, (rule.id,), attempt.told, attempt.order.on, attempt.given).paths


def _opens(attempt: Attempt, rule: Rule) -> tuple[date | None, tuple[str, ...]]:
    """The first day on which the rule will hold, or what would have to be known to say so."""
    if rule.failing not in WAITS:
        return None, ()
    try:
        found = opens_on(attempt.pack, rule.id, attempt.told, attempt.order.on, attempt.given)
    except NoClock:
        return None, ()
    if isinstance(found, Asks):
        return None, found.paths
    return (found if isinstance(found, date) else None), ()


def _says(attempt: Attempt, rule: Rule, opens: date | None) -> Say:
    key = f"rule.{rule.key}.else"
    if _text(attempt.pack, key) is None:
        return engine("rule-fails", rule=rule.id)
    return Say(f"pack:{key}", _params(attempt, key, opens))


def _mend(attempt: Attempt, rule: Rule, opens: date | None) -> Say | None:
    """The way forward: what the pack says; otherwise what this kind of failure leaves open."""
    key = f"rule.{rule.key}.instead"
    if _text(attempt.pack, key) is not None:
        return Say(f"pack:{key}", _params(attempt, key, opens))
    if opens is not None and rule.failing is Failing.NOT_YET:
        return engine("wait-until", opens_on=opens)
    if overridable(rule):
        return engine("may-be-overridden", rule=rule.id, offices=rule.override_by)
    if rule.failing is Failing.WAIVABLE:
        return engine("may-be-waived", rule=rule.id)
    if rule.failing is Failing.A_PERSON_MUST_LOOK:
        return engine("a-person-must-look", rule=rule.id)
    if rule.to is not None:
        return engine("go-to", office=rule.to)
    return None


def _text(pack: Pack, key: str) -> str | None:
    return pack.texts.get(key, pack.languages[0])


def _params(attempt: Attempt, key: str, opens: date | None) -> dict[str, Any]:
    """What fills the placeholders of a sentence of the pack, in whichever language it is said."""
    texts = [text for lang in attempt.pack.languages if (text := attempt.pack.texts.get(key, lang))]
    names = sorted({name for text in texts for name in _PLACEHOLDER.findall(text)})
    return {name: _param(attempt, name, opens) for name in names}


def _param(attempt: Attempt, name: str, opens: date | None) -> Any:
    if name == "opens_on":
        return opens
    if name.startswith("date:"):
        value = attempt.find(name.removeprefix("date:")).value
        return None if value is UNKNOWN else value
    value = attempt.env.get(name.removeprefix("fact:"))
    return None if value is UNKNOWN else value


# --- duties -------------------------------------------------------------------------------------


def undone(attempt: Attempt) -> Iterator[Objection]:
    """Work that the law puts before this act, and that has not been done."""
    for duty in attempt.pack.duties.values():
        if attempt.act.id not in duty.before and duty.id not in attempt.act.needs:
            continue
        if any(done.act == duty.do for done in attempt.case.acts):
            continue
        yield from _duty(attempt, duty)


def _duty(attempt: Attempt, duty: Duty) -> Iterator[Objection]:
    verdict = attempt.settle(duty.when)
    if verdict is True:
        yield Objection(
            "duty",
            Say(f"pack:duty.{duty.id}.says", _params(attempt, f"duty.{duty.id}.says", None)),
            cite=duty.cite.text,
            rule=duty.id,
            finding=attempt.finding(duty.id, duty.when, "refuse"),
            mend=engine("do-first", act=duty.do),
        )
    elif verdict is UNKNOWN and attempt.stops:
        paths = attempt.missing(duty.when)
        yield Objection(
            "not-established",
            engine("duty-open", duty=duty.id),
            cite=duty.cite.text,
            rule=duty.id,
            finding=attempt.finding(duty.id, duty.when, OPEN),
            asks=paths,
            mend=engine("give-facts", asks=paths),
        )


# --- putting a rule aside -----------------------------------------------------------------------


def not_overridable(attempt: Attempt) -> Iterator[Objection]:
    """An override, a waiver or a look is aimed at a rule that allows it, by an office that may."""
    kind = attempt.act.writes
    id = attempt.act.sets.get("rule", attempt.order.fields.get("rule"))
    if kind not in ("RuleOverridden", "Waived", "LookedAt") or not isinstance(id, str):
        return
    clauses = {clause.id for clause in attempt.pack.stands_aside}
    if id not in attempt.pack.rules:
        if kind != "LookedAt" or id not in clauses:
            says, mend = engine("unknown-rule", rule=id), nearest(id, attempt.pack.rules)
            yield Objection("not-overridable", says, rule=id, mend=mend)
        return
    rule = attempt.pack.rules[id][-1]
    refused = _aimed_wrong(attempt, kind, rule)
    if refused is not None:
        says, mend = refused
        yield Objection("not-overridable", says, cite=rule.cite.text, rule=id, mend=mend)


def _aimed_wrong(attempt: Attempt, kind: str, rule: Rule) -> tuple[Say, Say | None] | None:
    if kind == "Waived" and rule.failing is not Failing.WAIVABLE:
        return engine("not-waivable", rule=rule.id), None
    if kind == "LookedAt" and rule.failing is not Failing.A_PERSON_MUST_LOOK:
        return engine("nothing-to-look-at", rule=rule.id), None
    if kind != "RuleOverridden":
        return None
    if not overridable(rule):
        return engine("never-overridable", rule=rule.id), None
    if attempt.order.by not in rule.override_by and not attempt.seats & set(rule.override_by):
        mend = engine("ask-office", offices=rule.override_by)
        return engine("overridable-by", rule=rule.id, offices=rule.override_by), mend
    return None
