"""The facts of a matter: what was told, by whom, with what standing; sealed, and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from clemency.clerk.vault import Forgotten, Opened, Vault
from clemency.docket.entries import Entry
from clemency.docket.facts import STRENGTH, told
from clemency.docket.intake import FactsRecorded
from clemency.docket.seal.canonical import decode_trusted
from clemency.law.facts import FactFault, FactFaults, facts_from
from clemency.law.pack import Pack
from clemency.law.values import Facts, Source, Standing


@dataclass(frozen=True)
class FactsGiven:
    """Facts that come with a command, as people write them.

    values           by the pack's names; written as in TOML or JSON
    standing         claimed, certified, reported or disputed
    reported_by      for a report: the chain by which it reached the office, nearest first
    sources_unnamed  how many at the end of that chain spoke without a name
    whose            the reference of the person they are about, where it is not the person at the
                     centre of the matter; the facts are sealed under that person's key
    """

    values: Mapping[str, Any]
    standing: Literal["claimed", "certified", "reported", "disputed"] = "claimed"
    reported_by: tuple[str, ...] = ()
    sources_unnamed: int = 0
    whose: str | None = None

    def __bool__(self) -> bool:
        """Whether any fact is given at all."""
        return bool(self.values)


@dataclass(frozen=True)
class Held:
    """The facts that a matter holds.

    facts     as rules read them, each with who vouches for it
    plain     the same as people write them
    unread    what this version of the pack has no such fact for, or no such answer to
    """

    facts: Facts
    plain: Mapping[str, Any]
    unread: tuple[FactFault, ...] = field(default=())


@dataclass(frozen=True)
class Told:
    """One fact, as one entry tells it."""

    seq: int
    entry: FactsRecorded
    value: Any


@dataclass(frozen=True)
class Telling:
    """Facts that are about to be recorded: the entry, what it seals, and how rules will read it."""

    entry: FactsRecorded
    plain: Mapping[str, Any]
    facts: Facts
    source: Source


def text_of(plain: Mapping[str, Any]) -> bytes:
    """The facts as they are sealed: JSON, days as text, names in order."""
    return json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day
    ).encode()


def plain_of(text: bytes) -> dict[str, Any]:
    """The facts that were sealed."""
    found: dict[str, Any] = decode_trusted(text)
    return found


def recorded(entries: Iterable[tuple[int, Entry]]) -> list[tuple[int, FactsRecorded]]:
    """The entries that record facts, with their places in the docket."""
    return [(seq, entry) for seq, entry in entries if isinstance(entry, FactsRecorded)]


def current(
    entries: Sequence[tuple[int, FactsRecorded]], texts: Mapping[str, Opened | Forgotten]
) -> dict[str, Told]:
    """The word that counts on each fact, as people write it. What was forgotten is not known."""
    found: dict[str, Told] = {}
    for seq, entry in entries:
        opened = texts[entry.facts]
        if isinstance(opened, Forgotten):
            continue
        for name, value in plain_of(opened.text).items():
            before = found.get(name)
            if before is None or _strength(entry) >= _strength(before.entry):
                found[name] = Told(seq, entry, value)
    return found


def held(entries: Iterable[tuple[int, Entry]], vault: Vault, pack: Pack) -> Held:
    """The facts of a matter, from its entries and the vault; each text is checked on the way.

    A pack may since have lost a fact, or an answer: what can no longer be read is left out and
    listed, so that an amended law never locks a matter.
    """
    telling = recorded(entries)
    texts = vault.open_all(entry.facts for _, entry in telling) if telling else {}
    facts, unread = Facts({}), list[FactFault]()
    for seq, entry in telling:
        opened = texts[entry.facts]
        if isinstance(opened, Opened):
            source = source_of(seq, entry)
            new, faults = _readable(plain_of(opened.text), pack, source)
            facts = told(facts, new, source)
            unread += faults
    plain = {name: one.value for name, one in current(telling, texts).items()}
    return Held(facts, plain, tuple(unread))


def _readable(
    plain: dict[str, Any], pack: Pack, source: Source
) -> tuple[Facts, tuple[FactFault, ...]]:
    """The facts that this version of the pack can read, and why it cannot read the others."""
    try:
        return facts_from(plain, pack.vocabulary, source=source), ()
    except FactFaults as faults:
        bad = {str(fault.keys[0]) for fault in faults.faults}
        rest = {name: value for name, value in plain.items() if name not in bad}
        return facts_from(rest, pack.vocabulary, source=source), faults.faults


def source_of(seq: int, entry: FactsRecorded) -> Source:
    """Who vouches for the facts of one entry."""
    return Source(
        standing=Standing(entry.standing),
        by=entry.office or entry.officer or "",
        on=entry.on,
        entry=str(seq),
        chain=entry.reported_by,
    )


def _strength(entry: FactsRecorded) -> int:
    return STRENGTH[Standing(entry.standing)]


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sealed")
