"""What refers to what: every id that a pack names exists, fits, and does not contradict another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from clemency.law.answers import NoAnswer
from clemency.law.mistakes import Mistake, did_you_mean, listed
from clemency.law.pack import Pack
from clemency.law.reading import schema as s
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.kinds import name_fault
from clemency.law.reading.positions import KeyPath

PEOPLE = ("petitioner", "counsel", "relative", "victim", "sender", "public")
"""Audiences that are no office."""

OFFICES = "offices"
"""The audience of every office that is neither consulted nor outside."""

ONE_DAY = timedelta(days=1)


class Checker:
    """Notes every mistake in what refers to what, apart from acts (check_acts.py)."""

    def __init__(self, found: Gathered) -> None:
        self.found = found

    def note(self, mistake: Mistake) -> None:
        """Keep a mistake."""
        self.found.mistakes.append(mistake)

    def refer(
        self, item: Item[Any], keys: KeyPath, name: str, kinds: Sequence[str], what: str
    ) -> Item[Any] | None:
        """The part that `name` refers to; None where there is none, which is noted."""
        known = self.found.known(*kinds)
        if name in known:
            return known[name]
        if not self.found.lost.intersection(kinds):
            mend = self.found.like(name, known, _there_are(known))
            self.note(item.at_value(keys, f"`{name}` is not {what} of this pack.", mend))
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

    # -- pack.toml ---------------------------------------------------------------------------------------

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
                says = f"{day} lies after {text.holidays.known_until}, up to which the list is known."
                mend = "Move `known_until`, or remove the day."
                self.note(item.at_value(("holidays", "days", index), says, mend))
        for source in self.found.of("source", s.SourceEntry):
            if ";" in source.id or source.id != source.id.strip() or not source.id:
                says = "A source's id cannot hold `;`, which joins citations, nor be blank."
                self.note(source.at_value(("id",), says))

    # -- facts.toml --------------------------------------------------------------------------------------

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
        taken: dict[str, str] = {}
        for kind in ("fact", "record", "parameter", "define"):
            for item in self.found.items.get(kind, ()):
                if kind == "define" and item.text.of is not None:
                    continue
                names = [(item.id, item.at_key, ())]
                if kind == "record":
                    names.append((item.text.plural, item.at_value, ("plural",)))
                for name, at, keys in names:
                    if name in taken and taken[name] != item.place:
                        says = f"`{name}` already names something else."
                        self.note(at(keys, says, f"Rename one of the two; the first is at {taken[name]}."))
                    elif name in taken:
                        says = "A record and its plural have different names."
                        self.note(at(keys, says, "Add an `s`, or name the list otherwise."))
                    taken.setdefault(name, item.place)

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
            self.note(item.at_value((*keys, "most"), f"{text.most} is less than {text.least}, the least."))

    def _labels(
        self, item: Item[Any], keys: KeyPath, answers: list[str], labels: Mapping[str, str]
    ) -> None:
        missing = [answer for answer in answers if answer not in labels]
        if missing:
            says = f"{listed(missing, 'and')} {'has' if len(missing) == 1 else 'have'} no label."
            mend = f'Add labels = {{ {missing[0]} = "..." }}: the words a person reads.'
            place = (*keys, "labels") if labels else (*keys, "type")
            self.note(item.at_key(place, says, mend))
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
            self.note(item.at_key((), says, f"Add [record.{item.id}.FIELD] for each thing it tells."))
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
        around = {one.id: one.text.within for one in self.found.of("record", s.RecordText)}
        seen = [item.id]
        outer: str | None = within
        while outer is not None and outer not in seen:
            seen.append(outer)
            outer = around.get(outer)
        if outer == item.id:
            says = f"`{item.id}` lies within itself: {' -> '.join([*seen, outer])}."
            self.note(item.at_value(("within",), says))

    # -- rules.toml --------------------------------------------------------------------------------------

    def rules(self) -> None:
        """Definitions, figures, rules, duties; apart from their expressions."""
        for item in self.found.of("define", s.DefineText):
            self._define(item)
        for figure in self.found.of("parameter", s.ParameterText):
            if isinstance(figure.text.type, list) or figure.text.type == "text":
                says = "A figure of the law is a number, an amount, a date, or yes or no."
                self.note(figure.at_value(("type",), says))
        versions: dict[str, list[Item[s.RuleText]]] = {}
        for rule in self.found.of("rule", s.RuleText):
            versions.setdefault(rule.id, []).append(rule)
            self._rule(rule)
        for same in versions.values():
            self._versions(sorted(same, key=_begins))
        for duty in self.found.of("duty", s.DutyText):
            self._duty(duty)
        self._ids()

    def _define(self, item: Item[s.DefineText]) -> None:
        of = item.text.of
        if of is None:
            return
        record = self.refer(item, ("of",), of, ("record",), "a record")
        if record is not None and isinstance(record.text, s.RecordText):
            if item.id in record.text.fields:
                says = f"`{of}` has a field `{item.id}` ({record.place})."
                self.note(item.at_key((), says, "Choose another name for one of the two."))

    def _rule(self, item: Item[s.RuleText]) -> None:
        text = item.text
        self._yields(item)
        if text.until is not None and text.since is not None and text.until < text.since:
            self.note(item.at_value(("until",), f"The text ends before it begins ({text.since})."))
        if text.about is not None:
            self.refer(item, ("about",), text.about, ("record",), "a record")
        self._failing(item)
        self.offices(item, ("binds",), text.binds)
        self.offices(item, ("override_by",), text.override_by, acting=True)
        self._override(item)
        ids = [one.id for one in text.readings]
        for index, reading in enumerate(ids):
            if reading in ids[:index]:
                says = f"`{reading}` is given twice."
                self.note(item.at_value(("readings", index, "id"), says, "Rename one of the two."))

    def _yields(self, item: Item[s.RuleText]) -> None:
        text = item.text
        given = [k for k, v in (("holds", text.holds), ("date", text.day), ("value", text.value)) if v]
        if not given:
            says = f"`{item.id}` yields nothing."
            mend = "Add holds = \"...\" for a condition, or `date` or `value` for what it yields."
            self.note(item.at_key(("id",), says, mend))
        elif len(given) > 1:
            says = f"A rule yields one thing; this has {listed(given, 'and')}."
            self.note(item.at_key((given[1],), says, "Make a second rule of it."))
        elif text.holds is None:
            only = (("failing", text.failing), ("else", text.else_), ("readings", text.readings))
            for key, value in (*only, ("override_by", text.override_by)):
                if value:
                    says = f"`{key}` belongs to a rule that `holds` or fails; this yields a {given[0]}."
                    self.note(item.at_key((key,), says, "Remove it."))

    def _failing(self, item: Item[s.RuleText]) -> None:
        text = item.text
        if text.holds is not None and text.failing is None:
            says = "The rule does not say what it means that it fails."
            self.note(item.at_key(("holds",), says, 'Add failing = "refuse", "not-yet" or another.'))
        if text.holds is not None and text.else_ is None:
            says = "The rule does not say anything to whom it fails."
            self.note(item.at_key(("holds",), says, 'Add else = "...": a no has a reason and a way forward.'))
        if text.to is not None:
            self.refer(item, ("to",), text.to, ("office",), "an office or outside body")
        if text.failing == "another-office" and text.to is None:
            says = "The rule does not say which office is competent."
            self.note(item.at_key(("failing",), says, 'Add to = "...": an office or outside body.'))
        if text.to is not None and text.failing != "another-office":
            says = '`to` belongs to failing = "another-office".'
            self.note(item.at_key(("to",), says, "Remove it, or say so in `failing`."))

    def _override(self, item: Item[s.RuleText]) -> None:
        text = item.text
        if not text.override_by:
            return
        if text.force not in ("policy", "practice"):
            says = f"Nobody overrides a rule whose force is {text.force}."
            self.note(item.at_key(("override_by",), says, "Remove it: only policy and practice bend."))
        elif text.standing:
            says = "Nobody overrides a rule of standing."
            self.note(item.at_key(("override_by",), says, "Remove it, or `standing`."))

    def _versions(self, same: Sequence[Item[s.RuleText]]) -> None:
        """Versions of one rule follow each other, and yield the same kind of thing about the same record."""
        for before, after in zip(same, same[1:], strict=False):
            if _kind(before.text) != _kind(after.text) or before.text.about != after.text.about:
                says = f"This version of `{after.id}` yields something else than the one before."
                mend = f"Make it a rule of its own; the one before is at {before.place}."
                self.note(after.at_key(("id",), says, mend))
            self._follows(before, after)
        if same[0].text.resumes:
            self.note(same[0].at_key(("resumes",), "No version comes before this one.", "Remove it."))

    def _follows(self, before: Item[s.RuleText], after: Item[s.RuleText]) -> None:
        end, begin = before.text.until, after.text.since
        if begin is None or begin == before.text.since:
            says = f"Two versions of `{after.id}` begin on the same day."
            mend = f"Add `since`, the day on which each began; the other is at {before.place}."
            self.note(after.at_key(("id",), says, mend))
        elif end is None or end >= begin:
            says = f"Two versions of `{after.id}` are in force on {begin}."
            mend = f"End the one at {before.place}: until = {begin - ONE_DAY}."
            self.note(after.at_value(("since",), says, mend))
        elif end + ONE_DAY < begin and not after.text.resumes:
            says = f"No version of `{after.id}` is in force from {end + ONE_DAY} to {begin - ONE_DAY}."
            mend = "Close the gap, or add `resumes = true` if that is so."
            self.note(after.at_value(("since",), says, mend))

    def _duty(self, item: Item[s.DutyText]) -> None:
        self.refer(item, ("do",), item.text.do, ("act",), "an act")
        if not item.text.before:
            self.note(item.at_value(("before",), "The duty comes before no act.", "Name one."))
        for index, act in enumerate(item.text.before):
            self.refer(item, ("before", index), act, ("act",), "an act")
            if act == item.text.do:
                says = f"`{act}` cannot wait for itself."
                self.note(item.at_value(("before", index), says, "Name the acts that wait for it."))

    def _ids(self) -> None:
        """Whatever can object to an act has an id of its own."""
        taken: dict[str, Item[Any]] = {}
        for kind in ("rule", "duty", "consideration", "stands_aside", "untranslatable", "not_covered"):
            for item in self.found.items.get(kind, ()):
                first = taken.setdefault(item.id, item)
                if first.path[0] != item.path[0]:
                    says = f"`{item.id}` is already the id of something else."
                    mend = f"Rename one of the two; the first is at {first.place}."
                    self.note(item.at_value(("id",), says, mend))

    # -- offices.toml ------------------------------------------------------------------------------------

    def office(self) -> None:
        """Offices, and what keeps officers from acting."""
        for item in self.found.of("office", s.OfficeText):
            self._office(item)
        for aside in self.found.of("stands_aside", s.StandsAsideText):
            self.offices(aside, ("offices",), aside.text.offices)

    def _office(self, item: Item[s.OfficeText]) -> None:
        text = item.text
        if item.id in (*PEOPLE, OFFICES):
            says = f"`{item.id}` is the name of an audience."
            self.note(item.at_key((), says, "Choose another name for the office."))
        others = [(("instead", i, "by"), one.by) for i, one in enumerate(text.instead)]
        if text.substitute is not None:
            others.append((("substitute", "named_by"), text.substitute.named_by))  # type: ignore[arg-type]
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


def _there_are(known: Mapping[str, Any]) -> str | None:
    return f"There are {listed(sorted(known), 'and')}." if 0 < len(known) <= 12 else None


def _says(item: Item[Any], key: str) -> Any:
    """What a part says under a key, whether or not it was whole."""
    text = item.text
    return text.get(key) if isinstance(text, dict) else getattr(text, key, None)


def _kind(text: s.RuleText) -> str:
    return "holds" if text.holds is not None else "date" if text.day is not None else "value"


def _begins(item: Item[s.RuleText]) -> int:
    return item.text.since.toordinal() if item.text.since else 0


def waiting(found: Gathered, pack: Pack) -> None:
    """`{opens_on}` stands only where waiting can change something: in a rule that reads the calendar."""
    for item in found.of("rule", s.RuleText):
        versions = pack.rules.get(item.id, ())
        moves = len(versions) > 1 or any(
            rule.until is not None
            or any("today" in e.names() for e in (rule.expr, rule.applies_to) if e is not None)
            for rule in versions
        )
        given = (("says", item.text.says), ("else", item.text.else_), ("instead", item.text.instead))
        for key, text in given:
            at = (text or "").find("{opens_on}")
            if at >= 0 and not moves:
                says = "The rule reads no date, so there is no day on which it opens."
                mend = "Leave the placeholder out."
                found.mistakes.append(item.inside((key,), at, len("{opens_on}"), says, mend))


__all__ = ["OFFICES", "PEOPLE", "Checker", "NoAnswer", "waiting"]
