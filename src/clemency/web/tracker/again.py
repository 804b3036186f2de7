"""Asking again: from which day, by which rule, and with what was written before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clemency.clerk.vault import Forgotten
from clemency.law.facts import facts_from
from clemency.law.finding import Finding, find
from clemency.law.opens import NoClock, opens_on
from clemency.law.pack import Failing, Pack
from clemency.law.types import BOOL
from clemency.web.application import Application, from_words
from clemency.web.office import clerk
from clemency.web.tracker.own import Own
from clemency.web.tracker.standing import decision

WAITS = frozenset({Failing.NOT_YET, Failing.WAIVABLE})
BEFORE, ON = "last_", "_on"
"""Packs call the day on which an earlier request was decided `last_..._on`."""


@dataclass(frozen=True)
class Again:
    """When one may ask again.

    from_on   the day; None where no rule of the pack makes one wait, or waiting is not all
    findings  what the rules say of it on this day, each with its source
    """

    from_on: date | None
    findings: tuple[Finding, ...]


def earliest(own: Own) -> Again | None:
    """From when a new request is taken up, by the pack's rules; None before anything was decided.

    Nothing is read but the day of the decision, which its reader knows, and no other change is
    supposed: what else may shorten the wait, the rule itself says.
    """
    decided = decision(own)
    if decided is None or decided.on is None:
        return None
    findings, days = [], []
    for rule, fact in _rules(own.pack):
        supposed = dict.fromkeys(_others(own.pack, rule), False)
        facts = facts_from({fact: decided.on, **supposed}, own.pack.vocabulary)
        findings.append(find(own.pack, rule, facts, own.today))
        try:
            day = opens_on(own.pack, rule, facts, own.today)
        except NoClock:
            continue
        if isinstance(day, date):
            days.append(day)
    return Again(max(days, default=None), tuple(findings))


def _rules(pack: Pack) -> list[tuple[str, str]]:
    """The rules by which a petition may come too early after another, each with the fact that holds
    the day of that other."""
    found = []
    for act in pack.acts.values():
        if act.writes != "PetitionOpened":
            continue
        for id in act.needs:
            versions = pack.rules.get(id)
            if versions is None or versions[-1].failing not in WAITS:
                continue
            holds = versions[-1].holds
            for path in sorted(holds.names()) if holds is not None else ():
                if path.startswith(BEFORE) and path.endswith(ON) and (id, path) not in found:
                    found.append((id, path))
    return found


def _others(pack: Pack, rule: str) -> list[str]:
    """What else the rule asks with a yes or a no."""
    holds = pack.rules[rule][-1].holds
    names = sorted(holds.names()) if holds is not None else []
    return [name for name in names if name in pack.facts and pack.facts[name].type == BOOL]


def application_of(ref: str) -> Application | None:
    """What was sent through the form, read by the clerk's own hands; None for what came otherwise,
    or was forgotten."""
    office = clerk()
    for entry in office.matter(ref).entries:
        if entry.kind not in ("Received", "PetitionOpened"):
            continue
        for commitment in entry.texts.values():
            words = office.text(ref, commitment)
            if isinstance(words, Forgotten):
                continue
            found = from_words(words)
            if isinstance(found, Application):
                return found
    return None
