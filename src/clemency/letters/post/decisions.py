"""A decision as an instrument: what is decided of which charge, on which terms, and by whose hand.

A copy for people. The decision itself is the entry, and takes effect by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from clemency.docket.rows import Outcome
from clemency.letters.notices import BadLetter
from clemency.letters.post.envelope import Envelope
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.paper import Paper
from clemency.letters.post.sheet import (
    Block,
    Box,
    Heading,
    Items,
    Para,
    Quote,
    Sheet,
    Signature,
    Table,
)

TITLES = {
    "Granted": "granted",
    "Denied": "denied",
    "DeemedDenied": "denied",
    "Countersigned": "countersigned",
    "TookEffect": "countersigned",
    "CountersignatureWithheld": "withheld",
    "Revoked": "revoked",
}
"""Entries that are decisions, or change what one is worth; each with its title."""


def decision_of(occasion: Occasion, envelope: Envelope, digest: str = "") -> Sheet:
    """The decision that an entry made, countersigned or took back, as it stands with that entry.

    Raises BadLetter for an entry that decides nothing.
    """
    if occasion.entry.kind not in TITLES:
        raise BadLetter(occasion.entry.kind, "This entry decides nothing.", "Print a letter of it.")
    return _Decision(occasion, envelope).sheet(digest)


class _Decision:
    def __init__(self, occasion: Occasion, envelope: Envelope) -> None:
        self.occasion, self.case, self.entry = occasion, occasion.case, occasion.entry
        self.paper = Paper(occasion.pack, envelope, occasion.facts)
        self.speaker, self.words = self.paper.speaker, self.paper.words
        self.title = TITLES[self.entry.kind]

    def say(self, key: str, **params: object) -> str:
        return self.paper.say(f"decision.{key}", **params)

    def sheet(self, digest: str) -> Sheet:
        count = len(self.case.decisions) or 1
        number = f"{self.occasion.number}/{count}"
        office = self.case.decided_by or self.entry.office or ""
        about = (self.say("copy"), *self.paper.what_it_is(self.entry, digest))
        subject = self.say(self.title)
        return self.paper.sheet(
            "decision", office, number, subject, self.blocks(), self.signed(), about, False
        )

    # -- what is decided -------------------------------------------------------------------------

    def blocks(self) -> Iterator[Block]:
        yield Para(self._request())
        yield self._standing()
        outcomes = self._outcomes()
        if outcomes:
            yield Heading(self.say("what"))
            head = ("concerning", "relief", "result", "terms")
            yield Table(tuple(self.say(one) for one in head), tuple(map(self._row, outcomes)))
        yield from self._conditions()
        yield from self._words()
        yield from self._law()
        yield Heading(self.say("next"))
        yield Para(self.say(f"next_{self._next()}"))

    def _request(self) -> str:
        number, received = self.words.reference(self.occasion.number), self.case.received_on
        if received is None:
            return self.say("of_number", number=number)
        return self.say("of_request", number=number, received_on=received)

    def _standing(self) -> Box:
        """Where the decision stands with this entry: in force, decided only, denied..."""
        case, on = self.case, self.entry.on
        if self.title in ("denied", "withheld", "revoked"):
            key, day = self.title, on
        elif case.effective_on is not None:
            return self._box("in_force", "in_force_says", "yes", case.effective_on)
        else:
            return self._box("decided", "decided_says", "open", case.granted_on or on)
        level = "open" if key == "withheld" else "no"
        return self._box(f"{key}_head", f"{key}_says", level, day)

    def _box(self, head: str, says: str, level: str, on: object) -> Box:
        return Box(self.say(head), level, (("", self.say(says, on=on)),))

    def _outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of the decision concerned; of a denial as a whole, none."""
        day = self.case.decided_on
        return tuple(one for one in self.case.outcomes if one.decided_on == day)

    def _row(self, one: Outcome) -> tuple[str, ...]:
        names = self.speaker.names
        charge = names.code(one.charge) if one.charge else self.say("whole")
        result = self.say("granted_short" if one.granted else "denied_short")
        terms = self.words.listed(tuple(self._terms(one))) or self.say("no_terms")
        return charge, names.code(one.relief, "relief"), result, terms

    def _terms(self, one: Outcome) -> Iterator[str]:
        if one.term_months is not None:
            yield self.words.plural("sheet.decision.months", one.term_months)
        if one.amount is not None:
            yield self._amount(one.amount)
        if one.from_on is not None:
            yield self.say("from_on", on=one.from_on)
        if one.until_on is not None:
            yield self.say("until_on", on=one.until_on)
        if one.conditional:
            yield self.say("conditional")

    def _amount(self, amount: int) -> str:
        """A sum, in the pack's currency where it names one."""
        currency = self.occasion.pack.currency
        return self.words.money(amount, currency) if currency else self.words.number(amount)

    def _conditions(self) -> Iterator[Block]:
        said = []
        for place, one in enumerate(self.case.conditions):
            text = self.occasion.texts.get(f"conditions/{place}/text")
            what = text or self.speaker.names.code(one.type or one.id, "type")
            if one.until_on is not None:
                what = self.say("condition", what=what, on=one.until_on)
            said.append(what)
        if said and self.title != "denied":
            yield Heading(self.say("conditions"))
            yield Items(tuple(said))

    def _words(self) -> Iterator[Block]:
        """The decision's own words, where they may be read; else its reason, as a code gives it."""
        for name in ("text", "statement"):
            if name in self.occasion.texts:
                yield Heading(self.say("text" if name == "text" else "grounds"))
                yield Quote(self.occasion.texts[name])
        reason = self.occasion.field("reason", "grounds")
        if reason and not self.occasion.texts:
            yield Heading(self.say("grounds"))
            yield Para(self.speaker.names.code(reason, "reason"))

    def _law(self) -> Iterator[Block]:
        act = self.occasion.act
        if act is not None and act.cite is not None:
            yield Heading(self.say("law"))
            yield Para(self.words.reference(act.cite.text))

    def _next(self) -> str:
        if self.title in ("denied", "revoked"):
            return "denied"
        if self.title == "withheld":
            return "withheld"
        return "force" if self.case.effective_on is not None else "sign"

    # -- by whose hand ---------------------------------------------------------------------------

    def signed(self) -> Iterator[Signature]:
        case = self.case
        if case.decided_by is not None and case.decided_on is not None:
            says = "granted_by" if case.granted_on == case.decided_on else "denied_by"
            yield self._signature(says, case.decided_by, case.decided_on, "signed_note")
        if self.title == "revoked":
            yield self._signature("revoked_by", self.entry.office, self.entry.on, "signed_note")
        elif case.countersigned_on is not None:
            by = case.countersigned_by
            yield self._signature("signed_by", by, case.countersigned_on, "signed_note")
        elif self.title == "withheld":
            yield self._signature("withheld_by", self.entry.office, self.entry.on, "withheld_note")
        elif case.granted_on is not None and case.effective_on is None:
            yield Signature(self.say("to_sign"), "", "", self.say("open_note"))

    def _signature(self, says: str, office: str | None, on: object, note: str) -> Signature:
        name = self.speaker.office(office) if office else ""
        return Signature(self.say(says), name, self.words.write(on), self.say(note))
