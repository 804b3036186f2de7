"""Where a change takes its values from: fields of the entry, of an item of its list, constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, final

Row = dict[str, Any]
"""A row while the docket is being read: its columns in their order."""


@final
@dataclass(frozen=True)
class Is:
    """The same value every time."""

    value: bool | int | str | None


@final
@dataclass(frozen=True, init=False)
class First:
    """The first of these entry fields that is not None."""

    fields: tuple[str, ...]

    def __init__(self, *fields: str) -> None:
        object.__setattr__(self, "fields", fields)


@final
@dataclass(frozen=True)
class OnlyIf:
    """An entry field, where another one is true; otherwise None."""

    condition: str
    field: str


@final
@dataclass(frozen=True)
class Past:
    """Whether a day of the entry lies after that in a column of the row; False where none is."""

    field: str
    column: str


Source = str | Is | First | OnlyIf | Past
"""A string names an entry field; ".x" the field x of the item at hand in `Each`, "." the item."""

Gets = Callable[[Any, Any, Mapping[str, Any]], Any]
"""From the entry, the item at hand and the row as it was: the value."""


def _gets(source: Source) -> Gets:
    """The function that fetches a value: built once, where the change is declared."""
    match source:
        case str() if source == ".":
            return lambda entry, item, row: item
        case str() if source.startswith("."):
            of_item = attrgetter(source[1:])
            return lambda entry, item, row: of_item(item)
        case str():
            of_entry = attrgetter(source)
            return lambda entry, item, row: of_entry(entry)
        case Is(value):
            return lambda entry, item, row: value
        case First(names):
            every = [attrgetter(name) for name in names]
            return lambda entry, item, row: next(
                (value for get in every if (value := get(entry)) is not None), None
            )
        case OnlyIf(condition, name):
            holds, wanted = attrgetter(condition), attrgetter(name)
            return lambda entry, item, row: wanted(entry) if holds(entry) else None
        case Past(name, column):
            day = attrgetter(name)
            return lambda entry, item, row: row[column] is not None and day(entry) > row[column]


def _fields(source: Source) -> tuple[str, ...]:
    """The entry fields that a source reads."""
    match source:
        case str():
            return () if source.startswith(".") else (source,)
        case Is():
            return ()
        case First(names):
            return names
        case OnlyIf(condition, name):
            return condition, name
        case Past(name, _):
            return (name,)


@final
@dataclass(frozen=True, init=False)
class Columns:
    """Columns, and where each takes its value from."""

    sources: tuple[tuple[str, Source], ...]
    _gets: tuple[tuple[str, Gets], ...] = field(repr=False, compare=False)
    _copies: tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]] | None = field(
        repr=False, compare=False
    )

    def __init__(self, given: Mapping[str, Source]) -> None:
        plain = [c for c, s in given.items() if isinstance(s, str) and not s.startswith(".")]
        copies = plain if len(plain) > 1 else []  # copied together: most columns are like this
        gets = [(column, _gets(source)) for column, source in given.items() if column not in copies]
        together = (tuple(copies), attrgetter(*(str(given[c]) for c in copies))) if copies else None
        object.__setattr__(self, "sources", tuple(given.items()))
        object.__setattr__(self, "_gets", tuple(gets))
        object.__setattr__(self, "_copies", together)

    @property
    def names(self) -> frozenset[str]:
        """The columns."""
        return frozenset(column for column, _ in self.sources)

    @property
    def fields(self) -> frozenset[str]:
        """The entry fields read."""
        return frozenset(name for _, source in self.sources for name in _fields(source))

    @property
    def compared(self) -> frozenset[str]:
        """Columns of the row whose present value is looked at."""
        return frozenset(source.column for _, source in self.sources if isinstance(source, Past))

    def fill(self, row: Row, entry: Any, item: Any) -> None:
        """Put every value into its column."""
        for column, get in self._gets:
            row[column] = get(entry, item, row)
        if self._copies is not None:
            columns, get_all = self._copies
            row.update(zip(columns, get_all(entry), strict=True))

    def values(self, entry: Any, item: Any) -> dict[str, Any]:
        """The values, by column."""
        values: dict[str, Any] = {}
        self.fill(values, entry, item)
        return values
