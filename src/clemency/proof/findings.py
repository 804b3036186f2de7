"""What a rule comes to in a world, as law.finding has it: which text applies, whether it holds.

A rule has versions. The newest that had begun and applies is the text; where the newest that had
begun is repealed, there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from clemency.law.pack import Pack, Rule
from clemency.law.types import RowsOf
from clemency.proof.days import packed
from clemency.proof.encode import Encoder
from clemency.proof.terms import (
    Number,
    RowsTerm,
    RowTerm,
    Scope,
    Term,
    Truth,
    all_of,
    any_of,
    negated,
)


@dataclass(frozen=True)
class Text:
    """One version of a rule in a world.

    applied  whether this is the text that applies
    term     what it comes to
    """

    rule: Rule
    applied: Truth
    term: Term

    @property
    def holds(self) -> Truth:
        """Whether this text is applied and holds."""
        return all_of(self.applied, self.term.true)

    @property
    def fails(self) -> Truth:
        """Whether this text is applied and fails."""
        return all_of(self.applied, self.term.false)


@dataclass(frozen=True)
class Found:
    """A rule in a world: its texts, oldest first, and whether which of them applies is open."""

    texts: tuple[Text, ...]
    unsettled: Truth

    @property
    def fails(self) -> Truth:
        """Whether some text applies and fails."""
        return any_of(*(text.fails for text in self.texts))

    @property
    def holds(self) -> Truth:
        """Whether the rule is satisfied: its text holds, or none applies."""
        nothing = negated(any_of(self.unsettled, *(text.applied for text in self.texts)))
        return any_of(nothing, *(text.holds for text in self.texts))


def find(encoder: Encoder, versions: tuple[Rule, ...], law: Number, rows: Scope) -> Found:
    """What a rule comes to under the law of a day, about the records at hand."""
    about = tuple((name, id(row)) for name, row in sorted(rows.items(), key=lambda one: one[0]))
    key = ("find", *map(id, versions), id(law), about)
    return encoder.once(key, (versions, law, rows), lambda: _find(encoder, versions, law, rows))


def _find(encoder: Encoder, versions: tuple[Rule, ...], law: Number, rows: Scope) -> Found:
    texts: list[Text] = []
    passed: Truth = all_of()  # every newer text had not begun, or leaves it to an older one
    unsettled: Truth = False
    for place in range(len(versions) - 1, -1, -1):
        rule = versions[place]
        begun = _begun(rule, law)
        reached = all_of(passed, begun, negated(_repealed(versions, place, law)))
        applies = Term(True) if rule.applies_to is None else encoder.term(rule.applies_to, rows)
        texts.append(Text(rule, all_of(reached, applies.true), encoder.term(rule.expr, rows)))
        unsettled = any_of(unsettled, all_of(reached, applies.open))
        passed = all_of(passed, any_of(negated(begun), applies.false))
    return Found(tuple(reversed(texts)), unsettled)


def _begun(rule: Rule, law: Number) -> Truth:
    return True if rule.since is None else law >= packed(rule.since)


def _repealed(versions: tuple[Rule, ...], place: int, law: Number) -> Truth:
    """Whether the newest text that had begun, this one or a later, is in force no longer."""
    over: Truth = False
    later: Truth = False
    for rule in reversed(versions[place:]):
        begun = _begun(rule, law)
        ended = False if rule.until is None else law > packed(rule.until)
        over = any_of(over, all_of(begun, negated(later), ended))
        later = any_of(later, begun)
    return over


def rows_about(encoder: Encoder, pack: Pack, rule: Rule) -> tuple[RowTerm, ...]:
    """The records that a rule judges."""
    assert rule.about is not None
    record = pack.records[rule.about]
    found = encoder.world.read(record.plural, RowsOf(rule.about))
    assert isinstance(found, RowsTerm)
    return found.rows


def each(encoder: Encoder, pack: Pack, rule_id: str, law: Number) -> list[tuple[Truth, Found]]:
    """A rule's findings: one, or one for each record that there may be."""
    versions = pack.rules[rule_id]
    about = versions[-1].about
    if about is None:
        return [(True, find(encoder, versions, law, {}))]
    rows = rows_about(encoder, pack, versions[-1])
    return [(row.present, find(encoder, versions, law, {about: row})) for row in rows]


def satisfied(encoder: Encoder, pack: Pack, rule_id: str, law: Number) -> Truth:
    """Whether an act that needs the rule may go on: it holds, of every record it is about."""
    found = each(encoder, pack, rule_id, law)
    return all_of(*(any_of(negated(there), one.holds) for there, one in found))


def violated(encoder: Encoder, pack: Pack, rule_id: str, law: Number) -> Truth:
    """Whether the rule fails, of some record where it is about one."""
    found = each(encoder, pack, rule_id, law)
    return any_of(*(all_of(there, one.fails) for there, one in found))
