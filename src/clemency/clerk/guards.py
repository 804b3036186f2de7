"""The triggers that keep entries: no change, no removal, and a place only at the end.

They deter mistakes and hasty hands. Whoever owns the file, or the table, can drop them; that is why
evidence lies in the tree of hashes and with those who hold its root, and not here.
docs/reference/storage.md says what is not stopped.
"""

from __future__ import annotations

from clemency.clerk.trouble import UnsafeDatabase

TABLE = "clerk_entry"

SQLITE = {
    "clerk_entry_never_changes": """\
CREATE TRIGGER clerk_entry_never_changes BEFORE UPDATE ON clerk_entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed: write another that corrects it'); END""",
    "clerk_entry_never_goes": """\
CREATE TRIGGER clerk_entry_never_goes BEFORE DELETE ON clerk_entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END""",
    # Without this one INSERT OR REPLACE would quietly put another row in an entry's place.
    "clerk_entry_comes_last": """\
CREATE TRIGGER clerk_entry_comes_last BEFORE INSERT ON clerk_entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM clerk_entry)
  OR NEW.matter_seq IS NOT
    (SELECT coalesce(max(matter_seq), -1) + 1 FROM clerk_entry WHERE matter = NEW.matter)
BEGIN SELECT RAISE(ABORT, 'an entry comes after the last one, in the docket and in its matter');
END""",
}

# The table is named by what fired the trigger, so that a temporary table of the same name cannot
# stand in for it.
POSTGRESQL = {
    "clerk_entry_kept": """
BEGIN
    RAISE EXCEPTION 'an entry is never changed or removed: write another that corrects it'
        USING ERRCODE = 'raise_exception';
END
""",
    "clerk_entry_last": """
DECLARE
    seq_wanted bigint;
    matter_seq_wanted bigint;
BEGIN
    EXECUTE format('SELECT coalesce(max(seq), -1) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO seq_wanted;
    EXECUTE format(
        'SELECT coalesce(max(matter_seq), -1) + 1 FROM %I.%I WHERE matter = $1',
        TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO matter_seq_wanted USING NEW.matter;
    IF NEW.seq IS DISTINCT FROM seq_wanted OR NEW.matter_seq IS DISTINCT FROM matter_seq_wanted THEN
        RAISE EXCEPTION 'an entry comes after the last one, in the docket and in its matter'
            USING ERRCODE = 'raise_exception';
    END IF;
    RETURN NEW;
END
""",
}

POSTGRESQL_TRIGGERS = {
    "clerk_entry_never_changes": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION clerk_entry_kept()",
    "clerk_entry_never_emptied": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
    " EXECUTE FUNCTION clerk_entry_kept()",
    "clerk_entry_comes_last": "BEFORE INSERT ON {table} FOR EACH ROW"
    " EXECUTE FUNCTION clerk_entry_last()",
}


def statements(vendor: str) -> list[str]:
    """What a migration runs, once, to put the triggers in place."""
    if vendor == "sqlite":
        return list(SQLITE.values())
    return [
        *(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
            for name, body in POSTGRESQL.items()
        ),
        # ALWAYS: also for a session that calls itself a replica.
        *(
            statement
            for name, rest in POSTGRESQL_TRIGGERS.items()
            for statement in (
                f"CREATE TRIGGER {name} {rest.format(table=TABLE)}",
                f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name}",
            )
        ),
    ]


def refuse_unless_whole(found: dict[str, str], wanted: dict[str, str]) -> None:
    """Raises UnsafeDatabase unless every trigger stands, word for word."""
    missing = sorted(set(wanted) - set(found))
    changed = sorted(name for name in set(wanted) & set(found) if found[name] != wanted[name])
    foreign = sorted(set(found) - set(wanted))
    wrong = [
        *(f"{name} is missing" for name in missing),
        *(f"{name} has been changed" for name in changed),
        *(f"{name} is not ours" for name in foreign),
    ]
    if wrong:
        raise UnsafeDatabase(
            f"The triggers that keep the docket's entries are not whole: {'; '.join(wrong)}. "
            "The office stays shut.",
            "Somebody changed the database by hand. Keep a copy of it for inquiry, restore the "
            "latest backup, verify the docket against the last checkpoint you hold.",
        )
