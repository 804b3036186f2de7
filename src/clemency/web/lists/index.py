"""The index of words: what stands where, as numbers that say nothing to whoever has only the table.

A word is kept as an HMAC under a key that lies, wrapped, in the key store. Each row names the entry
and the field in which the word stands, so that a search shows nobody more than the matter would.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from clemency.clerk.commitments import committed
from clemency.clerk.vault import Opened
from clemency.clerk.writing import Desk
from clemency.docket.entries import IN_ORDER, Entry
from clemency.docket.shape import shapes_of
from clemency.web.lists import fold
from clemency.web.lists.models import Word

FILE = b"clemency-file-1\n"  # begins a paper that was handed in: a line about it, then its bytes
MOST_WORDS = 20_000  # different words of one text: more than any statement has

OFFICES = frozenset({"of", "to", "sender_office", "asked_of"})
"""Fields by whose office a matter is found."""

NUMBER = 0
"""The place of a matter's number, which everybody knows who sees anything of it."""


def _places() -> Iterator[tuple[str, str]]:
    for kind in IN_ORDER:
        for shape in shapes_of(kind):
            within = shapes_of(shape.row) if shape.row is not None else (shape,)
            if shape.name in OFFICES or any(one.holds == "commitment" for one in within):
                yield kind.__name__, shape.name


PLACES: tuple[tuple[str, str], ...] = (("", "number"), *_places())
"""Every kind and field in which words may stand; a row of the index holds its place here."""

_PLACE: Mapping[tuple[str, str], int] = {place: at for at, place in enumerate(PLACES)}


class Key:
    """What turns words into numbers.

    It lies in the key store as the key of a person whom no entry mentions, so it goes with the key
    store's backups and is never in the desk's.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, desk: Desk) -> Key:
        """The key of this office, drawn when it is first asked for."""
        return cls(desk.vault.own_key(keeper(desk.origin)))

    def number(self, word: str) -> int:
        """63 bits that stand for a folded word."""
        mark = hmac.digest(self._key, word.encode(), "sha256")
        return int.from_bytes(mark[:8], "big") >> 1

    def numbers(self, word: str) -> tuple[int, ...]:
        """The same for every form of the word."""
        return tuple(sorted(self.number(form) for form in fold.forms(word)))

    def name(self) -> str:
        """What tells this key from another, and nothing of it."""
        return hmac.digest(self._key, b"\x00name", "sha256").hex()[:16]


def keeper(origin: str) -> str:
    """The reference under which the key of the index lies."""
    return sha256(b"search index\x00" + origin.encode()).hexdigest()[:32]


# --- writing ------------------------------------------------------------------------------------

New = tuple[int, str, Sequence[tuple[int, Entry]]]
"""A matter by its first entry, its number, and what is new in it."""


def add(desk: Desk, key: Key, matters: Sequence[New]) -> None:
    """Puts new entries into the index; nothing of what was forgotten."""
    items = {item for *_, new in matters for _, entry in new for _, item in committed(entry)}
    texts = desk.vault.open_all(items) if items else {}
    words: list[Word] = []
    for matter, number, new in matters:
        found: dict[tuple[int, int, int], str | None] = {}
        for seq, entry in new:
            if seq == matter:
                _note(found, key, fold.words(number), seq, NUMBER, None)
            for place, text in _texts(desk, entry, texts):
                _note(found, key, fold.words(text), seq, place, entry.about_office)
        words += [
            Word(word=word, matter=matter, seq=seq, place=place, of=of)
            for (word, seq, place), of in found.items()
        ]
    Word.objects.bulk_create(words, batch_size=2000, ignore_conflicts=True)


def _note(
    found: dict[tuple[int, int, int], str | None],
    key: Key,
    words: Iterable[str],
    seq: int,
    place: int,
    of: str | None,
) -> None:
    for count, word in enumerate(dict.fromkeys(words)):
        if count >= MOST_WORDS:
            return
        for number in key.numbers(word):
            found[number, seq, place] = of


def _texts(desk: Desk, entry: Entry, texts: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Whatever can be read in an entry, with its place."""
    for pointer, item in committed(entry):
        opened = texts[item]
        place = _PLACE.get((entry.kind, pointer.split("/")[2]))
        if place is not None and isinstance(opened, Opened):
            yield from ((place, text) for text in readable(opened.text))
    for name in OFFICES:
        code = getattr(entry, name, None)
        place = _PLACE.get((entry.kind, name))
        if isinstance(code, str) and place is not None:
            yield place, code.replace("_", " ").replace("-", " ")
            yield from ((place, title) for title in _titles(desk, code))


def _titles(desk: Desk, office: str) -> list[str]:
    """What an office is called, in every language of the pack."""
    pack = desk.pack
    if office not in pack.offices:
        return []
    found = (pack.texts.get(f"office.{office}.title", one) for one in pack.languages)
    return [title for title in found if title]


def readable(text: bytes) -> Iterator[str]:
    """What a person could read in a sealed text: all that JSON holds, plain words, and of a file
    its name and what it is said to be."""
    if text.startswith(FILE):
        head, _, _ = text[len(FILE) :].partition(b"\n")
        text = head
    try:
        plain = text.decode()
    except UnicodeDecodeError:
        return
    try:
        told = json.loads(plain)
    except ValueError:
        if "\x00" not in plain:
            yield plain
        return
    yield from _leaves(told)


_NO_WORDS = frozenset({"form", "digest", "type", "path", "size"})


def _leaves(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, int) and not isinstance(told, bool):
        yield str(told)
    elif isinstance(told, list):
        for one in told:
            yield from _leaves(one)
    elif isinstance(told, dict):
        for name, one in told.items():
            if name not in _NO_WORDS:
                yield from _leaves(one)


# --- forgetting ---------------------------------------------------------------------------------


def purge(desk: Desk, person: str) -> int:
    """Takes out every word that lay under one person's key; how many rows."""
    items = desk.store.docket.all(
        "SELECT seq, domain FROM clerk_vaultitem WHERE person = %s", [person]
    )
    gone = 0
    for seq, domain in items:
        kind, _, field = domain.partition(".")
        place = _PLACE.get((kind, field.split(".")[0]))
        if place is not None:
            gone += Word.objects.filter(seq=seq, place=place).delete()[0]
    return gone
