"""Which missing facts could still matter: the most decisive first, and none that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clemency.law.expr import Expr
from clemency.law.reason import Env, prepared
from clemency.law.values import UNKNOWN
from clemency.law.worlds import Leaf, Split, TooMany, Tree, given, tree


@dataclass(frozen=True)
class Asks:
    """Paths of facts to be asked for, most decisive first.

    exact   every path could change the verdict and no other missing fact could. Where there are more worlds than
            we try, it is False, and the list holds every fact that was missed, in reading order.
    """

    paths: tuple[str, ...]
    exact: bool = True


def asks_of(exprs: Sequence[Expr], env: Env) -> Asks:
    """The facts that could settle conditions that are open. Conditions earlier in the list weigh more."""
    merged: dict[str, float] = {}
    exact = True
    for expr in exprs:
        found, known_all = _of_one(expr, env)
        exact = exact and known_all
        for path, weight in found.items():
            merged[path] = merged.get(path, 0.0) + weight
    order = {path: place for place, path in enumerate(merged)}
    paths = sorted(merged, key=lambda path: (-merged[path], order[path]))
    return Asks(tuple(paths), exact)


def _of_one(expr: Expr, env: Env) -> tuple[dict[str, float], bool]:
    """The facts that could settle one condition, each with the share of its answers that would."""
    top = prepared(expr)(env)
    missing = tuple(path for path in top.missing if not path.startswith("parameter:"))
    if not missing:
        return {}, True
    try:
        grown = tree(expr, env)
    except TooMany:
        return dict.fromkeys(missing, 0.0), False
    weights = {path: weight for path, weight in _weights(grown)}
    ordered = [path for path in missing if path in weights]
    return {
        path: weights[path] for path in (*ordered, *(p for p in weights if p not in ordered))
    }, True


def _weights(grown: Tree) -> Iterable[tuple[str, float]]:
    best: dict[str, float] = {}
    for split in _splits(grown):
        settled = sum(_settled(given(grown, split.key, answer)) for answer, _ in split.branches)
        for path in sorted(split.paths):
            best[path] = max(best.get(path, 0.0), settled / len(split.branches))
    for path in sorted(_lists(grown)):
        best.setdefault(path, 0.0)
    return best.items()


def _splits(grown: Tree) -> Iterable[Split]:
    """The questions in a tree, each once."""
    seen: dict[str, Split] = {}
    stack = [grown]
    while stack:
        node = stack.pop()
        if isinstance(node, Split):
            seen.setdefault(node.key, node)
            stack.extend(below for _, below in reversed(node.branches))
    return seen.values()


def _lists(grown: Tree) -> set[str]:
    """The lists, and other facts that cannot be tried, which leave some world open."""
    if isinstance(grown, Leaf):
        return set(grown.lists)
    return set().union(*(_lists(below) for _, below in grown.branches))


def _settled(grown: Tree) -> bool:
    return isinstance(grown, Leaf) and grown.verdict is not UNKNOWN
