"""What an expression becomes for the solver: values that may be none, and may be open.

A part that does not depend on any fact stays a plain Python value, so a world of constants is
evaluated without the solver, by the same lines that encode an open one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import z3

Truth: TypeAlias = bool | z3.BoolRef
"""A condition: settled, or up to the solver."""

Number: TypeAlias = int | z3.ArithRef
"""A whole number, an amount, the code of a text (Codes) or a packed day (Days)."""

Value: TypeAlias = Truth | Number


@dataclass(frozen=True, slots=True)
class Term:
    """One value.

    value  what it is where it is neither none nor open; anything otherwise
    none   whether it is known to be none
    open   whether it is not established
    """

    value: Any
    none: Truth = False
    open: Truth = False

    @property
    def true(self) -> Truth:
        """Of a condition: whether it is established that it holds."""
        return all_of(self.value, negated(self.open))

    @property
    def false(self) -> Truth:
        """Of a condition: whether it is established that it does not hold."""
        return all_of(negated(self.value), negated(self.open))

    @property
    def possible(self) -> Truth:
        """Of a condition: whether it holds or is not established."""
        return any_of(self.value, self.open)


@dataclass(frozen=True, slots=True, eq=False)
class RowTerm:
    """One record that there may be.

    present  whether there is such a record
    fields   its values and the lists inside it, by name
    parent   the record around it
    record   what kind of record it is, where that is told
    """

    present: Truth
    fields: Mapping[str, Any]
    parent: RowTerm | None = None
    path: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RowsTerm:
    """A list: the records there may be, and whether there can be no others."""

    rows: tuple[RowTerm, ...]
    complete: Truth = True


Scope: TypeAlias = Mapping[str, RowTerm]
"""The records at hand, by the name each has in the expression."""

Shape: TypeAlias = Term | RowTerm | RowsTerm

SOME_DAY = 2000 * 512 + 33
"""Stands where there is no value, so that whatever is reckoned with it can be: a packed day."""

NONE = Term(SOME_DAY, none=True)


class Codes:
    """Texts, choices and codes as whole numbers: one number for each word, the same everywhere."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []

    def number(self, word: str) -> int:
        """The number of a word."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self._words)
            self._words.append(word)
        return found

    def word(self, number: int) -> str:
        """The word of a number; a made-up one where no word of the pack has it."""
        if 0 <= number < len(self._words):
            return self._words[number]
        return f"other-{abs(number)}"

    def among(self, value: Number, words: tuple[str, ...]) -> Truth:
        """Whether a value is one of several words; two comparisons where their numbers adjoin."""
        numbers = [self.number(word) for word in words]
        lo, hi = min(numbers), max(numbers)
        if len(set(numbers)) == hi - lo + 1:
            return all_of(value >= lo, value <= hi)
        return any_of(*(equal(value, number) for number in numbers))


# --- conditions -----------------------------------------------------------------------------------


def _joined(make: Callable[..., Any], parts: Sequence[Any]) -> z3.BoolRef:
    """Conditions put together as the solver itself does it: z3.And and z3.Or first ask each of them
    for its sort, which takes longer than all the rest."""
    context = parts[0].ctx
    listed = (z3.Ast * len(parts))(*(part.as_ast() for part in parts))
    return z3.BoolRef(make(context.ref(), len(parts), listed), context)


def all_of(*parts: Truth) -> Truth:
    """`and` of conditions, settled where it can be."""
    left = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left.append(part)
    return True if not left else left[0] if len(left) == 1 else _joined(z3.Z3_mk_and, left)


def any_of(*parts: Truth) -> Truth:
    """`or` of conditions, settled where it can be."""
    left = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left.append(part)
    return False if not left else left[0] if len(left) == 1 else _joined(z3.Z3_mk_or, left)


def at_most(count: int, parts: Sequence[Truth]) -> Truth:
    """Whether no more than so many of the conditions hold."""
    settled = sum(part is True for part in parts)
    left = [part for part in parts if not isinstance(part, bool)]
    room = count - settled
    if room < 0 or not left:
        return room >= 0
    return z3.AtMost(*left, room) if room else negated(any_of(*left))


def negated(part: Truth) -> Truth:
    """`not` of a condition."""
    if isinstance(part, bool):
        return not part
    return z3.BoolRef(z3.Z3_mk_not(part.ctx.ref(), part.as_ast()), part.ctx)


def choose(test: Truth, then: Any, other: Any) -> Any:
    """One of two values."""
    if test is True or then is other:
        return then
    if test is False:
        return other
    if isinstance(then, bool) and isinstance(other, bool):
        return then if then is other else test if then else negated(test)
    if isinstance(then, int) and isinstance(other, int) and then == other:
        return then
    if isinstance(then, z3.ExprRef) and isinstance(other, z3.ExprRef):
        kind, context = z3.BoolRef if z3.is_bool(then) else z3.ArithRef, then.ctx
        made = z3.Z3_mk_ite(context.ref(), test.as_ast(), then.as_ast(), other.as_ast())
        return kind(made, context)
    return z3.If(test, then, other)


def equal(left: Any, right: Any) -> Truth:
    """Whether two values are the same."""
    if left is right:
        return True
    same: Truth = left == right
    return same


def total(parts: list[Number]) -> Number:
    """The sum of numbers, those that are settled added up first."""
    settled = sum(part for part in parts if isinstance(part, int))
    left = [part for part in parts if not isinstance(part, int)]
    if not left:
        return settled
    return z3.Sum(*left, settled) if settled else left[0] if len(left) == 1 else z3.Sum(*left)


def same_term(left: Term, right: Term) -> Truth:
    """Whether two values are known and the same, none included."""
    if left is right:
        return negated(left.open)
    both_none = all_of(left.none, right.none)
    neither = all_of(negated(left.none), negated(right.none), equal(left.value, right.value))
    return all_of(negated(left.open), negated(right.open), any_of(both_none, neither))


def chosen(test: Truth, then: Term, other: Term) -> Term:
    """One of two terms, by a settled condition."""
    if test is True:
        return then
    if test is False:
        return other
    if then.none is True:
        value = other.value
    elif other.none is True:
        value = then.value
    else:
        value = choose(test, then.value, other.value)
    return Term(value, choose(test, then.none, other.none), choose(test, then.open, other.open))


COMPARE: Mapping[str, Callable[[Any, Any], Truth]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": equal,
    "!=": lambda a, b: negated(equal(a, b)),
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}


# --- Kleene's tables ------------------------------------------------------------------------------


def every(parts: Sequence[Term]) -> Term:
    """`and`: one part that is false settles it; a part that is open does not stand in its way."""
    if all(part.open is False for part in parts):
        return Term(all_of(*(part.value for part in parts)))
    value = all_of(*(part.possible for part in parts))
    return Term(value, open=all_of(value, any_of(*(part.open for part in parts))))


def some(parts: Sequence[Term]) -> Term:
    """`or`: one part that is true settles it."""
    if all(part.open is False for part in parts):
        return Term(any_of(*(part.value for part in parts)))
    value = any_of(*(part.true for part in parts))
    return Term(value, open=all_of(negated(value), any_of(*(part.open for part in parts))))


def opposite(part: Term) -> Term:
    """`not`."""
    return Term(negated(part.value), open=part.open)
