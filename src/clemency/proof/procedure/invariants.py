"""What is so in every state that a procedure can reach, found without being told.

Many small sentences are tried ("what is countersigned was granted"). Those that some journey of the
pack breaks are dropped at once; of the others, those that some step can break while all the others
hold, again and again until no step breaks any. What is left holds at the beginning and is kept by
every step, so it holds on paths of any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations
from typing import Any

import z3

from clemency.docket.case import SCALARS
from clemency.docket.changes import Change, Sets, Together
from clemency.docket.entries import KINDS
from clemency.docket.vocabulary import FORMS
from clemency.law.types import BOOL, Optional
from clemency.proof.model.changes import State
from clemency.proof.model.moment import Moment, NoWorld
from clemency.proof.model.pack import Procedure, every_kind
from clemency.proof.model.reads import EVER
from clemency.proof.terms import Truth, all_of, any_of, negated

_HINTS = {
    name: kind.of if isinstance(kind, Optional) else kind
    for name in SCALARS
    for kind in (FORMS.vocabulary.facts[f"docket.{name}"],)
}

Atoms = Mapping[str, Truth]
"""Small sentences about one state, by name: "decided_on" (it is set), "ever.votes(...)"."""


@dataclass(frozen=True)
class Candidate:
    """`first` implies one of `then`, or implies that it is not so; without `first`, it never is."""

    first: str
    then: tuple[str, ...]
    negated: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """Its atoms."""
        return frozenset((self.first, *self.then)) - {""}

    def said_of(self, atoms: Mapping[str, Any]) -> Truth:
        """The sentence, about one state."""
        then = any_of(*(atoms[name] for name in self.then))
        then = negated(then) if self.negated else then
        return then if not self.first else any_of(negated(atoms[self.first]), then)

    def __str__(self) -> str:
        then = f"not {' or '.join(self.then)}" if self.negated else " or ".join(self.then)
        return f"{self.first} => {then}" if self.first else then


def atoms_of(procedure: Procedure, state: State) -> dict[str, Truth]:
    """What the sentences are made of: single values that are set, watches, questions about rows."""
    atoms: dict[str, Truth] = {}
    for name, term in state.scalars.items():
        if SCALARS[name] is None:
            atoms[name] = negated(term.none)
        if _HINTS[name] == BOOL:
            atoms[f"{name} is yes"] = all_of(negated(term.none), term.value)
    atoms.update(state.watched)
    at = Moment(state, NoWorld(procedure.session), {})
    for name, expr in (*procedure.codes.items(), *procedure.row_questions.items()):
        atoms[name] = at.encoder.term(expr).value
    return atoms


def candidates(names: Sequence[str]) -> Iterator[Candidate]:
    """Every sentence of one or two atoms that is worth trying."""
    for name in names:
        yield Candidate("", (name,), negated=True)
    plain = [name for name in names if not name.startswith(EVER)]
    for one, other in combinations(plain, 2):
        yield Candidate(one, (other,), negated=True)
    for one, other in permutations(names, 2):
        if not (one.startswith(EVER) and other.startswith(EVER)) or _tells(one, other):
            yield Candidate(one, (other,))


def alternatives(procedure: Procedure, names: Iterable[str]) -> Iterator[Candidate]:
    """What a value that is set says together: which of the kinds that set it was written.

    "Decided" is granted, or denied, or deemed denied: each kind is known by a column that the
    fewest kinds set.
    """
    known = set(names)
    pack = procedure.pack
    kinds = sorted(every_kind(pack))
    sets = {kind: set(_set_by(KINDS[kind].changes)) & known for kind in kinds}
    for column in sorted(known):
        writers = [kind for kind in kinds if column in sets[kind]]
        marks = [
            min(others, key=lambda name: (sum(name in sets[kind] for kind in kinds), name))
            for kind in writers
            if (others := sets[kind] - {column})
        ]
        if 1 < len(set(marks)) <= 4 and len(marks) == len(writers):
            yield Candidate(column, tuple(sorted(set(marks))))


def _set_by(change: Change) -> Iterator[str]:
    """Single values that a change always leaves set."""
    for part in change.changes if isinstance(change, Together) else (change,):
        if isinstance(part, Sets):
            yield from (name for name, source in part.columns.sources if source == "on")


def _tells(one: str, other: str) -> bool:
    """Whether one watch may tell something about another: that an act was done, what it wrote."""
    aside = ("acts(", "overrides(", "waivers(", "looks(")
    return one.startswith(f"{EVER}acts(") and not other.removeprefix(EVER).startswith(aside)


def surviving(found: Iterable[Candidate], states: Iterable[Atoms]) -> list[Candidate]:
    """The sentences that hold in all of these states, which are settled."""
    left = list(found)
    for atoms in _distinct(states):
        left = [one for one in left if one.said_of(atoms) is True]
    return left


def _distinct(states: Iterable[Atoms]) -> list[Atoms]:
    return list({tuple(sorted(one.items())): one for one in states}.values())


class Literals:
    """The atoms of one state as terms of the solver, each made once, with its opposite."""

    def __init__(self, atoms: Atoms) -> None:
        self.atoms = atoms
        self._made: dict[tuple[str, bool], Any] = {}

    def get(self, name: str, so: bool) -> Any:
        """That an atom is so, or is not."""
        kept = self._made.get((name, so))
        if kept is None:
            truth = self.atoms[name]
            kept = self._made[name, so] = as_z3(truth if so else negated(truth))
        return kept

    def holds(self, one: Candidate) -> Any:
        """That a sentence is so."""
        then = [self.get(name, not one.negated) for name in one.then]
        return either([self.get(one.first, False), *then]) if one.first else either(then)

    def fails(self, one: Candidate) -> Any:
        """That a sentence is not so."""
        then = [self.get(name, one.negated) for name in one.then]
        return z3.And(*([self.get(one.first, True)] if one.first else []), *then)


class Trial:
    """One step, and the sentences that it might break."""

    def __init__(self, can: Truth, before: Atoms, after: Atoms) -> None:
        self.can, self.after = as_z3(can), Literals(after)
        self.changed = {name for name in after if not alike(after[name], before[name])}
        self._fails: dict[Candidate, Any] = {}

    def touches(self, one: Candidate) -> bool:
        """Whether the step changes what a sentence is about, so that it may be false."""
        if not one.names & self.changed:
            return False
        atoms = self.after.atoms
        settled = any(atoms[name] is (not one.negated) for name in one.then)
        return not settled and not (one.first and atoms[one.first] is False)

    def fails(self, one: Candidate) -> Any:
        """That a sentence is false after the step."""
        kept = self._fails.get(one)
        if kept is None:
            kept = self._fails[one] = self.after.fails(one)
        return kept


class Houdini:
    """Drops what a step can break, until nothing is dropped.

    solver  holds what is so of the values of the state before; nothing else
    before  the atoms of that state
    trials  the steps
    """

    def __init__(self, solver: Any, before: Atoms, trials: Sequence[Trial]) -> None:
        self.solver, self.trials = solver, trials
        self.before = Literals(before)

    def kept(self, found: Sequence[Candidate]) -> list[Candidate]:
        """The sentences that every step keeps."""
        left = list(found)
        said = {one: self.before.holds(one) for one in left}
        while True:
            self.solver.push()
            self.solver.add([said[one] for one in left])
            broken: set[Candidate] = set()
            for trial in self.trials:
                open_ = [one for one in left if one not in broken and trial.touches(one)]
                if open_:
                    broken |= self._broken(trial, open_)
            self.solver.pop()
            if not broken:
                return left
            left = [one for one in left if one not in broken]

    def _broken(self, trial: Trial, open_: list[Candidate]) -> set[Candidate]:
        """Those that one step can break."""
        broken: set[Candidate] = set()
        self.solver.push()
        self.solver.add(trial.can)
        names = sorted({name for one in open_ for name in one.names})
        while open_:
            self.solver.push()
            self.solver.add(either([trial.fails(one) for one in open_]))
            answer = self.solver.check()
            model = self.solver.model() if answer == z3.sat else None
            self.solver.pop()
            if answer == z3.unsat:
                break
            lost = set(open_) if model is None else _lost(open_, trial.after, names, model)
            broken |= lost
            open_ = [one for one in open_ if one not in lost]
        self.solver.pop()
        return broken


def _lost(open_: list[Candidate], after: Literals, names: list[str], model: Any) -> set[Candidate]:
    """The sentences that are false after the step that the solver found."""
    values = {name: z3.is_true(model.eval(after.get(name, True), True)) for name in names}
    return {one for one in open_ if one.said_of(values) is False}


def alike(one: Truth, other: Truth) -> bool:
    """Whether two conditions are the same term."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one.get_id() == other.get_id())


def as_z3(truth: Truth) -> Any:
    """A condition as a term of the solver, settled ones too."""
    return z3.BoolVal(truth) if isinstance(truth, bool) else truth


def either(parts: Sequence[Any]) -> Any:
    """`or` of many terms, made without asking each for its sort."""
    if len(parts) == 1:
        return parts[0]
    context = parts[0].ctx
    listed = (z3.Ast * len(parts))(*(part.as_ast() for part in parts))
    return z3.BoolRef(z3.Z3_mk_or(context.ref(), len(parts), listed), context)
