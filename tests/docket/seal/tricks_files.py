"""Tricks with the files beside the entries, and with the proofs of one matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from clemency.docket.seal import tree
from clemency.docket.seal.export import line_leaf, withheld
from tests.docket.seal.dockets import (
    MATTERS,
    Files,
    checkpoint_of,
    edited,
    lines_of,
    listed,
    of_matter,
    with_lines,
)
from tests.docket.seal.tricks import (
    LINES,
    MATTER,
    ONE,
    WHOLE,
    Operator,
    each,
    field,
    gone,
    order,
    part,
)

# --- the other files of a whole docket ------------------------------------------------------------


def checkpoint(**fields: Any) -> Operator:
    real = checkpoint_of(LINES)
    return lambda files: {**files, "checkpoint.txt": replace(real, **fields).text()}


def leaves(change: Callable[[list[bytes]], list[bytes]]) -> Operator:
    return part("leaves.txt", lambda data: b"".join(change(data.splitlines(keepends=True))))


def openings(change: Callable[[list[dict[str, Any]]], Any]) -> Operator:
    def inner(value: dict[str, Any]) -> None:
        change(value["openings"])

    return lambda files: edited(files, "openings.json", inner)


def exchange_texts(found: list[dict[str, Any]]) -> None:
    found[0]["text"], found[1]["text"] = found[1]["text"], found[0]["text"]


def sized(size: str) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(b"\n14\n", f"\n{size}\n".encode())


def one_more(files: Files) -> Files:
    """An entry added at the end that the checkpoint does not count, with its leaf hash."""
    added = with_lines(files, [*lines_of(files), LINES[0]])
    first = files["leaves.txt"].splitlines(keepends=True)[0]
    return {**added, "leaves.txt": files["leaves.txt"] + first}


OTHER_FILES: list[tuple[str, Operator]] = [
    ("checkpoint: one entry more", checkpoint(size=15)),
    ("checkpoint: one entry less", checkpoint(size=13)),
    ("checkpoint: no entry", checkpoint(size=0)),
    ("checkpoint: another root", checkpoint(root=bytes(32))),
    ("checkpoint: another docket", checkpoint(origin="office.example/other")),
    ("checkpoint: a zero before the size", part("checkpoint.txt", sized("014"))),
    ("checkpoint: a sign before the size", part("checkpoint.txt", sized("+14"))),
    ("checkpoint: a look-alike size", part("checkpoint.txt", sized("١٤"))),
    ("checkpoint: a line added", part("checkpoint.txt", lambda x: x + b"more\n")),
    ("checkpoint: a line missing", part("checkpoint.txt", lambda x: x.split(b"\n", 1)[1])),
    ("checkpoint: cut", part("checkpoint.txt", lambda x: x[:-1])),
    ("checkpoint: empty", part("checkpoint.txt", lambda x: b"")),
    ("checkpoint: gone", gone("checkpoint.txt")),
    ("opening: another text", openings(lambda x: x[0].update(text="other"))),
    ("opening: text cut", openings(lambda x: x[0].update(text=x[0]["text"][:-1]))),
    ("opening: another salt", openings(lambda x: x[0].update(salt="0" * 64))),
    ("opening: a short salt", openings(lambda x: x[0].update(salt="0" * 62))),
    ("opening: another domain", openings(lambda x: x[0].update(domain="Opinion.word"))),
    ("opening: an empty domain", openings(lambda x: x[0].update(domain=""))),
    ("opening: another entry", openings(lambda x: x[0].update(seq=6))),
    ("opening: an entry that is withheld", openings(lambda x: x[0].update(seq=9))),
    ("opening: an entry that is not there", openings(lambda x: x[0].update(seq=99))),
    ("opening: another place", openings(lambda x: x[0].update(at="/nonce"))),
    ("opening: no such place", openings(lambda x: x[0].update(at="/body/rows/7/text"))),
    ("opening: texts exchanged", openings(exchange_texts)),
    ("opening: no text", openings(lambda x: x[0].pop("text"))),
    ("opening: text and salt as numbers", openings(lambda x: x[0].update(text=1, salt=2))),
    ("openings: another version", lambda f: edited(f, "openings.json", lambda v: v.update(v=2))),
    ("openings: not canonical", part("openings.json", lambda x: x.replace(b",", b", "))),
    ("openings: cut", part("openings.json", lambda x: x[:-9])),
]  # fmt: skip
each(WHOLE, OTHER_FILES)
each(ONE, [(f"{name}, of one matter", change) for name, change in OTHER_FILES])
each(
    WHOLE,
    [
        ("leaves: one changed", leaves(lambda x: [b"0" * 64 + b"\n", *x[1:]])),
        ("leaves: two swapped", leaves(lambda x: [x[1], x[0], *x[2:]])),
        ("leaves: the last dropped", leaves(lambda x: x[:-1])),
        ("leaves: one added", leaves(lambda x: [*x, x[0]])),
        ("leaves: all dropped", leaves(lambda x: [])),
        ("leaves: capital digits", leaves(lambda x: [x[0].upper(), *x[1:]])),
        ("leaves: cut", part("leaves.txt", lambda x: x[:-1])),
        ("leaves: gone", gone("leaves.txt")),
        ("a line and its leaf dropped", lambda f: listed(order(lambda x: x[:-1])(f))),
        ("a line and a leaf added", one_more),
        ("no entries at all, and no leaves", lambda f: listed(with_lines(f, []))),
    ],
)  # fmt: skip


# --- one matter, with proofs ----------------------------------------------------------------------


def proofs(change: Callable[[dict[str, Any]], Any]) -> Operator:
    return lambda files: edited(files, "proofs.json", change)


def proof(number: int, change: Callable[[dict[str, Any]], Any]) -> Operator:
    return proofs(lambda v: change(v["entries"][number]))


def both(change: Callable[[list[Any]], list[Any]]) -> Operator:
    """The same done to the lines and to their proofs."""

    def inner(files: Files) -> Files:
        files = with_lines(files, change(lines_of(files)))
        return proofs(lambda v: v.update(entries=change(v["entries"])))(files)

    return inner


def exchange_proofs(value: dict[str, Any]) -> None:
    one, two = value["entries"][1], value["entries"][2]
    one["path"], two["path"] = two["path"], one["path"]


def of_place(seq: int) -> dict[str, Any]:
    """The honest proof for any entry of the docket."""
    everything = of_matter(LINES, MATTERS[seq % 3])
    found = json.loads(everything["proofs.json"])["entries"]
    return next(p for p in found if p["seq"] == seq)


def another_withheld(files: Files, number: int, seq: int) -> Files:
    """In place of entry `number` of the matter, some other entry of the docket, withheld."""
    lines = lines_of(files)
    lines[number] = withheld(tree.leaf_hash(LINES[seq]))
    files = with_lines(files, lines)
    return proofs(lambda v: v["entries"].__setitem__(number, of_place(seq)))(files)


def changed_with_its_leaf(files: Files) -> Files:
    changed = field("office", "board", number=2)(files)
    leaf = line_leaf(lines_of(changed)[2]).hex()
    return proof(2, lambda p: p.update(leaf=leaf))(changed)


def a_line_of_another_matter(files: Files) -> Files:
    files = with_lines(files, [*lines_of(files), LINES[13]])
    return proofs(lambda v: v["entries"].append(of_place(13)))(files)


TAIL = of_matter(LINES, MATTER, (9, 12))  # no entry shown after the withheld ones
each(
    TAIL,
    [("the last two, withheld, swapped with their proofs", both(lambda x: [*x[:3], x[4], x[3]]))],
)
each(
    ONE,
    [
        ("proofs of two entries exchanged", proofs(exchange_proofs)),
        ("a hash of a proof changed", proof(1, lambda p: p["path"].__setitem__(0, "0" * 64))),
        ("a hash of a proof missing", proof(1, lambda p: p["path"].pop())),
        ("a hash added to a proof", proof(1, lambda p: p["path"].append("0" * 64))),
        ("hashes of a proof reversed", proof(1, lambda p: p["path"].reverse())),
        ("a proof for another place", proof(1, lambda p: p.update(seq=4))),
        ("a proof for no place", proof(1, lambda p: p.update(seq=-1))),
        ("a proof for a place beyond the end", proof(1, lambda p: p.update(seq=14))),
        ("a proof of another leaf", proof(1, lambda p: p.update(leaf="0" * 64))),
        ("a proof without its path", proof(1, lambda p: p.pop("path"))),
        ("a proof without its place", proof(1, lambda p: p.pop("seq"))),
        ("a proof missing", proofs(lambda v: v["entries"].pop())),
        ("a proof too many", proofs(lambda v: v["entries"].append(v["entries"][-1]))),
        ("all proofs missing", proofs(lambda v: v["entries"].clear())),
        ("proofs for another size", proofs(lambda v: v.update(size=13))),
        ("proofs of another version", proofs(lambda v: v.update(v=2))),
        ("proofs said to be of another matter", proofs(lambda v: v.update(matter=MATTERS[1]))),
        ("proofs not canonical", part("proofs.json", lambda x: x.replace(b",", b", "))),
        ("proofs cut", part("proofs.json", lambda x: x[:-1])),
        ("proofs a list", part("proofs.json", lambda x: b"[]\n")),
        ("proofs gone", gone("proofs.json")),
        ("the last line dropped, its proof kept", order(lambda x: x[:-1])),
        ("the first entry dropped with its proof", both(lambda x: x[1:])),
        ("an entry dropped with its proof", both(lambda x: [*x[:2], *x[3:]])),
        ("the withheld entry dropped with its proof", both(lambda x: [*x[:3], *x[4:]])),
        ("an entry doubled with its proof", both(lambda x: [*x[:2], *x[1:]])),
        ("the withheld entry doubled with its proof", both(lambda x: [*x[:4], *x[3:]])),
        ("entries swapped with their proofs", both(lambda x: [x[1], x[0], *x[2:]])),
        ("entries reversed with their proofs", both(lambda x: x[::-1])),
        ("an entry of another matter, proved", a_line_of_another_matter),
        ("another entry in place of the withheld one", lambda f: another_withheld(f, 3, 8)),
        ("another entry, withheld, in place of a shown one", lambda f: another_withheld(f, 1, 2)),
        ("an entry changed", field("office", "board", number=2)),
        ("an entry changed, with its leaf", changed_with_its_leaf),
    ],
)  # fmt: skip
