"""Words, sealed so that they can be forgotten.

Every text lies under a key of its own, that key under the key of exactly one person, and that one
under the office key. Whoever destroys a person's keys makes everything sealed under them noise,
in every copy and backup of the docket, while the commitments in the entries stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from clemency.clerk import folder
from clemency.clerk.ciphers import KEY_BYTES, read_office_key, unwrap, wrap
from clemency.clerk.clock import Chance
from clemency.clerk.diagnosis import told
from clemency.clerk.scrub import scrub
from clemency.clerk.sql import Database
from clemency.clerk.trouble import Damaged, NotKnown, WrongKey
from clemency.docket.seal.commit import SALT_BYTES, commit, opens

ITEMS = "clerk_vaultitem"
PERSON_KEYS = "keys_personkey"
ITEM_KEYS = "keys_itemkey"
GONE = "gone"  # on the list of the forgotten: the keys are destroyed, and no copy is left


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A text, sealed and not yet kept.

    item     its commitment, as hex
    domain   what is committed to: kind of entry and field ("Granted.text")
    person   whose key it lies under
    sealed   nonce and ciphertext of salt and text
    wrapped  the item's key, under the person's
    fresh    the person's key under the office's, where this is the person's first text
    """

    item: str
    domain: str
    person: str
    sealed: bytes = field(repr=False)
    wrapped: bytes = field(repr=False)
    fresh: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Opened:
    """A text, and the salt and domain of its commitment."""

    text: bytes
    salt: bytes
    domain: str


@dataclass(frozen=True)
class Forgotten:
    """What is read where a text was: its person has been forgotten.

    person  the random reference that stood for them
    """

    person: str


@dataclass(frozen=True)
class _Item:
    """A sealed text as stored."""

    item: str
    seq: int
    domain: str
    person: str
    sealed: bytes | None


class Vault:
    """The sealed texts of one office.

    office_key  the file that holds the office key; read when a text is first sealed or opened
    forgotten   the file that lists everybody whose keys were destroyed
    """

    def __init__(
        self, docket: Database, keys: Database, office_key: Path, chance: Chance, forgotten: Path
    ) -> None:
        self.docket, self.keys = docket, keys
        self._key_file, self._chance, self._forgotten_file = office_key, chance, forgotten
        self._office_key: bytes | None = None

    # --- sealing ---------------------------------------------------------------------------------

    def begin(self) -> Sealing:
        """Starts sealing the texts of one command."""
        return Sealing(self, self._chance)

    def person_key(self, person: str) -> tuple[bytes, bytes | None]:
        """The person's key; where it had to be made, also wrapped. Nothing is stored yet."""
        if person in self.forgotten():
            raise NotKnown(
                "The person under whose key this text belongs has been forgotten, so it cannot be "
                "sealed. Nothing was written.",
                "What that person sends from now on is received as a new matter, with new keys.",
            )
        kept = self.keys.one(f"SELECT wrapped FROM {PERSON_KEYS} WHERE person = %s", [person])
        if kept is not None:
            return unwrap(self._office(), bytes(kept), f"person:{person}"), None
        key = self._chance.draw(KEY_BYTES)
        return key, wrap(self._chance, self._office(), key, f"person:{person}")

    def own_key(self, person: str) -> bytes:
        """A key that follows from a person's own and is used for nothing in the docket; the
        person's is made and kept where there was none. Raises NotKnown once they are forgotten."""
        key, fresh = self.person_key(person)
        if fresh is not None:
            with self.keys.transaction():
                self.keys.insert_if_new(PERSON_KEYS, {"person": person, "wrapped": fresh})
            key, _ = self.person_key(person)  # somebody else may have been faster
        return sha256(b"desk\x00" + key).digest()

    def keep_keys(self, items: Sequence[Sealed]) -> None:
        """Writes and syncs the keys. Done before the entry is, so that a crash leaves at most a key
        that opens nothing, and never a text that nothing opens."""
        fresh = {item.person: item.fresh for item in items if item.fresh is not None}
        with self.keys.transaction():
            self.keys.insert(
                PERSON_KEYS, [{"person": p, "wrapped": wrapped} for p, wrapped in fresh.items()]
            )
            self.keys.insert(
                ITEM_KEYS,
                [{"item": i.item, "person": i.person, "wrapped": i.wrapped} for i in items],
            )

    def keep(self, items: Sequence[Sealed], places: dict[str, int]) -> None:
        """Writes the sealed texts, each with the place of the entry that commits to it."""
        self.docket.insert(
            ITEMS,
            [
                {
                    "item": i.item,
                    "seq": places[i.item],
                    "domain": i.domain,
                    "person": i.person,
                    "sealed": i.sealed,
                }
                for i in items
            ],
        )

    # --- opening ---------------------------------------------------------------------------------

    def open(self, item: str) -> Opened | Forgotten:
        """The text behind a commitment."""
        return self.open_all([item])[item]

    def open_all(self, items: Iterable[str]) -> dict[str, Opened | Forgotten]:
        """The texts behind these commitments.

        Raises NotKnown where one was never sealed here, Damaged where what lies there is not
        what was committed to or its key is gone, WrongKey where the office key does not fit.
        """
        wanted = list(dict.fromkeys(items))
        rows = self._items(wanted)
        if missing := [item for item in wanted if item not in rows]:
            raise NotKnown(
                f"No text is sealed under the commitment {missing[0][:16]}….",
                "If an entry holds it, the vault is not whole: verify the docket.",
            )
        gone = self.forgotten()
        there = [item for item in wanted if not _is_gone(rows[item], gone)]
        keys = self._item_keys(there)
        return {
            item: _opened(rows[item], keys[item]) if item in keys else Forgotten(rows[item].person)
            for item in wanted
        }

    def holds(self, item: str) -> bool:
        """Whether a text was ever sealed here under this commitment."""
        return bool(self._items([item]))

    def fits(self) -> bool:
        """Whether the office key is here, and opens the key of anybody at all."""
        try:
            office = self._office()
        except WrongKey:
            return False
        people = self.keys.all(f"SELECT person, wrapped FROM {PERSON_KEYS}")
        return not people or any(opens_person(office, *row) for row in people)

    def item_keys(self, items: Iterable[str]) -> dict[str, bytes]:
        """The keys of these texts, for what is sealed beside them; none of the forgotten."""
        gone = self.forgotten()
        rows = self._items(items)
        return self._item_keys([item for item, row in rows.items() if not _is_gone(row, gone)])

    def _items(self, items: Iterable[str]) -> dict[str, _Item]:
        rows = self.docket.among(
            f"SELECT item, seq, domain, person, sealed FROM {ITEMS} WHERE item IN ({{}})", items
        )
        return {
            item: _Item(item, seq, domain, person, None if sealed is None else bytes(sealed))
            for item, seq, domain, person, sealed in rows
        }

    # --- forgetting ------------------------------------------------------------------------------

    def forgotten(self) -> frozenset[str]:
        """Everybody whose keys were destroyed: as the docket says, and as the list beside it says.

        The list is there for the day on which an older docket is restored.
        """
        emptied = self.docket.all(f"SELECT DISTINCT person FROM {ITEMS} WHERE sealed IS NULL")
        return frozenset(person for (person,) in emptied) | self._listed().keys()

    def destroy_keys(self, person: str) -> None:
        """Destroys every key of one person, and returns when no copy is left in the key store."""
        if person not in self._listed():
            self._list(person)
        with self.keys.transaction():
            for table in (ITEM_KEYS, PERSON_KEYS):
                self.keys.run(f"DELETE FROM {table} WHERE person = %s", [person])
        scrub(self.keys, (ITEM_KEYS, PERSON_KEYS))
        if not self._listed()[person]:
            self._list(f"{person} {GONE}")

    def finish_forgetting(self) -> list[str]:
        """Destroys what an interrupted erasure or a restored backup left; the persons concerned."""
        left = {person for person, gone in self._listed().items() if not gone}
        for table in (ITEM_KEYS, PERSON_KEYS):
            sql = f"SELECT DISTINCT person FROM {table} WHERE person IN ({{}})"
            left |= {person for (person,) in self.keys.among(sql, self.forgotten())}
        for person in sorted(left):
            self.destroy_keys(person)
        return sorted(left)

    def _list(self, line: str) -> None:
        with told(self._forgotten_file):
            folder.append_synced(self._forgotten_file, line)

    def _listed(self) -> dict[str, bool]:
        """Everybody on the list of the forgotten, and whether no copy of a key was left then.

        A line that a crash broke off names nobody; whoever it was to name is listed again.
        """
        try:
            text = self._forgotten_file.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return {}
        found: dict[str, bool] = {}
        for line in text.splitlines():
            person, _, gone = line.partition(" ")
            found[person] = found.get(person, False) or gone == GONE
        return found

    # --- keys ------------------------------------------------------------------------------------

    def _office(self) -> bytes:
        if self._office_key is None:
            self._office_key = read_office_key(self._key_file)
        return self._office_key

    def _item_keys(self, items: Sequence[str]) -> dict[str, bytes]:
        """The keys of these texts. Raises Damaged where the key store lacks one."""
        rows = {
            item: (person, bytes(wrapped))
            for item, person, wrapped in self.keys.among(
                f"SELECT item, person, wrapped FROM {ITEM_KEYS} WHERE item IN ({{}})", items
            )
        }
        people = {
            person: unwrap(self._office(), bytes(wrapped), f"person:{person}")
            for person, wrapped in self.keys.among(
                f"SELECT person, wrapped FROM {PERSON_KEYS} WHERE person IN ({{}})",
                [person for person, _ in rows.values()],
            )
        }
        if missing := [i for i in items if i not in rows or rows[i][0] not in people]:
            raise Damaged(
                f"The key store has no key for the text under commitment {missing[0][:16]}…, and "
                "no erasure explains it.",
                "Restore the key store from its latest backup: docs/how-to/backup-and-restore.md.",
            )
        return {
            item: unwrap(people[person], wrapped, f"item:{item}")
            for item, (person, wrapped) in rows.items()
        }


class Sealing:
    """The texts of one command, sealed one after the other and kept together."""

    def __init__(self, vault: Vault, chance: Chance) -> None:
        self._vault, self._chance = vault, chance
        self._people: dict[str, tuple[bytes, bytes | None]] = {}
        self._items: dict[str, Sealed] = {}
        self.keys: dict[str, bytes] = {}

    def seal(self, domain: str, person: str, text: bytes) -> str:
        """Seals one text for a field ("Granted.text") under a person's key; its commitment."""
        if person not in self._people:
            self._people[person] = self._vault.person_key(person)
        person_key, fresh = self._people[person]
        salt, key = self._chance.draw(SALT_BYTES), self._chance.draw(KEY_BYTES)
        item = commit(domain, salt, text)
        self._items[item] = Sealed(
            item=item,
            domain=domain,
            person=person,
            sealed=wrap(self._chance, key, salt + text, f"{domain}:{item}"),
            wrapped=wrap(self._chance, person_key, key, f"item:{item}"),
            fresh=fresh,
        )
        self.keys[item] = key
        return item

    def committed_to(self, commitments: Iterable[str]) -> list[Sealed]:
        """Those of the texts that something written commits to."""
        return [self._items[item] for item in dict.fromkeys(commitments) if item in self._items]


def opens_person(office: bytes, person: str, wrapped: bytes) -> bool:
    """Whether the office key opens a person's key."""
    try:
        unwrap(office, bytes(wrapped), f"person:{person}")
    except WrongKey:
        return False
    return True


def _is_gone(row: _Item, forgotten: frozenset[str]) -> bool:
    return row.sealed is None or row.person in forgotten


def _opened(row: _Item, key: bytes) -> Opened:
    """The text in a row, if it is the one that was committed to."""
    try:
        content = unwrap(key, row.sealed or b"", f"{row.domain}:{row.item}")
    except WrongKey:
        content = b""
    salt, text = content[:SALT_BYTES], content[SALT_BYTES:]
    if len(salt) != SALT_BYTES or not opens(row.item, row.domain, salt, text):
        raise Damaged(
            f"The text sealed with entry {row.seq} ({row.domain}) is not the one that the entry "
            "commits to.",
            "Keep the database for inquiry and restore the latest backup; then verify the docket.",
        )
    return Opened(text, salt, row.domain)
