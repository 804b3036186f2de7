"""An interview: the facts told so far, and the next question that can still matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.law.asks import Asks
from clemency.law.facts import facts_from
from clemency.law.finding import Finding, find
from clemency.law.goal import wanted
from clemency.law.opens import NEVER, NoClock, opens_on
from clemency.law.pack import Failing, Pack
from clemency.law.values import UNKNOWN, Facts
from clemency.law.ways import Ways, ways

WAITS = frozenset({Failing.NOT_YET.value, Failing.WAIVABLE.value})
STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")


@dataclass
class Interview:
    """What a person has told us, in the plain form of a scenario's facts.

    goal       the rules whose findings the interview is for
    given      facts that are not asked for: what an empty docket says
    unknown    paths answered with "I don't know", which are not asked again
    """

    pack: Pack
    goal: tuple[str, ...]
    on: date
    given: Mapping[str, Any]
    plain: dict[str, Any] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    past: list[tuple[dict[str, Any], set[str]]] = field(default_factory=list)

    def facts(self) -> Facts:
        """The facts as they stand. Raises FactFaults for what is no fact of the pack."""
        return facts_from(self.plain, self.pack.vocabulary)

    def findings(self) -> tuple[Finding, ...]:
        """What each rule of the goal yields now."""
        facts = self.facts()
        return tuple(find(self.pack, rule, facts, self.on, given=self.given) for rule in self.goal)

    def next(self) -> tuple[str, ...]:
        """What to ask now, most decisive first, without what nobody could tell.

        When every verdict is settled, the facts that the day hangs on, on which a no becomes a yes.
        """
        open_ = tuple(path for path in self.missing().paths if path not in self.unknown)
        return open_ or tuple(path for path in self._for_the_day() if path not in self.unknown)

    def _for_the_day(self) -> Iterator[str]:
        for finding in self.findings():
            if finding.outcome in WAITS:
                found = self.opens(finding)
                yield from found.paths if isinstance(found, Asks) else ()

    def opens(self, finding: Finding) -> date | Asks | None:
        """The day on which a no becomes a yes, or what that day hangs on; None where waiting does
        not help.
        """
        try:
            found = opens_on(self.pack, finding.rule_id, self.facts(), self.on, self.given)
        except NoClock:
            return None
        return None if found is NEVER else found

    def missing(self) -> Asks:
        """Facts that could still matter, most decisive first, the untold ones included."""
        return wanted(self.pack, self.goal, self.facts(), self.on, self.given)

    def ways(self) -> Ways:
        """What would have to change for all rules of the goal to hold.

        Of the rules that fail alone, as long as others are open: what those come to nobody knows.
        """
        findings = self.findings()
        failing = tuple(one.rule_id for one in findings if one.holds is False)
        still_open = any(one.holds is UNKNOWN for one in findings)
        rules = failing if still_open else self.goal
        return ways(self.pack, rules, self.facts(), self.on, self.given)

    def answer(self, path: str, value: Any) -> None:
        """Put down an answer. Raises FactFaults, and keeps nothing, if it is none."""
        after = deepcopy(self.plain)
        put(after, path, value)
        facts_from(after, self.pack.vocabulary)
        self.past.append((self.plain, set(self.unknown)))
        self.plain = after

    def list_rows(self, path: str, count: int, complete: bool) -> None:
        """Put down how many rows there are; what each holds is asked next."""
        self.answer(path, {"complete": complete, "list": [{} for _ in range(count)]})

    def pass_over(self, path: str) -> None:
        """ "I don't know" is an answer."""
        self.past.append((self.plain, set(self.unknown)))
        self.unknown.add(path)

    def back(self) -> bool:
        """Take the last answer back; False if there is none."""
        if not self.past:
            return False
        self.plain, self.unknown = self.past.pop()
        return True


def put(plain: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path such as `cases[1].charges[0].kind` or `charges.complete`."""
    steps = [(name, int(row) if row else None) for name, row in STEP.findall(path)]
    here: Any = plain
    for name, row in steps[:-1]:
        here = here.setdefault(name, {"list": []} if row is not None else {})
        if row is not None:
            rows = here.setdefault("list", [])
            rows.extend({} for _ in range(row + 1 - len(rows)))
            here = rows[row]
    name, row = steps[-1]
    if row is not None:
        raise ValueError(f"{path} names a whole row, not a fact")
    here[name] = value
