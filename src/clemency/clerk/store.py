"""The docket as it lies in the database: read in order, and only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from clemency.clerk import postgresql
from clemency.clerk.databases import Stores
from clemency.clerk.sql import Database
from clemency.clerk.trouble import Damaged, Trouble
from clemency.docket.order import Appointments
from clemency.docket.seal import tree
from clemency.docket.seal.checkpoint import Checkpoint

ENTRIES = "clerk_entry"
NODES = "clerk_treenode"
AT_A_TIME = 1000  # rows fetched in one go when the whole docket is read


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as stored: its bytes, and the columns by which it is found."""

    seq: int
    matter: str
    matter_seq: int
    kind: str
    on: date
    recorded_at: datetime
    data: bytes
    leaf: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Where the docket ends: how many entries it has, and when the last was written."""

    size: int
    recorded_at: datetime | None


class Store:
    """One office's entries and their tree."""

    def __init__(self, stores: Stores) -> None:
        # The last entry of the office's own docket when it was read, and what that docket said.
        self.appointments: tuple[str | None, Appointments] | None = None
        self.docket = Database(stores.docket, stores.docket_place)
        self.keys = Database(stores.keys, stores.keys_place)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, and nobody else's beside it; at the end committed and synced.

        Whoever comes second waits, and then reads what the first one wrote; nothing is tried twice.
        After trouble with the disk the connections are closed: what they held in memory counts for
        nothing, and the next command reads the file again.
        """
        try:
            with self.docket.transaction():
                if self.docket.connection.vendor == "postgresql":
                    self.docket.run("SELECT pg_advisory_xact_lock(%s)", [postgresql.SEQUENCER])
                yield
        except Trouble:
            self.docket.close()
            self.keys.close()
            raise

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Many commands in one transaction. The keys are committed before the docket, as ever."""
        with self.docket.together(), self.keys.together():
            yield

    def append(self, rows: Sequence[Row]) -> None:
        """Adds entries at the end, and the tree nodes that they complete. Only within `writing`."""
        frontier = self.frontier(rows[0].seq)
        nodes: list[tree.Node] = []
        for row in rows:
            frontier, new = tree.append(frontier, bytes.fromhex(row.leaf))
            nodes += new
        self.docket.insert(ENTRIES, [asdict(row) for row in rows])
        self.docket.insert(NODES, [node_row(*node) for node in nodes])

    # --- reading ---------------------------------------------------------------------------------

    def tip(self) -> Tip:
        """Where the docket ends now."""
        found = self._rows("ORDER BY seq DESC LIMIT 1", [])
        return Tip(found[0].seq + 1, found[0].recorded_at) if found else Tip(0, None)

    def matter(self, ref: str) -> list[Row]:
        """The entries of one matter, in order."""
        return self._rows("WHERE matter = %s ORDER BY matter_seq", [ref])

    def everything(self, size: int | None = None) -> Iterator[Row]:
        """Every entry in order, or the first `size` of them: what was there then never changes."""
        after = -1
        while True:
            rows = self._rows(
                f"WHERE seq > %s AND seq < %s ORDER BY seq LIMIT {AT_A_TIME}",
                [after, 2**31 - 1 if size is None else size],
            )
            yield from rows
            if len(rows) < AT_A_TIME:
                return
            after = rows[-1].seq

    def received_in(self, year: int) -> int:
        """How many matters were received in a year."""
        return int(
            self.docket.one(
                "SELECT count(*) FROM clerk_entry WHERE kind = 'Received' AND matter_seq = 0"
                ' AND "on" BETWEEN %s AND %s',
                [date(year, 1, 1), date(year, 12, 31)],
            )
        )

    def _rows(self, where: str, values: Sequence[Any]) -> list[Row]:
        columns = 'seq, matter, matter_seq, kind, "on", recorded_at, data, leaf'
        found = self.docket.all(f"SELECT {columns} FROM clerk_entry {where}", values)
        return [_row(*one) for one in found]

    # --- the tree --------------------------------------------------------------------------------

    def frontier(self, size: int) -> tree.Frontier:
        """The right edge of the tree when it had `size` leaves, in one read."""
        levels = [level for level in range(size.bit_length()) if size >> level & 1]
        nodes = self.nodes((level, (size >> level) - 1) for level in levels)
        return tree.frontier_at(size, lambda level, index: nodes[level, index])

    def nodes(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Nodes of the tree by level and index. Raises Damaged where one is missing."""
        keys = list(wanted)
        if not keys:
            return {}
        places = " OR ".join(['(level = %s AND "index" = %s)'] * len(keys))
        found = {
            (level, index): unhex(node)
            for level, index, node in self.docket.all(
                f'SELECT level, "index", hash FROM {NODES} WHERE {places}',
                [part for key in keys for part in key],
            )
        }
        if missing := [key for key in keys if key not in found]:
            level, index = missing[0]
            raise Damaged(
                f"The tree of hashes lacks its node at level {level}, index {index}.",
                "Verify the docket; if only the tree is wrong, rebuild it from the entries.",
            )
        return found

    def node(self, level: int, index: int) -> bytes:
        """One node of the tree."""
        return self.nodes([(level, index)])[level, index]

    def leaves(self) -> int:
        """How many entries the tree covers."""
        return self.docket.one(f'SELECT max("index") + 1 FROM {NODES} WHERE level = 0') or 0

    def checkpoint(self, origin: str, size: int | None = None) -> Checkpoint:
        """What the whole docket is now, or was when it had `size` entries."""
        wanted = self.tip().size if size is None else size
        return Checkpoint(origin, wanted, self.frontier(wanted).root())


def node_row(level: int, index: int, node: bytes) -> dict[str, Any]:
    """A node of the tree as stored."""
    return {"level": level, "index": index, "hash": node.hex()}


def unhex(text: str) -> bytes:
    """The bytes of a hash; of what is no hash, none: then nothing that is made of it fits."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _row(
    seq: int,
    matter: str,
    matter_seq: int,
    kind: str,
    on: date | str,
    recorded_at: datetime | str,
    data: Any,
    leaf: str,
) -> Row:
    """A row of either database: SQLite keeps days and instants as text, without a zone."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    at = datetime.fromisoformat(recorded_at) if isinstance(recorded_at, str) else recorded_at
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return Row(seq, matter, matter_seq, kind, day, at, bytes(data), leaf)
