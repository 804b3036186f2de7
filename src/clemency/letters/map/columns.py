"""Which columns of a case a kind of entry fills, and from which of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from clemency.docket.changes import (
    UNIVERSAL,
    Adds,
    Change,
    Each,
    First,
    Given,
    Is,
    Marks,
    OnlyIf,
    Sets,
    Together,
    Unless,
)
from clemency.docket.entries import KINDS
from clemency.docket.sources import Columns, Source


@lru_cache(maxsize=256)
def filled(kind: str, closes: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Every column that an entry of this kind can fill ("granted_on", "opinions.late"), with the
    fields it comes from. What is only cleared or moved is not filled.
    """
    found: dict[str, tuple[str, ...]] = dict(_of(UNIVERSAL))
    if not closes:
        found.pop("closed_on", None)
    found.update(_of(KINDS[kind].changes))
    return found


@lru_cache(maxsize=256)
def constants(kind: str) -> Mapping[str, object]:
    """The columns into which an entry of this kind always puts the same value."""
    return dict(_constants(KINDS[kind].changes))


@lru_cache(maxsize=256)
def completed(kind: str) -> frozenset[str]:
    """The lists of which an entry of this kind completes a row, and the columns by which it finds
    that row: none of them is news.
    """
    return frozenset(_matched(KINDS[kind].changes))


def _matched(change: Change) -> Iterator[str]:
    if isinstance(change, Adds) and change.matching:
        yield change.rows
        yield from (f"{change.rows}.{column}" for column in change.matching)
    elif isinstance(change, Marks):
        yield change.rows
    elif isinstance(change, Each | Unless):
        yield from _matched(change.change)
    elif isinstance(change, Together):
        for one in change.changes:
            yield from _matched(one)


def _of(change: Change) -> Iterator[tuple[str, tuple[str, ...]]]:
    for before, columns in _parts(change):
        if before:
            yield before, ()
        for column, source in columns.sources:
            if source != Is(None):
                yield _name(before, column), _fields(source)


def _constants(change: Change) -> Iterator[tuple[str, object]]:
    for before, columns in _parts(change):
        for column, source in columns.sources:
            if isinstance(source, Is):
                yield _name(before, column), source.value


def _name(rows: str, column: str) -> str:
    return f"{rows}.{column}" if rows else column


def _parts(change: Change) -> Iterator[tuple[str, Columns]]:
    """The lists of the case that are changed ("" for its single values), with their columns."""
    if isinstance(change, Sets):
        yield "", change.columns
    elif isinstance(change, Adds | Marks):
        yield change.rows, change.columns
    elif isinstance(change, Each | Unless):
        yield from _parts(change.change)
    elif isinstance(change, Given):
        for _, one in change.changes:
            yield from _parts(one)
    elif isinstance(change, Together):
        for one in change.changes:
            yield from _parts(one)


def _fields(source: Source) -> tuple[str, ...]:
    """The entry's own fields from which a value is taken."""
    if isinstance(source, str):
        return () if source.startswith(".") else (source,)
    if isinstance(source, First):
        return source.fields
    return (source.field,) if isinstance(source, OnlyIf) else ()
