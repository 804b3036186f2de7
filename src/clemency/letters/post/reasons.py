"""What a letter gives as the reason: the rule relied on, or the one that stands in the way.

In this order: the rule that the entry names; the first rule that fails among those which the act in
question needs; the entry's own code, where there are words for it; the law under which was acted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clemency.docket.needs import cleared
from clemency.law.finding import Finding
from clemency.law.pack import Failing, Rule
from clemency.letters import told
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.wording import Wording
from clemency.letters.speech import Speaker
from clemency.letters.told import Line, Told

NAMED = ("reason", "grounds")
"""Fields of an entry in which a rule or a code says why."""

STANDS_IN_THE_WAY = {
    "CorrespondenceAnswered": ("PetitionOpened",),
    "Transferred": ("PetitionOpened",),
    "Closed": ("PetitionOpened", "Granted"),
    "Reclassified": ("PetitionOpened", "Granted"),
    "Denied": ("Granted", "CertificateIssued"),
    "Advised": ("Granted",),
}
"""Of which acts the unmet rules explain an entry."""

DECIDING = frozenset({"Denied", "Advised", "Reclassified"})
"""Kinds that somebody weighs: a rule of procedure that is not met yet is no reason for them."""

OWN_REASONS = frozenset({"Denied", "Deferred"})
"""Kinds whose own code, where there are words for it, says more than any rule."""

OF_FACTS = frozenset({"because", "unheard", "each", "asks", "reading", "yields", "uncertain"})
"""Lines on what is on the file, and on what lawyers may dispute: not for readers outside."""


class Reasons:
    """The reason to be given on one occasion, to one reader."""

    def __init__(self, occasion: Occasion, speaker: Speaker, outside: bool) -> None:
        self.occasion, self.speaker, self.outside = occasion, speaker, outside
        self.words = Wording(speaker.words.language)

    def told(self) -> Told | None:
        """The reason in the reader's language; None where nothing gives one."""
        for found in self._candidates():
            if self.outside:
                lines = tuple(line for line in found.lines if line.kind not in OF_FACTS)
                return replace(found, lines=lines)
            return found
        return None

    def _candidates(self) -> Iterator[Told]:
        named, act = self._named(), self.occasion.act
        if named in self.occasion.pack.rules:
            yield self._of_rule(named)
        if named and self.occasion.entry.kind in OWN_REASONS:
            yield from self._of_code(named)
        failing = self._failing()
        if failing is not None:
            yield self.speaker.finding(failing)
        yield from self._of_code(named) if named else ()
        if act is not None and act.cite is not None:
            yield Told("", (self._cited(act.cite.text),), told.NOTE)
        if named:
            text = self.words.say("sheet.reason_code", code=self.words.reference(named))
            yield Told("", (Line("", text, "says"),), told.NOTE)

    def _named(self) -> str:
        values = (getattr(self.occasion.entry, name, None) for name in NAMED)
        return next((value for value in values if isinstance(value, str)), "")

    def _of_rule(self, id: str) -> Told:
        """A rule that somebody relied on: as it failed, or as it reads where no facts show it."""
        finding = self.occasion.find(id)
        if isinstance(finding.holds, bool) or (finding.rule and finding.rule.holds is None):
            return self.speaker.finding(finding)
        rule = finding.rule or self.occasion.pack.rules[id][-1]
        names = self.speaker.names
        fails = names.sentence(f"rule.{rule.key}.else")
        instead = names.sentence(f"rule.{rule.key}.instead")
        lines = [Line("", fails or names.rule_says(id), "says"), self._cite(rule)]
        if instead:
            lines.append(self.speaker.because.line("instead", instead))
        head = self.words.say(f"outcome.{rule.failing.value}") if fails else ""
        return Told(head, tuple(lines), told.NO if fails else told.NOTE)

    def _cite(self, rule: Rule) -> Line:
        return Line("", self.speaker.sentences.cited(rule), "cite")

    def _failing(self) -> Finding | None:
        """The first unmet rule of the acts that might have been done instead."""
        kinds = STANDS_IN_THE_WAY.get(self.occasion.entry.kind, ())
        if self.occasion.known.granted_on is not None:
            return None  # what stood in the way of the grant is no reason to take it back
        for act in self.occasion.pack.acts.values():
            if act.writes not in kinds:
                continue
            for rule in act.needs:
                if rule not in self.occasion.pack.rules:
                    continue
                finding = self.occasion.find(rule)
                done = cleared(self.occasion.known, finding, self.occasion.entry.on)
                if finding.holds is False and not done and self._explains(finding):
                    return finding
        return None

    def _explains(self, finding: Finding) -> bool:
        """Whether a rule says why this was decided, and not merely what had not been done yet."""
        if self.occasion.entry.kind not in DECIDING:
            return True
        of_docket = any((read.path or "").startswith("docket.") for read in finding.reads)
        return not of_docket and finding.outcome != Failing.ANOTHER_OFFICE.value

    def _of_code(self, code: str) -> Iterator[Told]:
        """A code in words, where there are any."""
        said = self.speaker.names.code(code, "reason")
        text = ""
        if self.words.has(f"sheet.reason.{code}"):
            text = self.words.say(f"sheet.reason.{code}")
        elif said != self.speaker.names.id(code):
            text = self.words.say("sheet.reason_is", reason=said)
        if text:
            yield Told("", (Line("", text, "says"),), told.NOTE)

    def _cited(self, cite: str) -> Line:
        return Line("", self.words.say("sheet.under", cite=self.words.reference(cite)), "cite")
