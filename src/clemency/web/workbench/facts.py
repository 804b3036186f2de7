"""The facts of a matter: their values, who vouches for each and since when, and which rules read
them. What an officer is not shown is not here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from clemency.clerk.evidence import plain_of
from clemency.law.expr import Expr, Get, Read
from clemency.law.facts import FactFaults, facts_from
from clemency.law.pack import Pack, Rule
from clemency.law.types import RowOf
from clemency.law.values import HEARSAY, UNKNOWN, Rows
from clemency.letters.spoken import nodes_of
from clemency.web.workbench.opening import Opened


@dataclass(frozen=True)
class Known:
    """One fact that the matter holds.

    path      the fact, or one field of one row of a list
    name      the fact of the pack in which it stands: what is recorded anew, whole
    depth     how many lists it lies within
    standing  claimed, certified, reported or disputed
    counts    whether rules read it: what is only reported or disputed, none reads
    rules     the rules that may read it: in the law's words, with where they stand
    recordable  whether it can be recorded by itself: a list is recorded field by field
    """

    path: str
    name: str
    depth: int
    label: str
    value: str
    standing: str
    source: str
    since: date | None
    counts: bool
    rules: tuple[tuple[str, str], ...]
    recordable: bool


def known(at: Opened) -> tuple[Known, ...]:
    """Every fact that this officer is shown, in the pack's order."""
    if at.facts is None:
        return ()
    order = [*at.pack.facts, *(record.plural for record in at.pack.records.values())]
    names = [name for name in order if name in at.facts.values]
    readers = _readers(_Whole(at.pack))
    return tuple(one for name in names for one in _of(at, name, readers))


def told_in(at: Opened, text: str) -> list[tuple[str, str]]:
    """What one entry told, as it told it then: each fact with its value in words. Empty where this
    version of the pack can no longer read it."""
    try:
        values = facts_from(plain_of(text.encode()), at.pack.vocabulary).values
    except (FactFaults, ValueError):
        return []
    names, found = at.speaker.names, list[tuple[str, str]]()
    for name, value in values.items():
        for path, _, inner in _flat(name, value, 0):
            found.append((names.fact(path), names.value(inner, names.place(path).type, path)))
    return found


def _of(at: Opened, name: str, readers: Mapping[str, tuple[Rule, ...]]) -> Iterator[Known]:
    assert at.facts is not None
    for path, depth, value in _flat(name, at.facts.values[name], 0):
        field = path.rpartition(".")[2] if "." in path else name
        yield _known(at, path, name, depth, value, readers.get(field, ()))


def _flat(path: str, value: Any, depth: int) -> Iterator[tuple[str, int, Any]]:
    """A fact, and for a list every field of every row below it."""
    yield path, depth, value
    if isinstance(value, Rows):
        for row in value.items:
            for name, inner in row.fields.items():
                if inner is not UNKNOWN:
                    yield from _flat(f"{row.path}.{name}", inner, depth + 1)


def _known(
    at: Opened, path: str, name: str, depth: int, value: Any, rules: tuple[Rule, ...]
) -> Known:
    assert at.facts is not None
    say, source = at.speaker, at.facts.source(path)
    kind = say.names.place(path).type
    shown = say.words.say("value.unknown") if value is UNKNOWN else say.value(value, kind, path)
    return Known(
        path,
        name,
        depth,
        say.fact_label(path),
        shown,
        source.standing.value,
        say.source(path),
        source.on,
        source.standing not in HEARSAY,
        tuple(
            (say.names.rule_says(rule.id), say.words.reference(rule.cite.text)) for rule in rules
        ),
        not isinstance(value, Rows),
    )


# --- which rules read a fact --------------------------------------------------------------------


class _Whole:
    """A pack that can be looked up by its digest."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and other.pack.digest == self.pack.digest


@lru_cache(maxsize=4)
def _readers(whole: _Whole) -> dict[str, tuple[Rule, ...]]:
    """The latest version of each rule, by every fact and field that it may read."""
    found: dict[str, dict[str, Rule]] = {}
    for versions in whole.pack.rules.values():
        rule = versions[-1]
        parts: list[Expr] = [rule.expr, *([rule.applies_to] if rule.applies_to else [])]
        for node in nodes_of(parts):
            if isinstance(node, Read | Get) and not isinstance(node.type, RowOf):
                name = node.path if isinstance(node, Read) else node.name
                found.setdefault(name, {})[rule.id] = rule
    return {name: tuple(rules.values()) for name, rules in found.items()}
