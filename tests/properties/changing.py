"""Facts changed as a property asks: kept only in part, learnt, completed, or made up anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hypothesis import strategies as st

from clemency.law.facts import collections_of
from clemency.law.parse import Scope
from clemency.law.reason import Env
from clemency.law.types import Optional, RecordType, Type
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict
from tests.properties.generating import Draw, a_value, pick, told

Change = Callable[[str, Type, Any], Any]
"""From the path, type and value of a fact to another value."""

Listing = Callable[[Rows, RecordType, tuple[Row, ...]], tuple[Iterable[Row], Verdict]]
"""From a list, and its rows already changed, to the rows it shall have and whether they are all."""


def changed(env: Env, words: Scope, value: Change, listing: Listing | None = None) -> Env:
    """The same facts, each changed. Rows that stood in several lists still do."""
    records = words.vocabulary.records
    listed = collections_of(words.vocabulary)
    copies: dict[int, Row] = {}

    def row_of(row: Row) -> Row:
        if id(row) not in copies:
            record = records[row.kind]
            fields: dict[str, Any] = {}
            parent = row.parent and row_of(row.parent)
            copies[id(row)] = Row(fields, row.path, parent, row.kind)
            for name, kind in record.fields.items():
                fields[name] = value(f"{row.path}.{name}", kind, row.fields.get(name, UNKNOWN))
            for inner in records.values():
                if inner.within == row.kind:
                    path = f"{row.path}.{inner.plural}"
                    listed = row.fields.get(inner.plural, Rows((), UNKNOWN, path))
                    fields[inner.plural] = rows_of(listed, inner)
        return copies[id(row)]

    def rows_of(rows: Rows, record: RecordType) -> Rows:
        items = tuple(row_of(row) for row in rows.items)
        kept, complete = listing(rows, record, items) if listing else (items, rows.complete)
        return Rows(tuple(kept), complete, rows.path)

    found: Env = {}
    for name, kind in words.vocabulary.facts.items():
        if name not in listed:
            found[name] = value(name, kind, env.get(name, UNKNOWN))
    for name, record in listed.items():
        found[name] = rows_of(env.get(name, Rows((), UNKNOWN, name)), record)
    return {**env, **found}


def only(env: Env, words: Scope, cited: frozenset[str]) -> Env:
    """Nothing but the facts cited. A row is cited with any of its fields, or where its list is."""

    def value(path: str, kind: Type, value: Any) -> Any:
        return value if path in cited else UNKNOWN

    def listing(
        rows: Rows, record: RecordType, items: tuple[Row, ...]
    ) -> tuple[Iterable[Row], Verdict]:
        whole = f"{rows.path}.complete" in cited
        kept = [row for row in items if whole or mentioned(row, cited)]
        return kept, rows.complete if whole else UNKNOWN

    return changed(env, words, value, listing)


def values(env: Env, words: Scope) -> Iterator[tuple[str, Any]]:
    """Every fact and every field of a row that the vocabulary knows, by path."""
    found: dict[str, Any] = {}

    def value(path: str, kind: Type, told: Any) -> Any:
        found[path] = told
        return told

    changed(env, words, value)
    yield from found.items()


def mentioned(row: Row, cited: frozenset[str]) -> bool:
    """Whether anything of a row is cited."""
    return any(path == row.path or path.startswith((f"{row.path}.",)) for path in cited)


@st.composite
def otherwise(draw: Draw, env: Env, words: Scope, cited: frozenset[str]) -> Env:
    """Other facts altogether, except for those cited."""

    def value(path: str, kind: Type, value: Any) -> Any:
        return value if path in cited else told(draw, kind)

    def listing(
        rows: Rows, record: RecordType, items: tuple[Row, ...]
    ) -> tuple[Iterable[Row], Verdict]:
        if f"{rows.path}.complete" in cited:
            return items, rows.complete
        kept = [row for row in items if mentioned(row, cited) or pick(draw, True, False)]
        return [*kept, *_more(draw, rows, record)], pick(draw, True, False, UNKNOWN)

    return changed(env, words, value, listing)


def _more(
    draw: Draw, rows: Rows, record: RecordType, one: Callable[[Draw, Type], Any] = told
) -> list[Row]:
    """Up to two further rows of a list."""
    found = []
    for n in range(pick(draw, 0, 0, 1, 2)):
        fields = {name: one(draw, kind) for name, kind in record.fields.items()}
        found.append(Row(fields, f"{rows.path}[new{n}]", None, record.name))
    return found


@st.composite
def learnt(draw: Draw, env: Env, words: Scope) -> Env:
    """Some of what was missing is learnt; what was known stays."""

    def value(path: str, kind: Type, value: Any) -> Any:
        if value is UNKNOWN:
            return told(draw, kind)
        if isinstance(value, Between) and pick(draw, True, False):
            return narrower(draw, value, kind)
        return value

    def listing(
        rows: Rows, record: RecordType, items: tuple[Row, ...]
    ) -> tuple[Iterable[Row], Verdict]:
        if rows.complete is True:
            return items, True
        return [*items, *_more(draw, rows, record)], pick(draw, True, False, UNKNOWN)

    return changed(env, words, value, listing)


@st.composite
def completed(draw: Draw, env: Env, words: Scope) -> Env:
    """One way in which everything may turn out: all values known, all lists complete."""

    def value(path: str, kind: Type, value: Any) -> Any:
        if value is UNKNOWN:
            return a_value(draw, kind)
        return inside(draw, value, kind) if isinstance(value, Between) else value

    def listing(
        rows: Rows, record: RecordType, items: tuple[Row, ...]
    ) -> tuple[Iterable[Row], Verdict]:
        if rows.complete is True:
            return items, True
        return [*items, *_more(draw, rows, record, a_value)], True

    return changed(env, words, value, listing)


def inside(draw: Draw, bounds: Between, kind: Type) -> Any:
    """A value within bounds: one of its ends, or one that conditions like to name."""
    some = a_value(draw, kind.of if isinstance(kind, Optional) else kind)
    if holds(bounds, some):
        return some
    return pick(draw, *(end for end in (bounds.lo, bounds.hi) if end is not None))


def holds(bounds: Between, value: Any) -> bool:
    """Whether a value lies within bounds."""
    lo, hi = bounds.lo, bounds.hi
    return (lo is None or value >= lo) and (hi is None or value <= hi)


def narrower(draw: Draw, bounds: Between, kind: Type) -> Any:
    """Narrower bounds, or a value within them."""
    lo, hi = sorted((inside(draw, bounds, kind), inside(draw, bounds, kind)))
    return lo if lo == hi or pick(draw, True, False) else Between(lo, hi)
