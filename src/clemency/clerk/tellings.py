"""Whom an office was to tell, worked out again from entries, facts and the packs of their time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from clemency.clerk import evidence, packs, projections
from clemency.clerk.store import Row
from clemency.clerk.vault import Forgotten
from clemency.clerk.writing import Desk, File
from clemency.docket.case import CaseDraft
from clemency.docket.entries import Entry
from clemency.docket.intake import FactsRecorded
from clemency.docket.seal.envelope import open_trusted
from clemency.docket.telling import tellings
from clemency.law.pack import Act, Pack
from clemency.law.values import Facts


class Packs:
    """The pack under which an entry was written: today's, or an earlier one of this office."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._by_digest: dict[str, Pack] = {desk.pack.digest: desk.pack}

    def act(self, row: Row, entry: Entry) -> tuple[Act, Pack] | None:
        """The act that wrote an entry; None for what the clerk or the law wrote."""
        if entry.act is None:
            return None
        digest = open_trusted(row.data).stamp.pack[2]
        if digest not in self._by_digest:
            self._by_digest[digest] = packs.kept(self._desk.folder, digest)
        pack = self._by_digest[digest]
        return (pack.acts[entry.act], pack) if entry.act in pack.acts else None


def tellings_of(
    desk: Desk, under: Packs, file: File, rows: Sequence[Row]
) -> Iterator[dict[str, Any]]:
    """Who is to be told of each entry of a matter.

    Where that hung on facts of somebody who has since been forgotten, nobody can work it out any
    more: then it is what it was.
    """
    before = CaseDraft()
    for place, (row, (seq, entry)) in enumerate(zip(rows, file.entries, strict=True)):
        found = under.act(row, entry)
        if found is not None and found[0].tells:
            act, pack = found
            case = before.frozen()
            if all(one.when is None for one in act.tells):
                yield from projections.outbox(seq, tellings(act, entry, case, Facts({})))
            elif (facts := _known_then(desk, pack, file, rows, place)) is not None:
                yield from projections.outbox(seq, tellings(act, entry, case, facts))
            else:
                yield from _as_it_was(desk, seq)
        before.read(entry)


def _known_then(
    desk: Desk, pack: Pack, file: File, rows: Sequence[Row], place: int
) -> Facts | None:
    """What was known when an entry was written; None where some of it is forgotten.

    Facts that came with the first entry of a matter follow it, at the same instant.
    """
    entries = [
        (seq, entry)
        for at, (row, (seq, entry)) in enumerate(zip(rows, file.entries, strict=True))
        if at < place or (place == 0 and row.recorded_at == rows[0].recorded_at)
    ]
    telling = [entry.facts for _, entry in entries if isinstance(entry, FactsRecorded)]
    if any(isinstance(text, Forgotten) for text in desk.vault.open_all(telling).values()):
        return None
    return evidence.held(entries, desk.vault, pack).facts


def _as_it_was(desk: Desk, seq: int) -> Iterator[dict[str, Any]]:
    columns = ("seq", "place", "who", "letter", "after", "open")
    names = ", ".join(f'"{column}"' for column in columns)
    for row in desk.store.docket.all(f"SELECT {names} FROM clerk_outbox WHERE seq = %s", [seq]):
        yield dict(zip(columns, row, strict=True))
