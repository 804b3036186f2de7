"""What refers to what: every id that a pack names exists, fits, and does not contradict another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from clemency.law.mistakes import Mistake, did_you_mean, listed
from clemency.law.pack import OF
from clemency.law.reading import schema as s
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.kinds import name_fault
from clemency.law.reading.positions import KeyPath

PEOPLE = ("petitioner", "counsel", "relative", "victim", "sender", "public")
"""Audiences that are no office."""

OFFICES = "offices"
"""The audience of every office that is neither consulted nor outside."""


class Checker:
    """Notes every mistake in the head of a pack, its facts and its offices."""

    def __init__(self, found: Gathered) -> None:
        self.found = found

    def note(self, mistake: Mistake) -> None:
        """Keep a mistake."""
        self.found.mistakes.append(mistake)

    def refer(
        self,
        item: Item[Any],
        keys: KeyPath,
        name: str,
        kinds: Sequence[str],
        what: str,
        *,
        at_key: bool = False,
    ) -> Item[Any] | None:
        """The part that `name` refers to; None where there is none, which is noted.

        at_key  whether the name stands as a key, rather than as a value
        """
        known = self.found.known(*kinds)
        if name in known:
            return known[name]
        if not self.found.lost.intersection(kinds):
            mend = self.found.like(name, known, _there_are(known))
            at = item.at_key if at_key else item.at_value
            self.note(at(keys, f"`{name}` is not {what} of this pack.", mend))
        return None

    def offices(
        self, item: Item[Any], keys: KeyPath, names: Iterable[str], *, acting: bool = False
    ) -> None:
        """Each name is an office; `acting`: one that acts here."""
        for index, name in enumerate(names):
            office = self.refer(item, (*keys, index), name, ("office",), "an office")
            if acting and office is not None and _says(office, "outside"):
                says = f"`{name}` is an outside body ({office.place}): it never acts here."
                mend = "Name an office, or remove `outside` there."
                self.note(item.at_value((*keys, index), says, mend))

    # -- pack.toml ---------------------------------------------------------------------------------

    def head(self) -> None:
        """The jurisdiction itself."""
        item = self.found.pack
        if item is None:
            return
        text = item.text
        if not text.languages:
            self.note(item.at_value(("languages",), "A pack has at least one language."))
        for index, language in enumerate(text.languages):
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
                says = f"`{language}` is no language."
                mend = "Write its code of two or three letters: en, he, ar."
                self.note(item.at_value(("languages", index), says, mend))
            elif language in text.languages[:index]:
                self.note(item.at_value(("languages", index), f"`{language}` is listed twice."))
        if not re.fullmatch(r"UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_+-]+)+", text.time_zone):
            says = f"`{text.time_zone}` is no time zone."
            self.note(item.at_value(("time_zone",), says, "Write its name: Europe/Prague."))
        for index, day in enumerate(text.holidays.days):
            if day > text.holidays.known_until:
                says = (
                    f"{day} lies after {text.holidays.known_until}, up to which the list is known."
                )
                mend = "Move `known_until`, or remove the day."
                self.note(item.at_value(("holidays", "days", index), says, mend))
        for source in self.found.of("source", s.SourceEntry):
            if ";" in source.id or source.id != source.id.strip() or not source.id:
                says = "A source's id cannot hold `;`, which joins citations, nor be blank."
                self.note(source.at_value(("id",), says))

    # -- facts.toml --------------------------------------------------------------------------------

    def facts(self) -> None:
        """Facts, records and their names."""
        self._names()
        for item in self.found.of("fact", s.FactText):
            self._fact(item, (), item.text)
        records = self.found.of("record", s.RecordText)
        for record in records:
            self._record(record)
            for name, text in record.text.fields.items():
                self._fact(record, (name,), text)

    def _names(self) -> None:
        """No two things that expressions name share a name."""
        taken: dict[str, Item[Any]] = {}
        for kind in ("fact", "record", "parameter", "define"):
            for item in self.found.items.get(kind, ()):
                if kind == "define" and item.text.of is not None:
                    continue
                self._name(taken, item, item.id, ())
                if kind == "record":
                    self._name(taken, item, item.text.plural, ("plural",))

    def _name(self, taken: dict[str, Item[Any]], item: Item[Any], name: str, keys: KeyPath) -> None:
        first = taken.setdefault(name, item)
        at = item.at_value if keys else item.at_key
        if first is not item:
            mend = f"Rename one of the two; the first is at {first.place}."
            self.note(at(keys, f"`{name}` already names something else.", mend))
        elif keys and name == item.id:
            says = "A record and its plural have different names."
            self.note(at(keys, says, "Add an `s`, or name the list otherwise."))

    def _fact(self, item: Item[Any], keys: KeyPath, text: s.FieldText) -> None:
        if isinstance(text.type, list):
            self._labels(item, keys, text.type, text.labels)
        elif text.labels:
            says = "Only a choice has labels."
            mend = f"Its type is {text.type}: remove them, or list its answers as the type."
            self.note(item.at_key((*keys, "labels"), says, mend))
        amount = text.type == "integer" or str(text.type).startswith("money:")
        for key, bound in (("least", text.least), ("most", text.most)):
            if bound is not None and not amount:
                says = f"Only numbers and amounts have a `{key}`."
                self.note(item.at_key((*keys, key), says, "Remove it."))
        if text.least is not None and text.most is not None and text.least > text.most:
            self.note(
                item.at_value((*keys, "most"), f"{text.most} is less than {text.least}, the least.")
            )

    def _labels(
        self, item: Item[Any], keys: KeyPath, answers: list[str], labels: Mapping[str, str]
    ) -> None:
        missing = [answer for answer in answers if answer not in labels]
        if missing:
            says = f"{listed(missing, 'and')} {'has' if len(missing) == 1 else 'have'} no label."
            add = f'Add labels = {{ {missing[0]} = "..." }}: the words a person reads.'
            place = (*keys, "labels") if labels else (*keys, "type")
            self.note(item.at_key(place, says, add))
        for answer in labels:
            if answer not in answers:
                says = f"`{answer}` is not an answer to this question."
                mend = did_you_mean(answer, answers, f"The answers are {listed(answers)}.")
                self.note(item.at_key((*keys, "labels", answer), says, mend))

    def _record(self, item: Item[s.RecordText]) -> None:
        within = item.text.within
        if within is not None:
            self._within(item, within)
        if not item.text.fields:
            says = f"`{item.id}` has no fields."
            self.note(
                item.at_key((), says, f"Add [record.{item.id}.FIELD] for each thing it tells.")
            )
        inner = {
            one.text.plural: one
            for one in self.found.of("record", s.RecordText)
            if one.text.within == item.id
        }
        for name in item.text.fields:
            fault = name_fault(name)
            if fault is None and name == "complete":
                fault = ("`complete` says whether a list is whole.", "Choose another name.")
            if fault is None and (name == within or name in inner):
                other = "the record around it" if name == within else inner[name].place
                fault = (f"`{name}` already names {other}.", "Choose another name.")
            if fault is not None:
                self.note(item.at_key((name,), *fault))

    def _within(self, item: Item[s.RecordText], within: str) -> None:
        if self.refer(item, ("within",), within, ("record",), "a record") is None:
            return
        around: dict[str, str | None] = {
            one.id: one.text.within for one in self.found.of("record", s.RecordText)
        }
        seen = [item.id]
        outer: str | None = within
        while outer is not None and outer not in seen:
            seen.append(outer)
            outer = around.get(outer)
        if outer == item.id:
            says = f"`{item.id}` lies within itself: {' -> '.join([*seen, outer])}."
            self.note(item.at_value(("within",), says))

    # -- offices.toml ------------------------------------------------------------------------------

    def offices_of_the_pack(self) -> None:
        """Offices, and what keeps officers from acting."""
        for item in self.found.of("office", s.OfficeText):
            self._office(item)
        for aside in self.found.of("stands_aside", s.StandsAsideText):
            self.offices(aside, ("offices",), aside.text.offices)

    def _office(self, item: Item[s.OfficeText]) -> None:
        text = item.text
        if item.id in (*PEOPLE, OFFICES, OF):
            says = f"`{item.id}` is the name of an audience."
            self.note(item.at_key((), says, "Choose another name for the office."))
        others: list[tuple[KeyPath, str]] = [
            (("instead", i, "by"), one.by) for i, one in enumerate(text.instead)
        ]
        if text.substitute is not None:
            others.append((("substitute", "named_by"), text.substitute.named_by))
        for keys, name in others:
            self.refer(item, keys, name, ("office",), "an office")
            if name == item.id and keys[0] == "instead":
                says = "An office cannot act instead of itself."
                self.note(item.at_value(keys, says, "Name the other office."))
        if text.members is not None and text.members < 1:
            self.note(item.at_value(("members",), "A body has at least one member."))
        if text.outside and (text.consulted or text.instead or text.substitute or text.members):
            says = "An outside body never acts here, so it is not consulted, replaced or counted."
            self.note(item.at_key(("outside",), says, "Remove `outside`, or the other keys."))


def _there_are(known: Mapping[str, Item[Any]]) -> str | None:
    """What there is, or the files that list it where it is too much for a line."""
    if len(known) > 12:
        files = sorted({item.file.name for item in known.values()})
        return f"See {listed(files, 'and')}, where they are given."
    return f"There are {listed(sorted(known), 'and')}." if known else None


def _says(item: Item[Any], key: str) -> Any:
    """What a part says under a key, whether or not it was whole."""
    text = item.text
    return text.get(key) if isinstance(text, dict) else getattr(text, key, None)
