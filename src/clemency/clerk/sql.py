"""One database, asked in plain SQL that SQLite and PostgreSQL both understand.

The models say what the tables are; what a command runs is written out here and in the modules
above, so that it can be read, counted, and stopped between any two statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from clemency.clerk.diagnosis import told

AT_A_TIME = 500  # values in one list of a query


class Database:
    """One of Django's connections, by its name there.

    place  how people know the database, for what is said of it
    """

    def __init__(self, name: str, place: str) -> None:
        self.name, self.place = name, place
        self._together: ContextVar[bool] = ContextVar(f"together-{name}", default=False)

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """This thread's connection."""
        return connections[self.name]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction: committed and synced when the block ends, or nothing of it done."""
        alone = not self._together.get()
        with told(self.place), transaction.atomic(using=self.name, durable=alone):
            yield

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around many: where one of them fails it alone is undone, and all that
        remain are committed and synced when the block ends."""
        with told(self.place), transaction.atomic(using=self.name, durable=True):
            token = self._together.set(True)
            try:
                yield
            finally:
                self._together.reset(token)

    def close(self) -> None:
        """Lets this thread's connection go; the next statement opens another."""
        self.connection.close()

    # --- asking ----------------------------------------------------------------------------------

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row that a query yields."""
        with told(self.place), self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The single value that a query yields; None where it yields none."""
        with told(self.place), self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone()
        return row[0] if row else None

    def among(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Every row of a query with `IN ({})`, for any number of values."""
        wanted = list(dict.fromkeys(values))
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), AT_A_TIME):
            part = wanted[start : start + AT_A_TIME]
            found += self.all(sql.format(", ".join(["%s"] * len(part))), part)
        return found

    # --- writing ---------------------------------------------------------------------------------

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """One statement that yields nothing."""
        with told(self.place), self.connection.cursor() as cursor:
            cursor.execute(sql, values)

    def insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds rows, all with the same columns, in one statement."""
        if rows:
            self.run(*self._insert(table, rows))

    def insert_if_new(self, table: str, row: Mapping[str, Any]) -> None:
        """Adds a row, unless there is one with its key."""
        sql, values = self._insert(table, [row])
        self.run(f"{sql} ON CONFLICT DO NOTHING", values)

    def upsert(self, table: str, key: Sequence[str], row: Mapping[str, Any]) -> None:
        """Writes a row, in place of the one with the same key."""
        sql, values = self._insert(table, [row])
        keys = ", ".join(f'"{column}"' for column in key)
        sets = ", ".join(f'"{c}" = excluded."{c}"' for c in row if c not in key)
        self.run(f"{sql} ON CONFLICT ({keys}) DO UPDATE SET {sets}", values)

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Any]]:
        names = ", ".join(f'"{column}"' for column in rows[0])
        marks = ", ".join(["%s"] * len(rows[0]))
        adapt = self.connection.ops.adapt_datetimefield_value
        values = [
            adapt(value) if isinstance(value, datetime) else value
            for row in rows
            for value in row.values()
        ]
        every = ", ".join([f"({marks})"] * len(rows))
        return f"INSERT INTO {table} ({names}) VALUES {every}", values
