"""What would have to change for a no to become a yes: the fewest facts, and the earliest day.

Only what the pack says that somebody can change is ever proposed: never the past, never a fact that
a person cannot bring about. Each way is tried on the plain interpreter before it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, combinations, islice, product
from typing import Any

from clemency.law.expr import Aggregate, Expr, Named, Pick, Quantified
from clemency.law.finding import env_of
from clemency.law.goal import condition_of
from clemency.law.pack import Fact, Pack
from clemency.law.reason import ASSUMED, Env, Reason, is_open, prepared
from clemency.law.trees import OTHER, Leaf, Split, Tree
from clemency.law.turning import settling, turns
from clemency.law.types import BOOL, DAY, Choice, Optional
from clemency.law.values import UNKNOWN, Facts, Rows
from clemency.law.worlds import TooMany, exact, grown

MOST_DAYS = 64  # days on which something turns that are looked at, the first ones
MOST_WORLDS = 1000  # tried for one day
MOST_TRIES = 400  # sets of one or two facts tried where it cannot be gone through what can be

Changes = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Way:
    """One way to a yes.

    changes  what has to be otherwise, by path, with a value that would do; none: only time
    on       the first day on which that is enough
    """

    changes: Changes
    on: date


@dataclass(frozen=True)
class Ways:
    """Every way that is not worse than another in both: fewest changes first, then ever earlier.

    exact  no way needs fewer facts for its day. Otherwise there were more possibilities than we try
    """

    ways: tuple[Way, ...]
    exact: bool = True


def ways(
    pack: Pack,
    rule_ids: tuple[str, ...],
    facts: Facts,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Ways:
    """How all of these rules could hold, from `on` on, if some facts were otherwise.

    No way at all where only what nobody can change stands in the way, or where facts are missing
    that could still go against it. The law is that of each day, as far as the pack knows it.
    """
    return _Search(pack, condition_of(pack, rule_ids), env_of(facts, on, given), on).run()


@dataclass
class _Search:
    pack: Pack
    goal: Expr
    env: Env
    on: date
    exact: bool = True
    changeable: Mapping[str, tuple[Any, Fact]] = field(init=False)

    def __post_init__(self) -> None:
        self.changeable = dict(_changeable(self.pack, self.env, self.goal))

    def run(self) -> Ways:
        """Day by day on which something turns: fewer changes than any day before, or the day is
        passed over.
        """
        found: list[Way] = []
        for day in self._days():
            changes = self._fewest(day)
            if changes is not None and (not found or len(changes) < len(found[-1].changes)):
                found.append(Way(changes, day))
            if changes == ():
                break
        return Ways(tuple(reversed(found)), self.exact)

    # -- days ------------------------------------------------------------------------------------

    def _days(self) -> Iterator[date]:
        """The days on which a comparison turns, as things are or with what can change open."""
        day: date | None = self.on
        for _ in range(MOST_DAYS):
            if day is None:
                return
            yield day
            day = min(self._turns(day), default=None)
        self.exact = self.exact and day is None

    def _turns(self, day: date) -> Iterator[date]:
        now = {path: self.on for path, (value, _) in self.changeable.items() if _is_day(value)}
        open_ = dict.fromkeys(self.changeable, UNKNOWN)
        for otherwise in ({}, open_, now):
            for one in _everything(self.goal, self._at(day, otherwise)):
                yield from (turn for turn in turns(one, "today", settling) or () if turn > day)

    def _at(self, day: date, otherwise: Mapping[str, Any]) -> Env:
        """The facts on a day, with some of them otherwise."""
        env = {**self.env, "today": day}
        rows = {path: value for path, value in otherwise.items() if "[" in path}
        env.update({path: value for path, value in otherwise.items() if "[" not in path})
        return {**env, ASSUMED: rows} if rows else env

    # -- the fewest changes on one day -----------------------------------------------------------

    def _fewest(self, day: date) -> Changes | None:
        """The smallest set of changes that makes it a yes on that day; None where none does."""
        if self._holds(day, {}):
            return ()
        changes, sure = self._on_tree(day)
        if changes is not None or sure:
            return changes
        self.exact = False
        return next((found for found in self._guesses() if self._holds(day, dict(found))), None)

    def _on_tree(self, day: date) -> tuple[Changes | None, bool]:
        """The cheapest branch of everything that can be, and whether there is surely no other."""
        open_ = dict.fromkeys(self.changeable, UNKNOWN)
        try:
            found = grown(self.goal, self._at(day, open_), MOST_WORLDS)
        except TooMany:
            return None, False
        changes = _Cheapest(self, day).below(found.tree)
        if changes is not None and self._holds(day, changes):
            return tuple(sorted(changes.items())), True
        return None, found.sure or not self.changeable

    def _guesses(self) -> Iterator[Changes]:
        """One or two facts with a likely value each, where what can be cannot be gone through."""
        each = [
            [(path, value) for value in _likely(now, fact, self.on) if value != now]
            for path, (now, fact) in self.changeable.items()
        ]
        one = ((change,) for changes in each for change in changes)
        two = (pair for some, others in combinations(each, 2) for pair in product(some, others))
        return islice(chain(one, two), MOST_TRIES)

    def _holds(self, day: date, changes: Mapping[str, Any]) -> bool:
        """Whether the interpreter agrees that the changes are enough."""
        env = self._at(day, changes)
        value = prepared(self.goal)(env).value
        return value is True or (value is UNKNOWN and exact(self.goal, env) is True)


def _is_day(value: Any) -> bool:
    return value is None or isinstance(value, date)


def _likely(now: Any, fact: Fact, on: date) -> tuple[Any, ...]:
    """Values that somebody might bring about: the other answer, any answer, this very day."""
    kind = fact.type.of if isinstance(fact.type, Optional) else fact.type
    if kind == BOOL:
        return (not now,)
    if isinstance(kind, Choice):
        return kind.options
    return (on,) if kind == DAY else ()


def _everything(expr: Expr, env: Env) -> Iterator[Reason]:
    """What every part comes to: also a part that decides nothing as things are, and every row."""
    yield prepared(expr)(env)
    match expr:
        case Named(body=body, row=about, var=var):
            inside = env if about is None else {**env, var: prepared(about)(env).value}
            yield from _everything(body, inside)
        case Quantified() | Aggregate() | Pick():
            rows = prepared(expr.rows)(env).value
            for row in rows.items if isinstance(rows, Rows) else ():
                for part in expr.parts():
                    if part is not expr.rows:
                        yield from _everything(part, {**env, expr.var: row})
        case _:
            for part in expr.parts():
                yield from _everything(part, env)


def _changeable(pack: Pack, env: Env, goal: Expr) -> Iterator[tuple[str, tuple[Any, Fact]]]:
    """What somebody can change and the goal reads: by path, how it stands, and its declaration."""
    read = goal.names()
    for name, fact in pack.facts.items():
        if fact.can_change and name in read and not is_open(env.get(name, UNKNOWN)):
            yield name, (env[name], fact)
    for record in pack.records.values():
        if record.within is None and record.plural in read:
            yield from _in_rows(pack, env.get(record.plural))


def _in_rows(pack: Pack, rows: Any) -> Iterator[tuple[str, tuple[Any, Fact]]]:
    if not isinstance(rows, Rows):
        return
    for row in rows.items:
        fields = pack.records[row.kind].fields if row.kind in pack.records else {}
        for name, value in row.fields.items():
            if isinstance(value, Rows):
                yield from _in_rows(pack, value)
            elif name in fields and fields[name].can_change and not is_open(value):
                yield f"{row.path}.{name}", (value, fields[name])


@dataclass
class _Cheapest:
    """The yes in a tree that the fewest changes lead to."""

    search: _Search
    day: date
    done: dict[int, dict[str, Any] | None] = field(default_factory=dict)

    def below(self, tree: Tree) -> dict[str, Any] | None:
        """What to change, by path; None where nothing leads to a yes."""
        if isinstance(tree, Leaf):
            return {} if tree.verdict is True else None
        if id(tree) not in self.done:
            self.done[id(tree)] = self._split(tree)
        return self.done[id(tree)]

    def _split(self, split: Split) -> dict[str, Any] | None:
        if split.key not in self.search.changeable:
            return self._whatever(split)
        now, fact = self.search.changeable[split.key]
        best: dict[str, Any] | None = None
        names = [name for name, _ in split.branches]
        here = next((n for n in range(len(names)) if _lies_in(now, names, n)), 0)
        for place in sorted(range(len(names)), key=lambda n: abs(n - here)):
            rest = self.below(split.branches[place][1])
            if rest is None:
                continue
            if place != here or not _lies_in(now, names, place):
                value = self._value(now, fact, names, place)
                if value is _NONE_POSSIBLE:
                    continue
                rest = {**rest, split.key: value}
            if best is None or len(rest) < len(best):
                best = rest
        return best

    def _whatever(self, split: Split) -> dict[str, Any] | None:
        """What is needed whatever the answer to a question is that is not ours to choose."""
        merged: dict[str, Any] = {}
        for _, tree in split.branches:
            rest = self.below(tree)
            if rest is None or any(merged.get(p, v) != v for p, v in rest.items()):
                return None
            merged.update(rest)
        return merged

    def _value(self, now: Any, fact: Fact, names: list[Any], place: int) -> Any:
        """The value nearest to the present one in a stretch; what is to come lies ahead."""
        name = names[place]
        if name is None or isinstance(name, bool) or (isinstance(name, str) and name != OTHER):
            return name
        if name == OTHER:
            return _NONE_POSSIBLE
        first, last = _stretch(names, place)
        if isinstance(fact.least, int) and not isinstance(name, date):
            first = fact.least if first is None else max(first, fact.least)
        if isinstance(name, date):
            first = self.search.on if first is None else max(first, self.search.on)
        if fact.most is not None and not isinstance(name, date):
            last = fact.most if last is None else min(last, fact.most)
        if first is not None and last is not None and first > last:
            return _NONE_POSSIBLE
        below = now is None or first is None or now >= first
        return (last if last is not None else first) if below and last is not None else first


_NONE_POSSIBLE: Any = object()
"""Stands for: no value of this stretch can be proposed."""


def _stretch(names: list[Any], place: int) -> tuple[Any, Any]:
    """The first and the last value of a stretch; None: without end."""
    name, one = names[place], timedelta(days=1) if isinstance(names[place], date) else 1
    later = [n for n in names if n is not None and n != OTHER and n > name]
    open_below = name == date.min if isinstance(name, date) else name == float("-inf")
    return (None if open_below else name), (min(later) - one if later else None)


def _lies_in(now: Any, names: list[Any], place: int) -> bool:
    """Whether the present value belongs to a branch."""
    name = names[place]
    if name is None or now is None:
        return name is now
    if isinstance(name, bool) or isinstance(now, bool):
        return name is now
    if isinstance(name, str):
        return now == name or (name == OTHER and now not in names)
    first, last = _stretch(names, place)
    return (first is None or now >= first) and (last is None or now <= last)
