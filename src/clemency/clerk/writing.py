"""One command's entries: stamped, chained, sealed, and written in one transaction.

Within `store.writing()` nobody else writes. A `Writing` knows where the docket ends; each `add`
takes a matter one entry further; `finish` writes the keys and syncs them, then entries, tree,
texts, lists and letters to send. They are committed and synced when the block ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clemency.clerk import projections
from clemency.clerk.clock import Chance, Clock
from clemency.clerk.commitments import committed
from clemency.clerk.store import Row, Store
from clemency.clerk.trouble import Damaged, NotWritable
from clemency.clerk.vault import Sealing, Vault
from clemency.docket.case import Case, case_from, extend, stage
from clemency.docket.entries import Entry, body, entry_from, header
from clemency.docket.intake import FactsRecorded
from clemency.docket.seal import envelope, tree
from clemency.docket.seal.canonical import NotCanonical, decode_trusted
from clemency.law.finding import Finding
from clemency.law.pack import Pack, Tells

MATTER_BYTES = 16
NONCE_BYTES = 32
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Desk:
    """What the clerk works with: one office's store, vault and pack; time and chance.

    auth    how officers prove here that they are who they say, as a code written in every entry
    folder  the office's own
    """

    store: Store
    vault: Vault
    pack: Pack
    origin: str
    auth: str
    clock: Clock
    chance: Chance
    folder: Path


@dataclass
class File:
    """One matter as it stands: its entries with their places in the docket, and their sum."""

    ref: str
    number: str
    entries: list[tuple[int, Entry]] = field(default_factory=list)
    case: Case = field(default_factory=Case)
    last_leaf: str | None = None

    @property
    def seen(self) -> int:
        """How many entries it has: what an officer who looks at it has seen."""
        return len(self.entries)


@dataclass(frozen=True)
class Written:
    """One entry and its place: in the whole docket, in its matter, and in time."""

    entry: Entry
    row: Row
    tells: tuple[Tells, ...]
    findings: tuple[str, ...]

    @property
    def commitments(self) -> set[str]:
        """Every text that it commits to."""
        return {commitment for _, commitment in committed(self.entry)} | set(self.findings)


def entry_of(row: Row) -> Entry:
    """The entry in bytes that our own store wrote. Raises Damaged where they hold none."""
    try:
        sealed = decode_trusted(row.data)
        return entry_from(sealed["kind"], sealed["kind_v"], sealed, sealed["body"])
    except (ValueError, KeyError, TypeError) as error:  # BadEntry is a ValueError
        raise Damaged(
            f"Entry {row.seq} cannot be read: {error}",
            "Verify the docket: it says which entries are not what was written. Then restore the "
            "latest backup that verifies.",
        ) from error


def file_of(ref: str, number: str, rows: Sequence[Row]) -> File:
    """A matter from all its stored entries."""
    entries = [(row.seq, entry_of(row)) for row in rows]
    last = rows[-1].leaf if rows else None
    return File(ref, number, entries, case_from(entry for _, entry in entries), last)


class Writing:
    """The entries of one command, made ready one after the other and written together."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        tip = desk.store.tip()
        now = desk.clock.now()
        # The docket's time never runs backwards, whatever the machine's clock does; and what one
        # command writes has one instant that no other command has.
        earliest = now if tip.recorded_at is None else tip.recorded_at + INSTANT
        self.recorded_at = max(now, earliest)
        self.sealing: Sealing = desk.vault.begin()
        self.written: list[Written] = []
        self._size = tip.size
        self._files: dict[str, File] = {}
        self._facts: list[dict[str, Any]] = []

    @property
    def next_seq(self) -> int:
        """The place in the docket that the next entry will have."""
        return self._size

    def new_file(self, received_on: date) -> File:
        """A new matter, with a reference that nobody can guess."""
        ref = self.desk.chance.draw(MATTER_BYTES).hex()
        before = self.desk.store.received_in(received_on.year)
        return File(ref, projections.number(received_on, before))

    def add(
        self,
        file: File,
        entry: Entry,
        *,
        tells: tuple[Tells, ...] = (),
        findings: Iterable[Finding] = (),
    ) -> Written:
        """The next entry of a matter. Raises NotWritable where it cannot be written at all."""
        case = extend(file.case, entry)
        stamp = envelope.Stamp(
            origin=self.desk.origin,
            seq=self._size,
            recorded_at=self.recorded_at,
            matter=file.ref,
            matter_seq=file.seen,
            matter_prev=file.last_leaf,
            pack=(self.desk.pack.id, self.desk.pack.version, self.desk.pack.digest),
            state=(stage(file.case) if file.entries else None, stage(case)),
            auth=self.desk.auth,
            nonce=self.desk.chance.draw(NONCE_BYTES),
            findings=self._sealed_findings(file, entry, findings),
        )
        row = _row(entry, _bytes(entry, stamp), stamp)
        _reads_back(entry, row)
        file.entries.append((row.seq, entry))
        file.case, file.last_leaf = case, row.leaf
        self._files[file.ref] = file
        self._size += 1
        written = Written(entry, row, tells, stamp.findings)
        self.written.append(written)
        return written

    def facts(self, file: File, seq: int, entry: FactsRecorded, plain: Mapping[str, Any]) -> None:
        """Notes which of an entry's facts are now the word that counts, for the list of facts."""
        key = self.sealing.keys[entry.facts]
        for row in projections.facts_rows(file.ref, seq, entry, plain, key):
            self._facts.append(row)

    def finish(self) -> None:
        """Writes everything. Keys first, in a transaction of their own, so that a crash between the
        two leaves at most a key that opens nothing."""
        if not self.written:
            return
        places = {item: one.row.seq for one in self.written for item in one.commitments}
        texts = self.sealing.committed_to(places)
        if texts:
            self.desk.vault.keep_keys(texts)
        self.desk.store.append([one.row for one in self.written])
        self.desk.vault.keep(texts, places)
        for file in self._files.values():
            self._list(file)
        docket = self.desk.store.docket
        for row in self._facts:
            docket.upsert("clerk_factsitem", ("matter", "name"), row)
        docket.insert(
            "clerk_outbox",
            [row for one in self.written for row in projections.outbox(one.row.seq, one.tells)],
        )

    def _list(self, file: File) -> None:
        """Brings the lists of matters and of persons up to the matter's latest entry."""
        docket = self.desk.store.docket
        row = projections.matter_row(
            file.ref, file.number, file.case, file.seen, file.entries[-1][0]
        )
        docket.upsert("clerk_matter", ("ref",), row)
        for one in self.written:
            if one.row.matter != file.ref:
                continue
            for person in projections.persons(one.entry, one.row.seq, file.ref, one.row.matter_seq):
                docket.insert_if_new("clerk_person", person)
            if (gone := projections.forgets(one.entry)) is not None:
                docket.run(
                    "UPDATE clerk_person SET forgotten_seq = %s WHERE ref = %s AND matter = %s",
                    [one.row.seq, gone, file.ref],
                )

    def _sealed_findings(
        self, file: File, entry: Entry, findings: Iterable[Finding]
    ) -> tuple[str, ...]:
        """A commitment to what the act rested on; salted, for an outcome is easily guessed."""
        found = [summary(finding) for finding in findings]
        if not found:
            return ()
        text = json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
        return (self.sealing.seal(f"{entry.kind}.findings", file.ref, text),)


def summary(finding: Finding) -> dict[str, Any]:
    """What is kept of a finding: the rule and its text, the outcome, and the three times."""
    return {
        "rule": finding.rule.key if finding.rule else finding.rule_id,
        "outcome": finding.outcome,
        "row": finding.row,
        "facts_on": finding.facts_on.isoformat(),
        "law_on": finding.law_on.isoformat(),
        "pack": list(finding.pack),
        "readings": {one.reading.id: str(one.verdict) for one in finding.readings},
    }


def _bytes(entry: Entry, stamp: envelope.Stamp) -> bytes:
    beside = header(entry)
    commits = beside.pop("commits")
    try:
        return envelope.seal(entry.kind, entry.version, beside, body(entry), commits, stamp)
    except NotCanonical as error:
        raise NotWritable(
            f"{entry.kind} cannot be written: {error}",
            "Shorten or correct what the order gives; long texts are sealed, not written.",
        ) from error


def _reads_back(entry: Entry, row: Row) -> None:
    """Raises NotWritable where the bytes would not read as the same entry: they are for ever."""
    try:
        again: Entry | None = entry_of(row)
    except Damaged as damaged:
        raise NotWritable(
            f"{entry.kind} could be written and not be read again: {damaged.says} "
            "Nothing was written.",
            "Correct what the order gives.",
        ) from damaged
    if again != entry:
        raise NotWritable(
            f"{entry.kind} would read otherwise than it was meant. Nothing was written.",
            "Correct what the order gives.",
        )


def _row(entry: Entry, data: bytes, stamp: envelope.Stamp) -> Row:
    return Row(
        seq=stamp.seq,
        matter=stamp.matter,
        matter_seq=stamp.matter_seq,
        kind=entry.kind,
        on=entry.on,
        recorded_at=stamp.recorded_at,
        data=data,
        leaf=tree.leaf_hash(data).hex(),
    )
