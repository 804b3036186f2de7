"""When a no becomes a yes: the first day on which a rule will hold.

Never by stepping through days: from each day we jump to the next one on which a comparison that was actually
read, a figure of the law, or the text in force would change. Between those days nothing can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, Literal

from clemency.law.asks import Asks, asks_of
from clemency.law.expr import Compare, Expr, Param
from clemency.law.finding import Finding, env_of, find_in
from clemency.law.pack import Pack
from clemency.law.reason import Env, Reason, prepared
from clemency.law.turning import beside, turning_places
from clemency.law.values import UNKNOWN, Facts
from clemency.law.worlds import TooMany, ends


class _Never(Enum):
    NEVER = "never"

    def __repr__(self) -> str:
        return "NEVER"


NEVER: Final = _Never.NEVER
Never = Literal[_Never.NEVER]
ONE_DAY = timedelta(days=1)


class NoClock(Exception):
    """The rule reads no date, so that waiting means nothing to it."""


def opens_on(
    pack: Pack, rule_id: str, facts: Facts, on: date, given: Mapping[str, Any] | None = None
) -> date | Asks | Never:
    """The first day from `on` on which the rule will hold, on the facts as they are.

    Asks names the facts still missing; NEVER: waiting cannot help. Civil days in the office's time zone; leap
    days as the pack's calendar says. Raises NoClock if the rule reads no date, KeyError if there is no such rule.
    """
    if not _has_clock(pack, rule_id):
        raise NoClock(f"{rule_id} reads no date")
    env = env_of(facts, on, given)
    day = on
    while True:
        env["today"] = day
        finding = find_in(pack, rule_id, env, day, day)
        if finding.holds is True:
            return day
        if finding.holds is UNKNOWN:
            return asks(pack, (rule_id,), facts, day, given)
        later = _next_change(pack, rule_id, env, day)
        if later is None:
            return NEVER
        day = later


def asks(
    pack: Pack,
    rule_ids: tuple[str, ...],
    facts: Facts,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Asks:
    """Which missing facts could still settle these rules on that day, most decisive first."""
    env = env_of(facts, on, given)
    paths: dict[str, None] = {}
    known_all = True
    for rule_id in rule_ids:
        finding = find_in(pack, rule_id, env, on, on)
        for one in finding.each or (finding,):
            wanted = _asks_of(pack, one, env)
            known_all = known_all and wanted.exact
            paths.update(dict.fromkeys(wanted.paths))
        if finding.each and finding.holds is UNKNOWN:
            paths.update(dict.fromkeys(p for p in finding.missing if p.endswith(".complete")))
    return Asks(tuple(paths), known_all)


def _asks_of(pack: Pack, finding: Finding, env: Env) -> Asks:
    """What one open finding would have to know."""
    if finding.holds is not UNKNOWN or finding.rule is None or finding.reason is None:
        return Asks(())
    rule = finding.rule
    if rule.about is not None and finding.row is None:
        return Asks(finding.missing)
    if rule.about is not None:
        rows = env[pack.records[rule.about].plural]
        env = {**env, rule.about: next(row for row in rows.items if row.path == finding.row)}
    if rule.applies_to is not None and finding.reason.expr is rule.applies_to:
        return asks_of((rule.applies_to,), env)
    return asks_of((rule.expr,), env) if rule.holds is not None else Asks(finding.missing)


def _exprs(pack: Pack, rule_id: str) -> Iterator[Expr]:
    for rule in pack.rules[rule_id]:
        yield rule.expr
        if rule.applies_to is not None:
            yield rule.applies_to


def _has_clock(pack: Pack, rule_id: str) -> bool:
    dated = len(pack.rules[rule_id]) > 1 or pack.rules[rule_id][0].until is not None
    return dated or any("today" in expr.names() for expr in _exprs(pack, rule_id))


def _next_change(pack: Pack, rule_id: str, env: Env, day: date) -> date | None:
    """The next day after `day` on which anything that was read could come out otherwise."""
    days = [
        d
        for rule in pack.rules[rule_id]
        for d in (rule.since, rule.until and rule.until + ONE_DAY)
        if d and d > day
    ]
    about = pack.rules[rule_id][-1].about
    rows = (
        env[pack.records[about].plural].items
        if about and pack.records[about].plural in env
        else (None,)
    )
    for row in rows:
        here = env if row is None or about is None else {**env, about: row}
        for expr in _exprs(pack, rule_id):
            days.extend(_flips(expr, here, day))
    return min(days, default=None)


def _flips(expr: Expr, env: Env, day: date) -> Iterator[date]:
    """For every comparison and figure that was read today and looks at the calendar: the next days it may change."""
    for one in _read(expr, env):
        if isinstance(one.expr, Param) and "today" in one.expr.names():
            yield from (since for since, _ in one.expr.values if since > day)
        elif isinstance(one.expr, Compare):
            places = turning_places(one, "today") or ()
            yield from (near for near in beside(places) if near > day)


def _read(expr: Expr, env: Env) -> Iterator[Reason]:
    """Every reason that bears on the verdict; where only all worlds together settle it, those of every world."""
    top = prepared(expr)(env)
    if top.value is not UNKNOWN:
        yield from top.walk()
        return
    try:
        for end in ends(expr, env):
            yield from end.walk()
    except TooMany:
        yield from top.walk()
