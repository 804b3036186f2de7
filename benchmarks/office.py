"""An office in a folder, with petitions in it, to append to; and a table to insert bare bytes into.

`python -m benchmarks.office KIND TIMES` appends so often and ends: what syncs are counted on.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from benchmarks.people import TODAY, Person
from clemency.clerk.clock import GivenClock
from clemency.clerk.office import Clerk
from clemency.clerk.sqlite import options
from clemency.clerk.submit import Recorded
from clemency.docket.order import Order

PACK = Path(__file__).parent / "twelve"
MATTERS = 20

ORDERS = {
    "with rules": Order("supplement", "desk", "o-12", TODAY, {"items": ["judgment"]}),
    "plain": Order("tell", "desk", "o-12", TODAY, {"who": "petitioner"}),
}

# Somebody for whom all twelve rules hold, so that every append is accepted.
ELIGIBLE: Person = {
    "released_on": "2015-03-01",
    "convicted_on": "2003-01-01",
    "born_on": "1980-05-05",
    "refused_on": "none",
    "offence": "theft",
    "filer": "person",
    "disposition": "convicted",
    "offence_class": "b",
    "judgment_final": True,
    "on_parole": False,
    "open_cases": 0,
    "priors": 1,
    "restitution_owed": 50_000,
    "restitution_paid": 50_000,
    "sentence_months": 24,
}


class Office:
    """Twenty petitions, appended to in turn, so that none grows long."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self._turn = count()
        clerk.appoint("o-12", "desk", from_on=TODAY)
        self.matters = [self._received() for _ in range(MATTERS)]

    def _received(self) -> str:
        received = self.clerk.receive("o-12", "desk", facts=ELIGIBLE)
        assert isinstance(received, Recorded), received
        return received.matter

    def append(self, kind: str) -> Recorded:
        """One act, performed, sealed, listed, committed and synced.

        kind  "with rules": rests on twelve rules, whose findings are sealed; tells the petitioner.
              "plain": rests on nothing and seals nothing, so the key store is not touched.
        """
        order = ORDERS[kind]
        done = self.clerk.submit(self.matters[next(self._turn) % MATTERS], order)
        assert isinstance(done, Recorded), done
        return done

    def stored(self, done: Recorded) -> bytes:
        """The bytes of an entry as they lie in the database."""
        return self.clerk.desk.store.matter(done.matter)[done.matter_seq].data


@contextmanager
def office() -> Iterator[Office]:
    """A new office in a folder that goes with the block."""
    with tempfile.TemporaryDirectory() as folder:
        made = Clerk.create(
            Path(folder) / "office",
            pack=str(PACK),
            origin="example.org/benchmarks",
            title="Office of the benchmarks",
            clock=GivenClock.on(TODAY),
        )
        with made as clerk:
            yield Office(clerk)


class Bare:
    """A table of bytes in a database of its own, opened as the clerk opens the docket's."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in options()["init_command"].split(";"):
            self.connection.execute(pragma)
        self.connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, data BLOB NOT NULL)")

    def insert(self, data: bytes) -> None:
        """One durable insert."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute("INSERT INTO entry (data) VALUES (?)", [data])
        self.connection.execute("COMMIT")


if __name__ == "__main__":
    with office() as opened:
        for _ in range(int(sys.argv[2])):
            opened.append(sys.argv[1])
