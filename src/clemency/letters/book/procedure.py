"""The chapters of the procedure: acts, what the law does itself, statements, offices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clemency.docket.entries import KINDS
from clemency.docket.shape import shapes_of
from clemency.law.pack import OF, Act, Clock, DayOf, Office, Parameter, Statement, Vote
from clemency.letters.book.blocks import (
    Block,
    Pairs,
    Para,
    Section,
    Sides,
    Span,
    Table,
    Text,
    joined,
    text,
)
from clemency.letters.book.model import Use
from clemency.letters.book.rules import proof_line, proofs
from clemency.letters.book.voice import Row, Voice, anchor, pairs_of
from clemency.letters.inscribed import Inscribed


class Procedure:
    """Says who does what, when, on which rules, who is told, and which clock runs."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.book, self.pack, self.words = voice.book, voice.pack, voice.words
        self.inscribed = Inscribed(voice.names)

    # -- acts ------------------------------------------------------------------------------------

    def acts(self) -> Section:
        """Every act, in the order of the pack."""
        say = self.voice.say
        told = tuple(self._act(act) for act in self.pack.acts.values())
        return Section("acts", say("acts.title"), (Para(text(say("acts.says"))),), told)

    def _act(self, act: Act) -> Section:
        say = self.voice.say
        head = Para(text(Span(act.id, "", "code")), "id")
        sides = Sides(say("left"), say("right"), tuple(self._who(act)), tuple(self._when(act)))
        blocks = (head, sides, *self._told(act), *proofs(self.voice, act.id))
        return Section(anchor("act", act.id), self.voice.names.act(act.id), blocks)

    def _who(self, act: Act) -> Iterator[Block]:
        """The authority for an act, and who does it."""
        voice, say = self.voice, self.voice.say
        cite = voice.cited(act.cite) if act.cite else text(say("acts.no_cite"))
        rows = (
            (say("cite"), cite),
            (say("verified"), voice.read(act.cite) if act.cite else ""),
            (say("acts.by"), voice.links("office", act.by)),
            (say("acts.of"), voice.links("office", act.of)),
            (say("acts.second"), say("acts.second_says") if act.second else ""),
        )
        yield pairs_of(rows)

    def _when(self, act: Act) -> Iterator[Block]:
        voice = self.voice
        yield Para(text(voice.say("acts.when")), "lead")
        yield from voice.condition(act.when)
        yield pairs_of(self._effect(act))
        if act.vote is not None:
            yield from self._vote(act.vote)

    def _effect(self, act: Act) -> Iterator[Row]:
        """What stops the act, what is shown, what is written, which clock runs."""
        voice, say = self.voice, self.voice.say
        yield say("acts.needs"), voice.links("rule", act.needs)
        yield say("acts.weighs"), tuple(self._weighed(id) for id in act.weighs)
        waits = (duty.id for duty in self.pack.duties.values() if act.id in duty.before)
        yield say("acts.duties"), voice.links("duty", waits)
        yield say("acts.unknown"), say(f"acts.unknown_{act.unknown.value}")
        yield say("acts.writes"), voice.names.kind(act.writes)
        yield say("acts.sets"), self._sets(act.sets, act.writes)
        fields = [voice.names.field(name, act.writes) for name in act.asks]
        yield say("acts.asks"), self.words.listed(fields)
        if act.per is not None:
            yield say("acts.per"), voice.names.noun(act.per)
        yield say("acts.clock"), tuple(map(text, self._clock(act.clock))) if act.clock else ""
        yield say("acts.stops"), tuple(map(self._period, act.stops))
        yield say("acts.closes"), say("acts.closes_says") if act.closes else ""

    def _weighed(self, id: str) -> Text:
        return self.voice.link("rule" if id in self.pack.rules else "consideration", id)

    def _sets(self, sets: Any, kind: str) -> tuple[Text, ...]:
        """Fields that are filled without anybody giving them."""
        shapes = {shape.name: shape for shape in shapes_of(KINDS[kind])}
        said = []
        for name, value in sets.items():
            label = self.voice.names.field(name, kind)
            if isinstance(value, DayOf):
                day = (Span(f"{label}: {self.voice.say('acts.day_of')} "),)
                said.append((*day, *self.voice.link("rule", value.rule)))
                continue
            shown = self.inscribed.value(value, shapes[name], kind)
            said.append(text(self.words.say("value.pair", label=label, value=shown)))
        return tuple(said)

    def _clock(self, clock: Clock) -> Iterator[str]:
        """How long a period is, from when, who is reminded, and what happens when it runs out."""
        say = self.voice.say
        length = clock.days if clock.days is not None else clock.months
        unit = "months" if clock.days is None else "working_days" if clock.working else "days"
        start = self.voice.names.field(clock.start) if clock.start != "on" else say("clock.act")
        if isinstance(length, Parameter):
            figure = self.voice.names.figure(length.id)
            yield say(f"clock.figure_{unit}", figure=figure, start=start)
        else:
            yield self.voice.counted(f"clock.{unit}", length or 0, start=start)
        for days in clock.chase:
            key = "clock.before" if days < 0 else "clock.after" if days else "clock.due"
            yield self.voice.counted(key, abs(days)) if days else say(key)
        if clock.out == "proceed-without":
            yield say("clock.out_proceed")
        elif clock.out == "nothing":
            yield say("clock.out_nothing")
        else:
            yield say("clock.out", what=self.voice.names.act(clock.out))
        if clock.by is not None:
            yield say("clock.by", office=self.voice.names.office(clock.by))

    def _period(self, id: str) -> Text:
        """A period, by the act that starts it."""
        for act in self.pack.acts.values():
            if act.clock is not None and act.clock.id == id:
                return self.voice.link("act", act.id)
        return text(Span(id, "", "code"))

    def _vote(self, vote: Vote) -> Iterator[Block]:
        voice = self.voice
        stage = voice.names.code(vote.stage, "stage")
        yield Para(text(voice.say("vote.stage", stage=stage)), "lead")
        yield Para(text(voice.say("vote.quorum")), "lead")
        yield from voice.condition(vote.quorum)
        yield Para(text(voice.say("vote.carries")), "lead")
        yield from voice.condition(vote.carries)

    def _told(self, act: Act) -> Iterator[Block]:
        """Who is told, in which order, by which letter."""
        if not act.tells:
            return
        voice, say = self.voice, self.voice.say
        rows = []
        for number, one in enumerate(act.tells, 1):
            who = say("tells.of") if one.who == OF else voice.names.office(one.who)
            after = voice.names.office(one.after) if one.after else ""
            when = voice.words.settled(voice.spoken.inline(one.when)) if one.when else ""
            cells = [self.words.number(number), who, "", when or say("tells.always"), after]
            texts = [text(cell) for cell in cells]
            texts[2] = voice.link("letter", one.letter, bare=True)
            rows.append(tuple(texts))
        keys = ("tells.n", "tells.who", "tells.letter", "tells.when", "tells.after")
        yield Para(text(say("tells.title")), "lead")
        yield Table(tuple(say(key) for key in keys), tuple(rows), (1, 4, 5, 6, 3))

    # -- what nobody does, and what is so on every path --------------------------------------------

    def by_law(self) -> Section:
        """What the law does by itself."""
        voice, say = self.voice, self.voice.say
        told = []
        for clause in self.pack.by_law.values():
            says = Para(text(voice.sentence(f"by_law.{clause.id}.says")), "says")
            rows = (
                (say("cite"), voice.cited(clause.cite)),
                (say("verified"), voice.read(clause.cite)),
            )
            writes = (
                (say("acts.writes"), voice.names.kind(clause.writes)),
                (say("acts.sets"), self._sets(clause.sets, clause.writes)),
            )
            right = (
                Para(text(say("by_law.when")), "lead"),
                *voice.condition(clause.when),
                Para(text(say("by_law.on")), "lead"),
                *voice.value(clause.on),
                pairs_of(writes),
            )
            sides = Sides(say("left"), say("right"), (says, pairs_of(rows)), right)
            told.append(self._section("by-law", clause.id, sides, *proofs(voice, clause.id)))
        lead = say("by_law.says") if told else say("by_law.none")
        return Section("by-law", say("by_law.title"), (Para(text(lead)),), tuple(told))

    def _section(self, chapter: str, id: str, *blocks: Block) -> Section:
        head = Para(text(Span(id, "", "code")), "id")
        title = self.voice.title_of(Use(chapter, id))
        return Section(anchor(chapter, id), title, (head, *blocks), listed=False)

    def statements(self) -> Section:
        """What is never so, and what is always so, with what was proved of it."""
        say = self.voice.say
        told = tuple(self._statement(one) for one in self.pack.statements)
        lead = [Para(text(say("statements.says" if told else "statements.none")))]
        if self.book.proved is None:
            lead.append(Para(text(say("proof.none")), "note"))
        return Section("statements", say("statements.title"), tuple(lead), told)

    def _statement(self, one: Statement) -> Section:
        voice, say = self.voice, self.voice.say
        kind = "never" if one.never else "always"
        says = voice.sentence(f"{kind}.{one.id}.says")
        found = self.book.proofs_of(one.id)
        shown = tuple(text(proof_line(voice, proof)) for proof in found)
        left = (
            Para(text(Span(say(f"statements.{kind}"), "", "strong"), " ", says), "says"),
            Pairs(((say("proved"), shown or (text(say("proof.open")),)),)),
        )
        right = (Para(text(say(f"statements.{kind}_is")), "lead"), *voice.condition(one.expr))
        return self._section(kind, one.id, Sides(say("left"), say("right"), left, right))

    # -- offices -----------------------------------------------------------------------------------

    def offices(self) -> Section:
        """Who acts, who advises, who stands outside; who acts instead; who stands aside."""
        say = self.voice.say
        told = tuple(self._office(one) for one in self.pack.offices.values())
        asides = tuple(self._asides())
        nobody = () if asides else (Para(text(say("aside.none"))),)
        aside = Section("stands-aside", say("aside.title"), nobody, asides)
        lead = (Para(text(say("offices.says"))),)
        return Section("offices", say("offices.title"), lead, (*told, aside))

    def _office(self, office: Office) -> Section:
        voice, say = self.voice, self.voice.say
        role = "outside" if office.outside else "consulted" if office.consulted else "acts"
        acts = [act.id for act in self.pack.acts.values() if office.id in act.by]
        rows: list[Row] = [
            (say("offices.role"), say(f"offices.{role}")),
            (say("offices.members"), self.words.number(office.members) if office.members else ""),
            (say("offices.does"), joined(voice.links("act", acts), self.words.raw("cite.apart"))),
        ]
        blocks: list[Block] = [pairs_of(rows)]
        for one in office.instead:
            by = voice.names.office(one.by)
            left = (
                Para(text(say("offices.instead", office=by)), "says"),
                Para(voice.cited(one.cite)),
            )
            when = (Para(text(say("offices.when")), "lead"), *voice.condition(one.when))
            blocks.append(Sides(say("left"), say("right"), left, when))
        if office.substitute is not None:
            named = voice.names.office(office.substitute.named_by)
            needs = voice.names.field(office.substitute.needs)
            said = say("offices.substitute", office=named, needs=needs)
            blocks.append(Para((Span(f"{said} "), *voice.cited(office.substitute.cite))))
        title = voice.names.office(office.id)
        return Section(anchor("office", office.id), title, tuple(blocks), listed=False)

    def _asides(self) -> Iterator[Section]:
        voice, say = self.voice, self.voice.say
        for one in self.pack.stands_aside:
            says = Para(text(voice.sentence(f"stands_aside.{one.id}.says")), "says")
            rows = (
                (say("cite"), voice.cited(one.cite)),
                (say("verified"), voice.read(one.cite)),
                (say("aside.offices"), voice.offices(one.offices) or say("aside.every")),
                (say("aside.unknown"), say(f"aside.unknown_{one.unknown.replace('-', '_')}")),
            )
            left = (says, pairs_of(rows))
            right = (Para(text(say("aside.when")), "lead"), *voice.condition(one.when))
            yield self._section("aside", one.id, Sides(say("left"), say("right"), left, right))
