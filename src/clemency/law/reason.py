"""The interpreter: what an expression comes to on some facts, and because of what.

Each node is prepared once into a function from facts to a `Reason`. Three verdicts: a missing fact
is UNKNOWN, never false. A value none at a place that needs one (always guarded by another part, see
typist.py) is None, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from clemency.law.arithmetic import OPERATORS, after, bounds, combined, compared, spread
from clemency.law.expr import (
    TODAY,
    After,
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
    Pick,
    Quantified,
    Read,
    Var,
)
from clemency.law.types import RowOf, RowsOf
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict

Env = dict[str, Any]

# Keys in an Env, with what is taken for granted while possible worlds are tried:
ASSUMED = "\0assumed"  # the fields of rows, by path
ORDER = "\0order"  # which of two missing things comes first, by the name of the pair

LAW_ON = "\0law on"
"""Key in an Env: the day whose figures are applied, where that is not the day of the facts."""

PLAIN = frozenset({bool, int, str, date})  # classes of values that are neither open nor none

ALL: tuple[Verdict, ...] = (False, UNKNOWN, True)  # one false part settles it
ANY: tuple[Verdict, ...] = (True, UNKNOWN, False)  # one true part settles it


class Reason(NamedTuple):
    """What one node came to.

    because   the reasons that decided it, and only those
    path      for a fact that was read: where it stands ("charges[0].released_on")
    """

    expr: Expr
    value: Any
    because: tuple[Reason, ...] = ()
    path: str | None = None

    def walk(self) -> Iterator[Reason]:
        """This reason and all below it."""
        yield self
        for part in self.because:
            yield from part.walk()

    @property
    def reads(self) -> tuple[Reason, ...]:
        """The facts that decided, in reading order, each once."""
        seen: dict[str, Reason] = {} if self.path is None else {self.path: self}
        _gather(self.because, seen)
        return tuple(seen.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts whose absence leaves this open; none where it is settled."""
        if not is_open(self.value):
            return ()
        return tuple(r.path for r in self.reads if r.path is not None and is_open(r.value))


def _gather(parts: tuple[Reason, ...], seen: dict[str, Reason]) -> None:
    """Puts every fact among and below `parts` into `seen`, by path."""
    for part in parts:
        if part[3] is not None:
            seen[part[3]] = part
        if part[2]:
            _gather(part[2], seen)


def is_open(value: Any) -> bool:
    """Whether a value is not, or not exactly, established."""
    return (
        value is UNKNOWN
        or isinstance(value, Between)
        or (isinstance(value, Rows) and value.complete is not True)
    )


Explain = Callable[[Env], Reason]
_new = tuple.__new__  # a Reason without the cost of its constructor: there are many


def reason(expr: Expr, env: Env) -> Reason:
    """What `expr` comes to on these facts, and because of what.

    `env` holds values by fact id, and rows by the name they have in the expression.
    """
    return prepared(expr)(env)


def prepared(expr: Expr) -> Explain:
    """The function for `expr`, built once and kept beside it."""
    kept: Explain | None = expr.__dict__.get("_explain")
    if kept is None:
        kept = _BUILD[type(expr)](expr)
        object.__setattr__(expr, "_explain", kept)
    return kept


# -- leaves ----------------------------------------------------------------------------------------


def _const(expr: Const | Cash) -> Explain:
    made = Reason(expr, expr.value)
    return lambda env: made


def _read(expr: Read) -> Explain:
    path = expr.path
    missing: Any = Rows((), UNKNOWN, path) if isinstance(expr.type, RowsOf) else UNKNOWN

    def explain(env: Env) -> Reason:
        return _new(Reason, (expr, env.get(path, missing), (), path))

    return explain


def _var(expr: Var) -> Explain:
    name = expr.name
    return lambda env: _new(Reason, (expr, env[name], (), None))


def _get(expr: Get) -> Explain:
    of, name = prepared(expr.of), expr.name
    if isinstance(expr.of.type, RowsOf):
        return _complete(expr, of)
    if isinstance(expr.type, RowOf):
        return _around(expr, of)
    inner = isinstance(expr.type, RowsOf)

    def explain(env: Env) -> Reason:
        row: Row = of(env).value
        path = f"{row.path}.{name}"
        value = row.fields.get(name, UNKNOWN)
        if value is UNKNOWN and inner:
            value = Rows((), UNKNOWN, path)
        if ASSUMED in env:
            value = env[ASSUMED].get(path, value)
        return _new(Reason, (expr, value, (), path))

    return explain


def _around(expr: Get, of: Explain) -> Explain:
    """The row around a row; where nobody has said which, one of which nothing is known."""

    def explain(env: Env) -> Reason:
        row: Row = of(env).value
        outer = row.parent if row.parent is not None else Row({}, f"{row.path}.{expr.name}")
        return _new(Reason, (expr, outer, (), None))

    return explain


def _complete(expr: Get, of: Explain) -> Explain:
    """Whether a list is complete: yes, or not established, since any list may yet become so."""

    def explain(env: Env) -> Reason:
        rows = of(env)
        value: Verdict = True if rows.value.complete is True else UNKNOWN
        return _new(Reason, (expr, value, (), f"{rows.value.path or rows.path}.complete"))

    return explain


# -- logic -----------------------------------------------------------------------------------------


def settle(expr: Expr, parts: Sequence[Reason], order: tuple[Verdict, ...]) -> Reason:
    """Kleene's tables: the first verdict in `order` that some part has.

    Only the parts that have it are cited, so a refusal names what caused it and not everything that
    was read. With no parts, the last verdict holds.
    """
    for verdict in order:
        deciding = tuple([part for part in parts if part[1] is verdict])
        if deciding:
            return _new(Reason, (expr, verdict, deciding, None))
    return _new(Reason, (expr, order[-1], (), None))


def _joined(expr: Both | Either) -> Explain:
    parts = tuple(prepared(part) for part in expr.of)
    order = ALL if isinstance(expr, Both) else ANY
    return lambda env: settle(expr, [part(env) for part in parts], order)


def _not(expr: Not) -> Explain:
    of = prepared(expr.of)

    def explain(env: Env) -> Reason:
        inner = of(env)
        value = inner[1]
        return _new(
            Reason,
            (expr, (not value) if value is True or value is False else value, (inner,), None),
        )

    return explain


def _if(expr: If) -> Explain:
    test, then, other = prepared(expr.test), prepared(expr.then), prepared(expr.other)

    def explain(env: Env) -> Reason:
        asked = test(env)
        if asked.value is True or asked.value is False:
            chosen = then(env) if asked.value else other(env)
            return _new(Reason, (expr, chosen.value, (asked, chosen), None))
        branches = (then(env), other(env))
        value = spread([branch.value for branch in branches])
        settled = not is_open(value)
        return _new(Reason, (expr, value, branches if settled else (asked, *branches), None))

    return explain


def _named(expr: Named) -> Explain:
    body = prepared(expr.body)
    if expr.row is None:

        def explain(env: Env) -> Reason:
            inner = body(env)
            return _new(Reason, (expr, inner.value, (inner,), None))

        return explain
    row, var = prepared(expr.row), expr.var

    def about(env: Env) -> Reason:
        inner = body({**env, var: row(env).value})
        return _new(Reason, (expr, inner.value, (inner,), None))

    return about


# -- comparison and arithmetic ---------------------------------------------------------------------


def _compare(expr: Compare) -> Explain:
    left, right, test = prepared(expr.left), prepared(expr.right), OPERATORS[expr.op]

    def explain(env: Env) -> Reason:
        a, b = left(env), right(env)
        x, y = a[1], b[1]
        if ORDER not in env and x.__class__ is y.__class__ and x.__class__ in PLAIN:
            return _new(Reason, (expr, test(x, y), (a, b), None))
        return weighed(expr, a, b, env)

    return explain


def weighed(expr: Compare, a: Reason, b: Reason, env: Env) -> Reason:
    """What a comparison comes to, from what its sides came to."""
    op = expr.op
    if ORDER in env:
        name, swapped = pair_name(expr, a, b)
        sign = env[ORDER].get(name)
        if sign is not None:
            value = compared(op, -sign if swapped else sign, 0)
            return _new(Reason, (expr, value, (a, b), None))
    return _new(Reason, (expr, compared(op, a[1], b[1]), (a, b), None))


def pair_name(expr: Compare, a: Reason, b: Reason) -> tuple[str, bool]:
    """A name for the comparison of two things, and whether its sides are swapped.

    Two comparisons of the same two things have one name, so that `x < y` and `x >= y` are judged
    together.
    """
    names = [
        f"{e} [{' '.join(r.path or '' for r in side.reads)}]"
        for e, side in ((expr.left, a), (expr.right, b))
    ]
    return " ? ".join(sorted(names)), names[0] > names[1]


def _one_of(expr: OneOf) -> Explain:
    item, options, negated = prepared(expr.item), expr.options, expr.negated
    among = frozenset(options)

    def explain(env: Env) -> Reason:
        asked = item(env)
        if asked[1].__class__ is str:  # a choice or a text: nothing to weigh
            return _new(Reason, (expr, (asked[1] in among) is not negated, (asked,), None))
        found: Verdict = UNKNOWN
        for option in options:
            same = compared("==", asked.value, option)
            if same is True:
                return _new(Reason, (expr, not negated, (asked,), None))
            found = UNKNOWN if same is UNKNOWN else found
        if asked.value is UNKNOWN or isinstance(asked.value, Between):
            return _new(Reason, (expr, _none_of(asked.value, options, negated), (asked,), None))
        return _new(Reason, (expr, negated, (asked,), None))

    return explain


def _none_of(value: Any, options: tuple[Any, ...], negated: bool) -> Verdict:
    """Whether bounds lie outside every option, which settles it; otherwise it is open."""
    outside = all(compared("==", value, option) is False for option in options)
    return negated if outside else UNKNOWN


def _is_none(expr: IsNone) -> Explain:
    of, negated = prepared(expr.of), expr.negated

    def explain(env: Env) -> Reason:
        asked = of(env)
        value: Verdict = UNKNOWN if asked.value is UNKNOWN else (asked.value is None) is not negated
        return _new(Reason, (expr, value, (asked,), None))

    return explain


def _after(expr: After) -> Explain:
    count, day, unit, leap_day = prepared(expr.count), prepared(expr.day), expr.unit, expr.leap_day
    quiet = isinstance(expr.count, Const)

    def explain(env: Env) -> Reason:
        n, start = count(env), day(env)
        value = after(unit, n[1], start[1], leap_day)
        return _new(Reason, (expr, value, (start,) if quiet else (n, start), None))

    return explain


def _arith(expr: Arith) -> Explain:
    left, right, op = prepared(expr.left), prepared(expr.right), expr.op

    def explain(env: Env) -> Reason:
        a, b = left(env), right(env)
        return _new(Reason, (expr, combined(op, a[1], b[1]), (a, b), None))

    return explain


def _param(expr: Param) -> Explain:
    on = prepared(expr.on)
    of_the_day = expr.on == TODAY

    def explain(env: Env) -> Reason:
        if of_the_day and LAW_ON in env:
            return _new(Reason, (expr, figure(expr.values, env[LAW_ON]), (), None))
        asked = on(env)
        return _new(Reason, (expr, figure(expr.values, asked.value), (asked,), None))

    return explain


def figure(values: tuple[tuple[date, Any], ...], on: Any) -> Any:
    """What a dated figure was on a day; before its first day nothing is known of it."""
    if on is UNKNOWN or on is None:  # none only where another part guards it
        return on
    if not isinstance(on, Between):
        past = [value for since, value in values if since <= on]
        return past[-1] if past else UNKNOWN
    lo, hi = bounds(on)
    first = UNKNOWN if lo is None else figure(values, lo)
    if first is UNKNOWN:
        return UNKNOWN
    later = [value for since, value in values if since > lo and (hi is None or since <= hi)]
    return spread([first, *later])


def _known(expr: Known) -> Explain:
    of = prepared(expr.of)

    def explain(env: Env) -> Reason:
        inner = of(env)
        return _new(Reason, (expr, not is_open(inner.value), (inner,), None))

    return explain


_BUILD: dict[type[Expr], Callable[[Any], Explain]] = {
    Const: _const,
    Cash: _const,
    Read: _read,
    Var: _var,
    Get: _get,
    Both: _joined,
    Either: _joined,
    Not: _not,
    If: _if,
    Named: _named,
    Compare: _compare,
    OneOf: _one_of,
    IsNone: _is_none,
    After: _after,
    Arith: _arith,
    Param: _param,
    Known: _known,
}


def _register() -> None:
    """Quantifiers, aggregates and picks have modules of their own, which need this one."""
    from clemency.law import picks, rows

    _BUILD[Quantified] = rows.quantified
    _BUILD[rows.Aggregate] = rows.aggregate
    _BUILD[Pick] = picks.pick


_register()
