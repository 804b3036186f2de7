"""The shape of an entry, read off its annotations once: what a field holds, and who fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from clemency.docket.entry import HEADER, RUNNING, Commitment, Entry, FromCase, Mark

PLAIN: Mapping[Any, str] = MappingProxyType(
    {bool: "yes-no", int: "number", date: "day", str: "code", Commitment: "commitment"}
)


@dataclass(frozen=True)
class Shape:
    """One field of an entry, or of a row inside one.

    holds     yes-no, number, day, code, commitment, codes, or rows
    optional  whether it may be none
    choices   the only codes it can have; empty where the pack chooses them
    row       the class of its rows, where it holds rows
    needed    whether it has no default
    column    the column of the case it is taken from, where an order leaves it out
    """

    name: str
    holds: str
    optional: bool
    choices: tuple[str, ...]
    row: type | None
    needed: bool
    default: Any
    marks: frozenset[Mark]
    column: str | None

    @property
    def asked(self) -> bool:
        """Whether an order must give it: nobody else does."""
        return self.needed and not self.marks

    @property
    def apart(self) -> bool:
        """Whether it is stored among the commitments, beside the body."""
        return self.holds == "commitment"


def _shape(name: str, hint: Any, default: Any) -> Shape:
    notes: tuple[Any, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *rest = get_args(hint)
        notes = tuple(rest)
    optional = get_origin(hint) in (Union, UnionType)
    if optional:
        (hint,) = [arg for arg in get_args(hint) if arg is not NoneType]
    choices = cast(tuple[str, ...], get_args(hint)) if get_origin(hint) is Literal else ()
    listed = get_args(hint)[0] if get_origin(hint) is tuple else None
    if listed is not None:
        holds = "codes" if listed is str else "rows"
    else:
        holds = "code" if choices else PLAIN[hint]
    return Shape(
        name=name,
        holds=holds,
        optional=optional,
        choices=choices,
        row=listed if holds == "rows" else None,
        needed=default is MISSING,
        default=None if default is MISSING else default,
        marks=frozenset(note for note in notes if isinstance(note, Mark)),
        column=next((note.column for note in notes if isinstance(note, FromCase)), None),
    )


_SHAPES: dict[type, tuple[Shape, ...]] = {}


def shapes_of(cls: type) -> tuple[Shape, ...]:
    """The shapes of the fields of an entry or a row, in their order; read once and kept."""
    if cls not in _SHAPES:
        hints = get_type_hints(cls, include_extras=True)
        defaults = _defaults(cls)
        _SHAPES[cls] = tuple(_shape(name, hints[name], defaults[name]) for name in defaults)
    return _SHAPES[cls]


def _defaults(cls: Any) -> dict[str, Any]:
    """Every field of a dataclass or a named tuple, with its default or MISSING."""
    if is_dataclass(cls):
        return {field.name: field.default for field in fields(cls)}
    return {name: cls._field_defaults.get(name, MISSING) for name in cls._fields}


def own(kind: type[Entry]) -> tuple[Shape, ...]:
    """The fields that are the kind's own, beside those that every entry has."""
    return tuple(shape for shape in shapes_of(kind) if shape.name not in (*HEADER, *RUNNING))
