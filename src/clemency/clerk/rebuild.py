"""Every list made anew from the entries and compared, row by row, with the one in use.

Entries, sealed texts and keys are what an office has; everything else must be able to vanish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clemency.clerk import evidence, projections
from clemency.clerk.sql import Database
from clemency.clerk.store import NODES, node_row
from clemency.clerk.tellings import Packs, tellings_of
from clemency.clerk.vault import Opened
from clemency.clerk.writing import Desk, File, file_of
from clemency.docket.intake import FactsRecorded
from clemency.docket.seal import tree

AT_A_TIME = 500  # rows written in one statement


@dataclass(frozen=True)
class Difference:
    """One row that is not as the entries say.

    table  the list: "clerk_matter"
    key    what names the row
    what   missing (the entries give it, the list has it not), surplus (the list has it, no entry
           gives it) or changed
    """

    table: str
    key: tuple[Any, ...]
    what: str

    def __str__(self) -> str:
        return f"{self.table} {' '.join(map(str, self.key))}: {self.what}"


@dataclass(frozen=True)
class Comparison:
    """What making every list anew has shown.

    rows         how many rows each list should have, by table
    differences  every row that differs
    mended       whether the lists in use were replaced by the new ones
    """

    rows: Mapping[str, int]
    differences: tuple[Difference, ...]
    mended: bool = False

    @property
    def same(self) -> bool:
        """Every list is what the entries say."""
        return not self.differences


MATTERS, PERSONS = "clerk_matter", "clerk_person"
FACTS, OUTBOX = "clerk_factsitem", "clerk_outbox"

KEYS: Mapping[str, tuple[str, ...]] = {
    NODES: ("level", "index"),
    MATTERS: ("ref",),
    PERSONS: ("ref", "matter"),
    FACTS: ("matter", "name"),
    OUTBOX: ("seq", "place"),
}
"""Every list, and the columns that name a row of it."""


def rebuild(desk: Desk, *, mend: bool = False) -> Comparison:
    """Makes every list anew in tables of its own, and compares.

    mend  put the new ones in place of the old, where they differ

    Nobody writes meanwhile. Raises WrongKey where sealed facts are there and the office key is not.
    """
    with desk.store.writing():
        fresh = _Fresh(desk.store.docket)
        _tree(desk, fresh)
        _matters(desk, fresh)
        counts = {table: fresh.count(table) for table in KEYS}
        found = tuple(d for table in KEYS for d in fresh.differences(table))
        if mend and found:
            for table in KEYS:
                fresh.replace(table)
        fresh.drop()  # where anything fails before this, they go with the transaction
    return Comparison(counts, found, mended=mend and bool(found))


def _tree(desk: Desk, fresh: _Fresh) -> None:
    """The tree over what the entries' bytes are, whatever leaf is noted beside them."""
    frontier = tree.Frontier()
    for row in desk.store.everything():
        frontier, nodes = tree.append(frontier, tree.leaf_hash(row.data))
        for node in nodes:
            fresh.add(NODES, node_row(*node))


def _matters(desk: Desk, fresh: _Fresh) -> None:
    under = Packs(desk)
    for ref, number in _numbers(desk).items():
        rows = desk.store.matter(ref)
        file = file_of(ref, number, rows)
        row = projections.matter_row(ref, number, file.case, file.seen, file.entries[-1][0])
        fresh.add(MATTERS, row)
        for person in _people(file):
            fresh.add(PERSONS, person)
        for fact in _facts(desk, file):
            fresh.add(FACTS, fact)
        for told in tellings_of(desk, under, file, rows):
            fresh.add(OUTBOX, told)


def _numbers(desk: Desk) -> dict[str, str]:
    """Every matter by its reference, numbered again in the order in which they came."""
    numbers: dict[str, str] = {}
    years: dict[int, int] = {}
    for row in desk.store.everything():
        if row.matter_seq:
            continue
        if row.kind == "Received":
            before = years.get(row.on.year, 0)
            years[row.on.year] = before + 1
            numbers[row.matter] = projections.number(row.on, before)
        else:
            numbers[row.matter] = projections.OFFICE
    return numbers


def _people(file: File) -> Iterable[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for place, (seq, entry) in enumerate(file.entries):
        for person in projections.persons(entry, seq, file.ref, place):
            rows.setdefault(person["ref"], person)
        gone = projections.forgets(entry)
        if gone is not None and gone in rows:
            rows[gone]["forgotten_seq"] = seq
    return rows.values()


def _facts(desk: Desk, file: File) -> Iterator[dict[str, Any]]:
    telling = evidence.recorded(file.entries)
    if not telling:
        return
    texts = desk.vault.open_all(entry.facts for _, entry in telling)
    keys = desk.vault.item_keys(item for item, text in texts.items() if isinstance(text, Opened))
    by_seq: dict[int, FactsRecorded] = dict(telling)
    values: dict[int, dict[str, Any]] = {}
    for name, told in evidence.current(telling, texts).items():
        values.setdefault(told.seq, {})[name] = told.value
    for seq, plain in values.items():
        entry = by_seq[seq]
        yield from projections.facts_rows(file.ref, seq, entry, plain, keys[entry.facts])


class _Fresh:
    """The lists made anew: temporary tables of the same form, seen by this connection only."""

    def __init__(self, docket: Database) -> None:
        self._docket = docket
        self._waiting: dict[str, list[Mapping[str, Any]]] = {table: [] for table in KEYS}
        for table in KEYS:
            docket.run(f"CREATE TEMPORARY TABLE fresh_{table} AS SELECT * FROM {table} WHERE 1 = 0")

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        self._waiting[table].append(row)
        if len(self._waiting[table]) >= AT_A_TIME:
            self._write(table)

    def count(self, table: str) -> int:
        self._write(table)
        return int(self._docket.one(f"SELECT count(*) FROM fresh_{table}"))

    def differences(self, table: str) -> list[Difference]:
        """Rows of one table and not of the other, matched by key."""
        self._write(table)
        wanted = self._only_in(f"fresh_{table}", table)
        present = self._only_in(table, f"fresh_{table}")
        whats = {
            **dict.fromkeys(wanted, "missing"),
            **dict.fromkeys(present, "surplus"),
            **dict.fromkeys(wanted & present, "changed"),
        }
        return [Difference(table, key, whats[key]) for key in sorted(whats, key=str)]

    def replace(self, table: str) -> None:
        self._docket.run(f"DELETE FROM {table}")
        self._docket.run(f"INSERT INTO {table} SELECT * FROM fresh_{table}")

    def drop(self) -> None:
        for table in KEYS:
            self._docket.run(f"DROP TABLE fresh_{table}")

    def _only_in(self, here: str, there: str) -> set[tuple[Any, ...]]:
        keys = ", ".join(f'"{column}"' for column in KEYS[here.removeprefix("fresh_")])
        rows = self._docket.all(
            f"SELECT {keys} FROM (SELECT * FROM {here} EXCEPT SELECT * FROM {there}) AS odd"
        )
        return set(rows)

    def _write(self, table: str) -> None:
        self._docket.insert(f"fresh_{table}", self._waiting[table])
        self._waiting[table] = []
