"""Leaves no copy of deleted rows in a database's own files."""

from __future__ import annotations

from collections.abc import Iterable

from clemency.clerk import sqlite
from clemency.clerk.sql import Database
from clemency.clerk.trouble import Busy, UnsafeDatabase


def scrub(database: Database, tables: Iterable[str]) -> None:
    """Removes what deleting left behind.

    SQLite overwrites rows as it deletes them (secure_delete); in write-ahead mode its log still
    holds the pages as they were, until it is emptied, and the file is then written anew.
    PostgreSQL keeps dead rows in the table until that is written anew, and in its own log until
    the segment is used again: docs/reference/storage.md says what follows from that.
    """
    if database.connection.vendor != "sqlite":
        for table in tables:
            _write_anew(database, table)
        return
    with sqlite.unguarded(database.connection):
        database.one("PRAGMA wal_checkpoint(TRUNCATE)")
        database.run("VACUUM")
        busy = database.one("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise Busy(
            "The keys are destroyed, but another program is reading the key store, so its log "
            "still holds a copy.",
            "Close that program and open the office again: what is left is then removed.",
        )


def _write_anew(database: Database, table: str) -> None:
    """Raises UnsafeDatabase where PostgreSQL passed over the table: it only warns of that."""
    before = database.one("SELECT pg_relation_filenode(%s)", [table])
    database.run(f"VACUUM FULL {table}")
    if database.one("SELECT pg_relation_filenode(%s)", [table]) == before:
        raise UnsafeDatabase(
            f"The keys are destroyed, but {table} was not written anew, so its file may still hold "
            "a dead copy.",
            "Let the role that works own the key tables, as docs/how-to/postgresql.md shows, and "
            "open the office again.",
        )
