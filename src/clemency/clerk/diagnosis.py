"""What a database says of disks, files and locks, said again so that people know what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError

from clemency.clerk.trouble import Busy, Damaged, DiskFull, ReadOnly, Trouble, Unreachable

Diagnosis = tuple[type[Trouble], str, str]
"""The trouble, what it says of a `{place}`, and what to do next."""

_NOTHING = "Nothing of this command was written."

# By SQLite's primary result code; https://www.sqlite.org/rescode.html
_SQLITE: dict[int, Diagnosis] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        f"There is no room left to write to {{place}}. {_NOTHING}",
        "Make room on that disk and give the command again.",
    ),
    sqlite3.SQLITE_READONLY: (
        ReadOnly,
        f"{{place}} cannot be written: it, or its folder, is read-only here. {_NOTHING}",
        "Give this account the right to write there, or work on a copy of the folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        ReadOnly,
        f"{{place}} cannot be opened, or its folder cannot be written. {_NOTHING}",
        "Check that the folder exists and that this account may write to it.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Damaged,
        f"{{place}} is damaged: SQLite cannot read it as it was written. {_NOTHING}",
        "Keep the file for inquiry, restore the latest backup, and verify it before work goes on.",
    ),
    sqlite3.SQLITE_NOTADB: (
        Damaged,
        f"{{place}} is not an SQLite database, or its first page is damaged. {_NOTHING}",
        "Keep the file for inquiry, restore the latest backup, and verify it before work goes on.",
    ),
    sqlite3.SQLITE_BUSY: (
        Busy,
        f"Another command has been writing to {{place}} for too long. {_NOTHING}",
        "Give the command again; if it goes on, look for a program that holds the file.",
    ),
    sqlite3.SQLITE_IOERR: (
        DiskFull,
        (
            "The system refused to read from or write to {place}: the disk is full, over its "
            "quota, or failing. Nothing was acknowledged."
        ),
        (
            "Check the disk and its room, open the office again, verify the docket, look whether "
            "the last entry is there, and only then give the command again."
        ),
    ),
}

_OF_FILES: dict[int, Diagnosis] = {
    errno.ENOSPC: _SQLITE[sqlite3.SQLITE_FULL],
    errno.EDQUOT: _SQLITE[sqlite3.SQLITE_FULL],
    errno.EACCES: _SQLITE[sqlite3.SQLITE_READONLY],
    errno.EPERM: _SQLITE[sqlite3.SQLITE_READONLY],
    errno.EROFS: _SQLITE[sqlite3.SQLITE_READONLY],
    errno.EFBIG: _SQLITE[sqlite3.SQLITE_IOERR],
    errno.EIO: _SQLITE[sqlite3.SQLITE_IOERR],
}

# By SQLSTATE, the whole or its class; PostgreSQL manual, appendix A.
_POSTGRESQL: dict[str, Diagnosis] = {
    "53100": _SQLITE[sqlite3.SQLITE_FULL],
    "25006": _SQLITE[sqlite3.SQLITE_READONLY],
    "XX001": (
        Damaged,
        f"PostgreSQL reports that {{place}} is damaged. {_NOTHING}",
        "Stop the server, keep its files for inquiry, restore the latest backup, and verify it.",
    ),
    "XX002": (
        Damaged,
        f"PostgreSQL reports that an index of {{place}} is damaged. {_NOTHING}",
        "Stop the server, keep its files for inquiry, restore the latest backup, and verify it.",
    ),
    "55P03": _SQLITE[sqlite3.SQLITE_BUSY],
    "57014": _SQLITE[sqlite3.SQLITE_BUSY],
    "42501": (
        ReadOnly,
        f"This account may not do that in {{place}}. {_NOTHING}",
        "Check the grants in docs/how-to/postgresql.md; changing a table is for its owner.",
    ),
}

_AWAY = (
    Unreachable,
    "{place} does not answer, or went away. Nothing was acknowledged.",
    (
        "Check that the server runs and that its address in office.toml is right; then look "
        "whether the last entry is there before giving the command again."
    ),
)


@contextmanager
def told(place: object) -> Iterator[None]:
    """Turns what a database says of disks, files and locks into a Trouble about `place`.

    Anything else a database says is a mistake of ours and passes unchanged.
    """
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        found = _sqlite(error) or _postgresql(error)
        if found is None:
            raise
        kind, says, mend = found
        raise kind(says.format(place=place), mend) from error
    except OSError as error:
        found = _OF_FILES.get(error.errno or 0)
        if found is None:
            raise
        kind, says, mend = found
        raise kind(says.format(place=error.filename or place), mend) from error


def _sqlite(error: BaseException) -> Diagnosis | None:
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else _SQLITE.get(code & 0xFF)


def _postgresql(error: BaseException) -> Diagnosis | None:
    cause = error.__cause__
    if not type(cause).__module__.startswith("psycopg"):
        return None
    state = getattr(cause, "sqlstate", None)
    if state is None:  # said by the driver, not by the server
        return _AWAY if isinstance(error, OperationalError | InterfaceError) else None
    return _AWAY if state.startswith(("08", "57P")) else _POSTGRESQL.get(state)
