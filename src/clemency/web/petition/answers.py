"""A question on a page: the boxes in which it is answered, and what was typed, read as a fact.

    asked = field(pack, question(pack, path, language), stored)      # for the macro `answer_to`
    read = parse(pack, question_, request.POST)                      # Read: value, unknown or error

Used wherever the facts of a pack are asked on a page: by the petitioner, and by a clerk who enters
what came on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.law.answers import NoAnswer, answer, outside
from clemency.law.pack import Pack
from clemency.law.types import Money, Optional, Type
from clemency.law.values import UNKNOWN, Between
from clemency.letters.names import Names
from clemency.letters.paths import Place, Places, vocabulary_of
from clemency.letters.questions import Question
from clemency.letters.words import Words, currency_places
from clemency.web.petition import plain

DONT_KNOW, NONE = "?", "-"
"""Answers beside those of the pack, as a form sends them: no code of a pack looks like this."""

LONGEST = 2000  # characters of a text
FIRST_YEAR, LAST_YEAR = 1850, 2200


@dataclass(frozen=True)
class Read:
    """What was typed, read.

    value    as the pack's facts are written; None where nothing can be kept
    unknown  whether the answer is "I don't know"
    error    a word of `petition.answer`, where it is no answer; `params` fill its sentence
    """

    value: Any = None
    unknown: bool = False
    error: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A question with what stands in its boxes.

    name   the form's field; of a date, its three boxes are name-day, name-month, name-year
    typed  what stands in each box, by its name
    error  a sentence in the reader's language, or ""
    """

    question: Question
    name: str
    typed: Mapping[str, str]
    error: str = ""

    def box(self, part: str = "") -> str:
        """What stands in one box."""
        return self.typed.get(f"{self.name}-{part}" if part else self.name, "")


# --- showing ------------------------------------------------------------------------------------


def asked(
    question: Question,
    stored: Any = None,
    *,
    unknown: bool = False,
    name: str = "answer",
    typed: Mapping[str, Any] | None = None,
    error: str = "",
    places: int = 2,
) -> Asked:
    """A question for a page: with what was just typed, or else what is stored.

    places  decimals of an amount's currency
    """
    if typed is not None:
        boxes = {key: str(value) for key, value in typed.items() if key.startswith(name)}
    else:
        boxes = _boxes(question, stored, unknown, name, places)
    return Asked(question, name, boxes, error)


def _boxes(
    question: Question, stored: Any, unknown: bool, name: str, places: int
) -> dict[str, str]:
    other = name if question.choices else f"{name}-other"
    if unknown:
        return {other: DONT_KNOW}
    if stored is None:
        return {}
    if stored == "none" and question.may_be_none:
        return {other: NONE}
    if question.kind == "yes-no":
        return {name: "yes" if stored is True or stored == "yes" else "no"}
    if question.kind == "date":
        parts = _day_parts(stored)
        return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), parts, strict=True))
    if question.kind == "money" and isinstance(stored, int):
        whole, part = divmod(stored, 10**places)
        return {name: f"{whole}.{part:0{places}}" if part else str(whole)}
    return {name: str(stored)}


def _day_parts(stored: Any) -> tuple[str, str, str]:
    """Day, month and year as they were typed; of bounds, what both have in common."""
    if isinstance(stored, Mapping):
        low, high = (str(stored.get(side, ""))[:10] for side in ("from", "to"))
        year = low[:4] if low[:4] == high[:4] else ""
        month = str(int(low[5:7])) if year and low[:7] == high[:7] else ""
        return "", month, year
    text = stored.isoformat() if isinstance(stored, date) else str(stored)
    return str(int(text[8:10])), str(int(text[5:7])), text[:4]


def shown(pack: Pack, path: str, stored: Any, language: str) -> str:
    """A stored answer in the reader's words."""
    names = Names(pack, Words(language))
    kind = names.place(path).type
    try:
        value = answer(stored, kind) if kind is not None else stored
    except NoAnswer:
        return str(stored)
    return names.value(value, kind, path)


def type_of(pack: Pack, path: str) -> Type | None:
    """The type of the fact at a path; None where the pack asks for no such thing."""
    return place_of(pack, path).type


def place_of(pack: Pack, path: str) -> Place:
    """Where a fact stands."""
    return Places(vocabulary_of(pack)).of(path)


def decimals(pack: Pack, path: str) -> int:
    """Decimals of the currency in which an amount at a path is given."""
    kind = type_of(pack, path)
    bare = kind.of if isinstance(kind, Optional) else kind
    return currency_places(bare.currency) if isinstance(bare, Money) else 0


# --- reading ------------------------------------------------------------------------------------


def parse(pack: Pack, question: Question, given: Mapping[str, str], name: str = "answer") -> Read:
    """What somebody typed into the boxes of a question."""
    other = given.get(name if question.choices else f"{name}-other", "")
    typed = [given.get(f"{name}-{part}", "") for part in ("day", "month", "year")]
    empty = not any(
        one.strip() for one in (*typed, "" if question.choices else given.get(name, ""))
    )
    if not empty and other == given.get(f"{name}-stood"):
        other = ""  # it was chosen before: no browser lets anybody take back a choice of this kind
    if other in (DONT_KNOW, NONE):
        if not empty:
            return Read(error="both")
        if other == NONE and not question.may_be_none:
            return Read(error="nothing")
        return Read(unknown=True) if other == DONT_KNOW else Read("none")
    if question.choices:
        return _chosen(question, other)
    if empty:
        return Read(error="nothing")
    return _typed(pack, question, given, name, typed)


def _chosen(question: Question, code: str) -> Read:
    if code not in [one for one, _ in question.choices]:
        return Read(error="nothing")
    return Read(code == "yes") if question.kind == "yes-no" else Read(code)


def _typed(
    pack: Pack, question: Question, given: Mapping[str, str], name: str, day: list[str]
) -> Read:
    text = given.get(name, "")
    if question.kind == "date":
        read = read_day(*day)
    elif question.kind == "integer":
        read = _whole(text)
    elif question.kind == "money":
        read = _amount(text, decimals(pack, question.path))
    else:
        read = Read(plain.lines(text, LONGEST))
    return read if read.error else _fitting(pack, question.path, read)


def read_day(day: str, month: str, year: str) -> Read:
    """A day; where only month or year is known, the bounds that they leave."""
    texts = [plain.digits(one) for one in (day, month, year)]
    if not all(one.isascii() and one.isdigit() for one in texts if one):
        return Read(error="no_day")
    numbers = [int(one) if one else None for one in texts]
    d, m, y = numbers
    if y is None or (d is not None and m is None):
        return Read(error="day_incomplete")
    if not FIRST_YEAR <= y <= LAST_YEAR:
        return Read(error="year")
    try:
        if m is None:
            return Read({"from": f"{y}-01-01", "to": f"{y}-12-31"})
        first = date(y, m, d or 1)
    except ValueError:
        return Read(error="no_such_day")
    if d is not None:
        return Read(first.isoformat())
    after = date(y + m // 12, m % 12 + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return Read({"from": first.isoformat(), "to": last.isoformat()})


def _whole(text: str) -> Read:
    written = plain.digits(text).replace(",", "").replace("٬", "").replace(" ", "")
    if not (written.isascii() and written.isdigit() and len(written) <= 15):
        return Read(error="number")
    return Read(int(written))


def _amount(text: str, places: int) -> Read:
    """1500, 1500.5 and 1,500.50 in minor units."""
    written = plain.digits(text).replace("٬", "").replace("٫", ".").replace(" ", "")
    whole, _, part = written.replace(",", "").partition(".")
    good = whole.isascii() and whole.isdigit() and len(whole) <= 13
    if not good or len(part) > places or not (part.isdigit() or not part):
        return Read(error="amount")
    return Read(int(whole) * 10**places + (int(part.ljust(places, "0")) if part else 0))


def _fitting(pack: Pack, path: str, read: Read) -> Read:
    """The same, where it lies within what the fact can be."""
    place = place_of(pack, path)
    if place.type is None:
        return Read(error="nothing")
    try:
        value = answer(read.value, place.type)
    except NoAnswer:
        return Read(error="no_answer")
    limit = pack.limits.get(f"{place.record}.{place.name}" if place.record else path)
    if limit is not None and value is not UNKNOWN and outside(value, limit):
        low, high = limit
        bounds = {"least": low if low is not None else 0, "most": high if high is not None else 0}
        which = "outside" if None not in limit else "below" if high is None else "above"
        return Read(error=which, params=bounds)
    return read


def bounded(value: Any) -> bool:
    """Whether an answer is known only within bounds."""
    return isinstance(value, Between | Mapping)
