"""The live docket, checked from its bytes up: order, chains, tree, columns, and the sealed texts.

What it cannot tell by itself is whether somebody rewrote everything together; for that it is handed
a checkpoint or receipts that were kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clemency.clerk.commitments import committed
from clemency.clerk.store import NODES, Row, Store
from clemency.clerk.trouble import Damaged, NotKnown, Trouble, WrongKey
from clemency.clerk.vault import Forgotten, Vault
from clemency.clerk.writing import entry_of
from clemency.docket.seal import envelope, tree
from clemency.docket.seal.audit import Fault, Report, audit
from clemency.docket.seal.canonical import NotCanonical
from clemency.docket.seal.checkpoint import Checkpoint

AT_A_TIME = 200  # entries whose texts are opened in one go


def verify(
    store: Store,
    vault: Vault,
    origin: str,
    *,
    held: Checkpoint | None = None,
    root: bytes | None = None,
    receipts: Iterable[bytes] = (),
    texts: bool = True,
) -> Report:
    """Every entry, in order, against its own hash, its matter's chain, the tree and its columns.

    held, root, receipts  what the reader kept or was given earlier
    texts                 also open every sealed text and compare it with its commitment; without the
                          office key, or where this is False, only whether each is there
    """
    rows = list(store.everything())
    checkpoint, faults = _tree_as_kept(store, origin, rows)
    report = audit(
        (row.data for row in rows),
        checkpoint,
        leaves=[_leaf(row) for row in rows],
        held=held,
        root=root,
        receipts=receipts,
    )
    faults += [fault for row in rows for fault in _columns(row)]
    opened, wrong = _texts(vault, rows, texts)
    found = sorted(
        (*report.faults, *faults, *wrong), key=lambda f: -1 if f.entry is None else f.entry
    )
    return replace(report, faults=tuple(found), opened=report.opened + opened)


def _tree_as_kept(store: Store, origin: str, rows: list[Row]) -> tuple[Checkpoint, list[Fault]]:
    """What the kept tree says the docket is: it counts entries that may since have been cut off."""
    frontier, nodes = tree.grow(tree.leaf_hash(row.data) for row in rows)
    try:
        checkpoint = store.checkpoint(origin, store.leaves())
    except Damaged as damaged:
        return Checkpoint(origin, len(rows), frontier.root()), [Fault("tree", None, damaged.says)]
    kept = {
        (level, index): node
        for level, index, node in store.docket.all(
            f'SELECT level, "index", hash FROM {NODES} WHERE level > 0'
        )
    }
    wrong = [at for at, node in nodes.items() if at[0] and kept.get(at) != node.hex()]
    if not wrong or checkpoint.root != frontier.root():
        return checkpoint, []  # where the root differs, the audit says which entries do
    level, index = min(wrong)
    says = f"the kept tree is not the tree over the entries, first at level {level}, index {index}."
    return checkpoint, [Fault("tree", None, says)]


def _leaf(row: Row) -> bytes:
    try:
        return bytes.fromhex(row.leaf)
    except ValueError:
        return b""


def _columns(row: Row) -> Iterator[Fault]:
    """Whether the columns by which an entry is found are copies of what its bytes say."""
    try:
        opened = envelope.open(row.data, cap=None)
    except NotCanonical:
        return  # the audit says so
    stamp = opened.stamp
    said = {
        "seq": (row.seq, stamp.seq),
        "matter": (row.matter, stamp.matter),
        "matter_seq": (row.matter_seq, stamp.matter_seq),
        "kind": (row.kind, opened.kind),
        "on": (row.on.isoformat(), opened.header["on"]),
        "recorded_at": (row.recorded_at, stamp.recorded_at),
    }
    for column, (kept, written) in said.items():
        if kept != written:
            yield Fault("column", row.seq, f"its column {column} is not what its bytes say.")


def _texts(vault: Vault, rows: list[Row], open_them: bool) -> tuple[int, list[Fault]]:
    """Whether every text that an entry commits to is there, and is that text."""
    faults: list[Fault] = []
    opened = 0
    for start in range(0, len(rows), AT_A_TIME):
        wanted = dict(_commitments(rows[start : start + AT_A_TIME]))
        if open_them:
            try:
                opened += sum(
                    not isinstance(text, Forgotten) for text in vault.open_all(wanted).values()
                )
                continue
            except WrongKey:
                open_them = False
            except Trouble:
                pass  # one of them is wrong: which one is found below
        for item, seq in wanted.items():
            fault, readable = _one_text(vault, item, seq, open_them)
            faults += fault
            opened += readable
    return opened, faults


def _one_text(vault: Vault, item: str, seq: int, open_it: bool) -> tuple[list[Fault], int]:
    if not open_it:
        says = f"the text under its commitment {item[:16]}… is not in the vault."
        return ([] if vault.holds(item) else [Fault("text", seq, says)]), 0
    try:
        return [], int(not isinstance(vault.open(item), Forgotten))
    except (Damaged, NotKnown, WrongKey) as trouble:
        return [Fault("text", seq, trouble.says)], 0


def _commitments(rows: list[Row]) -> Iterator[tuple[str, int]]:
    for row in rows:
        try:
            entry = entry_of(row)
            findings = envelope.open_trusted(row.data).stamp.findings
        except (Damaged, ValueError, KeyError, TypeError):
            continue  # the audit says so
        for _, commitment in committed(entry):
            yield commitment, row.seq
        for commitment in findings:
            yield commitment, row.seq
