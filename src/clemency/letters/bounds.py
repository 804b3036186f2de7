"""Amounts and days known only within bounds: "more than 200,000", "in October 2025"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from clemency.law.types import Money, Type
from clemency.law.values import Between
from clemency.letters.words import Words, currency_places


def bounds(words: Words, value: Between, type: Type | None = None) -> str:
    """Bounds as people say them. Both ends are included; an open side is None."""
    if isinstance(value.lo, date) or isinstance(value.hi, date):
        return _days(words, value.lo, value.hi)
    if isinstance(type, Money):
        currency = type.currency
        step = 10 ** currency_places(currency)
        return _amounts(words, value, lambda amount: words.money(amount, currency), step)
    return _amounts(words, value, words.number, 10)


def _amounts(words: Words, value: Between, write: Callable[[int], str], step: int) -> str:
    """An amount one beyond a round one was said as "more than" or "less than" the round one."""
    lo: Any = value.lo
    hi: Any = value.hi
    if lo is not None and hi is not None:
        return words.say("bound.between", low=write(lo), high=write(hi))
    if lo is not None:
        round_one = lo > 1 and (lo - 1) % step == 0
        amount = write(lo - 1 if round_one else lo)
        return words.say("bound.more_than" if round_one else "bound.at_least", amount=amount)
    if hi is None:
        return words.say("value.unknown")
    round_one = (hi + 1) % step == 0
    amount = write(hi + 1 if round_one else hi)
    return words.say("bound.less_than" if round_one else "bound.at_most", amount=amount)


def _days(words: Words, lo: Any, hi: Any) -> str:
    if lo is None:
        return words.say("bound.to_day", day=hi)
    if hi is None:
        return words.say("bound.from_day", day=lo)
    if (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31):
        if lo.year == hi.year:
            return words.say("bound.in_year", year=words.year(lo))
        return words.say("bound.between", low=words.year(lo), high=words.year(hi))
    if lo.day == 1 and hi.day == monthrange(hi.year, hi.month)[1]:
        if (lo.year, lo.month) == (hi.year, hi.month):
            return words.say("bound.in_month", month=words.month(lo))
        return words.say("bound.between", low=words.month(lo), high=words.month(hi))
    return words.say("bound.between", low=lo, high=hi)
