"""What comes of a command: accepted with its entry, or refused with every objection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clemency.docket.entries import Entry
from clemency.law.finding import Finding
from clemency.law.pack import Tells


@dataclass(frozen=True)
class Say:
    """A sentence to be said in the reader's language.

    `key` names it in the pack's texts ("pack:rule.standing.else") or in the engine's own words
    ("engine:not-now"); `params` fill its placeholders: codes, dates and numbers, never sentences.
    A placeholder with a colon ("date:waiting", "fact:filed_on") has its value under the whole name.
    """

    key: str
    params: Mapping[str, Any] = field(default_factory=dict)


SAYS: Mapping[str, tuple[str, ...]] = {
    "unknown-act": ("act",),
    "did-you-mean": ("near",),
    "list-acts": (),
    "unknown-office": ("office",),
    "outside-office": ("office",),
    "not-competent": ("act", "office"),
    "ask-office": ("offices",),
    "powers-elsewhere": ("office", "instead"),
    "stands-in-open": ("office", "instead"),
    "may-not-name": ("office", "of"),
    "not-appointed": ("officer", "office", "on"),
    "appoint-first": ("officer", "office"),
    "stood-aside": ("officer", "since"),
    "somebody-else": ("office",),
    "not-now": ("act",),
    "act-open": ("act",),
    "nothing-granted": (),
    "before-receipt": ("on", "received_on"),
    "in-the-future": ("on", "today"),
    "date-as-it-was": (),
    "rule-fails": ("rule",),
    "rule-open": ("rule",),
    "duty-open": ("duty",),
    "stands-aside-open": ("clause", "officer"),
    "vote-open": ("stage",),
    "give-facts": ("asks",),
    "go-to": ("office",),
    "may-be-waived": ("rule",),
    "may-be-overridden": ("rule", "offices"),
    "a-person-must-look": ("rule",),
    "wait-until": ("opens_on",),
    "do-first": ("act",),
    "missing-fields": ("act", "fields"),
    "give-fields": ("fields",),
    "unknown-field": ("field", "kind"),
    "wrong-value": ("field", "fault"),
    "set-by-act": ("field", "act"),
    "counted-field": ("field",),
    "not-of": ("office", "act", "offices"),
    "not-a-relief": ("relief", "act", "reliefs"),
    "not-taken": ("field", "act", "codes"),
    "no-such-record": ("ref", "record"),
    "no-such-condition": ("condition",),
    "grants-nothing": (),
    "votes-do-not-add-up": ("present", "members"),
    "second-missing": ("act",),
    "second-is-first": ("officer",),
    "second-not-appointed": ("officer", "on"),
    "second-stood-aside": ("officer",),
    "name-a-second": (),
    "another-text": (),
    "sign-what-was-granted": (),
    "unknown-rule": ("rule",),
    "never-overridable": ("rule",),
    "overridable-by": ("rule", "offices"),
    "not-waivable": ("rule",),
    "nothing-to-look-at": ("rule",),
    "due-not-counted": ("clock", "known_until"),
    "length-not-known": ("clock", "figure", "on"),
    "telling-open": ("office", "letter"),
    "recused": (),
    "not-yours": (),
    "not-shown": (),
}
"""The engine's own sentences and what fills each. Every language of the engine has all of them."""


def engine(key: str, **params: Any) -> Say:
    """A sentence of the engine's own. An unknown one, or one filled wrongly, is our mistake."""
    if set(SAYS[key]) != set(params):
        raise TypeError(f"{key} is filled with {SAYS[key]}, not {tuple(params)}")
    return Say(f"engine:{key}", params)


@dataclass(frozen=True)
class Objection:
    """One reason why a command is refused, where it comes from, and how to go on.

    kind      one of the kinds listed in `KINDS`
    rule      the rule, duty or stands-aside clause that objects, where one does
    finding   that rule's finding, for its reasons
    opens_on  the day on which the objection falls away by itself, where there is one
    asks      paths of the facts that would settle it
    mend      the way forward
    """

    kind: str
    says: Say
    cite: str | None = None
    rule: str | None = None
    finding: Finding | None = None
    opens_on: date | None = None
    asks: tuple[str, ...] = ()
    mend: Say | None = None


KINDS = (
    "unknown-act",
    "not-competent",
    "not-appointed",
    "stands-aside",
    "not-now",
    "rule",
    "not-established",
    "duty",
    "incomplete",
    "second-officer",
    "another-text",
    "not-overridable",
)
"""Kinds of objection, gravest first."""


@dataclass(frozen=True)
class Accepted:
    """The entry to be written, who is to be told of it, and on what it rests.

    tells    each by name; with its `when` still there where it is not established, and a note
    rests    findings of the rules that the act needs
    weighed  findings that were shown and decide nothing
    notes    what the officer should know: a due date that cannot be counted...
    """

    entry: Entry
    tells: tuple[Tells, ...] = ()
    weighed: tuple[Finding, ...] = ()
    rests: tuple[Finding, ...] = ()
    notes: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Every objection at once, gravest first. A refused command is not an entry."""

    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Possible:
    """One act, as an officer finds it: open, or refused and why; and what the order must add.

    asks    fields that the order must give
    second  whether a second officer must sign
    """

    act: str
    refused: Refused | None
    asks: tuple[str, ...] = ()
    second: bool = False
