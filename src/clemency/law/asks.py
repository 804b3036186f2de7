"""Which missing facts could still matter: the most decisive first, and none that cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clemency.law.expr import Expr
from clemency.law.reason import Env, prepared
from clemency.law.trees import Leaf, Split, Tree, walk
from clemency.law.worlds import Grown, TooMany, grown

MOST = 4000
"""Steps taken to tell what the facts would settle: worlds tried, times the parts of the condition.
Beyond, it is said that the answer is not exact: a person waits for the next question."""


@dataclass(frozen=True)
class Asks:
    """Paths of facts to be asked for, most decisive first.

    exact   every path could change the verdict and no other missing fact could. Otherwise no other
            fact could either, but perhaps not every path can: a list may have further rows, there
            are more worlds than we try, or missing facts are compared with each other.
    """

    paths: tuple[str, ...]
    exact: bool = True


@dataclass(frozen=True)
class Weights:
    """For each missing fact that matters, the share of its answers that would settle the condition.

    In reading order. exact: as in Asks; steps: how many it took to say so.
    """

    of: Mapping[str, float]
    exact: bool = True
    steps: int = 0


def asks_of(exprs: Sequence[Expr], env: Env) -> Asks:
    """The facts that could settle conditions that are open; what settles several comes first."""
    merged: dict[str, float] = {}
    exact = True
    for expr in exprs:
        found = weights_of(expr, env)
        exact = exact and found.exact
        for path, weight in found.of.items():
            merged[path] = merged.get(path, 0.0) + weight
    order = {path: place for place, path in enumerate(merged)}
    paths = sorted(merged, key=lambda path: (-merged[path], order[path]))
    return Asks(tuple(paths), exact)


def weights_of(expr: Expr, env: Env, most: int | None = None) -> Weights:
    """What each missing fact could do to settle one condition; told in so many steps, if given."""
    top = prepared(expr)(env)
    missing = top.missing
    if not missing:
        return Weights({})
    size = sum(1 for _ in top.walk())
    limit = None if most is None else most // size
    try:
        found = grown(expr, env, limit)
    except TooMany:
        return Weights(dict.fromkeys(missing, 0.0), exact=False, steps=most or 0)
    weights = _weights(found)
    told = {path: weights[path] for path in missing if path in weights}
    return Weights(told, found.sure, found.tried * size)


def _weights(found: Grown) -> dict[str, float]:
    """For each fact in the tree, the share of answers to a question about it that settle all."""
    best: dict[str, float] = {}
    for split in _splits(found.tree):
        after = [found.forest.given(found.tree, split.key, name) for name, _ in split.branches]
        settled = sum(isinstance(left, Leaf) and left.settled for left in after)
        for path in split.paths:
            best[path] = max(best.get(path, 0.0), settled / len(split.branches))
    for part in walk(found.tree):
        for path in part.missing if isinstance(part, Leaf) else ():
            best.setdefault(path, 0.0)
    return best


def _splits(tree: Tree) -> list[Split]:
    """The questions in a tree, each once: where most answers are told apart."""
    most: dict[str, Split] = {}
    for part in walk(tree):
        if isinstance(part, Split):
            known = most.get(part.key)
            if known is None or len(known.branches) < len(part.branches):
                most[part.key] = part
    return list(most.values())
