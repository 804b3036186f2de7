"""Picks: whether a row is among the first few, where places, conditions and the list may be open.

A pick is judged by two counts of the other rows that meet its condition: those that come before the
row or level with it, which must be fewer than are picked, and those that come strictly before it,
which must not be as many. Its reasons are made of the comparisons and counts that say so: whatever
reads reasons (possible worlds, turning days, questions) needs to know nothing of picks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clemency.law.arithmetic import bounds, compared, within
from clemency.law.expr import TRUE, Aggregate, Both, Compare, Either, Expr, Get, Pick, Var
from clemency.law.reason import (
    ALL,
    ANY,
    Env,
    Explain,
    Reason,
    prepared,
    settle,
    weighed,
)
from clemency.law.rows import being_of, further
from clemency.law.types import BOOL, INT, RowOf, RowsOf
from clemency.law.values import UNKNOWN, Between, Row

Reasons = tuple[Reason, ...]

_ALWAYS = Reason(TRUE, True)


def pick(expr: Pick) -> Explain:
    """Whether the row meets the condition, is in the list, and has few enough rows before it."""
    return _Pick(expr).explain


class _Seen:
    """A row, what it is ordered by, and whether it meets the condition: judged once, if asked."""

    def __init__(self, row: Row, env: Env, by: tuple[Explain, ...], where: Explain | None) -> None:
        self.row = row
        self.by = tuple(key(env) for key in by)
        self._env, self._where = env, where
        self._met: Reason | None = _ALWAYS if where is None else None

    @property
    def met(self) -> Reason:
        if self._met is None:
            assert self._where is not None
            self._met = self._where(self._env)
        return self._met


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
        return _Seen(row, {**env, self.expr.var: row}, self.by, self.where)


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
        row = Var(RowOf(expr.rows.type.record), expr.var)
        count = Aggregate(INT, "count", expr.var, expr.rows, part, row)
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
        parts: list[Reason] = []
        sure: list[Reason] = []
        least, most = (None, None) if cap.value is UNKNOWN else bounds(cap.value)
        for other in others:
            if self.strict and most is not None and len(sure) >= most:
                break  # too many already
            parts.append(self._part(other, own, env))
            sure += parts[-1:] if parts[-1].value is True else []
        if self.strict and most is not None and len(sure) >= most:
            return self._settled(Between(len(sure), None), tuple(sure), cap)
        away = [part for part in parts if part.value is False]
        complete = closing.value is True
        value = within(len(sure), len(parts) - len(away) if complete else None)
        if least is not None and compared(self.test.op, value, cap.value) is True:
            surplus = max(len(parts) - least + 1, 0)  # that many must be away for it
            return self._settled(value, (*away[:surplus], closing), cap)
        count = Reason(self.test.left, value, (*parts, closing))
        return weighed(self.test, count, cap, env)

    def _settled(self, value: Any, because: Reasons, cap: Reason) -> Reason:
        return Reason(self.test, True, (Reason(self.test.left, value, because), cap))

    def _part(self, other: _Seen, own: _Seen, env: Env) -> Reason:
        """Whether another row counts: it stands where it would, and meets the condition."""
        placed = self._placed(other.by, own.by, 0, env)
        if placed.value is False:
            found = Reason(self.part, False, (placed,))
        elif other.met is _ALWAYS:
            found = placed
        else:
            found = settle(self.part, (other.met, placed), ALL)
        there = self.being(other.row, found.because) if self.being else ()
        return found._replace(because=(*there, *found.because)) if there else found

    def _placed(self, theirs: Reasons, own: Reasons, key: int, env: Env) -> Reason:
        """Whether a row stands before another, by this key and those after it."""
        loose, strictly = self.tests[key]
        if key == len(self.tests) - 1:
            return weighed(strictly if self.strict else loose, theirs[key], own[key], env)
        rest = self._placed(theirs, own, key + 1, env)
        ahead = weighed(strictly, theirs[key], own[key], env)
        either = settle(Either(BOOL, (strictly, rest.expr)), (ahead, rest), ANY)
        no_later = weighed(loose, theirs[key], own[key], env)
        return settle(Both(BOOL, (loose, either.expr)), (no_later, either), ALL)
