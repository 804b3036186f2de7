"""What a rule yields on some facts: the outcome, its reasons, the text applied, the days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clemency.law.expr import Expr
from clemency.law.pack import Failing, Pack, Reading, Rule
from clemency.law.reason import LAW_ON, Env, Reason, is_open, prepared, reason
from clemency.law.values import HEARSAY, UNKNOWN, Facts, Row, Rows, Verdict
from clemency.law.worlds import agreed, exact

HOLDS, OPEN, NONE_APPLIES = "holds", "not-established", "does-not-apply"
GRAVITY = tuple(f.value for f in Failing)  # of several rows, the first of these that some row has


@dataclass(frozen=True)
class ReadingFinding:
    """One competing reading, and what it comes to."""

    reading: Reading
    verdict: Verdict
    reason: Reason


@dataclass(frozen=True)
class Finding:
    """What one rule yields.

    outcome      "holds", a failing kind, "not-established" or "does-not-apply"
    value        for a rule that yields a day or a choice: what it yields; None for known none,
    UNKNOWN where open row          path of the record it is about, for a rule about a record chosen
    why this text was applied and no other: what each `applies_to` looked at came to facts_on
    the day of the facts; law_on: the day whose law was applied pack         its id, version and
    digest
    """

    rule_id: str
    rule: Rule | None
    outcome: str
    reason: Reason | None
    facts_on: date
    law_on: date
    pack: tuple[str, str, str]
    value: Any = None
    row: str | None = None
    readings: tuple[ReadingFinding, ...] = ()
    each: tuple[Finding, ...] = ()
    chosen: tuple[Reason, ...] = ()

    @property
    def holds(self) -> Verdict:
        """True where the rule is satisfied or does not apply, False where it fails."""
        if self.outcome == OPEN:
            return UNKNOWN
        return self.outcome in (HOLDS, NONE_APPLIES)

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts whose absence leaves it open."""
        if self.outcome != OPEN or self.reason is None:
            return ()
        return self.reason.missing

    @property
    def reads(self) -> tuple[Reason, ...]:
        """Every fact that decided, in reading order, each once: in choosing the text, and by it.

        Where a rule about a record holds, it holds of every row: then the facts of all of them.
        """
        if not self.each and not self.chosen:
            return () if self.reason is None else self.reason.reads
        rows = self.each if self.outcome == HOLDS and self.row is None else ()
        because = () if self.reason is None else (self.reason,)
        whole = (*self.chosen, *because, *(r for one in rows for r in one.reads))
        return tuple({r.path: r for reason in whole for r in reason.reads}.values())

    @property
    def verified_on(self) -> date | None:
        """The day on which somebody last read the text that is cited."""
        return self.rule.cite.verified_on if self.rule else None


def env_of(facts: Facts, on: date, given: Mapping[str, Any] | None = None) -> Env:
    """The facts as rules may read them: what was merely reported, or is disputed, is not."""
    values = facts.values
    if any(source.standing in HEARSAY for source in facts.sources.values()):
        values = _Establishing(facts).values()
    return {**values, "today": on, **(given or {})}


class _Establishing:
    """Copies facts without what is hearsay. Rows point at each other, so each is copied once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.copies: dict[int, Row] = {}

    def values(self) -> dict[str, Any]:
        return {name: self._value(value, name) for name, value in self.facts.values.items()}

    def _hearsay(self, path: str) -> bool:
        return self.facts.source(path).standing in HEARSAY

    def _value(self, value: Any, path: str) -> Any:
        if not isinstance(value, Rows):
            return UNKNOWN if self._hearsay(path) else value
        items = tuple(self._row(row) for row in value.items if not self._hearsay(row.path))
        whole = len(items) == len(value.items) and not self._hearsay(f"{path}.complete")
        return Rows(items, value.complete if whole else UNKNOWN, value.path)

    def _row(self, row: Row) -> Row:
        if id(row) not in self.copies:
            fields: dict[str, Any] = {}
            parent = row.parent and self._row(row.parent)
            self.copies[id(row)] = Row(fields, row.path, parent, row.kind)
            for name, value in row.fields.items():
                fields[name] = self._value(value, f"{row.path}.{name}")
        return self.copies[id(row)]


def find(
    pack: Pack,
    rule_id: str,
    facts: Facts,
    on: date,
    law_on: date | None = None,
    given: Mapping[str, Any] | None = None,
) -> Finding:
    """What a rule of the pack yields on these facts on a day. Raises KeyError for an unknown rule.

    The law applied, its figures too, is that of `law_on`, by default of the same day. A rule about
    a record yields the gravest finding of its rows, with all of them in `each`.
    """
    env = env_of(facts, on, given)
    if law_on is not None and law_on != on:
        env[LAW_ON] = law_on
    return find_in(pack, rule_id, env, on, law_on or on)


def find_in(pack: Pack, rule_id: str, env: Env, on: date, law_on: date) -> Finding:
    """The same, on facts already made readable."""
    versions = pack.rules[rule_id]
    about = versions[-1].about
    if about is None:
        return _in_force(pack, rule_id, env, on, law_on)
    rows = env.get(pack.records[about].plural, Rows((), UNKNOWN, pack.records[about].plural))
    found = tuple(
        replace(_in_force(pack, rule_id, {**env, about: row}, on, law_on), row=row.path)
        for row in rows.items
    )
    return _gravest(pack, rule_id, found, rows, on, law_on)


def _gravest(
    pack: Pack, rule_id: str, each: tuple[Finding, ...], rows: Rows, on: date, law_on: date
) -> Finding:
    """One finding for all rows: a failing row first, then an open one, then an incomplete list."""
    for outcome in (*GRAVITY, OPEN):
        for one in each:
            if one.outcome == outcome:
                return replace(one, each=each)
    rule = pack.rules[rule_id][-1]
    complete: Verdict = True if rows.complete is True else UNKNOWN
    path = f"{rows.path}.complete" if rows.items or rows.complete is not UNKNOWN else rows.path
    outcome = HOLDS if complete is True else OPEN
    listed = Reason(rule.expr, complete, (), path)
    return Finding(rule_id, rule, outcome, listed, on, law_on, _of(pack), each=each)


def among(finding: Finding, rows: Collection[str]) -> Finding:
    """What a rule about a record yields of these rows alone, by path: the gravest of them.

    Whether the list is complete does not matter then. Of no rows, it holds.
    """
    each = tuple(one for one in finding.each if one.row in rows)
    for outcome in (*GRAVITY, OPEN):
        for one in each:
            if one.outcome == outcome:
                return replace(one, each=each)
    return replace(each[0] if each else finding, outcome=HOLDS, each=each)


def best(finding: Finding) -> Finding:
    """What a rule about a record yields of the row that comes off best; of no rows, as it is."""
    for outcome in (HOLDS, NONE_APPLIES, OPEN):
        for one in finding.each:
            if one.outcome == outcome:
                return one
    return finding


def _in_force(pack: Pack, rule_id: str, env: Env, on: date, law_on: date) -> Finding:
    """The newest text that had begun and applies; an older one where the newer leaves it to it."""
    newest: Rule | None = None
    chosen: tuple[Reason, ...] = ()
    for rule in reversed(pack.rules[rule_id]):
        if rule.since is not None and rule.since > law_on:
            continue
        if newest is None:
            newest = rule
            if rule.until is not None and rule.until < law_on:
                break  # repealed, and nothing put in its place
        if rule.applies_to is not None:
            applies = settled_reason(rule.applies_to, env)
            if applies.value is UNKNOWN:
                return _made(pack, rule, OPEN, applies, on, law_on, chosen)
            chosen = (*chosen, applies)
            if applies.value is False:
                continue
        return _yield(pack, rule, env, on, law_on, chosen)
    return Finding(rule_id, newest, NONE_APPLIES, None, on, law_on, _of(pack), chosen=chosen)


def settled(expr: Expr, env: Env) -> Verdict:
    """The verdict of a condition, exact where Kleene's tables are too weak."""
    value: Verdict = reason(expr, env).value
    return exact(expr, env) if value is UNKNOWN else value


def settled_reason(expr: Expr, env: Env) -> Reason:
    """What a condition comes to, and because of what; exact where the tables are too weak."""
    because = reason(expr, env)
    return agreed(because, env) if because.value is UNKNOWN else because


def _yield(
    pack: Pack, rule: Rule, env: Env, on: date, law_on: date, chosen: tuple[Reason, ...]
) -> Finding:
    """What one text comes to."""
    if rule.holds is None:
        because = reason(rule.expr, env)
        value = because.value
        outcome = OPEN if is_open(value) else HOLDS
        return replace(_made(pack, rule, outcome, because, on, law_on, chosen), value=value)
    because = prepared(rule.expr)(env)
    if because.value is UNKNOWN:
        because = agreed(because, env)
    value = because.value
    outcome = HOLDS if value is True else rule.failing.value if value is False else OPEN
    found = _made(pack, rule, outcome, because, on, law_on, chosen)
    if not rule.readings:
        return found
    return replace(found, readings=tuple(_read(one, env) for one in rule.readings))


def _read(one: Reading, env: Env) -> ReadingFinding:
    because = settled_reason(one.holds, env)
    return ReadingFinding(one, because.value, because)


def _made(
    pack: Pack,
    rule: Rule,
    outcome: str,
    because: Reason,
    on: date,
    law_on: date,
    chosen: tuple[Reason, ...],
) -> Finding:
    """A finding without the constructor of a frozen dataclass, which sets each field by a call."""
    made = object.__new__(Finding)
    parts = {
        "rule_id": rule.id,
        "rule": rule,
        "outcome": outcome,
        "reason": because,
        "facts_on": on,
        "law_on": law_on,
        "pack": _of(pack),
        "value": None,
        "row": None,
        "readings": (),
        "each": (),
        "chosen": chosen,
    }
    object.__setattr__(made, "__dict__", parts)
    return made


def _of(pack: Pack) -> tuple[str, str, str]:
    return pack.id, pack.version, pack.digest
