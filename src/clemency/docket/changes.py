"""What an entry changes in a case, said as data.

The fold runs these declarations; a solver reads the same ones (`reads`, `writes`). Nothing here
looks at a clock or decides anything: a change only moves values from an entry into a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, final

from clemency.docket.sources import Columns, First, Is, OnlyIf, Past, Row, Source


class Draft(Protocol):
    """A case while it is being read: its single values, its rows, and how a new row begins."""

    scalars: dict[str, Any]
    rows: dict[str, list[Row]]
    blanks: Mapping[str, Row]


# --- the changes --------------------------------------------------------------------------------


class Change:
    """One declared change. `reads` and `writes` name columns: "filed_on", "opinions.favours"."""

    @property
    def reads(self) -> frozenset[str]:
        """Columns of the case whose present value decides what the change does."""
        return frozenset()

    @property
    def writes(self) -> frozenset[str]:
        """Columns of the case that the change may set."""
        return frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Fields of the entry that the change uses."""
        return frozenset()

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        """Make the change in `draft`."""


NOTHING = Change()
"""The entry is kept, and changes nothing beyond what every entry does."""


def _in(rows: str, columns: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{rows}.{column}" for column in columns)


@final
@dataclass(frozen=True, init=False)
class Sets(Change):
    """Single values of the case: column = where the value comes from."""

    columns: Columns

    def __init__(self, **columns: Source) -> None:
        object.__setattr__(self, "columns", Columns(columns))

    @property
    def writes(self) -> frozenset[str]:
        return self.columns.names

    @property
    def fields(self) -> frozenset[str]:
        return self.columns.fields

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        self.columns.fill(draft.scalars, entry, item)


def clears(*columns: str) -> Sets:
    """Single values that are none again."""
    return Sets(**{column: Is(None) for column in columns})


@final
@dataclass(frozen=True, init=False)
class Adds(Change):
    """A row. With `matching`, the latest row with the same values there is completed instead.

    A matching row that is not there is added, so an answer that nobody asked for is kept as well.
    """

    rows: str
    matching: tuple[str, ...]
    columns: Columns
    _keys: Columns = field(repr=False, compare=False)

    def __init__(self, rows: str, matching: str | tuple[str, ...] = (), **columns: Source) -> None:
        keys = (matching,) if isinstance(matching, str) else matching
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "matching", keys)
        object.__setattr__(self, "columns", Columns(columns))
        object.__setattr__(self, "_keys", Columns({key: columns[key] for key in keys}))

    @property
    def reads(self) -> frozenset[str]:
        return _in(self.rows, frozenset(self.matching) | self.columns.compared)

    @property
    def writes(self) -> frozenset[str]:
        return _in(self.rows, self.columns.names)

    @property
    def fields(self) -> frozenset[str]:
        return self.columns.fields

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        rows = draft.rows[self.rows]
        row = self._found(rows, entry, item) if self.matching else None
        if row is None:
            row = draft.blanks[self.rows].copy()
            rows.append(row)
        self.columns.fill(row, entry, item)

    def _found(self, rows: list[Row], entry: Any, item: Any) -> Row | None:
        wanted = self._keys.values(entry, item).items()
        for row in reversed(rows):
            if all(row[key] == value for key, value in wanted):
                return row
        return None


@final
@dataclass(frozen=True, init=False)
class Marks(Change):
    """Every row with these values in the `where` columns: sets what is still none there.

    A `loosely` column is compared only where the entry has a value for it: an entry that names no
    office stops the clocks of all of them.
    """

    rows: str
    where: Columns
    loosely: Columns
    columns: Columns

    def __init__(
        self,
        rows: str,
        where: Mapping[str, Source] | None = None,
        loosely: Mapping[str, Source] | None = None,
        **columns: Source,
    ) -> None:
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "where", Columns(where or {}))
        object.__setattr__(self, "loosely", Columns(loosely or {}))
        object.__setattr__(self, "columns", Columns(columns))

    @property
    def reads(self) -> frozenset[str]:
        return _in(self.rows, self.where.names | self.loosely.names | self.columns.names)

    @property
    def writes(self) -> frozenset[str]:
        return _in(self.rows, self.columns.names)

    @property
    def fields(self) -> frozenset[str]:
        return self.where.fields | self.loosely.fields | self.columns.fields

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        wanted = list(self.where.values(entry, item).items())
        wanted += [pair for pair in self.loosely.values(entry, item).items() if pair[1] is not None]
        values = self.columns.values(entry, item).items()
        for row in draft.rows[self.rows]:
            for column, value in values:
                if row[column] is None and all(row[key] == one for key, one in wanted):
                    row[column] = value


@final
@dataclass(frozen=True)
class Each(Change):
    """The same change once for every item of an entry's list."""

    field: str
    change: Change

    @property
    def reads(self) -> frozenset[str]:
        return self.change.reads

    @property
    def writes(self) -> frozenset[str]:
        return self.change.writes

    @property
    def fields(self) -> frozenset[str]:
        return self.change.fields | {self.field}

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        for each in getattr(entry, self.field):
            self.change.apply(draft, entry, each)


@final
@dataclass(frozen=True, init=False)
class Given(Change):
    """Changes by the entry's field: each is made where its field holds something, in their order.

    A field holds nothing where it is none, false or an empty list.
    """

    changes: tuple[tuple[str, Change], ...]

    def __init__(self, **changes: Change) -> None:
        object.__setattr__(self, "changes", tuple(changes.items()))

    @property
    def reads(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.reads for _, change in self.changes))

    @property
    def writes(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.writes for _, change in self.changes))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.fields | {name} for name, change in self.changes))

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        for name, change in self.changes:
            if getattr(entry, name):
                change.apply(draft, entry, item)


@final
@dataclass(frozen=True)
class Unless(Change):
    """The change, unless the case already has a value in `column`."""

    column: str
    change: Change

    @property
    def reads(self) -> frozenset[str]:
        return self.change.reads | {self.column}

    @property
    def writes(self) -> frozenset[str]:
        return self.change.writes

    @property
    def fields(self) -> frozenset[str]:
        return self.change.fields

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        if draft.scalars[self.column] is None:
            self.change.apply(draft, entry, item)


@final
@dataclass(frozen=True)
class Moves(Change):
    """A day of the case that the entry names is put right. Only a day that is there can be moved.

    among  the columns that may be moved: never one that stands for a decision or its effect
    """

    named: str
    to: str
    among: tuple[str, ...]

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(self.among)

    @property
    def writes(self) -> frozenset[str]:
        return frozenset(self.among)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset({self.named, self.to})

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        column, day = getattr(entry, self.named), getattr(entry, self.to)
        if column in self.among and day is not None and draft.scalars[column] is not None:
            draft.scalars[column] = day


@final
@dataclass(frozen=True, init=False)
class Together(Change):
    """Several changes, one after the other."""

    changes: tuple[Change, ...]

    def __init__(self, *changes: Change) -> None:
        object.__setattr__(self, "changes", changes)

    @property
    def reads(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.reads for change in self.changes))

    @property
    def writes(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.writes for change in self.changes))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset[str]().union(*(change.fields for change in self.changes))

    def apply(self, draft: Draft, entry: Any, item: Any = None) -> None:
        for change in self.changes:
            change.apply(draft, entry, item)


ACTED = Adds("acts", act="act", on="on", office="office", officer="officer", of="about_office")
STARTED = Adds("clocks", id="clock", of="about_office", started_on="on", due_on="due_on")
STOPPED = Marks("clocks", where={"id": "."}, loosely={"of": "about_office"}, ended_on="on")

UNIVERSAL = Given(
    act=ACTED,
    stops=Each("stops", STOPPED),
    clock=STARTED,
    closes=Sets(closed_on="on"),
)
"""What every entry changes, whatever its kind: the acts, the clocks, whether all is closed."""

__all__ = [
    "NOTHING",
    "UNIVERSAL",
    "Adds",
    "Change",
    "Each",
    "First",
    "Given",
    "Is",
    "Marks",
    "Moves",
    "OnlyIf",
    "Past",
    "Row",
    "Sets",
    "Together",
    "Unless",
    "clears",
]
