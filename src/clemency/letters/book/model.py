"""What is in the book of a pack, before anybody says it in a language.

The pack's own examples are run to make it: nothing in the book says what a rule finds but the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.docket.journey import Report, run_all
from clemency.law.expr import Expr, Named, Param
from clemency.law.finding import Finding, find
from clemency.law.pack import Citation, Pack, Rule
from clemency.law.reading.trials import Trials
from clemency.law.trial import Failure, Result, Scenario, closed, run_scenarios
from clemency.law.values import Facts
from clemency.letters.spoken import nodes_of

HOLDS, FAILS, NOT_SHOWN = "holds", "fails", "not-shown"
"""What a proof can have come to."""


@dataclass(frozen=True)
class Proved:
    """What the solver found of one property, as `clemency pack prove` hands it over.

    property  the id of the property
    about     ids of the rules, acts or statements it is about
    verdict   HOLDS, FAILS or NOT_SHOWN
    rows      the greatest number of records looked at in any list; None: every number
    acts      the greatest number of acts on a path; None: paths of any length
    failed    whether it keeps the pack from being proved: what the pack declares does not
    """

    property: str
    about: tuple[str, ...]
    verdict: str
    rows: int | None = None
    acts: int | None = None
    failed: bool = False


@dataclass(frozen=True)
class Example:
    """A scenario as it bears on one rule: what the rule finds on its facts.

    facts     with a closed docket, as the rule judges them
    failures  what the scenario expected and did not come, of this rule or of the open questions
    """

    scenario: Scenario
    on: date
    facts: Facts
    finding: Finding
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Use:
    """Something in the pack that rests on a citation: its chapter, and its id there."""

    chapter: str
    id: str

    @property
    def anchor(self) -> str:
        """Where it stands in the book."""
        return f"{self.chapter}-{self.id}"


@dataclass(frozen=True)
class Section:
    """One section of one source, as cited, and everything that rests on it.

    section  "" where the source is cited as a whole
    """

    source: str
    section: str
    uses: tuple[Use, ...]

    @property
    def status(self) -> str:
        """Encoded, encoded in part, left to people, or not covered."""
        chapters = {use.chapter for use in self.uses}
        if chapters - {LEFT, OUT}:
            return "partly" if chapters & {LEFT, OUT} else "encoded"
        return LEFT if LEFT in chapters else OUT


LEFT, OUT = "left", "out"
"""Chapters of the law that is left to people, and of what is not covered."""


@dataclass(frozen=True)
class Unsure:
    """Something a lawyer must settle.

    use   where it stands
    text  key of the pack's sentence that says what is not confirmed; "" for an uncertain source
    """

    use: Use
    text: str = ""


@dataclass(frozen=True)
class Book:
    """A pack, its examples as they ran, and what covers what.

    on        the day whose law and figures are shown
    examples  by rule, in the order of the scenario files
    stories   every journey, as it went
    sections  every section of every source that anything cites, in the order of the sources
    idle      sources that nothing cites
    proved    what the solver found; None where no proof was handed over
    """

    pack: Pack
    on: date
    results: tuple[Result, ...]
    examples: Mapping[str, tuple[Example, ...]]
    stories: tuple[Report, ...]
    sections: tuple[Section, ...]
    idle: tuple[str, ...]
    unsure: tuple[Unsure, ...]
    proved: tuple[Proved, ...] | None = None

    @property
    def rules(self) -> Iterator[Rule]:
        """Every text of every rule, in the order of the pack."""
        for versions in self.pack.rules.values():
            yield from versions

    def needed_by(self, rule: str) -> tuple[str, ...]:
        """The acts that a rule stops."""
        return tuple(act.id for act in self.pack.acts.values() if rule in act.needs)

    def weighed_by(self, id: str) -> tuple[str, ...]:
        """The acts for which a rule or consideration is only shown."""
        return tuple(act.id for act in self.pack.acts.values() if id in act.weighs)

    def proofs_of(self, id: str) -> tuple[Proved, ...]:
        """What was proved about one rule, act or statement."""
        return tuple(one for one in self.proved or () if id in one.about)


def book_of(pack: Pack, trials: Trials, on: date, proved: Iterable[Proved] | None = None) -> Book:
    """The book of a pack on a day; its scenarios and journeys are run here."""
    results = run_scenarios(pack, trials.scenarios)
    sections = tuple(_sections(pack))
    cited = {section.source for section in sections}
    return Book(
        pack=pack,
        on=on,
        results=results,
        examples=_examples(pack, results),
        stories=run_all(trials.journeys, pack),
        sections=sections,
        idle=tuple(id for id in pack.sources if id not in cited),
        unsure=tuple(_unsure(pack, sections)),
        proved=None if proved is None else tuple(proved),
    )


# --- proofs ---------------------------------------------------------------------------------------


class NoProof(ValueError):
    """What was handed over is not what `clemency pack prove --json` prints for this pack."""


def proved_from(plain: Any, pack: str) -> tuple[Proved, ...]:
    """The results about a pack in what `clemency pack prove PACK --json` prints. Raises NoProof.

    pack  the pack's id; a pack in a folder may have been proved under the folder's path
    """
    try:
        answers = {str(one["pack"]).rstrip("/").rpartition("/")[2]: one for one in plain}
        return tuple(_proved(one) for one in answers[pack]["results"])
    except (KeyError, TypeError, ValueError) as error:
        raise NoProof(pack) from error


def _proved(plain: Mapping[str, Any]) -> Proved:
    if plain["verdict"] not in (HOLDS, FAILS, NOT_SHOWN):
        raise ValueError(plain["verdict"])
    rows, acts = plain["rows"], plain["acts"]
    about, failed = tuple(plain["about"]), bool(plain["failed"])
    return Proved(str(plain["property"]), about, plain["verdict"], rows, acts, failed)


# --- examples -------------------------------------------------------------------------------------


def _examples(pack: Pack, results: Iterable[Result]) -> dict[str, tuple[Example, ...]]:
    found: dict[str, list[Example]] = {rule: [] for rule in pack.rules}
    for result in results:
        told = result.scenario
        on = told.today or max(source.verified_on for source in pack.sources.values())
        facts = closed(told.facts, pack.vocabulary)
        for rule in rules_of(told):
            finding = find(pack, rule, facts, on, told.law_on)
            failures = tuple(one for one in result.failures if _concerns(one, rule))
            found[rule].append(Example(told, on, facts, finding, failures))
    return {rule: tuple(examples) for rule, examples in found.items()}


def rules_of(scenario: Scenario) -> tuple[str, ...]:
    """The rules that a scenario says something of, each once."""
    expected: tuple[Mapping[str, Any], ...] = (
        scenario.finds,
        scenario.opens,
        scenario.dates,
        scenario.values,
        scenario.readings,
    )
    return tuple(dict.fromkeys(rule for table in expected for rule in table))


def _concerns(failure: Failure, rule: str) -> bool:
    """Whether a failure is about a rule; what was asked concerns every rule of the scenario."""
    about = failure.what.partition(" ")[2].partition("[")[0]
    return about in ("", rule) or about.startswith(f"{rule}.")


# --- what covers what -----------------------------------------------------------------------------


def citations(pack: Pack) -> Iterator[tuple[Use, Citation]]:
    """Everything in the pack that cites something, with what it cites."""
    for versions in pack.rules.values():
        for rule in versions:
            yield Use("rule", rule.id), rule.cite
            yield from ((Use("rule", rule.id), reading.cite) for reading in rule.readings)
    for figure in pack.parameters.values():
        yield Use("figure", figure.id), figure.cite
    for duty in pack.duties.values():
        yield Use("duty", duty.id), duty.cite
    for shown in pack.considerations.values():
        yield Use("consideration", shown.id), shown.cite
    for act in pack.acts.values():
        if act.cite is not None:
            yield Use("act", act.id), act.cite
    for clause in pack.by_law.values():
        yield Use("by-law", clause.id), clause.cite
    for office in pack.offices.values():
        yield from ((Use("office", office.id), instead.cite) for instead in office.instead)
        if office.substitute is not None:
            yield Use("office", office.id), office.substitute.cite
    for aside in pack.stands_aside:
        yield Use("aside", aside.id), aside.cite
    for one in pack.untranslatable.values():
        if one.cite is not None:
            yield Use(LEFT if one.covered else OUT, one.id), one.cite


def _sections(pack: Pack) -> Iterator[Section]:
    """Sections by source, as the pack lists its sources; within one, as a reader counts."""
    found: dict[tuple[str, str], dict[Use, None]] = {}
    for use, cite in citations(pack):
        for place in places_of(cite):
            found.setdefault(place, {})[use] = None
    order = {id: number for number, id in enumerate(pack.sources)}
    for place in sorted(found, key=lambda one: (order[one[0]], _counted(one[1]))):
        yield Section(*place, tuple(found[place]))


def places_of(cite: Citation) -> Iterator[tuple[str, str]]:
    """Each source that a citation names, with the section named there."""
    for part in cite.text.split(";"):
        bare = part.strip()
        fits = [id for id in cite.sources if bare.startswith(id)]
        if fits:
            source = max(fits, key=len)
            yield source, bare.removeprefix(source).lstrip(" ,")


def _counted(section: str) -> tuple[tuple[int, str], ...]:
    """Sections in the order of their numbers: 4 before 12, 12 before 12A."""
    bare = re.sub(r"^(ss?|arts?|paras?|§+)\.?\s+", "", section)
    return tuple(
        (int(number), "") if number else (-1, letters)
        for number, letters in re.findall(r"(\d+)|([^\d]+)", bare)
    )


def _unsure(pack: Pack, sections: Iterable[Section]) -> Iterator[Unsure]:
    """What rules say is not confirmed, and what rests on a source that is not."""
    for versions in pack.rules.values():
        for rule in versions:
            if rule.uncertain:
                yield Unsure(Use("rule", rule.id), f"rule.{rule.key}.uncertain")
    for source in pack.sources.values():
        if source.certainty == "uncertain":
            yield Unsure(Use("source", source.id))


# --- what an expression rests on ------------------------------------------------------------------


def exprs_of(rule: Rule) -> tuple[Expr, ...]:
    """Every expression of one text of a rule."""
    every = (rule.applies_to, rule.expr, *(reading.holds for reading in rule.readings))
    return tuple(one for one in every if one is not None)


def defines_of(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The definitions that expressions use, each once."""
    return tuple(dict.fromkeys(one.id for one in nodes_of(exprs) if isinstance(one, Named)))


def figures_of(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """The figures of the law that expressions use, each once."""
    return tuple(dict.fromkeys(one.id for one in nodes_of(exprs) if isinstance(one, Param)))
