"""The path of a fact: which record it stands in, of which type it is, what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clemency.docket.vocabulary import FORMS
from clemency.law.facts import collections_of
from clemency.law.pack import Pack
from clemency.law.types import BOOL, DAY, INT, TEXT, RecordType, RowsOf, Type, Vocabulary
from clemency.law.values import UNKNOWN, Facts, Row, Rows

GIVEN: dict[str, Type] = {"today": DAY, "actor": TEXT, "acting_office": TEXT}
"""What every condition may read beside the facts."""

VOTE: dict[str, Type] = {f"vote.{name}": INT for name in ("present", "yes", "no")}
"""What the conditions of a vote may read."""

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_REFERENCE = re.compile(r"([a-z_]+)-(\d+)")


@dataclass(frozen=True)
class Place:
    """Where a fact stands.

    rows    the rows around it, outermost first: record, and place in its list from 0, where known
    name    the fact, field or collection; "" for a whole row
    record  the record it is a field of, or of which it is a list; "" for a fact of the matter
    type    its type; None where the vocabulary has no such thing
    what    fact, list, complete or row
    """

    rows: tuple[tuple[str, int | None], ...]
    name: str
    record: str
    type: Type | None
    what: str


def vocabulary_of(pack: Pack | None) -> Vocabulary:
    """Everything that a path can name: the docket's facts, and the pack's."""
    own = Vocabulary({**FORMS.vocabulary.facts, **GIVEN, **VOTE}, FORMS.vocabulary.records)
    return own.joined(pack.vocabulary) if pack else own


class Places:
    """Takes paths apart, by one vocabulary, each path once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._collections = collections_of(vocabulary)
        self._known: dict[str, Place] = {}

    def of(self, path: str) -> Place:
        """A path taken apart. One that names nothing known is a fact without a type."""
        if path not in self._known:
            self._known[path] = _place(path, self._collections, self.vocabulary)
        return self._known[path]


def _place(path: str, collections: dict[str, RecordType], vocabulary: Vocabulary) -> Place:
    head, steps = _head(path, collections, vocabulary)
    if head in collections:
        return _walk(collections[head], steps, vocabulary)
    return Place((), path, "", vocabulary.facts.get(path), "fact")


def _head(
    path: str, collections: dict[str, RecordType], vocabulary: Vocabulary
) -> tuple[str, list[tuple[str, int | None]]]:
    """The longest beginning that the vocabulary knows, and the steps from there on."""
    steps = [(name, int(row) if row else None) for name, row in _STEP.findall(path)]
    for length in (2, 1):
        head = ".".join(name for name, _ in steps[:length])
        if len(steps) >= length and (head in collections or head in vocabulary.facts):
            return head, [(head, steps[length - 1][1]), *steps[length:]]
    return path, steps


def _walk(record: RecordType, steps: list[tuple[str, int | None]], vocabulary: Vocabulary) -> Place:
    """From a collection down; `inside`: whether we stand in one of its rows or at the whole."""
    (plural, index), *rest = steps
    inside = index is not None
    rows: list[tuple[str, int | None]] = [(record.name, index)] if inside else []
    for name, row in rest:
        if not inside:
            known = BOOL if name == "complete" else None
            return Place(tuple(rows), plural, record.name, known, "complete")
        if name == record.within:
            record = vocabulary.records[name]
            rows.append((name, None))
            continue
        inner = _inner(record, name, vocabulary)
        if inner is None:
            return Place(tuple(rows), name, record.name, record.fields.get(name), "fact")
        record, plural, inside = inner, name, row is not None
        if inside:
            rows.append((record.name, row))
    if inside:
        return Place(tuple(rows), "", record.name, None, "row")
    return Place(tuple(rows), plural, record.name, RowsOf(record.name), "list")


def _inner(record: RecordType, plural: str, vocabulary: Vocabulary) -> RecordType | None:
    """The records of that name inside this one."""
    for other in vocabulary.records.values():
        if other.within == record.name and other.plural == plural:
            return other
    return None


def value_at(path: str, facts: Facts) -> Any:
    """What is known at a path; UNKNOWN where nothing is."""
    if path in facts.values:
        return facts.values[path]
    steps = list(_steps(path))
    for length in range(len(steps) - 1, 0, -1):
        head = ".".join(name for name, _ in steps[:length])
        if head in facts.values:
            return _down(facts.values[head], [steps[length - 1][1], *steps[length:]])
    return UNKNOWN


def _steps(path: str) -> Iterator[tuple[str, int | None]]:
    for name, row in _STEP.findall(path):
        yield name, int(row) if row else None


def _down(value: Any, steps: list[Any]) -> Any:
    """Follow a first index and then the steps into rows."""
    first, *rest = steps
    value = _row(value, first)
    for name, row in rest:
        if isinstance(value, Row):
            value = _of_row(value, name)
        elif isinstance(value, Rows) and name == "complete":
            return value.complete
        else:
            return UNKNOWN
        value = _row(value, row)
    return value


def _of_row(row: Row, name: str) -> Any:
    """A field of a row, or the row around it."""
    if row.parent is not None and row.parent.kind == name:
        return row.parent
    return row.fields.get(name, UNKNOWN)


def _row(value: Any, index: int | None) -> Any:
    if index is None or not isinstance(value, Rows):
        return value
    return value.items[index] if index < len(value.items) else UNKNOWN


def path_of(reference: str) -> str | None:
    """A record's path from an entry's reference: "cases-1-charges-0" is `cases[1].charges[0]`."""
    found = _REFERENCE.findall(reference)
    if not found or "-".join(f"{name}-{row}" for name, row in found) != reference:
        return None
    return ".".join(f"{name}[{row}]" for name, row in found)
