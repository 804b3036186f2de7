"""The Merkle tree: what Certificate Transparency computes, and every proof up to 130 leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.seal import tree

# The reference inputs and results of Certificate Transparency's own test suites (RFC 6962 trees,
# which RFC 9162 keeps).
INPUTS = [
    bytes.fromhex(x)
    for x in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
INCLUSION = [
    (0, 1, []),
    (0, 2, [A]),
    (1, 2, [ROOTS[1]]),
    (2, 3, [ROOTS[2]]),
    (1, 5, [ROOTS[1], B, D]),
    (0, 8, [A, B, C]),
    (5, 8, [D, E, ROOTS[4]]),
]
CONSISTENCY = [(1, 1, []), (1, 8, [A, B, C]), (2, 5, [B, D]), (6, 8, [F, E, ROOTS[4]])]


def stored(leaves: Sequence[bytes]) -> tree.ReadNode:
    _, nodes = tree.grow(leaves)
    return lambda level, index: nodes[level, index]


def defined(leaves: Sequence[bytes]) -> bytes:
    """The root exactly as RFC 9162 section 2.1.1 defines it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + defined(leaves[:half]) + defined(leaves[half:])).digest()


CT = [tree.leaf_hash(data) for data in INPUTS]
LEAVES = [tree.leaf_hash(f"leaf {n}".encode()) for n in range(130)]


@pytest.mark.parametrize("size", range(9))
def test_roots_known_from_certificate_transparency(size: int) -> None:
    assert tree.root(CT[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_inclusion_proofs_known(index: int, size: int, path: list[str]) -> None:
    assert [h.hex() for h in tree.inclusion(index, size, stored(CT))] == path


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_consistency_proofs_known(old: int, new: int, path: list[str]) -> None:
    assert [h.hex() for h in tree.consistency(old, new, stored(CT))] == path


def test_every_way_to_a_root_gives_the_one_defined() -> None:
    read, frontier = stored(LEAVES), tree.Frontier()
    for size in range(131):
        expected = defined(LEAVES[:size])
        assert frontier.root() == tree.root(LEAVES[:size]) == expected
        assert tree.frontier_at(size, read) == frontier
        if size < 130:
            frontier, _ = tree.append(frontier, LEAVES[size])


def test_nodes_are_only_ever_added_and_each_once() -> None:
    kept: dict[tuple[int, int], bytes] = {}
    frontier = tree.Frontier()
    for leaf in LEAVES:
        frontier, nodes = tree.append(frontier, leaf)
        assert nodes[0] == (0, frontier.size - 1, leaf)
        assert not kept.keys() & {(level, index) for level, index, _ in nodes}
        kept.update({(level, index): node for level, index, node in nodes})
    assert len(kept) == 2 * 128 - 1 + 3  # two full trees, of 128 and of 2 leaves
    assert all(
        node == defined(LEAVES[index << level : (index + 1) << level])
        for (level, index), node in kept.items()
    )


def test_a_proof_reads_few_nodes() -> None:
    """At most two for each level, however large the docket is."""
    reads = 0

    def read(level: int, index: int) -> bytes:
        nonlocal reads
        reads += 1
        return sha256(f"{level} {index}".encode()).digest()

    size = 1_000_003
    tree.inclusion(777_777, size, read)
    assert reads <= 2 * size.bit_length()
    reads = 0
    tree.consistency(524_289, size, read)
    assert reads <= 2 * size.bit_length()
    reads = 0
    tree.frontier_at(size, read).root()
    assert reads == size.bit_count()


def damaged(path: Sequence[bytes], other: bytes) -> Iterator[tuple[bytes, ...]]:
    """A proof changed in every way that keeps its hashes hashes."""
    path = tuple(path)
    for at, node in enumerate(path):
        flipped = bytes([node[0] ^ 1]) + node[1:]
        yield (*path[:at], flipped, *path[at + 1 :])
        yield (*path[:at], *path[at + 1 :])
        if at and path[at - 1] != node:
            yield (*path[: at - 1], node, path[at - 1], *path[at + 1 :])
    yield (*path, other)
    yield (other, *path)


def test_every_inclusion_proof_up_to_130_leaves() -> None:
    read, other = stored(LEAVES), tree.leaf_hash(b"other")
    accepted = refused = 0
    for size in range(1, 131):
        root = tree.root(LEAVES[:size])
        for index in range(size):
            path, leaf = tree.inclusion(index, size, read), LEAVES[index]
            accepted += tree.includes(leaf, index, size, path, root)
            wrong = [
                *((leaf, index, size, bad, root) for bad in damaged(path, other)),
                (other, index, size, path, root),
                (leaf, index, size, path, other),
                *(
                    (leaf, place, size, path, root)
                    for place in (-1, 0, index - 1, index + 1, index ^ 1, size - 1, size)
                    if place != index
                ),
            ]
            found = [case for case in wrong if tree.includes(*case)]
            assert not found, (index, size, found[0])
            refused += len(wrong)
    assert accepted == 130 * 131 // 2
    assert refused > 200_000


def test_every_consistency_proof_up_to_130_leaves() -> None:
    read, other = stored(LEAVES), tree.leaf_hash(b"other")
    roots = [tree.root(LEAVES[:size]) for size in range(131)]
    accepted = refused = 0
    for new in range(1, 131):
        for old in range(1, new + 1):
            path = tree.consistency(old, new, read)
            accepted += tree.extends(old, new, roots[old], roots[new], path)
            wrong = [
                *((old, new, roots[old], roots[new], bad) for bad in damaged(path, other)),
                (old, new, other, roots[new], path),
                (old, new, roots[old], other, path),
                *(
                    (size, new, roots[old], roots[new], path)
                    for size in (0, old - 1, old + 1, new, new + 1)
                    if size != old
                ),
                (new + 1, new, roots[new], roots[new], ()),
            ]
            found = [case for case in wrong if tree.extends(*case)]
            assert not found, (old, new, found[0])
            refused += len(wrong)
    assert accepted == 130 * 131 // 2
    assert refused > 200_000


def test_every_docket_continues_the_empty_one() -> None:
    assert tree.extends(0, 0, tree.EMPTY, tree.EMPTY, ())
    assert tree.extends(0, 5, tree.EMPTY, LEAVES[0], ())
    assert not tree.extends(0, 5, LEAVES[1], LEAVES[0], ())
    assert not tree.extends(0, 5, tree.EMPTY, LEAVES[0], (LEAVES[1],))
    assert tree.consistency(0, 5, stored(LEAVES)) == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda read: tree.inclusion(3, 3, read),
        lambda read: tree.inclusion(-1, 3, read),
        lambda read: tree.inclusion(0, 0, read),
        lambda read: tree.consistency(4, 3, read),
        lambda read: tree.consistency(-1, 3, read),
    ],
)
def test_a_proof_of_what_is_not_there_is_a_mistake(
    ask: Callable[[tree.ReadNode], object],
) -> None:
    with pytest.raises(ValueError, match="leaves"):
        ask(stored(LEAVES))


def towards(index: int, level: int) -> bytes:
    """The node at `level` above leaf `index`, in a tree whose other nodes are made up."""
    node = sha256(b"the leaf").digest()
    for height in range(level):
        sibling = sha256(f"{height} {(index >> height) ^ 1}".encode()).digest()
        pair = (sibling, node) if index >> height & 1 else (node, sibling)
        node = tree.node_hash(*pair)
    return node


@given(st.integers(1, 2**40), st.integers(0))
def test_trees_too_large_to_build_prove_the_same_way(size: int, place: int) -> None:
    index = place % size

    def read(level: int, number: int) -> bytes:
        if number == index >> level:
            return towards(index, level)
        return sha256(f"{level} {number}".encode()).digest()

    root = tree.frontier_at(size, read).root()
    path = tree.inclusion(index, size, read)
    assert tree.includes(towards(index, 0), index, size, path, root)
    assert not tree.includes(towards(index, 0), index, size, path[1:], root) or size == 1
