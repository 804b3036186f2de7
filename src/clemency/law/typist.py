"""Python's syntax tree in, typed nodes out.

One method per form, named after Python's node; what has none is refused by name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NoReturn

from clemency.law.expr import (
    TODAY,
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
    Named,
    Not,
    OneOf,
    Param,
    Read,
    Var,
)
from clemency.law.foreign import FOREIGN, MISSPELT
from clemency.law.functions import FUNCTIONS, call, is_pick, picked
from clemency.law.narrowing import alike, common, dotted, not_none
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
DEEPEST = 120  # levels of nodes, those of definitions included


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
            return self.node(tree)
        except _Stop:
            raise Faults(*self.faults) from None

    def must_be(self, expr: Expr, expects: Type, tree: ast.expr) -> Expr:
        """`expr`, if it has the type expected. Raises Faults."""
        try:
            return self.expect(expr, expects, tree)
        except _Stop:
            raise Faults(*self.faults) from None

    # -- faults ------------------------------------------------------------------------------------

    def fail(self, node: ast.expr, says: str, mend: str | None = None) -> NoReturn:
        """Note what is wrong at a node, and give it up."""
        span = span_of(self.text, node)
        self.faults.append(Fault(says, span.start, span.length, mend))
        raise _Stop

    def expect(self, expr: Expr, expects: Type, node: ast.expr) -> Expr:
        """`expr`, if it has the type expected here."""
        have = expr.type
        if have == expects or (isinstance(expects, Optional) and have in (expects.of, NOTHING)):
            return expr
        if isinstance(have, Optional) and have.of == expects:
            self.fail(node, f"`{expr}` may be none.", f"Guard it: `{expr} != none and ...`.")
        self.fail(node, f"This is {have}; {expects} is needed here.")

    # -- one node ----------------------------------------------------------------------------------

    def node(self, node: ast.expr) -> Expr:
        """The typed node of one of Python's."""
        name = type(node).__name__
        build: Callable[[Any], Expr] | None = getattr(self, f"_{name.lower()}", None)
        if build is None:
            says = f"{FOREIGN.get(name, f'`{name}`')} cannot stand in an expression."
            self.fail(node, says, "docs/reference/expressions.md lists every form that can.")
        expr = build(node)
        if expr.levels() > DEEPEST:
            says = f"With its definitions this is nested more than {DEEPEST} deep."
            self.fail(node, says, "Let a definition build on fewer others.")
        type_ = expr.type
        if isinstance(type_, Optional) and expr in self.certain:
            type_ = type_.of
        return expr.placed(span_of(self.text, node), type_)

    def condition(self, node: ast.expr) -> Expr:
        """The node, which must be a condition."""
        return self.expect(self.node(node), BOOL, node)

    @contextmanager
    def given(self, certain: frozenset[Expr]) -> Iterator[None]:
        """Inside, these expressions are known not to be none."""
        before, self.certain = self.certain, self.certain | certain
        try:
            yield
        finally:
            self.certain = before

    # -- constants and names -----------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Expr:
        value = node.value
        if value is None:
            self.fail(node, "`None` is Python's word.", "Write `none`.")
        if isinstance(value, bool):
            return Const(BOOL, value)
        if isinstance(value, int):
            if abs(value) > BIGGEST:
                mend = "Amounts are whole minor units; none needs so many."
                self.fail(node, "This number is beyond 2^53.", mend)
            return Const(INT, value)
        if isinstance(value, str):
            if not value.isprintable() or ("'" in value and '"' in value):
                mend = "A text is one line, in one pair of quotes, without that quote inside."
                self.fail(node, "This text cannot be written in one way only.", mend)
            return Const(TEXT, value)
        mend = "Use whole numbers, or minor units of money."
        self.fail(node, f"`{value!r}` is not a whole number.", mend)

    def _name(self, node: ast.Name) -> Expr:
        name = node.id
        if name in self.rows:
            return Var(RowOf(self.rows[name]), name)
        if name == "none":
            return Const(NOTHING, None)
        if name == "today":
            return TODAY
        found = self.meaning(name)
        if found is not None:
            return found
        if name in MISSPELT:
            self.fail(node, f"`{name}` is not a word here.", f"Write `{MISSPELT[name]}`.")
        if name in FUNCTIONS:
            self.fail(node, f"`{name}` is a function.", f"Write `{name}(...)`.")
        self.fail(node, f"`{name}` is not a fact of this pack.", suggestion(name, self._names()))

    def meaning(self, name: str) -> Expr | None:
        """What a name means outside any row: a definition, a figure of the law, a fact, a
        collection.
        """
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
        name = dotted(node)
        if name is not None and name.split(".")[0] not in self.rows:
            found = self.meaning(name)
            if found is not None:
                return found
            if not self.meaning(name.split(".")[0]):
                mend = suggestion(name, self._names())
                self.fail(node, f"`{name}` is not a fact of this pack.", mend)
        of = self.node(node.value)
        if isinstance(of.type, RowsOf):
            if node.attr == "complete":
                return Get(BOOL, of, "complete")
            mend = "Look at its rows: `any(x... for x in ...)`."
            self.fail(node, f"A list has no `{node.attr}`.", mend)
        if not isinstance(of.type, RowOf):
            self.fail(node, f"This is {of.type}: it has no `{node.attr}`.")
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
        self.fail(node, f"A {record.name} has no `{name}`.", suggestion(name, known))

    # -- logic -------------------------------------------------------------------------------------

    def _boolop(self, node: ast.BoolOp) -> Expr:
        joined = isinstance(node.op, ast.And)
        parts: list[Expr] = []
        certain: frozenset[Expr] = frozenset()
        failed = False
        for value in node.values:
            with self.given(certain):
                try:
                    part = self.condition(value)
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
            return Not(BOOL, self.condition(node.operand))
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            inner = self.node(node.operand)
            if isinstance(inner, Const) and inner.type == INT:
                return Const(INT, -inner.value)
        self.fail(node, "Only `not`, and `-` before a number, may stand here.")

    def _ifexp(self, node: ast.IfExp) -> Expr:
        test = self.condition(node.test)
        with self.given(not_none(test, True)):
            then = self.node(node.body)
        with self.given(not_none(test, False)):
            other = self.node(node.orelse)
        joined = common(then.type, other.type)
        if joined is None:
            says = f"One side is {then.type}, the other {other.type}."
            self.fail(node, says, "Both must be of one kind.")
        return If(joined, test, then, other)

    # -- comparison --------------------------------------------------------------------------------

    def _compare(self, node: ast.Compare) -> Expr:
        if len(node.ops) > 1:
            mend = "Write `a <= b and b <= c`."
            self.fail(node, "Chained comparisons are read in two ways.", mend)
        op, left, right = node.ops[0], node.left, node.comparators[0]
        if isinstance(op, ast.Is | ast.IsNot):
            self.fail(node, "`is` compares objects, not facts.", "Write `==` or `!=`.")
        if isinstance(op, ast.In | ast.NotIn):
            return self._member(node, left, right, isinstance(op, ast.NotIn))
        return self._ordered(node, COMPARISONS[type(op)], self.node(left), self.node(right))

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
            says = "A condition need not be compared with True or False."
            self.fail(node, says, "Write `x` or `not x`.")
        bare = tuple(t.of if isinstance(t, Optional) else t for t in (left.type, right.type))
        if not alike(*bare):
            self.fail(node, f"This compares {left.type} with {right.type}.")
        if moves(left, "today") and moves(right, "today"):
            self.fail(node, "Both sides move with `today`.", "Bring it to one side.")
        if op in ("==", "!="):
            if isinstance(bare[0], RowOf | RowsOf):
                self.fail(node, "Records are not compared as a whole.", "Compare their fields.")
            return Compare(BOOL, op, left, right)
        if not (isinstance(bare[0], Money) or bare[0] in (INT, DAY)):
            says = f"`{op}` needs numbers, amounts or dates; this is {bare[0]}."
            self.fail(node, says, "Use `==`, `!=` or `in`.")
        for side, part in ((node.left, left), (node.comparators[0], right)):
            self.expect(part, bare[0], side)
        return Compare(BOOL, op, left, right)

    def _none_test(self, node: ast.Compare, op: str, left: Expr, right: Expr) -> Expr:
        item = right if left.type == NOTHING else left
        if op not in ("==", "!="):
            self.fail(node, f"`{op}` cannot compare with none.", "Write `== none` or `!= none`.")
        if not isinstance(item.type, Optional):
            mend = "Remove the test, or let the fact say `may_be_none = true`."
            self.fail(node, f"`{item}` is never none here.", mend)
        return IsNone(BOOL, item, op == "!=")

    def _as_choice(self, node: ast.expr, part: Expr, other: Expr) -> Expr:
        """A quoted word takes the type of the choice it is compared with."""
        kind = other.type.of if isinstance(other.type, Optional) else other.type
        if not (isinstance(part, Const) and part.type == TEXT and isinstance(kind, Choice)):
            return part
        if part.value not in kind.options:
            listed = ", ".join(kind.options)
            mend = suggestion(part.value, kind.options) or f"The answers are: {listed}."
            self.fail(node, f"`{part.value}` is not an answer to `{other}`.", mend)
        return replace(part, type=kind)

    def _member(self, node: ast.Compare, left: ast.expr, right: ast.expr, negated: bool) -> Expr:
        item = self.node(left)
        if is_pick(right):
            found = picked(self, item, left, right)
            return Not(BOOL, found.placed(span_of(self.text, node), BOOL)) if negated else found
        if not isinstance(right, ast.List | ast.Tuple):
            self.fail(right, "`in` needs a list of constants.", "Write `x in ['a', 'b']`.")
        if not right.elts:
            self.fail(right, "The list is empty, so nothing is in it.", "Name at least one.")
        bare = item.type.of if isinstance(item.type, Optional) else item.type
        options = []
        for element in right.elts:
            option = self._as_choice(element, self.node(element), item)
            if not isinstance(option, Const | Cash) or not alike(option.type, bare):
                says = f"`{option}` cannot be compared with {bare}."
                self.fail(element, says, "List constants of the same kind.")
            options.append(option.value)
        return OneOf(BOOL, item, tuple(options), negated)

    # -- arithmetic --------------------------------------------------------------------------------

    def _binop(self, node: ast.BinOp) -> Expr:
        sign = SIGNS.get(type(node.op))
        if sign is None:
            mend = "Multiply the other side instead."
            self.fail(node, "Only `+`, `-` and `*` are exact in every engine.", mend)
        left, right = self.node(node.left), self.node(node.right)
        if DAY in (left.type, right.type) or Optional(DAY) in (left.type, right.type):
            mend = "Write `years_after(n, day)`, `months_after(...)` or `days_after(...)`."
            self.fail(node, "Dates are not added or subtracted.", mend)
        kinds = {left.type, right.type}
        money = next((k for k in kinds if isinstance(k, Money)), None)
        if sign == "*" and money is not None and kinds == {money, INT}:
            return Arith(money, sign, left, right)
        if len(kinds) == 1 and (kinds == {INT} or (money is not None and sign != "*")):
            return Arith(left.type, sign, left, right)
        self.fail(node, f"`{sign}` cannot join {left.type} and {right.type}.")

    def _call(self, node: ast.Call) -> Expr:
        return call(self, node)
