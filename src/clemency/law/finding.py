"""What a rule yields on some facts: the outcome, because of what, under which text, on which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clemency.law.expr import Expr
from clemency.law.pack import Failing, Pack, Reading, Rule
from clemency.law.reason import Env, Reason, is_open, reason
from clemency.law.values import HEARSAY, UNKNOWN, Facts, Row, Rows, Verdict
from clemency.law.worlds import exact

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
    value        for a rule that yields a day or a choice: what it yields; None for known none, UNKNOWN where open
    row          path of the record it is about, for a rule about a record
    facts_on     the day of the facts; law_on: the day whose law was applied; pack: its id, version and digest
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
    each: tuple[Finding, ...] = field(default=())

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
    def verified_on(self) -> date | None:
        """The day on which somebody last read the text that is cited."""
        return self.rule.cite.verified_on if self.rule else None


def env_of(facts: Facts, on: date, given: Mapping[str, Any] | None = None) -> Env:
    """The facts as rules may read them: what was merely reported, or is disputed, is not established."""
    hidden = [path for path, source in facts.sources.items() if source.standing in HEARSAY]
    values = (
        {name: _without(value, name, hidden) for name, value in facts.values.items()}
        if hidden
        else facts.values
    )
    return {**values, "today": on, **(given or {})}


def _without(value: Any, path: str, hidden: list[str]) -> Any:
    """A value with everything under the hidden paths unknown."""
    if not any(h == path or h.startswith((f"{path}.", f"{path}[")) or path == h for h in hidden):
        return value
    if path in hidden:
        return Rows((), UNKNOWN, path) if isinstance(value, Rows) else UNKNOWN
    if isinstance(value, Rows):
        complete = UNKNOWN if f"{path}.complete" in hidden else value.complete
        return Rows(tuple(_row_without(row, hidden) for row in value.items), complete, value.path)
    return value


def _row_without(row: Row, hidden: list[str]) -> Row:
    fields = {
        name: _without(value, f"{row.path}.{name}", hidden) for name, value in row.fields.items()
    }
    return replace(row, fields=fields)


def find(
    pack: Pack,
    rule_id: str,
    facts: Facts,
    on: date,
    law_on: date | None = None,
    given: Mapping[str, Any] | None = None,
) -> Finding:
    """What a rule of the pack yields on these facts on a day. Raises KeyError for an unknown rule.

    The law applied is that of `law_on`, by default of the same day. A rule about a record yields the gravest
    finding of its rows, with all of them in `each`.
    """
    env = env_of(facts, on, given)
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
    listed = Reason(
        rule.expr, rows.complete, (), f"{rows.path}.complete" if rows.items else rows.path
    )
    outcome = HOLDS if rows.complete is True else OPEN
    return Finding(rule_id, rule, outcome, listed, on, law_on, _of(pack), each=each)


def _in_force(pack: Pack, rule_id: str, env: Env, on: date, law_on: date) -> Finding:
    """The newest text that had begun and applies; an older one where the newer leaves the matter to it."""
    begun = [rule for rule in pack.rules[rule_id] if rule.since is None or rule.since <= law_on]
    for place, rule in enumerate(reversed(begun)):
        if place == 0 and rule.until is not None and rule.until < law_on:
            break  # repealed, and nothing put in its place
        applies = True if rule.applies_to is None else settled(rule.applies_to, env)
        if applies is True:
            return _yield(pack, rule, env, on, law_on)
        if applies is UNKNOWN and rule.applies_to is not None:
            return _made(pack, rule, OPEN, reason(rule.applies_to, env), on, law_on)
    return Finding(rule_id, begun[-1] if begun else None, NONE_APPLIES, None, on, law_on, _of(pack))


def settled(expr: Expr, env: Env) -> Verdict:
    """The verdict of a condition, exact where Kleene's tables are too weak."""
    value: Verdict = reason(expr, env).value
    return exact(expr, env) if value is UNKNOWN else value


def _yield(pack: Pack, rule: Rule, env: Env, on: date, law_on: date) -> Finding:
    """What one text comes to."""
    because = reason(rule.expr, env)
    if rule.holds is None:
        value = because.value
        return replace(
            _made(pack, rule, OPEN if is_open(value) else HOLDS, because, on, law_on), value=value
        )
    value = exact(rule.expr, env) if because.value is UNKNOWN else because.value
    if value is not because.value:
        because = because._replace(value=value)
    outcome = HOLDS if value is True else OPEN if value is UNKNOWN else rule.failing.value
    readings = tuple(_read(one, env) for one in rule.readings)
    return _made(pack, rule, outcome, because, on, law_on, readings)


def _read(one: Reading, env: Env) -> ReadingFinding:
    return ReadingFinding(one, settled(one.holds, env), reason(one.holds, env))


def _made(
    pack: Pack,
    rule: Rule,
    outcome: str,
    because: Reason,
    on: date,
    law_on: date,
    readings: tuple[ReadingFinding, ...] = (),
) -> Finding:
    return Finding(rule.id, rule, outcome, because, on, law_on, _of(pack), readings=readings)


def _of(pack: Pack) -> tuple[str, str, str]:
    return pack.id, pack.version, pack.digest
