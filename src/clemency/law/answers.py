"""One answer: what somebody wrote, read as the type of the question asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from clemency.law.mistakes import did_you_mean, listed
from clemency.law.plain import BIGGEST, day_from, odd_in_name, odd_in_sentence
from clemency.law.types import (
    Bool,
    Choice,
    Day,
    Int,
    Money,
    Nothing,
    Optional,
    RowOf,
    RowsOf,
    Text,
    Type,
)
from clemency.law.values import UNKNOWN, Between


class NoAnswer(Exception):
    """This is no such value: why not, and what to write instead."""

    def __init__(self, says: str, mend: str | None = None) -> None:
        super().__init__(says)
        self.says, self.mend = says, mend


def answer(raw: Any, type_: Type) -> Any:
    """The value that `raw` states. Raises NoAnswer.

    "unknown" is UNKNOWN for every type; "none" is None for those that may be none; bounds are
    Between.
    """
    bare = type_.of if isinstance(type_, Optional) else type_
    if isinstance(raw, str) and not (isinstance(bare, Choice) and raw in bare.options):
        if raw == "unknown":
            return UNKNOWN
        if raw == "none":
            return _none(type_)
    return _READ[type(bare)](raw, bare)


def outside(value: Any, limit: tuple[int | None, int | None]) -> str | None:
    """What is wrong with an amount that lies outside what it can be; None where nothing is."""
    least, most = limit
    lo, hi = (value.lo, value.hi) if isinstance(value, Between) else (value, value)
    if least is not None and isinstance(hi, int) and hi < least:
        return f"{hi} is below {least}, the least it can be."
    if most is not None and isinstance(lo, int) and lo > most:
        return f"{lo} is above {most}, the most it can be."
    return None


def said(text: str, type_: Type) -> Any:
    """What somebody typed at a prompt, as `answer` reads it: "yes" becomes true, "12" a number.

    What cannot be such an answer stays text, and `answer` says why.
    """
    bare = type_.of if isinstance(type_, Optional) else type_
    word = text.strip()
    if isinstance(bare, Bool):
        return {"yes": True, "true": True, "no": False, "false": False}.get(word.lower(), word)
    if isinstance(bare, Int | Money) and word.isascii():
        digits = word.removeprefix("-")
        return int(word) if digits.isdigit() and len(digits) <= 20 else word
    return word


def _none(type_: Type) -> None:
    if not isinstance(type_, Optional):
        mend = 'Write "unknown" if it is not established.'
        raise NoAnswer("This cannot be none: there always is one.", mend)


def _yes_or_no(raw: Any, type_: Type) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("yes", "no"):
        return bool(raw == "yes")
    raise NoAnswer(f"{_quoted(raw)} is not yes or no.", 'Write true, false or "unknown".')


def _amount(raw: Any, type_: Type) -> Any:
    return _between(raw, type_) if isinstance(raw, Mapping) else _number(raw)


def _number(raw: Any) -> int:
    if isinstance(raw, str) and (odd := odd_in_name(raw)):
        raise NoAnswer(odd[1], "Type the number again with the digits 0 to 9.")
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise NoAnswer(
            f"{_quoted(raw)} is not a whole number.", "Write it without quotes or a point."
        )
    if abs(raw) > BIGGEST:
        raise NoAnswer(
            f"{_quoted(raw)} is beyond {BIGGEST:,}, the largest number that can be kept exactly."
        )
    return raw


def _date(raw: Any, type_: Type) -> Any:
    return _between(raw, type_) if isinstance(raw, Mapping) else _day(raw)


def _day(raw: Any) -> date:
    if isinstance(raw, datetime):
        raise NoAnswer("Days have no hours here.", "Write the date alone: 2024-02-29.")
    if isinstance(raw, date):
        return raw
    if not isinstance(raw, str):
        raise NoAnswer(f"{_quoted(raw)} is not a date.", "Write year-month-day: 2024-02-29.")
    try:
        return day_from(raw)
    except ValueError as error:
        mend = "A day known only roughly has bounds: { from = 2024-10-01, to = 2024-10-31 }."
        raise NoAnswer(str(error), mend) from None


def _choice(raw: Any, type_: Choice) -> str:
    if isinstance(raw, str) and raw in type_.options:
        return raw
    if isinstance(raw, str) and (odd := odd_in_name(raw)):
        raise NoAnswer(odd[1], "Type it again with plain letters and digits.")
    answers = f"The answers are {listed(type_.options)}."
    mend = did_you_mean(raw, type_.options, answers) if isinstance(raw, str) else answers
    raise NoAnswer(f"{_quoted(raw)} is not an answer here.", mend)


def _text(raw: Any, type_: Type) -> str:
    if not isinstance(raw, str):
        raise NoAnswer(f"{_quoted(raw)} is not text.", "Write it in quotes.")
    if odd := odd_in_sentence(raw):
        raise NoAnswer(odd[1], "Remove it.")
    return raw


def _between(raw: Mapping[str, Any], type_: Type) -> Between | int | date:
    """Bounds, both included; the value itself where they leave only one."""
    low, high = ("from", "to") if isinstance(type_, Day) else ("at_least", "at_most")
    if not raw or set(raw) - {low, high}:
        raise NoAnswer(
            f"Bounds are written {{ {low} = ..., {high} = ... }}; one of them may be left out."
        )
    read = _day if isinstance(type_, Day) else _number
    lo = read(raw[low]) if low in raw else None
    hi = read(raw[high]) if high in raw else None
    if lo is not None and hi is not None and lo > hi:  # type: ignore[operator]  # both of one kind
        raise NoAnswer(
            f"`{low}` lies after `{high}`: nothing is between them.", "Exchange the two."
        )
    return lo if lo is not None and lo == hi else Between(lo, hi)


def _quoted(raw: Any) -> str:
    if raw is None:
        return "`null`"
    if isinstance(raw, int) and raw.bit_length() > 200:
        return "This endless number"
    shown = str(raw) if len(str(raw)) <= 60 else f"{str(raw)[:57]}..."
    return f"`{shown}`"


def _record(raw: Any, type_: Type) -> Any:
    raise NoAnswer(f"This is {type_}, and cannot be given like this.")


_READ: dict[type, Callable[[Any, Any], Any]] = {
    Bool: _yes_or_no,
    Int: _amount,
    Money: _amount,
    Day: _date,
    Choice: _choice,
    Text: _text,
    RowOf: _record,
    RowsOf: _record,
    Nothing: _record,
}
