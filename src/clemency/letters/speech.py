"""A verdict in the reader's language: what it is, by which law, because of what, and what now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from clemency.docket.verdict import Accepted, Objection, Refused, Say
from clemency.law.asks import Asks
from clemency.law.finding import HOLDS, NONE_APPLIES, OPEN, Finding
from clemency.law.opens import NEVER
from clemency.law.pack import Failing, Pack
from clemency.law.types import Choice
from clemency.law.values import UNKNOWN, Facts
from clemency.law.ways import Way, Ways
from clemency.letters import told
from clemency.letters.because import Because
from clemency.letters.inscribed import Inscribed
from clemency.letters.names import Names
from clemency.letters.sentences import Opens, Sentences
from clemency.letters.told import Line, Told
from clemency.letters.words import Words

SHOWN = "shown"
"""The outcome of a consideration: shown to those who weigh, and deciding nothing."""

WAITS = frozenset({Failing.NOT_YET.value, Failing.WAIVABLE.value})
"""Outcomes for which it is worth saying when they end."""

LEVELS: Mapping[str, str] = {
    HOLDS: told.YES,
    OPEN: told.OPEN,
    NONE_APPLIES: told.NOTE,
    SHOWN: told.NOTE,
    Failing.A_PERSON_MUST_LOOK.value: told.OPEN,
}


class Speaker:
    """Says what floor 1 and floor 2 found, in one language.

    pack      whose sentences are used; None: the engine's words alone
    facts     the facts that were judged, with who vouches for them; None where nobody does
    today     the day of the answer
    """

    def __init__(
        self,
        pack: Pack | None,
        language: str,
        facts: Facts | None = None,
        today: date | None = None,
    ) -> None:
        self.pack = pack
        self.words = Words(language)
        self.names = Names(pack, self.words)
        self.sentences = Sentences(self.names, facts, today)
        self.because = Because(self.names, facts, today)

    # -- findings ------------------------------------------------------------------------------

    def finding(
        self, finding: Finding, opens: Opens = None, asks: Asks | Iterable[str] | None = None
    ) -> Told:
        """What a rule yields: the headline, the law, the facts that decided, what can be done.

        opens  the day on which a no becomes a yes; left out, it is worked out for what waits
        asks   paths of the facts that would settle it; left out, they are worked out as well
        """
        if opens is None and finding.outcome in WAITS:
            opens = self.sentences.opens_of(finding)
        lines = [
            *self._says(finding, opens),
            *self._cite(finding),
            *self._yields(finding),
            *self._reasons(finding),
            *self._each(finding),
            *self._law(finding),
            *self._opens(opens, finding),
            *self._asks(self._asked(finding, asks)),
            *self._instead(finding, opens),
        ]
        return Told(self._head(finding), tuple(lines), LEVELS.get(finding.outcome, told.NO))

    def _head(self, finding: Finding) -> str:
        if finding.outcome == SHOWN:
            return self.words.say("objection.shown")
        if finding.outcome == HOLDS and finding.rule is not None and finding.rule.holds is None:
            return self.words.say("outcome.yields")
        return self.words.say(f"outcome.{finding.outcome}")

    def _says(self, finding: Finding, opens: Opens) -> Iterator[Line]:
        """The rule's own words: why not, where it fails; what it says, otherwise."""
        failed = finding.holds is False
        text = self.sentences.of_rule(finding, "else", opens) if failed else None
        text = text or self.sentences.of_rule(finding, "says", opens) or self._of_no_rule(finding)
        if text:
            yield Line("", text, "says")

    def _of_no_rule(self, finding: Finding) -> str | None:
        """The words of a duty, a consideration or another clause that is no rule."""
        kinds = ("duty", "consideration", "stands_aside", "define", "by_law")
        found = (self.names.sentence(f"{kind}.{finding.rule_id}.says") for kind in kinds)
        return next((text for text in found if text), None)

    def _cite(self, finding: Finding) -> Iterator[Line]:
        if finding.rule is not None:
            yield Line("", self.sentences.cited(finding.rule), "cite")
        elif self.pack is not None and finding.rule_id in self.pack.considerations:
            cite = self.pack.considerations[finding.rule_id].cite.text
            yield Line("", self.words.reference(cite), "cite")

    def _yields(self, finding: Finding) -> Iterator[Line]:
        """The day or the choice that a rule yields, or what is shown to those who weigh."""
        rule, reason = finding.rule, finding.reason
        if reason is None or (rule is not None and rule.holds is not None):
            return
        if rule is None and finding.outcome != SHOWN:
            return
        value = reason.value
        if value is UNKNOWN and rule is not None:
            return  # the headline says so
        if isinstance(value, str) and not isinstance(reason.expr.type, Choice):
            text = self.names.code(value)
        else:
            path = next((read.path for read in reason.reads if read.value == value), None) or ""
            text = self.names.value(value, reason.expr.type, path)
        yield self.because.line("yields", text)

    def _reasons(self, finding: Finding) -> Iterator[Line]:
        yield from self.because.lines(finding)
        if finding.holds is UNKNOWN:
            yield from self.because.unheard(finding.missing)

    def _each(self, finding: Finding) -> Iterator[Line]:
        """A rule about a record: what it yields for every row, where there are several."""
        for one in finding.each if len(finding.each) > 1 else ():
            outcome = self.words.say(f"outcome_short.{one.outcome}")
            text = self.words.say("value.pair", label=self.names.fact(one.row or ""), value=outcome)
            yield self.because.line("each", text)

    def _law(self, finding: Finding) -> Iterator[Line]:
        """Who decides instead, how others read the law, and what about it is not confirmed."""
        rule = finding.rule
        if rule is None:
            return
        if rule.to is not None and finding.outcome == Failing.ANOTHER_OFFICE.value:
            yield self.because.line("competent", self.names.office(rule.to))
        for one in finding.readings:
            says = self.names.reading(rule, one.reading.id)
            verdict = self.words.say(f"verdict.{_word(one.verdict)}")
            text = self.words.say("value.pair", label=says, value=verdict)
            cite = self.words.reference(one.reading.cite.text)
            yield self.because.line("reading", self.words.say("value.noted", text=text, note=cite))
        uncertain = self.sentences.of_rule(finding, "uncertain", None) or rule.uncertain
        if uncertain:
            yield self.because.line("uncertain", self.words.settled(uncertain))

    def _opens(self, opens: Opens, finding: Finding) -> Iterator[Line]:
        if finding.holds is True or opens is None:
            return
        if isinstance(opens, date):
            if opens > finding.facts_on:
                yield self.because.line("opens", self.words.day(opens))
        elif opens is NEVER:
            if finding.outcome in WAITS:
                yield self.because.line("opens", self.words.say("opens.never"))
        elif finding.holds is False:
            yield self.because.line("opens", self.words.say("opens.asks"))

    def _asked(self, finding: Finding, asks: Asks | Iterable[str] | None) -> tuple[str, ...]:
        if isinstance(asks, Asks):
            return asks.paths
        return self.sentences.asks_of(finding) if asks is None else tuple(asks)

    def _asks(self, paths: Iterable[str]) -> Iterator[Line]:
        for path in paths:
            yield self.because.line("asks", self.names.asked(path))

    def _instead(self, finding: Finding, opens: Opens) -> Iterator[Line]:
        text = self.sentences.of_rule(finding, "instead", opens) if finding.holds is False else None
        if text:
            yield self.because.line("instead", text)

    def ways(self, found: Ways, today: date, still_open: bool = False) -> Told:
        """What would have to change, each way in one line: the fewest changes first.

        still_open  whether further rules wait for facts: then this is told of the others alone
        """
        texts = [self._way(way, today, still_open) for way in found.ways]
        if not texts:
            texts = [self.words.say("ways.none")]
        elif still_open:
            texts.append(self.words.say("ways.open"))
        if not found.exact:
            texts.append(self.words.say("ways.inexact"))
        lines = tuple(Line("", text, "way") for text in texts)
        return Told(self.words.say("ways.title"), lines, told.NOTE)

    def _way(self, way: Way, today: date, still_open: bool) -> str:
        if not way.changes:
            return self.words.say("ways.time_of_these" if still_open else "ways.time", day=way.on)
        changes = [self._changed(path, value) for path, value in way.changes]
        key = "ways.now" if way.on == today else "ways.later"
        key = f"{key}_of_these" if still_open else key
        return self.words.say(key, day=way.on, changes="; ".join(changes))

    def _changed(self, path: str, value: Any) -> str:
        """A fact with the value that it would need."""
        of = self.names.place(path).type
        return self.because.pair(path, self.names.value(value, of, path))

    # -- commands ------------------------------------------------------------------------------

    def refused(self, refused: Refused) -> tuple[Told, ...]:
        """Every objection, gravest first."""
        return tuple(self.objection(one) for one in refused.objections)

    def objection(self, objection: Objection) -> Told:
        """One reason why a command is refused, and how to go on."""
        finding = objection.finding
        head = self.words.say(f"objection.{objection.kind}")
        if objection.kind == "rule" and finding is not None and finding.rule is not None:
            head = self._head(finding)
        lines = [Line("", self.say(objection.says), "says")]
        if finding is not None and finding.rule is not None:
            lines += self._cite(finding)
        elif objection.cite:
            lines.append(Line("", self.words.reference(objection.cite), "cite"))
        if finding is not None:
            lines += [*self._reasons(finding), *self._each(finding), *self._law(finding)]
        if objection.opens_on is not None:
            lines.append(self.because.line("opens", self.words.day(objection.opens_on)))
        lines += self._asks(objection.asks)
        if objection.mend is not None:
            lines.append(self.because.line("instead", self.say(objection.mend)))
        level = told.OPEN if finding is not None and finding.holds is UNKNOWN else told.NO
        return Told(head, tuple(lines), level if objection.kind != "not-established" else told.OPEN)

    def accepted(self, accepted: Accepted) -> Told:
        """What was done, who is told of it in which order, and what was weighed."""
        entry = accepted.entry
        what = self.act(entry.act) if entry.act else self.names.kind(entry.kind)
        lines = [Line("", self.words.say("accepted.on", on=entry.on), "says")]
        if entry.due_on is not None:
            lines.append(self.because.line("due", self.words.day(entry.due_on)))
        for tells in accepted.tells:
            text = self.words.say(
                "accepted.tells", who=self.office(tells.who), letter=self.names.letter(tells.letter)
            )
            lines.append(self.because.line("tells", text))
        lines += [self.because.line("weighs", self._in_short(one)) for one in accepted.weighed]
        lines += [Line("", self.say(note), "note") for note in accepted.notes]
        return Told(self.words.say("accepted.head", what=what), tuple(lines), told.YES)

    def _in_short(self, finding: Finding) -> str:
        """A weighed finding in one line: what was weighed, and what came of it."""
        said = [*self._says(finding, None), *self._yields(finding)]
        text = said[0].text.rstrip(".") if said else self.names.rule(finding.rule_id)
        if finding.outcome == SHOWN:
            return self.words.say("value.pair", label=text, value=said[-1].text)
        outcome = self.words.say(f"outcome_short.{finding.outcome}")
        return self.words.say("value.noted", text=text, note=outcome)

    # -- entries and names ---------------------------------------------------------------------

    def entry(
        self, fields: Mapping[str, Any], kind: str, header: Mapping[str, Any] | None = None
    ) -> Told:
        """An entry as a viewer may see it: only the fields given are said."""
        return Inscribed(self.names).told(fields, kind, header or {})

    def say(self, says: Say) -> str:
        """A sentence that floor 2 asks for."""
        return self.sentences.say(says)

    def stage(self, code: str) -> str:
        """Where a matter stands."""
        return self.names.stage(code)

    def office(self, id: str) -> str:
        """An office or audience."""
        return self.names.office(id)

    def act(self, id: str) -> str:
        """An act of the pack."""
        return self.names.act(id)

    def fact_label(self, path: str) -> str:
        """What a fact is called, with the rows it stands in."""
        return self.names.fact(path)

    def value(self, value: Any, type: Any = None, path: str = "") -> str:
        """A value as people read it."""
        return self.names.value(value, type, path)

    def choice(self, path: str, option: str) -> str:
        """One of the answers to a question."""
        return self.names.choice(path, option)

    def source(self, path: str) -> str:
        """Who vouches for a fact."""
        return self.because.source_of(path)


def _word(verdict: object) -> str:
    return "unknown" if verdict is UNKNOWN else "yes" if verdict is True else "no"
