"""A jurisdiction, once its text has been read and found whole. Frozen; reads no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from clemency.law.calendar import Calendar
from clemency.law.expr import Expr
from clemency.law.portal import Portal
from clemency.law.types import Type, Vocabulary


class Force(Enum):
    """Where a rule takes its strength from."""

    CONSTITUTION = "constitution"
    STATUTE = "statute"
    INSTRUMENT = "instrument"  # a proclamation or an order by which clemency itself is given
    CASE_LAW = "case-law"
    REGULATION = "regulation"
    POLICY = "policy"
    PRACTICE = "practice"
    READING = "reading"  # our reading of a text; shown as one


OVERRIDABLE = frozenset({Force.POLICY, Force.PRACTICE})


class Failing(Enum):
    """What it means that a rule does not hold."""

    NOT_A_PETITION = "not-a-petition"
    REFUSE = "refuse"
    NOT_YET = "not-yet"
    WAIVABLE = "waivable"
    ANOTHER_OFFICE = "another-office"
    DECLINED_BY_POLICY = "declined-by-policy"
    A_PERSON_MUST_LOOK = "a-person-must-look"


class OnUnknown(Enum):
    """What an act does when a rule it needs is not established."""

    STOP = "stop"
    PROCEED = "proceed"


@dataclass(frozen=True)
class Citation:
    """A place in a source, as cited, and the day on which somebody last read the text there."""

    text: str
    sources: tuple[str, ...]
    verified_on: date | None
    certainty: str = "official"


@dataclass(frozen=True)
class SourceText:
    """A statute, judgment, policy page or report that the pack cites."""

    id: str
    title: str
    verified_on: date
    url: str = ""
    certainty: str = "official"


@dataclass(frozen=True)
class Fact:
    """One thing that can be asked. `ask`, `why` and the labels stand in the pack's texts.

    can_change  whether somebody can still bring about another value: never so for the past
    """

    id: str
    type: Type
    proof: str = ""
    least: int | None = None
    most: int | None = None
    can_change: bool = False


@dataclass(frozen=True)
class Record:
    """A kind of record: its plural names the collection."""

    id: str
    plural: str
    fields: Mapping[str, Fact]
    within: str | None = None


@dataclass(frozen=True)
class Assumption:
    """What is always so of the facts, so that a proof may rely on it; `about`: of each record."""

    id: str
    expr: Expr
    about: str | None = None


@dataclass(frozen=True)
class Define:
    """A named predicate or value that rules reuse; `of` makes it a field of every such record."""

    id: str
    expr: Expr
    of: str | None = None


@dataclass(frozen=True)
class Parameter:
    """A figure that the law changes from time to time: its values from a day on, oldest first."""

    id: str
    type: Type
    cite: Citation
    values: tuple[tuple[date, Any], ...]


@dataclass(frozen=True)
class Reading:
    """One of several competing readings of a rule, itself an expression."""

    id: str
    cite: Citation
    holds: Expr


@dataclass(frozen=True)
class Rule:
    """One version of one rule. Exactly one of holds, day and value is set.

    may_lapse   whether time may take away what the rule once allowed
    before      rules whose answer comes after this one's, where both send to another office
    on_purpose  why it says what others say, or can never hold or fail, where that is meant
    """

    id: str
    cite: Citation
    force: Force
    since: date | None = None
    until: date | None = None
    holds: Expr | None = None
    day: Expr | None = None
    value: Expr | None = None
    about: str | None = None
    applies_to: Expr | None = None
    failing: Failing = Failing.REFUSE
    to: str | None = None
    binds: tuple[str, ...] = ()
    override_by: tuple[str, ...] = ()
    uncertain: str = ""
    readings: tuple[Reading, ...] = ()
    standing: bool = False  # who may ask at all: nobody ever overrides it
    may_lapse: bool = False
    before: tuple[str, ...] = ()
    on_purpose: str = ""

    @cached_property
    def expr(self) -> Expr:
        """What the rule yields, whichever of the three it is."""
        chosen = self.holds or self.day or self.value
        assert chosen is not None
        return chosen

    @property
    def key(self) -> str:
        """The rule's id, with the day its text began where it has one."""
        return f"{self.id}@{self.since.isoformat()}" if self.since else self.id


@dataclass(frozen=True)
class Duty:
    """Work that the law makes: when `when` holds, act `do` comes before the acts listed."""

    id: str
    cite: Citation
    when: Expr
    do: str
    before: tuple[str, ...]


@dataclass(frozen=True)
class Consideration:
    """Shown to those who weigh; never decides."""

    id: str
    cite: Citation
    shows: Expr


@dataclass(frozen=True)
class Untranslatable:
    """Law that is left to people, with the reason; not `covered`: simply not in the pack."""

    id: str
    cite: Citation | None
    covered: bool = True


@dataclass(frozen=True)
class Instead:
    """Another office exercises this one's powers when `when` holds."""

    by: str
    when: Expr
    cite: Citation


@dataclass(frozen=True)
class Substitute:
    """Who may name somebody to act in this office's place, and what the entry must carry."""

    named_by: str
    needs: str
    cite: Citation


@dataclass(frozen=True)
class Office:
    """A competent body. `consulted` ones only advise; `outside` ones never act here."""

    id: str
    instead: tuple[Instead, ...] = ()
    substitute: Substitute | None = None
    members: int | None = None
    consulted: bool = False
    outside: bool = False


@dataclass(frozen=True)
class StandsAside:
    """What keeps an officer from acting in a matter."""

    id: str
    when: Expr
    cite: Citation
    offices: tuple[str, ...] = ()
    unknown: str = "proceed"


OF = "of"
"""Stands for whom the entry's `of` field names: told by `tells`, shown by `sees`."""


@dataclass(frozen=True)
class Tells:
    """Who is told of an act, by which letter; acts list them in the order of telling.

    who    an audience, an office, or OF
    after  somebody earlier in the list: this letter waits until they have been told
    when   what must be so, with the act's entry already on the docket; None: they are always told
    """

    who: str
    letter: str
    after: str | None = None
    when: Expr | None = None


Length = int | Parameter
"""How long a period is: a number, or a figure of the law as it stands on the day it begins."""


@dataclass(frozen=True)
class Clock:
    """A period that an act starts. Exactly one of days and months is set."""

    id: str
    days: Length | None = None
    months: Length | None = None
    working: bool = False
    start: str = "on"
    chase: tuple[int, ...] = ()
    out: str = "nothing"
    by: str | None = None


@dataclass(frozen=True)
class Vote:
    """How a body votes at one stage: expressions over `vote.present`, `vote.yes`, `vote.no`."""

    stage: str
    quorum: Expr
    carries: Expr


@dataclass(frozen=True)
class Act:
    """One step of the procedure: who, when, on which rules, what is written, who is told.

    reliefs  all that its outcomes may grant or refuse; none named: whatever the order says
    takes    by field of the entry: the only codes that an order may give it
    """

    id: str
    by: tuple[str, ...]
    writes: str
    when: Expr
    needs: tuple[str, ...] = ()
    weighs: tuple[str, ...] = ()
    unknown: OnUnknown = OnUnknown.STOP
    of: tuple[str, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    cite: Citation | None = None
    second: bool = False
    tells: tuple[Tells, ...] = ()
    clock: Clock | None = None
    stops: tuple[str, ...] = ()
    per: str | None = None
    reliefs: tuple[str, ...] = ()
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vote: Vote | None = None
    closes: bool = False


@dataclass(frozen=True)
class DayOf:
    """The day that a rule yields, as the value of a field."""

    rule: str


@dataclass(frozen=True)
class ByLaw:
    """What nobody does: the law does it, on a day that may lie before anybody noticed.

    sets    fields of the entry: constants, and days that rules yield (DayOf)
    before  clauses that come after this one where both happen on one day
    """

    id: str
    cite: Citation
    when: Expr
    on: Expr
    writes: str
    sets: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A sentence about every path of the procedure: never so, or always so."""

    id: str
    expr: Expr
    never: bool


@dataclass(frozen=True)
class Texts:
    """Every sentence a person reads, by language and key ("rule.standing.else")."""

    languages: tuple[str, ...]
    by_language: Mapping[str, Mapping[str, str]]

    def get(self, key: str, language: str) -> str | None:
        """The sentence, in `language` or else in the first one; None where there is no such key."""
        found = self.by_language.get(language, {}).get(key)
        return found if found is not None else self.by_language[self.languages[0]].get(key)


@dataclass(frozen=True)
class Pack:
    """One jurisdiction's procedure, whole.

    portal  how its form asks; None where the pack leaves it to the rules
    """

    id: str
    version: str
    digest: str
    languages: tuple[str, ...]
    texts: Texts
    calendar: Calendar
    vocabulary: Vocabulary
    sources: Mapping[str, SourceText]
    facts: Mapping[str, Fact]
    records: Mapping[str, Record]
    defines: Mapping[str, Define]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, tuple[Rule, ...]]  # versions of one id, oldest first
    duties: Mapping[str, Duty]
    considerations: Mapping[str, Consideration]
    untranslatable: Mapping[str, Untranslatable]
    offices: Mapping[str, Office]
    stands_aside: tuple[StandsAside, ...]
    acts: Mapping[str, Act]
    by_law: Mapping[str, ByLaw]
    statements: tuple[Statement, ...]
    letters: frozenset[str]
    sees: Mapping[str, Mapping[str, tuple[str, ...]]]
    audiences: frozenset[str]
    publishes: tuple[str, ...] = ()
    currency: str = ""
    assumptions: tuple[Assumption, ...] = ()
    portal: Portal | None = None

    @property
    def told(self) -> Vocabulary:
        """What people can be asked and can state: the pack's own facts, none of the docket's."""
        facts = {name: fact.type for name, fact in self.facts.items()}
        return Vocabulary(facts, {name: self.vocabulary.records[name] for name in self.records})

    @property
    def limits(self) -> Mapping[str, tuple[int | None, int | None]]:
        """The least and the most that a fact ("age") or a field ("charge.fine") can be."""
        fields = {f"{r.id}.{f.id}": f for r in self.records.values() for f in r.fields.values()}
        return {name: (fact.least, fact.most) for name, fact in {**self.facts, **fields}.items()}
