"""The one typed form of every condition, date and amount in a pack.

Nodes are checked when built (see parse.py), frozen, and know where in the text they stand.
`str(node)` is the canonical text: parsing it gives an equal node. Nothing here evaluates anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Self

from clemency.law.types import BOOL, DAY, INT, Money, Optional, RowOf, RowsOf, Type


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands in the text of its expression, in characters."""

    start: int
    length: int


NOWHERE = Span(0, 0)

# How tightly each form binds, loosest first; `str` puts parentheses by it.
_IF, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _ATOM = range(8)


@dataclass(frozen=True)
class Expr:
    """A node. Equality ignores where it stands."""

    binds: ClassVar[int] = _ATOM

    type: Type
    at: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    def parts(self) -> Iterator[Expr]:
        """The nodes directly below this one, in reading order."""
        for name in _fields_of(type(self)):
            value = getattr(self, name)
            if isinstance(value, Expr):
                yield value
            elif isinstance(value, tuple):
                yield from (v for v in value if isinstance(v, Expr))

    def walk(self) -> Iterator[Expr]:
        """This node and every node below it."""
        yield self
        for part in self.parts():
            yield from part.walk()

    def levels(self) -> int:
        """How many levels of nodes there are, down through definitions."""
        kept: int | None = self.__dict__.get("_levels")
        if kept is None:
            kept = 1 + max((part.levels() for part in self.parts()), default=0)
            object.__setattr__(self, "_levels", kept)
        return kept

    def placed(self, at: Span, type: Type) -> Self:
        """The same node at its place in a text, with the type it has there."""
        made = object.__new__(self.__class__)
        kept = {name: getattr(self, name) for name in _fields_of(self.__class__)}
        made.__dict__.update(kept, at=at, type=type, _levels=self.levels())
        return made

    def names(self) -> frozenset[str]:
        """The ids of all facts that this expression may read."""
        return frozenset(node.path for node in self.walk() if isinstance(node, Read))


_FIELDS: dict[str, tuple[str, ...]] = {}


def _fields_of(kind: type[Expr]) -> tuple[str, ...]:
    """The names of a form's fields, looked up once: every node of every pack asks for them."""
    kept = _FIELDS.get(kind.__name__)
    if kept is None:
        kept = _FIELDS[kind.__name__] = tuple(f.name for f in fields(kind))
    return kept


def _inside(part: Expr, binds: int) -> str:
    """The text of `part` where something that binds as tightly as `binds` surrounds it."""
    return f"({part})" if part.binds < binds else str(part)


def literal(value: Any) -> str:
    """A constant as an expression writes it."""
    if value is None:
        return "none"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    return repr(value)


@dataclass(frozen=True)
class Const(Expr):
    """A constant: true or false, a number, a day, a choice, none."""

    value: Any

    def __str__(self) -> str:
        return literal(self.value)


@dataclass(frozen=True)
class Cash(Expr):
    """A constant amount, in minor units."""

    value: int

    def __str__(self) -> str:
        return f"money({self.value}, '{self.type.currency}')"  # type: ignore[union-attr]


@dataclass(frozen=True)
class Read(Expr):
    """A fact, by its id: `filer`, `charges`, `docket.filed_on`."""

    path: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True)
class Var(Expr):
    """The row at hand, inside a quantifier or a rule about a record."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Get(Expr):
    """A field of a row, the rows inside it, the row around it, or whether a list is complete."""

    of: Expr
    name: str

    def __str__(self) -> str:
        return f"{_inside(self.of, _ATOM)}.{self.name}"


@dataclass(frozen=True)
class Named(Expr):
    """A definition of the pack, used by its name; with `row`, about that row."""

    id: str
    body: Expr
    row: Expr | None = None
    var: str = ""

    def __str__(self) -> str:
        return self.id if self.row is None else f"{_inside(self.row, _ATOM)}.{self.id}"


@dataclass(frozen=True)
class Param(Expr):
    """A figure of the law, as it stood on a day."""

    id: str
    values: tuple[tuple[date, Any], ...]
    on: Expr

    def __str__(self) -> str:
        plain = isinstance(self.on, Read) and self.on.path == "today"
        return self.id if plain else f"{self.id}(on={self.on})"


@dataclass(frozen=True)
class Compare(Expr):
    """`<`, `<=`, `==`, `!=`, `>=`, `>`."""

    binds: ClassVar[int] = _COMPARE

    op: str
    left: Expr
    right: Expr

    def __str__(self) -> str:
        return f"{_inside(self.left, _SUM)} {self.op} {_inside(self.right, _SUM)}"


@dataclass(frozen=True)
class OneOf(Expr):
    """Whether a value is, or is not, among constants."""

    binds: ClassVar[int] = _COMPARE

    item: Expr
    options: tuple[Any, ...]
    negated: bool

    def __str__(self) -> str:
        kind = self.item.type.of if isinstance(self.item.type, Optional) else self.item.type
        cash = isinstance(kind, Money)
        shown = [str(Cash(kind, value)) if cash else literal(value) for value in self.options]
        return (
            f"{_inside(self.item, _SUM)} {'not in' if self.negated else 'in'} [{', '.join(shown)}]"
        )


@dataclass(frozen=True)
class IsNone(Expr):
    """Whether there is known to be none."""

    binds: ClassVar[int] = _COMPARE

    of: Expr
    negated: bool

    def __str__(self) -> str:
        return f"{_inside(self.of, _SUM)} {'!=' if self.negated else '=='} none"


@dataclass(frozen=True)
class Both(Expr):
    """`and`."""

    binds: ClassVar[int] = _AND

    of: tuple[Expr, ...]

    def __str__(self) -> str:
        return " and ".join(_inside(part, _NOT) for part in self.of)


@dataclass(frozen=True)
class Either(Expr):
    """`or`."""

    binds: ClassVar[int] = _OR

    of: tuple[Expr, ...]

    def __str__(self) -> str:
        return " or ".join(_inside(part, _AND) for part in self.of)


@dataclass(frozen=True)
class Not(Expr):
    binds: ClassVar[int] = _NOT

    of: Expr

    def __str__(self) -> str:
        return f"not {_inside(self.of, _NOT)}"


@dataclass(frozen=True)
class If(Expr):
    """`then if test else other`."""

    binds: ClassVar[int] = _IF

    test: Expr
    then: Expr
    other: Expr

    def __str__(self) -> str:
        return f"{_inside(self.then, _OR)} if {_inside(self.test, _OR)} else {self.other}"


@dataclass(frozen=True)
class After(Expr):
    """The day some time after another; `leap_day` says how a day that is missing rounds."""

    unit: str
    count: Expr
    day: Expr
    leap_day: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.unit}_after({self.count}, {self.day})"


@dataclass(frozen=True)
class Arith(Expr):
    """`+`, `-` or `*` of whole numbers or amounts."""

    op: str
    left: Expr
    right: Expr

    @property
    def binds(self) -> int:  # type: ignore[override]
        return _PRODUCT if self.op == "*" else _SUM

    def __str__(self) -> str:
        return f"{_inside(self.left, self.binds)} {self.op} {_inside(self.right, self.binds + 1)}"


@dataclass(frozen=True)
class Known(Expr):
    """Whether a fact is established. Only where a person is asked or shown something."""

    of: Expr

    def __str__(self) -> str:
        return f"known({self.of})"


def _rows_text(body: Expr, var: str, rows: Expr, where: Expr | None) -> str:
    condition = f" if {_inside(where, _OR)}" if where is not None else ""
    return f"{body} for {var} in {_inside(rows, _OR)}{condition}"


@dataclass(frozen=True)
class Quantified(Expr):
    """`any` or `all` over the rows that meet a condition."""

    kind: str
    var: str
    rows: Expr
    where: Expr | None
    body: Expr

    def __str__(self) -> str:
        return f"{self.kind}({_rows_text(self.body, self.var, self.rows, self.where)})"


@dataclass(frozen=True)
class Aggregate(Expr):
    """`count`, `min`, `max`, `sum`, or the nth `latest` or `earliest` by a date.

    Over the rows that meet a condition, where there is one.
    """

    kind: str
    var: str
    rows: Expr
    where: Expr | None
    body: Expr
    by: Expr | None = None
    nth: int = 1

    def __str__(self) -> str:
        inner = _rows_text(self.body, self.var, self.rows, self.where)
        if self.by is None:
            return f"{self.kind}({inner})"
        nth = f", nth={self.nth}" if self.nth != 1 else ""
        return f"{self.kind}(({inner}), by={self.by}{nth})"


@dataclass(frozen=True)
class Pick(Expr):
    """Whether a row is among the first few of those that meet a condition, in an order.

    kind   "earliest": the least come first; "latest": the greatest do
    item   the row that is asked about, a name bound outside
    rows   the list picked from; `var` is each of its rows in `where` and `by`
    by     days or whole numbers, the most important first: a later one parts those level so far
    up_to  how many are picked; none where it is nought or less

    With every fact known: true if the row meets the condition and fewer than `up_to` others that
    meet it come before it or level with it; false if it is not in the list, does not meet the
    condition, or at least `up_to` others come strictly before it; else it is level with another
    across the cap, which of them is picked nobody has said, and the verdict is open.
    """

    binds: ClassVar[int] = _COMPARE

    kind: str
    item: Expr
    var: str
    rows: Expr
    where: Expr | None
    by: tuple[Expr, ...]
    up_to: Expr

    def __str__(self) -> str:
        assert isinstance(self.rows.type, RowsOf)
        row = Var(RowOf(self.rows.type.record), self.var)
        inner = _rows_text(row, self.var, self.rows, self.where)
        keys = ", ".join(map(str, self.by))
        by = keys if len(self.by) == 1 else f"({keys})"
        return f"{self.item} in {self.kind}(({inner}), by={by}, up_to={self.up_to})"


TODAY = Read(DAY, "today")
TRUE = Const(BOOL, True)

__all__ = [
    "BOOL",
    "DAY",
    "INT",
    "NOWHERE",
    "TODAY",
    "TRUE",
    "After",
    "Aggregate",
    "Arith",
    "Both",
    "Cash",
    "Compare",
    "Const",
    "Either",
    "Expr",
    "Get",
    "If",
    "IsNone",
    "Known",
    "Named",
    "Not",
    "OneOf",
    "Param",
    "Pick",
    "Quantified",
    "Read",
    "RowOf",
    "RowsOf",
    "Span",
    "Var",
    "literal",
]
