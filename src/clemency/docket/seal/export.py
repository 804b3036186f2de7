"""The files of an export: what a reader gets who wants to check the docket without us.

    entries.jsonl    the entries, one per line, in order: the canonical bytes, or for a withheld one
                     {"withheld":"<leaf hash>"}
    checkpoint.txt   the root over the whole docket at the moment of the export
    leaves.txt       whole docket: every leaf hash, one per line
    proofs.json      one matter: for each entry its place, its leaf hash and its inclusion proof
    openings.json    salts and texts of what this reader may see; only if there are any

An export has either leaves.txt or proofs.json. `docs/reference/docket-format.md` gives every byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from clemency.docket.seal import tree
from clemency.docket.seal.canonical import NotCanonical, decode, encode, text_fault
from clemency.docket.seal.checkpoint import Checkpoint, NotACheckpoint, checkpoint_from

ENTRIES: Final = "entries.jsonl"
CHECKPOINT: Final = "checkpoint.txt"
LEAVES: Final = "leaves.txt"
PROOFS: Final = "proofs.json"
OPENINGS: Final = "openings.json"
VERSION: Final = 1
"""Version of proofs.json and openings.json."""

_WITHHELD = re.compile(rb'\{"withheld":"([0-9a-f]{64})"\}')
_LEAVES = re.compile(rb"(?:[0-9a-f]{64}\n)*")


class NotAnExport(ValueError):
    """A file of the export is missing or cannot be read at all; nothing was verified."""

    def __init__(self, file: str, says: str) -> None:
        self.file, self.says = file, says
        super().__init__(f"{file}: {says} Ask for the export again.")


@dataclass(frozen=True, slots=True)
class Opening:
    """One sealed item, laid open: with it the reader checks a commitment.

    seq     the entry's place in the docket
    at      where in the entry the commitment stands, as an RFC 6901 pointer: "/commits/words"
    domain  salt  plaintext   as they were committed to
    """

    seq: int
    at: str
    domain: str
    salt: bytes
    plaintext: bytes


@dataclass(frozen=True, slots=True)
class Proof:
    """That the entry with this leaf hash is number `seq` of the docket."""

    seq: int
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Proofs:
    """The proofs for one matter, against one checkpoint.

    entries      one for each line, in order
    consistency  by size of an earlier checkpoint, the proof that the docket only grew since
    """

    matter: str
    entries: tuple[Proof, ...]
    consistency: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """An export as read, its files in their form but nothing in them checked.

    Exactly one of `leaves` (whole docket) and `proofs` (one matter) is there.
    """

    lines: tuple[bytes, ...]
    checkpoint: Checkpoint
    leaves: tuple[bytes, ...] | None
    proofs: Proofs | None
    openings: tuple[Opening, ...]


def withheld(leaf: bytes) -> bytes:
    """The line that stands for an entry which this reader may not see."""
    return b'{"withheld":"' + leaf.hex().encode() + b'"}'


def withheld_leaf(line: bytes) -> bytes | None:
    """The leaf hash in a line that stands for a withheld entry; None for any other line."""
    found = _WITHHELD.fullmatch(line)
    return bytes.fromhex(found[1].decode()) if found else None


def line_leaf(line: bytes) -> bytes:
    """The leaf hash of the entry that a line holds or stands for."""
    return withheld_leaf(line) or tree.leaf_hash(line)


def prove(
    checkpoint: Checkpoint,
    matter: str,
    entries: Iterable[tuple[int, bytes]],
    read: tree.ReadNode,
    earlier: Iterable[int] = (),
) -> Proofs:
    """The proofs for one matter.

    entries  place in the docket and leaf hash of each, in order
    read     the stored tree
    earlier  sizes of checkpoints that readers already hold
    """
    size = checkpoint.size
    return Proofs(
        matter,
        tuple(Proof(seq, leaf, tree.inclusion(seq, size, read)) for seq, leaf in entries),
        {old: tree.consistency(old, size, read) for old in sorted(set(earlier))},
    )


def export_files(
    checkpoint: Checkpoint,
    lines: Sequence[bytes],
    *,
    proofs: Proofs | None = None,
    openings: Sequence[Opening] = (),
) -> dict[str, bytes]:
    """The files of an export by name: of one matter with `proofs`, of the whole docket without.

    lines  the stored bytes of each entry, or `withheld(leaf)`
    """
    files = {ENTRIES: b"".join(line + b"\n" for line in lines), CHECKPOINT: checkpoint.text()}
    if proofs is None:
        files[LEAVES] = b"".join(line_leaf(line).hex().encode() + b"\n" for line in lines)
    else:
        files[PROOFS] = encode(_proofs_plain(proofs, checkpoint.size), cap=None) + b"\n"
    if openings:
        plain = {"v": VERSION, "openings": [_opening_plain(o) for o in openings]}
        files[OPENINGS] = encode(plain, cap=None) + b"\n"
    return files


def export_from(files: Mapping[str, bytes]) -> Export:
    """The export in these files. Raises NotAnExport where one is missing or not in its form."""
    for name in (ENTRIES, CHECKPOINT):
        if name not in files:
            raise NotAnExport(name, "the file is missing.")
    if (LEAVES in files) == (PROOFS in files):
        raise NotAnExport(f"{LEAVES} or {PROOFS}", "exactly one of the two must be there.")
    if files[ENTRIES] and not files[ENTRIES].endswith(b"\n"):
        raise NotAnExport(ENTRIES, "the last line breaks off.")
    try:
        checkpoint = checkpoint_from(files[CHECKPOINT])
    except NotACheckpoint as error:
        raise NotAnExport(CHECKPOINT, str(error)) from None
    return Export(
        lines=tuple(files[ENTRIES].split(b"\n")[:-1]),
        checkpoint=checkpoint,
        leaves=_leaves(files[LEAVES]) if LEAVES in files else None,
        proofs=_proofs(files[PROOFS], checkpoint.size) if PROOFS in files else None,
        openings=_openings(files[OPENINGS]) if OPENINGS in files else (),
    )


# --- plain values and back ------------------------------------------------------------------------


def _hexes(path: Iterable[bytes]) -> list[str]:
    return [node.hex() for node in path]


def _proofs_plain(proofs: Proofs, size: int) -> dict[str, Any]:
    return {
        "v": VERSION,
        "size": size,
        "matter": proofs.matter,
        "entries": [
            {"seq": p.seq, "leaf": p.leaf.hex(), "path": _hexes(p.path)} for p in proofs.entries
        ],
        "consistency": [
            {"from": old, "path": _hexes(path)} for old, path in sorted(proofs.consistency.items())
        ],
    }


def _opening_plain(opening: Opening) -> dict[str, Any]:
    plain = {
        "seq": opening.seq,
        "at": opening.at,
        "domain": opening.domain,
        "salt": opening.salt.hex(),
    }
    try:
        text = opening.plaintext.decode()
    except UnicodeDecodeError:
        text = None
    if text is None or text_fault(text):
        return {**plain, "hex": opening.plaintext.hex()}
    return {**plain, "text": text}


def _leaves(data: bytes) -> tuple[bytes, ...]:
    if not _LEAVES.fullmatch(data):
        raise NotAnExport(LEAVES, "a line is not a hash of 64 hex digits in lower case.")
    return tuple(bytes.fromhex(line.decode()) for line in data.splitlines())


def _proofs(data: bytes, size: int) -> Proofs:
    form = _Form(PROOFS)
    plain = form.document(data, {"v", "size", "matter", "entries", "consistency"})
    if plain["size"] != size:
        raise NotAnExport(PROOFS, "its proofs are for another checkpoint than this one.")
    entries, consistency = [], {}
    for row in form.rows(plain["entries"], {"seq", "leaf", "path"}):
        entries.append(Proof(form.count(row["seq"]), form.hash(row["leaf"]), form.path(row)))
    for row in form.rows(plain["consistency"], {"from", "path"}):
        consistency[form.count(row["from"])] = form.path(row)
    return Proofs(form.text(plain["matter"]), tuple(entries), consistency)


def _openings(data: bytes) -> tuple[Opening, ...]:
    form = _Form(OPENINGS)
    plain = form.document(data, {"v", "openings"})
    found = []
    for row in plain["openings"] if isinstance(plain["openings"], list) else [None]:
        name = "hex" if isinstance(row, dict) and "hex" in row else "text"
        (opened,) = form.rows([row], {"seq", "at", "domain", "salt", name})
        text = form.text(opened[name])
        found.append(
            Opening(
                seq=form.count(opened["seq"]),
                at=form.text(opened["at"]),
                domain=form.text(opened["domain"]),
                salt=form.hash(opened["salt"]),
                plaintext=form.octets(text) if name == "hex" else text.encode(),
            )
        )
    return tuple(found)


class _Form:
    """The parts of a canonical JSON file, each refused in the file's name if its form is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def document(self, data: bytes, names: set[str]) -> dict[str, Any]:
        if not data.endswith(b"\n"):
            raise NotAnExport(self.file, "the last line breaks off.")
        try:
            value = decode(data[:-1], cap=None)
        except NotCanonical as error:
            raise NotAnExport(self.file, f"{error}") from None
        (document,) = self.rows([value], names)
        if isinstance(document["v"], bool) or document["v"] != VERSION:
            raise NotAnExport(self.file, f"this program reads version {VERSION} of the format.")
        return document

    def rows(self, value: Any, names: set[str]) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise self._wrong("a list")
        for row in value:
            if not isinstance(row, dict) or set(row) != names:
                raise self._wrong(f"an object with the fields {', '.join(sorted(names))}")
        return value

    def count(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._wrong("a whole number from 0")
        return value

    def text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self._wrong("a text")
        return value

    def hash(self, value: Any) -> bytes:
        if not (isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value)):
            raise self._wrong("a hash of 64 hex digits in lower case")
        return bytes.fromhex(value)

    def path(self, row: Mapping[str, Any]) -> tuple[bytes, ...]:
        if not isinstance(row["path"], list):
            raise self._wrong("a list of hashes")
        return tuple(self.hash(node) for node in row["path"])

    def octets(self, text: str) -> bytes:
        if not re.fullmatch(r"(?:[0-9a-f]{2})*", text):
            raise self._wrong("bytes in hex digits in lower case")
        return bytes.fromhex(text)

    def _wrong(self, wanted: str) -> NotAnExport:
        return NotAnExport(self.file, f"{wanted} must stand in one of its places.")
