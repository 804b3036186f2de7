"""What acts and audiences refer to: offices, rules, entry kinds and fields, letters, clocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from clemency.law.answers import NoAnswer, answer
from clemency.law.mistakes import did_you_mean, listed
from clemency.law.pack import OF
from clemency.law.reading import schema as s
from clemency.law.reading import schema_acts as a
from clemency.law.reading.check import OFFICES, PEOPLE, Checker
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.positions import KeyPath
from clemency.law.types import DAY, TEXT, EntryForm, Forms, Optional, RowsOf, Type

HEADER = (
    "kind",
    "on",
    "act",
    "office",
    "officer",
    "second",
    "clock",
    "due_on",
    "stops",
    "closes",
    "corrects",
    "recorded_at",
)
"""Fields that every entry has, whatever its kind."""

OUT = ("nothing", "proceed-without")
"""What can happen when a period runs out, beside acts and clauses of the law."""

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
"""What an entry holds where a pack says text: a word, never a sentence or a name."""


class ActChecker(Checker):
    """Notes every mistake in acts.toml and sees.toml."""

    def __init__(self, found: Gathered, forms: Forms) -> None:
        super().__init__(found)
        self.forms = forms
        acts = found.of("act", a.ActText)
        self.clocks = {item.text.clock.id: item for item in acts if item.text.clock}

    def acts(self) -> None:
        """Every act, what the law does by itself, and the entries that are published."""
        for item in self.found.of("act", a.ActText):
            self._act(item)
        clauses = self.found.of("by_law", a.ByLawText)
        for clause in clauses:
            self._by_law(clause)
            self._comes_before(clause, [one.id for one in clauses])
        if self.found.pack is not None:
            for index, kind in enumerate(self.found.pack.text.publishes):
                self._kind(self.found.pack, ("publishes", index), kind)

    def _takes(self, item: Item[a.ActText], form: EntryForm) -> None:
        """What an order may give is said of fields that the act leaves open."""
        for name in item.text.takes:
            if name not in form.fields:
                says = f"`{name}` is not a field of {form.kind}."
                has = listed(form.fields, "and")
                mend = did_you_mean(name, form.fields, f"It has {has}." if has else "Remove it.")
                self.note(item.at_value(("takes", name), says, mend))
            elif name in item.text.set:
                says = f"The act sets `{name}` itself, so no order gives it."
                self.note(item.at_value(("takes", name), says, "Keep one of the two."))

    def _reliefs(self, item: Item[a.ActText], form: EntryForm) -> None:
        if item.text.reliefs and "outcomes" not in form.fields:
            says = f"{form.kind} has no outcomes, so there is nothing that this could limit."
            self.note(item.at_value(("reliefs",), says, "Remove `reliefs`."))

    def _act(self, item: Item[a.ActText]) -> None:
        text = item.text
        if not text.by:
            self.note(item.at_value(("by",), "Nobody may do this act.", "Name an office."))
        self.offices(item, ("by",), text.by, acting=True)
        self.offices(item, ("of",), text.of)
        for index, name in enumerate(text.needs):
            self._needs(item, ("needs", index), name)
        for index, name in enumerate(text.weighs):
            what = "a rule or a consideration"
            self.refer(item, ("weighs", index), name, ("rule", "consideration"), what)
        if text.per is not None:
            self.refer(item, ("per",), text.per, ("record",), "a record")
        form = self._kind(item, ("writes",), text.writes)
        if form is not None:
            self._fields(item, form)
            self._reliefs(item, form)
            self._takes(item, form)
        self._tells(item, form)
        if text.clock is not None:
            self._clock(item, text.clock, form)
        for index, clock in enumerate(text.stops):
            self._stops(item, ("stops", index), clock)

    def _needs(self, item: Item[a.ActText], keys: KeyPath, name: str) -> None:
        """A rule that holds or fails. Duties and considerations have their own places."""
        if name not in self.found.known("rule") and name in self.found.known("duty"):
            says = f"`{name}` is a duty: it already comes before the acts it names."
            self.note(item.at_value(keys, says, "Take it out here; check its `before`."))
        elif name not in self.found.known("rule") and name in self.found.known("consideration"):
            says = f"`{name}` is a consideration: it is shown, and stops nothing."
            self.note(item.at_value(keys, says, "Move it to `weighs`."))
        else:
            rule = self.refer(item, keys, name, ("rule",), "a rule")
            if rule is not None and isinstance(rule.text, s.RuleText) and yields(rule.text):
                says = (
                    f"`{name}` yields a date or a value; an act needs a rule that holds or fails."
                )
                self.note(
                    item.at_value(keys, says, f"Write such a rule; this one is at {rule.place}.")
                )

    def _kind(self, item: Item[Any], keys: KeyPath, kind: str) -> EntryForm | None:
        form = self.forms.kinds.get(kind)
        if form is None:
            mend = did_you_mean(kind, self.forms.kinds, "See the reference of entries.")
            self.note(item.at_value(keys, f"`{kind}` is no kind of entry.", mend))
        return form

    def _fields(self, item: Item[a.ActText], form: EntryForm) -> None:
        """Fields that are set or asked for exist, are of the right type, and are not both."""
        for name, value in item.text.set.items():
            if self._field(item, ("set", name), name, form, at_key=True):
                self._constant(item, ("set", name), value, form.fields[name])
        for index, name in enumerate(item.text.asks):
            self._field(item, ("asks", index), name, form)
            if name in item.text.set:
                says = f"`{name}` is already set by the act itself."
                self.note(item.at_value(("asks", index), says, "Keep one of the two."))

    def _field(
        self, item: Item[Any], keys: KeyPath, name: str, form: EntryForm, *, at_key: bool = False
    ) -> bool:
        if name in form.fields:
            return True
        has = f"It has {listed(form.fields, 'and')}." if form.fields else "It has none of its own."
        at = item.at_key if at_key else item.at_value
        says = f"`{name}` is not a field of {form.kind}."
        self.note(at(keys, says, did_you_mean(name, form.fields, has)))
        return False

    def _constant(self, item: Item[Any], keys: KeyPath, value: Any, type_: Type) -> None:
        if isinstance(type_, RowsOf):
            if not isinstance(value, list):
                self.note(item.at_value(keys, "This is a list.", "Write it in brackets: [ ... ]."))
            return
        try:
            found = answer(value, type_)
        except NoAnswer as no:
            self.note(item.at_value(keys, no.says, no.mend))
            return
        if type_ in (TEXT, Optional(TEXT)) and isinstance(found, str) and not CODE.fullmatch(found):
            mend = "Use small letters, digits, `-` and `_`, at most 64: entries hold no sentences."
            self.note(item.at_value(keys, f"`{found}` is no code.", mend))

    # -- what the law does by itself ---------------------------------------------------------------

    def _by_law(self, item: Item[a.ByLawText]) -> None:
        """What the law writes is whole: nobody else can give what it leaves out."""
        form = self._kind(item, ("writes",), item.text.writes)
        if form is None:
            return
        for name, value in item.text.set.items():
            if not self._field(item, ("set", name), name, form, at_key=True):
                continue
            if isinstance(value, dict):
                self._day_of(item, name, value, form.fields[name])
            else:
                self._constant(item, ("set", name), value, form.fields[name])
        lacks = sorted((form.required | form.needed) - item.text.set.keys())
        if lacks:
            fields = listed(lacks, "and")
            says = f"{form.kind} needs {fields}, which nobody gives: the law itself writes it."
            mend = f"Add set = {{ {', '.join(f'{name} = ...' for name in lacks)} }}."
            if item.text.set:
                mend = f"Add {fields} to `set`."
            self.note(item.at_value(("writes",), says, mend))

    def _comes_before(self, item: Item[a.ByLawText], order: list[str]) -> None:
        """Of two clauses on one day the first in the pack comes first: `before` says so."""
        for index, name in enumerate(item.text.before):
            other = self.refer(item, ("before", index), name, ("by_law",), "a clause")
            if other is not None and name in order and order.index(name) <= order.index(item.id):
                says = f"`{name}` does not stand after `{item.id}`, and clauses happen in order."
                mend = "Write the clause that comes first above the other."
                self.note(item.at_value(("before", index), says, mend))

    def _day_of(
        self, item: Item[a.ByLawText], name: str, value: Mapping[str, Any], type_: Type
    ) -> None:
        """`{ date = "RULE" }`: a rule that yields one date, in a field that holds one."""
        keys: KeyPath = ("set", name)
        rule = value.get("date")
        if set(value) != {"date"} or not isinstance(rule, str):
            says = f"`{name}` is neither a constant nor the day of a rule."
            self.note(item.at_value(keys, says, 'Write { date = "RULE" }, or a constant.'))
            return
        if type_ not in (DAY, Optional(DAY)):
            says = f"`{name}` holds no date."
            self.note(item.at_value(keys, says, "Write a constant."))
        named = self.refer(item, (*keys, "date"), rule, ("rule",), "a rule")
        if named is None or not isinstance(named.text, s.RuleText):
            return
        if named.text.day is None:
            says = f"`{rule}` yields no date ({named.place})."
            self.note(item.at_value((*keys, "date"), says, "Name a rule that has `date`."))
        elif named.text.about is not None:
            says = f"`{rule}` yields a date for each {named.text.about} ({named.place})."
            self.note(item.at_value((*keys, "date"), says, "Name a rule that yields a single one."))

    # -- letters and clocks ------------------------------------------------------------------------

    def _tells(self, item: Item[a.ActText], form: EntryForm | None) -> None:
        told: list[str] = []
        for index, one in enumerate(item.text.tells):
            keys: KeyPath = ("tells", index)
            self._audience(item, (*keys, "who"), one.who, (*PEOPLE, OF))
            if one.who == OF and form is not None:
                self._names_somebody(item, (*keys, "who"), form)
            self.refer(item, (*keys, "letter"), one.letter, ("letter",), "a letter")
            if one.after is not None and one.after not in told:
                says = f"`{one.after}` is not told before `{one.who}`."
                mend = f"Write {listed(told)}." if told else "Remove it: this is the first letter."
                self.note(item.at_value((*keys, "after"), says, mend))
            told.append(one.who)

    def _names_somebody(self, item: Item[a.ActText], keys: KeyPath, form: EntryForm) -> None:
        """`of` is told only by entries that always name somebody."""
        if OF not in form.fields:
            says = f"{form.kind} has no field `of`, so it names nobody to be told."
            self.note(item.at_value(keys, says, "Name an audience or an office."))
        elif isinstance(form.fields[OF], Optional) and not (
            OF in item.text.set or OF in item.text.asks or len(item.text.of) == 1
        ):
            says = f"The field `of` of {form.kind} may be left out: then nobody would be told."
            self.note(item.at_value(keys, says, 'Add asks = ["of"], or set it.'))

    def _audience(
        self,
        item: Item[Any],
        keys: KeyPath,
        name: str,
        people: tuple[str, ...],
        *,
        key: bool = False,
    ) -> None:
        offices = self.found.known("office")
        if name in people or name in offices or "office" in self.found.lost:
            return
        says = f"`{name}` is neither an audience nor an office of this pack."
        mend = did_you_mean(name, (*people, *offices), f"The audiences are {listed(people)}.")
        self.note((item.at_key if key else item.at_value)(keys, says, mend))

    def _clock(self, item: Item[a.ActText], clock: a.ClockText, form: EntryForm | None) -> None:
        given = [k for k, v in (("days", clock.days), ("months", clock.months)) if v is not None]
        if len(given) != 1:
            says = "A period has either days or months."
            self.note(
                item.at_key(("clock",), says, "Keep one of the two." if given else "Add days = 30.")
            )
        for key in given:
            self._length(item, ("clock", key), getattr(clock, key))
        if clock.working and clock.days is None:
            says = "Only days can be working days."
            self.note(
                item.at_key(("clock", "working"), says, "Write the period in days, or remove it.")
            )
        if clock.by is not None:
            self.refer(item, ("clock", "by"), clock.by, ("office",), "an office")
        self._runs_from(item, clock.from_, form)
        ends = (*OUT, *self.found.known("act", "by_law"))
        if clock.out not in ends:
            says = (
                f"`{clock.out}` is neither an act, nor something the law does, nor {listed(OUT)}."
            )
            mend = did_you_mean(clock.out, ends, "Name one of them, or remove the key.")
            self.note(item.at_value(("clock", "out"), says, mend))

    def _length(self, item: Item[a.ActText], keys: KeyPath, given: int | str) -> None:
        """A period is at least one day long, also where a figure of the law says how long."""
        short = "A period lasts at least one day."
        if not isinstance(given, str):
            if given < 1:
                self.note(item.at_value(keys, short))
            return
        figure = self.refer(item, keys, given, ("parameter",), "a figure")
        if figure is None or not isinstance(figure.text, s.ParameterText):
            return
        if figure.text.type != "integer":
            says = f"`{given}` is not a whole number ({figure.place})."
            self.note(item.at_value(keys, says, 'Name a [parameter] of type = "integer".'))
            return
        for value in figure.text.values:
            if isinstance(value.is_, int) and value.is_ < 1:
                says = f"`{given}` is {value.is_} from {value.from_} on ({figure.place})."
                self.note(item.at_value(keys, says, short))

    def _runs_from(self, item: Item[a.ActText], name: str, form: EntryForm | None) -> None:
        if form is None or name == "on":
            return
        days = [field for field, type_ in form.fields.items() if type_ in (DAY, Optional(DAY))]
        if name not in days:
            says = f"`{name}` is not a date of {form.kind}."
            mend = did_you_mean(name, ("on", *days), f"Write {listed(('on', *days))}.")
            self.note(item.at_value(("clock", "from"), says, mend))

    def _stops(self, item: Item[a.ActText], keys: KeyPath, clock: str) -> None:
        if (
            clock not in self.clocks
            and not self.found.broken("act")
            and "act" not in self.found.lost
        ):
            says = f"No act starts a clock `{clock}`."
            mend = self.found.like(clock, self.clocks, "Give an act a `clock` with that id.")
            self.note(item.at_value(keys, says, mend))

    # -- sees.toml ---------------------------------------------------------------------------------

    def sees(self) -> None:
        """Who sees which field of which entry."""
        for item in self.found.sees:
            form = None
            if item.id != "default":
                form = self.forms.kinds.get(item.id)
                if form is None:
                    kinds = ("default", *self.forms.kinds)
                    mend = did_you_mean(item.id, kinds, "See the reference of entries.")
                    self.note(item.at_key((), f"`{item.id}` is no kind of entry.", mend))
                    continue
            for audience, fields in item.text.items():
                self._audience(item, (audience,), audience, (*PEOPLE, OFFICES, OF), key=True)
                if audience == OF and form is not None and OF not in form.fields:
                    says = f"{item.id} has no field `of`, so it names nobody who could see it."
                    self.note(item.at_key((OF,), says, "Name an audience or an office."))
                self._seen(item, audience, fields, form.fields if form else {})

    def _seen(
        self, item: Item[Any], audience: str, fields: list[str], own: Mapping[str, Type]
    ) -> None:
        known = ("*", *HEADER, *own)
        for index, name in enumerate(fields):
            if name not in known:
                says = f"`{name}` is not a field of {item.id}."
                if item.id == "default":
                    says = f"`{name}` is not a field that every entry has."
                mend = did_you_mean(name, known, f"There are {listed(known, 'and')}.")
                self.note(item.at_value((audience, index), says, mend))


def yields(rule: s.RuleText) -> bool:
    """Whether a rule yields a date or a value, and so neither holds nor fails."""
    return rule.holds is None and (rule.day is not None or rule.value is not None)
