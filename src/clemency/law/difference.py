"""What differs between the texts of two packs, before anybody asks what it means.

Expressions are compared in their canonical form, so a pack that is only laid out anew does not
differ. A rule that reads a definition or a figure which changed is named with what moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from clemency.law.expr import Expr, Named, Param
from clemency.law.pack import Citation, Pack, Parameter, Rule

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"

SPOKEN = ("says", "else", "instead", "uncertain", "why", "ask", "title", "name", "subject", "body")
"""Sentences that belong to a thing, in the first language of its pack."""


@dataclass(frozen=True)
class Part:
    """One part of a thing, as it was and as it is; empty where there was, or is, nothing."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One thing of the pack that is not as it was.

    kind     "rule", "parameter", "act"...: the table of the pack that it stands in
    how      ADDED, REMOVED, CHANGED; or MOVED, where only something that it reads has changed
    parts    what of it differs
    through  ids of the definitions and figures that moved it
    """

    kind: str
    id: str
    how: str
    parts: tuple[Part, ...] = ()
    through: tuple[str, ...] = ()


def changes(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Everything that differs, by kind, in the order of the new pack; what is gone comes last."""
    found = [
        change
        for kind, before in _tables(old).items()
        for change in _of_table(kind, before, _tables(new)[kind], old, new)
    ]
    return tuple(sorted([*found, *_moved(old, new, found)], key=lambda one: _ORDER[one.kind]))


def moved_rules(old: Pack, new: Pack) -> frozenset[str]:
    """Ids of the rules in both packs whose findings may differ: changed, or moved by what they
    read.
    """
    ids = {one.id.partition("@")[0] for one in changes(old, new) if one.kind == "rule"}
    if any(one.kind == "calendar" for one in changes(old, new)):
        ids |= set(old.rules)
    return frozenset(ids & set(old.rules) & set(new.rules))


def _tables(pack: Pack) -> Mapping[str, Mapping[str, Any]]:
    """The things of a pack by kind and id."""
    records = {f"{r.id}.{f.id}": f for r in pack.records.values() for f in r.fields.values()}
    return {
        "rule": {rule.key: rule for versions in pack.rules.values() for rule in versions},
        "parameter": pack.parameters,
        "define": pack.defines,
        "duty": pack.duties,
        "act": pack.acts,
        "by_law": pack.by_law,
        "statement": {one.id: one for one in pack.statements},
        "office": pack.offices,
        "stands_aside": {one.id: one for one in pack.stands_aside},
        "consideration": pack.considerations,
        "untranslatable": pack.untranslatable,
        "fact": pack.facts,
        "record": records,
        "sees": pack.sees,
        "calendar": {"calendar": pack.calendar},
    }


_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            "rule",
            "parameter",
            "define",
            "calendar",
            "duty",
            "act",
            "by_law",
            "statement",
            "office",
            "stands_aside",
            "consideration",
            "untranslatable",
            "fact",
            "record",
            "sees",
        )
    )
}


def _of_table(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], old: Pack, new: Pack
) -> Iterator[Change]:
    for id, thing in after.items():
        if id not in before:
            yield Change(kind, id, ADDED, _parts({}, _shown(kind, id, thing, new)))
            continue
        parts = _parts(_shown(kind, id, before[id], old), _shown(kind, id, thing, new))
        if parts:
            yield Change(kind, id, CHANGED, parts)
    for id, thing in before.items():
        if id not in after:
            yield Change(kind, id, REMOVED, _parts(_shown(kind, id, thing, old), {}))


def _parts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Part, ...]:
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Part(*pair) for pair in pairs if pair[1] != pair[2])


# --- things as text -------------------------------------------------------------------------------

_HIDDEN = frozenset({"id"})
_KEYS = {"statement": "never"}


def _shown(kind: str, id: str, thing: Any, pack: Pack) -> dict[str, str]:
    """Every part of a thing that says something, as text."""
    if isinstance(thing, Mapping):
        return {name: _text(value) for name, value in thing.items()}
    shown: dict[str, str] = {}
    if isinstance(thing, Parameter):
        figures = (f"{_text(value) or value} from {since}" for since, value in thing.values)
        shown = {"values": "; ".join(figures)}
        thing = replace(thing, values=())
    for one in fields(thing):
        text = "" if one.name in _HIDDEN else _text(getattr(thing, one.name))
        if text:
            shown[one.name] = text
    first = pack.texts.by_language[pack.languages[0]]
    for name in SPOKEN:
        sentence = first.get(f"{_KEYS.get(kind, kind)}.{id}.{name}")
        if sentence:
            shown[name] = sentence
    return shown


def _text(value: Any) -> str:
    """A value as a reader of a difference sees it; nothing for what is left out."""
    if value is None or value is False or value == () or value == {}:
        return ""
    if isinstance(value, Citation):
        return value.text
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Expr | str | int):
        return str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_text(one)}" for name, one in value.items())
    if is_dataclass(value):
        inside = ((one.name, _text(getattr(value, one.name))) for one in fields(value))
        return ", ".join(f"{name}: {text}" for name, text in inside if text)
    if isinstance(value, Iterable):
        return "; ".join(map(_text, value))
    return str(value)


# --- what moves what ------------------------------------------------------------------------------


def _moved(old: Pack, new: Pack, found: list[Change]) -> Iterator[Change]:
    """Rules whose own text stayed, but which read something that did not."""
    touched = {one.id for one in found if one.kind in ("define", "parameter")}
    known = {(one.kind, one.id) for one in found}
    for versions in new.rules.values():
        for rule in versions:
            through = tuple(name for name in _read_by(rule) if name in touched)
            if through and ("rule", rule.key) not in known:
                yield Change("rule", rule.key, MOVED, through=through)


def _read_by(rule: Rule) -> Iterator[str]:
    """Definitions and figures that a rule reads, itself or through others, each once."""
    exprs = [rule.expr, *(one.holds for one in rule.readings)]
    exprs += [rule.applies_to] if rule.applies_to is not None else []
    seen = dict.fromkeys(
        node.id for expr in exprs for node in expr.walk() if isinstance(node, Named | Param)
    )
    return iter(seen)
