"""Sentences of a pack and of the engine, filled; citations with their force and dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clemency.docket.case import Case
from clemency.docket.entries import KINDS
from clemency.docket.facts import docket_facts
from clemency.docket.verdict import Say
from clemency.law.asks import Asks
from clemency.law.finding import Finding, find
from clemency.law.goal import asks
from clemency.law.opens import NEVER, Never, NoClock, opens_on
from clemency.law.pack import Citation, Rule
from clemency.law.values import UNKNOWN, Facts
from clemency.letters.names import Names
from clemency.letters.paths import value_at
from clemency.letters.words import fill, placeholders

IN_WORDS = frozenset({"rule-fails", "rule-open"})
"""Sentences that tell a reader what a rule says; others name it for whoever has to act on it."""

Opens = date | Asks | Never | None


class Sentences:
    """Fills sentences in one language, on the facts and the day of the answer."""

    def __init__(self, names: Names, facts: Facts | None, today: date | None) -> None:
        self.names = names
        self.words = names.words
        self.facts = facts
        self.today = today
        self.judged = _with_docket(facts)

    # -- the pack's ----------------------------------------------------------------------------

    def of_rule(self, finding: Finding, part: str, opens: Opens) -> str | None:
        """A rule's `says`, `else`, `instead` or `uncertain`, filled; None where it has none."""
        if finding.rule is None:
            return None
        template = self.names.text(f"rule.{finding.rule.key}.{part}")
        if template is None:
            return None
        wanted = placeholders(template)
        values = {name: self._of_finding(name, finding, opens) for name in wanted}
        return self.words.settled(fill(template, values))

    def _of_finding(self, name: str, finding: Finding, opens: Opens) -> str:
        kind, _, id = name.partition(":")
        if kind == "opens_on":
            return self.opens(opens if opens is not None else self.opens_of(finding))
        if kind == "today":
            return self.words.day(finding.facts_on)
        if kind == "date":
            return self._yielded(id, finding)
        value = value_at(id, self.facts) if self.facts is not None else UNKNOWN
        if value is UNKNOWN and finding.reason is not None:
            read = {one.path: one.value for one in finding.reason.reads}
            value = read.get(id, UNKNOWN)
        return self._fact(id, value)

    def _yielded(self, rule: str, finding: Finding) -> str:
        """The day that another rule yields on the same facts."""
        pack = self.names.pack
        if pack is None or self.judged is None:
            return self.words.say("opens.a_day")
        return self._a_day(find(pack, rule, self.judged, finding.facts_on, finding.law_on).value)

    def _a_day(self, value: Any) -> str:
        return self.words.day(value) if isinstance(value, date) else self.words.say("opens.a_day")

    def _fact(self, id: str, value: Any) -> str:
        return self.names.value(value, self.names.place(id).type, id)

    def opens(self, opens: Opens) -> str:
        """The day on which something becomes possible, as part of a sentence."""
        if isinstance(opens, date):
            return self.words.day(opens)
        return self.words.say("opens.no_day" if opens is NEVER else "opens.a_day")

    def opens_of(self, finding: Finding) -> Opens:
        """That day, worked out; None where the rule has no clock or the facts are not here."""
        pack = self.names.pack
        if pack is None or self.judged is None or finding.rule_id not in pack.rules:
            return None
        try:
            return opens_on(pack, finding.rule_id, self.judged, finding.facts_on)
        except NoClock:
            return None

    def asks_of(self, finding: Finding) -> tuple[str, ...]:
        """Facts that could settle an open finding; what it missed, where the facts are not here."""
        pack = self.names.pack
        if pack is None or self.judged is None or finding.rule_id not in pack.rules:
            return finding.missing
        if finding.holds is not UNKNOWN:
            return ()
        return asks(pack, (finding.rule_id,), self.judged, finding.facts_on).paths

    # -- either --------------------------------------------------------------------------------

    def say(self, says: Say) -> str:
        """A sentence that floor 2 asks for. Raises NoWord where nobody has it."""
        source, _, key = says.key.partition(":")
        if source == "engine":
            values = {name: self.param(name, value) for name, value in says.params.items()}
            if key in IN_WORDS:
                values["rule"] = self.names.rule_says(says.params["rule"])
            return self.words.say(f"engine.{key}", **values)
        template = self.names.text(key)
        if template is None:
            return self.words.say(says.key)  # there is none: this names the key
        values = {name: self._of_pack(name, says.params) for name in placeholders(template)}
        return self.words.settled(fill(template, values))

    def _of_pack(self, name: str, params: Mapping[str, Any]) -> str:
        """The value of a placeholder in a pack's sentence, from what floor 2 handed over."""
        kind, _, id = name.partition(":")
        value = params.get(name)
        if kind == "opens_on" or kind == "date":
            return self._a_day(value)
        if kind == "today":
            return self.words.write(value if value is not None else self.today)
        if value is None and self.facts is not None:
            value = value_at(id, self.facts)
        return self._fact(id, UNKNOWN if value is None and self.facts is None else value)

    # -- the engine's --------------------------------------------------------------------------

    def param(self, name: str, value: Any) -> str:
        """What fills a placeholder of the engine: codes become what the reader calls them."""
        if name == "opens_on":
            return self._a_day(value)
        if isinstance(value, tuple | list):
            return self.words.listed([self.param(name, one) for one in value])
        if not isinstance(value, str):
            return self.words.write(value)
        return self._coded().get(name, self.names.id)(value)

    def _coded(self) -> Mapping[str, Callable[[str], str]]:
        names = self.names
        return {
            "act": names.act,
            "office": names.office,
            "offices": names.office,
            "instead": names.office,
            "of": names.office,
            "rule": names.rule,
            "duty": lambda id: names.phrase(f"duty.{id}.says") or names.id(id),
            "clause": lambda id: names.phrase(f"stands_aside.{id}.says") or names.id(id),
            "asks": names.fact,
            "field": names.last_field,
            "fields": names.last_field,
            "fault": lambda fault: self.words.say(f"fault.{fault}"),
            "kind": lambda kind: names.kind(kind) if kind in KINDS else names.id(kind),
            "stage": lambda stage: names.code(stage, "stage"),
            "record": names.noun,
            "relief": lambda code: names.code(code, "relief"),
            "reliefs": lambda code: names.code(code, "relief"),
            "codes": names.code,
        }

    # -- citations -----------------------------------------------------------------------------

    def cited(self, rule: Rule) -> str:
        """A rule's citation, with its force, its dates, and when somebody last read the text."""
        details = [self.words.say(f"force.{rule.force.value}")]
        if dates := self._in_force(rule):
            details.append(dates)
        return self._line(rule.cite, [self.words.write(details), *self._read(rule.cite)])

    def source(self, cite: Citation) -> str:
        """A citation alone, with when somebody last read the text."""
        return self._line(cite, self._read(cite))

    def _line(self, cite: Citation, details: list[str]) -> str:
        text = self.words.reference(cite.text)
        if not details:
            return text
        joined = self.words.say("cite.apart").join(details)
        return self.words.say("cite.line", cite=text, details=joined)

    def _in_force(self, rule: Rule) -> str:
        if rule.until is None:
            return self.words.say("cite.since", since=rule.since) if rule.since else ""
        if rule.since is None:
            return self.words.say("cite.until", until=rule.until)
        return self.words.say("cite.span", since=rule.since, until=rule.until)

    def _read(self, cite: Citation) -> list[str]:
        read = []
        if cite.verified_on is not None:
            read.append(self.words.say("cite.verified", day=cite.verified_on))
        if cite.certainty in ("secondary", "uncertain"):
            read.append(self.words.say(f"cite.{cite.certainty}"))
        return read


def _with_docket(facts: Facts | None) -> Facts | None:
    """The facts as a rule judges them: what is told outside any matter, beside an empty docket."""
    if facts is None or any(name.startswith("docket.") for name in facts.values):
        return facts
    return Facts({**docket_facts(Case()), **facts.values}, facts.sources)
