"""Saying what a letter is.

Each way to go is tried first and shown with all that it would do, or with every reason why it
cannot; the law's own findings are quoted, and a person confirms."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from clemency.clerk.evidence import FactsGiven
from clemency.docket.entries import KINDS
from clemency.docket.facts import docket_facts
from clemency.docket.order import Order
from clemency.docket.shape import own
from clemency.docket.verdict import Objection, Refused
from clemency.law.finding import Finding
from clemency.law.goal import asks, wanted
from clemency.law.pack import Act, Failing
from clemency.letters.post.sheet import strings
from clemency.letters.questions import Question, question
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.web.acts.effects import Effect, effect_of
from clemency.web.acts.reading import Drawn
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import Ground, Tried, try_
from clemency.web.office import clerk
from clemency.web.pages import url_or_none
from clemency.web.workbench.opening import Opened

OPENED, ANSWERED = "PetitionOpened", "CorrespondenceAnswered"
TRANSFERRED, RECLASSIFIED = "Transferred", "Reclassified"
WAYS = (OPENED, ANSWERED, TRANSFERRED, RECLASSIFIED)
"""What a letter can turn out to be, by the kind of entry that says so."""

NOT_YET_KNOWN = "not-established"

QUESTIONS = 5
"""Questions asked at a time of whoever sorts."""

SENDS_AWAY = {Failing.NOT_A_PETITION.value: ANSWERED, Failing.ANOTHER_OFFICE.value: TRANSFERRED}
"""Findings on a petition that say what the letter is instead."""


@dataclass(frozen=True)
class Choice:
    """One way to go.

    kind     the entry that it would write
    effect   everything it would do; None where it is refused, or more must be said first
    refused  every objection otherwise; waits: those of them that only wait for facts
    lacks    whether more must be said, on the page of the act itself
    mark     a fingerprint of what was shown: what is confirmed is that, and nothing else
    address  the act's own page, with what is known filled in
    evidence the findings that speak for it; quoted, never weighed
    """

    act: str
    kind: str
    title: str
    cite: str
    effect: Effect | None
    refused: tuple[Told, ...]
    waits: tuple[Told, ...]
    lacks: bool
    mark: str
    address: str | None
    suggested: bool = False
    evidence: tuple[Told, ...] = ()


@dataclass
class Sorting:
    """A letter on the table: the matter, what was typed about it, and what each way would do."""

    at: Opened
    setting: Setting
    ground: Ground
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def given(self) -> FactsGiven | None:
        """What the officer reads in the document: claimed, since nobody has certified it."""
        return FactsGiven(dict(self.told), "claimed") if self.told else None

    def order(self, act: Act) -> Order:
        """The order that this way needs, from what is known."""
        return self.at.order(act, **{**self._named_alike(act), **self._elsewhere(act)})

    def _named_alike(self, act: Act) -> dict[str, Any]:
        """Fields of the entry that have the name of a fact: what is asked, in which capacity."""
        codes = {s.name for s in own(KINDS[act.writes]) if s.holds == "code" and not s.marks}
        known = {**self.ground.plain, **self.told}
        return {
            name: known[name]
            for name in codes
            if name in self.at.pack.facts and isinstance(known.get(name), str)
            if known[name] != "none" and name not in act.sets
        }

    def _elsewhere(self, act: Act) -> dict[str, Any]:
        """Where a rule sends what is asked to another office: to which, and by which rule."""
        if act.writes != TRANSFERRED:
            return {}
        found = next((f for f in self.findings if f.outcome == "another-office" and f.rule), None)
        if found is None or found.rule is None or found.rule.to is None:
            return {}
        return {"to": found.rule.to, "reason": found.rule_id}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way of a petition, gravest first."""
        verdict = self.as_petition.verdict if self.as_petition else None
        if not isinstance(verdict, Refused):
            return ()
        return tuple(one.finding for one in verdict.objections if one.finding is not None)

    @property
    def as_petition(self) -> Tried | None:
        """The letter, tried as a petition."""
        if "petition" not in self._kept:
            act = next((a for a in self.at.pack.acts.values() if a.writes == OPENED), None)
            self._kept["petition"] = None if act is None else self._tried(act)
        return self._kept["petition"]

    _kept: dict[str, Tried | None] = field(default_factory=dict)

    def _tried(self, act: Act) -> Tried:
        known = {**self._named_alike(act)}
        order = self.at.order(act, **known)
        return try_(clerk(), self.ground, order, facts=self.given)

    # --- the ways to go -------------------------------------------------------------------------

    def choices(self) -> list[Choice]:
        """Every act that says what a letter is: those that can be done now first."""
        acts = (act for kind in WAYS for act in self.at.pack.acts.values() if act.writes == kind)
        found = [self._choice(act) for act in acts]
        return sorted(found, key=lambda one: not one.suggested)

    def _choice(self, act: Act) -> Choice:
        order = self.order(act)
        tried = try_(clerk(), self.ground, order, facts=self.given)
        verdict = tried.verdict
        objections = verdict.objections if isinstance(verdict, Refused) else ()
        lacks = bool(objections) and all(_only_more(one) for one in objections)
        lacks = lacks or (not objections and _to_be_written(act))
        effect = None
        if not objections and not lacks:
            effect = effect_of(self._setting(tried), tried, Drawn(order.on, dict(order.fields)))
        say = self._speaker(tried)
        suggested = self._suggested(act, effect is not None or lacks)
        return Choice(
            act.id,
            act.writes,
            say.act(act.id),
            say.words.reference(act.cite.text) if act.cite else "",
            effect,
            () if lacks else self._said(say, [o for o in objections if o.kind != NOT_YET_KNOWN]),
            () if lacks else self._said(say, [o for o in objections if o.kind == NOT_YET_KNOWN]),
            lacks,
            mark(order, self.told),
            self._address(act, order),
            suggested,
            tuple(self._evidence(say, tried)) if suggested else (),
        )

    def _said(self, say: Speaker, objections: list[Objection]) -> tuple[Told, ...]:
        return tuple(map(self.at.tellable, say.refused(Refused(tuple(objections)))))

    def _setting(self, tried: Tried) -> Setting:
        """The setting with what was typed, so that previews speak of it."""
        self.setting.__dict__["ground"] = tried.ground
        return self.setting

    def _speaker(self, tried: Tried) -> Speaker:
        at = self.at
        return Speaker(at.pack, at.speaker.words.language, tried.ground.facts, at.day)

    def _suggested(self, act: Act, able: bool) -> bool:
        """Whether the pack's own rules point this way: never a guess on a person."""
        if not able:
            return False
        if act.writes == OPENED:
            return True
        kinds = [SENDS_AWAY[one.outcome] for one in self.findings if one.outcome in SENDS_AWAY]
        return bool(kinds) and act.writes == kinds[0] and self._first_of_its_kind(act)

    def _first_of_its_kind(self, act: Act) -> bool:
        """Of several acts that write one kind, the one that rests on a rule."""
        same = [one for one in self.at.pack.acts.values() if one.writes == act.writes]
        return act is next((one for one in same if one.needs), same[0])

    def _evidence(self, say: Speaker, tried: Tried) -> Iterator[Told]:
        """The findings that point this way, each with its law and the facts it rests on."""
        if tried.accepted is not None and tried.accepted.entry.kind == OPENED:
            standing = {id for id, rules in self.at.pack.rules.items() if rules[-1].standing}
            found = [one for one in tried.accepted.rests if one.rule_id in standing]
        else:
            found = [one for one in self.findings if one.outcome in SENDS_AWAY][:1]
        return (self.at.tellable(say.finding(one)) for one in found)

    def _address(self, act: Act, order: Order) -> str | None:
        address = url_or_none("acts:act", self.at.number, act.id)
        if address is None or act.id not in self._mine():
            return None
        codes = {name: value for name, value in order.fields.items() if isinstance(value, str)}
        return f"{address}?{urlencode(codes)}" if codes else address

    def _mine(self) -> frozenset[str]:
        return frozenset(act.id for act in self.setting.acts_that_write(*WAYS))

    # --- what is still to be asked --------------------------------------------------------------

    def questions(self, language: str) -> list[Question]:
        """What would tell the ways apart: first who asks, then the rest, some at a time."""
        act = next((one for one in self.at.pack.acts.values() if one.writes == OPENED), None)
        if act is None:
            return []
        tried = self.as_petition
        facts = tried.ground.facts if tried else self.ground.facts
        pack, day, given = self.at.pack, self.at.day, docket_facts(self.ground.case)
        standing = tuple(id for id in act.needs if id in pack.rules and pack.rules[id][-1].standing)
        needs = tuple(id for id in act.needs if id in pack.rules)
        first = asks(pack, standing, facts, day, given).paths
        others = [
            path for path in wanted(pack, needs, facts, day, given).paths if path not in first
        ]
        plain = [path for path in (*first[:1], *others) if path in pack.facts]
        return [question(pack, path, language) for path in plain[:QUESTIONS]]


def _to_be_written(act: Act) -> bool:
    """Whether somebody must write the answer: where it rests on no rule, no letter gives it."""
    return act.writes == ANSWERED and not act.needs


def answer_of(choice: Choice | None) -> dict[str, str]:
    """The words of an answer, to be sealed with it: the letter as it goes to the sender."""
    if choice is None or choice.kind != ANSWERED or choice.effect is None:
        return {}
    sheets = [sheet for letter in choice.effect.letters for sheet in letter.sheets[:1]]
    if not sheets:
        return {}
    parts = (part for block in sheets[0].blocks for part in strings(block))
    return {"words": "\n\n".join([sheets[0].subject, *filter(None, parts)])}


def _only_more(objection: Objection) -> bool:
    """Whether an objection only says that the order must hold more."""
    return objection.kind in ("incomplete", "second-officer")


def mark(order: Order, told: Mapping[str, Any]) -> str:
    """A fingerprint of all that a choice would write."""
    whole = [order.act, order.by, order.on, order.fields, told]
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def language_of_sender(at: Opened) -> str:
    """The language in which it came, as far as the docket says."""
    return str(at.latest("language") or "")
