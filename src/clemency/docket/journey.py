"""A pack's journeys, run act by act on dockets in memory; failures are told in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.docket.case import Case, extend
from clemency.docket.entries import KINDS, Entry, FactsRecorded
from clemency.docket.entry import Commitment
from clemency.docket.facts import matter_facts, outranked, told
from clemency.docket.guards import Attempt, not_competent
from clemency.docket.order import Appointments, Order
from clemency.docket.perform import by_law, perform
from clemency.docket.policy import public_counts
from clemency.docket.rows import Appointment
from clemency.docket.seal.commit import SALT_BYTES, commit
from clemency.docket.shape import shapes_of
from clemency.docket.stored import plain
from clemency.docket.verdict import Accepted, Objection, Refused
from clemency.law.finding import env_of, settled
from clemency.law.pack import Act, Pack, Tells
from clemency.law.trial import Journey, Step, why
from clemency.law.values import Facts, Source

_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class Failure:
    """One expectation that was not met.

    step   which step of the journey, from 1; `place` is its file and line
    says   what was expected, what came instead, and why
    """

    step: int
    place: str
    says: str


@dataclass(frozen=True)
class Went:
    """How one step went: what was written or what objected, and where its matter then stood."""

    step: Step
    verdict: Accepted | Refused | None
    case: Case


@dataclass(frozen=True)
class Report:
    """A journey as it went."""

    journey: Journey
    went: tuple[Went, ...]
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures


@dataclass
class Matter:
    """One matter of a journey, in memory."""

    entries: list[Entry] = field(default_factory=list)
    case: Case = field(default_factory=Case)
    facts: Facts = field(default_factory=lambda: Facts({}))

    def write(self, entry: Entry) -> None:
        """One more entry."""
        self.entries.append(entry)
        self.case = extend(self.case, entry)


def run(journey: Journey, pack: Pack) -> Report:
    """The journey from its first step to its last. A step that fails does not end it."""
    traveller = _Traveller(journey, pack)
    for number, step in enumerate(journey.steps, 1):
        traveller.take(number, step)
    return Report(journey, tuple(traveller.went), tuple(traveller.failures))


def run_all(journeys: Iterable[Journey], pack: Pack) -> tuple[Report, ...]:
    """Every journey, each with dockets of its own."""
    return tuple(run(journey, pack) for journey in journeys)


class _Traveller:
    """Takes the steps of one journey, and notes what came otherwise than expected."""

    def __init__(self, journey: Journey, pack: Pack) -> None:
        self.pack = pack
        self.matters: dict[str, Matter] = {}
        self.appointments = _appointments(journey)
        self.went: list[Went] = []
        self.failures: list[Failure] = []

    def take(self, number: int, step: Step) -> None:
        """One step: facts are put on the file, the act is tried, everything is compared.

        The law comes before the act, on what is on the file by then; it does nothing in a matter of
        which nobody has written yet.
        """
        matter = self.matters.setdefault(step.matter, Matter())
        begun = bool(matter.entries)
        if begun:
            self._law(matter, step.on)
        order = self._order(step, matter)
        idle = self._tell(matter, step, order)
        if begun:
            self._law(matter, step.on)
        verdict = None
        if step.act is not None and order is not None:
            verdict = perform(
                order, matter.case, matter.facts, self.pack, self.appointments, step.on
            )
            if isinstance(verdict, Accepted):
                matter.write(verdict.entry)
                self._law(matter, step.on)
        self.went.append(Went(step, verdict, matter.case))
        failures = [*self._compared(step, verdict, matter)]
        if failures and idle:
            failures.append(f"facts told in this step were not used: {'; '.join(idle)}.")
        self.failures += [Failure(number, place_of(step), says) for says in failures]

    # -- doing -----------------------------------------------------------------------------------

    def _law(self, matter: Matter, on: date) -> None:
        """What the law itself writes by that day."""
        for entry in by_law(matter.case, matter.facts, self.pack, on):
            matter.write(entry)

    def _order(self, step: Step, matter: Matter) -> Order | None:
        if step.act is None:
            return None
        act = self.pack.acts.get(step.act)
        by = step.by or (self._competent(act, step, matter) if act else "nobody")
        officer = step.officer or self._officer(by, step.on)
        fields = _sealed(step.sets, KINDS[act.writes]) if act else dict(step.sets)
        return Order(step.act, by, officer, step.on, fields, step.second)

    def _competent(self, act: Act, step: Step, matter: Matter) -> str:
        """The first office that does the act on that day; the act's first where none does."""
        offices = [
            *act.by,
            *(i.by for o in act.by if o in self.pack.offices for i in self.pack.offices[o].instead),
        ]
        for office in offices:
            order = Order(act.id, office, self._officer(office, step.on), step.on)
            attempt = Attempt.on(order, act, matter.case, matter.facts, self.pack)
            if not any(not_competent(attempt)):
                return office
        return offices[0]

    def _officer(self, office: str, on: date) -> str:
        """Who holds the office that day; somebody of it, where the journey appoints nobody."""
        held = self.appointments.officers(office, on) if self.appointments else ()
        return held[0] if held else f"officer-of-{office}"

    def _tell(self, matter: Matter, step: Step, order: Order | None) -> tuple[str, ...]:
        """Put the step's facts on the file, with who vouches for them.

        Returns those that change nothing, since a stronger word is on the file.
        """
        if not step.facts.values:
            return ()
        source = Source(step.standing, on=step.on, chain=step.reported_by)
        idle = tuple(_outranked(step.facts, matter.facts, source))
        matter.facts = told(matter.facts, step.facts, source)
        names = tuple(sorted({name.split(".")[0] for name in step.facts.values}))
        entry = FactsRecorded(
            on=step.on,
            office=order.by if order else step.by,
            officer=order.officer if order else step.officer,
            facts=_commitment(" ".join(names)),
            standing=step.standing.value,  # type: ignore[arg-type]  # read as one of the four
            about=names,
            reported_by=step.reported_by,
        )
        matter.write(entry)
        return idle

    # -- comparing -------------------------------------------------------------------------------

    def _compared(
        self, step: Step, verdict: Accepted | Refused | None, matter: Matter
    ) -> Iterator[str]:
        if isinstance(verdict, Accepted):
            yield from _of_accepted(step, verdict)
        elif isinstance(verdict, Refused):
            yield from _of_refused(step, verdict)
        yield from _of_case(step.case, matter.case)
        counts = public_counts(one.case for one in self.matters.values())
        for figure, wanted in step.public.items():
            if counts[figure] != wanted:
                found = counts[figure]
                yield f"expected {wanted} {figure} in the public register; there are {found}."
        yield from self._statements(step, matter)

    def _statements(self, step: Step, matter: Matter) -> Iterator[str]:
        """What the pack says is never, or always, so: on every step of every journey.

        A counterexample says which statements it breaks, and then has to break them.
        """
        env = env_of(matter_facts(matter.case, matter.facts, step.on), step.on)
        for statement in self.pack.statements:
            verdict = settled(statement.expr, env)
            broken = verdict is statement.never
            if statement.id in step.breaks and not broken:
                yield f"expected this step to break `{statement.id}`; it does not."
            elif broken and statement.id not in step.breaks:
                word = "never" if statement.never else "always"
                yield f"`{statement.id}` is said to be {word} so, and this step breaks it."


def place_of(step: Step) -> str:
    """Where a step stands in its file."""
    return f"{step.file}:{step.line}" if step.file else ""


def _appointments(journey: Journey) -> Appointments | None:
    """Who holds which office. A journey that appoints nobody does not look at appointments."""
    if not journey.appointed:
        return None
    rows = (Appointment(a.officer, a.office, a.since, a.until) for a in journey.appointed)
    return Appointments(tuple(rows))


def _outranked(new: Facts, known: Facts, source: Source) -> Iterator[str]:
    """Facts of which a stronger word is on the file: each with who vouches for it there."""
    for name in new.values:
        if outranked(known, name, source):
            there = known.source(name)
            yield f"`{name}` ({there.standing.value} on {there.on})"


# --- expectations -------------------------------------------------------------------------------


def _of_accepted(step: Step, verdict: Accepted) -> Iterator[str]:
    if not step.accepted:
        yield f"expected `{step.act}` to be refused by {_listed(step.refused)}; it was accepted."
        return
    letters = _letters(verdict.tells, step.tells or ())
    if step.tells is not None and letters != step.tells:
        yield f"expected the letters {_listed(step.tells)} in order; found {_listed(letters)}."


def _letters(tells: tuple[Tells, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The letters that go out, in order, each said as the step says it: with or without to whom."""
    bare = {place for place, one in enumerate(wanted) if ": " not in one}
    return tuple(
        one.letter if place in bare else f"{one.who}: {one.letter}"
        for place, one in enumerate(tells)
    )


def _of_refused(step: Step, verdict: Refused) -> Iterator[str]:
    found = [describe(objection) for objection in verdict.objections]
    if step.accepted:
        yield f"expected `{step.act}` to be accepted; it was refused: {'; '.join(found)}."
        return
    for wanted in step.refused:
        if not any(_is(objection, wanted) for objection in verdict.objections):
            yield f"expected an objection by `{wanted}`; found {'; '.join(found)}."
    if len(step.refused) > 1:
        for objection in verdict.objections:
            if not any(_is(objection, wanted) for wanted in step.refused):
                yield f"`{step.act}` is also refused by {describe(objection)}."
    opens = max((o.opens_on for o in verdict.objections if o.opens_on), default=None)
    if step.opens is not None and opens != step.opens:
        yield f"expected the refusal to fall away on {step.opens}; found {opens or 'no such day'}."


def _is(objection: Objection, wanted: str) -> bool:
    return wanted in (objection.kind, objection.rule)


def describe(objection: Objection) -> str:
    """One objection in short: what objects, because of what, and what it would have to know."""
    name = f"`{objection.rule}`" if objection.rule else objection.kind
    outcome = f" ({objection.finding.outcome})" if objection.rule and objection.finding else ""
    key, params = objection.says.key.removeprefix("engine:"), objection.says.params
    detail = "" if objection.says.key.startswith("pack:") else f" [{key} {_params(params)}]"
    because = f" because {facts}" if (facts := _facts_of(objection)) else ""
    asks = f", asks {', '.join(objection.asks)}" if objection.asks else ""
    return f"{name}{outcome}{detail}{because}{asks}"


def _facts_of(objection: Objection) -> str:
    """The facts that decided against the act; what is open, the objection asks for."""
    found = objection.finding
    if found is None or found.reason is None or objection.asks:
        return ""
    return why(found.reason)


def _params(params: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in params.items())


def _of_case(wanted: Mapping[str, Any], case: Case) -> Iterator[str]:
    for name, value in wanted.items():
        found = getattr(case, name)
        if not isinstance(found, tuple):
            if found != value:
                yield f"expected docket.{name} to be {_shown(value)}; it is {_shown(found)}."
        elif len(found) != len(value):
            yield f"expected {len(value)} docket.{name}; there are {len(found)}."
        else:
            yield from _of_rows(name, value, found)


def _of_rows(name: str, wanted: list[Mapping[str, Any]], found: tuple[Any, ...]) -> Iterator[str]:
    """Rows in their order, by the columns that are named."""
    for place, (row, columns) in enumerate(zip(found, wanted, strict=True)):
        for column, value in columns.items():
            there = getattr(row, column, "no such column")
            if there != (None if value == "none" else value):
                at = f"docket.{name}[{place}].{column}"
                yield f"expected {at} to be {_shown(value)}; it is {_shown(there)}."


def _shown(value: Any) -> str:
    return "none" if value is None else str(plain(value))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words) or "none"


# --- sealed words -------------------------------------------------------------------------------


def _sealed(sets: Mapping[str, Any], cls: type) -> dict[str, Any]:
    """What a step gives, with a commitment in place of each text that an entry only commits to."""
    shapes = {shape.name: shape for shape in shapes_of(cls)}
    sealed: dict[str, Any] = {}
    for name, value in sets.items():
        shape = shapes.get(name)
        if shape is not None and shape.apart and isinstance(value, str):
            sealed[name] = value if _is_commitment(value) else _commitment(value)
        elif shape is not None and shape.row is not None and isinstance(value, list | tuple):
            rows = [_sealed(one, shape.row) if isinstance(one, Mapping) else one for one in value]
            sealed[name] = rows
        else:
            sealed[name] = value
    return sealed


def _is_commitment(text: str) -> bool:
    return len(text) == 64 and set(text) <= _HEX


def _commitment(text: str) -> Commitment:
    """A journey keeps no secrets: the same words always have the same commitment."""
    return Commitment(commit("journey", bytes(SALT_BYTES), text.encode()))
