"""Every list can vanish and come back: made anew from entries, compared, and mended."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from clemency.clerk import folder, packs, rebuild
from clemency.clerk.office import Clerk
from clemency.clerk.rebuild import Difference
from clemency.clerk.trouble import Damaged, WrongKey
from tests.clerk import offices

ANOTHER_MATTER = (
    "INSERT INTO clerk_matter (ref, number, stage, in_public_office, entries, last_seq)"
    " VALUES ('00', '2099-0001', 'new', false, 0, 0)"
)
CORRUPTIONS: dict[str, tuple[str, str, str]] = {
    "a node of the tree": (
        "clerk_treenode",
        "UPDATE clerk_treenode SET hash = 'ff' WHERE level = 1 AND \"index\" = 2",
        "changed",
    ),
    "a node gone": ("clerk_treenode", 'DELETE FROM clerk_treenode WHERE "index" = 3', "missing"),
    "a stage": ("clerk_matter", "UPDATE clerk_matter SET stage = 'denied'", "changed"),
    "a day": ("clerk_matter", "UPDATE clerk_matter SET received_on = '2001-01-01'", "changed"),
    "a count": ("clerk_matter", "UPDATE clerk_matter SET entries = entries - 1", "changed"),
    "a number": (
        "clerk_matter",
        "UPDATE clerk_matter SET number = '2026-0007' WHERE number = '2026-0001'",
        "changed",
    ),
    "a matter gone": ("clerk_matter", "DELETE FROM clerk_matter", "missing"),
    "a matter too many": (
        "clerk_matter",
        ANOTHER_MATTER,
        "surplus",
    ),
    "a person gone": ("clerk_person", "DELETE FROM clerk_person", "missing"),
    "a role": ("clerk_person", "UPDATE clerk_person SET role = 'judge'", "changed"),
    "a forgetting": ("clerk_person", "UPDATE clerk_person SET forgotten_seq = 3", "changed"),
    "a fact gone": ("clerk_factsitem", "DELETE FROM clerk_factsitem", "missing"),
    "where a fact is from": ("clerk_factsitem", "UPDATE clerk_factsitem SET seq = 0", "changed"),
    "a fact's value": ("clerk_factsitem", "UPDATE clerk_factsitem SET sealed = item", "changed"),
    "a letter gone": ("clerk_outbox", "DELETE FROM clerk_outbox", "missing"),
    "a letter": ("clerk_outbox", "UPDATE clerk_outbox SET who = 'public'", "changed"),
}


@pytest.mark.parametrize("corruption", CORRUPTIONS.values(), ids=CORRUPTIONS.keys())
def test_each_list_that_differs_is_found_and_mended(
    clerk: Clerk, corruption: tuple[str, str, str]
) -> None:
    table, sql, what = corruption
    offices.whole_story(clerk)
    assert clerk.rebuild().same
    clerk.desk.store.docket.run(sql)
    found = clerk.rebuild()
    assert not found.same
    assert {(one.table, one.what) for one in found.differences} == {(table, what)}
    assert not clerk.rebuild().same  # comparing mends nothing
    assert clerk.rebuild(mend=True).mended
    assert clerk.rebuild().same
    assert clerk.verify().sound


def test_every_list_at_once_and_from_nothing(either: Clerk) -> None:
    got = offices.whole_story(either)
    shown, listed = either.matter(got.matter), either.matters()
    for table in rebuild.KEYS:
        either.desk.store.docket.run(f"DELETE FROM {table}")
    found = either.rebuild(mend=True)
    assert found.mended
    assert {one.what for one in found.differences} == {"missing"}
    assert sum(found.rows.values()) == len(found.differences)
    assert either.rebuild().same
    again = either.matter(got.number)
    assert (again.entries, again.case, either.matters()) == (shown.entries, shown.case, listed)
    offices.receive(either)
    assert either.verify().sound


def test_a_difference_says_which_row(clerk: Clerk) -> None:
    got = offices.receive(clerk)
    clerk.desk.store.docket.run("UPDATE clerk_matter SET stage = 'x' WHERE ref = %s", [got.matter])
    (found,) = clerk.rebuild().differences
    assert found == Difference("clerk_matter", (got.matter,), "changed")
    assert str(found) == f"clerk_matter {got.matter}: changed"


def test_only_the_entries_own_bytes_count(office: Path) -> None:
    """Another leaf noted beside an entry does not change the tree that is made anew."""
    with offices.open_(office) as clerk:
        offices.receive(clerk)
    by_hand(office, "UPDATE clerk_entry SET leaf = 'ff' WHERE seq = 2")
    with offices.open_(office) as clerk:
        assert clerk.rebuild().same
        assert [fault.entry for fault in clerk.verify().faults] == [2]


def by_hand(office: Path, *statements: str) -> None:
    """What the owner of the file can do: take the triggers away, and put them back."""
    database = sqlite3.connect(office / folder.DOCKET)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    kept = triggers.fetchall()
    for name, _ in kept:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    for _, sql in kept:
        database.execute(sql)
    database.commit()
    database.close()


def test_an_unreadable_entry_stops_the_rebuilding_and_is_named(office: Path) -> None:
    with offices.open_(office) as clerk:
        offices.receive(clerk)
    by_hand(office, "UPDATE clerk_entry SET data = x'7b7d' WHERE seq = 3")
    with offices.open_(office) as clerk, pytest.raises(Damaged, match="Entry 3 cannot be read"):
        clerk.rebuild()


def test_without_the_office_key_sealed_lists_are_not_made(office: Path) -> None:
    with offices.open_(office) as clerk:
        offices.receive(clerk)
    (office / folder.KEY).unlink()
    with offices.open_(office) as clerk, pytest.raises(WrongKey):
        clerk.rebuild()


# --- the packs under which entries were written
# ------------------------------------------------------


def amend(office: Path, clerk: Clerk) -> None:
    """The office works under another text from now on: receipts are sent to counsel."""
    target = office / "law"
    target.mkdir()
    for path, text in json.loads(
        (office / packs.FOLDER / f"{clerk.pack.digest}.json").read_text()
    ).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        text = text.replace(
            'tells   = [{ who = "petitioner", letter = "receipt" }]',
            'tells   = [{ who = "counsel", letter = "receipt" }]',
        ).replace('version    = "2026.1"', 'version    = "2026.2"')
        (target / path).write_text(text)
    settings = (office / folder.OFFICE).read_text().replace(offices.PACK, "law")
    (office / folder.OFFICE).write_text(settings)


def test_lists_are_made_under_the_pack_of_each_entry(office: Path) -> None:
    with offices.open_(office) as clerk:
        first = offices.receive(clerk)
        offices.do(clerk, first.matter, "open-petition")
        amend(office, clerk)
        old = clerk.pack.digest
    with offices.open_(office) as clerk:
        assert clerk.pack.digest != old
        assert clerk.pack.version == "2026.2"
        second = offices.receive(clerk)
        offices.do(clerk, second.matter, "open-petition")
        told = clerk.desk.store.docket.all("SELECT who FROM clerk_outbox ORDER BY seq")
        assert told == [("petitioner",), ("counsel",)]
        assert clerk.rebuild().same
        kept = office / packs.FOLDER / f"{old}.json"
        kept.write_text(kept.read_text().replace("Clemency Act s 3", "Clemency Act s 4"))
        with pytest.raises(Damaged, match="not the pack whose digest"):
            clerk.rebuild()
        kept.unlink()
        with pytest.raises(Damaged, match="cannot be read"):
            clerk.rebuild()


# --- whom to tell, where that hangs on facts ------------------------------------------------------


def told(clerk: Clerk) -> list[tuple[str, str, bool]]:
    rows = clerk.desk.store.docket.all(
        'SELECT who, letter, "open" FROM clerk_outbox ORDER BY seq, place'
    )
    return [(who, letter, bool(is_open)) for who, letter, is_open in rows]


@pytest.mark.parametrize(
    ("asked", "letters"),
    [
        (True, [("victim", "victim-denied", False), ("petitioner", "denied", False)]),
        (False, [("petitioner", "denied", False)]),
        ("unknown", [("victim", "victim-denied", True), ("petitioner", "denied", False)]),
    ],
)
def test_who_is_told_is_worked_out_again_from_the_facts_of_that_day(
    clerk: Clerk, asked: object, letters: list[tuple[str, str, bool]]
) -> None:
    got = offices.receive(clerk, facts={**offices.FACTS, "victim_asked_to_be_told": asked})
    offices.do(clerk, got.matter, "open-petition")
    offices.do(clerk, got.matter, "deny", "prince", "o-prince")
    assert told(clerk)[1:] == letters
    clerk.record(
        got.matter, {"victim_asked_to_be_told": True}, officer="o-desk", office="pardons_desk"
    )
    assert clerk.rebuild().same  # what became known later does not change it
    clerk.forget(
        got.matter, officer="o-desk", office="pardons_desk", second="o-second", legal_basis="art-17"
    )
    assert clerk.rebuild().same  # nobody can work it out any more: it is what it was
    assert told(clerk)[1:] == letters
