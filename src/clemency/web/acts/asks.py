"""The form of any act of any pack: what an order must and may say, each field with its choices.

Nothing is written by hand for an act: the act says what it asks, fixes and takes; the kind of entry
says what each field holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from clemency.docket.entries import KINDS
from clemency.docket.entry import Mark
from clemency.docket.filling import NEED_A_SECOND
from clemency.docket.shape import Shape, own, shapes_of
from clemency.law.pack import Act
from clemency.web.acts import options
from clemency.web.acts.setting import Setting

Typed = Mapping[str, list[str]]
"""What stands in a form, by the name of its fields."""

Sort = Literal[
    "choose",
    "code",
    "codes",
    "yes-no",
    "day",
    "number",
    "money",
    "words",
    "matter",
    "person",
    "rows",
]

Options = tuple[tuple[str, str], ...]

MOST_ROWS = 60
OTHER = "?"
"""Chosen where none of the codes listed is meant: then one is typed beside it."""

COUNTED = frozenset({"id"})
"""References that a row of an entry has: numbered here, asked of nobody."""


@dataclass(frozen=True)
class Ask:
    """One field of the form.

    name     in the form ("f.outcomes.0.relief"); place: in the order ("outcomes[0].relief")
    sort     how it is asked
    needed   whether the order must give it
    options  what can be chosen, as code and words
    rows     of a list: each row's own fields
    """

    name: str
    place: str
    shape: Shape
    sort: Sort
    label: str
    hint: str
    needed: bool
    options: Options = ()
    rows: tuple[tuple[Ask, ...], ...] = ()
    default: str = ""


@dataclass
class Form:
    """The fields of one act, for one officer, with what was typed so far."""

    setting: Setting
    act: Act
    typed: Typed = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asks = tuple(self._asks())

    @property
    def second(self) -> bool:
        """Whether a second officer must sign."""
        return self.act.second or self.act.writes in NEED_A_SECOND

    def first(self, name: str) -> str | None:
        """What was typed in a field; None where the form was not filled in yet."""
        values = self.typed.get(name)
        return values[0] if values else None

    def _asks(self) -> Iterator[Ask]:
        act = self.act
        for shape in own(KINDS[act.writes]):
            if shape.name in act.sets or Mark.RESERVED in shape.marks or shape.column is not None:
                continue
            if shape.name == "of" and not act.of and Mark.ACTING_OFFICE in shape.marks:
                continue  # the acting office is meant
            if shape.name == "of" and len(act.of) == 1:
                continue
            if shape.name in COUNTED:
                continue
            needed = shape.name in act.asks or shape.asked or Mark.ACTING_OFFICE in shape.marks
            yield self._ask(shape, f"f.{shape.name}", shape.name, needed, act.writes)

    def _ask(self, shape: Shape, name: str, place: str, needed: bool, kind: str) -> Ask:
        found = options.of(self.setting, self.act, kind, shape)
        sort = _sort(shape, kind, bool(found))
        rows: tuple[tuple[Ask, ...], ...] = ()
        if sort == "rows":
            count = self._count(shape)
            rows = tuple(self._row(shape, name, place, row) for row in range(count))
        return Ask(
            name=name,
            place=place,
            shape=shape,
            sort=sort,
            label=self._label(shape, kind),
            hint=self._hint(shape, kind, sort),
            needed=needed,
            options=found,
            rows=rows,
            default=self._default(shape, kind, needed),
        )

    def _row(self, shape: Shape, name: str, place: str, row: int) -> tuple[Ask, ...]:
        assert shape.row is not None
        asks = []
        for inner in shapes_of(shape.row):
            if inner.name in COUNTED:
                continue
            asked = self._ask(
                inner,
                f"{name}.{row}.{inner.name}",
                f"{place}[{row}].{inner.name}",
                inner.needed,
                "",
            )
            if inner.name == "charge" and not asked.options:
                continue  # there is nothing to tell apart
            asks.append(asked)
        return tuple(asks)

    def _count(self, shape: Shape) -> int:
        """How many rows the form shows: as many as were asked for; at first one, or one for each
        record that the act decides upon."""
        typed = self.first(f"n.{shape.name}")
        if typed is not None and typed.isdigit():
            return min(int(typed), MOST_ROWS)
        if shape.name == "outcomes":
            return max(1, len(self.records()) if self.act.per else 1)
        return 0

    def records(self) -> Options:
        """What an outcome can be about."""
        return options.records(self.setting, self.act)

    def _label(self, shape: Shape, kind: str) -> str:
        words, own = self.setting.words, f"acts.label.{shape.name}"
        said = (
            words.say(own) if words.has(own) else self.setting.speaker.names.field(shape.name, kind)
        )
        return said[:1].upper() + said[1:]

    def _default(self, shape: Shape, kind: str, needed: bool) -> str:
        if shape.name == "relief" and self.setting.case.relief is not None:
            return self.setting.case.relief if shape.needed else ""
        if Mark.ACTING_OFFICER in shape.marks:
            return self.setting.seat.officer
        if shape.holds == "yes-no" and shape.default is not None and not needed:
            return "yes" if shape.default else "no"
        if shape.holds == "code" and isinstance(shape.default, str):
            return shape.default
        if shape.holds == "number" and isinstance(shape.default, int):
            return str(shape.default)
        return ""

    def _hint(self, shape: Shape, kind: str, sort: Sort) -> str:
        words = self.setting.words
        for key in (
            f"acts.hint.{kind}.{shape.name}",
            f"acts.hint.{shape.name}",
            f"acts.hint.{sort}",
        ):
            if words.has(key):
                return words.say(key)
        return ""


def _sort(shape: Shape, kind: str, listed: bool) -> Sort:
    """How a field is asked."""
    if shape.holds == "commitment":
        return "words"
    if shape.holds == "rows":
        return "rows"
    if shape.holds == "codes":
        return "codes"
    if shape.holds == "yes-no":
        return "yes-no"
    if shape.holds == "day":
        return "day"
    if shape.holds == "number":
        return "money" if shape.name == "amount" else "number"
    if (kind, shape.name) == ("Linked", "to"):
        return "matter"
    if (kind, shape.name) in options.PERSONS:
        return "person"
    return "choose" if shape.choices or (listed and options.closed(kind, shape.name)) else "code"
