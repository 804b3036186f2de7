"""What facts are made of: values, the two kinds of nothing, bounds, rows, and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final, Literal, final


class _Unknown(Enum):
    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false; compare it with `is`")


Unknown = Literal[_Unknown.UNKNOWN]
UNKNOWN: Final = _Unknown.UNKNOWN
"""Not established. Never the same as `None`, which is the known answer "there is none"."""

Verdict = bool | Unknown


@final
@dataclass(frozen=True, slots=True)
class Between:
    """An amount or a day known only within bounds, both included; an open side is None.

    "October" is Between(1 October, 31 October); "more than 200,000" has no upper bound.
    """

    lo: int | date | None
    hi: int | date | None


@final
@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One record of a collection, with the row it lies within and the path that names it."""

    fields: Mapping[str, Any]
    path: str
    parent: Row | None = None
    kind: str = ""


@final
@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A collection, and whether it is complete.

    With `complete` anything but True, "no other row" is not established.
    """

    items: tuple[Row, ...]
    complete: Verdict = UNKNOWN
    path: str = ""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


Value = bool | int | str | date | None | Between | Rows | Row | Unknown


class Standing(Enum):
    """Who vouches for a fact, and how."""

    CLAIMED = "claimed"  # by the person who asks
    CERTIFIED = "certified"  # by an office that keeps the record
    REPORTED = "reported"  # by somebody who heard it; no rule of a matter reads it
    DISPUTED = "disputed"  # two who would know disagree
    DOCKET = "docket"  # the docket itself: closed, so no entry means not done
    GIVEN = "given"  # an argument of this question: the day, the officer who acts

    __hash__ = object.__hash__  # by identity, and quick: asked for every fact of every question


HEARSAY: Final = frozenset({Standing.REPORTED, Standing.DISPUTED})
"""Standings that no rule of a matter reads until an officer establishes the fact."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact came from: who vouches for it, whom the office heard it from, when, in which
    entry.
    """

    standing: Standing
    by: str = ""
    on: date | None = None
    entry: str = ""
    chain: tuple[str, ...] = ()


CLAIMED: Final = Source(Standing.CLAIMED)


@dataclass(frozen=True)
class Facts:
    """What is known, by path, and who says so.

    `values` holds scalars and `Rows` under their names ("filer", "charges", "docket.filed_on").
    `sources` is keyed by path ("charges[0].released_on"); a path that is missing inherits from the
    longest prefix that has a source, and is otherwise merely claimed.
    """

    values: Mapping[str, Any]
    sources: Mapping[str, Source] = field(default_factory=dict)

    def source(self, path: str) -> Source:
        """Who vouches for the fact at `path`."""
        while True:
            found = self.sources.get(path)
            if found is not None:
                return found
            cut = max(path.rfind("."), path.rfind("["))
            if cut <= 0:
                return CLAIMED
            path = path[:cut]

    def with_values(self, **values: Any) -> Facts:
        """The same facts and these."""
        return Facts({**self.values, **values}, self.sources)
