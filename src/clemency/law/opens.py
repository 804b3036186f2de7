"""When a no becomes a yes: the first day on which a rule will hold.

Never by stepping through days: from each day we jump to the next one on which a comparison that was
actually read, a figure of the law, or the text in force would change. Between those days nothing
can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, Literal

from clemency.law.asks import Asks
from clemency.law.finding import Finding, env_of, find_in
from clemency.law.goal import asks
from clemency.law.pack import Pack, Rule
from clemency.law.reason import Env, Reason, is_open, prepared
from clemency.law.turning import settling, turns
from clemency.law.values import UNKNOWN, Facts
from clemency.law.worlds import worlds


class _Never(Enum):
    NEVER = "never"

    def __repr__(self) -> str:
        return "NEVER"


NEVER: Final = _Never.NEVER
Never = Literal[_Never.NEVER]
ONE_DAY = timedelta(days=1)


class NoClock(Exception):
    """The rule reads no date, so that waiting means nothing to it."""


class _Depends(Exception):
    """The day depends on facts that are missing."""


def opens_on(
    pack: Pack, rule_id: str, facts: Facts, on: date, given: Mapping[str, Any] | None = None
) -> date | Asks | Never:
    """The first day from `on` on which the rule will hold, on the facts as they are.

    Asks names the facts still missing on the first day on which it no longer fails, or of which the
    day depends; NEVER: waiting cannot help. Civil days in the office's time zone; leap days as the
    pack's calendar says. Raises NoClock if the rule reads no date, KeyError for an unknown rule.
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
        try:
            later = min(_changes(pack, finding, env, day), default=None)
        except _Depends:
            return Asks(_missing(finding), exact=False)
        if later is None:
            return NEVER
        day = later


def _missing(finding: Finding) -> tuple[str, ...]:
    """The facts that are missing below a verdict, though it is settled."""
    return tuple(r.path for r in finding.reads if r.path is not None and is_open(r.value))


# -- the next day that matters -------------------------------------------------------------------


def _has_clock(pack: Pack, rule_id: str) -> bool:
    versions = pack.rules[rule_id]
    dated = len(versions) > 1 or versions[0].until is not None
    return dated or any("today" in expr.names() for rule in versions for expr in _exprs(rule))


def _exprs(rule: Rule) -> tuple[Any, ...]:
    return (rule.expr,) if rule.applies_to is None else (rule.expr, rule.applies_to)


def _changes(pack: Pack, finding: Finding, env: Env, day: date) -> Iterator[date]:
    """Days after `day` on which what was read first comes out otherwise, or another text applies.

    Until the first of them the rule fails as it does today. Raises _Depends.
    """
    for rule in pack.rules[finding.rule_id]:
        ends = rule.until if rule.until and rule.until < date.max else None
        for other in (rule.since, ends and ends + ONE_DAY):
            if other is not None and other > day:
                yield other
    about = pack.rules[finding.rule_id][-1].about
    if about is not None:
        rows = env[pack.records[about].plural]
        env = {**env, about: next(row for row in rows.items if row.path == finding.row)}
    for because in (*finding.chosen, finding.reason):
        if because is not None:
            for one in _below(because, env):
                yield from (turn for turn in turns(one, "today", settling) or () if turn > day)


def _below(because: Reason, env: Env) -> Iterable[Reason]:
    """Every reason that bears on a verdict; where only all worlds settle it, those of each."""
    top = prepared(because.expr)(env)
    if not is_open(top.value):
        return because.walk()
    if any(is_open(one.value) and turns(one, "today", settling) != set() for one in top.walk()):
        raise _Depends
    return (one for end in worlds(because.expr, env) for one in end.walk())
