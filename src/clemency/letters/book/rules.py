"""The chapters of the law: rules and readings, duties, considerations, definitions, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clemency.law.expr import Expr
from clemency.law.pack import Define, Parameter, Reading, Rule
from clemency.letters.book.blocks import Block, Code, Pairs, Para, Section, Sides, Span, Table, text
from clemency.letters.book.examples import Examples
from clemency.letters.book.model import Proved, Use, defines_of, exprs_of, figures_of
from clemency.letters.book.voice import Row, Voice, anchor, pairs_of
from clemency.letters.spoken import reads_of


class Rules:
    """Says every rule: the law and its words beside what the engine makes of them."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.book, self.pack, self.words = voice.book, voice.pack, voice.words
        self.examples = Examples(voice)

    def chapter(self) -> Section:
        """Every rule, in the order of the pack."""
        say = self.voice.say
        told = tuple(self._rule(id) for id in self.pack.rules)
        return Section("rules", say("rules.title"), (Para(text(say("rules.says"))),), told)

    def _rule(self, id: str) -> Section:
        versions = self.pack.rules[id]
        blocks: list[Block] = [Para(text(Span(id, "", "code")), "id")]
        for rule in reversed(versions):
            if len(versions) > 1:
                blocks.append(Para(text(self._version(rule)), "version"))
            blocks.append(self._sides(rule))
            blocks += [self._reading(rule, reading) for reading in rule.readings]
        blocks += self.facts(one for rule in versions for one in exprs_of(rule))
        blocks += proofs(self.voice, id)
        blocks += self.examples.of_rule(id)
        return Section(anchor("rule", id), self.voice.title_of(Use("rule", id)), tuple(blocks))

    def _version(self, rule: Rule) -> str:
        """Which of several texts of one rule this is."""
        applied = rule is self._in_force(rule.id)
        said = self._dates(rule) or self.voice.say("rules.no_dates")
        if not applied:
            return said
        return self.words.say("value.noted", text=said, note=self.voice.say("rules.applied"))

    def _in_force(self, id: str) -> Rule | None:
        """The text that is in force on the day of the book."""
        on = self.book.on
        current = [
            rule
            for rule in self.pack.rules[id]
            if (rule.since is None or rule.since <= on) and (rule.until is None or on <= rule.until)
        ]
        return current[-1] if current else None

    # -- one text of a rule ----------------------------------------------------------------------

    def _sides(self, rule: Rule) -> Sides:
        say = self.voice.say
        left = (*self._authority(rule), *self._words(rule))
        return Sides(say("left"), say("right"), left, tuple(self._engine(rule)))

    def _authority(self, rule: Rule) -> Iterator[Block]:
        voice = self.voice
        says = voice.sentence(f"rule.{rule.key}.says")
        if says:
            yield Para(text(says), "says")
        rows = (
            (voice.say("cite"), voice.cited(rule.cite)),
            (voice.say("force"), self.words.say(f"force.{rule.force.value}")),
            (voice.say("dates"), self._dates(rule) or voice.say("rules.no_dates")),
            (voice.say("verified"), voice.read(rule.cite)),
        )
        yield pairs_of(rows)

    def _words(self, rule: Rule) -> Iterator[Block]:
        """What people are told where the rule fails, and what is not confirmed."""
        voice, key = self.voice, f"rule.{rule.key}"
        told = (
            (voice.say("else"), voice.sentence(f"{key}.else")),
            (voice.say("instead"), voice.sentence(f"{key}.instead")),
        )
        if any(said for _, said in told):
            yield pairs_of(told)
        uncertain = voice.sentence(f"{key}.uncertain") or rule.uncertain
        if uncertain:
            yield Para(text(Span(voice.say("uncertain"), "", "strong"), " ", uncertain), "warn")

    def _dates(self, rule: Rule) -> str:
        if rule.until is None:
            return self.words.say("cite.since", since=rule.since) if rule.since else ""
        if rule.since is None:
            return self.words.say("cite.until", until=rule.until)
        return self.words.say("cite.span", since=rule.since, until=rule.until)

    def _engine(self, rule: Rule) -> Iterator[Block]:
        voice = self.voice
        if rule.about is not None:
            noun = voice.names.noun(rule.about)
            yield Para(text(voice.say("rules.about", noun=noun)))
        if rule.applies_to is not None:
            yield Para(text(voice.say("rules.applies_to")), "lead")
            yield from voice.condition(rule.applies_to)
        if rule.holds is not None:
            yield Para(text(voice.say("rules.holds")), "lead")
            yield from voice.condition(rule.holds)
        else:
            yield Para(text(voice.say("rules.date" if rule.day else "rules.value")), "lead")
            yield from voice.value(rule.expr)
        yield pairs_of(self._effect(rule))

    def _effect(self, rule: Rule) -> Iterator[Row]:
        """What follows when the rule fails, for whom, and who may set it aside."""
        voice, say = self.voice, self.voice.say
        if rule.holds is not None:
            yield say("failing"), self._failing(rule)
        if rule.binds:
            yield say("binds"), voice.offices(rule.binds)
        if rule.holds is not None:
            yield say("override"), self._override(rule)
        needed, weighed = self.book.needed_by(rule.id), self.book.weighed_by(rule.id)
        yield say("needed_by"), voice.links("act", needed)
        yield say("weighed_by"), voice.links("act", weighed)
        if not (needed or weighed):
            yield say("needed_by"), say("rules.no_act")
        yield say("may_lapse"), say("may_lapse_says") if rule.may_lapse else ""
        yield say("before"), voice.links("rule", rule.before)
        yield say("on_purpose"), self.words.settled(rule.on_purpose)
        exprs = exprs_of(rule)
        yield say("uses_defines"), voice.links("define", defines_of(exprs))
        yield say("uses_figures"), voice.links("figure", figures_of(exprs))

    def _failing(self, rule: Rule) -> str:
        outcome = self.words.say(f"outcome.{rule.failing.value}")
        if rule.to is None:
            return outcome
        return self.words.say("value.noted", text=outcome, note=self.voice.names.office(rule.to))

    def _override(self, rule: Rule) -> str:
        if rule.override_by:
            return self.voice.say("override_by", offices=self.voice.offices(rule.override_by))
        return self.voice.say("override_nobody")

    def _reading(self, rule: Rule, reading: Reading) -> Sides:
        """A competing reading, beside what the engine makes of it."""
        voice, say = self.voice, self.voice.say
        says = voice.sentence(f"rule.{rule.key}.readings.{reading.id}.says")
        rows = (
            (say("cite"), voice.cited(reading.cite)),
            (say("verified"), voice.read(reading.cite)),
        )
        left = (Para(text(says), "says"), pairs_of(rows))
        return Sides(say("reading"), say("reading_holds"), left, voice.condition(reading.holds))

    def facts(self, exprs: Iterable[Expr]) -> Iterator[Block]:
        """The facts that expressions read, with the question that asks for each."""
        voice = self.voice
        rows = []
        for path in reads_of(exprs, voice.spoken.path):
            asked = voice.names.label(path)
            rows.append(
                (text(asked), text(self._kind_of(path)), text(Span(_bare(path), "", "code")))
            )
        if rows:
            head = (voice.say("facts.ask"), voice.say("facts.from"), voice.say("facts.name"))
            yield Para(text(voice.say("facts.read")), "lead")
            yield Table(head, tuple(rows), (5, 2, 3))

    def _kind_of(self, path: str) -> str:
        """Who knows a fact: people who are asked, the docket, or the act itself."""
        if path.startswith("docket."):
            return self.voice.say("facts.docket")
        known = path in self.pack.facts or "[" in path or path.endswith(".complete")
        known = known or path in {record.plural for record in self.pack.records.values()}
        return self.voice.say("facts.asked" if known else "facts.given")

    # -- definitions, figures ---------------------------------------------------------------------

    def definitions(self) -> Section:
        """Words that several rules share."""
        say = self.voice.say
        told = tuple(self._define(one) for one in self.pack.defines.values())
        return Section("defines", say("defines.title"), (Para(text(say("defines.says"))),), told)

    def _define(self, define: Define) -> Section:
        voice = self.voice
        left: list[Block] = [Para(text(voice.sentence(f"define.{define.id}.says")), "says")]
        if define.of is not None:
            left.append(Para(text(voice.say("rules.about", noun=voice.names.noun(define.of)))))
        spoken = voice.spoken.condition(define.expr)
        yields = str(define.expr.type) == "yes or no"
        right = (
            (voice.points(spoken), Code(str(define.expr))) if yields else voice.value(define.expr)
        )
        sides = Sides(voice.say("left"), voice.say("right"), tuple(left), right)
        head = Para(text(Span(define.id, "", "code")), "id")
        title = voice.title_of(Use("define", define.id))
        return Section(anchor("define", define.id), title, (head, sides), listed=False)

    def figures(self) -> Section:
        """Figures of the law, each with its values from a day on."""
        say = self.voice.say
        told = tuple(self._figure(one) for one in self.pack.parameters.values())
        return Section("figures", say("figures.title"), (Para(text(say("figures.says"))),), told)

    def _figure(self, figure: Parameter) -> Section:
        voice, on = self.voice, self.book.on
        current = max((since for since, _ in figure.values if since <= on), default=None)
        rows = []
        for since, value in figure.values:
            said = voice.names.value(value, figure.type)
            note = voice.say("figures.applied") if since == current else ""
            rows.append((text(self.words.day(since)), text(said), text(note)))
        head = (voice.say("figures.from"), voice.say("figures.value"), voice.say("figures.note"))
        blocks = (
            Para(text(Span(figure.id, "", "code")), "id"),
            Para((*voice.cited(figure.cite), Span(f" ({voice.read(figure.cite)})"))),
            Table(head, tuple(rows), (3, 3, 4)),
        )
        title = voice.title_of(Use("figure", figure.id))
        return Section(anchor("figure", figure.id), title, blocks, listed=False)

    # -- duties, considerations -------------------------------------------------------------------

    def duties(self) -> Section:
        """Work that the law makes."""
        voice, say = self.voice, self.voice.say
        told = []
        for duty in self.pack.duties.values():
            rows = ((say("cite"), voice.cited(duty.cite)), (say("verified"), voice.read(duty.cite)))
            left = (Para(text(voice.sentence(f"duty.{duty.id}.says")), "says"), pairs_of(rows))
            work = (
                (say("duties.do"), voice.link("act", duty.do)),
                (say("duties.before"), voice.links("act", duty.before)),
            )
            when = (Para(text(say("duties.when")), "lead"), *voice.condition(duty.when))
            sides = Sides(say("left"), say("right"), left, (*when, pairs_of(work)))
            told.append(self._clause("duty", duty.id, sides, duty.when))
        return Section(
            "duties", say("duties.title"), (Para(text(say("duties.says"))),), tuple(told)
        )

    def considerations(self) -> Section:
        """What is shown to those who weigh."""
        voice, say = self.voice, self.voice.say
        told = []
        for one in self.pack.considerations.values():
            rows = ((say("cite"), voice.cited(one.cite)), (say("verified"), voice.read(one.cite)))
            says = voice.sentence(f"consideration.{one.id}.says")
            left = (Para(text(says), "says"), pairs_of(rows))
            shown = ((say("weighed_by"), voice.links("act", self.book.weighed_by(one.id))),)
            right = (
                Para(text(say("considerations.shows")), "lead"),
                *voice.value(one.shows),
                pairs_of(shown),
            )
            sides = Sides(say("left"), say("right"), left, right)
            told.append(self._clause("consideration", one.id, sides, one.shows))
        lead = Para(text(say("considerations.says")))
        return Section("considerations", say("considerations.title"), (lead,), tuple(told))

    def _clause(self, chapter: str, id: str, sides: Sides, expr: Expr) -> Section:
        head = Para(text(Span(id, "", "code")), "id")
        title = self.voice.title_of(Use(chapter, id))
        blocks = (head, sides, *self.facts((expr,)))
        return Section(anchor(chapter, id), title, blocks, listed=False)


def proof_line(voice: Voice, one: Proved) -> str:
    """What the solver found of one property, and how far that reaches."""
    rows = (
        voice.say("proof.rows_all") if one.rows is None else voice.counted("proof.rows", one.rows)
    )
    acts = (
        voice.say("proof.acts_all") if one.acts is None else voice.counted("proof.acts", one.acts)
    )
    title = f"prove.title.{one.property}"
    name = voice.words.say(title) if voice.words.has(title) else voice.names.id(one.property)
    return voice.say(f"proof.{one.verdict}", property=name.rstrip("."), rows=rows, acts=acts)


def proofs(voice: Voice, id: str) -> Iterator[Block]:
    """What was proved about a rule, act or clause; nothing where nothing was."""
    found = voice.book.proofs_of(id)
    if found:
        said = tuple(text(proof_line(voice, one)) for one in found)
        yield Pairs(((voice.say("proved"), said),))


def _bare(path: str) -> str:
    """A path as expressions write it, without the number of a row."""
    return path.replace("[0]", "[]")
