"""Which missing facts could still matter: the most decisive first, and none that cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clemency.law.expr import Expr
from clemency.law.reason import Env, prepared
from clemency.law.values import UNKNOWN
from clemency.law.worlds import Leaf, Split, TooMany, Tree, given, tree


@dataclass(frozen=True)
class Asks:
    """Paths of facts to be asked for, most decisive first.

    exact   every path could change the verdict and no other missing fact could. Otherwise no other
            fact could either, but perhaps not every path can: a list may have further rows, there
            are more worlds than we try, or missing facts are compared with each other.
    """

    paths: tuple[str, ...]
    exact: bool = True


def asks_of(exprs: Sequence[Expr], env: Env) -> Asks:
    """The facts that could settle conditions that are open; what settles several comes first."""
    merged: dict[str, float] = {}
    exact = True
    for expr in exprs:
        found, sure = _of_one(expr, env)
        exact = exact and sure
        for path, weight in found.items():
            merged[path] = merged.get(path, 0.0) + weight
    order = {path: place for place, path in enumerate(merged)}
    paths = sorted(merged, key=lambda path: (-merged[path], order[path]))
    return Asks(tuple(paths), exact)


def _of_one(expr: Expr, env: Env) -> tuple[dict[str, float], bool]:
    """The facts that could settle one condition, each with the share of its answers that would.

    In reading order. And whether that is certain.
    """
    missing = prepared(expr)(env).missing
    if not missing:
        return {}, True
    try:
        grown, sure = tree(expr, env)
    except TooMany:
        return dict.fromkeys(missing, 0.0), False
    weights = _weights(grown)
    return {path: weights[path] for path in missing if path in weights}, sure


def _weights(grown: Tree) -> dict[str, float]:
    best: dict[str, float] = {}
    for split in _splits(grown):
        settled = sum(_settled(given(grown, split.key, answer)) for answer, _ in split.branches)
        for path in split.paths:
            best[path] = max(best.get(path, 0.0), settled / len(split.branches))
    for path in _left(grown):
        best.setdefault(path, 0.0)
    return best


def _splits(grown: Tree) -> list[Split]:
    """The questions in a tree, each once, with all the answers that any place tells apart."""
    seen: dict[str, Split] = {}
    for node in _walk(grown):
        if isinstance(node, Split):
            known = seen.get(node.key)
            if known is None or len(known.branches) < len(node.branches):
                seen[node.key] = node
    return list(seen.values())


def _left(grown: Tree) -> set[str]:
    """The lists, and other facts that cannot be tried, which leave some world open."""
    return {path for node in _walk(grown) if isinstance(node, Leaf) for path in node.lists}


def _walk(grown: Tree) -> Iterator[Tree]:
    yield grown
    if isinstance(grown, Split):
        for _, below in grown.branches:
            yield from _walk(below)


def _settled(grown: Tree) -> bool:
    return isinstance(grown, Leaf) and grown.verdict is not UNKNOWN
