"""The model of a procedure does what the procedure does: the same declarations, walked as terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import z3
from hypothesis import given

from clemency.clerk import shelf
from clemency.docket import journey as journeys
from clemency.docket.case import ROWS, SCALARS, Case, case_from
from clemency.docket.entries import KINDS, Commitment, Entry, FactsRecorded
from clemency.docket.order import Order
from clemency.docket.shape import Shape, own
from clemency.docket.verdict import Accepted
from clemency.docket.vocabulary import FORMS
from clemency.law.finding import env_of
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.law.values import Facts
from clemency.proof.days import Days, packed
from clemency.proof.model.changes import State, extended
from clemency.proof.model.moment import Moment
from clemency.proof.model.pack import UNBIDDEN, Procedure
from clemency.proof.model.reads import everything
from clemency.proof.model.steps import guard, step
from clemency.proof.model.values import Values
from clemency.proof.procedure.invariants import as_z3
from clemency.proof.procedure.prover import Prover
from clemency.proof.procedure.states import Ground
from clemency.proof.result import Verdict
from clemency.proof.session import Session
from clemency.proof.terms import Codes, Term, all_of, same_term
from clemency.proof.worlds import ToldWorld
from tests.docket.strategies import DOCKETS
from tests.properties.generating import examples

PACKS = ("tests/packs/ruritania", "us_marijuana_2023", "uk_rpm")
"""Packs whose journeys are walked; the other packs' are walked by `clemency pack prove`."""


@cache
def loaded(name: str) -> Pack:
    return shelf.load(Path(name) if "/" in name else name)


@dataclass(frozen=True)
class Tried:
    """One act that a journey tried: on which case and facts, and what came of it."""

    order: Order
    entries: tuple[Entry, ...]
    case: Case
    facts: Facts
    accepted: Entry | None


@cache
def tried_in(name: str) -> tuple[Tried, ...]:
    """Everything that a pack's journeys try."""
    return tuple(_tried(loaded(name), Path(name) if "/" in name else name))


def _tried(pack: Pack, where: Path | str) -> Iterator[Tried]:
    found: list[Tried] = []

    class Watching(journeys._Traveller):
        def take(self, number: int, step: Any) -> None:
            matter = self.matters.setdefault(step.matter, journeys.Matter())
            super().take(number, step)
            went = self.went[-1]
            if step.act is not None:
                accepted = went.verdict.entry if isinstance(went.verdict, Accepted) else None
                order = self._order(step, matter)
                assert order is not None
                written = list(matter.entries)
                before = written[: written.index(accepted)] if accepted is not None else written
                found.append(Tried(order, tuple(before), case_from(before), matter.facts, accepted))

    for journey in shelf.scenarios(where, pack).journeys:
        traveller = Watching(journey, pack)
        for number, one in enumerate(journey.steps, 1):
            traveller.take(number, one)
    yield from found


# --- the fold -------------------------------------------------------------------------------------


def nothing_watched() -> Values:
    notes: list[Any] = []
    return Values(Codes(), Days(notes.append), notes.append, lambda watch, columns: False)


def folded(values: Values, docket: tuple[Entry, ...]) -> State:
    state = values.empty(everything())
    for entry in docket:
        state = extended(state, values.written(entry), ())
    return state


def differences(values: Values, state: State, case: Case) -> list[str]:
    """The columns in which a state of the model is not the case."""
    found = [
        name
        for name in SCALARS
        if same_term(state.scalars[name], values.constant(getattr(case, name))) is not True
    ]
    for name in ROWS:
        there = [slot for slot in state.rows[name] if slot.present is not False]
        rows = getattr(case, name)
        if len(there) != len(rows):
            found.append(f"{name}: {len(there)} for {len(rows)}")
            continue
        for slot, row in zip(there, rows, strict=True):
            found += [
                f"{name}.{column}"
                for column, value in row._asdict().items()
                if same_term(slot.columns[column], values.constant(value)) is not True
            ]
    return found


@pytest.mark.parametrize("name", PACKS)
def test_journeys_end_in_the_same_state_in_the_fold_and_in_the_model(name: str) -> None:
    for one in tried_in(name):
        values = nothing_watched()
        docket = one.entries if one.accepted is None else (*one.entries, one.accepted)
        assert differences(values, folded(values, docket), case_from(docket)) == []


@examples(1)
@given(DOCKETS)
def test_any_entries_end_in_the_same_state_in_the_fold_and_in_the_model(
    docket: list[Entry],
) -> None:
    values = nothing_watched()
    assert differences(values, folded(values, tuple(docket)), case_from(docket)) == []


# --- what can be done -----------------------------------------------------------------------------


@cache
def procedure_of(name: str) -> Procedure:
    return Procedure(loaded(name), Session())


def guarded(name: str, one: Tried) -> Any:
    """Whether the model lets the act be done: on these facts that is settled, without a solver."""
    procedure = procedure_of(name)
    state = procedure.values.of(one.case, procedure.modelled)
    told = ToldWorld(env_of(one.facts, one.order.on), procedure.session)
    given = {
        "today": Term(packed(one.order.on)),
        "acting_office": procedure.values.constant(one.order.by),
        "actor": procedure.values.constant(one.order.officer),
    }
    act = loaded(name).acts[one.order.act]
    return all_of(*guard(procedure, act, Moment(state, told, given)))


@pytest.mark.parametrize("name", PACKS)
def test_what_the_procedure_accepts_the_model_can_do(name: str) -> None:
    accepted = [one for one in tried_in(name) if one.accepted is not None]
    assert accepted
    assert [one.order for one in accepted if guarded(name, one) is not True] == []


def test_what_a_guard_refuses_the_model_cannot_do() -> None:
    refused = [one for one in tried_in("uk_rpm") if one.accepted is None]
    assert refused
    assert sum(guarded("uk_rpm", one) is False for one in refused) > len(refused) // 2


@cache
def coarse(name: str) -> Ground:
    return Ground(loaded(name), Session(), coarse=True)


@pytest.mark.parametrize("name", PACKS)
def test_every_step_of_a_journey_is_a_step_of_the_coarse_model(name: str) -> None:
    """From the case before to the case after: no behaviour of the procedure is left out."""
    ground = coarse(name)
    strangers = []
    for one in tried_in(name):
        if one.accepted is not None:
            after = case_from((*one.entries, one.accepted))
            tried = ground.step(one.order.act)
            solver = ground.solver(steps=[one.order.act])
            solver.add(as_z3(tried.can))
            solver.add(*same(ground.before, ground.state_of(one.case)))
            solver.add(*same(tried.after, ground.state_of(after)))
            if solver.check() != z3.sat:
                strangers.append((one.order.act, one.order.on))
    assert strangers == []


def same(one: State, other: State) -> Iterator[Any]:
    """That two states are the same, as far as either is modelled."""
    for name, term in one.scalars.items():
        yield as_z3(same_term(term, other.scalars[name]))
    for name, seen in one.watched.items():
        yield as_z3(seen) == as_z3(other.watched[name])


# --- what comes without an act --------------------------------------------------------------------


WATCHED = """

[[never]]
id   = "certified"
says = "Something certified is on file."
is   = "any(r.standing == 'certified' for r in docket.recordings)"

[[never]]
id   = "erased"
says = "Something was erased."
is   = "any(r.on == today for r in docket.erasures)"
"""


@cache
def told_and_erased() -> Ground:
    """A pack that looks at what is told and at what is erased."""
    texts = dict(shelf.read_files(Path("tests/packs/ruritania")))
    texts["acts.toml"] += WATCHED
    for name in ("certified", "erased"):
        texts["text/he.toml"] += f'\n[never.{name}]\nsays = "…"\n'
    return Ground(read_pack(texts, FORMS), Session(), coarse=True)


def test_only_what_the_model_counts_as_unbidden_is_ever_written_without_an_act() -> None:
    dockets = [one.entries for name in PACKS for one in tried_in(name)]
    unbidden = {type(entry).__name__ for docket in dockets for entry in docket if not entry.act}
    assert unbidden == {"FactsRecorded"}
    assert unbidden <= set(UNBIDDEN)


@pytest.mark.parametrize("standing", ["claimed", "certified", "reported", "disputed"])
def test_whatever_is_told_in_a_journey_is_a_step_of_the_model(standing: Any) -> None:
    """From whatever case a journey reached, and with whoever vouching for it."""
    ground = told_and_erased()
    told = ground.step("FactsRecorded")
    for one in tried_in("tests/packs/ruritania"):
        entry = FactsRecorded(on=one.order.on, facts=Commitment("0" * 64), standing=standing)
        solver = ground.solver(steps=[told.id])
        solver.add(as_z3(told.can), *same(ground.before, ground.state_of(one.case)))
        solver.add(*same(told.after, ground.state_of(case_from((*one.entries, entry)))))
        assert solver.check() == z3.sat, (one.order.act, one.order.on)


def test_what_comes_without_an_act_breaks_what_it_can_break() -> None:
    prover = Prover(told_and_erased().pack, Session())
    found = {one.id: prover.statement(one) for one in prover.pack.statements}
    assert found["certified"].verdict is Verdict.FAILS
    assert found["certified"].witness is not None
    assert found["erased"].verdict is not Verdict.HOLDS  # no journey can tell of an erasure


# --- the fields of an order -----------------------------------------------------------------------


def test_an_order_can_give_what_the_entry_holds_and_nothing_that_is_counted() -> None:
    ground = coarse("tests/packs/ruritania")
    for act in ground.pack.acts.values():
        fields = step(ground.procedure, act, ground.now, f"{act.id}!").entry.values
        needed = [shape for shape in own(KINDS[act.writes]) if _is_fixed(shape, act.sets)]
        assert all(_settled(fields[shape.name]) for shape in needed if shape.name in fields)


def _is_fixed(shape: Shape, sets: Any) -> bool:
    return shape.name in sets and shape.row is None and shape.holds != "codes"


def _settled(term: Any) -> bool:
    return isinstance(term.value, bool | int)
