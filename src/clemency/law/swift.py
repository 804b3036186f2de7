"""The verdict alone, fast: the same expressions compiled once into Python of our own making.

No text of a pack reaches the compiler: names are ours (`f0`, `k1`), constants are bound to them.
Whatever has no quick form here (lists, bounds, a choice whose test is open, none where a value is
needed) goes to the interpreter, which decides; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from clemency.law.arithmetic import after, combined
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
    If,
    IsNone,
    Named,
    Not,
    OneOf,
    Param,
    Read,
)
from clemency.law.reason import LAW_ON, Env, figure, prepared
from clemency.law.sharing import may_agree
from clemency.law.turning import first_day
from clemency.law.types import RowsOf
from clemency.law.values import UNKNOWN, Between, Verdict
from clemency.law.worlds import exact

Verdicts = tuple[Verdict, ...]
DEEPEST = 40  # levels of one expression that are compiled; Python's parser allows 200 brackets


def verdict(expr: Expr, env: Env) -> Verdict:
    """The verdict of one condition: what the interpreter finds, without its reasons."""
    kept: Callable[[Env], Verdicts] | None = expr.__dict__.get("_swift")
    if kept is None:
        kept = together((expr,))
        object.__setattr__(expr, "_swift", kept)
    return kept(env)[0]


def together(exprs: Sequence[Expr]) -> Callable[[Env], Verdicts]:
    """One function for several conditions, reading each fact once."""
    writer = _Writer()
    lines = [writer.write(expr) for expr in exprs]
    quick = writer.function(lines)
    doubtful = tuple(place for place, expr in enumerate(exprs) if may_agree(expr))
    whole = tuple(prepared(expr) for expr in exprs)

    def verdicts(env: Env) -> Verdicts:
        try:
            found: Verdicts = quick(env)
        except (_Bounds, TypeError):  # TypeError: none where an order is asked, which is guarded
            found = tuple(explain(env).value for explain in whole)
        if doubtful and UNKNOWN in found:
            return _settled(exprs, env, found, doubtful)
        return found

    return verdicts


def _settled(
    exprs: Sequence[Expr], env: Env, found: Verdicts, doubtful: tuple[int, ...]
) -> Verdicts:
    """The same verdicts, exact where Kleene's tables may be too weak."""
    settled = list(found)
    for place in doubtful:
        if settled[place] is UNKNOWN:
            settled[place] = exact(exprs[place], env)
    return tuple(settled)


class _Bounds(Exception):
    """A fact is known only within bounds."""


class _Beyond:
    """Later than any day."""

    def __gt__(self, other: object) -> bool:
        return True

    def __le__(self, other: object) -> bool:
        return False


BEYOND = _Beyond()


@lru_cache(maxsize=4096)
def cut(unit: str, count: int, leap_day: str, passed: bool, on: Any) -> Any:
    """The first day that, moved, lies on `on` or later (`passed`: after it).

    UNKNOWN where `on` is; BEYOND all days where no day does.
    """
    return UNKNOWN if on is UNKNOWN else first_day(unit, count, leap_day, on, passed) or BEYOND


class _Writer:
    """Writes expressions as Python. Facts become locals `f0`..., constants `k0`..., interim values
    `t0`...
    """

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.bound: dict[str, Any] = {
            "U": UNKNOWN,
            "Between": Between,
            "Bounds": _Bounds,
            "after": after,
            "combined": combined,
            "figure": figure,
            "cut": cut,
            "exactly": _exactly,
        }
        self.interim = 0
        self.depth = 0

    def function(self, lines: list[str]) -> Callable[[Env], Verdicts]:
        """The finished function. Raises _Bounds or TypeError where only the interpreter can say."""
        reads = [f"  {local} = get({key}, U)" for key, local in self.facts.items()]
        guard = " or ".join(f"{local}.__class__ is Between" for local in self.facts.values())
        bounded = [f"  if {guard}: raise Bounds"] if guard else []
        body = [
            "def quick(env):",
            "  get = env.get",
            *reads,
            *bounded,
            f"  return ({', '.join(lines)},)",
        ]
        exec(compile("\n".join(body), "<verdicts>", "exec"), self.bound)
        made: Callable[[Env], Verdicts] = self.bound["quick"]
        return made

    def _constant(self, value: Any) -> str:
        if value is True or value is False or value is None:
            return repr(value)
        name = f"k{len(self.bound)}"
        self.bound[name] = value
        return name

    def _keep(self) -> str:
        self.interim += 1
        return f"t{self.interim}"

    def _fact(self, path: str) -> str:
        for key, local in self.facts.items():
            if self.bound[key] == path:
                return local
        local = f"f{len(self.facts)}"
        self.facts[self._constant(path)] = local
        return local

    def write(self, expr: Expr) -> str:
        """One node as a Python expression."""
        if self.depth > DEEPEST:
            return self._explained(expr)
        self.depth += 1
        written = self._write(expr)
        self.depth -= 1
        return written

    def _write(self, expr: Expr) -> str:
        match expr:
            case Const(value=value) | Cash(value=value):
                return self._constant(value)
            case Read(path=path) if not isinstance(expr.type, RowsOf):
                return self._fact(path)
            case Named(body=body, row=None):
                return self.write(body)
            case Both(of=parts):
                return self._joined(parts, "False", "True")
            case Either(of=parts):
                return self._joined(parts, "True", "False")
            case Not(of=of):
                kept = self._keep()
                return f"(U if ({kept} := {self.write(of)}) is U else not {kept})"
            case Compare():
                return self._compare(expr)
            case OneOf(item=item, options=options, negated=negated):
                kept, among = self._keep(), self._constant(frozenset(options))
                test = f"{kept} {'not in' if negated else 'in'} {among}"
                return f"(U if ({kept} := {self.write(item)}) is U else {test})"
            case IsNone(of=of, negated=negated):
                kept = self._keep()
                test = f"{kept} is {'not ' if negated else ''}None"
                return f"(U if ({kept} := {self.write(of)}) is U else {test})"
        return self._value(expr)

    def _value(self, expr: Expr) -> str:
        match expr:
            case If(test=test, then=then, other=other):
                kept, asked = self._keep(), self.write(test)
                a, b, open_ = self.write(then), self.write(other), self._explained(expr)
                return (
                    f"({a} if ({kept} := {asked}) is True else {b} if {kept} is False else {open_})"
                )
            case After(unit=unit, count=count, day=day, leap_day=leap_day):
                n, start = self.write(count), self.write(day)
                fixed = self._constant(unit), self._constant(leap_day)
                return f"exactly(after({fixed[0]}, {n}, {start}, {fixed[1]}))"
            case Arith(op=op, left=left, right=right):
                sides = f"{self.write(left)}, {self.write(right)}"
                return f"exactly(combined({self._constant(op)}, {sides}))"
            case Param(values=values, on=on):
                known = self.write(on)
                if on == TODAY:
                    known = f"(env[{LAW_ON!r}] if {LAW_ON!r} in env else {known})"
                return f"exactly(figure({self._constant(values)}, {known}))"
        return self._explained(expr)

    def _explained(self, expr: Expr) -> str:
        """What the interpreter finds."""
        return f"exactly({self._constant(prepared(expr))}(env).value)"

    def _joined(self, parts: tuple[Expr, ...], settles: str, otherwise: str) -> str:
        """`and`, `or`: the first part that settles it ends the search."""
        kept = [(self._keep(), self.write(part)) for part in parts]
        first = " or ".join(f"({name} := {text}) is {settles}" for name, text in kept)
        unknown = " or ".join(f"{name} is U" for name, _ in kept)
        return f"({settles} if {first} else U if {unknown} else {otherwise})"

    def _compare(self, expr: Compare) -> str:
        hoisted = self._hoisted(expr)
        if hoisted is not None:
            return hoisted
        a, b = self._keep(), self._keep()
        left, right = self.write(expr.left), self.write(expr.right)
        return f"(U if ({a} := {left}) is U or ({b} := {right}) is U else {a} {expr.op} {b})"

    def _hoisted(self, expr: Compare) -> str | None:
        """`years_after(5, x) <= today` as `x` against one day reckoned once for each `today`."""
        side, on, op = expr.left, expr.right, expr.op
        if not (
            isinstance(side, After)
            and isinstance(side.count, Const)
            and on == TODAY
            and op in _CUTS
        ):
            return None
        passed, other = _CUTS[op]
        fixed = ", ".join(
            self._constant(value) for value in (side.unit, side.count.value, side.leap_day, passed)
        )
        a, b = self._keep(), self._keep()
        day = f"cut({fixed}, {self.write(on)})"
        unknown = f"({a} := {self.write(side.day)}) is U or ({b} := {day}) is U"
        return f"(U if {unknown} else {a} {other} {b})"


def _exactly(value: Any) -> Any:
    """A value that is not merely known within bounds. Raises _Bounds."""
    if value.__class__ is Between:
        raise _Bounds
    return value


# A moved day compared with today: is the first day meant the one that passes, and how `x`
# stands to it.
_CUTS = {"<=": (True, "<"), "<": (False, "<"), ">": (True, ">="), ">=": (False, ">=")}
