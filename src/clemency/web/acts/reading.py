"""What an officer typed, read as an order: its fields, the texts to seal, and what is wrong."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from clemency.clerk.trouble import NotKnown
from clemency.docket.filling import OF_A_GRANT
from clemency.docket.order import Order
from clemency.docket.shape import Shape
from clemency.web.acts.asks import OTHER, Ask, Form

LONGEST = 200_000  # characters of one text
DIGITS = 12
MINOR = 2  # decimals of an amount
DAY = ("day", "month", "year")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_REFERENCE = re.compile(r"[0-9a-f]{32}")
_BETWEEN = re.compile(r"[,;\u060c\n]+")


class Wrong(Exception):
    """One field cannot be read: the sentence that says so, by its key."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key, self.params = key, params


@dataclass
class Drawn:
    """An order as it was typed.

    fields  codes, days, numbers and rows; sealed: texts by the place of their commitment
    faults  (field of the form, sentence), in the order of the form
    """

    on: date
    fields: dict[str, Any] = field(default_factory=dict)
    sealed: dict[str, str] = field(default_factory=dict)
    second: str | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)

    def order(self, form: Form) -> Order:
        """The order, for whoever sits in the seat."""
        seat = form.setting.seat
        return Order(form.act.id, seat.office, seat.officer, self.on, self.fields, self.second)

    def digest(self, form: Form, facts: Any = None) -> str:
        """A fingerprint of all that would be written: what is confirmed is what was shown."""
        seat, granted = form.setting.seat, form.setting.ground.case.text
        whole = [form.act.id, seat.office, self.on, self.fields, self.sealed, self.second, facts]
        if form.act.writes in OF_A_GRANT:
            whole.append(granted)  # what is signed is what was granted
        text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def read(form: Form) -> Drawn:
    """Everything that was typed, with all that is wrong in it at once."""
    drawn = Drawn(form.setting.today)
    reader = _Reader(form, drawn)
    reader.day_and_second()
    reader.fields(form.asks, drawn.fields)
    return drawn


class _Reader:
    def __init__(self, form: Form, drawn: Drawn) -> None:
        self.form, self.drawn, self.words = form, drawn, form.setting.words

    # -- the order itself ------------------------------------------------------------------------

    def day_and_second(self) -> None:
        try:
            self.drawn.on = self._day("on") or self.form.setting.today
        except Wrong as wrong:
            self._fault("on", wrong)
        if not self.form.second:
            return
        named = (self.form.first("second") or "").strip()
        if not named:
            self._fault("second", Wrong("second"))
        else:
            self.drawn.second = named

    def fields(self, asks: tuple[Ask, ...], into: dict[str, Any]) -> None:
        for ask in asks:
            try:
                value = self._value(ask)
            except Wrong as wrong:
                self._fault(ask.name, wrong)
                continue
            if value is None:
                if ask.needed:
                    self._fault(ask.name, Wrong("missing", label=ask.label))
                continue
            if ask.sort == "words":
                self.drawn.sealed[ask.place] = value
            elif ask.needed or value != ask.shape.default:  # what holds anyway is not written
                into[ask.shape.name] = value

    def _fault(self, name: str, wrong: Wrong) -> None:
        self.drawn.faults.append((name, self.words.say(f"acts.fault.{wrong.key}", **wrong.params)))

    # -- one value -------------------------------------------------------------------------------

    def _value(self, ask: Ask) -> Any:
        if ask.sort == "rows":
            return self._rows(ask)
        if ask.sort == "codes":
            return self._codes(ask)
        if ask.sort == "day":
            return self._day(ask.name)
        typed = (self.form.first(ask.name) or "").strip()
        if not typed and ask.sort == "code" and self.form.first(f"{ask.name}.other"):
            typed = OTHER  # written beside the list, with nothing chosen in it
        if not typed:
            return None
        return getattr(self, f"_{ask.sort.replace('-', '_')}")(ask, typed)

    def _choose(self, ask: Ask, typed: str) -> str:
        if typed not in {value for value, _ in ask.options}:
            raise Wrong("choose", label=ask.label)
        return typed

    def _code(self, ask: Ask, typed: str) -> str:
        if typed == OTHER:
            typed = (self.form.first(f"{ask.name}.other") or "").strip()
        return self._own_code(typed)

    def _own_code(self, typed: str) -> str:
        code = re.sub(r"[\s.]+", "-", typed.lower())
        if not _CODE.fullmatch(code):
            raise Wrong("code")
        return code

    def _codes(self, ask: Ask) -> list[str] | None:
        chosen = [one for one in self.form.typed.get(ask.name, []) if one]
        for one in chosen:
            self._choose(ask, one)
        more = _BETWEEN.split(self.form.first(f"{ask.name}.other") or "")
        chosen += [self._own_code(one.strip()) for one in more if one.strip()]
        return list(dict.fromkeys(chosen)) or None

    def _person(self, ask: Ask, typed: str) -> str:
        known = {value for value, _ in ask.options}
        if typed not in known and not _REFERENCE.fullmatch(typed):
            raise Wrong("choose", label=ask.label)
        return typed

    def _yes_no(self, ask: Ask, typed: str) -> bool | None:
        if typed == "none" and ask.shape.optional:
            return None
        if typed not in ("yes", "no"):
            raise Wrong("choose", label=ask.label)
        return typed == "yes"

    def _number(self, ask: Ask, typed: str) -> int:
        digits = typed.replace(",", "").replace(" ", "")
        if not digits.isdecimal() or len(digits) > DIGITS:
            raise Wrong("number", label=ask.label)
        return int(digits)

    def _money(self, ask: Ask, typed: str) -> int:
        try:
            amount = Decimal(typed.replace(",", "").replace(" ", "")).scaleb(MINOR)
        except InvalidOperation:
            raise Wrong("money", label=ask.label) from None
        if not amount.is_finite() or amount < 0 or amount != amount.to_integral_value():
            raise Wrong("money", label=ask.label)
        if len(str(int(amount))) > DIGITS:
            raise Wrong("money", label=ask.label)
        return int(amount)

    def _words(self, ask: Ask, typed: str) -> str:
        if len(typed) > LONGEST:
            raise Wrong("long", label=ask.label, most=LONGEST)
        return typed.replace("\r\n", "\n")

    def _matter(self, ask: Ask, typed: str) -> str:
        setting = self.form.setting
        try:
            found = setting.clerk.matter(typed, setting.viewer)
        except NotKnown:
            raise Wrong("matter", number=typed) from None
        if found.ref == setting.ground.ref:
            raise Wrong("same_matter")
        return found.ref

    def _day(self, name: str) -> date | None:
        parts = [(self.form.first(f"{name}-{one}") or "").strip() for one in DAY]
        if not any(parts):
            return None
        if not all(one.isdecimal() and len(one) <= 4 for one in parts) or len(parts[2]) != 4:
            raise Wrong("day")
        day, month, year = map(int, parts)
        try:
            return date(year, month, day)
        except ValueError:
            raise Wrong("no_such_day") from None

    # -- rows ------------------------------------------------------------------------------------

    def _rows(self, ask: Ask) -> list[dict[str, Any]] | None:
        rows: list[dict[str, Any]] = []
        for place, inner in enumerate(ask.rows):
            if self._empty(inner):
                continue
            row: dict[str, Any] = {}
            sealed = dict(self.drawn.sealed)
            self.fields(inner, row)
            self._renumbered(ask, place, len(rows), sealed)
            self._named(ask.shape, row, len(rows))
            rows.append(row)
        return rows or None

    def _renumbered(self, ask: Ask, place: int, now: int, before: dict[str, str]) -> None:
        """Texts of a row stand at its place among those that are given."""
        at, here = f"{ask.shape.name}[{place}].", f"{ask.shape.name}[{now}]."
        fresh = {name: text for name, text in self.drawn.sealed.items() if name not in before}
        moved = {here + name.removeprefix(at): text for name, text in fresh.items()}
        self.drawn.sealed = {**before, **moved}

    def _named(self, shape: Shape, row: dict[str, Any], place: int) -> None:
        """Conditions are known by numbers that go on from those that there are."""
        if shape.name == "conditions":
            known = len(self.form.setting.ground.case.conditions)
            row["id"] = f"condition-{known + place + 1}"

    def _empty(self, asks: tuple[Ask, ...]) -> bool:
        """Whether nobody meant to fill this row: it holds nothing but what it began with."""
        return all(self._untouched(ask) for ask in asks)

    def _untouched(self, ask: Ask) -> bool:
        if ask.shape.name == "charge":
            return True  # a row that only says of which charge says nothing yet
        names = [ask.name]
        if ask.sort == "day":
            names = [f"{ask.name}-{part}" for part in DAY]
        typed = "".join((self.form.first(name) or "").strip() for name in names)
        return typed in ("", ask.default if ask.sort == "yes-no" else "")
