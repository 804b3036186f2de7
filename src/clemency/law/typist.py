"""Python's syntax tree in, typed nodes out. One method per form; each refuses what it does not know by name."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

from clemency.law.expr import (
    TODAY,
    After,
    Aggregate,
    Arith,
    Both,
    Cash,
    Compare,
    Const,
    Either,
    Expr,
    Get,
    If,
    IsNone,
    Known,
    Named,
    Not,
    OneOf,
    Param,
    Quantified,
    Read,
    Var,
)
from clemency.law.parse import BIGGEST, Fault, Faults, Scope, span_of, suggestion
from clemency.law.turning import moves
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    NOTHING,
    TEXT,
    Choice,
    Money,
    Optional,
    RecordType,
    RowOf,
    RowsOf,
    Text,
    Type,
)

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.GtE: ">=",
    ast.Gt: ">",
}
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
UNITS = {"years_after": "years", "months_after": "months", "days_after": "days"}
QUANTIFIERS = ("any", "all")
AGGREGATES = ("count", "min", "max", "sum", "latest", "earliest")
FUNCTIONS = (*UNITS, *QUANTIFIERS, *AGGREGATES, "known", "date", "money")
MISSPELT = {
    "true": "True",
    "false": "False",
    "null": "none",
    "None": "none",
    "nil": "none",
    "yes": "True",
    "no": "False",
}


class _Stop(Exception):
    """This node is wrong, and its fault is noted."""


class Typist:
    """Builds the typed expression of one text, noting every fault it can reach."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.rows = dict(scope.rows)
        self.certain: frozenset[Expr] = frozenset()  # known not to be none where we stand
        self.faults: list[Fault] = []

    def build(self, tree: ast.expr) -> Expr:
        """The expression. Raises Faults."""
        try:
            return self._node(tree)
        except _Stop:
            raise Faults(*self.faults) from None
        except RecursionError:
            raise Faults(
                Fault("This expression is nested too deeply.", 0, len(self.text))
            ) from None

    def must_be(self, expr: Expr, expects: Type, tree: ast.expr) -> Expr:
        """`expr`, if it has the type expected. Raises Faults."""
        try:
            return self._expect(expr, expects, tree)
        except _Stop:
            raise Faults(*self.faults) from None

    # -- faults ---------------------------------------------------------------------------------------------

    def _fail(self, node: ast.expr, says: str, mend: str | None = None) -> NoReturn:
        span = span_of(self.text, node)
        self.faults.append(Fault(says, span.start, span.length, mend))
        raise _Stop

    def _expect(self, expr: Expr, expects: Type, node: ast.expr) -> Expr:
        have = expr.type
        if have == expects or (isinstance(expects, Optional) and have in (expects.of, NOTHING)):
            return expr
        if isinstance(have, Optional) and have.of == expects:
            self._fail(node, f"`{expr}` may be none.", f"Guard it: `{expr} != none and ...`.")
        self._fail(node, f"This is {have}; {expects} is needed here.")

    # -- one node -------------------------------------------------------------------------------------------

    def _node(self, node: ast.expr) -> Expr:
        build: Callable[[Any], Expr] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if build is None:
            name = type(node).__name__
            self._fail(
                node,
                f"`{name}` cannot be used in an expression.",
                "See the list of forms in pack-format.md.",
            )
        expr = build(node)
        expr = replace(expr, at=span_of(self.text, node))
        if isinstance(expr.type, Optional) and expr in self.certain:
            expr = replace(expr, type=expr.type.of)
        return expr

    def _bool(self, node: ast.expr) -> Expr:
        return self._expect(self._node(node), BOOL, node)

    @contextmanager
    def _given(self, certain: frozenset[Expr]) -> Iterator[None]:
        """Inside, these expressions are known not to be none."""
        before, self.certain = self.certain, self.certain | certain
        try:
            yield
        finally:
            self.certain = before

    # -- constants and names --------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Expr:
        value = node.value
        if value is None:
            self._fail(node, "`None` is Python's word.", "Write `none`.")
        if isinstance(value, bool):
            return Const(BOOL, value)
        if isinstance(value, int):
            if abs(value) > BIGGEST:
                self._fail(
                    node,
                    f"{value} is beyond 2^53.",
                    "Amounts are whole minor units; none needs so many.",
                )
            return Const(INT, value)
        if isinstance(value, str):
            return Const(TEXT, value)
        self._fail(
            node,
            f"`{value!r}` is not a whole number.",
            "Use whole numbers, or minor units of money.",
        )

    def _name(self, node: ast.Name) -> Expr:
        name = node.id
        if name in self.rows:
            return Var(RowOf(self.rows[name]), name)
        if name == "none":
            return Const(NOTHING, None)
        if name == "today":
            return TODAY
        found = self._global(name)
        if found is not None:
            return found
        if name in MISSPELT:
            self._fail(node, f"`{name}` is not a word here.", f"Write `{MISSPELT[name]}`.")
        if name in FUNCTIONS:
            self._fail(node, f"`{name}` is a function.", f"Write `{name}(...)`.")
        self._fail(node, f"`{name}` is not a fact of this pack.", suggestion(name, self._names()))

    def _global(self, name: str) -> Expr | None:
        """What a name means outside any row: a definition, a figure of the law, a fact, a collection."""
        scope = self.scope
        define = scope.defines.get(name)
        if define is not None and define.of is None:
            return Named(define.expr.type, name, define.expr)
        if name in scope.parameters:
            figure = scope.parameters[name]
            return Param(figure.type, name, figure.values, TODAY)
        if name in scope.vocabulary.facts:
            return Read(scope.vocabulary.facts[name], name)
        for record in scope.vocabulary.records.values():
            if record.plural == name:
                return Read(RowsOf(record.name), name)
        return None

    def _names(self) -> list[str]:
        plurals = [record.plural for record in self.scope.vocabulary.records.values()]
        facts = self.scope.vocabulary.facts
        return [
            *self.rows,
            *facts,
            *plurals,
            *self.scope.defines,
            *self.scope.parameters,
            *FUNCTIONS,
            "today",
            "none",
        ]

    def _attribute(self, node: ast.Attribute) -> Expr:
        dotted = _dotted(node)
        if dotted is not None and dotted.split(".")[0] not in self.rows:
            found = self._global(dotted)
            if found is not None:
                return found
            if not self._global(dotted.split(".")[0]):
                self._fail(
                    node,
                    f"`{dotted}` is not a fact of this pack.",
                    suggestion(dotted, self._names()),
                )
        of = self._node(node.value)
        if isinstance(of.type, RowsOf):
            if node.attr == "complete":
                return Get(BOOL, of, "complete")
            self._fail(
                node, f"A list has no `{node.attr}`.", "Look at its rows: `any(x... for x in ...)`."
            )
        if not isinstance(of.type, RowOf):
            self._fail(node, f"{of.type} has no parts.".capitalize())
        return self._field(node, of, self.scope.vocabulary.records[of.type.record])

    def _field(self, node: ast.Attribute, of: Expr, record: RecordType) -> Expr:
        name, records = node.attr, self.scope.vocabulary.records
        if name in record.fields:
            return Get(record.fields[name], of, name)
        if name == record.within:
            return Get(RowOf(name), of, name)
        inner = {r.plural: r.name for r in records.values() if r.within == record.name}
        if name in inner:
            return Get(RowsOf(inner[name]), of, name)
        define = self.scope.defines.get(f"{record.name}.{name}")
        if define is not None:
            return Named(define.expr.type, name, define.expr, of, record.name)
        derived = [
            key.split(".", 1)[1] for key in self.scope.defines if key.startswith(f"{record.name}.")
        ]
        known = [*record.fields, *inner, *derived, *([record.within] if record.within else [])]
        self._fail(node, f"A {record.name} has no `{name}`.", suggestion(name, known))

    # -- logic ----------------------------------------------------------------------------------------------

    def _boolop(self, node: ast.BoolOp) -> Expr:
        joined = isinstance(node.op, ast.And)
        parts: list[Expr] = []
        certain: frozenset[Expr] = frozenset()
        failed = False
        for value in node.values:
            with self._given(certain):
                try:
                    part = self._bool(value)
                except _Stop:
                    failed = True
                    continue
            parts.append(part)
            certain |= not_none(part, joined)
        if failed:
            raise _Stop
        return Both(BOOL, tuple(parts)) if joined else Either(BOOL, tuple(parts))

    def _unaryop(self, node: ast.UnaryOp) -> Expr:
        if isinstance(node.op, ast.Not):
            return Not(BOOL, self._bool(node.operand))
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            inner = self._node(node.operand)
            if isinstance(inner, Const) and inner.type == INT:
                return Const(INT, -inner.value)
        self._fail(node, "Only `not`, and `-` before a number, may stand here.")

    def _ifexp(self, node: ast.IfExp) -> Expr:
        test = self._bool(node.test)
        with self._given(not_none(test, True)):
            then = self._node(node.body)
        with self._given(not_none(test, False)):
            other = self._node(node.orelse)
        joined = _common(then.type, other.type)
        if joined is None:
            self._fail(
                node,
                f"One side is {then.type}, the other {other.type}.",
                "Both must be of one kind.",
            )
        return If(joined, test, then, other)

    # -- comparison -----------------------------------------------------------------------------------------

    def _compare(self, node: ast.Compare) -> Expr:
        if len(node.ops) > 1:
            self._fail(
                node, "Chained comparisons are read in two ways.", "Write `a <= b and b <= c`."
            )
        op, left, right = node.ops[0], node.left, node.comparators[0]
        if isinstance(op, ast.Is | ast.IsNot):
            self._fail(node, "`is` compares objects, not facts.", "Write `==` or `!=`.")
        if isinstance(op, ast.In | ast.NotIn):
            return self._member(node, left, right, isinstance(op, ast.NotIn))
        return self._ordered(node, COMPARISONS[type(op)], self._node(left), self._node(right))

    def _ordered(self, node: ast.Compare, op: str, left: Expr, right: Expr) -> Expr:
        if NOTHING in (left.type, right.type):
            return self._none_test(node, op, left, right)
        left, right = (
            self._as_choice(node.left, left, right),
            self._as_choice(node.comparators[0], right, left),
        )
        if BOOL in (left.type, right.type) and (
            isinstance(left, Const) or isinstance(right, Const)
        ):
            self._fail(
                node,
                "A condition need not be compared with True or False.",
                "Write `x` or `not x`.",
            )
        bare = tuple(t.of if isinstance(t, Optional) else t for t in (left.type, right.type))
        if not _alike(*bare):
            self._fail(node, f"{left.type} cannot be compared with {right.type}.".capitalize())
        if op in ("==", "!="):
            if isinstance(bare[0], RowOf | RowsOf):
                self._fail(node, "Records are not compared as a whole.", "Compare their fields.")
            return Compare(BOOL, op, left, right)
        if not (isinstance(bare[0], Money) or bare[0] in (INT, DAY)):
            self._fail(
                node,
                f"`{op}` needs numbers, amounts or dates; this is {bare[0]}.",
                "Use `==`, `!=` or `in`.",
            )
        for side, part in ((node.left, left), (node.comparators[0], right)):
            self._expect(part, bare[0], side)
        if moves(left, "today") and moves(right, "today"):
            self._fail(node, "Both sides move with `today`.", "Bring it to one side.")
        return Compare(BOOL, op, left, right)

    def _none_test(self, node: ast.Compare, op: str, left: Expr, right: Expr) -> Expr:
        item = right if left.type == NOTHING else left
        if op not in ("==", "!="):
            self._fail(node, f"`{op}` cannot compare with none.", "Write `== none` or `!= none`.")
        if not isinstance(item.type, Optional):
            self._fail(
                node,
                f"`{item}` is never none here.",
                "Remove the test, or let the fact say `may_be_none = true`.",
            )
        return IsNone(BOOL, item, op == "!=")

    def _as_choice(self, node: ast.expr, part: Expr, other: Expr) -> Expr:
        """A quoted word takes the type of the choice it is compared with."""
        kind = other.type.of if isinstance(other.type, Optional) else other.type
        if not (isinstance(part, Const) and part.type == TEXT and isinstance(kind, Choice)):
            return part
        if part.value not in kind.options:
            listed = ", ".join(kind.options)
            mend = suggestion(part.value, kind.options) or f"The answers are: {listed}."
            self._fail(node, f"`{part.value}` is not an answer to `{other}`.", mend)
        return replace(part, type=kind)

    def _member(self, node: ast.Compare, left: ast.expr, right: ast.expr, negated: bool) -> Expr:
        item = self._node(left)
        if not isinstance(right, ast.List | ast.Tuple):
            self._fail(right, "`in` needs a list of constants.", "Write `x in ['a', 'b']`.")
        if not right.elts:
            self._fail(right, "The list is empty, so nothing is in it.", "Name at least one.")
        bare = item.type.of if isinstance(item.type, Optional) else item.type
        options = []
        for element in right.elts:
            option = self._as_choice(element, self._node(element), item)
            if not isinstance(option, Const | Cash) or not _alike(option.type, bare):
                self._fail(
                    element,
                    f"`{option}` cannot be compared with {bare}.",
                    "List constants of the same kind.",
                )
            options.append(option.value)
        return OneOf(BOOL, item, tuple(options), negated)

    # -- arithmetic -----------------------------------------------------------------------------------------

    def _binop(self, node: ast.BinOp) -> Expr:
        sign = SIGNS.get(type(node.op))
        if sign is None:
            self._fail(
                node,
                "Only `+`, `-` and `*` are exact in every engine.",
                "Multiply the other side instead.",
            )
        left, right = self._node(node.left), self._node(node.right)
        if DAY in (left.type, right.type):
            mend = "Write `years_after(n, day)`, `months_after(...)` or `days_after(...)`."
            self._fail(node, "Dates are not added or subtracted.", mend)
        kinds = {left.type, right.type}
        money = next((k for k in kinds if isinstance(k, Money)), None)
        if sign == "*" and money is not None and kinds == {money, INT}:
            return Arith(money, sign, left, right)
        if len(kinds) == 1 and (kinds == {INT} or (money is not None and sign != "*")):
            return Arith(left.type, sign, left, right)
        self._fail(node, f"`{sign}` cannot join {left.type} and {right.type}.")

    # -- functions ------------------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Expr:
        if not isinstance(node.func, ast.Name):
            self._fail(
                node, "Facts have no methods.", "See the list of functions in pack-format.md."
            )
        name = node.func.id
        if name in UNITS:
            return self._after(node, UNITS[name])
        if name in QUANTIFIERS or name in AGGREGATES:
            return self._over_rows(node, name)
        if name in ("date", "money", "known"):
            return {"date": self._date, "money": self._money, "known": self._known}[name](node)
        if name in self.scope.parameters:
            return self._figure(node, name)
        mend = suggestion(name, [*FUNCTIONS, *self.scope.parameters])
        self._fail(node, f"`{name}` is not a function of this language.", mend)

    def _arguments(self, node: ast.Call, count: int, form: str) -> list[ast.expr]:
        if len(node.args) != count or node.keywords:
            self._fail(node, f"Expected `{form}`.")
        return node.args

    def _after(self, node: ast.Call, unit: str) -> Expr:
        count, day = self._arguments(node, 2, f"{unit}_after(number, day)")
        number = self._expect(self._node(count), INT, count)
        start = self._expect(self._node(day), DAY, day)
        return After(DAY, unit, number, start, self.scope.calendar.leap_day)

    def _date(self, node: ast.Call) -> Expr:
        (text,) = self._arguments(node, 1, "date('2024-07-01')")
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            self._fail(node, "A date is written out.", "Write `date('2024-07-01')`.")
        try:
            day = date.fromisoformat(text.value)
        except ValueError as error:
            self._fail(
                text,
                f"`{text.value}` is not a day: {error}.",
                "Write year, month and day: 2024-07-01.",
            )
        if day.isoformat() != text.value:
            self._fail(
                text, f"`{text.value}` is not written as a day.", f"Write {day.isoformat()}."
            )
        return Const(DAY, day)

    def _money(self, node: ast.Call) -> Expr:
        amount, currency = self._arguments(node, 2, "money(150000, 'ILS')")
        units = self._expect(self._node(amount), INT, amount)
        if not (
            isinstance(units, Const)
            and isinstance(currency, ast.Constant)
            and isinstance(currency.value, str)
        ):
            self._fail(
                node, "An amount is written out in minor units.", "Write `money(150000, 'ILS')`."
            )
        return Cash(Money(currency.value), units.value)

    def _known(self, node: ast.Call) -> Expr:
        (item,) = self._arguments(node, 1, "known(fact)")
        if not self.scope.known:
            says = "`known` may not decide: a verdict would be overturned by learning the fact."
            self._fail(
                node, says, "Ask for the fact instead; use `known` in duties and considerations."
            )
        return Known(BOOL, self._node(item))

    def _figure(self, node: ast.Call, name: str) -> Expr:
        if node.args or [k.arg for k in node.keywords] != ["on"]:
            self._fail(node, f"Expected `{name}(on=day)`.")
        figure = self.scope.parameters[name]
        day = self._expect(self._node(node.keywords[0].value), DAY, node.keywords[0].value)
        return Param(figure.type, name, figure.values, day)

    # -- collections ----------------------------------------------------------------------------------------

    def _over_rows(self, node: ast.Call, kind: str) -> Expr:
        by, nth = self._order_of(node, kind)
        if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp):
            self._fail(
                node, f"`{kind}` looks at rows.", f"Write `{kind}(... for x in ... if ...)`."
            )
        loop = node.args[0]
        if len(loop.generators) != 1 or loop.generators[0].is_async:
            self._fail(
                node, "One `for` at a time.", "Nest: `any(any(... for b in a.bs) for a in as)`."
            )
        part = loop.generators[0]
        if not isinstance(part.target, ast.Name):
            self._fail(part.target, "A row has one name.")
        if len(part.ifs) > 1:
            self._fail(part.ifs[1], "One `if` at a time.", "Join the conditions with `and`.")
        return self._loop(node, kind, loop, part, part.target.id, by, nth)

    def _order_of(self, node: ast.Call, kind: str) -> tuple[ast.expr | None, int]:
        """The `by=` and `nth=` of latest and earliest."""
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if set(given) - {"by", "nth"} or (given and kind not in ("latest", "earliest")):
            self._fail(
                node,
                f"`{kind}` has no such argument.",
                "Only `latest` and `earliest` take `by=` and `nth=`.",
            )
        if kind in ("latest", "earliest") and "by" not in given:
            self._fail(
                node,
                f"`{kind}` needs a date to order by.",
                f"Write `{kind}((x.a for x in xs), by=x.on)`.",
            )
        nth = given.get("nth")
        if nth is None:
            return given.get("by"), 1
        if not (
            isinstance(nth, ast.Constant) and type(nth.value) is int and 1 <= nth.value <= 1000
        ):
            self._fail(node, "`nth` is a whole number from 1 on.")
        return given.get("by"), nth.value

    def _loop(
        self,
        node: ast.Call,
        kind: str,
        loop: ast.GeneratorExp,
        part: ast.comprehension,
        var: str,
        by: ast.expr | None,
        nth: int,
    ) -> Expr:
        rows = self._node(part.iter)
        if not isinstance(rows.type, RowsOf):
            self._fail(part.iter, f"This is {rows.type}; a list of records is needed here.")
        if var in self.rows or self._global(var) is not None:
            self._fail(
                part.target, f"`{var}` already means something.", "Choose another name for the row."
            )
        self.rows[var] = rows.type.record
        try:
            where = self._bool(part.ifs[0]) if part.ifs else None
            with self._given(not_none(where, True) if where is not None else frozenset()):
                body = self._node(loop.elt)
                order = self._expect(self._node(by), DAY, by) if by is not None else None
        finally:
            del self.rows[var]
        if kind not in (*QUANTIFIERS, "count") and moves(body, "today"):
            self._fail(
                loop.elt,
                "A value taken from rows may not move with `today`.",
                "Compare first, then count.",
            )
        if kind in QUANTIFIERS:
            return Quantified(BOOL, kind, var, rows, where, self._expect(body, BOOL, loop.elt))
        return Aggregate(
            self._yields(kind, body, loop.elt), kind, var, rows, where, body, order, nth
        )

    def _yields(self, kind: str, body: Expr, node: ast.expr) -> Type:
        """The type an aggregate has: of no rows there is no least, greatest or latest one."""
        if kind == "count":
            return INT
        bare = body.type
        if isinstance(bare, Optional) and kind not in ("latest", "earliest"):
            self._fail(
                node, f"`{body}` may be none.", f"Leave those rows out: `... if {body} != none`."
            )
        if kind == "sum" and not (bare == INT or isinstance(bare, Money)):
            self._fail(node, f"`sum` adds numbers or amounts; this is {bare}.")
        if kind in ("min", "max") and not (bare in (INT, DAY) or isinstance(bare, Money)):
            self._fail(node, f"`{kind}` compares numbers, amounts or dates; this is {bare}.")
        if isinstance(bare, RowOf | RowsOf):
            self._fail(node, "Pick a field of the record.")
        return bare if kind == "sum" or isinstance(bare, Optional) else Optional(bare)


def not_none(expr: Expr | None, value: bool) -> frozenset[Expr]:
    """What is known not to be none where `expr` has that value."""
    match expr:
        case IsNone(of=of, negated=negated) if negated is value:
            return frozenset({of})
        case Both(of=parts) if value:
            return frozenset().union(*(not_none(part, True) for part in parts))
        case Either(of=parts) if not value:
            return frozenset().union(*(not_none(part, False) for part in parts))
        case Not(of=of):
            return not_none(of, not value)
        case Named(body=body, row=None):
            return not_none(body, value)
    return frozenset()


def _dotted(node: ast.expr) -> str | None:
    """`docket.filed_on` as one name, where it is only names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before is not None else None
    return None


def _alike(left: Type, right: Type) -> bool:
    """Whether values of the two types can be compared."""
    if isinstance(left, Choice) and isinstance(right, Choice):
        return bool(set(left.options) & set(right.options))
    if {type(left), type(right)} == {Choice, Text}:
        return True
    return left == right


def _common(left: Type, right: Type) -> Type | None:
    """The type of a value that may be either."""
    if left == right:
        return left
    if NOTHING in (left, right):
        other = right if left == NOTHING else left
        return other if isinstance(other, Optional) else Optional(other)
    bare = [t.of if isinstance(t, Optional) else t for t in (left, right)]
    if isinstance(bare[0], Choice) and isinstance(bare[1], Choice):
        merged: Type = Choice(tuple(dict.fromkeys((*bare[0].options, *bare[1].options))))
    elif isinstance(bare[0], Choice | Text) and isinstance(bare[1], Choice | Text):
        merged = TEXT
    elif bare[0] == bare[1]:
        merged = bare[0]
    else:
        return None
    return Optional(merged) if Optional in (type(left), type(right)) else merged
