"""SQLite as a docket needs it: a safe journal, synced commits, and tables that only grow.

A race in write-ahead logging (SQLite 3.7.0 to 3.51.2) can lose acknowledged commits, so that
mode is used only where it is fixed; elsewhere a rollback journal.
https://www.sqlite.org/wal.html#walresetbug
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from clemency.clerk import guards
from clemency.clerk.trouble import UnsafeDatabase

Version = tuple[int, int, int]

# The release with the fix, and the older series that it was carried back to.
FIXED: Version = (3, 51, 3)
FIXED_SERIES: tuple[Version, ...] = ((3, 44, 6), (3, 50, 7))

SYNCHRONOUS = {"wal": 2, "delete": 3}  # FULL, and EXTRA: the folder too is synced after a commit

SECONDS_TO_WAIT = 20  # for another command that is writing


def wal_is_safe(version: Version) -> bool:
    """Whether write-ahead logging in this SQLite is free of the race."""
    return version >= FIXED or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_SERIES
    )


def journal(version: Version = sqlite3.sqlite_version_info) -> str:
    """The journal mode that this SQLite can be trusted with."""
    return "wal" if wal_is_safe(version) else "delete"


def options(version: Version = sqlite3.sqlite_version_info) -> dict[str, Any]:
    """What Django passes to every connection.

    Transactions take the write lock when they begin: one that takes it later finds that somebody
    else was faster, and fails where it need only have waited.
    """
    mode = journal(version)
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": SECONDS_TO_WAIT,
        "init_command": (
            f"PRAGMA journal_mode={mode};"
            f"PRAGMA synchronous={SYNCHRONOUS[mode]};"
            "PRAGMA secure_delete=ON;"
            "PRAGMA temp_store=MEMORY;"
            "PRAGMA cell_size_check=ON"
        ),
    }


def refuse_if_unsafe(connection: BaseDatabaseWrapper, version: Version | None = None) -> None:
    """Raises UnsafeDatabase unless this connection journals and syncs as the gate demands."""
    mode = _pragma(connection, "journal_mode")
    wanted = journal(version or sqlite3.sqlite_version_info)
    if mode != wanted:
        raise UnsafeDatabase(
            f"The database keeps its journal in mode {mode!r}, and SQLite "
            f"{sqlite3.sqlite_version} can be trusted only with {wanted!r}. The office stays shut.",
            "Close every other program that has this folder open, then open the office again.",
        )
    synced = _pragma(connection, "synchronous")
    if synced != SYNCHRONOUS[wanted]:
        raise UnsafeDatabase(
            f"The database syncs its commits at level {synced}, and with journal mode {wanted!r} "
            f"the docket needs level {SYNCHRONOUS[wanted]}. The office stays shut.",
            "Take settings of `synchronous` out of whatever changed it; Clemency sets its own.",
        )
    if _pragma(connection, "secure_delete") != 1:
        raise UnsafeDatabase(
            "This SQLite does not overwrite what it deletes, so an erased key would stay readable. "
            "The office stays shut.",
            "Use an SQLite whose `PRAGMA secure_delete` can be switched on.",
        )


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers on the docket's entries as they stand in the database, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
            [guards.TABLE],
        )
        return dict(cursor.fetchall())


def _pragma(connection: BaseDatabaseWrapper, name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        (value,) = cursor.fetchone()
    return value.lower() if isinstance(value, str) else value


# --- the authorizer -------------------------------------------------------------------------------

_SCHEMA = frozenset(
    getattr(sqlite3, name)
    for name in (
        "SQLITE_CREATE_INDEX",
        "SQLITE_CREATE_TABLE",
        "SQLITE_CREATE_TEMP_TRIGGER",
        "SQLITE_CREATE_TEMP_VIEW",
        "SQLITE_CREATE_TRIGGER",
        "SQLITE_CREATE_VIEW",
        "SQLITE_CREATE_VTABLE",
        "SQLITE_DROP_INDEX",
        "SQLITE_DROP_TABLE",
        "SQLITE_DROP_TRIGGER",
        "SQLITE_DROP_VIEW",
        "SQLITE_DROP_VTABLE",
        "SQLITE_ALTER_TABLE",
        "SQLITE_ATTACH",
        "SQLITE_DETACH",
    )
)

_SETTLED = frozenset(
    {
        "foreign_keys",
        "ignore_check_constraints",
        "journal_mode",
        "recursive_triggers",
        "schema_version",
        "secure_delete",
        "synchronous",
        "trusted_schema",
        "writable_schema",
    }
)


def _authorize(
    action: int, first: str | None, second: str | None, database: str | None, within: str | None
) -> int:
    """SQLite asks this of every statement as it is prepared."""
    if action in _SCHEMA:
        return sqlite3.SQLITE_DENY
    if action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE) and first == guards.TABLE:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_PRAGMA and second is not None and (first or "").lower() in _SETTLED:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def guard(connection: BaseDatabaseWrapper) -> None:
    """From now on this connection cannot change a table's form, an entry, or a safety setting."""
    connection.ensure_connection()
    connection.connection.set_authorizer(_authorize)


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lets migrations and VACUUM do what nothing else may."""
    connection.ensure_connection()
    connection.connection.set_authorizer(None)
    try:
        yield
    finally:
        if connection.connection is not None:
            guard(connection)
