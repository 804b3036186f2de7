"""Codes that a field of an entry may well hold, so that officers choose words and never type codes.

Nothing here limits anybody: the law does (`takes`, `reliefs`), and `perform` judges. They come from
what the pack compares such a field with, from its facts and labels of the same name, and from the
words that the engine itself has for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from clemency.clerk.office import Clerk
from clemency.docket.keeping import CORRIGIBLE
from clemency.law.expr import Compare, Const, Expr, Get, OneOf, Read
from clemency.law.pack import Act, Pack
from clemency.law.types import Choice, Optional

ENGINES: Mapping[str, tuple[str, ...]] = {
    "by_whom": ("person", "counsel", "relative", "guardian"),
    "channel": ("portal", "paper", "prison", "post", "telephone", "message", "email"),
    "classed_as": ("correspondence", "enquiry", "duplicate", "another-body"),
    "filer": ("person", "counsel", "relative", "guardian", "other"),
    "items": (
        "grounds",
        "identity",
        "signature",
        "court-decision",
        "charge-sheet",
        "earlier-requests",
        "sentence-start",
        "power-of-attorney",
        "consent",
        "criminal-record",
        "closed-files",
        "prison-record",
        "probation-report",
        "medical",
        "rehabilitation",
        "income",
        "financial-status",
        "family",
        "other-document",
    ),
    "language": ("en", "he", "ar"),
    "medium": ("site", "press", "interview", "address", "posts"),
    "place": ("site", "gazette", "press"),
    "relation": (
        "earlier-petition",
        "opened-after-letter",
        "co-petitioner",
        "same-proclamation",
        "duplicate",
    ),
    "relief": ("pardon", "commutation", "remission", "reprieve"),
    "type": ("no-new-offence", "restitution", "supervision"),
    "vote": ("yes", "no", "abstain"),
}
"""By field: what entries of every procedure say there."""

REASONS = ("reason", "grounds")
LEAVING = frozenset({"Transferred", "Reclassified", "Closed", "Denied", "Returned"})

OF_KIND: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Closed", "reason"): ("decided", "withdrawn", "answered", "died", "transferred"),
    ("Corrected", "what"): CORRIGIBLE,
    ("Implemented", "what"): ("register-changed", "released", "fine-remitted"),
    ("MandateRecorded", "role"): ("counsel", "relative", "guardian"),
    ("Published", "what"): ("letter", "answer", "petition", "opinion", "decision", "statistics"),
    ("RelationRecorded", "role"): (
        "petitioner",
        "counsel",
        "relative",
        "judge",
        "witness",
        "appointed-by-petitioner",
    ),
    ("Reopened", "reason"): ("new-facts", "remanded", "withdrawn-in-error"),
    ("Revoked", "grounds"): ("breach", "deceit"),
    ("VictimDeclined", "reason"): ("declined", "not-found", "no-answer"),
}
"""The same where a kind of entry means something of its own."""


def known_codes(pack: Pack, act: Act, field: str) -> tuple[str, ...]:
    """Codes for a field of what this act writes, each once."""
    if field == "relief" and act.reliefs:
        return act.reliefs
    engines = OF_KIND.get((act.writes, field)) or ENGINES.get(field, ())
    found = (*_of_facts(pack, field), *_compared(pack).get(field, ()), *engines)
    return tuple(dict.fromkeys((*found, *_rules(pack, act, field))))


def _rules(pack: Pack, act: Act, field: str) -> Iterator[str]:
    """Rules that may be the reason for an act: those that it rests on; and where a matter leaves or
    ends, those that a petition meets."""
    if field not in REASONS:
        return
    opening = [one for one in pack.acts.values() if one.writes == "PetitionOpened"]
    for one in (act, *(opening if act.writes in LEAVING else ())):
        yield from (rule for rule in one.needs if rule in pack.rules)


def items_of(clerk: Clerk, act: Act) -> tuple[str, ...]:
    """What may be missing from a petition: what the law compares items with, and the papers for
    which every procedure has a word, so that letters can name them in each language."""
    compared = _compared(clerk.pack)
    found = (*compared.get("item", ()), *compared.get("items", ()), *ENGINES["items"])
    return tuple(dict.fromkeys(found))


def _of_facts(pack: Pack, field: str) -> tuple[str, ...]:
    """The answers to the pack's own question of that name."""
    fact = pack.facts.get(field)
    bare = fact.type.of if fact and isinstance(fact.type, Optional) else fact and fact.type
    return bare.options if isinstance(bare, Choice) else ()


@lru_cache(maxsize=8)
def _gathered(pack_digest: str, expressions: tuple[Expr, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for expression in expressions:
        for node in expression.walk():
            for name, value in _pairs(node):
                found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


def _compared(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """By column of the docket: the codes with which the pack's law compares it."""
    return _gathered(pack.digest, tuple(_expressions(pack)))


def _expressions(pack: Pack) -> Iterator[Expr]:
    holders: list[Any] = [*pack.acts.values(), *pack.defines.values(), *pack.duties.values()]
    holders += [*pack.by_law.values(), *pack.statements]
    holders += [rule for versions in pack.rules.values() for rule in versions]
    for one in holders:
        assert is_dataclass(one)
        for field in fields(one):
            value = getattr(one, field.name)
            if isinstance(value, Expr):
                yield value


def _pairs(node: Expr) -> Iterator[tuple[str, str]]:
    """A column of the docket, and a code that is compared with it."""
    if isinstance(node, OneOf) and (name := _column(node.item)):
        yield from ((name, one) for one in node.options if isinstance(one, str))
    elif isinstance(node, Compare) and node.op in ("==", "!="):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if (name := _column(one)) and isinstance(other, Const) and isinstance(other.value, str):
                yield name, other.value


def _column(node: Expr) -> str | None:
    if isinstance(node, Get):
        kind = str(node.of.type)
        return node.name if "docket." in kind or "entry." in kind else None
    if isinstance(node, Read) and node.path.startswith("docket."):
        return node.path.removeprefix("docket.")
    return None
