"""What the form of a pack refers to: facts, records and rules that there are, and answers that fit.

Nothing of it is law, but a form that names a fact wrongly would silently not tell it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clemency.law.answers import NoAnswer, answer
from clemency.law.facts import FactFaults, collections_of, facts_from
from clemency.law.mistakes import did_you_mean, listed
from clemency.law.pack import Fact, Pack
from clemency.law.portal import ABOUT, DOORS, EXTRA, PARTS
from clemency.law.reading import schema as s
from clemency.law.reading.check import Checker
from clemency.law.reading.check_acts import yields
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.schema_portal import AskedText, ImpliedText, PortalFile, ToldText
from clemency.law.types import BOOL, DAY, TEXT, Choice, Optional, Type
from clemency.law.values import UNKNOWN

SHAPES = 'Write "about.NAME", "answer.FACT", "text.ID", "story" or "agreed".'


class PortalChecker(Checker):
    """Notes every mistake in portal.toml.

    pack  what the other files say; of what is wrong there nothing is said here
    """

    def __init__(self, found: Gathered, item: Item[PortalFile], pack: Pack) -> None:
        super().__init__(found)
        self.item, self.text, self.pack = item, item.text, pack
        self.vocabulary = pack.told
        self.lists = collections_of(self.vocabulary)

    def portal(self) -> None:
        """The whole form."""
        text = self.text
        self._once(("extra",), text.extra)
        self._while_open()
        if text.check.most < 1:
            self._value(("check", "most"), "At least one question is asked.", "Write 1 or more.")
        self._questions(("check", "beside"), text.check.beside)
        self._told(("every",), text.every)
        for door in DOORS:
            self._told(("door", door), getattr(text.door, door))
        for index, implied in enumerate(text.implied):
            self._implied(("implied", index), implied)
        self._questions(("first",), text.first)
        for index, asked in enumerate(text.asks):
            self._asked(("asks", index), asked, [one.fact for one in text.asks[:index]])
        for record, fields in text.lists.items():
            self._fields(("lists", record), record, fields)

    # -- small things ------------------------------------------------------------------------------

    def _key(self, keys: KeyPath, says: str, mend: str | None = None) -> None:
        self.note(self.item.at_key(keys, says, mend))

    def _value(self, keys: KeyPath, says: str, mend: str | None = None) -> None:
        self.note(self.item.at_value(keys, says, mend))

    def _once(self, keys: KeyPath, names: Sequence[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                self._value((*keys, index), f"`{name}` is listed twice.", "Keep one of the two.")

    def _named(self, keys: KeyPath, name: str, *, at_key: bool = False) -> Fact | None:
        """A fact of the pack; None where there is none, or it is wrong in itself."""
        self.refer(self.item, keys, name, ("fact",), "a fact", at_key=at_key)
        return self.pack.facts.get(name)

    def _question(self, keys: KeyPath, name: str) -> None:
        """A fact, or a list that is no part of another."""
        if name not in self.lists:
            self._named(keys, name)
        elif (within := self.lists[name].within) is not None:
            around = self.vocabulary.records[within].plural
            says = f"`{name}` are asked with each `{within}`, and not by themselves."
            self._value(keys, says, f"Name `{around}`.")

    def _questions(self, keys: KeyPath, names: Sequence[str]) -> None:
        self._once(keys, names)
        for index, name in enumerate(names):
            self._question((*keys, index), name)

    def _while_open(self) -> None:
        self._once(("while_open",), self.text.while_open)
        for index, name in enumerate(self.text.while_open):
            keys = ("while_open", index)
            rule = self.refer(self.item, keys, name, ("rule",), "a rule")
            if rule is not None and isinstance(rule.text, s.RuleText) and yields(rule.text):
                says = f"`{name}` yields a date or a value, and so neither holds nor fails."
                self._value(keys, says, f"Name a rule with `holds`; this one is at {rule.place}.")

    # -- what is told without a question -----------------------------------------------------------

    def _told(self, keys: KeyPath, text: ToldText) -> None:
        self._values((*keys, "given"), text.given)
        for fact, needs in text.when.items():
            here = (*keys, "when", fact)
            self._of_type(here, fact, (BOOL,), "Only a yes-no fact can be told like this.")
            if not needs:
                self._value(here, "Nothing is named.", "Write the fact under `given` instead.")
            for index, need in enumerate(needs):
                self._part((*here, index), need, PARTS)
            self._told_once(here, fact, text.given)
        for fact, source in text.takes.items():
            here = (*keys, "takes", fact)
            type_, called = (DAY, "date") if source == "about.born_on" else (TEXT, "text")
            mend = f"`{source}` is a {called}: name a fact of that type."
            if self._part(here, source):
                self._of_type(here, fact, (type_,), f"`{fact}` cannot take this.", mend)
            else:
                self._named(here, fact, at_key=True)
            self._told_once(here, fact, {**text.given, **text.when})

    def _told_once(self, keys: KeyPath, fact: str, before: Mapping[str, Any]) -> None:
        if fact in before:
            self._key(keys, f"`{fact}` is told twice.", "Keep one of the two.")

    def _values(self, keys: KeyPath, plain: Mapping[str, Any]) -> None:
        """Facts with their values: each is a fact or a list of the pack, and the value fits."""
        for name, value in plain.items():
            if name not in self.lists and self._named((*keys, name), name, at_key=True) is None:
                continue
            try:
                facts_from({name: value}, self.vocabulary, limits=self.pack.limits)
            except FactFaults as faults:
                for fault in faults.faults:
                    at = self._key if fault.named else self._value
                    at((*keys, *fault.keys), fault.says, fault.mend)

    def _of_type(
        self, keys: KeyPath, name: str, types: tuple[Type, ...], says: str, mend: str | None = None
    ) -> None:
        fact = self._named(keys, name, at_key=True)
        if fact is not None and _bare(fact.type) not in types:
            self._key(keys, says, mend or f"`{name}` is of another type: name another fact.")

    def _part(self, keys: KeyPath, need: str, bare: tuple[str, ...] = ()) -> bool:
        """Whether a part of a request is one; `bare`: parts without a name that may stand here."""
        kind, _, name = need.partition(".")
        if need in bare:
            return True
        if kind == "about" and name in ABOUT:
            if name in EXTRA and name not in self.text.extra:
                mend = f'Add it: extra = ["{name}"].'
                self._value(keys, f"The form does not ask for `{name}`.", mend)
            return True
        if kind == "text" and name:
            return self.refer(self.item, keys, name, ("text",), "a text") is not None
        if kind == "answer" and name and bare:
            self._question(keys, name)
            return True
        known = [*(f"about.{one}" for one in ABOUT), *bare]
        known += [f"text.{one}" for one in self.found.known("text")]
        known += [f"answer.{one}" for one in self.pack.facts] if bare else []
        shapes = SHAPES if bare else 'Write "about.NAME" or "text.ID".'
        says = f"`{need}` is no part of a request that can stand here."
        self._value(keys, says, did_you_mean(need, known, shapes))
        return False

    def _implied(self, keys: KeyPath, text: ImpliedText) -> None:
        if not text.when:
            mend = "Name the answers, or write the facts under [every.given]."
            self._key((*keys, "when"), "Nothing is named.", mend)
        for name, value in text.when.items():
            self._hangs((*keys, "when", name), name, [((*keys, "when", name), value)])
        self._values((*keys, "facts"), text.facts)

    # -- what is asked -----------------------------------------------------------------------------

    def _asked(self, keys: KeyPath, text: AskedText, before: Sequence[str]) -> None:
        every = self.text.every
        self._question((*keys, "fact"), text.fact)
        if text.fact in before:
            self._value((*keys, "fact"), f"`{text.fact}` is listed twice.", "Keep one of the two.")
        told = {**every.given, **every.when, **every.takes}
        if text.fact in told and text.fact in self.pack.facts:
            says = f"`{text.fact}` is told without a question: nobody is ever asked."
            self._value((*keys, "fact"), says, "Remove it here, or under [every].")
        for name, values in text.when.items():
            here = (*keys, "when", name)
            if name == text.fact:
                self._key(here, f"`{name}` hangs on itself.", "Name another fact.")
            if not values:
                self._value(here, "No answer is named, so it is never asked.", "Name one.")
            self._hangs(here, name, [((*here, i), value) for i, value in enumerate(values)])

    def _hangs(self, keys: KeyPath, name: str, values: Sequence[tuple[KeyPath, Any]]) -> None:
        """Answers on which something hangs: yes or no, or one of a list, and one that there is."""
        fact = self._named(keys, name, at_key=True)
        if fact is None:
            return
        bare = _bare(fact.type)
        if bare != BOOL and not isinstance(bare, Choice):
            says = f"`{name}` is neither yes-no nor a choice, so nothing can hang on its answer."
            self._key(keys, says, "Name another fact.")
            return
        for place, value in values:
            try:
                if answer(value, fact.type) is UNKNOWN:
                    self._value(place, "Not to know is no answer.", "Name an answer, or remove it.")
            except NoAnswer as no:
                self._value(place, no.says, no.mend)

    def _fields(self, keys: KeyPath, record: str, fields: Sequence[str]) -> None:
        self.refer(self.item, keys, record, ("record",), "a record", at_key=True)
        known = self.pack.records.get(record)
        if known is None:
            return
        self._once(keys, fields)
        if not fields:
            says = f"Nothing is asked of each `{record}`."
            self._value(keys, says, f"Its fields are {listed(known.fields, 'and')}.")
        for index, name in enumerate(fields):
            if name not in known.fields:
                says = f"`{name}` is not a field of `{record}`."
                otherwise = f"Its fields are {listed(known.fields, 'and')}."
                self._value((*keys, index), says, did_you_mean(name, known.fields, otherwise))


def _bare(type_: Type) -> Type:
    return type_.of if isinstance(type_, Optional) else type_
