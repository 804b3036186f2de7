"""PostgreSQL as a docket needs it: synced commits, firm triggers, a role that owns nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db.backends.base.base import BaseDatabaseWrapper

from clemency.clerk import guards
from clemency.clerk.trouble import NoOffice, UnsafeDatabase

# Taken for the length of a transaction by whoever appends; the number only has to be ours.
SEQUENCER = 0x636C656D656E6379 >> 1

WAIT = "20s"  # for another command that is writing

_SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": None}
_SYNCED = frozenset({"on", "remote_apply", "remote_write", "local"})


def address(text: str) -> dict[str, Any]:
    """Django's settings for `postgresql://role@host:port/database?schema=name&host=/socket`.

    The password comes from where libpq looks for one (a password file, a service), not from here.
    """
    parts = urlsplit(text)
    given = dict(parse_qsl(parts.query))
    if parts.password is not None:
        raise NoOffice(
            "A database address in office.toml holds a password, where every backup would copy it.",
            "Take it out and put it into a PostgreSQL password file (.pgpass) of this account.",
        )
    schema = given.pop("schema", "public")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "HOST": given.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or given.pop("port", "")),
        "OPTIONS": {"options": f"-c search_path={schema} -c lock_timeout={WAIT}", **given},
    }


def refuse_if_unsafe(connection: BaseDatabaseWrapper) -> None:
    """Raises UnsafeDatabase where the server may acknowledge what it has not synced."""
    for name in _SAFE:
        value = _one(connection, f"SHOW {name}")
        if value not in (_SYNCED if _SAFE[name] is None else {_SAFE[name]}):
            raise UnsafeDatabase(
                f"The PostgreSQL server runs with {name} = {value}: a commit that it acknowledged "
                "can be lost. The office stays shut.",
                f"Set {name} = on in postgresql.conf and reload the server.",
            )


def refuse_if_owner(connection: BaseDatabaseWrapper) -> None:
    """Raises UnsafeDatabase where the role that works could also take the guards away."""
    owns, superuser, changes = _row(
        connection,
        "SELECT pg_has_role(current_user, relowner, 'USAGE'),"
        " (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
        " has_table_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE')"
        " OR has_table_privilege(oid, 'TRUNCATE') OR has_table_privilege(oid, 'TRIGGER')"
        " FROM pg_class WHERE oid = to_regclass(%s)",
        [guards.TABLE],
    )
    if owns or superuser or changes:
        raise UnsafeDatabase(
            "This role may change the docket's table of entries: it owns it, is a superuser, or "
            "has more than SELECT and INSERT on it. The office stays shut.",
            "Work with a role of its own and let another own the tables, as "
            "docs/how-to/postgresql.md shows.",
        )


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The triggers on the entries: what each does, when it fires, and its function's text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgtype, t.tgenabled, p.proname, p.prosrc, p.proconfig,"
            " t.tgqual IS NULL FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgrelid = to_regclass(%s) AND NOT t.tgisinternal",
            [guards.TABLE],
        )
        return {name: repr(rest) for name, *rest in cursor.fetchall()}


# pg_trigger.tgtype: 1 each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
_WANTED = {
    "clerk_entry_never_changes": (1 | 2 | 8 | 16, "clerk_entry_kept"),
    "clerk_entry_never_emptied": (2 | 32, "clerk_entry_kept"),
    "clerk_entry_comes_last": (1 | 2 | 4, "clerk_entry_last"),
}


def wanted_triggers() -> dict[str, str]:
    """The same, as they should stand: enabled ALWAYS ("A") and unconditional."""
    return {
        name: repr([kind, "A", function, guards.POSTGRESQL[function], None, True])
        for name, (kind, function) in _WANTED.items()
    }


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Lets the role that works do what it needs, and no more. Run by the owner of the tables."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {name} FROM {quoted}")
            more = "" if table in (guards.TABLE, "django_migrations") else ", UPDATE, DELETE"
            cursor.execute(f"GRANT SELECT, INSERT{more} ON {name} TO {quoted}")
        cursor.execute(f"REVOKE INSERT ON django_migrations FROM {quoted}")


def _one(connection: BaseDatabaseWrapper, sql: str) -> str:
    return str(_row(connection, sql, [])[0])


def _row(connection: BaseDatabaseWrapper, sql: str, values: list[Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
