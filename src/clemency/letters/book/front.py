"""The beginning and the end: what this book is, what must be settled, what covers what, sources."""

from __future__ import annotations

from collections.abc import Iterator

from clemency.law.calendar import WEEKDAYS
from clemency.law.pack import SourceText
from clemency.letters.book.blocks import (
    Block,
    Pairs,
    Para,
    Section,
    Signature,
    Span,
    Table,
    Text,
    joined,
    text,
)
from clemency.letters.book.model import HOLDS, LEFT, OUT, Unsure
from clemency.letters.book.model import Section as Covered
from clemency.letters.book.rules import proof_line
from clemency.letters.book.voice import Voice, anchor, pairs_of


class Front:
    """Says what the book is about and how far it reaches."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.book, self.pack, self.words = voice.book, voice.pack, voice.words

    @property
    def name(self) -> str:
        """What people call the jurisdiction."""
        return self.pack.texts.get("pack.name", self.words.language) or self.pack.id

    def about(self) -> tuple[Block, ...]:
        """What was read to make the book, and how its examples went."""
        say, pack = self.voice.say, self.pack
        known = self.words.has
        languages = [
            say(f"language.{one}") if known(f"book.language.{one}") else self.voice.names.id(one)
            for one in pack.languages
        ]
        rows = (
            (say("about.pack"), text(Span(pack.id, "", "code"))),
            (say("about.version"), text(Span(pack.version, "", "code"))),
            (say("about.digest"), text(Span(pack.digest, "", "code"))),
            (say("about.day"), self.words.day(self.book.on)),
            (say("about.read"), self._read()),
            (say("about.languages"), self.words.listed(languages)),
            (say("about.calendar"), tuple(map(text, self._calendar()))),
            (say("about.holds"), self._counts()),
            (say("about.examples"), tuple(map(text, self._went()))),
            (say("proved"), self._proved()),
        )
        return (pairs_of(rows), *self._failed(), *self._how())

    def _read(self) -> str:
        days = [source.verified_on for source in self.pack.sources.values()]
        return self.voice.say("about.read_says", oldest=min(days), newest=max(days))

    def _calendar(self) -> Iterator[str]:
        say, calendar = self.voice.say, self.pack.calendar
        yield say("about.time_zone", zone=self.words.reference(calendar.time_zone))
        weekend = [say(f"day.{day}") for day in WEEKDAYS if day in calendar.weekend]
        yield say("about.weekend", days=self.words.listed(weekend) or self.words.say("value.none"))
        if calendar.known_until is not None:
            over = calendar.known_until < self.book.on
            yield say("about.holidays_over" if over else "about.holidays", day=calendar.known_until)
        yield say(f"about.leap_{calendar.leap_day.partition('-')[2]}")

    def _counts(self) -> str:
        pack = self.pack
        return self.words.say(
            "pack.counts",
            rules=len(pack.rules),
            acts=len(pack.acts),
            facts=len(pack.facts),
            offices=len(pack.offices),
            languages=len(pack.languages),
        )

    def _went(self) -> Iterator[str]:
        say = self.voice.say
        passed = sum(one.passed for one in self.book.results)
        yield say("about.scenarios", passed=passed, total=len(self.book.results))
        passed = sum(one.passed for one in self.book.stories)
        yield say("about.stories", passed=passed, total=len(self.book.stories))

    def _failed(self) -> Iterator[Block]:
        """Examples that did not come out as the pack expects, before anything else is read."""
        failed = [
            (one.scenario.name, str(one.failures[0])) for one in self.book.results if not one.passed
        ]
        failed += [
            (one.journey.name, one.failures[0].says) for one in self.book.stories if not one.passed
        ]
        if failed:
            yield Para(text(Span(self.voice.say("about.failed"), "", "strong")), "warn")
            yield Pairs(tuple((name, (text(says),)) for name, says in failed))

        refuted = [one for one in self.book.proved or () if one.failed]
        if refuted:
            yield Para(text(Span(self.voice.say("about.refuted"), "", "strong")), "warn")
            named = ((", ".join(one.about) or self.pack.id, one) for one in refuted)
            yield Pairs(tuple((name, (text(proof_line(self.voice, one)),)) for name, one in named))

    def _proved(self) -> str:
        """How many properties were proved, of those that were tried."""
        if self.book.proved is None:
            return self.voice.say("about.no_proof")
        holds = sum(one.verdict == HOLDS for one in self.book.proved)
        return self.voice.say("about.proofs", holds=holds, total=len(self.book.proved))

    def _how(self) -> Iterator[Block]:
        for key in ("how.sides", "how.examples", "how.words", "how.names"):
            yield Para(text(self.voice.say(key)), "note")

    # -- the lawyer's part -----------------------------------------------------------------------

    def settle(self) -> Section:
        """Everything that is not confirmed, in one table."""
        say = self.voice.say
        rules = [one for one in self.book.unsure if one.text]
        sources = [one for one in self.book.unsure if not one.text]
        blocks: list[Block] = [
            Para(text(say("settle.says" if self.book.unsure else "settle.none")))
        ]
        head = (say("settle.n"), say("settle.where"), say("settle.what"), say("settle.answer"))
        if rules:
            rows = tuple(self._unsure(number, one) for number, one in enumerate(rules, 1))
            blocks += [Para(text(say("settle.rules")), "lead"), Table(head, rows, (1, 5, 6, 4))]
        if sources:
            first = len(rules) + 1
            rows = tuple(self._source_unsure(n, one) for n, one in enumerate(sources, first))
            blocks += [Para(text(say("settle.sources")), "lead"), Table(head, rows, (1, 5, 6, 4))]
        return Section("settle", say("settle.title"), tuple(blocks))

    def _unsure(self, number: int, one: Unsure) -> tuple[Text, ...]:
        said = self.voice.sentence(one.text)
        where = self.voice.link(one.use.chapter, one.use.id)
        return text(self.words.number(number)), where, text(said), text(" ")

    def _source_unsure(self, number: int, one: Unsure) -> tuple[Text, ...]:
        """A source that is not confirmed, and what rests on it."""
        uses = {use: None for s in self.book.sections if s.source == one.use.id for use in s.uses}
        rests = tuple(self.voice.link(use.chapter, use.id) for use in uses)
        what = joined(rests, self.words.raw("cite.apart")) or text(self.voice.say("sources.idle"))
        where = self.voice.link("source", one.use.id)
        return text(self.words.number(number)), where, what, text(" ")

    def sign(self, digest: str) -> Section:
        """Where the lawyer signs, and for what."""
        say = self.voice.say
        lines = (
            (say("sign.name"), ""),
            (say("sign.office"), ""),
            (say("sign.on"), ""),
            (say("sign.signature"), ""),
            (say("sign.pack"), f"{self.pack.id} {self.pack.version}"),
            (say("sign.pack_digest"), self.pack.digest),
            (say("sign.book_digest"), digest),
        )
        return Section("sign", say("sign.title"), (Para(text(say("sign.says"))), Signature(lines)))

    # -- coverage --------------------------------------------------------------------------------

    def coverage(self) -> Section:
        """Section by section of every source cited: encoded, left to people, or not covered."""
        say = self.voice.say
        lead = (Para(text(say("coverage.says"))), pairs_of(self._tally()))
        told = tuple(self._source(one) for one in self.pack.sources.values())
        return Section("coverage", say("coverage.title"), lead, told)

    def _tally(self) -> Iterator[tuple[str, str]]:
        for status in ("encoded", "partly", LEFT, OUT):
            n = sum(section.status == status for section in self.book.sections)
            yield self.voice.say(f"coverage.{status}"), self.voice.counted("coverage.sections", n)

    def _source(self, source: SourceText) -> Section:
        say = self.voice.say
        about = (
            (say("sources.title_of"), source.title),
            (say("sources.url"), (Span(source.url, source.url, "code"),) if source.url else ""),
            (say("verified"), self.words.day(source.verified_on)),
            (say("sources.certainty"), say(f"certainty.{source.certainty}")),
        )
        blocks: list[Block] = [pairs_of(about)]
        rows = tuple(self._row(one) for one in self.book.sections if one.source == source.id)
        if rows:
            head = (say("coverage.section"), say("coverage.status"), say("coverage.where"))
            blocks.append(Table(head, rows, (3, 3, 8)))
        else:
            blocks.append(Para(text(say("sources.idle")), "note"))
        title = self.words.reference(source.id)
        return Section(anchor("source", source.id), title, tuple(blocks), listed=False)

    def _row(self, section: Covered) -> tuple[Text, ...]:
        say = self.voice.say
        where = joined(
            (self.voice.link(use.chapter, use.id) for use in section.uses),
            self.words.raw("cite.apart"),
        )
        named = self.words.reference(section.section) if section.section else say("coverage.whole")
        return text(named), text(say(f"coverage.{section.status}")), where

    def left(self) -> Section:
        """Law that is left to people, and what is not covered, each with the reason."""
        say = self.voice.say
        told = []
        for one in self.pack.untranslatable.values():
            table = "untranslatable" if one.covered else "not_covered"
            chapter = LEFT if one.covered else OUT
            why = self.voice.sentence(f"{table}.{one.id}.why")
            cite = self.voice.cited(one.cite) if one.cite else text(say("to_people.no_cite"))
            rows = ((say("to_people.kind"), say(f"coverage.{chapter}")), (say("cite"), cite))
            head = Para(text(Span(one.id, "", "code")), "id")
            blocks = (head, Para(text(why), "says"), pairs_of(rows))
            title = self.voice.link(chapter, one.id)[0].text
            told.append(Section(anchor(chapter, one.id), title, blocks, listed=False))
        return Section(
            "left", say("to_people.title"), (Para(text(say("to_people.says"))),), tuple(told)
        )
