"""What an act hangs on: several rules that must all hold, asked about and read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.law.asks import MOST, Asks, Weights, asks_of, weights_of
from clemency.law.expr import BOOL, TODAY, TRUE, Both, Compare, Const, Expr, If, Quantified, Read
from clemency.law.finding import OPEN, Finding, env_of, find_in
from clemency.law.pack import Failing, Pack, Rule
from clemency.law.reason import Env
from clemency.law.types import DAY, RowsOf
from clemency.law.values import UNKNOWN, Facts, Rows

CLOSING = frozenset({f.value for f in (Failing.NOT_A_PETITION, Failing.REFUSE)}) | {
    Failing.ANOTHER_OFFICE.value
}
"""Failures that nothing the other rules say can mend: what is still open does not matter then."""


def asks(
    pack: Pack,
    rule_ids: tuple[str, ...],
    facts: Facts,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Asks:
    """Which missing facts could still settle each of these rules, whatever the others say.

    Rule by rule, the most decisive first. Where it is open which text of a rule applies, what tells
    that is asked, and nothing further yet.
    """
    env = env_of(facts, on, given)
    paths: dict[str, None] = {}
    exact = True
    for rule_id in rule_ids:
        for one in _open_parts(pack, find_in(pack, rule_id, env, on, on), env):
            wanted = one.asks()
            exact = exact and wanted.exact
            paths.update(dict.fromkeys(wanted.paths))
    return Asks(tuple(paths), exact)


def wanted(
    pack: Pack,
    rule_ids: tuple[str, ...],
    facts: Facts,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Asks:
    """Which missing facts could still change whether all of these rules hold: an interview's order.

    First what a rule of standing waits for, since without standing nothing else matters; then the
    fact whose answers settle the most rules on average. Nothing is asked once a rule fails that
    nothing can mend. Exact as long as that takes at most `asks.MOST` steps.
    """
    env = env_of(facts, on, given)
    found = [find_in(pack, rule_id, env, on, on) for rule_id in rule_ids]
    if any(one.outcome in CLOSING for one in found):
        return Asks(())
    scores: dict[str, tuple[bool, float]] = {}
    exact, left = True, MOST
    for finding in found:
        standing = any(rule.standing for rule in pack.rules[finding.rule_id])
        for one in _open_parts(pack, finding, env):
            weights = one.weights(left)
            exact, left = exact and weights.exact, max(left - weights.steps, 0)
            for path, weight in weights.of.items():
                first, total = scores.get(path, (False, 0.0))
                scores[path] = (first or standing, total + weight)
    order = {path: place for place, path in enumerate(scores)}
    paths = sorted(scores, key=lambda path: (not scores[path][0], -scores[path][1], order[path]))
    return Asks(tuple(paths), exact)


# -- what is open ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """Something that is open: a condition to be settled, or facts that only have to be told."""

    expr: Expr | None
    env: Env
    missing: tuple[str, ...] = ()

    def asks(self) -> Asks:
        if self.expr is None:
            return Asks(self.missing, exact=False)
        return asks_of((self.expr,), self.env)

    def weights(self, most: int) -> Weights:
        if self.expr is None:
            return Weights(dict.fromkeys(self.missing, 0.0), exact=False)
        return weights_of(self.expr, self.env, most)


def _open_parts(pack: Pack, finding: Finding, env: Env) -> Iterator[_Part]:
    """What is open below a finding: of each row that is open, and whether there are more."""
    if finding.outcome != OPEN:
        return
    about = pack.rules[finding.rule_id][-1].about
    if about is None:
        yield _part(finding, env)
        return
    plural = pack.records[about].plural
    rows = env.get(plural, Rows((), UNKNOWN, plural))
    for row, one in zip(rows.items, finding.each, strict=True):
        if one.outcome == OPEN:
            yield _part(one, {**env, about: row})
    if rows.complete is not True:
        yield _Part(None, env, (_list_path(rows),))


def _part(finding: Finding, env: Env) -> _Part:
    rule, because = finding.rule, finding.reason
    assert rule is not None and because is not None  # only a text that applies is open
    if because.expr is rule.expr and rule.holds is None:
        return _Part(None, env, finding.missing)  # a day or a value: no verdict to be settled
    return _Part(because.expr, env)


def _list_path(rows: Rows) -> str:
    return f"{rows.path}.complete" if rows.items or rows.complete is not UNKNOWN else rows.path


# -- several rules as one condition ----------------------------------------------------------------


def condition_of(pack: Pack, rule_ids: tuple[str, ...]) -> Expr:
    """The one condition that all these rules hold, with every text of each on its own days.

    A rule that yields a day or a value cannot fail; a rule about a record holds of every row.
    """
    return Both(BOOL, tuple(_whole(pack, rule_id) for rule_id in rule_ids))


def _whole(pack: Pack, rule_id: str) -> Expr:
    """A rule over time: the newest text that has begun; nothing after it was repealed."""
    over_time: Expr = TRUE
    in_force: Expr = TRUE
    for rule in pack.rules[rule_id]:
        in_force = _in_force(rule, in_force)
        over_time = _from(rule, in_force, over_time)
    about = pack.rules[rule_id][-1].about
    if about is None:
        return over_time
    plural = pack.records[about].plural
    rows = Read(RowsOf(about), plural)
    return Quantified(BOOL, "all", about, rows, None, over_time)


def _in_force(rule: Rule, older: Expr) -> Expr:
    """What one text asks for; the older text where this one does not apply."""
    own = rule.holds or TRUE
    return own if rule.applies_to is None else If(BOOL, rule.applies_to, own, older)


def _from(rule: Rule, own: Expr, before: Expr) -> Expr:
    """This text from its first day to its last; before that, whatever was in force."""
    if rule.until is not None and rule.until < date.max:
        ended = Compare(BOOL, ">", TODAY, Const(DAY, rule.until))
        own = If(BOOL, ended, TRUE, own)
    if rule.since is None:
        return own
    return If(BOOL, Compare(BOOL, ">=", TODAY, Const(DAY, rule.since)), own, before)
