"""A pack on trial: scenarios, which state facts and what the rules must find, and journeys, act by act.

Scenarios are run here. Journeys need a docket to run in, so they are only described here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.law.values import Facts, Standing, Unknown

Expected = bool | str
"""What a scenario expects of one finding: True (it holds), False (it fails, in whatever way) or an outcome."""


@dataclass(frozen=True)
class Scenario:
    """Facts, and what each rule named must make of them.

    today     the day of the facts; None: the newest day on which somebody verified a source of the pack
    law_on    the day whose law is asked about; None: today
    finds     by rule: what is expected, or one expectation per record, in the order of the list
    opens     by rule: the first day it holds, "never", or "asks" where facts are missing
    asks      paths of the missing facts, most decisive first; None where the scenario says nothing of them
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
    """An officer who holds an office, from a day until a day, both included; None: since ever, for ever."""

    officer: str
    office: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Step:
    """One step of a journey: facts that become known, an act that is tried, and what must come of it.

    matter       the journey's own name for the matter; steps that share it share a docket
    on           the day of the step
    act          None where only facts are recorded
    by, officer  the office that acts and who acts for it; None: whoever the runner finds competent
    facts        recorded before the act is tried, each with `standing` as its source
    reported_by  the chain by which reported facts came, nearest the event first; "unnamed" is a link
    sets         fields of the entry that the order gives
    accepted     False where the act must be refused
    refused      what must object, all of it: ids of rules, duties, stands-aside clauses, or objection kinds
    opens        the day on which the refusal falls away by itself
    case         facts of the docket after the step, by name without "docket."
    public       figures of the public register after the step: interventions, petitions, private_senders
    tells        letters that go out, in order; None where the step says nothing of them
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
    says: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Journey:
    """A story told act by act: who was appointed, and what must be accepted or refused, in order."""

    name: str
    appointed: tuple[Appointed, ...] = ()
    steps: tuple[Step, ...] = ()
    file: str = ""
    line: int = 0
