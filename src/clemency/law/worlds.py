"""Possible worlds: what an expression can still come to, whatever the missing facts turn out to be.

Kleene's tables lose what two parts have in common: with the class of the offence unknown and
twenty-five years gone, "twenty years for class A, otherwise five" is open by the tables and settled
in every world. Here the missing facts are tried: yes-no and named answers by every answer; days,
amounts and texts by one value of each stretch on which nothing that reads them changes; and where
two missing things are compared with each other, by which comes first.

The result is a decision tree, reduced as it grows: a fact that cannot matter is not in it. It stays
within four bounds, each of which can only leave a verdict open: at most `LIMIT` worlds are tried; a
further row of an incomplete list may be anything; comparisons between missing things are judged
each on its own; and the limits that a pack sets to a number are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf
from typing import Any

from clemency.law.arithmetic import bounds
from clemency.law.expr import Aggregate, Compare, Expr, Get, Param, Read
from clemency.law.reason import ASSUMED, ORDER, Env, Reason, is_open, pair_name, prepared
from clemency.law.sharing import asks_what_is_known, may_agree
from clemency.law.trees import OTHER, Forest, Leaf, Tree
from clemency.law.turning import possible, turns
from clemency.law.types import BOOL, Choice, Day, Int, Money, Optional, RowsOf, Text, Type
from clemency.law.values import UNKNOWN, Verdict

LIMIT = 4096  # worlds tried before we say that we cannot tell
ORDERED = (Int, Money, Day)


@dataclass(frozen=True)
class Question:
    """Something to try: a fact by its path, or the order of two missing things.

    answers  the name of each answer, and the value to try for it
    place    where the answer goes: among the facts (""), over a row's fields, or over a comparison
    """

    key: str
    paths: frozenset[str]
    answers: tuple[tuple[Any, Any], ...]
    place: str = ""


class TooMany(Exception):
    """There are more worlds than we try; or none to try, since it is asked what is known."""


def exact(expr: Expr, env: Env) -> Verdict:
    """The verdict of a condition that the tables leave open: settled if every world agrees."""
    ends = worlds(expr, env)
    return ends[0].value is True if ends else UNKNOWN


def agreed(top: Reason, env: Env) -> Reason:
    """An open reason, settled where every world agrees. It then cites all that any world read."""
    ends = worlds(top.expr, env)
    if not ends:
        return top
    cited = {read.path: read for end in ends for read in end.reads}
    for read in top.reads:
        cited.pop(read.path, None)
    return Reason(top.expr, ends[0].value, (*top.because, *cited.values()))


def worlds(expr: Expr, env: Env) -> tuple[Reason, ...]:
    """What each world comes to where all of them agree; nothing where they do not."""
    if not may_agree(expr):
        return ()
    grower = _Grower(expr, hasty=True)
    try:
        found = grower.grow(env)
    except TooMany:
        return ()
    return tuple(grower.ends) if isinstance(found, Leaf) and found.settled else ()


@dataclass(frozen=True)
class Grown:
    """Everything that a condition can still come to.

    sure    every world in the tree is possible, none was left out, and no fact in it is idle
    forest  where the tree was made
    tried   how many worlds that took
    """

    tree: Tree
    sure: bool
    forest: Forest
    tried: int = 0


def grown(expr: Expr, env: Env, limit: int | None = None) -> Grown:
    """What the condition can still come to. Raises TooMany where that takes more than LIMIT worlds,
    or more than the limit given.
    """
    if asks_what_is_known(expr):
        raise TooMany
    grower = _Grower(expr, limit=LIMIT if limit is None else limit)
    found = grower.grow(env)
    return Grown(found, grower.sure(), grower.forest, grower.tried)


@dataclass
class _Grower:
    """Grows one tree. `hasty`: stops as soon as two worlds differ, and looks at every world."""

    expr: Expr
    hasty: bool = False
    limit: int = field(default_factory=lambda: LIMIT)
    tried: int = 0
    ends: list[Reason] = field(default_factory=list)  # what each world came to
    forest: Forest = field(default_factory=Forest)
    done: dict[Any, Tree] = field(default_factory=dict)  # by what was left open
    asked: dict[str, Question] = field(default_factory=dict)
    passed_over: set[str] = field(default_factory=set)  # facts that had to wait for others
    doubts: bool = False  # whether some world was tried that may not be possible, or was left open

    def grow(self, env: Env) -> Tree:
        """The tree below this world. Raises TooMany."""
        self.tried += 1
        if self.tried > self.limit:
            raise TooMany
        top = prepared(self.expr)(env)
        if not is_open(top.value):
            self.ends.append(top)
            return self.forest.leaf(top.value is True)
        if self.hasty:
            return self._below(env, top)
        left = (_left_open(top), frozenset(env.get(ORDER, {}).items()))
        if left not in self.done:
            self.done[left] = self._below(env, top)
        return self.done[left]

    def _below(self, env: Env, top: Reason) -> Tree:
        question = self._next(top)
        if question is None:
            self.doubts = self.doubts or bool(top.missing)
            return self.forest.leaf(UNKNOWN, frozenset(top.missing))
        self.asked[question.key] = question
        branches: list[tuple[Any, Tree]] = []
        for name, value in question.answers:
            below = self.grow(_with(env, question, value))
            open_ = isinstance(below, Leaf) and not below.settled
            if self.hasty and (open_ or (branches and below is not branches[0][1])):
                return self.forest.leaf(UNKNOWN)
            branches.append((name, below))
        return self.forest.split(question.key, question.paths, branches)

    def sure(self) -> bool:
        """Whether every world tried is possible, no world was left out, and the tree is reduced."""
        orders = [question for question in self.asked.values() if question.place == ORDER]
        apart = all(
            one.paths.isdisjoint(other.paths)
            for one in orders
            for other in self.asked.values()
            if one is not other
        )
        return apart and not self.doubts and self.passed_over.isdisjoint(self.asked)

    def _next(self, top: Reason) -> Question | None:
        """The next question: named answers first, then stretches, then orders; each by name."""
        bearing = tuple(_bearing(top))
        facts = sorted(_facts(bearing).items())
        for path, leaf in facts:
            if answers := _answers(leaf):
                return _about(path, leaf, answers)
        for path, leaf in facts:
            if answers := _stretches(path, leaf, bearing):
                return _about(path, leaf, answers)
            self.passed_over.add(path)
        compared = (one for one in bearing if isinstance(one.expr, Compare) and _can_turn(one))
        innermost = min(
            compared, key=lambda one: (one.expr.levels(), _order(one).key), default=None
        )
        if innermost is None:
            return None
        self.doubts = self.doubts or not _plain(innermost)
        return _order(innermost)


def _left_open(one: Reason) -> Any:
    """What is left open below a reason: where it is the same, the same can still come of it."""
    if not is_open(one.value):
        return one.value
    parts: Iterable[Reason] = one.because
    if isinstance(one.expr, Aggregate) and one.expr.kind == "count":
        parts = (part for part in parts if is_open(part.value))  # the others are in the value
    return (id(one.expr), one.path, one.value, *map(_left_open, parts))


def _with(env: Env, question: Question, answer: Any) -> Env:
    """The world in which a question has this answer."""
    if not question.place:
        return {**env, question.key: answer}
    return {**env, question.place: {**env.get(question.place, {}), question.key: answer}}


# -- what can be tried ---------------------------------------------------------------------------


def _bearing(top: Reason) -> Iterator[Reason]:
    """Every open reason that bears on an open one. No other can ever come to bear on it."""
    if is_open(top.value):
        yield top
        for part in top.because:
            yield from _bearing(part)


def _facts(bearing: Iterable[Reason]) -> dict[str, Reason]:
    """The missing facts, lists aside, by path: read where they may be none, if they may."""
    found: dict[str, Reason] = {}
    for one in bearing:
        listed = isinstance(one.expr, Get) and isinstance(one.expr.of.type, RowsOf)
        if one.path is None or listed:
            continue
        if one.path not in found or isinstance(one.expr.type, Optional):
            found[one.path] = one
    return found


def _about(path: str, leaf: Reason, answers: Sequence[tuple[Any, Any]]) -> Question:
    """The question what a fact is. A fact of which bounds are known is not none."""
    may_be_none = isinstance(leaf.expr.type, Optional) and leaf.value is UNKNOWN
    whole = (*answers, (None, None)) if may_be_none else tuple(answers)
    return Question(path, frozenset({path}), whole, "" if isinstance(leaf.expr, Read) else ASSUMED)


def _bare(type_: Type) -> Type:
    return type_.of if isinstance(type_, Optional) else type_


def _answers(leaf: Reason) -> list[tuple[Any, Any]]:
    """The answers of a fact that has few; nothing for a day, an amount or a text."""
    kind = _bare(leaf.expr.type)
    if kind == BOOL:
        return [(False, False), (True, True)]
    return [(option, option) for option in kind.options] if isinstance(kind, Choice) else []


def _stretches(path: str, leaf: Reason, bearing: Iterable[Reason]) -> list[tuple[Any, Any]]:
    """One value of each stretch of a fact on which nothing changes; nothing if we cannot tell."""
    found: set[Any] = set()
    for one in bearing:
        turning = turns(one, path, possible)
        if turning is None:
            return []
        found |= turning
    kind = _bare(leaf.expr.type)
    if isinstance(kind, Text):
        return [(word, word) for word in (*sorted(found), OTHER)]
    lo, hi = (None, None) if leaf.value is UNKNOWN else bounds(leaf.value)
    least: Any = date.min if isinstance(kind, Day) else -inf
    start = least if lo is None else lo
    inside = sorted(v for v in found if v > start and (hi is None or v <= hi))
    return [(start, _below(lo, hi, inside, kind)), *((v, v) for v in inside)]


def _below(lo: Any, hi: Any, inside: list[Any], kind: Type) -> Any:
    """A value of the first stretch."""
    if lo is not None:
        return lo
    if inside:
        return inside[0] - (timedelta(days=1) if isinstance(kind, Day) else 1)
    if hi is not None:
        return hi
    return date(2000, 1, 1) if isinstance(kind, Day) else 0


def _can_turn(one: Reason) -> bool:
    """Whether facts alone leave a comparison open: no fact tells what a figure was that the law
    does not know yet.
    """
    bearing = tuple(_bearing(one))
    figures = (below for below in bearing if isinstance(below.expr, Param))
    unknown = any(not any(is_open(on.value) for on in figure.because) for figure in figures)
    return bool(_missed(one)) and not unknown


def _missed(one: Reason) -> frozenset[str]:
    """Paths of the facts that leave a reason open."""
    return frozenset(below.path for below in _bearing(one) if below.path is not None)


def _order(one: Reason) -> Question:
    """The question which of two things comes first."""
    assert isinstance(one.expr, Compare)
    a, b = one.because
    name, _ = pair_name(one.expr, a, b)
    ordered = isinstance(_bare(one.expr.left.type), ORDERED)
    signs = (0,) if a == b else (-1, 0, 1) if ordered else (0, 1)
    return Question(name, _missed(one), tuple((s, s) for s in signs), ORDER)


def _plain(one: Reason) -> bool:
    """Whether two things compared are facts of which nothing is known: any order is possible."""
    return all(
        side.value is UNKNOWN and side.path is not None and not isinstance(side.expr.type, Optional)
        for side in one.because
    )
