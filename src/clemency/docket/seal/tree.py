"""The Merkle tree over all entries, as RFC 9162 section 2.1 defines it.

A store keeps the root of every full subtree under (level, index): level 0 holds the leaf hashes,
and node (l, i) covers the leaves from i * 2**l up to, not including, (i + 1) * 2**l. A full subtree
never changes again, so nodes are only ever added. From them an append, a root and a proof each take
a number of reads that grows with the logarithm of the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

Node = tuple[int, int, bytes]
"""Level, index, hash."""

ReadNode = Callable[[int, int], bytes]
"""The stored hash at (level, index)."""

EMPTY: Final = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry's bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that appending needs.

    size   how many leaves the tree has
    peaks  the roots of the full subtrees that make it up, largest first: one for each 1 in `size`
           written in binary
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def root(self) -> bytes:
        """The root of the whole tree."""
        return _fold(self.peaks) if self.peaks else EMPTY


def append(frontier: Frontier, leaf: bytes) -> tuple[Frontier, tuple[Node, ...]]:
    """The tree with one leaf hash more, and the nodes that this completed, the leaf first."""
    level, index, top = 0, frontier.size, leaf
    peaks, nodes = list(frontier.peaks), [(0, index, leaf)]
    while index & 1:
        level, index, top = level + 1, index >> 1, node_hash(peaks.pop(), top)
        nodes.append((level, index, top))
    return Frontier(frontier.size + 1, (*peaks, top)), tuple(nodes)


def frontier_at(size: int, read: ReadNode) -> Frontier:
    """The right edge as it was when the tree had `size` leaves."""
    return Frontier(size, tuple(_peaks(0, size, read)))


def grow(leaves: Iterable[bytes]) -> tuple[Frontier, dict[tuple[int, int], bytes]]:
    """A whole tree from its leaf hashes, and every node a store keeps of it."""
    frontier, kept = Frontier(), {}
    for leaf in leaves:
        frontier, nodes = append(frontier, leaf)
        kept.update({(level, index): node for level, index, node in nodes})
    return frontier, kept


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier, _ = append(frontier, leaf)
    return frontier.root()


def inclusion(index: int, size: int, read: ReadNode) -> tuple[bytes, ...]:
    """The proof that leaf `index` is in the tree of `size` leaves, nearest sibling first."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _left_part(end - begin)
        if index < middle:
            path.append(_span(middle, end, read))
            end = middle
        else:
            path.append(_span(begin, middle, read))
            begin = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, read: ReadNode) -> tuple[bytes, ...]:
    """The proof that the first `old` leaves of the tree of `new` leaves are unchanged."""
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {new} leaves has no earlier state with {old}.")
    if old in (0, new):
        return ()
    begin, end, path = 0, new, []
    while end != old:
        middle = begin + _left_part(end - begin)
        if old <= middle:
            path.append(_span(middle, end, read))
            end = middle
        else:
            path.append(_span(begin, middle, read))
            begin = middle
    if begin:  # otherwise the verifier holds this hash already: it is the old root
        path.append(_span(begin, end, read))
    return tuple(reversed(path))


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether `path` leads from leaf `index` to the root `expected` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, top = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            top = node_hash(sibling, top)
            here, last = _past_zeros(here, last)
        else:
            top = node_hash(top, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and top == expected


def extends(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree of `new` leaves only added to the one of `old` (RFC 9162 section 2.1.4.2).

    Every tree extends the empty one, which the RFC leaves out.
    """
    if not 0 < old < new:
        same = old == new and old_root == new_root
        return not path and (same or (old == 0 < new and old_root == EMPTY))
    if old & (old - 1) == 0:  # a full subtree: its root is where the path begins
        path = (old_root, *path)
    if not path:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            here, last = _past_zeros(here, last)
        else:
            now = node_hash(now, sibling)
        here, last = here >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root


def _past_zeros(here: int, last: int) -> tuple[int, int]:
    """Up to the level at which `here` is a right-hand child, or to the top."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _left_part(size: int) -> int:
    """How many leaves go left: the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _span(begin: int, end: int, read: ReadNode) -> bytes:
    """The root over the leaves from `begin` up to `end`, where `begin` starts a subtree."""
    return _fold(tuple(_peaks(begin, end, read)))


def _peaks(begin: int, end: int, read: ReadNode) -> Iterator[bytes]:
    for level in reversed(range((end - begin).bit_length())):
        if (end - begin) >> level & 1:
            yield read(level, begin >> level)
            begin += 1 << level


def _fold(peaks: Sequence[bytes]) -> bytes:
    *others, top = peaks
    for peak in reversed(others):
        top = node_hash(peak, top)
    return top
