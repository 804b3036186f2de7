"""Finds an office's two databases, makes their tables, and lets nobody near them unguarded.

Django is set up here, when storage is first needed and not before. Every office that a process
opens has two names of its own among Django's connections; each thread gets its own connection
under them.
"""

from __future__ import annotations

import itertools
import os
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from clemency.clerk import guards, postgresql, sqlite
from clemency.clerk.diagnosis import told
from clemency.clerk.folder import Settings
from clemency.clerk.trouble import NoOffice, UnsafeDatabase

_numbers = itertools.count(1)
_guarded: set[str] = set()


@dataclass(frozen=True)
class Stores:
    """Django's names for the docket's database and the key store's, and how people know them."""

    docket: str
    keys: str
    docket_place: str
    keys_place: str


def ready() -> None:
    """Sets Django up, unless somebody has."""
    if not django_settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.clerk.settings")
    if not apps.ready:
        django.setup()


def create(folder: Path, settings: Settings) -> None:
    """Makes the tables of a new office. The databases themselves are new files, or empty ones."""
    ready()
    for app, address in (("clerk", settings.docket), ("keys", settings.keys)):
        if _is_file(address):
            _create_file(folder, app, address)
        else:
            # The keys' own role owns their tables: only an owner can have them written anew, which
            # leaves no dead copy of a key. Entries are owned by a role that never works with them.
            _create_server(app, address, settings.owner if app == "clerk" else address)


def open_(folder: Path, settings: Settings) -> Stores:
    """The office's databases. Raises UnsafeDatabase or NoOffice where one is not as it must be."""
    ready()
    stores = Stores(
        docket=_name("clerk", folder, settings.docket),
        keys=_name("keys", folder, settings.keys),
        docket_place=str(_place(folder, settings.docket)),
        keys_place=str(_place(folder, settings.keys)),
    )
    try:
        for app, name, place in (
            ("clerk", stores.docket, stores.docket_place),
            ("keys", stores.keys, stores.keys_place),
        ):
            with told(place):
                _check(app, connections[name], place)
    except BaseException:
        close(stores)
        raise
    return stores


def close(stores: Stores) -> None:
    """Closes this thread's connections and forgets the names."""
    for name in (stores.docket, stores.keys):
        _drop(name)


# --- names and addresses ------------------------------------------------------------------------


def _is_file(address: str) -> bool:
    return not address.startswith(("postgresql:", "postgres:"))


def _place(folder: Path, address: str) -> Path | str:
    return folder / address if _is_file(address) else address


def _name(app: str, folder: Path, address: str) -> str:
    """Gives Django the address under a name of its own."""
    if not _is_file(address):
        return _register(app, postgresql.address(address))
    file = folder / address
    if not file.is_file():
        raise NoOffice(
            f"{file} is missing, though {folder} is an office. Nothing was made in its place.",
            "Restore it from the latest backup: docs/how-to/backup-and-restore.md.",
        )
    return _register(app, _file(file))


def _file(file: Path, mode: str = "rw") -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{quote(str(file.resolve()))}?mode={mode}",
        "OPTIONS": sqlite.options(),
    }


def _register(app: str, address: dict[str, Any]) -> str:
    name = f"{app}-{next(_numbers)}"
    # Opening is checked and guarded, so a connection is kept for as long as its thread lasts.
    kept = {**address, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    settled = connections.configure_settings({"default": {}, name: kept})
    connections.settings[name] = settled[name]
    _guarded.add(name)
    return name


def _drop(name: str) -> None:
    if name in connections.settings:
        connections[name].close()
        del connections[name]
        del connections.settings[name]
    _guarded.discard(name)


# --- making and checking tables -----------------------------------------------------------------


def _create_file(folder: Path, app: str, address: str) -> None:
    file = folder / address
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    name = _register(app, _file(file))
    try:
        with told(file), sqlite.unguarded(connections[name]):
            _migrate(app, name)
    finally:
        _drop(name)


def _create_server(app: str, address: str, owner: str) -> None:
    """As the owner of the tables; another role that works is only granted what it needs."""
    worker = postgresql.address(address)
    if not owner:
        raise NoOffice(
            "office.toml names a PostgreSQL database and no `owner` to make its tables.",
            "Add one: docs/how-to/postgresql.md shows the two roles.",
        )
    theirs = {**postgresql.address(owner), "OPTIONS": worker["OPTIONS"]}
    name = _register(app, theirs)
    try:
        with told(owner):
            _migrate(app, name)
            if owner != address:
                postgresql.grant(connections[name], worker["USER"])
    finally:
        _drop(name)


def _migrate(app: str, name: str) -> None:
    call_command("migrate", app, database=name, interactive=False, verbosity=0, skip_checks=True)


def _check(app: str, connection: BaseDatabaseWrapper, place: str) -> None:
    """The start-up refusals: another version's tables, unsafe settings, guards not whole."""
    connection.ensure_connection()
    _refuse_other_version(app, connection, place)
    if app != "clerk":
        return
    if connection.vendor == "sqlite":
        guards.refuse_unless_whole(sqlite.triggers(connection), guards.SQLITE)
    else:
        postgresql.refuse_if_owner(connection)
        wanted = postgresql.wanted_triggers()
        guards.refuse_unless_whole(postgresql.triggers(connection), wanted)


def _refuse_other_version(app: str, connection: BaseDatabaseWrapper, place: str) -> None:
    found = set[str]()
    with connection.cursor() as cursor:
        if "django_migrations" in connection.introspection.table_names(cursor):
            cursor.execute("SELECT name FROM django_migrations WHERE app = %s", [app])
            found = {name for (name,) in cursor.fetchall()}
    folder = f"{apps.get_app_config(app).path}/migrations"
    known = {module.name for module in pkgutil.iter_modules([folder])}
    if found > known:
        raise NoOffice(
            f"{place} was made by a newer Clemency than this one. The office stays shut.",
            "Use that version, or a later one.",
        )
    if found != known:
        raise UnsafeDatabase(
            f"{place} does not hold the tables that this version of Clemency needs. "
            "The office stays shut.",
            "If the file is empty or half made, restore it from the latest backup.",
        )


def _settle(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Every new connection to an office, in whichever thread, is checked and guarded at once."""
    if connection.alias not in _guarded:
        return
    if connection.vendor == "sqlite":
        sqlite.refuse_if_unsafe(connection)
        sqlite.guard(connection)
    else:
        postgresql.refuse_if_unsafe(connection)


connection_created.connect(_settle, dispatch_uid="clemency.clerk.databases")
