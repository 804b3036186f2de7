"""The office that this process serves: its clerk, and its desk database.

The desk database holds what the web itself needs: sessions, accounts, drafts, lists, tasks. Nothing
in it says what a case is; a case is what its docket says.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import connections

from clemency.clerk import databases, folder, sqlite
from clemency.clerk.clock import Clock
from clemency.clerk.trouble import NoOffice

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

    from clemency.clerk.office import Clerk

DESK = "default"
CLERKS_OWN = ("clerk", "keys")

_lock = threading.Lock()
_open: dict[str, Clerk] = {}


class Router:
    """Keeps the tables of the docket and of the keys out of the desk database, and ours out of
    theirs."""

    def db_for_read(self, model: Any, **_: Any) -> str | None:
        return None if model._meta.app_label in CLERKS_OWN else DESK

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        theirs = db != DESK
        return (app_label in CLERKS_OWN) is theirs


def use(where: Path | str, *, clock: Clock | None = None) -> Clerk:
    """Serves the office in this folder from now on, in place of any other. Raises a Trouble that
    says why it stays shut."""
    from clemency.clerk.office import Clerk

    where = Path(where)
    databases.ready()
    with _lock:
        _let_go()
        _point(folder.read(where), where)
        _open["clerk"] = Clerk.open(where, clock=clock, auth="web")
        return _open["clerk"]


def clerk() -> Clerk:
    """The clerk of the office that is served. Raises NoOffice where none is."""
    try:
        return _open["clerk"]
    except KeyError:
        raise NoOffice(
            "This server was started without an office.",
            "Start it with `clemency serve --data FOLDER`, or name the folder in CLEMENCY_OFFICE.",
        ) from None


def leave() -> None:
    """Serves no office any more."""
    with _lock:
        _let_go()


def migrate() -> None:
    """Brings the tables of the desk database to what this version needs."""
    desk = connections[DESK]
    if desk.vendor == "sqlite":
        _hurry(Path(str(desk.settings_dict["NAME"])))
    call_command("migrate", database=DESK, interactive=False, verbosity=0, skip_checks=True)
    call_command("createcachetable", database=DESK, verbosity=0)
    desk.close()  # what was hurried is over: the next connection waits for the disk


def serve() -> WSGIHandler:
    """The application that a server runs: CLEMENCY_OFFICE, opened. Raises NoOffice or Unsafe."""
    from django.core.wsgi import get_wsgi_application

    from clemency.web.config import config

    if faults := config().faults():
        raise NoOffice(
            "These settings are not safe for serving people, so nothing was started. "
            + " ".join(faults),
            "Mend them; docs/how-to/serve.md explains each.",
        )
    application = get_wsgi_application()
    named = config().office
    if named is not None:
        use(named)
    return application


def _hurry(file: Path) -> None:
    """A new file is readable by this account alone; and while it is empty, nothing in it can be
    lost, so its tables are made without waiting for the disk."""
    if not file.exists():
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with connections[DESK].cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _let_go() -> None:
    if (before := _open.pop("clerk", None)) is not None:
        before.close()
    if DESK in connections.settings:
        connections[DESK].close()
        if hasattr(connections._connections, DESK):  # type: ignore[attr-defined]
            del connections[DESK]


def _point(settings: folder.Settings, where: Path) -> None:
    """Gives Django the address of the desk database under the name it looks for first."""
    if settings.desk.startswith(("postgresql:", "postgres:")):
        from clemency.clerk import postgresql

        address = postgresql.address(settings.desk)
    else:
        address = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str((where / settings.desk).resolve()),
            "OPTIONS": sqlite.options(),
            "CONN_MAX_AGE": None,
        }
    settled = connections.configure_settings({DESK: address})
    connections.settings[DESK] = settled[DESK]
