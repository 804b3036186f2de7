"""Worked examples: what is known, what each rule finds on it, and stories told act by act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clemency.docket.journey import Report, Went
from clemency.docket.verdict import Accepted, Objection
from clemency.law.finding import OPEN
from clemency.law.trial import Step
from clemency.law.values import UNKNOWN, Facts, Rows
from clemency.letters.because import Because
from clemency.letters.book.blocks import Block, Box, Pairs, Para, Section, Span, Text, joined, text
from clemency.letters.book.model import Example, exprs_of
from clemency.letters.book.voice import Voice, anchor
from clemency.letters.sentences import Sentences
from clemency.letters.speech import SHOWN
from clemency.letters.spoken import reads_of
from clemency.letters.told import Line, Told

Key = tuple[str, str]
"""A record and one of its fields; of a fact of the matter, "" and its name."""

SAID = frozenset({"cite", "uncertain", "competent"})
"""Lines of a finding that the rule's own page says already."""


class Examples:
    """Says scenarios as they ran, and journeys as they went."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.book, self.words = voice.book, voice.words
        self.plain = Because(voice.names, None, None)

    # -- scenarios -------------------------------------------------------------------------------

    def of_rule(self, id: str) -> Iterator[Block]:
        """Every example of one rule."""
        found = self.book.examples.get(id, ())
        if not found:
            yield Para(text(self.voice.say("examples.none")), "warn")
            return
        yield Para(text(self.voice.counted("examples.n", len(found))), "lead")
        exprs = [one for rule in self.voice.pack.rules[id] for one in exprs_of(rule)]
        paths = reads_of(exprs, self.voice.spoken.path)
        read = frozenset(self._key(path) for path in paths)
        yield from (self._box(one, read) for one in found)

    def _key(self, path: str) -> Key:
        """What a path is about, whichever row it stands in."""
        place = self.voice.names.place(path)
        return place.record, place.name

    def _unread(self, every: int, read: int) -> Iterator[str]:
        """How much else is known that this rule does not read; or that nothing is known."""
        if every > read:
            yield self.voice.counted("examples.unread", every - read)
        elif not every:
            yield self._say("nothing_known")

    def _box(self, example: Example, read: frozenset[Key]) -> Box:
        finding = example.finding
        facts = example.scenario.facts
        known = tuple(self.facts(facts, read))
        more = self._unread(sum(1 for _ in self.facts(facts)), len(known))
        told = self._told(example)
        lines: dict[str, list[Text]] = {self._label("day"): [text(self._days(example))]}
        lines[self._label("facts")] = [text(one) for one in (*known, *more)]
        for line in told.lines:
            if line.kind in SAID or (line.kind == "because" and line.text in known):
                continue
            if line.kind == "says" and finding.holds is not False:
                continue
            lines.setdefault(self._label_of(line), []).append(text(line.text))
        if example.failures:
            lines[self._label("failed")] = [text(str(one)) for one in example.failures]
        badge = self._say("failed") if example.failures else told.head.rstrip(".")
        level = "failed" if example.failures else told.level
        rows = tuple((label, tuple(said)) for label, said in lines.items())
        return Box(example.scenario.name, badge, level, (Pairs(rows),))

    def _say(self, key: str, **params: Any) -> str:
        return self.voice.say(f"examples.{key}", **params)

    def _label(self, key: str) -> str:
        return self._say(f"label.{key}")

    def _label_of(self, line: Line) -> str:
        return self._label("says") if line.kind == "says" else line.label or self._label("says")

    def _days(self, example: Example) -> str:
        """The day of the facts, and the day whose law was applied where that is another."""
        day = self.words.day(example.on)
        law = example.scenario.law_on
        if law is None or law == example.on:
            return day
        return self.words.say("value.noted", text=day, note=self._say("law_on", day=law))

    def _told(self, example: Example) -> Told:
        """The finding as an officer would be told it, without who vouches for each fact."""
        speaker = self.voice.speaker
        speaker.sentences = Sentences(self.voice.names, example.facts, example.on)
        speaker.because = self.plain
        # What is missing is known already; which of it is most decisive can take long to work out.
        return speaker.finding(example.finding, asks=example.finding.missing)

    # -- facts -----------------------------------------------------------------------------------

    def facts(self, facts: Facts, read: frozenset[Key] | None = None) -> Iterator[str]:
        """What is known, in words, fact by fact; what is not known is not said.

        read  what alone is said; None: everything
        """
        for path, value in facts.values.items():
            yield from self._fact(path, value, read)

    def _fact(self, path: str, value: Any, read: frozenset[Key] | None) -> Iterator[str]:
        if value is UNKNOWN:
            return
        place = self.voice.names.place(path)
        said = read is None or (place.record, place.name) in read
        if isinstance(value, Rows):
            said = said or any(record == place.record for record, _ in read or ())
        if said:
            type_ = None if isinstance(value, Rows) else place.type
            yield self.plain.pair(path, self.voice.names.value(value, type_, path))
        for row in value.items if isinstance(value, Rows) else ():
            for name, inner in row.fields.items():
                yield from self._fact(f"{row.path}.{name}", inner, read)

    # -- journeys --------------------------------------------------------------------------------

    def stories(self) -> Section:
        """Every journey, step by step, as it went when the book was made."""
        say = self.voice.say
        told = tuple(self._story(n, one) for n, one in enumerate(self.book.stories, 1))
        return Section("stories", say("stories.title"), (Para(text(say("stories.says"))),), told)

    def _story(self, number: int, report: Report) -> Section:
        blocks: list[Block] = []
        if report.failures:
            failed = tuple(text(f"{one.step}: {one.says}") for one in report.failures)
            blocks.append(Pairs(((self._label("failed"), failed),)))
        blocks.append(Pairs(tuple(self._step(went) for went in report.went)))
        title = report.journey.name
        return Section(anchor("story", str(number)), title, tuple(blocks), listed=False)

    def _step(self, went: Went) -> tuple[str, tuple[Text, ...]]:
        """A step: its day, what became known, what was tried and came of it, what it shows."""
        step = went.step
        day = self.words.day(step.on)
        if step.matter != "main":
            day = self.words.say("value.noted", text=day, note=self.words.reference(step.matter))
        said: list[Text] = []
        known = list(self.facts(step.facts))
        if known:
            facts = self.words.raw("cite.apart").join(known)
            said.append(text(self.voice.say("stories.facts", facts=facts)))
        if step.act is not None:
            said.append((*self._tried(step), *self._came(went)))
        if step.says:
            said.append(text(Span(step.says, "", "quiet")))
        return day, tuple(said)

    def _tried(self, step: Step) -> Text:
        act = Span(self.voice.names.act(step.act or ""))
        by = f" ({self.voice.names.office(step.by)})" if step.by else ""
        return text(act, f"{by}: ")

    def _came(self, went: Went) -> Text:
        """What came of a step: accepted, or every objection in its own words."""
        if isinstance(went.verdict, Accepted):
            return text(Span(self.voice.say("stories.accepted"), "", "strong"))
        objections = went.verdict.objections if went.verdict is not None else ()
        head = Span(self.voice.say("stories.refused"), "", "strong")
        return (head, Span(" "), *joined(map(self._objection, objections), " – "))

    def _objection(self, objection: Objection) -> Text:
        says = self.voice.speaker.sentences.say(objection.says)
        finding = objection.finding
        if objection.rule is None or finding is None or finding.outcome == SHOWN:
            return text(says)
        open_ = self.words.say(f"outcome_short.{OPEN}") if finding.outcome == OPEN else ""
        said = self.words.say("value.noted", text=says.rstrip("."), note=open_) if open_ else says
        in_book = objection.rule in self.voice.pack.rules
        href = f"#{anchor('rule', objection.rule)}" if in_book else ""
        return text(said, " ", Span(objection.rule, href, "code"))
