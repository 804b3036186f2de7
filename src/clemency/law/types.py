"""The types an expression can have. Small on purpose: everything here can be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final


@final
@dataclass(frozen=True, slots=True)
class Bool:
    def __str__(self) -> str:
        return "yes or no"


@final
@dataclass(frozen=True, slots=True)
class Int:
    def __str__(self) -> str:
        return "a whole number"


@final
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency."""

    currency: str

    def __str__(self) -> str:
        return f"an amount in {self.currency}"


@final
@dataclass(frozen=True, slots=True)
class Day:
    def __str__(self) -> str:
        return "a date"


@final
@dataclass(frozen=True, slots=True)
class Text:
    """Compared for equality only."""

    def __str__(self) -> str:
        return "text"


@final
@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few named answers."""

    options: tuple[str, ...]

    def __str__(self) -> str:
        return "one of " + ", ".join(self.options)


@final
@dataclass(frozen=True, slots=True)
class Nothing:
    """The type of `none` itself."""

    def __str__(self) -> str:
        return "none"


@final
@dataclass(frozen=True, slots=True)
class Optional:
    """A value or a known none."""

    of: Type

    def __str__(self) -> str:
        return f"{self.of}, or none"


@final
@dataclass(frozen=True, slots=True)
class RowOf:
    """One record."""

    record: str

    def __str__(self) -> str:
        return f"a {self.record}"


@final
@dataclass(frozen=True, slots=True)
class RowsOf:
    """A collection of records."""

    record: str

    def __str__(self) -> str:
        return f"a list of {self.record} records"


Type = Bool | Int | Money | Day | Text | Choice | Nothing | Optional | RowOf | RowsOf

BOOL, INT, DAY, TEXT, NOTHING = Bool(), Int(), Day(), Text(), Nothing()


@dataclass(frozen=True)
class RecordType:
    """The shape of a record: its fields, the collections inside it, the record it lies within.

    `within` of a charge may be "case": then `charge.case` is the row around it, and every case has
    `case.charges` (the plural).
    """

    name: str
    plural: str
    fields: Mapping[str, Type]
    within: str | None = None
    derived: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """Names an expression may use: facts by id, records by id."""

    facts: Mapping[str, Type]
    records: Mapping[str, RecordType] = field(default_factory=dict)

    def joined(self, other: Vocabulary) -> Vocabulary:
        """Both vocabularies; on the same name the other wins."""
        return Vocabulary({**self.facts, **other.facts}, {**self.records, **other.records})


@dataclass(frozen=True)
class EntryForm:
    """What an entry of one kind holds beside its header: field name to type.

    required  what an order must give
    needed    what somebody must give: an order, whoever acts, or the engine
    """

    kind: str
    fields: Mapping[str, Type]
    required: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Forms:
    """What a docket can say: the facts it yields (`docket.*`) and the entry kinds a pack may write.

    Floor 2 derives this from its own declarations and hands it down, so that reading a pack needs
    no docket.
    """

    vocabulary: Vocabulary
    kinds: Mapping[str, EntryForm]
