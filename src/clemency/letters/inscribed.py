"""An entry, field by field, as one viewer may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from typing import Any

from clemency.docket.entries import KINDS
from clemency.docket.entry import Entry
from clemency.docket.shape import Shape, own, shapes_of
from clemency.letters.names import Names
from clemency.letters.told import Line, Told

PEOPLE = frozenset(
    {"officer", "second", "whose", "holder", "person", "victim", "member", "substitute"}
)
"""Fields that hold the reference of somebody."""

NOT_LINES = frozenset({"kind", "on"})
"""What the headline says already."""

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_HEADER = {shape.name: shape for shape in shapes_of(Entry)}


class Inscribed:
    """Says entries in one language."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.words = names.words

    def told(self, fields: Mapping[str, Any], kind: str, header: Mapping[str, Any]) -> Told:
        """The headline with its day, what such an entry means, and the fields that were given."""
        given = {**header, **fields}
        title = self.names.kind(kind)
        on = _day(given.get("on"))
        head = self.words.say("entry_line.head", on=on, title=title) if on else title
        if all(value is None for value in given.values()):
            return Told(title, (Line("", self.words.say("entry_line.nothing"), "note"),))
        says = Line("", self.words.say(f"entry.{kind}.says"), "says")
        return Told(head, (says, *self._lines(given, kind)))

    def _lines(self, given: Mapping[str, Any], kind: str) -> Iterator[Line]:
        shapes = {**{shape.name: shape for shape in own(KINDS[kind])}, **_HEADER}
        for name, shape in shapes.items():
            value = given.get(name)
            if name in NOT_LINES or value is None or value == () or value == []:
                continue
            if name in _HEADER and value is False:
                continue
            yield Line(self.names.field(name, kind), self.value(value, shape, kind), "field")

    def value(self, value: Any, shape: Shape, kind: str = "") -> str:
        """One value of an entry, as its field means it. Sealed words not shown are said to be."""
        words, name = self.words, shape.name
        if shape.apart:
            sealed = not isinstance(value, str) or _COMMITMENT.fullmatch(value)
            return words.say("value.sealed") if sealed else words.isolated(value)
        if shape.holds == "rows":
            return words.say("cite.apart").join(self._row(one, shape) for one in value)
        if shape.holds == "codes":
            return words.listed([self._code(one, name, kind) for one in value])
        if shape.holds == "day":
            return words.write(_day(value))
        if shape.holds == "code":
            return self._code(value, name, kind)
        if name == "amount":
            return self._amount(value)
        return words.write(value)

    def _code(self, code: str, name: str, kind: str) -> str:
        if name in PEOPLE and not (kind == "DeathRecorded" and name == "whose"):
            return self.names.id(code)
        if kind == "FactsRecorded" and name == "about":
            return self.names.fact(code)
        if name in ("what", "about") and self.words.has(f"docket.{code}"):
            return self.words.say(f"docket.{code}")
        return self.names.code(code, name)

    def _amount(self, amount: int) -> str:
        """A sum of money, in the pack's currency where it names one."""
        currency = self.names.pack.currency if self.names.pack else ""
        return self.words.money(amount, currency) if currency else self.words.number(amount)

    def _row(self, row: Any, shape: Shape) -> str:
        """A small row inside an entry: what it says beyond its defaults."""
        assert shape.row is not None
        get = (lambda name: getattr(row, name)) if is_dataclass(row) else row.get
        said = [
            self.words.say(
                "value.pair", label=self.names.field(inner.name), value=self.value(value, inner)
            )
            for inner in shapes_of(shape.row)
            if (value := get(inner.name)) is not None and (inner.needed or value != inner.default)
        ]
        return self.words.write(said)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value
