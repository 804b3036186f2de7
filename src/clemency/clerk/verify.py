"""The live docket, checked from its bytes up: order, chains, tree, columns, and the sealed texts.

What it cannot tell by itself is whether somebody rewrote everything together; for that it is handed
a checkpoint or receipts that were kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from clemency.clerk.commitments import committed
from clemency.clerk.store import NODES, Row, Store, unhex
from clemency.clerk.trouble import Damaged, Trouble
from clemency.clerk.vault import Forgotten, Opened, Vault
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
    texts                 also open every sealed text and compare it with its commitment; without
                          the office key, or where this is False, only whether each is there
    """
    checkpoint, leaves, faults = _tree_as_kept(store, origin)
    report = audit(
        (row.data for row in store.everything()),
        checkpoint,
        leaves=leaves,
        held=held,
        root=root,
        receipts=receipts,
    )
    faults += [fault for row in store.everything() for fault in _columns(row)]
    opened, wrong = _texts(store, vault, texts)
    found = sorted(
        (*report.faults, *faults, *wrong), key=lambda f: -1 if f.entry is None else f.entry
    )
    return replace(report, faults=tuple(found), opened=report.opened + opened)


def _tree_as_kept(store: Store, origin: str) -> tuple[Checkpoint, list[bytes] | None, list[Fault]]:
    """What the kept tree says the docket is, leaf by leaf; it also counts what was cut off since.

    Where it is not whole, the entries' own tree instead, and what is wrong with the kept one.
    """
    frontier, nodes = tree.grow(tree.leaf_hash(row.data) for row in store.everything())
    kept = {
        (level, index): unhex(node)
        for level, index, node in store.docket.all(f'SELECT level, "index", hash FROM {NODES}')
    }
    size = store.leaves()
    try:
        checkpoint = store.checkpoint(origin, size)
        leaves = [kept[0, index] for index in range(size)]
    except (Damaged, KeyError):
        says = "the kept tree lacks nodes: rebuild it from the entries, once they are verified."
        own = Checkpoint(origin, frontier.size, frontier.root())
        return own, None, [Fault("tree", None, says)]
    wrong = [at for at, node in nodes.items() if at[0] and kept.get(at) != node]
    if not wrong or checkpoint.root != frontier.root():
        return checkpoint, leaves, []  # where the root differs, the audit says which entries do
    level, index = min(wrong)
    says = f"the kept tree is not the tree over the entries, first at level {level}, index {index}."
    return checkpoint, leaves, [Fault("tree", None, says)]


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
        "leaf": (row.leaf, tree.leaf_hash(row.data).hex()),
    }
    for column, (kept, written) in said.items():
        if kept != written:
            yield Fault("column", row.seq, f"its column {column} is not what its bytes say.")


def _texts(store: Store, vault: Vault, open_them: bool) -> tuple[int, list[Fault]]:
    """Whether every text that an entry commits to is there, and is that text; how many were
    opened."""
    open_them = open_them and vault.fits()
    faults: list[Fault] = []
    opened = 0
    rows = store.everything()
    while batch := list(islice(rows, AT_A_TIME)):
        wanted = dict(_commitments(batch))
        if not open_them:
            faults += _missing(vault, wanted)
            continue
        try:
            texts = list(vault.open_all(wanted).values())
        except Trouble:  # one of them is wrong: which one is found below
            texts, found = _one_by_one(vault, wanted)
            faults += found
        opened += sum(isinstance(text, Opened) for text in texts)
    return opened, faults


def _one_by_one(
    vault: Vault, wanted: Mapping[str, int]
) -> tuple[list[Opened | Forgotten], list[Fault]]:
    texts: list[Opened | Forgotten] = []
    faults: list[Fault] = []
    for item, seq in wanted.items():
        try:
            texts.append(vault.open(item))
        except Trouble as trouble:
            faults.append(Fault("text", seq, trouble.says))
    return texts, faults


def _missing(vault: Vault, wanted: Mapping[str, int]) -> Iterator[Fault]:
    for item, seq in wanted.items():
        if not vault.holds(item):
            says = f"the text under its commitment {item[:16]}… is not in the vault."
            yield Fault("text", seq, says)


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
