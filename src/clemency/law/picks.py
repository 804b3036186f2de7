"""Picks: whether a row is among the first few, where places, conditions and the list may be open.

A pick is judged by two counts of the other rows that meet its condition: those that come before the
row or level with it, which must be fewer than are picked, and those that come strictly before it,
which must not be as many. Its reasons are made of the comparisons and counts that say so: whatever
reads reasons (possible worlds, turning days, questions) needs to know nothing of picks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from clemency.law.arithmetic import bounds, compared, within
from clemency.law.expr import TRUE, Aggregate, Both, Compare, Either, Expr, Get, Pick, Var
from clemency.law.reason import (
    ALL,
    ANY,
    Env,
    Explain,
    Reason,
    is_open,
    prepared,
    settle,
    weighed,
)
from clemency.law.rows import being_of, further
from clemency.law.types import BOOL, INT, RowOf, RowsOf
from clemency.law.values import UNKNOWN, Row

Reasons = tuple[Reason, ...]

_ALWAYS = Reason(TRUE, True)


def pick(expr: Pick) -> Explain:
    """Whether the row meets the condition, is in the list, and has few enough rows before it."""
    return _Pick(expr).explain


class _Seen(NamedTuple):
    """A row, whether it meets the condition, and what it is ordered by: nothing if it does not."""

    row: Row
    met: Reason
    by: Reasons


class _Pick:
    """One pick, its parts prepared once."""

    def __init__(self, expr: Pick) -> None:
        self.expr = expr
        self.name = str(expr.item)
        self.rows, self.cap = prepared(expr.rows), prepared(expr.up_to)
        self.where = prepared(expr.where) if expr.where is not None else None
        self.by = tuple(prepared(key) for key in expr.by)
        self.closing = further(expr.rows, True)
        self.before, self.no_later = _Count(expr, strict=True), _Count(expr, strict=False)

    def explain(self, env: Env) -> Reason:
        expr, row = self.expr, env[self.name]
        item = Reason(expr.item, row)
        own = self._seen(env, row)
        if own.met.value is False:
            return Reason(expr, False, (item, own.met))
        rows, cap = self.rows(env), self.cap(env)
        if cap.value is None:  # only where another part guards it
            return Reason(expr, None, (cap,))
        others = [self._seen(env, other) for other in rows.value if other.path != row.path]
        listed = len(others) < len(rows.value)
        closing = self.closing(rows)
        too_many = self.before.against(cap, own, others, closing, env)
        if too_many.value is True:
            return Reason(expr, False, (item, too_many))
        place = () if listed else (_nowhere(expr, row, closing),)
        if place and place[0].value is False:
            return Reason(expr, False, (item, *place))
        enough = self.no_later.against(cap, own, others, closing, env)
        if listed and own.met.value is True and enough.value is True:
            return Reason(expr, True, (item, own.met, enough))
        return Reason(expr, UNKNOWN, (item, own.met, *place, enough, too_many))

    def _seen(self, env: Env, row: Row) -> _Seen:
        inner = {**env, self.expr.var: row}
        met = self.where(inner) if self.where is not None else _ALWAYS
        by = () if met.value is False else tuple(key(inner) for key in self.by)
        return _Seen(row, met, by)


def _nowhere(expr: Pick, row: Row, closing: Reason) -> Reason:
    """That the row is not in the list: it may be one that nobody has listed yet.

    A row around another of which nobody has said which it is may be any of them: its path ends in
    no place of a list.
    """
    if not row.path.endswith("]"):
        return Reason(Get(BOOL, expr.rows, "complete"), UNKNOWN, (), row.path)
    return closing._replace(value=False if closing.value is True else UNKNOWN)


class _Count:
    """How many other rows meet the condition and stand before a row, against how many are picked.

    strict  whether those level with it do not count: then there may be too many, otherwise few
            enough
    """

    def __init__(self, expr: Pick, strict: bool) -> None:
        assert isinstance(expr.rows.type, RowsOf)
        self.strict = strict
        sign = "<" if expr.kind == "earliest" else ">"
        self.tests = tuple(
            (Compare(BOOL, f"{sign}=", key, key), Compare(BOOL, sign, key, key)) for key in expr.by
        )
        order = self._order(0)
        part = order if expr.where is None else Both(BOOL, (expr.where, order))
        self.part: Expr = part
        self.row = Var(RowOf(expr.rows.type.record), expr.var)
        count = Aggregate(INT, "count", expr.var, expr.rows, part, self.row)
        self.test = Compare(BOOL, ">=" if strict else "<", count, expr.up_to)
        self.being = being_of(expr.var, expr.where, *expr.by)

    def _order(self, key: int) -> Expr:
        """What is asked of the keys from this one on, as a condition: shown, never evaluated."""
        loose, strictly = self.tests[key]
        if key == len(self.tests) - 1:
            return strictly if self.strict else loose
        return Both(BOOL, (loose, Either(BOOL, (strictly, self._order(key + 1)))))

    def against(
        self, cap: Reason, own: _Seen, others: Sequence[_Seen], closing: Reason, env: Env
    ) -> Reason:
        """Whether they are too many, or few enough; no more rows are cited than decide it."""
        parts = [self._part(other, own, env) for other in others]
        sure = [part for part in parts if part.value is True]
        away = [part for part in parts if part.value is False]
        complete = closing.value is True
        value = within(len(sure), len(parts) - len(away) if complete else None)
        if compared(self.test.op, value, cap.value) is True:
            least, most = bounds(cap.value)
            surplus = max(len(parts) - least + 1, 0) if least is not None else 0
            some = sure[: max(most, 0)] if self.strict else [*away[:surplus], closing]
            return Reason(self.test, True, (Reason(self.test.left, value, tuple(some)), cap))
        # Named by the row too: of the same list, each row has another count.
        named = (
            (Reason(self.row, own.row, (), own.row.path), closing) if not complete else (closing,)
        )
        count = Reason(self.test.left, value, (*parts, *named))
        return weighed(self.test, count, cap, env)

    def _part(self, other: _Seen, own: _Seen, env: Env) -> Reason:
        """Whether another row counts: it meets the condition, and stands where it would."""
        if other.met.value is False:
            return Reason(self.part, False, (other.met,))
        placed = self._placed(other.by, own.by, 0, env)
        found = placed if other.met is _ALWAYS else settle(self.part, (other.met, placed), ALL)
        there = self.being(other.row, found.because) if self.being else ()
        return found._replace(because=(*there, *found.because)) if there else found

    def _placed(self, theirs: Reasons, own: Reasons, key: int, env: Env) -> Reason:
        """Whether a row stands before another, by this key and those after it."""
        loose, strictly = self.tests[key]
        if key == len(self.tests) - 1:
            return _weighed(strictly if self.strict else loose, theirs[key], own[key], env)
        rest = self._placed(theirs, own, key + 1, env)
        ahead = _weighed(strictly, theirs[key], own[key], env)
        either = settle(Either(BOOL, (strictly, rest.expr)), (ahead, rest), ANY)
        no_later = _weighed(loose, theirs[key], own[key], env)
        return settle(Both(BOOL, (loose, either.expr)), (no_later, either), ALL)


def _weighed(test: Compare, theirs: Reason, own: Reason, env: Env) -> Reason:
    """A comparison of two places; of what both have from one source, neither is before."""
    if is_open(own.value) and theirs == own:
        return Reason(test, compared(test.op, 0, 0), (theirs, own))
    return weighed(test, theirs, own, env)
