"""What a pack may say about a docket: `docket.*` and the entry kinds, read off the declarations.

There is no second list: a column added to `Case`, or a field to an entry, is a word of every pack.
"""

from __future__ import annotations

from collections.abc import Mapping

from clemency.docket.case import ROWS, Case
from clemency.docket.entries import KINDS
from clemency.docket.entry import Ballot, Condition, Entry, Outcome
from clemency.docket.shape import Shape, own, shapes_of
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    Choice,
    EntryForm,
    Forms,
    Optional,
    RecordType,
    RowsOf,
    Type,
    Vocabulary,
)

CODE = "entry.code"
"""The record of a list of plain codes, such as the items of a letter: one field, `code`."""

ENTRY_ROWS: Mapping[type, str] = {
    Outcome: "entry.outcome",
    Condition: "entry.condition",
    Ballot: "entry.ballot",
}
"""The record of each small row that an entry may hold."""

_PLAIN: Mapping[str, Type] = {
    "yes-no": BOOL,
    "number": INT,
    "day": DAY,
    "code": TEXT,
    "commitment": TEXT,
}


def type_of(shape: Shape) -> Type:
    """The type that expressions and packs know a field by."""
    if shape.holds == "codes":
        return RowsOf(CODE)
    if shape.row is not None:
        return RowsOf(_record_name(shape.row))
    bare = Choice(shape.choices) if shape.choices else _PLAIN[shape.holds]
    return Optional(bare) if shape.optional else bare


def _record_name(row: type) -> str:
    return ENTRY_ROWS.get(row) or f"docket.{_snake(row.__name__)}"


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def _record(row: type, plural: str) -> RecordType:
    columns = {shape.name: type_of(shape) for shape in shapes_of(row)}
    return RecordType(_record_name(row), plural, columns)


def _vocabulary() -> Vocabulary:
    facts = {f"docket.{shape.name}": type_of(shape) for shape in shapes_of(Case)}
    records = [_record(row, f"docket.{name}") for name, row in ROWS.items()]
    records += [_record(row, f"{name}s") for row, name in ENTRY_ROWS.items()]
    records.append(RecordType(CODE, f"{CODE}s", {"code": TEXT}))
    return Vocabulary(facts, {record.name: record for record in records})


def _form(kind: type[Entry]) -> EntryForm:
    asked = frozenset(shape.name for shape in own(kind) if shape.asked)
    needed = frozenset(shape.name for shape in own(kind) if shape.needed)
    fields = {shape.name: type_of(shape) for shape in own(kind)}
    return EntryForm(kind.__name__, fields, asked, needed)


FORMS = Forms(
    vocabulary=_vocabulary(),
    kinds={name: _form(kind) for name, kind in KINDS.items()},
)
"""Everything a docket can say, for whoever reads a pack. A field that the engine works out, or that
the act or the case supplies, is not required of an order."""

HEADER_TYPES: Mapping[str, Type] = {shape.name: type_of(shape) for shape in shapes_of(Entry)}
"""Fields that every entry has beside its own."""

__all__ = ["CODE", "FORMS", "HEADER_TYPES", "type_of"]
