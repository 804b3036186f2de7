"""Possible worlds: what an expression can still come to, whatever the missing facts turn out to be.

Kleene's tables lose what two parts have in common: with the class of the offence unknown and twenty-five years
gone, "twenty years for class A, otherwise five" is open by the tables and settled in every world. Here the
missing facts are tried: yes-no and named answers by every answer, days and amounts by one value of each stretch
on which no comparison changes, two unknown facts compared with each other by which comes first.

The result is a decision tree in one fixed order, reduced as it grows: a fact that cannot matter is not in it.
Exact up to `LIMIT` worlds, with two bounds that only ever leave a verdict open: a further row of an incomplete
list may be anything, and comparisons between unknown facts are judged each on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clemency.law.arithmetic import bounds
from clemency.law.expr import (
    After,
    Arith,
    Cash,
    Compare,
    Const,
    Expr,
    Get,
    If,
    IsNone,
    Known,
    Named,
    OneOf,
    Param,
    Read,
)
from clemency.law.reason import ASSUMED, Env, Reason, is_open, pair_name, prepared
from clemency.law.turning import beside, turning_places
from clemency.law.types import BOOL, Choice, Day, Int, Money, Optional, RowsOf, Text
from clemency.law.values import UNKNOWN, Rows, Verdict

LIMIT = 4096  # worlds tried before we say that we cannot tell
GIVEN = frozenset({"today", "actor", "acting_office"})
OTHER = "\0another"  # stands for any text that nothing is compared with
ORDERED = (Int, Money, Day)
SIMPLE = (Read, Get, After, Arith, Const, Cash, Named)


@dataclass(frozen=True)
class Leaf:
    """The end of a branch: a verdict, and the lists that leave it open."""

    verdict: Verdict
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Split:
    """A question: its name, the facts it is about, and what follows each answer."""

    key: str
    paths: frozenset[str]
    branches: tuple[tuple[Any, Tree], ...]


Tree = Leaf | Split


@dataclass(frozen=True)
class Question:
    """Something to try: a fact by its path, or the order of two unknown things by the name of their pair."""

    rank: int
    key: str
    paths: frozenset[str]
    answers: tuple[Any, ...]
    overlay: bool  # whether the answer is assumed over the facts rather than put among them


class TooMany(Exception):
    """There are more worlds than we try."""


def exact(expr: Expr, env: Env) -> Verdict:
    """The verdict of a condition that Kleene's tables leave open: settled if every world agrees."""
    if not may_agree(expr):
        return UNKNOWN
    try:
        return _Grower(expr, hasty=True).verdict(env)
    except TooMany:
        return UNKNOWN


def tree(expr: Expr, env: Env) -> Tree:
    """Everything the condition can still come to. Raises TooMany."""
    return _Grower(expr).grow(env)


def ends(expr: Expr, env: Env) -> tuple[Reason, ...]:
    """What each world comes to, and because of what. Raises TooMany."""
    grower = _Grower(expr)
    grower.grow(env)
    return tuple(grower.ends)


def may_agree(expr: Expr) -> bool:
    """Whether the tables may be too weak: some fact is read twice, or a value is chosen by a condition."""
    kept: bool | None = expr.__dict__.get("_may_agree")
    if kept is None:
        seen: set[str] = set()
        kept = any(_repeats(node, seen) for node in expr.walk())
        object.__setattr__(expr, "_may_agree", kept)
    return kept


def _repeats(node: Expr, seen: set[str]) -> bool:
    if isinstance(node, If):
        return node.type != BOOL
    if isinstance(node, OneOf | Param):
        return True  # every answer may be on the list; a figure may be the same on every day
    if not isinstance(node, Read | Get) or str(node) in GIVEN:
        return False
    key = node.path if isinstance(node, Read) else f".{node.name}"
    if key in seen:
        return True
    seen.add(key)
    return False


class _Grower:
    """Grows one tree. `hasty` stops as soon as two worlds differ."""

    def __init__(self, expr: Expr, hasty: bool = False) -> None:
        self.explain = prepared(expr)
        self.hasty = hasty
        self.tried = 0
        self.ends: list[Reason] = []  # what each world came to

    def verdict(self, env: Env) -> Verdict:
        """What all worlds agree on."""
        found = self.grow(env)
        return found.verdict if isinstance(found, Leaf) else UNKNOWN

    def grow(self, env: Env) -> Tree:
        """The reduced tree below this world. Raises TooMany."""
        self.tried += 1
        if self.tried > LIMIT:
            raise TooMany
        top = self.explain(env)
        if not is_open(top.value):
            self.ends.append(top)
            return Leaf(top.value is True)
        question = _next(top)
        if question is None:
            self.ends.append(top)
            return Leaf(UNKNOWN, frozenset(top.missing))
        return self._split(env, question)

    def _split(self, env: Env, question: Question) -> Tree:
        branches: list[tuple[Any, Tree]] = []
        for answer in question.answers:
            below = self.grow(_with(env, question, answer))
            branches.append((answer, below))
            if self.hasty and (below != branches[0][1] or below == Leaf(UNKNOWN)):
                return Leaf(UNKNOWN)
        first = branches[0][1]
        if all(same(below, first) for _, below in branches):
            return first
        return Split(question.key, question.paths, tuple(branches))


def _with(env: Env, question: Question, answer: Any) -> Env:
    """The world in which a question has this answer."""
    if not question.overlay:
        return {**env, question.key: answer, ASSUMED: env.get(ASSUMED, {})}
    return {**env, ASSUMED: {**env.get(ASSUMED, {}), question.key: answer}}


def same(one: Tree, other: Tree) -> bool:
    """Whether two trees come to the same in every world, in whatever order they ask."""
    if isinstance(one, Leaf) and isinstance(other, Leaf):
        return one == other
    asks = one if isinstance(one, Split) else other
    assert isinstance(asks, Split)
    return all(same(given(one, asks.key, a), given(other, asks.key, a)) for a, _ in asks.branches)


def given(found: Tree, key: str, answer: Any) -> Tree:
    """What is left of a tree once a question has its answer."""
    if isinstance(found, Leaf):
        return found
    if found.key == key:
        return _branch(found, answer)
    branches = tuple((a, given(below, key, answer)) for a, below in found.branches)
    return (
        branches[0][1]
        if all(same(b, branches[0][1]) for _, b in branches)
        else replace(found, branches=branches)
    )


def _branch(split: Split, answer: Any) -> Tree:
    """The branch for an answer; for one that was not tried itself, the branch of the stretch it lies in."""
    exactly = [below for a, below in split.branches if a == answer and type(a) is type(answer)]
    if exactly:
        return exactly[0]
    lower = [
        below for a, below in split.branches if a is not None and answer is not None and a <= answer
    ]
    return lower[-1] if lower else split.branches[0][1]


# -- what to try next -----------------------------------------------------------------------------------------


def _next(top: Reason) -> Question | None:
    """The first question in the fixed order: named answers, then pairs, then days and amounts. None if there is none."""
    named = [q for leaf in top.reads if is_open(leaf.value) for q in _by_answer(leaf)]
    if named:
        return min(named, key=lambda q: q.key)
    atoms = list(_atoms(top))
    if any(atom is None for atom in atoms):
        return None
    whole = [atom for atom in atoms if atom is not None]
    pairs = [_pair(atom) for atom in whole if len(_open_paths(atom)) > 1]
    if any(pair is None for pair in pairs):
        return None
    if pairs:
        return min((pair for pair in pairs if pair is not None), key=lambda q: q.key)
    return _by_stretch(whole)


def _by_answer(leaf: Reason) -> Iterator[Question]:
    """A fact with few answers, tried by each."""
    kind = leaf.expr.type
    bare = kind.of if isinstance(kind, Optional) else kind
    if (
        bare == BOOL
        and not isinstance(leaf.value, Rows)
        and not (leaf.path or "").endswith(".complete")
    ):
        answers: tuple[Any, ...] = (False, True)
    elif isinstance(bare, Choice):
        answers = bare.options
    else:
        return
    yield _question(0, leaf, answers)


def _question(rank: int, leaf: Reason, answers: tuple[Any, ...]) -> Question:
    none = (None,) if isinstance(leaf.expr.type, Optional) else ()
    path = leaf.path or ""
    return Question(
        rank, path, frozenset({path}), (*answers, *none), not isinstance(leaf.expr, Read)
    )


def _open_paths(atom: Reason) -> frozenset[str]:
    return frozenset(r.path for r in atom.reads if r.path is not None and is_open(r.value))


def _atoms(top: Reason) -> Iterator[Reason | None]:
    """The open comparisons, each a Reason; None for something open that we cannot try."""
    if not is_open(top.value):
        return
    if isinstance(top.expr, Compare | OneOf | IsNone) and top.value is UNKNOWN:
        yield top if _simple(top) else None
    elif isinstance(top.expr, Known) or not top.because:
        yield None
    else:
        for part in top.because:
            yield from _atoms(part)


def _simple(atom: Reason) -> bool:
    """Whether the sides of a comparison are facts, moved or added to, and nothing that chooses between values."""
    sides = [part.expr for part in atom.because]
    if not all(isinstance(node, SIMPLE) for side in sides for node in _own(side)):
        return False
    return not any(isinstance(r.expr.type, RowsOf) or isinstance(r.value, Rows) for r in atom.reads)


def _own(side: Expr) -> Iterator[Expr]:
    """The nodes of one side that bear on its value, without the rows that only say where a field stands."""
    yield side
    if isinstance(side, Get):
        return
    for part in side.parts():
        yield from _own(part)


def _pair(atom: Reason) -> Question | None:
    """Two unknown things, tried by which comes first."""
    if not isinstance(atom.expr, Compare) or len(atom.because) != 2:
        return None
    name, _ = pair_name(atom.expr, atom.because[0], atom.because[1])
    ordered = isinstance(_bare(atom.expr.left), ORDERED)
    return Question(1, name, _open_paths(atom), (-1, 0, 1) if ordered else (0, 1), True)


def _bare(expr: Expr) -> Any:
    return expr.type.of if isinstance(expr.type, Optional) else expr.type


def _by_stretch(atoms: list[Reason]) -> Question | None:
    """The first fact by path, tried by one value of each stretch on which no comparison changes."""
    paths = sorted({path for atom in atoms for path in _open_paths(atom)})
    if not paths:
        return None
    about = [atom for atom in atoms if paths[0] in _open_paths(atom)]
    leaf = next(r for atom in about for r in atom.reads if r.path == paths[0])
    found: set[Any] = set()
    for atom in about:
        turning = _turning(atom, leaf)
        if turning is None:
            return None
        found |= turning
    return _question(2, leaf, _inside(found, leaf))


def _inside(found: set[Any], leaf: Reason) -> tuple[Any, ...]:
    """The values to try, kept within what is known of the fact."""
    if isinstance(_bare(leaf.expr), Text):
        return (*sorted(found), OTHER)
    lo, hi = bounds(leaf.value) if leaf.value is not UNKNOWN else (None, None)
    kept = {v for v in found if (lo is None or v >= lo) and (hi is None or v <= hi)}
    kept |= {end for end in (lo, hi) if end is not None}
    if not kept:
        kept = {date(2000, 1, 1) if isinstance(_bare(leaf.expr), Day) else 0}
    return tuple(sorted(kept))


def _turning(atom: Reason, leaf: Reason) -> set[Any] | None:
    """The values of a fact on either side of every place where this comparison changes; None if we cannot tell."""
    if isinstance(atom.expr, IsNone):
        return set()
    if isinstance(atom.expr, OneOf):
        options = {option for option in atom.expr.options if option is not None}
        return beside(options) if atom.because[0].path == leaf.path else None
    if isinstance(_bare(leaf.expr), Text):
        return {side.value for side in atom.because if side.path != leaf.path}
    places = turning_places(atom, leaf.path or "")
    return None if places is None else beside(places)
