"""Decision trees over missing facts, each made once: equal trees are one and the same object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.law.values import UNKNOWN, Verdict

OTHER = "\0another"  # the name of the answer "any text that nothing is compared with"


@dataclass(frozen=True, eq=False)
class Leaf:
    """The end of a branch: a verdict, and the facts that leave it open."""

    verdict: Verdict
    missing: frozenset[str] = frozenset()

    @property
    def settled(self) -> bool:
        return self.verdict is not UNKNOWN


@dataclass(frozen=True, eq=False)
class Split:
    """A question: its name, the facts it is about, and what follows each answer.

    A stretch of days or amounts is named by its first value.
    """

    key: str
    paths: frozenset[str]
    branches: tuple[tuple[Any, Tree], ...]


Tree = Leaf | Split
Branches = Sequence[tuple[Any, Tree]]


@dataclass
class Forest:
    """Makes trees without what makes no difference: no fact is in one that cannot matter there."""

    made: dict[Any, Tree] = field(default_factory=dict)

    def leaf(self, verdict: Verdict, missing: frozenset[str] = frozenset()) -> Tree:
        """The end of a branch."""
        return self.made.setdefault((verdict, missing), Leaf(verdict, missing))

    def split(self, key: str, paths: frozenset[str], branches: Branches) -> Tree:
        """A split, or what follows every answer if that is the same."""
        kept = _telling(branches)
        if all(below is kept[0][1] for _, below in kept):
            return kept[0][1]
        same = (key, *((name, id(below)) for name, below in kept))
        return self.made.setdefault(same, Split(key, paths, kept))

    def given(self, tree: Tree, key: str, answer: Any) -> Tree:
        """What is left of a tree once a question has its answer."""
        done: dict[int, Tree] = {}

        def below(part: Tree) -> Tree:
            if isinstance(part, Leaf):
                return part
            if part.key == key:
                return _branch(part, answer)
            if id(part) not in done:
                branches = [(name, below(inner)) for name, inner in part.branches]
                done[id(part)] = self.split(part.key, part.paths, branches)
            return done[id(part)]

        return below(tree)


def _telling(branches: Branches) -> tuple[tuple[Any, Tree], ...]:
    """The branches without stretches that go on like the one before, or like any other text."""
    others = [below for name, below in branches if name == OTHER]
    kept: list[tuple[Any, Tree]] = []
    for name, below in branches:
        stretch = isinstance(name, int | float | date) and not isinstance(name, bool)
        if stretch and kept and kept[-1][1] is below:
            continue
        if name in (OTHER, None) or below not in others:
            kept.append((name, below))
    return tuple(kept)


def _branch(split: Split, answer: Any) -> Tree:
    """The branch for an answer: its own, that of the stretch it lies in, or that of any other."""
    for name, below in split.branches:
        if name == answer and type(name) is type(answer):
            return below
    if isinstance(answer, str):
        return next(below for name, below in split.branches if name == OTHER)
    return [below for name, below in split.branches if name is not None and name <= answer][-1]


def walk(tree: Tree) -> Iterator[Tree]:
    """Every part of a tree, each once."""
    seen, left = set(), [tree]
    while left:
        part = left.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, Split):
            left.extend(below for _, below in reversed(part.branches))
