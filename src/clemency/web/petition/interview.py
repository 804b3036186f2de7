"""Which question comes next, which answers still count, and what the law says of them so far.

All of it follows from the facts alone: nothing remembers how somebody got to a page. An answer that
the rules no longer need is found here, so that it can be dropped where the person sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.law.facts import FactFaults, facts_from
from clemency.law.finding import OPEN, Finding, find
from clemency.law.goal import CLOSING, wanted
from clemency.law.opens import NoClock, opens_on
from clemency.law.pack import Act, Failing, Pack
from clemency.law.types import RecordType
from clemency.law.values import UNKNOWN, Facts
from clemency.law.ways import Ways, ways
from clemency.web.petition.portals import Portal, Told

STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
MOST_ROWS = 50

GIVEN: Mapping[str, Any] = docket_facts(Case())
"""What the docket says before anything was received."""


@dataclass(frozen=True)
class Route:
    """The questions that matter, given some answers.

    asked    every fact that matters, in order, told or not
    missing  those of them that have neither an answer nor "I don't know"
    """

    asked: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def next(self) -> str | None:
        """What to ask now."""
        return self.missing[0] if self.missing else None


@dataclass
class Interview:
    """Facts as they are told at one door.

    plain    answers by the pack's names
    unknown  facts answered with "I don't know"
    """

    pack: Pack
    portal: Portal
    act: Act
    door: str
    on: date
    plain: Mapping[str, Any] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    @property
    def told(self) -> Told:
        """What the door tells without a question."""
        return self.portal.told(self.door)

    def facts(self, plain: Mapping[str, Any] | None = None) -> Facts:
        """What is known: answers, what follows from them, and what the door tells."""
        return facts_from(self.whole(self.plain if plain is None else plain), self.pack.vocabulary)

    def whole(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """The same as people write facts; what the pack does not know is left out."""
        found = {**self.told.given, **self.implied(plain), **plain}
        return {name: value for name, value in found.items() if self.knows(name)}

    def knows(self, name: str) -> bool:
        """Whether the pack asks for such a fact or list."""
        lists = {record.plural for record in self.pack.records.values()}
        return name in self.pack.facts or name in lists

    def implied(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """Facts that follow from answers."""
        found: dict[str, Any] = {}
        for when, facts in self.portal.implied:
            if all(plain.get(name) == value for name, value in when.items()):
                found.update(facts)
        return found

    # --- questions ------------------------------------------------------------------------------

    def route(self, rules: tuple[str, ...], more: bool = True) -> Route:
        """The questions for these rules, in order; with `more`, what the form asks beside them."""
        return _Walk(self, rules, more).route()

    def skipped(self, plain: Mapping[str, Any]) -> frozenset[str]:
        """Facts that nobody is asked, since the form or another answer tells them."""
        told = self.told
        return frozenset({*told.given, *told.when, *told.takes, *self.implied(plain)})

    # --- what the law says ----------------------------------------------------------------------

    def findings(self, rules: tuple[str, ...]) -> tuple[Finding, ...]:
        """What each rule yields on what is told so far."""
        facts = self.facts()
        return tuple(find(self.pack, rule, facts, self.on, given=GIVEN) for rule in rules)

    def opens(self, finding: Finding) -> date | None:
        """The day on which a no becomes a yes, where it is known."""
        try:
            found = opens_on(self.pack, finding.rule_id, self.facts(), self.on, GIVEN)
        except NoClock:
            return None
        return found if isinstance(found, date) else None

    def ways(self, rules: tuple[str, ...]) -> Ways:
        """What would have to change for these rules to hold."""
        return ways(self.pack, rules, self.facts(), self.on, GIVEN)

    def court_at_work(self) -> bool | None:
        """Whether proceedings are still open, or it is not told yet; None where the form has no
        way to tell."""
        rules = tuple(rule for rule in self.portal.while_open if rule in self.pack.rules)
        if not rules:
            return None
        return any(finding.holds is not True for finding in self.findings(rules))


@dataclass
class _Walk:
    """One way through the questions: as if they were all asked anew, answers known beforehand."""

    interview: Interview
    rules: tuple[str, ...]
    more: bool
    seen: dict[str, bool] = field(default_factory=dict)  # whether each was told
    so_far: dict[str, Any] = field(default_factory=dict)

    def route(self) -> Route:
        while (path := self._next()) is not None:
            self._visit(path)
        for fact, _ in self.interview.portal.asks if self.more else ():
            if fact not in self.seen and self._may(fact):
                self._visit(fact)
        missing = tuple(path for path, told in self.seen.items() if not told)
        return Route(tuple(self.seen), missing)

    def _visit(self, path: str) -> None:
        plain = self.interview.plain
        if path in plain:
            self.so_far[path] = plain[path]
        self.seen[path] = path in plain or path in self.interview.unknown

    def _next(self) -> str | None:
        first = self.interview.portal.first
        open_ = [path for path in self._wanted() if path not in self.seen and self._may(path)]
        return next((path for path in first if path in open_), open_[0] if open_ else None)

    def _wanted(self) -> Iterator[str]:
        """What could still matter, a row's own facts as part of their list."""
        one = self.interview
        facts = one.facts(self.so_far)
        needs = tuple(rule for rule in self.rules if rule in one.act.needs)
        others = ((rule,) for rule in self.rules if rule not in one.act.needs)
        for rules in (needs, *others):  # what is only weighed closes no other question
            for path in wanted(one.pack, rules, facts, one.on, GIVEN).paths:
                inside = "[" in path or path.endswith(".complete")
                yield STEP.findall(path)[0][0] if inside else path

    def _may(self, path: str) -> bool:
        one = self.interview
        when = next((when for fact, when in one.portal.asks if fact == path), {})
        return one.knows(path) and path not in one.skipped(self.so_far) and self._hangs(when)

    def _hangs(self, when: Mapping[str, tuple[Any, ...]]) -> bool:
        return all(self.so_far.get(fact) in values for fact, values in when.items())


# --- rows ---------------------------------------------------------------------------------------


def rows_at(plain: Mapping[str, Any], path: str) -> dict[str, Any]:
    """A list as it was told: {"complete": ..., "list": [...]}; empty where nothing was."""
    here: Any = plain
    for name, row in STEP.findall(path):
        here = here.get(name) if isinstance(here, Mapping) else None
        if row:
            rows = here.get("list", []) if isinstance(here, Mapping) else []
            here = rows[int(row)] if int(row) < len(rows) else None
    if not isinstance(here, Mapping):
        return {"complete": "unknown", "list": []}
    return {"complete": here.get("complete", "unknown"), "list": list(here.get("list", ()))}


def put(plain: dict[str, Any], path: str, value: Any) -> None:
    """Puts a value at a path such as `cases[1].charges`."""
    steps = STEP.findall(path)
    here: Any = plain
    for name, row in steps[:-1]:
        here = here.setdefault(name, {"complete": "unknown", "list": []})
        rows = here.setdefault("list", [])
        rows.extend({} for _ in range(int(row or 0) + 1 - len(rows)))
        here = rows[int(row or 0)]
    here[steps[-1][0]] = value


def readable(pack: Pack, plain: Mapping[str, Any]) -> bool:
    """Whether the pack reads these as facts."""
    try:
        facts_from(plain, pack.vocabulary, limits=pack.limits)
    except FactFaults:
        return False
    return True


def fields_of(pack: Pack, portal: Portal, record: str) -> tuple[str, ...]:
    """What is asked of each record."""
    own = pack.records[record].fields
    return tuple(name for name in portal.lists.get(record, tuple(own)) if name in own)


def inside(pack: Pack, portal: Portal, record: str) -> tuple[RecordType, ...]:
    """The lists that are asked inside each record: those the form names, or all."""
    return tuple(
        pack.vocabulary.records[one.id]
        for one in pack.records.values()
        if one.within == record and (not portal.lists or one.id in portal.lists)
    )


# --- an answer to "may I ask?" ------------------------------------------------------------------

YES, ELSEWHERE, LATER, NO = "yes", "elsewhere", "later", "no"
LOOK, UNSURE, WAITS = "look", "unsure", "waits"


@dataclass(frozen=True)
class Verdict:
    """What comes of the first questions.

    kind    yes, elsewhere, later, no, look, unsure, or waits: a day that was told may mean a wait
    stands  findings that stand in the way, or are open; told with their law
    beside  what is weighed later and does not hold
    rests   what is needed and holds: on what a yes rests
    """

    kind: str
    stands: tuple[Finding, ...]
    beside: tuple[Finding, ...]
    rests: tuple[Finding, ...] = ()


def verdict(interview: Interview) -> Verdict:
    """Whether one may ask: what the opening act needs, and what it weighs."""
    act, pack = interview.act, interview.pack
    needs = interview.findings(tuple(rule for rule in act.needs if rule in pack.rules))
    weighs = interview.findings(tuple(rule for rule in act.weighs if rule in pack.rules))
    beside = tuple(one for one in weighs if one.holds is False and _stands_out(one))
    failing = tuple(one for one in needs if one.holds is False)
    if failing:
        return Verdict(_kind(failing), failing, beside)
    if any(one.holds is UNKNOWN for one in needs) and _unsure(interview):
        return Verdict(UNSURE, tuple(one for one in needs if one.outcome == OPEN), beside)
    waits = tuple(one for one in needs if one.holds is UNKNOWN and _counts_from(interview, one))
    if waits:
        return Verdict(WAITS, waits, beside)
    looks = tuple(one for one in beside if one.outcome == Failing.A_PERSON_MUST_LOOK.value)
    rests = tuple(one for one in needs if one.holds is True and one.rule is not None)
    rest = tuple(one for one in beside if one not in looks)
    return Verdict(LOOK if looks else YES, looks, rest, rests)


def _kind(failing: tuple[Finding, ...]) -> str:
    outcomes = {one.outcome for one in failing}
    if Failing.ANOTHER_OFFICE.value in outcomes:
        return ELSEWHERE
    if outcomes & CLOSING or Failing.DECLINED_BY_POLICY.value in outcomes:
        return NO
    if outcomes <= {Failing.NOT_YET.value, Failing.WAIVABLE.value}:
        return LATER
    return LOOK


def _counts_from(interview: Interview, finding: Finding) -> bool:
    """Whether an open rule reads a day that was told here: then it is no news for later."""
    if finding.rule is None:
        return False
    values = interview.facts().values
    read = finding.rule.expr.names() & interview.plain.keys()
    return any(isinstance(values.get(name), date) for name in read)


def _unsure(interview: Interview) -> bool:
    """Whether something was not known. What was not asked yet does not count."""
    return bool(interview.unknown)


def _stands_out(finding: Finding) -> bool:
    """What the form itself gathers later is no news now."""
    return finding.outcome != Failing.WAIVABLE.value
