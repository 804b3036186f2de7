"""Everything about an export checked, and every fault told with the number of its entry.

What an audit can tell by itself: whether the entries are those of the checkpoint beside them. Who
rewrites the docket and the checkpoint together is found only by somebody who kept an earlier
checkpoint, a root printed elsewhere, or a receipt: hand them in as `held`, `root` and `receipts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from clemency.docket.seal import commit, envelope, tree
from clemency.docket.seal.canonical import NotCanonical
from clemency.docket.seal.chains import AllChains, OneChain
from clemency.docket.seal.checkpoint import Checkpoint
from clemency.docket.seal.envelope import Envelope
from clemency.docket.seal.export import Opening, Proof, Proofs, export_from, withheld_leaf

NOT_ITS_LEAF: Final = "its bytes are not those that the listed leaf hash is of."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be.

    kind   form | place | origin | time | chain | content | tree | proof | opening | held | receipt
    entry  the place of the entry in the docket, from 0; None where it is about the whole
    """

    kind: str
    entry: int | None
    says: str

    def __str__(self) -> str:
        return f"{'docket' if self.entry is None else f'entry {self.entry}'}: {self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found.

    by_content   entries whose bytes are those of the checkpoint
    by_hash      withheld entries: known to be there, and in this order, and nothing else of them
    unexplained  entries for which neither could be shown, those missing among them
    opened       commitments that the texts handed in with the export open
    """

    checkpoint: Checkpoint
    by_content: int
    by_hash: int
    unexplained: int
    opened: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Nothing is wrong and nothing is left unexplained."""
        return not self.faults and not self.unexplained

    def __str__(self) -> str:
        counts = (
            f"{self.by_content} verified by content, {self.by_hash} by hash with order, "
            f"{self.unexplained} unexplained; {self.opened} sealed texts opened."
        )
        verdict = "The docket is as its checkpoint says." if self.sound else "FAULTS FOUND."
        return "\n".join([verdict, f"Entries: {counts}", *map(str, self.faults)])


def audit_files(
    files: Mapping[str, bytes],
    *,
    held: Checkpoint | None = None,
    root: bytes | None = None,
    receipts: Iterable[bytes] = (),
) -> Report:
    """Check the files of an export. Raises NotAnExport where they cannot be read as one."""
    export = export_from(files)
    return audit(
        export.lines,
        export.checkpoint,
        leaves=export.leaves,
        proofs=export.proofs,
        openings=export.openings,
        held=held,
        root=root,
        receipts=receipts,
    )


def audit(
    lines: Iterable[bytes],
    checkpoint: Checkpoint,
    *,
    leaves: Sequence[bytes] | None = None,
    proofs: Proofs | None = None,
    openings: Iterable[Opening] = (),
    held: Checkpoint | None = None,
    root: bytes | None = None,
    receipts: Iterable[bytes] = (),
) -> Report:
    """Check the entries of one matter, with `proofs`, or of the whole docket, without.

    lines     entry bytes, or lines that stand for withheld entries, in order
    leaves    the leaf hashes as listed elsewhere; they tell which entry was changed
    held      a checkpoint that the reader got earlier, or from somebody else
    root      the root that this checkpoint must have
    receipts  leaf hashes that the reader was given and that must be among these entries
    """
    tally = _Tally(checkpoint, openings)
    kind = _Docket(tally, leaves, held) if proofs is None else _Matter(tally, proofs, held)
    for position, line in enumerate(lines):
        kind.take(position, line)
    kind.close()
    tally.close(root, receipts)
    return tally.report()


class _Tally:
    """What is found while the lines go by, and the checks that both kinds of export share."""

    def __init__(self, checkpoint: Checkpoint, openings: Iterable[Opening]) -> None:
        self.checkpoint = checkpoint
        self.openings: dict[int, list[Opening]] = {}
        for opening in openings:
            self.openings.setdefault(opening.seq, []).append(opening)
        self.faults: list[Fault] = []
        self.leaves: set[bytes] = set()
        self.by_content = self.by_hash = self.unexplained = self.opened = 0
        self.last_recorded: datetime | None = None

    def fault(self, kind: str, entry: int | None, says: str) -> None:
        self.faults.append(Fault(kind, entry, says))

    def read(self, number: int, line: bytes) -> tuple[bytes, Envelope | None]:
        """The line's own leaf hash, and its entry if it holds one that can be read."""
        if leaf := withheld_leaf(line):
            self.leaves.add(leaf)
            return leaf, None
        leaf = tree.leaf_hash(line)
        self.leaves.add(leaf)
        try:
            entry = envelope.open(line)
        except NotCanonical as error:
            self.fault("form", number, f"it is not written as an entry must be: {error}")
            return leaf, None
        self._in_place(number, entry)
        self._opens(number, entry)
        return leaf, entry

    def count(self, line: bytes, sound: bool) -> None:
        if not sound:
            self.unexplained += 1
        elif withheld_leaf(line):
            self.by_hash += 1
        else:
            self.by_content += 1

    def close(self, root: bytes | None, receipts: Iterable[bytes]) -> None:
        for number in self.openings:
            self.fault("opening", number, "a text is handed in for it, but its bytes are not here.")
        if root is not None and root != self.checkpoint.root:
            self.fault("held", None, "the checkpoint has another root than the one expected.")
        for leaf in receipts:
            if leaf not in self.leaves:
                self.fault("receipt", None, f"no entry here has the leaf hash {leaf.hex()}.")

    def compare(self, held: Checkpoint | None) -> Checkpoint | None:
        """The checkpoint that the reader holds, if it can be one of this docket's past."""
        if held is None:
            return None
        if held.origin != self.checkpoint.origin:
            says = f"the checkpoint you hold is of another docket, {held.origin}."
            self.fault("held", None, says)
        if held.size <= self.checkpoint.size:
            return held
        says = (
            f"it has {self.checkpoint.size} entries, the checkpoint you hold {held.size}: the "
            "docket was cut, or this export is older than your checkpoint."
        )
        self.fault("held", None, says)
        return None

    def report(self) -> Report:
        """The faults of the whole first, then those of each entry."""
        order = sorted(self.faults, key=lambda f: -1 if f.entry is None else f.entry)
        counts = (self.by_content, self.by_hash, self.unexplained, self.opened)
        return Report(self.checkpoint, *counts, faults=tuple(order))

    def _in_place(self, number: int, entry: Envelope) -> None:
        stamp, last = entry.stamp, self.last_recorded
        if stamp.seq != number:
            self.fault("place", number, f"it says that it is entry {stamp.seq}.")
        if stamp.origin != self.checkpoint.origin:
            self.fault("origin", number, f"it is from another docket, {stamp.origin}.")
        if last and stamp.recorded_at < last:
            says = (
                f"it was recorded at {envelope.instant(stamp.recorded_at)}, before the entry that "
                f"precedes it ({envelope.instant(last)})."
            )
            self.fault("time", number, says)
        self.last_recorded = stamp.recorded_at

    def _opens(self, number: int, entry: Envelope) -> None:
        for opening in self.openings.pop(number, ()):
            committed = _pointed_at(entry, opening.at)
            try:
                fits = isinstance(committed, str) and commit.opens(
                    committed, opening.domain, opening.salt, opening.plaintext
                )
            except ValueError:  # nothing is ever committed to in such a domain
                fits = False
            if fits:
                self.opened += 1
            else:
                self.fault("opening", number, f"the text for {opening.at} is not the one sealed.")


def _pointed_at(entry: Envelope, pointer: str) -> Any:
    """What stands at the pointer where commitments may stand; None if nothing does."""
    start, *steps = pointer.split("/")
    places = {
        "commits": entry.commits,
        "body": entry.body,
        "findings": list(entry.stamp.findings),
    }
    found: Any = None if start else places
    for step in steps:
        if isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(found, list) and step in map(str, range(len(found))):
            found = found[int(step)]
        else:
            return None
    return found


class _Docket:
    """A whole docket: every entry in order, so the root can be computed again."""

    def __init__(
        self, tally: _Tally, leaves: Sequence[bytes] | None, held: Checkpoint | None
    ) -> None:
        self.tally, self.leaves, self.held = tally, leaves, held
        self.frontier = tree.Frontier()
        self.chains = AllChains()
        self.unlike: list[tuple[int, bytes, bool]] = []  # entries unlike their listed leaf hash
        self.root_at_held: bytes | None = tree.EMPTY if held and not held.size else None

    def take(self, number: int, line: bytes) -> None:
        tally, before = self.tally, len(self.tally.faults)
        own, entry = tally.read(number, line)
        listed = self._listed(number, own)
        for says in self.chains.follow(entry, (own, listed or own)):
            tally.fault("chain", number, says)
        self.frontier, _ = tree.append(self.frontier, own)
        if self.held and self.held.size == self.frontier.size:
            self.root_at_held = self.frontier.root()
        sound = len(tally.faults) == before
        if own == listed:
            tally.count(line, sound)
        else:
            self.unlike.append((number, line, sound))

    def close(self) -> None:
        tally, checkpoint, size = self.tally, self.tally.checkpoint, self.frontier.size
        for says in self.chains.close():
            tally.fault("chain", None, says)
        self._compare_sizes()
        tally.unexplained += max(0, checkpoint.size - size)
        if self.frontier.root() == checkpoint.root:
            self._blame("tree", "another leaf hash is listed for it than it has.", entries=False)
        else:
            self._blame("content", NOT_ITS_LEAF, entries=True)
            if self.leaves is None or tree.root(self.leaves) != checkpoint.root:
                says = "the entries do not give the root that the checkpoint has."
                tally.fault("tree", None, says)
                tally.unexplained += tally.by_content + tally.by_hash
                tally.by_content = tally.by_hash = 0
        self._compare_held()

    def _listed(self, number: int, own: bytes) -> bytes | None:
        if self.leaves is None:
            return own
        return self.leaves[number] if number < len(self.leaves) else None

    def _blame(self, kind: str, says: str, *, entries: bool) -> None:
        """Entries unlike the list: they were changed or, if they give the root, the list was."""
        for number, line, sound in self.unlike:
            self.tally.fault(kind, number, says)
            self.tally.count(line, sound and not entries)

    def _compare_sizes(self) -> None:
        here, counted = self.frontier.size, self.tally.checkpoint.size
        if here != counted:
            says = f"{here} entries are here; the checkpoint counts {counted}."
            self.tally.fault("tree", None, says)
        if self.leaves is not None and here != len(self.leaves):
            says = f"{here} entries are here; {len(self.leaves)} leaf hashes are listed."
            self.tally.fault("tree", None, says)

    def _compare_held(self) -> None:
        held = self.tally.compare(self.held)
        if held and held.root != self.root_at_held:
            says = (
                f"the first {held.size} entries are not those of the checkpoint you hold: the "
                "docket was rewritten."
            )
            self.tally.fault("held", None, says)


class _Matter:
    """One matter: each entry with the proof of its place in the whole docket."""

    def __init__(self, tally: _Tally, proofs: Proofs, held: Checkpoint | None) -> None:
        self.tally, self.proofs, self.held = tally, proofs, held
        self.chain = OneChain(proofs.matter)
        self.lines = 0
        self.last = -1

    def take(self, position: int, line: bytes) -> None:
        tally, before = self.tally, len(self.tally.faults)
        self.lines += 1
        if position >= len(self.proofs.entries):
            tally.fault("proof", None, f"line {position + 1} has no proof.")
            return tally.count(line, False)
        proof = self.proofs.entries[position]
        own, entry = tally.read(proof.seq, line)
        for says in self.chain.follow(entry, (own, proof.leaf)):
            tally.fault("chain", proof.seq, says)
        self._prove(own, proof)
        tally.count(line, len(tally.faults) == before)

    def close(self) -> None:
        missing = len(self.proofs.entries) - self.lines
        if missing > 0:
            says = f"entries are missing at the end, though their proofs are here: {missing}."
            self.tally.fault("tree", None, says)
            self.tally.unexplained += missing
        self._compare_held()

    def _prove(self, own: bytes, proof: Proof) -> None:
        tally, now = self.tally, self.tally.checkpoint
        if own != proof.leaf:
            tally.fault("content", proof.seq, NOT_ITS_LEAF)
        if not tree.includes(proof.leaf, proof.seq, now.size, proof.path, now.root):
            says = "its proof does not lead to the root that the checkpoint has."
            tally.fault("proof", proof.seq, says)
        if proof.seq <= self.last:
            tally.fault("place", proof.seq, f"it stands after entry {self.last}.")
        self.last = proof.seq

    def _compare_held(self) -> None:
        tally, now, held = self.tally, self.tally.checkpoint, self.tally.compare(self.held)
        if held is None:
            return
        nothing_to_prove = () if held.size in (0, now.size) else None
        path = self.proofs.consistency.get(held.size, nothing_to_prove)
        if path is None:
            says = (
                "nothing here connects it with the checkpoint you hold: ask for an export with a "
                f"consistency proof from {held.size} entries."
            )
            tally.fault("held", None, says)
        elif not tree.extends(held.size, now.size, held.root, now.root, path):
            says = "it does not continue the checkpoint you hold: the docket was rewritten."
            tally.fault("held", None, says)
