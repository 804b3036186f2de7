"""A person is forgotten: gone from every file, while the docket still verifies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from clemency.clerk import ciphers, folder, sqlite, vault
from clemency.clerk.databases import Stores
from clemency.clerk.office import Clerk
from clemency.clerk.trouble import Busy, Damaged, NotAllowed, NotKnown, NotWritable, WrongKey
from clemency.clerk.vault import Forgotten, Opened
from clemency.docket.keeping import Erased
from tests.clerk import offices
from tests.clerk.offices import DESK, OFFICER, do, receive, whole_story

BY = {"officer": OFFICER, "office": DESK, "second": "o-second", "legal_basis": "data-act-17"}


def keys_of(clerk: Clerk) -> dict[str, list[bytes]]:
    """Every key of every person as it lies wrapped in the key store, by person."""
    found: dict[str, list[bytes]] = {}
    for table in ("keys_personkey", "keys_itemkey"):
        for person, wrapped in clerk.desk.store.keys.all(f"SELECT person, wrapped FROM {table}"):
            found.setdefault(person, []).append(bytes(wrapped))
    return found


def sealed_of(clerk: Clerk, person: str) -> list[bytes]:
    rows = clerk.desk.store.docket.all(
        "SELECT sealed FROM clerk_vaultitem WHERE person = %s", [person]
    )
    return [bytes(sealed) for (sealed,) in rows]


def grep(office: Path, needles: list[bytes]) -> list[str]:
    """Which of these bytes stand in which file of the office."""
    return [
        f"{needle[:20]!r} in {file.name}"
        for file in sorted(office.rglob("*"))
        if file.is_file()
        for needle in needles
        if needle in file.read_bytes()
    ]


def test_nothing_sealed_lies_open_in_any_file(clerk: Clerk) -> None:
    whole_story(clerk)
    canaries = [b"canary", b"Rassendyll", "Rassendyll".encode("utf-16-le"), b"2020-03-03"]
    assert grep(clerk.folder, canaries) == []
    keys = list(raw_keys(clerk))
    assert len(keys) >= 10
    assert grep(clerk.folder, keys) == []


def raw_keys(clerk: Clerk) -> Iterator[bytes]:
    """Every key as it opens things: of texts and of persons, and the office's own."""
    vault = clerk.desk.vault
    items = clerk.desk.store.docket.all("SELECT item FROM clerk_vaultitem")
    yield from vault.item_keys(item for (item,) in items).values()
    for person in keys_of(clerk):
        yield vault.person_key(person)[0]
    yield ciphers.read_office_key(clerk.folder / folder.KEY)


def test_who_is_forgotten_is_gone_from_every_file(clerk: Clerk) -> None:
    got = whole_story(clerk)
    victim = clerk.matter(got.matter).case.victims[0].victim  # type: ignore[union-attr]
    assert victim is not None
    mine, theirs = keys_of(clerk)[got.matter], keys_of(clerk)[victim]
    texts, kept = sealed_of(clerk, got.matter), sealed_of(clerk, victim)
    assert len(grep(clerk.folder, [*mine, *texts])) >= len(mine) + len(texts)

    done = clerk.forget(got.matter, **BY)

    assert [one.entry.kind for one in done] == ["Erased"]
    erased = done[0].entry
    assert isinstance(erased, Erased)
    assert (erased.second, erased.legal_basis) == ("o-second", "data-act-17")
    assert (erased.whose, erased.items) == (got.matter, len(texts))
    assert grep(clerk.folder, [*mine, *texts]) == []
    assert len(grep(clerk.folder, theirs)) == len(theirs)  # nobody else's key went along
    assert len(grep(clerk.folder, kept)) == len(kept)


def test_what_was_sealed_reads_as_forgotten_and_the_docket_verifies(either: Clerk) -> None:
    got = whole_story(either)
    root = either.checkpoint()
    either.forget(got.matter, **BY)
    shown = either.matter(got.matter)
    words = shown.entries[0].texts["/commits/words"]
    assert either.text(got.matter, words) == Forgotten(got.matter)
    assert shown.facts is not None
    assert dict(shown.facts.facts.values) == {}
    victim = next(e for e in shown.entries if e.kind == "VictimHeard").texts["/commits/statement"]
    assert b"canary-victim" in either.text(got.matter, victim)  # type: ignore[operator]
    report = either.verify(held=root)
    assert report.sound, str(report)
    assert either.rebuild().differences == ()


def test_a_forgotten_person_can_be_forgotten_once_and_gets_no_new_words(clerk: Clerk) -> None:
    got = receive(clerk)
    clerk.forget(got.matter, **BY)
    with pytest.raises(NotKnown, match="has been forgotten"):
        clerk.submit(got.matter, offices.order("answer-letter", words="Dear petitioner"))
    with pytest.raises(NotKnown, match="has been forgotten"):
        clerk.record(got.matter, {"age": 3}, officer=OFFICER, office=DESK)
    with pytest.raises(NotKnown, match="already"):
        clerk.forget(got.matter, **BY)
    do(clerk, got.matter, "answer-letter")  # what seals nothing goes on


def test_one_entry_in_every_matter_that_speaks_of_them(clerk: Clerk) -> None:
    victim, first, second = clerk.new_person(), receive(clerk), receive(clerk)
    for got in (first, second):
        do(clerk, got.matter, "open-petition")
        do(clerk, got.matter, "hear-victim", victim=victim, statement="canary-both")
    third = receive(clerk)
    done = clerk.forget(victim, **BY)
    assert {one.matter for one in done} == {first.matter, second.matter}
    assert [one.entry.items for one in done] == [1, 1]  # type: ignore[attr-defined]
    assert all(e.kind != "Erased" for e in clerk.matter(third.matter).entries)
    assert clerk.verify().sound
    assert clerk.rebuild().differences == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"second": OFFICER}, "two different officials"),
        ({"second": "o-nobody"}, "holds no office"),
        ({"officer": "o-nobody"}, "does not hold the office"),
        ({"office": "police", "officer": "o-police"}, "may not do this"),
        ({"office": "council_of_war"}, "may not do this"),
    ],
)
def test_two_officials_and_no_fewer(clerk: Clerk, change: dict[str, str], says: str) -> None:
    got = receive(clerk)
    before = clerk.checkpoint()
    with pytest.raises(NotAllowed, match=says):
        clerk.forget(got.matter, **{**BY, **change})
    assert clerk.checkpoint() == before
    words = clerk.matter(got.matter).entries[0].texts["/commits/words"]
    assert clerk.text(got.matter, words) == offices.PLEA.encode()


def test_a_legal_basis_is_a_code(clerk: Clerk) -> None:
    got = receive(clerk)
    with pytest.raises(NotWritable, match="legal_basis"):
        clerk.forget(got.matter, **{**BY, "legal_basis": "because he asked"})
    words = clerk.matter(got.matter).entries[0].texts["/commits/words"]
    assert clerk.text(got.matter, words) == offices.PLEA.encode()


def test_nobody_unknown_is_forgotten(clerk: Clerk) -> None:
    with pytest.raises(NotKnown, match="No matter speaks"):
        clerk.forget("ab" * 16, **BY)


# --- what is interrupted, or brought back
# ----------------------------------------------------------


def test_a_key_store_restored_from_a_backup_forgets_again_before_it_opens(office: Path) -> None:
    with offices.open_(office) as clerk:
        got = whole_story(clerk)
        mine = keys_of(clerk)[got.matter]
    backup = (office / folder.KEYS).read_bytes()
    with offices.open_(office) as clerk:
        clerk.forget(got.matter, **BY)
    (office / folder.KEYS).write_bytes(backup)
    assert grep(office, mine)
    with offices.open_(office) as clerk:
        assert grep(office, mine) == []
        words = clerk.matter(got.matter).entries[0].texts["/commits/words"]
        assert clerk.text(got.matter, words) == Forgotten(got.matter)


def test_a_whole_office_restored_forgets_whom_the_list_beside_it_names(office: Path) -> None:
    """The list of the forgotten is kept apart from the backups, and put back over an older
    docket."""
    with offices.open_(office) as clerk:
        got = whole_story(clerk)
    backup = {name: (office / name).read_bytes() for name in (folder.DOCKET, folder.KEYS)}
    with offices.open_(office) as clerk:
        mine = keys_of(clerk)[got.matter]
        clerk.forget(got.matter, **BY)
    for name, content in backup.items():
        (office / name).write_bytes(content)
    with offices.open_(office) as clerk:
        assert grep(office, mine) == []
        shown = clerk.matter(got.matter)
        words = shown.entries[0].texts["/commits/words"]
        assert clerk.text(got.matter, words) == Forgotten(got.matter)
        assert all(entry.kind != "Erased" for entry in shown.entries)  # it was not there yet
        again = clerk.forget(got.matter, **BY)  # so it is written again
        assert [one.entry.kind for one in again] == ["Erased"]
        assert clerk.verify().sound


def test_what_another_reader_kept_from_being_scrubbed_is_scrubbed_at_the_next_opening(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy("The keys are destroyed, but...", "Open the office again.")

    with offices.open_(office) as clerk:
        got = whole_story(clerk)
        with monkeypatch.context() as patched:
            patched.setattr(vault, "scrub", busy)
            with pytest.raises(Busy):
                clerk.forget(got.matter, **BY)
    assert (office / folder.FORGOTTEN).read_text().split() == [got.matter]
    scrubbed: list[object] = []
    monkeypatch.setattr(vault, "scrub", lambda *_: scrubbed.append(_))
    offices.open_(office).close()
    offices.open_(office).close()
    assert len(scrubbed) == 1
    assert (office / folder.FORGOTTEN).read_text().split() == [got.matter, got.matter, vault.GONE]


def test_a_list_of_the_forgotten_that_broke_off_is_mended(office: Path) -> None:
    with offices.open_(office) as clerk:
        got = whole_story(clerk)
        (office / folder.FORGOTTEN).write_text(got.matter[:9])  # a crash in the middle of a line
        clerk.forget(got.matter, **BY)
    lines = (office / folder.FORGOTTEN).read_text().splitlines()
    assert lines == [got.matter[:9], got.matter, f"{got.matter} {vault.GONE}"]
    with offices.open_(office) as clerk:
        words = clerk.matter(got.matter).entries[0].texts["/commits/words"]
        assert clerk.text(got.matter, words) == Forgotten(got.matter)


def test_in_write_ahead_mode_no_copy_of_a_key_stays_in_the_log(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "journal", lambda version=None: "wal")
    options = {
        **sqlite.options(),
        "init_command": "PRAGMA journal_mode=wal;PRAGMA synchronous=2;PRAGMA secure_delete=ON",
    }
    monkeypatch.setattr(sqlite, "options", lambda: options)
    with offices.open_(office) as clerk:
        got = whole_story(clerk)
        mine = keys_of(clerk)[got.matter]
        assert any(name.endswith(f"in {folder.KEYS}-wal") for name in grep(office, mine))
        clerk.forget(got.matter, **BY)
        assert grep(office, mine) == []
        assert clerk.verify().sound


def test_postgresql_keeps_no_dead_row_of_a_key_in_its_tables(
    postgresql: Callable[[], dict[str, str]], server: str
) -> None:
    """Its own log keeps one until the segment is used again: docs/reference/storage.md says so."""
    import psycopg

    addresses = postgresql()
    database = addresses["docket"].split("/")[3].split("?")[0]
    place = offices.quick_folder() / "office"
    offices.make(place, **addresses)

    def tables() -> bytes:
        """What the files of the key tables hold, old ones included that are not yet removed."""
        with psycopg.connect(host=server, user="postgres", dbname=database) as admin:
            admin.autocommit = True
            admin.execute("CHECKPOINT")
            row = admin.execute("SELECT oid FROM pg_database WHERE datname = %s", [database])
            (oid,) = row.fetchone() or (0,)
        folder = Path(server) / "base" / str(oid)
        return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())

    with offices.open_(place) as clerk:
        got = whole_story(clerk)
        mine = keys_of(clerk)[got.matter]
        assert all(key in tables() for key in mine)
        clerk.forget(got.matter, **BY)
        left = tables()
        assert not any(key in left for key in mine)
    shutil.rmtree(place.parent)


# --- keys ----------------------------------------------------------------------------------------


def words_of(clerk: Clerk, matter: str) -> str:
    return clerk.matter(matter).entries[0].texts["/commits/words"]


def test_another_office_key_opens_nothing(office: Path) -> None:
    with offices.open_(office) as clerk:
        got = receive(clerk)
        item = words_of(clerk, got.matter)
    (office / folder.KEY).unlink()
    ciphers.make_office_key(office / folder.KEY, clerk.desk.chance)
    with offices.open_(office) as clerk, pytest.raises(WrongKey, match="office key is another one"):
        clerk.desk.vault.open(item)


@pytest.mark.parametrize("content", [None, "", "clemency-office-key-1 abc", "key 00", "\x00\xff"])
def test_without_the_office_key_the_docket_still_verifies(
    office: Path, content: str | None
) -> None:
    with offices.open_(office) as clerk:
        got = receive(clerk)
    (office / folder.KEY).unlink()
    if content is not None:
        (office / folder.KEY).write_text(content, encoding="latin-1")
    with offices.open_(office) as clerk:
        report = clerk.verify()
        assert report.sound, str(report)
        assert report.opened == 0
        with pytest.raises(WrongKey, match="office"):
            clerk.matter(got.matter)
        with pytest.raises(WrongKey, match="office"):
            receive(clerk)


def test_a_sealed_text_cannot_be_put_in_anothers_place(clerk: Clerk) -> None:
    first, second = receive(clerk), receive(clerk)
    one, two = words_of(clerk, first.matter), words_of(clerk, second.matter)
    docket = clerk.desk.store.docket
    docket.run(
        "UPDATE clerk_vaultitem SET sealed = (SELECT sealed FROM clerk_vaultitem WHERE item = %s)"
        " WHERE item = %s",
        [one, two],
    )
    with pytest.raises(Damaged, match="not the one that the entry commits to"):
        clerk.desk.vault.open(two)
    assert isinstance(clerk.desk.vault.open(one), Opened)


def test_a_missing_key_that_no_erasure_explains_is_told(clerk: Clerk) -> None:
    got = receive(clerk)
    item = words_of(clerk, got.matter)
    clerk.desk.store.keys.run("DELETE FROM keys_itemkey WHERE item = %s", [item])
    with pytest.raises(Damaged, match="no key for the text"):
        clerk.desk.vault.open(item)


def test_the_office_key_is_for_this_account_alone(office: Path) -> None:
    for name in (folder.KEY, folder.DOCKET, folder.KEYS):
        assert (office / name).stat().st_mode & 0o077 == 0


def test_keys_and_texts_lie_in_two_databases(stores: Stores) -> None:
    def tables(name: str) -> set[str]:
        with connections[name].cursor() as cursor:
            return set(connections[name].introspection.table_names(cursor)) - {"django_migrations"}

    assert tables(stores.keys) == {"keys_personkey", "keys_itemkey"}
    assert not tables(stores.docket) & tables(stores.keys)
