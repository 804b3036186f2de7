"""The functions of an expression: moved days, written constants, figures, looking at rows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from clemency.law.expr import (
    After,
    Aggregate,
    Cash,
    Const,
    Expr,
    Known,
    Param,
    Pick,
    Quantified,
    Var,
)
from clemency.law.narrowing import not_none
from clemency.law.parse import suggestion
from clemency.law.plain import day_from
from clemency.law.turning import moves
from clemency.law.types import BOOL, DAY, INT, NOTHING, Money, Optional, RowOf, RowsOf, Type

if TYPE_CHECKING:
    from clemency.law.typist import Typist

UNITS = {"years_after": "years", "months_after": "months", "days_after": "days"}
QUANTIFIERS = ("any", "all")
PICKS = ("latest", "earliest")
AGGREGATES = ("count", "min", "max", "sum", *PICKS)
FUNCTIONS = (*UNITS, *QUANTIFIERS, *AGGREGATES, "known", "date", "money")
MOST_NTH = 1000


def call(typist: Typist, node: ast.Call) -> Expr:
    """A call, by the name of what is called."""
    if not isinstance(node.func, ast.Name):
        typist.fail(node, "Facts have no methods.", f"The functions are {', '.join(FUNCTIONS)}.")
    name = node.func.id
    if name in UNITS:
        return _after(typist, node, UNITS[name])
    if name in QUANTIFIERS or name in AGGREGATES:
        return _over_rows(typist, node, name)
    written = {"date": _date, "money": _money, "known": _known}
    if name in written:
        return written[name](typist, node)
    if name in typist.scope.parameters:
        return _figure(typist, node, name)
    mend = suggestion(name, [*FUNCTIONS, *typist.scope.parameters])
    typist.fail(node, f"`{name}` is not a function of this language.", mend)


def _arguments(typist: Typist, node: ast.Call, count: int, form: str) -> list[ast.expr]:
    if len(node.args) != count or node.keywords:
        typist.fail(node, f"Expected `{form}`.")
    return node.args


def _after(typist: Typist, node: ast.Call, unit: str) -> Expr:
    count, day = _arguments(typist, node, 2, f"{unit}_after(number, day)")
    number = typist.expect(typist.node(count), INT, count)
    start = typist.expect(typist.node(day), DAY, day)
    return After(DAY, unit, number, start, typist.scope.calendar.leap_day)


def _date(typist: Typist, node: ast.Call) -> Expr:
    (text,) = _arguments(typist, node, 1, "date('2024-07-01')")
    if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
        typist.fail(node, "A date is written out.", "Write `date('2024-07-01')`.")
    try:
        day = day_from(text.value)
    except ValueError as error:
        typist.fail(text, f"`{text.value}` is not a day. {error}", "Write `date('2024-07-01')`.")
    if day.isoformat() != text.value:
        mend = f"Write {day.isoformat()}."
        typist.fail(text, f"`{text.value}` is not written as a day.", mend)
    return Const(DAY, day)


def _money(typist: Typist, node: ast.Call) -> Expr:
    form = "money(150000, 'ILS')"
    amount, currency = _arguments(typist, node, 2, form)
    units = typist.expect(typist.node(amount), INT, amount)
    code = currency.value if isinstance(currency, ast.Constant) else None
    if not (isinstance(units, Const) and isinstance(code, str) and re.fullmatch("[A-Z]{3}", code)):
        says = "An amount is written out in minor units, with the three letters of its currency."
        typist.fail(node, says, f"Write `{form}`.")
    return Cash(Money(code), units.value)


def _known(typist: Typist, node: ast.Call) -> Expr:
    (item,) = _arguments(typist, node, 1, "known(fact)")
    if not typist.scope.known:
        says = "`known` may not decide: a verdict would be overturned by learning the fact."
        mend = "Ask for the fact instead; use `known` in duties and considerations."
        typist.fail(node, says, mend)
    return Known(BOOL, typist.node(item))


def _figure(typist: Typist, node: ast.Call, name: str) -> Expr:
    if node.args or [keyword.arg for keyword in node.keywords] != ["on"]:
        typist.fail(node, f"Expected `{name}(on=day)`.")
    figure, on = typist.scope.parameters[name], node.keywords[0].value
    day = typist.expect(typist.node(on), DAY, on)
    return Param(figure.type, name, figure.values, day)


# -- rows ----------------------------------------------------------------------------------------


class _Loop(NamedTuple):
    """`body for var in rows if where`, as Python read it."""

    body: ast.expr
    target: ast.Name
    rows: ast.expr
    where: ast.expr | None


def _over_rows(typist: Typist, node: ast.Call, kind: str) -> Expr:
    by, nth = _order_of(typist, node, kind)
    loop = _loop(typist, node, kind)
    with _each_row(typist, loop) as (rows, where):
        body = typist.node(loop.body)
        order = typist.expect(typist.node(by), DAY, by) if by is not None else None
    var = loop.target.id
    if kind in QUANTIFIERS:
        body = typist.expect(body, BOOL, loop.body)
        return Quantified(BOOL, kind, var, rows, where, body)
    for part, place in ((body, loop.body), (order, by)):
        if kind != "count" and part is not None and place is not None and moves(part, "today"):
            says = "A value taken from rows may not move with `today`."
            typist.fail(place, says, "Compare first, then count.")
    yields = _yields(typist, kind, body, loop.body)
    return Aggregate(yields, kind, var, rows, where, body, order, nth)


@contextmanager
def _each_row(typist: Typist, loop: _Loop) -> Iterator[tuple[Expr, Expr | None]]:
    """The list and the condition of a loop; inside, its name is one of the rows that meet it."""
    rows = typist.node(loop.rows)
    if not isinstance(rows.type, RowsOf):
        says = f"This is {rows.type}; a list of records is needed here."
        typist.fail(loop.rows, says)
    var = loop.target.id
    if var in typist.rows or typist.meaning(var) is not None:
        mend = "Choose another name for the row."
        typist.fail(loop.target, f"`{var}` already means something.", mend)
    typist.rows[var] = rows.type.record
    try:
        where = typist.condition(loop.where) if loop.where is not None else None
        with typist.given(not_none(where, True)):
            yield rows, where
    finally:
        del typist.rows[var]


def _loop(typist: Typist, node: ast.Call, kind: str) -> _Loop:
    if len(node.args) != 1 or not isinstance(node.args[0], ast.GeneratorExp):
        typist.fail(node, f"`{kind}` looks at rows.", f"Write `{kind}(... for x in ... if ...)`.")
    loop = node.args[0]
    part = loop.generators[0]
    if len(loop.generators) != 1 or part.is_async:
        mend = "Nest: `any(any(... for b in a.bs) for a in as)`."
        typist.fail(node, "One `for` at a time.", mend)
    if not isinstance(part.target, ast.Name):
        typist.fail(part.target, "A row has one name.")
    if len(part.ifs) > 1:
        typist.fail(part.ifs[1], "One `if` at a time.", "Join the conditions with `and`.")
    return _Loop(loop.elt, part.target, part.iter, part.ifs[0] if part.ifs else None)


def _order_of(typist: Typist, node: ast.Call, kind: str) -> tuple[ast.expr | None, int]:
    """The `by=` and `nth=` of latest and earliest."""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if kind in PICKS and "up_to" in given:
        mend = f"Write `c in {kind}(...)`, or take the value of one row with `nth=`."
        typist.fail(node, "Rows that are picked are asked about with `in`.", mend)
    if set(given) - {"by", "nth"} or (given and kind not in PICKS):
        mend = "Only `latest` and `earliest` take `by=` and `nth=`."
        typist.fail(node, f"`{kind}` has no such argument.", mend)
    if kind in PICKS and "by" not in given:
        mend = f"Write `{kind}((x.a for x in xs), by=x.on)`."
        typist.fail(node, f"`{kind}` needs a date to order by.", mend)
    nth = given.get("nth")
    if nth is None:
        return given.get("by"), 1
    if not (isinstance(nth, ast.Constant) and type(nth.value) is int):
        typist.fail(node, "`nth` is a whole number from 1 on.")
    if not 1 <= nth.value <= MOST_NTH:
        typist.fail(nth, f"`nth` counts from 1 to {MOST_NTH}.")
    return given.get("by"), nth.value


def _yields(typist: Typist, kind: str, body: Expr, node: ast.expr) -> Type:
    """The type an aggregate has: of no rows there is no least, greatest or latest one."""
    if kind == "count":
        return INT
    bare = body.type
    if isinstance(bare, Optional) and kind not in PICKS:
        mend = f"Leave those rows out: `... if {body} != none`."
        typist.fail(node, f"`{body}` may be none.", mend)
    if kind == "sum" and not (bare == INT or isinstance(bare, Money)):
        typist.fail(node, f"`sum` adds numbers or amounts; this is {bare}.")
    if kind in ("min", "max") and not (bare in (INT, DAY) or isinstance(bare, Money)):
        typist.fail(node, f"`{kind}` compares numbers, amounts or dates; this is {bare}.")
    if isinstance(bare, RowOf | RowsOf) or bare == NOTHING:
        typist.fail(node, "Pick a field of the record.")
    return bare if kind == "sum" or isinstance(bare, Optional) else Optional(bare)


# -- picks ---------------------------------------------------------------------------------------


def is_pick(node: ast.expr) -> TypeGuard[ast.Call]:
    """Whether this is `latest(...)` or `earliest(...)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PICKS


def picked(typist: Typist, item: Expr, left: ast.expr, node: ast.Call) -> Pick:
    """`item in earliest((c for c in rows if ...), by=c.on, up_to=2)`."""
    assert isinstance(node.func, ast.Name)
    kind = node.func.id
    form = f"{kind}((c for c in rows if ...), by=c.on, up_to=2)"
    if not isinstance(item, Var):
        says = f"Only a row can be among rows that are picked; this is {item.type}."
        typist.fail(left, says, f"Name a row: `x in {form}`.")
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if set(given) != {"by", "up_to"}:
        typist.fail(node, "Rows are picked in an order, and up to a number.", f"Write `{form}`.")
    loop = _loop(typist, node, kind)
    var = loop.target.id
    if not (isinstance(loop.body, ast.Name) and loop.body.id == var):
        typist.fail(loop.body, "Whole rows are picked.", f"Write `{var} for {var} in ...`.")
    by = given["by"]
    keys = by.elts if isinstance(by, ast.Tuple) else [by]
    with _each_row(typist, loop) as (rows, where):
        if rows.type != RowsOf(item.type.record):  # type: ignore[union-attr]
            typist.fail(loop.rows, f"`{item}` is {item.type}; this is {rows.type}.")
        order = tuple(_key(typist, key) for key in keys)
    if not order:
        typist.fail(by, "There is nothing to order by.", f"Write `{form}`.")
    up_to = given["up_to"]
    if any(isinstance(part, ast.Name) and part.id == var for part in ast.walk(up_to)):
        mend = "Leave it out: the number is the same for all rows."
        typist.fail(up_to, f"How many are picked cannot depend on one row, `{var}`.", mend)
    number = typist.expect(typist.node(up_to), INT, up_to)
    return Pick(BOOL, kind, item, var, rows, where, order, number)


def _key(typist: Typist, node: ast.expr) -> Expr:
    """What rows are ordered by."""
    key = typist.node(node)
    bare = key.type.of if isinstance(key.type, Optional) else key.type
    if bare not in (DAY, INT):
        typist.fail(node, f"Rows are ordered by dates or whole numbers; this is {bare}.")
    typist.expect(key, bare, node)
    if moves(key, "today"):
        says = "The order of rows may not move with `today`."
        typist.fail(node, says, "Order them by a date of the row.")
    return key
