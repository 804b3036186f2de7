"""What rules, definitions and duties refer to, and how versions of a rule follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from clemency.law.expr import Read
from clemency.law.mistakes import listed
from clemency.law.pack import Pack, Rule
from clemency.law.reading import schema as s
from clemency.law.reading.check import Checker
from clemency.law.reading.gather import Gathered, Item

ONE_DAY = timedelta(days=1)
OPENS = "{opens_on}"


class RuleChecker(Checker):
    """Notes every mistake in rules.toml, apart from its expressions."""

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
        for assumed in self.found.of("assume", s.AssumeText):
            if assumed.text.about is not None:
                self.refer(assumed, ("about",), assumed.text.about, ("record",), "a record")
        self._ids()

    def _define(self, item: Item[s.DefineText]) -> None:
        of = item.text.of
        if of is None:
            return
        record = self.refer(item, ("of",), of, ("record",), "a record")
        whole = record is not None and isinstance(record.text, s.RecordText)
        if record is not None and whole and item.id in record.text.fields:
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
        self._before(item)
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
        given = [
            k for k, v in (("holds", text.holds), ("date", text.day), ("value", text.value)) if v
        ]
        if not given:
            says = f"`{item.id}` yields nothing."
            mend = 'Add holds = "..." for a condition, or `date` or `value` for what it yields.'
            self.note(item.at_key(("id",), says, mend))
        elif len(given) > 1:
            says = f"A rule yields one thing; this has {listed(given, 'and')}."
            self.note(item.at_key((given[1],), says, "Make a second rule of it."))
        elif text.holds is None:
            only = (("failing", text.failing), ("else", text.else_), ("readings", text.readings))
            for key, value in (*only, ("override_by", text.override_by)):
                if value:
                    says = f"`{key}` needs a rule that holds or fails; this yields a {given[0]}."
                    self.note(item.at_key((key,), says, "Remove it."))

    def _failing(self, item: Item[s.RuleText]) -> None:
        text = item.text
        if text.holds is not None and text.failing is None:
            says = "The rule does not say what it means that it fails."
            self.note(
                item.at_key(("holds",), says, 'Add failing = "refuse", "not-yet" or another.')
            )
        if text.holds is not None and text.else_ is None:
            says = "The rule says nothing to somebody for whom it fails."
            self.note(
                item.at_key(
                    ("holds",), says, 'Add else = "...": a no has a reason and a way forward.'
                )
            )
        if text.to is not None:
            self.refer(item, ("to",), text.to, ("office",), "an office or outside body")
        if text.failing == "another-office" and text.to is None:
            says = "The rule does not say which office is competent."
            self.note(item.at_key(("failing",), says, 'Add to = "...": an office or outside body.'))
        if text.to is not None and text.failing != "another-office":
            says = '`to` belongs to failing = "another-office".'
            self.note(item.at_key(("to",), says, "Remove it, or say so in `failing`."))

    def _before(self, item: Item[s.RuleText]) -> None:
        """An order is declared between rules that send elsewhere: nothing else can overlap."""
        if item.text.before and item.text.failing != "another-office":
            says = '`before` belongs to failing = "another-office".'
            self.note(item.at_key(("before",), says, "Remove it."))
        for index, name in enumerate(item.text.before):
            other = self.refer(item, ("before", index), name, ("rule",), "a rule")
            if name == item.id:
                says = f"`{name}` cannot come before itself."
                self.note(item.at_value(("before", index), says, "Name the other rule."))
            elif other is not None and _sends(other) is False:
                says = f"`{name}` sends nobody to another office ({other.place})."
                self.note(item.at_value(("before", index), says, "Name a rule that does."))

    def _override(self, item: Item[s.RuleText]) -> None:
        text = item.text
        if not text.override_by:
            return
        if text.force not in ("policy", "practice"):
            says = f"Nobody overrides a rule whose force is {text.force}."
            self.note(
                item.at_key(("override_by",), says, "Remove it: only policy and practice bend.")
            )
        elif text.standing:
            says = "Nobody overrides a rule of standing."
            self.note(item.at_key(("override_by",), says, "Remove it, or `standing`."))

    def _versions(self, same: Sequence[Item[s.RuleText]]) -> None:
        """Versions of one rule follow each other, and yield the same kind of thing."""
        for before, after in pairwise(same):
            if _kind(before.text) != _kind(after.text) or before.text.about != after.text.about:
                says = f"This version of `{after.id}` yields something else than the one before."
                mend = f"Make it a rule of its own; the one before is at {before.place}."
                self.note(after.at_key(("id",), says, mend))
            self._follows(before, after)
        if same[0].text.resumes:
            self.note(
                same[0].at_key(("resumes",), "No version comes before this one.", "Remove it.")
            )

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
            says = (
                f"No version of `{after.id}` is in force from {end + ONE_DAY} to {begin - ONE_DAY}."
            )
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
        for kind in (
            "rule",
            "duty",
            "consideration",
            "stands_aside",
            "untranslatable",
            "not_covered",
        ):
            for item in self.found.items.get(kind, ()):
                first = taken.setdefault(item.id, item)
                if first.path[0] != item.path[0]:
                    says = f"`{item.id}` is already the id of something else."
                    mend = f"Rename one of the two; the first is at {first.place}."
                    self.note(item.at_value(("id",), says, mend))


def _sends(item: Item[Any]) -> bool | None:
    """Whether a rule sends to another office; None where it is not whole."""
    if not isinstance(item.text, s.RuleText):
        return None
    return item.text.failing == "another-office"


def _kind(text: s.RuleText) -> str:
    return "holds" if text.holds is not None else "date" if text.day is not None else "value"


def _begins(item: Item[s.RuleText]) -> int:
    return item.text.since.toordinal() if item.text.since else 0


def waiting(found: Gathered, pack: Pack) -> None:
    """`{opens_on}` stands only in a rule that reads the calendar: elsewhere waiting is no use."""
    for item in found.of("rule", s.RuleText):
        text = item.text
        given = (("says", text.says), ("else", text.else_), ("instead", text.instead))
        for key, sentence in given:
            at = (sentence or "").find(OPENS)
            if at >= 0 and not _moves(pack.rules[item.id]):
                says = "The rule reads no date, so there is no day on which it opens."
                mend = "Leave the placeholder out."
                found.mistakes.append(item.inside((key,), at, len(OPENS), says, mend))


def _moves(versions: Sequence[Rule]) -> bool:
    """Whether a rule can come out otherwise on another day."""
    return len(versions) > 1 or any(rule.until or _reads_today(rule) for rule in versions)


def _reads_today(rule: Rule) -> bool:
    nodes = (n for e in (rule.expr, rule.applies_to) if e is not None for n in e.walk())
    return any(isinstance(node, Read) and node.path == "today" for node in nodes)
