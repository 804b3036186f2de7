"""One matter's docket, read whole for the making of letters. What of it a reader may see is for the
policy: see making.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from clemency.clerk import evidence, submit
from clemency.clerk.reading import ref_of
from clemency.clerk.store import Row
from clemency.clerk.tellings import Packs
from clemency.clerk.trouble import NotKnown
from clemency.clerk.vault import Forgotten
from clemency.docket.entries import Entry, FactsRecorded, Received
from clemency.law.pack import Pack
from clemency.law.values import Facts
from clemency.web import application
from clemency.web.application import Application, Letter
from clemency.web.office import clerk


@dataclass(frozen=True)
class File:
    """A matter's entries, each with its place in the docket, and the rows in which they lie."""

    ref: str
    number: str
    entries: tuple[tuple[int, Entry], ...]
    rows: tuple[Row, ...]

    def place(self, seq: int) -> int:
        """The place in the matter of an entry. Raises NotKnown."""
        for at, (one, _) in enumerate(self.entries):
            if one == seq:
                return at
        raise NotKnown(f"Matter {self.number} has no entry {seq}.", "Look at its docket again.")

    def before(self, seq: int) -> tuple[Entry, ...]:
        """The entries before one, oldest first."""
        return tuple(entry for _, entry in self.entries[: self.place(seq)])

    def facts(self, seq: int) -> Facts:
        """What was known when an entry was written; what was forgotten since is not known."""
        at = self.place(seq)
        began = self.rows[0].recorded_at
        told = [
            one
            for place, one in enumerate(self.entries)
            if place < at or (at == 0 and self.rows[place].recorded_at == began)
        ]
        telling = [one for one in told if isinstance(one[1], FactsRecorded)]
        desk = clerk().desk
        return evidence.held(telling, desk.vault, desk.pack).facts

    def pack(self, seq: int) -> Pack:
        """The law under which an entry was written."""
        at = self.place(seq)
        found = self._packs.act(self.rows[at], self.entries[at][1])
        return found[1] if found is not None else clerk().pack

    @cached_property
    def received(self) -> Application | Letter | None:
        """The form or letter with which the matter began, opened; None for anything else, and where
        it was forgotten."""
        first = self.entries[0][1]
        if not isinstance(first, Received) or first.words is None:
            return None
        opened = clerk().desk.vault.open(first.words)
        if isinstance(opened, Forgotten):
            return None
        found = application.from_words(opened.text)
        return found if isinstance(found, Application | Letter) else None

    @cached_property
    def _packs(self) -> Packs:
        return Packs(clerk().desk)


def file_of(which: str) -> File:
    """A matter by its number or reference. Raises NotKnown."""
    desk = clerk().desk
    ref = ref_of(desk, which)
    rows = desk.store.matter(ref)
    found = submit.file_from(desk, ref, rows)
    return File(ref, found.number, tuple(found.entries), tuple(rows))
