"""Every way in which a few missing facts may turn out, tried one by one: the oracle of exactness.

It shares nothing with the engine's possible worlds. A fact with few answers is tried by each of
them. A number, an amount or a day is tried by every value in a wide stretch, or beside every day
that the condition could reach from the days it names; at most one such fact is missing at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from clemency.law.expr import After, Compare, Const, Expr, Get, Read
from clemency.law.parse import Scope
from clemency.law.reason import Env, prepared
from clemency.law.types import Bool, Choice, Day, Int, Optional, Text, Type
from clemency.law.values import UNKNOWN, Row, Verdict
from tests.properties.changing import changed
from tests.properties.generating import (
    Draw,
    Question,
    conditions,
    env_for,
    pick,
    read_by,
    vocabularies,
)


class Missing(dict[str, tuple[Any, ...]]):
    """The missing facts, by path, and everything that each may turn out to be."""

    def __repr__(self) -> str:
        return f"missing: {', '.join(self)}"


MOST = 2_000  # ways to try
BESIDE = 2  # days on either side of a day that is reached
ENDS = (date(1, 1, 1), date(9999, 12, 31))


@st.composite
def puzzles(draw: Draw, few: bool = False, picking: bool = False) -> tuple[Question, Missing]:
    """A condition and facts of which a few are missing; all lists are complete."""
    words = draw(vocabularies(few=few))
    expr = draw(conditions(words, 3 if picking else 2, simple=True, picking=picking))
    words = read_by(words, [expr])
    whole = draw(env_for(words, known=True))
    kinds = dict(_paths(whole, words))
    chosen = [path for path in kinds if pick(draw, True, False)]
    missing = _few_enough(chosen, kinds, expr, whole)

    def value(path: str, kind: Type, known: Any) -> Any:
        return UNKNOWN if path in missing else known

    env = changed(whole, words, value)
    assume(not any(_on_both_sides(expr, path) for path in missing if not _few(kinds[path])))
    return Question(words, expr, env), missing


def _few_enough(chosen: list[str], kinds: Mapping[str, Type], expr: Expr, env: Env) -> Missing:
    """As many of the facts as can be tried, with at most one that has many values."""
    missing = Missing()
    ways = 1
    for path in sorted(chosen, key=lambda path: _named(kinds[path])):
        if not _named(kinds[path]) and any(not _named(kinds[other]) for other in missing):
            continue
        values = answers(kinds[path], expr, env)
        if ways * len(values) <= MOST:
            missing[path] = values
            ways *= len(values)
    return missing


def _paths(env: Env, words: Scope) -> Iterator[tuple[str, Type]]:
    found: dict[str, Type] = {}

    def value(path: str, kind: Type, known: Any) -> Any:
        found[path] = kind
        return known

    changed(env, words, value)
    yield from found.items()


def _few(kind: Type) -> bool:
    return isinstance(kind.of if isinstance(kind, Optional) else kind, Bool | Choice)


def _named(kind: Type) -> bool:
    return isinstance(kind.of if isinstance(kind, Optional) else kind, Bool | Choice | Text)


def _on_both_sides(expr: Expr, path: str) -> bool:
    """Whether a comparison has the fact on both sides: then the engine only compares the sides."""

    def mentions(side: Expr) -> bool:
        name = path.rsplit(".", 1)[-1]
        return any(
            (isinstance(n, Read) and n.path == path) or (isinstance(n, Get) and n.name == name)
            for n in side.walk()
        )

    arithmetic = (n for n in expr.walk() if isinstance(n, Compare) or len(list(n.parts())) == 2)
    return any(all(mentions(part) for part in node.parts()) for node in arithmetic)


def answers(kind: Type, expr: Expr, env: Env) -> tuple[Any, ...]:
    """Everything a fact may turn out to be, as far as the condition can tell."""
    match kind:
        case Optional(of=of):
            return (None, *answers(of, expr, env))
        case Bool():
            return (False, True)
        case Choice(options=options):
            return options
        case Text():
            return ("x", "y", "another")
        case Int():
            return tuple(sorted({*range(-60, 61), -(10**6), 10**6, *_lengths(expr, env)}))
        case Day():
            return _reached({*_days(expr, env)}, [*_steps(expr)])
    return tuple(sorted({*range(-1200, 1201, 25), 99, 101, 149, 151, 199, 201}))


def _days(expr: Expr, env: Env) -> Iterator[date]:
    """Every day that the condition or the facts name."""
    values = [*env.values(), *(v for row in _rows(env) for v in row.fields.values())]
    for node in expr.walk():
        values += [getattr(node, "value", None), *getattr(node, "options", ())]
        values += [since for since, _ in getattr(node, "values", ())]
    yield from (value for value in values if isinstance(value, date))


def _rows(env: Env) -> Iterator[Row]:
    for value in env.values():
        yield from getattr(value, "items", ()) if not isinstance(value, dict) else ()


def _steps(expr: Expr) -> Iterator[tuple[str, int]]:
    """Every length by which the condition moves a day, one for each time that it does."""
    for node in expr.walk():
        if isinstance(node, After):
            counts = [node.count.value] if isinstance(node.count, Const) else range(-2, 7)
            yield from ((node.unit, count) for count in counts)


def _lengths(expr: Expr, env: Env) -> Iterator[int]:
    """Every number of days or months that lies between two days, where days are moved by facts."""
    moved = [node for node in expr.walk() if isinstance(node, After)]
    if all(isinstance(node.count, Const) for node in moved):
        return
    fixed = [(n.unit, n.count.value) for n in moved if isinstance(n.count, Const)]
    days = _moved({*_days(expr, env)}, fixed)
    assume(len(days) ** 2 < 10 * MOST)
    for one, other in product(days, days):
        yield from ((one - other).days + n for n in range(-BESIDE, BESIDE + 1))
        yield 12 * (one.year - other.year) + one.month - other.month


def _moved(named: set[date], steps: list[tuple[str, int]]) -> set[date]:
    found = set(named)
    for _ in range(min(len(steps), 2)):
        for unit, count in set(steps):
            found |= {_shifted(day, unit, sign * count) for day in found for sign in (-1, 1)}
            assume(len(found) < MOST)
    return found


def _reached(named: set[date], steps: list[tuple[str, int]]) -> tuple[date, ...]:
    """The days that these reach when moved, those beside them, and both ends of the calendar."""
    found = _moved(named, steps)
    near = {day + timedelta(days=n) for day in found for n in range(-BESIDE, BESIDE + 1)}
    return tuple(sorted({*near, *ENDS}))


def _shifted(day: date, unit: str, count: int) -> date:
    if unit == "days":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
    return date(months // 12, months % 12 + 1, 1) + timedelta(days=day.day - 1)


def outcomes(question: Question, missing: Missing) -> dict[tuple[Any, ...], Verdict]:
    """The verdict of every way in which the missing facts may turn out."""
    explain = prepared(question.expr)
    return {
        ways: explain(_turned_out(question, dict(zip(missing, ways, strict=True)))).value
        for ways in product(*missing.values())
    }


def _turned_out(question: Question, known: Mapping[str, Any]) -> Env:
    if not any("[" in path for path in known):
        return {**question.env, **known}

    def value(path: str, kind: Type, told: Any) -> Any:
        return known.get(path, told)

    return changed(question.env, question.words, value)
