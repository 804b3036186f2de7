"""What the files say, as the parts of a Pack. What is wrong is noted on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from clemency.law.answers import NoAnswer, answer
from clemency.law.calendar import Calendar
from clemency.law.expr import TRUE, Expr
from clemency.law.pack import (
    Act,
    Assumption,
    ByLaw,
    Citation,
    Clock,
    Consideration,
    DayOf,
    Duty,
    Failing,
    Force,
    Instead,
    Length,
    Office,
    OnUnknown,
    Pack,
    Reading,
    Rule,
    SourceText,
    StandsAside,
    Statement,
    Substitute,
    Tells,
    Texts,
    Untranslatable,
    Vote,
)
from clemency.law.parse import Scope
from clemency.law.portal import Portal
from clemency.law.reading import schema as s
from clemency.law.reading import schema_acts as a
from clemency.law.reading.build_portal import portal_from
from clemency.law.reading.gather import Gathered, Item, kind_of
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.scopes import VOTE, Meaning
from clemency.law.types import BOOL, DAY, Optional, RowsOf, Type, Vocabulary

NO_CITE = Citation("", (), None)
"""Stands where a citation could not be read. Such a pack is never made."""

BEARING = ("pack", "facts", "rules", "offices", "acts")
"""Kinds of file that bear on findings; the digest is of these."""


def calendar_of(pack: s.PackFile | None) -> Calendar:
    """How the jurisdiction counts days."""
    if pack is None:
        return Calendar()
    return Calendar(
        time_zone=pack.time_zone,
        leap_day=pack.leap_day,
        weekend=frozenset(pack.weekend),
        holidays=frozenset(pack.holidays.days),
        known_until=pack.holidays.known_until,
    )


def digest_of(files: Mapping[str, str]) -> str:
    """SHA-256 over the sorted names, lengths and bytes of the files that bear on findings."""
    digest = hashlib.sha256()
    for name in sorted(files):
        if kind_of(name) in BEARING:
            text = files[name].encode("utf-8", "surrogatepass")
            digest.update(f"{name}\0{len(text)}\0".encode())
            digest.update(text)
    return digest.hexdigest()


class Builder:
    """Makes the parts of a pack from their texts."""

    def __init__(self, found: Gathered, meaning: Meaning) -> None:
        self.found = found
        self.meaning = meaning

    def pack(self, texts: Texts, digest: str) -> Pack:
        """The whole pack. Parts that are wrong are noted and hold nothing of use."""
        head = self.found.pack
        known = self.meaning
        parts = self._parts()
        return Pack(
            id=head.text.id if head else "",
            version=head.text.version if head else "",
            digest=digest,
            languages=texts.languages,
            texts=texts,
            calendar=known.calendar,
            vocabulary=known.scope.vocabulary,
            sources=self._sources(),
            facts=known.facts,
            records=known.records,
            defines=known.defines,
            parameters=known.parameters,
            letters=frozenset(self.found.known("letter")),
            sees=self._sees(),
            audiences=frozenset(a for item in self.found.sees for a in item.text),
            publishes=tuple(head.text.publishes) if head else (),
            currency=(head.text.currency or "") if head else "",
            portal=self._portal(texts),
            **parts,
        )

    def _parts(self) -> dict[str, Any]:
        of = self.found.of
        return {
            "rules": self._rules(),
            "duties": self._by_id(of("duty", s.DutyText), self._duty),
            "considerations": self._by_id(
                of("consideration", s.ConsiderationText), self._consideration
            ),
            "untranslatable": self._left_out(),
            "offices": self._by_id(of("office", s.OfficeText), self._office),
            "stands_aside": tuple(
                self._stands_aside(item) for item in of("stands_aside", s.StandsAsideText)
            ),
            "acts": self._by_id(of("act", a.ActText), self._act),
            "by_law": self._by_id(of("by_law", a.ByLawText), self._by_law),
            "statements": self._statements(),
            "assumptions": self._assumptions(),
        }

    # -- small things ------------------------------------------------------------------------------

    @staticmethod
    def _by_id(items: Iterable[Item[Any]], make: Callable[[Item[Any]], Any]) -> dict[str, Any]:
        return {item.id: make(item) for item in items}

    def _cite(self, item: Item[Any], keys: KeyPath = ("cite",)) -> Citation:
        text: Any = item.text
        for key in keys[:-1]:
            text = text[key] if isinstance(key, int) else getattr(text, key)
        return self.meaning.cite(item, keys, text.cite) or NO_CITE

    def _expr(
        self,
        item: Item[Any],
        keys: KeyPath,
        text: str,
        expects: Type | None = BOOL,
        scope: Scope | None = None,
    ) -> Expr:
        return self.meaning.expr(item, keys, text, scope, expects) or TRUE

    def _maybe(
        self,
        item: Item[Any],
        keys: KeyPath,
        text: str | None,
        scope: Scope,
        expects: Type | None,
    ) -> Expr | None:
        return None if text is None else self._expr(item, keys, text, expects, scope)

    def _asked(self) -> Scope:
        """The scope of what is asked or shown, where `known(...)` may be used."""
        return replace(self.meaning.scope, known=True)

    def _sources(self) -> dict[str, SourceText]:
        if self.found.pack is None:
            return {}
        return {
            one.id: SourceText(one.id, one.title, one.verified_on, one.url, one.certainty)
            for one in self.found.pack.text.source
        }

    def _sees(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            item.id: {audience: tuple(fields) for audience, fields in item.text.items()}
            for item in self.found.sees
        }

    def _portal(self, texts: Texts) -> Portal | None:
        item = self.found.portal
        return None if item is None else portal_from(item.text, texts)

    def _assumptions(self) -> tuple[Assumption, ...]:
        return tuple(self._assumption(item) for item in self.found.of("assume", s.AssumeText))

    def _assumption(self, item: Item[s.AssumeText]) -> Assumption:
        about = item.text.about if item.text.about in self.meaning.records else None
        if item.text.about is not None and about is None:
            return Assumption(item.id, TRUE)  # told by the check
        scope = replace(self.meaning.scope, rows={about: about} if about else {})
        return Assumption(item.id, self._expr(item, ("is",), item.text.is_, BOOL, scope), about)

    # -- rules -------------------------------------------------------------------------------------

    def _rules(self) -> dict[str, tuple[Rule, ...]]:
        """Versions of each rule, oldest first."""
        versions: dict[str, list[Rule]] = {}
        for item in self.found.of("rule", s.RuleText):
            versions.setdefault(item.id, []).append(self._rule(item))
        return {
            name: tuple(sorted(rules, key=lambda r: r.since.toordinal() if r.since else 0))
            for name, rules in versions.items()
        }

    def _rule(self, item: Item[s.RuleText]) -> Rule:
        text = item.text
        about = text.about if text.about in self.meaning.records else None
        scope = replace(self.meaning.scope, rows={about: about} if about else {})
        if text.about is not None and about is None:
            return Rule(item.id, NO_CITE, Force(text.force), text.since)  # told by the check
        return Rule(
            id=item.id,
            cite=self._cite(item),
            force=Force(text.force),
            since=text.since,
            until=text.until,
            holds=self._maybe(item, ("holds",), text.holds, scope, BOOL),
            day=self._maybe(item, ("date",), text.day, scope, Optional(DAY)),
            value=self._maybe(item, ("value",), text.value, scope, None),
            about=text.about,
            applies_to=self._maybe(item, ("applies_to",), text.applies_to, scope, BOOL),
            failing=Failing(text.failing) if text.failing else Failing.REFUSE,
            to=text.to,
            binds=tuple(text.binds),
            override_by=tuple(text.override_by),
            uncertain=text.uncertain or "",
            readings=tuple(
                Reading(
                    one.id,
                    self._cite(item, ("readings", index, "cite")),
                    self._expr(item, ("readings", index, "holds"), one.holds, BOOL, scope),
                )
                for index, one in enumerate(text.readings)
            ),
            standing=text.standing,
            may_lapse=text.may_lapse,
            before=tuple(text.before),
            on_purpose=text.on_purpose or "",
        )

    def _duty(self, item: Item[s.DutyText]) -> Duty:
        text = item.text
        when = self._expr(item, ("when",), text.when, BOOL, self._asked())
        return Duty(item.id, self._cite(item), when, text.do, tuple(text.before))

    def _consideration(self, item: Item[s.ConsiderationText]) -> Consideration:
        shows = self._expr(item, ("shows",), item.text.shows, None, self._asked())
        return Consideration(item.id, self._cite(item), shows)

    def _left_out(self) -> dict[str, Untranslatable]:
        left = {
            item.id: Untranslatable(item.id, self._cite(item))
            for item in self.found.of("untranslatable", s.UntranslatableText)
        }
        for item in self.found.of("not_covered", s.NotCoveredText):
            cite = self.meaning.cite(item, ("cite",), item.text.cite)
            left[item.id] = Untranslatable(item.id, cite, covered=False)
        return left

    # -- offices -----------------------------------------------------------------------------------

    def _office(self, item: Item[s.OfficeText]) -> Office:
        text = item.text
        instead = tuple(
            Instead(
                one.by,
                self._expr(item, ("instead", index, "when"), one.when),
                self._cite(item, ("instead", index, "cite")),
            )
            for index, one in enumerate(text.instead)
        )
        substitute = None
        if text.substitute is not None:
            cite = self._cite(item, ("substitute", "cite"))
            substitute = Substitute(text.substitute.named_by, text.substitute.needs, cite)
        return Office(item.id, instead, substitute, text.members, text.consulted, text.outside)

    def _stands_aside(self, item: Item[s.StandsAsideText]) -> StandsAside:
        text = item.text
        when = self._expr(item, ("if",), text.if_)
        return StandsAside(item.id, when, self._cite(item), tuple(text.offices), text.unknown)

    # -- acts --------------------------------------------------------------------------------------

    def _act(self, item: Item[a.ActText]) -> Act:
        text = item.text
        return Act(
            id=item.id,
            by=tuple(text.by),
            writes=text.writes,
            when=self._expr(item, ("when",), text.when) if text.when != "True" else TRUE,
            needs=tuple(text.needs),
            weighs=tuple(text.weighs),
            unknown=OnUnknown(text.unknown),
            of=tuple(text.of),
            sets={name: self._constant(text, name) for name in text.set},
            asks=tuple(text.asks),
            cite=self.meaning.cite(item, ("cite",), text.cite),
            second=text.second,
            tells=tuple(self._tells(item, index, one) for index, one in enumerate(text.tells)),
            clock=self._clock(text.clock) if text.clock else None,
            stops=tuple(text.stops),
            per=text.per,
            reliefs=tuple(text.reliefs),
            takes={name: tuple(codes) for name, codes in text.takes.items()},
            vote=self._vote(item, text.vote) if text.vote else None,
            closes=text.closes,
        )

    def _constant(self, text: a.ActText | a.ByLawText, name: str) -> Any:
        """A field that the act sets, as the entry holds it; what is wrong is told by the check."""
        form = self.meaning.forms.kinds.get(text.writes)
        type_ = form.fields.get(name) if form is not None else None
        if type_ is None or isinstance(type_, RowsOf):
            return text.set[name]
        try:
            return answer(text.set[name], type_)
        except NoAnswer:
            return None

    def _tells(self, item: Item[a.ActText], index: int, text: a.TellsText) -> Tells:
        when = self._maybe(item, ("tells", index, "when"), text.when, self.meaning.scope, BOOL)
        return Tells(text.who, text.letter, text.after, when)

    def _clock(self, text: a.ClockText) -> Clock:
        return Clock(
            id=text.id,
            days=self._length(text.days),
            months=self._length(text.months),
            working=text.working,
            start=text.from_,
            chase=tuple(text.chase),
            out=text.out,
            by=text.by,
        )

    def _length(self, given: int | str | None) -> Length | None:
        """A number, or the figure of that name; a wrong name is told by the check."""
        return self.meaning.parameters.get(given) if isinstance(given, str) else given

    def _vote(self, item: Item[a.ActText], text: a.VoteText) -> Vote:
        known = self.meaning.scope.vocabulary
        scope = replace(self.meaning.scope, vocabulary=known.joined(Vocabulary(VOTE)))
        quorum = self._expr(item, ("vote", "quorum"), text.quorum, BOOL, scope)
        return Vote(
            text.stage, quorum, self._expr(item, ("vote", "carries"), text.carries, BOOL, scope)
        )

    def _by_law(self, item: Item[a.ByLawText]) -> ByLaw:
        when = self._expr(item, ("when",), item.text.when)
        on = self._expr(item, ("on",), item.text.on, Optional(DAY))
        sets = {name: self._set_by_law(item.text, name) for name in item.text.set}
        before = tuple(item.text.before)
        return ByLaw(item.id, self._cite(item), when, on, item.text.writes, sets, before)

    def _set_by_law(self, text: a.ByLawText, name: str) -> Any:
        """A field that the law sets: a constant, or the day of a rule."""
        given = text.set[name]
        if isinstance(given, dict):
            return DayOf(str(given.get("date")))
        return self._constant(text, name)

    def _statements(self) -> tuple[Statement, ...]:
        return tuple(
            Statement(item.id, self._expr(item, ("is",), item.text.is_), kind == "never")
            for kind in ("never", "always")
            for item in self.found.of(kind, a.StatementText)
        )
