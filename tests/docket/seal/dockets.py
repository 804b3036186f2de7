"""A small docket to seal, export and tamper with; and both verifiers, asked the same question.

Everything is made of counters: the same docket comes out on every run.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from clemency.docket.seal import envelope, tree
from clemency.docket.seal.audit import audit_files
from clemency.docket.seal.checkpoint import Checkpoint
from clemency.docket.seal.commit import commit
from clemency.docket.seal.envelope import Stamp
from clemency.docket.seal.export import (
    NotAnExport,
    Opening,
    export_files,
    prove,
    withheld,
)

Files = dict[str, bytes]

ORIGIN = "office.example/ruritania"
BEGAN = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
MATTERS = tuple(sha256(name).hexdigest()[:32] for name in (b"one", b"two", b"three"))
VERIFIER = Path(__file__).parents[3] / "verifier" / "verify.py"


def counted(what: str, number: int) -> bytes:
    """32 bytes that are the same on every run."""
    return sha256(f"{what} {number}".encode()).digest()


@dataclass(frozen=True)
class Draft:
    """An entry before it has its place: what it says, and when it is written."""

    matter: str
    number: int
    kind: str = "OpinionReceived"
    recorded_at: datetime = BEGAN
    on: str = "2026-01-02"
    body: Mapping[str, Any] = field(default_factory=dict)
    commits: Mapping[str, str] = field(default_factory=dict)
    office: str | None = "ministry"
    nonce: bytes = b""
    origin: str = ORIGIN


def sealed(drafts: Iterable[Draft]) -> list[bytes]:
    """The entries in this order, each chained to the one of its matter before it."""
    lines: list[bytes] = []
    heads: dict[str, tuple[int, str | None]] = {}
    for seq, draft in enumerate(drafts):
        number, before = heads.get(draft.matter, (0, None))
        stamp = Stamp(
            origin=draft.origin,
            seq=seq,
            recorded_at=draft.recorded_at,
            matter=draft.matter,
            matter_seq=number,
            matter_prev=before,
            pack=("ruritania", "2026.1", "0" * 64),
            state=("examined" if number else None, "examined"),
            auth="none",
            nonce=draft.nonce or counted("nonce", draft.number),
        )
        header = {"on": draft.on, "act": "give-opinion", "office": draft.office, "officer": "o-1"}
        line = envelope.seal(draft.kind, 1, header, draft.body, draft.commits, stamp)
        heads[draft.matter] = number + 1, tree.leaf_hash(line).hex()
        lines.append(line)
    return lines


def opening(number: int, text: bytes, at: str = "/commits/words") -> Opening:
    return Opening(number, at, "Opinion.words", counted("salt", number), text)


def drafts(count: int = 14) -> list[Draft]:
    """Entries of three matters, turn by turn; every other one commits to words."""
    made = []
    for number in range(count):
        text = f"words {number} דברים".encode()
        words = commit("Opinion.words", counted("salt", number), text)
        made.append(
            Draft(
                matter=MATTERS[number % 3],
                number=number,
                recorded_at=BEGAN + timedelta(hours=number, microseconds=number),
                body={"favours": number % 2 == 0, "rows": [{"charge": "c-1", "granted": True}]},
                commits={"words": words} if number % 2 == 0 else {},
            )
        )
    return made


def words(number: int) -> Opening:
    """What entry `number` of `drafts` commits to."""
    return opening(number, f"words {number} דברים".encode())


def checkpoint_of(lines: Sequence[bytes], origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, len(lines), tree.root(map(tree.leaf_hash, lines)))


def whole(
    lines: Sequence[bytes], hide: Sequence[int] = (), openings: Sequence[Opening] = ()
) -> Files:
    """An export of the whole docket."""
    return export_files(checkpoint_of(lines), hidden(lines, hide), openings=openings)


def of_matter(
    lines: Sequence[bytes],
    matter: str,
    hide: Sequence[int] = (),
    openings: Sequence[Opening] = (),
    earlier: Sequence[int] = (),
) -> Files:
    """An export of one matter; `hide` names places in the whole docket."""
    _, nodes = tree.grow(map(tree.leaf_hash, lines))
    mine = [seq for seq, line in enumerate(lines) if f'"matter":"{matter}"'.encode() in line]
    proofs = prove(
        checkpoint_of(lines),
        matter,
        [(seq, tree.leaf_hash(lines[seq])) for seq in mine],
        lambda level, index: nodes[level, index],
        earlier,
    )
    shown = hidden(lines, hide)
    return export_files(
        checkpoint_of(lines), [shown[seq] for seq in mine], proofs=proofs, openings=openings
    )


def hidden(lines: Sequence[bytes], hide: Sequence[int]) -> list[bytes]:
    return [withheld(tree.leaf_hash(x)) if n in hide else x for n, x in enumerate(lines)]


# --- the two verifiers ----------------------------------------------------------------------------


def _second() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


second = _second()
"""The second verifier, as a module."""


@dataclass(frozen=True)
class Kept:
    """What a reader has from before or from elsewhere."""

    checkpoint: Checkpoint | None = None
    root: bytes | None = None
    receipts: tuple[bytes, ...] = ()


NOTHING = Kept()


def says_first(files: Files, kept: Kept = NOTHING) -> list[str]:
    """The faults that our own audit finds; none where all is sound."""
    try:
        report = audit_files(files, held=kept.checkpoint, root=kept.root, receipts=kept.receipts)
    except NotAnExport as error:
        return [str(error)]
    assert report.sound is not bool(report.faults), "every fault is told, and only faults are"
    return [str(fault) for fault in report.faults]


def says_second(files: Files, kept: Kept = NOTHING) -> list[str]:
    """The faults that the second verifier finds; none where all is sound."""
    try:
        docket = second.Docket(files)
    except Exception as why:  # as its `main` does: nobody knows what stands in these bytes
        return [f"cannot be read: {why!r}"]
    held = [docket.now]
    if kept.checkpoint:
        held.append(second.checkpoint(kept.checkpoint.text()))
    if kept.root:
        held.append((*docket.now[:2], kept.root))
    faults, counts = docket.check(held, [leaf.hex() for leaf in kept.receipts])
    assert bool(counts[2]) <= bool(faults), "what is not explained is a fault"
    return list(faults)


# --- tools of a forger ----------------------------------------------------------------------------


def lines_of(files: Files) -> list[bytes]:
    return files["entries.jsonl"].split(b"\n")[:-1]


def with_lines(files: Files, lines: Iterable[bytes]) -> Files:
    return {**files, "entries.jsonl": b"".join(line + b"\n" for line in lines)}


def listed(files: Files) -> Files:
    """The same with leaves.txt made to fit the entries."""
    leaves = [tree.leaf_hash(line).hex().encode() + b"\n" for line in lines_of(files)]
    return {**files, "leaves.txt": b"".join(leaves)}


def edited(files: Files, name: str, change: Callable[[Any], Any]) -> Files:
    """A JSON file with its value changed in place, written canonically again."""
    value = json.loads(files[name])
    change(value)
    return {**files, name: written(value) + b"\n"}


def written(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def line_edited(files: Files, number: int, change: Callable[[dict[str, Any]], Any]) -> Files:
    """One entry changed, written canonically again."""
    lines = lines_of(files)
    lines[number] = written(change(json.loads(lines[number])))
    return with_lines(files, lines)
