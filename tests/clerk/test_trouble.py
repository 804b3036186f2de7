"""Full disks, failing disks, read-only folders, damaged files: one clear message, nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from clemency.clerk import folder
from clemency.clerk import postgresql as sequencer
from clemency.clerk.diagnosis import told
from clemency.clerk.office import Clerk
from clemency.clerk.trouble import Busy, Damaged, DiskFull, NoOffice, ReadOnly, Trouble, Unreachable
from tests.clerk import offices
from tests.clerk.vfs import watched

ROOT = Path(__file__).parents[2]
FULL, IOERR_WRITE, IOERR_FSYNC = 13, 10 | 3 << 8, 10 | 4 << 8


def is_whole(office: Path, size: int, more: int = 0) -> None:
    """Everything acknowledged is there; what was in the making is there as a whole or not at
    all."""
    with offices.open_(office) as clerk:
        assert size <= clerk.checkpoint().size <= size + more
        report = clerk.verify()
        assert report.sound, str(report)
        assert clerk.rebuild().same


# --- no room -------------------------------------------------------------------------------------


class Failing:
    """A disk that reports a failure from one touch on, until it is mended."""

    def __init__(self, code: int, what: tuple[str, ...]) -> None:
        self.code, self.what = code, what
        self.left: int | None = None
        self.seen = 0

    def before(self, what: str, name: str) -> int:
        if what not in self.what:
            return 0
        self.seen += 1
        if self.left is None:
            return 0
        self.left -= 1
        return self.code if self.left < 0 else 0


@pytest.mark.parametrize(
    ("code", "what", "more"),
    [(FULL, ("write",), 0), (IOERR_WRITE, ("write",), 0), (IOERR_FSYNC, ("sync", "delete"), 2)],
    ids=["no room", "failing writes", "failing syncs"],
)
def test_a_disk_that_fails_at_any_touch(
    office: Path, code: int, what: tuple[str, ...], more: int
) -> None:
    """An answer that never came may still have been committed: then as a whole."""
    disk = Failing(code, what)
    with watched(disk.before), offices.open_(office) as clerk:
        before = disk.seen
        offices.receive(clerk)
        touches, size, failed = disk.seen - before, clerk.checkpoint().size, 0
        for touch in range(0, touches, max(1, touches // 12)):
            disk.left = touch
            told = None
            try:
                offices.receive(clerk)
            except DiskFull as full:
                told = full.says
            disk.left = None
            now = clerk.checkpoint().size  # the same clerk goes on, on new connections
            if told is None:
                assert now == size + 2
            else:
                failed += 1
                assert str(office) in told
                assert size <= now <= size + more
            size = now
        assert failed >= 8
        offices.receive(clerk)
        size += 2
    is_whole(office, size)


def test_a_full_disk_says_so(office: Path) -> None:
    with offices.open_(office) as clerk:
        offices.receive(clerk)
        size = clerk.checkpoint().size
        docket = clerk.desk.store.docket
        docket.run(f"PRAGMA max_page_count = {docket.one('PRAGMA page_count')}")
        with pytest.raises(DiskFull) as full:
            for _ in range(200):
                offices.receive(clerk)
                size = clerk.checkpoint().size
        assert str(full.value) == (
            f"There is no room left to write to {office / folder.DOCKET}. "
            "Nothing of this command was written.\n"
            "Make room on that disk and give the command again."
        )
    is_whole(office, size)


def test_a_limit_on_the_size_of_files_says_so(office: Path) -> None:
    """The system's own refusal, in a process of its own: a message, a non-zero exit, nothing
    lost."""
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tests.clerk import offices\n"
        "from clemency.clerk.trouble import Trouble\n"
        "office = Path(sys.argv[1])\n"
        "with offices.open_(office) as clerk:\n"
        "    limit = (office / 'docket.sqlite3').stat().st_size\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
        "    try:\n"
        "        while True:\n"
        "            print(offices.receive(clerk).seq, flush=True)\n"
        "    except Trouble as trouble:\n"
        "        sys.exit(str(trouble))\n"
    )
    ran = python(script, str(office))
    assert ran.returncode == 1
    assert "the disk is full, over its quota, or failing" in ran.stderr
    assert "Traceback" not in ran.stderr
    with offices.open_(office) as clerk:
        size = clerk.checkpoint().size
    acknowledged = [int(line) for line in ran.stdout.split()]
    assert all(seq < size for seq in acknowledged)
    is_whole(office, size)


def python(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


# --- read-only -----------------------------------------------------------------------------------


def test_a_read_only_office_can_be_read_and_says_that_it_cannot_be_written(office: Path) -> None:
    """In a process that may only read: whoever runs these tests as root may write anywhere."""
    with offices.open_(office) as clerk:
        offices.receive(clerk)
        size = clerk.checkpoint().size
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tests.clerk import offices\n"
        "from clemency.clerk import databases\n"
        "from clemency.clerk.trouble import ReadOnly\n"
        "databases.ready()\n"
        "offices.remember_packs()\n"
        "with offices.open_(Path(sys.argv[1])) as clerk:\n"  # loads all that root alone may
        "    assert clerk.verify().sound and clerk.matter('2026-0001').case\n"
        "if os.getuid() == 0:\n"
        "    os.setuid(65534)\n"
        "with offices.open_(Path(sys.argv[1])) as clerk:\n"
        "    assert clerk.verify().sound\n"
        "    print(clerk.matter('2026-0001').number)\n"
        "    try:\n"
        "        offices.receive(clerk)\n"
        "    except ReadOnly as trouble:\n"
        "        sys.exit(str(trouble))\n"
    )
    readable(office)
    try:
        ran = python(script, str(office))
    finally:
        writable(office)
    assert ran.stdout == "2026-0001\n", ran.stderr
    assert ran.returncode == 1
    assert "read-only here. Nothing of this command was written." in ran.stderr
    assert "Give this account the right to write there" in ran.stderr
    is_whole(office, size)


def readable(office: Path) -> None:
    """For everybody to read and for nobody to write, from the folder that holds it on."""
    office.parent.chmod(0o755)
    for path in [office, *office.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def writable(office: Path) -> None:
    for path in [office, *office.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


# --- damaged files -------------------------------------------------------------------------------


def damage(file: Path, start: int, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(content)


@pytest.mark.parametrize("name", [folder.DOCKET, folder.KEYS])
@pytest.mark.parametrize(
    ("start", "content"),
    [(0, b"not a database at all, really"), (100, bytes(60)), (4096, bytes(4096))],
    ids=["first bytes", "first page", "second page"],
)
def test_a_damaged_file_is_told_and_nothing_is_written(
    office: Path, name: str, start: int, content: bytes
) -> None:
    with offices.open_(office) as clerk:
        offices.receive(clerk)
    damage(office / name, start, content)
    before = {file.name: file.read_bytes() for file in office.iterdir() if file.is_file()}
    with pytest.raises(Damaged) as damaged, offices.open_(office) as clerk:
        offices.receive(clerk)
    assert str(office / name) in damaged.value.says
    assert "restore" in damaged.value.mend
    after = {file.name: file.read_bytes() for file in office.iterdir() if file.is_file()}
    assert after == before


@pytest.mark.parametrize("name", [folder.DOCKET, folder.KEYS])
def test_a_missing_file_is_not_made_anew(office: Path, name: str) -> None:
    (office / name).unlink()
    with pytest.raises(NoOffice, match=f"{name} is missing"):
        offices.open_(office)
    assert not (office / name).exists()


def test_an_empty_file_is_no_docket(office: Path) -> None:
    (office / folder.DOCKET).write_bytes(b"")
    with pytest.raises(Trouble, match="does not hold the tables"):
        offices.open_(office)
    assert (office / folder.DOCKET).stat().st_size == 0


# --- busy ----------------------------------------------------------------------------------------


def test_who_waits_too_long_is_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with offices.open_(office) as clerk:
        clerk.desk.store.docket.run("PRAGMA busy_timeout = 1")
        other = sqlite3.connect(office / folder.DOCKET, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="has been writing"):
            offices.receive(clerk)
        other.rollback()
        other.close()
        offices.receive(clerk)


def test_who_waits_too_long_on_postgresql_is_told(
    postgresql: Callable[[], dict[str, str]], server: str
) -> None:
    import psycopg

    addresses = postgresql()
    database = addresses["docket"].split("/")[3].split("?")[0]
    with (
        served(addresses) as clerk,
        psycopg.connect(host=server, user="clemency_worker", dbname=database) as other,
    ):
        assert clerk.desk.store.docket.one("SHOW lock_timeout") == sequencer.WAIT
        clerk.desk.store.docket.run("SET lock_timeout = '1ms'")
        other.execute("SELECT pg_advisory_xact_lock(%s)", [sequencer.SEQUENCER])
        with pytest.raises(Busy, match="has been writing"):
            offices.receive(clerk)
        other.rollback()
        offices.receive(clerk)


# --- PostgreSQL ----------------------------------------------------------------------------------


@contextmanager
def served(addresses: dict[str, str]) -> Iterator[Clerk]:
    place = offices.quick_folder() / "office"
    offices.make(place, **addresses)
    with offices.open_(place) as clerk:
        yield clerk
    shutil.rmtree(place.parent)


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("53100", DiskFull),
        ("25006", ReadOnly),
        ("42501", ReadOnly),
        ("XX001", Damaged),
        ("55P03", Busy),
        ("57P01", Unreachable),
    ],
)
def test_what_postgresql_says_of_its_troubles(
    postgresql: Callable[[], dict[str, str]], state: str, trouble: type[Trouble]
) -> None:
    """Its own words for a full disk and the rest, raised in the middle of a command."""
    with served(postgresql()) as clerk:
        size = clerk.checkpoint().size
        with pytest.raises(trouble) as raised, clerk.desk.store.writing():
            clerk.desk.store.docket.run(
                f"DO $$ BEGIN RAISE EXCEPTION 'simulated' USING ERRCODE = '{state}'; END $$"
            )
        assert raised.value.mend
        assert "clemency_worker" in raised.value.says
        assert clerk.checkpoint().size == size
        offices.receive(clerk)
        assert clerk.verify().sound


def test_a_server_that_drops_the_connection(
    postgresql: Callable[[], dict[str, str]], server: str
) -> None:
    import psycopg

    with served(postgresql()) as clerk:
        pid = clerk.desk.store.docket.one("SELECT pg_backend_pid()")
        with psycopg.connect(host=server, user="postgres", dbname="postgres") as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])
        with pytest.raises(Unreachable, match="Nothing was acknowledged"):
            offices.receive(clerk)
        offices.receive(clerk)  # on a new connection
        assert clerk.verify().sound


def test_postgresql_away_is_told(tmp_path: Path) -> None:
    address = f"postgresql://clemency_worker@/office?host={tmp_path}"
    settings = {"docket": address, "keys": f"{address}&schema=keys", "owner": address}
    with pytest.raises(Unreachable, match="does not answer"):
        offices.make(tmp_path / "office", **settings)


def test_a_password_does_not_belong_in_office_toml(tmp_path: Path) -> None:
    address = "postgresql://clemency_worker:geheim@db/office"
    with pytest.raises(NoOffice, match="holds a password"):
        offices.make(tmp_path / "o", docket=address, keys=f"{address}?schema=k", owner=address)


def test_postgresql_without_an_owner_is_told(tmp_path: Path) -> None:
    address = "postgresql://clemency_worker@db/office"
    with pytest.raises(NoOffice, match="no `owner`"):
        offices.make(tmp_path / "o", docket=address, keys=f"{address}?schema=k")


# --- what is not a trouble -----------------------------------------------------------------------


def test_our_own_mistakes_are_not_dressed_up(stores: Any) -> None:
    """Only what disks, files and locks do becomes a Trouble; wrong SQL is a mistake of ours."""
    with (
        pytest.raises(Exception, match="nowhere") as mistake,
        told("the docket"),
        connections[stores.docket].cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM nowhere")
    assert not isinstance(mistake.value, Trouble)
