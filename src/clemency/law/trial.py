"""A pack on trial: scenarios, which state facts and findings, and journeys, act by act.

Scenarios are run here. Journeys need a docket to run in, so they are only described here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.law.asks import Asks
from clemency.law.finding import Finding, find
from clemency.law.goal import asks
from clemency.law.opens import NEVER, NoClock, opens_on
from clemency.law.pack import Pack
from clemency.law.reason import Reason
from clemency.law.types import BOOL, INT, Optional, RowsOf, Type, Vocabulary
from clemency.law.values import UNKNOWN, Between, Facts, Row, Rows, Source, Standing, Unknown

Expected = bool | str
"""What is expected of one finding: True (it holds), False (it fails in any way), an outcome."""


@dataclass(frozen=True)
class Scenario:
    """Facts, and what each rule named must make of them.

    today     the day of the facts; None: the newest day on which a source was verified
    law_on    the day whose law is asked about; None: today
    finds     by rule: what is expected, or one expectation per record, in the order of the list
    opens     by rule: the first day it holds, "never", or "asks" where facts are missing
    asks      paths of the missing facts, most decisive first; None where nothing is said of them
    dates     by rule: the day it yields; None: none; "unknown": not established
    values    by rule: the value it yields, likewise
    readings  by rule and reading: what that reading alone finds
    """

    name: str
    facts: Facts
    today: date | None = None
    law_on: date | None = None
    finds: Mapping[str, Expected | tuple[Expected, ...]] = field(default_factory=dict)
    opens: Mapping[str, date | str] = field(default_factory=dict)
    asks: tuple[str, ...] | None = None
    dates: Mapping[str, date | str | None] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, Mapping[str, bool | Unknown]] = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Appointed:
    """An officer who holds an office, from a day until a day, both included; None: open."""

    officer: str
    office: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of a journey: facts that become known, an act that is tried, what comes of it.

    matter       the journey's own name for the matter; steps that share it share a docket
    on           the day of the step
    act          None where only facts are recorded
    by, officer  the office that acts and who acts for it; None: whoever the runner finds competent
    facts        recorded before the act is tried, each with `standing` as its source
    reported_by  the chain by which reported facts came, nearest first; "unnamed" is a link
    sets         fields of the entry that the order gives
    accepted     False where the act must be refused
    refused      what must object, all of it: ids of rules, duties and stands-aside clauses, or
                 kinds of objection
    opens        the day on which the refusal falls away by itself
    case         facts of the docket after the step, by name without "docket."
    public       figures of the public register after the step
    tells        letters that go out, in order; None where the step says nothing of them
    breaks       statements of the pack that the step breaks: only in a counterexample
    says         what this step shows, in words
    """

    on: date
    matter: str = "main"
    act: str | None = None
    by: str | None = None
    officer: str | None = None
    second: str | None = None
    facts: Facts = field(default_factory=lambda: Facts({}))
    standing: Standing = Standing.CLAIMED
    reported_by: tuple[str, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    accepted: bool = True
    refused: tuple[str, ...] = ()
    opens: date | None = None
    case: Mapping[str, Any] = field(default_factory=dict)
    public: Mapping[str, int] = field(default_factory=dict)
    tells: tuple[str, ...] | None = None
    breaks: tuple[str, ...] = ()
    says: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Journey:
    """A story told act by act: who was appointed, and what is accepted or refused, in order.

    shown  whether the demonstration tells this story
    """

    name: str
    appointed: tuple[Appointed, ...] = ()
    steps: tuple[Step, ...] = ()
    shown: bool = False
    file: str = ""
    line: int = 0


# --- running scenarios ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met.

    what   what was expected of: "finds waiting-period"
    why    the facts that decided what was found, or those that are missing
    """

    what: str
    expected: str
    found: str
    why: str = ""

    def __str__(self) -> str:
        lines = [f"{self.what}: expected {self.expected}, found {self.found}."]
        return "\n".join([*lines, f"    because {self.why}"] if self.why else lines)


@dataclass(frozen=True)
class Result:
    """One scenario, run: passed where nothing failed."""

    scenario: Scenario
    failures: tuple[Failure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures

    def __str__(self) -> str:
        head = f"{self.scenario.file}:{self.scenario.line}: {self.scenario.name}"
        return "\n".join(
            [head, *(f"  {line}" for f in self.failures for line in str(f).split("\n"))]
        )


def run_scenarios(pack: Pack, scenarios: Iterable[Scenario]) -> tuple[Result, ...]:
    """Every scenario, run against the pack."""
    return tuple(run_scenario(pack, scenario) for scenario in scenarios)


def run_scenario(pack: Pack, scenario: Scenario) -> Result:
    """One scenario. The docket is closed: what the facts do not say of it was not done."""
    trial = _Trial(pack, scenario)
    return Result(scenario, tuple(trial.failures()))


class _Trial:
    """One scenario and the pack it is run against."""

    def __init__(self, pack: Pack, scenario: Scenario) -> None:
        self.pack = pack
        self.scenario = scenario
        self.on = scenario.today or max(source.verified_on for source in pack.sources.values())
        self.facts = closed(scenario.facts, pack.vocabulary)

    def failures(self) -> Iterator[Failure]:
        """Every expectation that is not met, in the order in which a scenario states them."""
        told = self.scenario
        for rule, outcome in told.finds.items():
            yield from self._finds(rule, outcome)
        for rule, opens in told.opens.items():
            yield from self._opens(rule, opens)
        if told.asks is not None:
            yield from self._asks(told.asks)
        for rule, value in (*told.dates.items(), *told.values.items()):
            yield from self._yields(rule, value)
        for rule, readings in told.readings.items():
            yield from self._readings(rule, readings)

    def _find(self, rule: str) -> Finding:
        return find(self.pack, rule, self.facts, self.on, self.scenario.law_on)

    def _finds(self, rule: str, expected: Expected | tuple[Expected, ...]) -> Iterator[Failure]:
        finding = self._find(rule)
        if not isinstance(expected, tuple):
            if not _is(finding, expected):
                yield Failure(f"finds {rule}", _words(expected), finding.outcome, _why(finding))
            return
        if len(expected) != len(finding.each):
            found = f"{len(finding.each)} records"
            yield Failure(f"finds {rule}", f"findings for {len(expected)} records", found)
        for place, (one, outcome) in enumerate(zip(finding.each, expected, strict=False)):
            if not _is(one, outcome):
                what = f"finds {rule}[{place}]"
                yield Failure(what, _words(outcome), one.outcome, _why(one))

    def _opens(self, rule: str, expected: date | str) -> Iterator[Failure]:
        why = ""
        try:
            found = opens_on(self.pack, rule, self.facts, self.on)
        except NoClock:
            yield Failure(f"opens {rule}", str(expected), "that the rule reads no date")
            return
        if isinstance(found, Asks):
            told, why = "asks", f"not established: {', '.join(found.paths)}"
        else:
            told = "never" if found is NEVER else str(found)
        if told != str(expected):
            yield Failure(f"opens {rule}", str(expected), told, why)

    def _asks(self, expected: tuple[str, ...]) -> Iterator[Failure]:
        """The facts missing for the rules that the scenario names, or for every rule."""
        told = self.scenario
        named = (*told.finds, *told.opens, *told.dates, *told.values, *told.readings)
        rules = tuple(dict.fromkeys(named)) or tuple(self.pack.rules)
        found = asks(self.pack, rules, self.facts, self.on).paths
        if found != expected:
            yield Failure("asks", _listed(expected), _listed(found))

    def _yields(self, rule: str, expected: Any) -> Iterator[Failure]:
        finding = self._find(rule)
        found = (
            finding.value if finding.outcome in ("holds", "not-established") else finding.outcome
        )
        wanted = UNKNOWN if expected == "unknown" else expected
        if isinstance(found, Rows | Between) and wanted is UNKNOWN:
            return
        if found is not wanted and found != wanted:
            yield Failure(f"yields {rule}", shown(wanted), shown(found), _why(finding))

    def _readings(self, rule: str, expected: Mapping[str, bool | Unknown]) -> Iterator[Failure]:
        found = {one.reading.id: one for one in self._find(rule).readings}
        for reading, verdict in expected.items():
            one = found.get(reading)
            what = f"reading {rule}.{reading}"
            if one is None:
                yield Failure(what, shown(verdict), "that no such reading is in force")
            elif one.verdict is not verdict:
                yield Failure(what, shown(verdict), shown(one.verdict), why(one.reason))


def _is(finding: Finding, expected: Expected) -> bool:
    """Whether a finding is what was expected. True also means: holds, because it does not apply."""
    if isinstance(expected, bool):
        return finding.holds is expected
    return finding.outcome == expected


def _words(expected: Expected) -> str:
    if isinstance(expected, bool):
        return "that it holds" if expected else "that it fails"
    return expected


def _listed(paths: tuple[str, ...]) -> str:
    return ", ".join(paths) or "nothing"


def _why(finding: Finding) -> str:
    if finding.rule is None:
        return "no text of the rule was in force"
    return why(finding.reason) if finding.reason is not None else "its text does not apply"


def why(reason: Reason) -> str:
    """The facts that decided, in one line; where nothing is decided, those that are missing."""
    if reason.value is UNKNOWN and reason.missing:
        return f"not established: {', '.join(reason.missing)}"
    read = [one for one in reason.reads if not isinstance(one.value, Rows | Row)]
    return "; ".join(f"{one.path} = {shown(one.value)}" for one in read)


def shown(value: Any) -> str:
    """A value as a pack's author would write it."""
    if value is UNKNOWN:
        return "unknown"
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Between):
        return f"between {value.lo or '...'} and {value.hi or '...'}"
    return str(value)


# --- the closed docket ----------------------------------------------------------------------------


def closed(facts: Facts, vocabulary: Vocabulary) -> Facts:
    """The facts, and what follows from a closed docket: no entry means none, no or an empty list.

    What the facts state of the docket stays, "unknown" included.
    """
    values: dict[str, Any] = {}
    for name, type_ in vocabulary.facts.items():
        if name.startswith("docket."):
            stated = facts.values.get(name, _NOT_STATED)
            values[name] = (
                _empty(type_, name) if stated is _NOT_STATED else _closed(stated, type_, vocabulary)
            )
    sources = {"docket": Source(Standing.DOCKET), **facts.sources}
    return Facts({**facts.values, **values}, sources)


_NOT_STATED = object()


def _empty(type_: Type, path: str) -> Any:
    if isinstance(type_, RowsOf):
        return Rows((), True, path)
    if isinstance(type_, Optional):
        return None
    return {BOOL: False, INT: 0}.get(type_, UNKNOWN)


def _closed(value: Any, type_: Type, vocabulary: Vocabulary) -> Any:
    """A list of the docket is complete unless it is said not to be, and so are its rows."""
    if not isinstance(value, Rows) or not isinstance(type_, RowsOf):
        return value
    columns = vocabulary.records[type_.record].fields
    rows = []
    for row in value.items:
        blank = {name: _empty(kind, f"{row.path}.{name}") for name, kind in columns.items()}
        rows.append(Row({**blank, **row.fields}, row.path, row.parent, row.kind))
    complete = True if value.complete is UNKNOWN else value.complete
    return Rows(tuple(rows), complete, value.path)
