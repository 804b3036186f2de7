"""Which columns of a case a kind of entry fills, and from which of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from clemency.docket.changes import (
    UNIVERSAL,
    Adds,
    Change,
    Each,
    Given,
    Marks,
    Sets,
    Together,
    Unless,
)
from clemency.docket.entries import KINDS
from clemency.docket.sources import Columns, First, Is, OnlyIf, Source


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
def only_if(kind: str) -> Mapping[str, str]:
    """The columns that an entry of this kind fills only where a field of it is true, and which."""
    return {
        _name(part.rows, column): source.condition
        for part in _parts(KINDS[kind].changes)
        for column, source in part.columns.sources
        if isinstance(source, OnlyIf)
    }


@lru_cache(maxsize=256)
def put(kind: str) -> tuple[tuple[str, Source, bool], ...]:
    """Every single value of the case that an entry of this kind sets or clears, in their order:
    the column, where its value comes from, and whether it is set whatever else is so.
    """
    return tuple(
        (column, source, part.surely)
        for part in _parts(KINDS[kind].changes)
        if not part.rows
        for column, source in part.columns.sources
    )


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
    for part in _parts(change):
        if part.rows:
            yield part.rows, ()
        for column, source in part.columns.sources:
            if source != Is(None):
                yield _name(part.rows, column), _fields(source, part.each)


def _constants(change: Change) -> Iterator[tuple[str, object]]:
    for part in _parts(change):
        for column, source in part.columns.sources:
            if isinstance(source, Is):
                yield _name(part.rows, column), source.value


def _name(rows: str, column: str) -> str:
    return f"{rows}.{column}" if rows else column


@dataclass(frozen=True)
class _Part:
    """Columns that are set together.

    rows    the list of the case that is changed; empty for its single values
    each    the list of the entry for whose items this is done
    surely  False where it depends on something
    """

    rows: str
    columns: Columns
    each: str = ""
    surely: bool = True


def _parts(change: Change, each: str = "", surely: bool = True) -> Iterator[_Part]:
    if isinstance(change, Sets):
        yield _Part("", change.columns, each, surely)
    elif isinstance(change, Adds | Marks):
        yield _Part(change.rows, change.columns, each, surely)
    elif isinstance(change, Each):
        yield from _parts(change.change, change.field, False)
    elif isinstance(change, Unless):
        yield from _parts(change.change, each, False)
    elif isinstance(change, Given):
        for _, one in change.changes:
            yield from _parts(one, each, False)
    elif isinstance(change, Together):
        for one in change.changes:
            yield from _parts(one, each, surely)


def _fields(source: Source, each: str) -> tuple[str, ...]:
    """The entry's own fields from which a value is taken: "office"; "outcomes.relief" of each of
    its outcomes; "items." for each of its items itself.
    """
    if isinstance(source, str):
        own = source.startswith(".")
        return (f"{each}.{source.removeprefix('.')}" if own else source,)
    if isinstance(source, First):
        return source.fields
    return (source.field,) if isinstance(source, OnlyIf) else ()
