"""Where an entry commits to sealed texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from clemency.docket.entries import KINDS, Entry
from clemency.docket.shape import Shape, shapes_of


def committed(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every commitment of an entry, with the place where it stands in the bytes (RFC 6901)."""
    for shape in _shapes(entry.kind):
        value = getattr(entry, shape.name)
        if value is None:
            continue
        if shape.holds == "commitment":
            yield f"/commits/{shape.name}", value
        elif shape.row is not None:
            for place, row in enumerate(value):
                for name in _within(shape.row):
                    if (inner := getattr(row, name)) is not None:
                        yield f"/body/{shape.name}/{place}/{name}", inner


@cache
def _shapes(kind: str) -> tuple[Shape, ...]:
    return tuple(s for s in shapes_of(KINDS[kind]) if s.holds in ("commitment", "rows"))


@cache
def _within(row: type) -> tuple[str, ...]:
    return tuple(s.name for s in shapes_of(row) if s.holds == "commitment")
