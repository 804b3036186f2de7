"""The docket only grows: what is tried against that, on both databases."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import Error, connections

from clemency.clerk import databases, guards, sqlite
from clemency.clerk.databases import Stores
from clemency.clerk.folder import DOCKET, Settings
from clemency.clerk.trouble import Busy, UnsafeDatabase

INSERT = (
    'INSERT {} INTO clerk_entry (seq, matter, matter_seq, kind, "on", recorded_at, data, leaf)'
    " VALUES ({}, '{}', {}, 'Kind', '2026-01-01', '2026-01-01', {}, 'leaf') {}"
)


def insert(
    seq: int, matter: str, matter_seq: int, verb: str = "", after: str = "", data: str = "''"
) -> str:
    return INSERT.format(verb, seq, matter, matter_seq, data, after)


def run(stores: Stores, sql: str) -> None:
    with connections[stores.docket].cursor() as cursor:
        cursor.execute(sql)


def rows(stores: Stores) -> list[tuple[object, ...]]:
    with connections[stores.docket].cursor() as cursor:
        cursor.execute("SELECT seq, matter, matter_seq, data FROM clerk_entry ORDER BY seq")
        return [(seq, ref, at, bytes(data or b"")) for seq, ref, at, data in cursor.fetchall()]


@pytest.fixture
def three(stores: Stores) -> Stores:
    """Three entries: two of matter a, one of matter b."""
    for seq, matter, matter_seq in ((0, "a", 0), (1, "b", 0), (2, "a", 1)):
        run(stores, insert(seq, matter, matter_seq))
    return stores


OUT_OF_PLACE = {
    "in an entry's place": (1, "a", 2),
    "before the first": (-1, "c", 0),
    "beyond the last": (7, "c", 0),
    "in a gap of its matter": (3, "a", 5),
    "in an entry's place in its matter": (3, "a", 1),
    "at the second place of a new matter": (3, "c", 1),
}


@pytest.mark.parametrize("place", OUT_OF_PLACE.values(), ids=OUT_OF_PLACE.keys())
def test_an_entry_comes_only_at_the_end(three: Stores, place: tuple[int, str, int]) -> None:
    before = rows(three)
    with pytest.raises(Error, match="an entry comes after the last one"):
        run(three, insert(*place))
    assert rows(three) == before


def test_an_entry_is_not_put_in_anothers_place(three: Stores) -> None:
    before = rows(three)
    if connections[three.docket].vendor == "sqlite":
        tricks = [
            insert(1, "b", 0, "OR REPLACE"),
            insert(1, "b", 0, "OR IGNORE"),
            insert(3, "b", 0, "OR REPLACE"),
            insert(1, "b", 0).replace("INSERT  INTO", "REPLACE INTO"),
        ]
    else:
        tricks = []
    tricks.append(insert(1, "b", 0, after="ON CONFLICT (seq) DO UPDATE SET kind = 'Other'"))
    for trick in tricks:
        with pytest.raises(
            Error, match=r"comes after the last one|not authorized|permission denied"
        ):
            run(three, trick)
    assert rows(three) == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE clerk_entry SET kind = 'Other' WHERE seq = 1",
        "UPDATE clerk_entry SET seq = 9 WHERE seq = 2",
        "DELETE FROM clerk_entry WHERE seq = 2",
        "DELETE FROM clerk_entry",
    ],
)
def test_an_entry_is_never_changed_or_removed(three: Stores, sql: str) -> None:
    before = rows(three)
    with pytest.raises(Error):
        run(three, sql)
    assert rows(three) == before


def test_the_next_entry_still_goes_in(three: Stores) -> None:
    run(three, insert(3, "a", 2))
    run(three, insert(4, "c", 0))
    assert [row[0] for row in rows(three)] == [0, 1, 2, 3, 4]


SQLITE_FORM = [
    "DROP TABLE clerk_entry",
    "DROP TRIGGER clerk_entry_never_goes",
    "ALTER TABLE clerk_entry RENAME TO other",
    "ALTER TABLE clerk_entry DROP COLUMN leaf",
    "ALTER TABLE clerk_entry ADD COLUMN more",
    "CREATE TRIGGER other BEFORE INSERT ON clerk_entry BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER other BEFORE INSERT ON clerk_entry BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TABLE other (a)",
    "PRAGMA writable_schema = ON",
    "PRAGMA writable_schema(1)",
    "PRAGMA main.writable_schema = 1",
    "PRAGMA schema_version = 1",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = MEMORY",
    "PRAGMA secure_delete = OFF",
    "PRAGMA ignore_check_constraints = ON",
    "ATTACH ':memory:' AS other",
    "DELETE FROM sqlite_master",
]

WEAKENED = (
    "CREATE OR REPLACE FUNCTION clerk_entry_kept() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN NEW; END'"
)
OTHER_TRIGGER = (
    "CREATE TRIGGER other BEFORE INSERT ON clerk_entry FOR EACH ROW"
    " EXECUTE FUNCTION clerk_entry_kept()"
)
POSTGRESQL_FORM = [
    "TRUNCATE clerk_entry",
    "DROP TABLE clerk_entry",
    "DROP TRIGGER clerk_entry_comes_last ON clerk_entry",
    "DROP FUNCTION clerk_entry_kept CASCADE",
    WEAKENED,
    "ALTER TABLE clerk_entry DISABLE TRIGGER ALL",
    "ALTER TABLE clerk_entry RENAME TO other",
    "ALTER TABLE clerk_entry ADD COLUMN more integer",
    "CREATE RULE other AS ON INSERT TO clerk_entry DO INSTEAD NOTHING",
    OTHER_TRIGGER,
    "SET session_replication_role = replica",
    "SET ROLE clemency_owner",
]


def test_the_tables_keep_their_form(three: Stores) -> None:
    before = rows(three)
    vendor = connections[three.docket].vendor
    for sql in SQLITE_FORM if vendor == "sqlite" else POSTGRESQL_FORM:
        with pytest.raises(Error):
            run(three, sql)
    assert rows(three) == before


def test_a_temporary_table_of_that_name_does_not_stand_in_for_it(three: Stores) -> None:
    """The order is checked on the real table, whatever a session calls its own."""
    if connections[three.docket].vendor == "sqlite":
        run(three, "CREATE TEMP TABLE clerk_entry (seq, matter, matter_seq)")
        table = "main.clerk_entry"
    else:
        run(three, "CREATE TEMP TABLE clerk_entry (seq int, matter text, matter_seq int)")
        table = "public.clerk_entry"
    with pytest.raises(Error, match="comes after the last one"):
        run(three, insert(0, "z", 0).replace("clerk_entry", table, 1))
    run(three, insert(3, "z", 0).replace("clerk_entry", table, 1))


# --- the owner's hand, and the start-up check that finds its traces ------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    settings = Settings(title="Office", origin="o/d", pack="ruritania")
    databases.create(tmp_path, settings)
    return settings


@pytest.mark.parametrize("name", sorted(guards.SQLITE))
def test_a_missing_trigger_keeps_the_office_shut(
    tmp_path: Path, office: Settings, name: str
) -> None:
    with sqlite3.connect(tmp_path / DOCKET) as by_hand:
        by_hand.execute(f"DROP TRIGGER {name}")
    by_hand.close()
    with pytest.raises(UnsafeDatabase, match=f"{name} is missing"):
        databases.open_(tmp_path, office)


def test_a_changed_trigger_keeps_the_office_shut(tmp_path: Path, office: Settings) -> None:
    with sqlite3.connect(tmp_path / DOCKET) as by_hand:
        by_hand.execute("DROP TRIGGER clerk_entry_never_goes")
        by_hand.execute(
            "CREATE TRIGGER clerk_entry_never_goes BEFORE DELETE ON clerk_entry BEGIN SELECT 1; END"
        )
        by_hand.execute("CREATE TRIGGER other AFTER INSERT ON clerk_entry BEGIN SELECT 1; END")
    by_hand.close()
    with pytest.raises(UnsafeDatabase) as shut:
        databases.open_(tmp_path, office)
    assert "clerk_entry_never_goes has been changed" in shut.value.says
    assert "other is not ours" in shut.value.says


@pytest.mark.parametrize(
    "by_hand",
    [
        "ALTER TABLE clerk_entry DISABLE TRIGGER clerk_entry_never_changes",
        "ALTER TABLE clerk_entry ENABLE TRIGGER clerk_entry_comes_last",  # no longer ALWAYS
        "DROP TRIGGER clerk_entry_never_emptied ON clerk_entry",
        WEAKENED,
    ],
)
def test_postgresql_triggers_touched_by_their_owner_keep_the_office_shut(
    tmp_path: Path, postgresql: Callable[[], dict[str, str]], server: str, by_hand: str
) -> None:
    import psycopg

    addresses = postgresql()
    settings = Settings(title="Office", origin="o/d", pack="ruritania", **addresses)
    databases.create(tmp_path, settings)
    database = addresses["docket"].split("/")[3].split("?")[0]
    with psycopg.connect(host=server, user="clemency_owner", dbname=database) as owner:
        owner.execute(by_hand)
    with pytest.raises(UnsafeDatabase, match="triggers"):
        databases.open_(tmp_path, settings)


def test_a_role_that_owns_the_tables_does_not_work_with_them(
    tmp_path: Path, postgresql: Callable[[], dict[str, str]]
) -> None:
    addresses = postgresql()
    databases.create(tmp_path, Settings(title="Office", origin="o/d", pack="p", **addresses))
    owner = {**addresses, "docket": addresses["owner"]}
    with pytest.raises(UnsafeDatabase, match="may change the docket's table"):
        databases.open_(tmp_path, Settings(title="Office", origin="o/d", pack="p", **owner))


# --- the gate ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_write_ahead_logging_only_where_it_is_fixed(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert sqlite.wal_is_safe(version) is safe
    mode = "wal" if safe else "delete"
    assert f"PRAGMA journal_mode={mode};" in sqlite.options(version)["init_command"]
    level = 2 if safe else 3
    assert f"PRAGMA synchronous={level};" in sqlite.options(version)["init_command"]


def test_every_connection_has_the_settings_of_the_gate(tmp_path: Path, office: Settings) -> None:
    stores = databases.open_(tmp_path, office)
    try:
        for name in (stores.docket, stores.keys):
            with connections[name].cursor() as cursor:
                found = {}
                for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys"):
                    cursor.execute(f"PRAGMA {pragma}")
                    found[pragma] = cursor.fetchone()[0]
            mode = sqlite.journal()
            assert found == {
                "journal_mode": mode,
                "synchronous": {"wal": 2, "delete": 3}[mode],
                "secure_delete": 1,
                "foreign_keys": 1,
            }
            assert connections[name].settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    finally:
        databases.close(stores)


def test_another_journal_than_the_gate_allows_keeps_the_office_shut(
    tmp_path: Path, office: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "delete" if sqlite.journal() == "wal" else "wal"
    with sqlite3.connect(tmp_path / DOCKET) as by_hand:
        by_hand.execute(f"PRAGMA journal_mode = {other}")
        by_hand.execute("BEGIN IMMEDIATE")  # held by another program: the mode cannot change back
        monkeypatch.setattr(sqlite, "SECONDS_TO_WAIT", 0)
        with pytest.raises((Busy, UnsafeDatabase)):
            databases.open_(tmp_path, office)
    by_hand.close()
    gc.collect()  # the connection that failed half-way is let go
    databases.close(databases.open_(tmp_path, office))  # and the mode is put right by itself


@pytest.mark.parametrize(
    ("pragma", "told"),
    [
        ("synchronous=NORMAL", "syncs its commits at level 1"),
        ("journal_mode=MEMORY", "keeps its journal in mode 'memory'"),
        ("secure_delete=OFF", "does not overwrite"),
    ],
)
def test_a_setting_that_does_not_take_keeps_the_office_shut(
    tmp_path: Path, office: Settings, monkeypatch: pytest.MonkeyPatch, pragma: str, told: str
) -> None:
    settings = sqlite.options()
    settings["init_command"] += f";PRAGMA {pragma}"
    monkeypatch.setattr(sqlite, "options", lambda: settings)
    with pytest.raises(UnsafeDatabase, match=told):
        databases.open_(tmp_path, office)


def test_postgresql_that_does_not_sync_keeps_the_office_shut(
    tmp_path: Path, postgresql: Callable[[], dict[str, str]], server: str
) -> None:
    import psycopg

    addresses = postgresql()
    settings = Settings(title="Office", origin="o/d", pack="p", **addresses)
    databases.create(tmp_path, settings)
    database = addresses["docket"].split("/")[3].split("?")[0]
    with psycopg.connect(host=server, user="postgres", dbname="postgres") as admin:
        admin.execute(f"ALTER DATABASE {database} SET synchronous_commit = off")
    with pytest.raises(UnsafeDatabase, match="synchronous_commit = off"):
        databases.open_(tmp_path, settings)
