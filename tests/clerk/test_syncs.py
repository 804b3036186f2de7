"""Acknowledged means synced: counted, and tried by taking the power away."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clemency.clerk import sqlite
from clemency.clerk.folder import DOCKET, KEYS
from clemency.clerk.submit import Recorded
from tests.clerk import offices
from tests.clerk.vfs import Disk, watched


def submit_bare(clerk: offices.Clerk, matter: str, name: str) -> None:
    """An act that seals nothing."""
    fields = {"whose": name, "role": "neighbour"}
    done = clerk.submit(matter, offices.order("record-relation", **fields))
    assert isinstance(done, Recorded), done


def test_each_command_syncs_every_store_that_it_touches(office: Path) -> None:
    with watched() as disk, offices.open_(office) as clerk:
        matter = offices.receive(clerk).matter
        assert disk.syncs(DOCKET) >= 1
        assert disk.syncs(KEYS) >= 1
        for number in range(20):
            before = disk.syncs(DOCKET), disk.syncs(KEYS)
            submit_bare(clerk, matter, f"p{number}")
            assert disk.syncs(DOCKET) - before[0] >= 1
            assert disk.syncs(KEYS) == before[1]  # nothing was sealed: the keys are left alone
        for number in range(20):
            before = disk.syncs(DOCKET), disk.syncs(KEYS)
            clerk.record(matter, {"age": number}, officer=offices.OFFICER, office=offices.DESK)
            assert disk.syncs(DOCKET) - before[0] >= 1
            assert disk.syncs(KEYS) - before[1] >= 1


def test_a_refused_command_syncs_nothing(office: Path) -> None:
    with watched() as disk, offices.open_(office) as clerk:
        matter = offices.receive(clerk).matter
        before = dict(disk.counts)
        assert not isinstance(clerk.submit(matter, offices.order("countersign")), Recorded)
        assert dict(disk.counts) == before


def test_keys_are_synced_before_the_entry_is_written(office: Path) -> None:
    """So that a crash between the two leaves at most a key that opens nothing."""
    happened: list[tuple[str, str]] = []

    def note(what: str, name: str) -> int:
        happened.append((what, name))
        return 0

    with watched(note), offices.open_(office) as clerk:
        happened.clear()
        offices.receive(clerk)
    first_entry = next(
        i for i, (what, name) in enumerate(happened) if (what, name) == ("write", DOCKET)
    )
    last_key = max(i for i, (_, name) in enumerate(happened) if name.startswith(KEYS))
    assert last_key < first_entry


def left_after_power_loss(disk: Disk, office: Path) -> Path:
    """The office as the disk would hold it: only what was synced, and the files beside."""
    folder = offices.quick_folder() / "office"
    folder.mkdir()
    for file in office.iterdir():
        if file.suffix in (".toml", ".key"):
            shutil.copy(file, folder)
    shutil.copytree(office / "packs", folder / "packs")
    disk.after_power_loss(folder)
    for name in (DOCKET, KEYS):
        if not (folder / name).exists():  # never written since it was opened
            shutil.copy(office / name, folder)
    return folder


def test_what_was_acknowledged_survives_the_loss_of_power(office: Path) -> None:
    with watched() as disk, offices.open_(office) as clerk:
        matter = offices.receive(clerk).matter
        for number in range(15):
            if number % 3:
                submit_bare(clerk, matter, f"p{number}")
            else:
                clerk.record(matter, {"age": number}, officer=offices.OFFICER, office=offices.DESK)
            root = clerk.checkpoint()
            folder = left_after_power_loss(disk, office)
            with offices.open_(folder) as after:
                assert after.checkpoint() == root
                assert after.verify().sound
            shutil.rmtree(folder.parent)


@pytest.mark.parametrize(
    ("synchronous", "lost"), [("OFF", True), ("NORMAL", True), ("FULL", True), ("EXTRA", False)]
)
def test_the_loss_of_power_is_a_test_that_can_fail(
    tmp_path: Path, synchronous: str, lost: bool
) -> None:
    """With a rollback journal only EXTRA also syncs the folder from which the journal went:
    anything
    less may find it there again, and undo what was acknowledged."""
    with watched() as disk:
        database = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute(f"PRAGMA synchronous = {synchronous}")
        database.execute("CREATE TABLE kept (number)")
        gone = 0
        for number in range(3):
            database.execute("INSERT INTO kept VALUES (?)", [number])
            folder = tmp_path / f"after-{number}"
            folder.mkdir()
            disk.after_power_loss(folder)
            gone += kept(folder / "a.sqlite3") != number + 1
        database.close()
    assert (gone > 0) is lost
    assert sqlite.SYNCHRONOUS["delete"] == 3


def kept(file: Path) -> int:
    database = sqlite3.connect(file)
    try:
        (count,) = database.execute("SELECT count(*) FROM kept").fetchone()
        return int(count)
    except sqlite3.Error:
        return -1
    finally:
        database.close()


def test_postgresql_syncs_its_log_with_every_command(
    postgresql: Callable[[], dict[str, str]], server: str
) -> None:
    import psycopg

    folder = offices.quick_folder() / "office"
    offices.make(folder, **postgresql())
    with psycopg.connect(host=server, user="postgres", dbname="postgres") as admin:
        admin.autocommit = True

        def syncs() -> int:
            found = admin.execute(
                "SELECT sum(fsyncs) FROM pg_stat_io WHERE object = 'wal'"
            ).fetchone()
            assert found is not None
            return int(found[0])

        with offices.open_(folder) as clerk:
            matter = offices.receive(clerk).matter
            before = syncs()
            for number in range(20):
                submit_bare(clerk, matter, f"p{number}")
        for _ in range(600):  # each process tells its counts when it ends, if not earlier
            if syncs() - before >= 20:
                break
            time.sleep(0.05)
        assert syncs() - before >= 20
    shutil.rmtree(folder.parent)
