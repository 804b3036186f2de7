"""What can be chosen in a field of an act: offices, officers, rules, records, letters, codes; each
in words. Only what the officer may see of the matter is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from clemency.docket.keeping import CORRIGIBLE
from clemency.docket.needs import overridable
from clemency.docket.order import reference
from clemency.docket.policy import PEOPLE
from clemency.docket.shape import Shape
from clemency.law.pack import Act, Failing
from clemency.law.types import Choice, Optional
from clemency.law.values import Row, Rows
from clemency.web.acts import codes
from clemency.web.acts.setting import Setting

Options = tuple[tuple[str, str], ...]

OFFICES = frozenset({"of", "substitute_office", "court"})
BODIES = frozenset({"asked_of", "sender_office", "speaker_office"})
OFFICERS = frozenset({"substitute", "member", ("StoodAside", "whose"), ("Appointed", "whose")})
RULES = frozenset({"RuleOverridden", "LookedAt", "Waived"})

PERSONS = frozenset(
    {
        ("RelationRecorded", "whose"),
        ("MandateRecorded", "holder"),
        ("VictimAsked", "victim"),
        ("VictimHeard", "victim"),
        ("VictimDeclined", "victim"),
        ("DeathRecorded", "person"),
    }
)
"""Fields that stand for somebody by a reference: one already known here, or a new one."""

SENT_TO = frozenset({"HandedOver", "Transferred", "Returned", "Escalated"})
"""Kinds whose `to` names an office."""


def closed(kind: str, name: str) -> bool:
    """Whether nothing but what is listed can be meant."""
    if name in ("of", "member", "condition", "charge", "letter", "vote"):
        return True
    if (kind, name) in OFFICERS or (kind, name) == ("Corrected", "what"):
        return True
    return name == "rule" and kind in RULES


def of(setting: Setting, act: Act, kind: str, shape: Shape) -> Options:
    """The choices for one field, in the order in which they are shown."""
    name, names = shape.name, setting.speaker.names
    if shape.holds not in ("code", "codes"):
        return ()
    if name in act.takes:
        return _coded(setting, act.takes[name], name)
    if shape.choices:
        return _coded(setting, shape.choices, name)
    if name == "of" and act.of:
        return tuple((id, names.office(id)) for id in act.of)
    if (kind, name) in PERSONS:
        return _persons(setting, kind)
    if name == "rule" and kind in RULES:
        return _rules(setting, kind)
    if (kind, name) in OFFICERS or name in OFFICERS:
        return tuple(setting.colleagues)
    if (kind, name) == ("Corrected", "what"):
        return tuple((one, setting.words.say(f"docket.{one}")) for one in CORRIGIBLE)
    found = _NAMED.get(name)
    if found is not None:
        return found(setting, act)
    if name in OFFICES or name in BODIES or (name == "to" and kind in SENT_TO):
        return _offices(setting, name, kind)
    if shape.holds == "codes":
        return _coded(setting, codes.items_of(setting.clerk, act), "items")
    return _coded(setting, codes.known_codes(setting.pack, act, name), name)


def _coded(setting: Setting, found: Iterable[str], name: str) -> Options:
    return tuple((code, called(setting, code, name)) for code in found)


def called(setting: Setting, code: str, name: str) -> str:
    """A code in words; of a rule that is the reason, what it says."""
    if name in codes.REASONS and code in setting.pack.rules:
        return _rule_said(setting, code)
    return setting.speaker.names.code(code, name)


def _offices(setting: Setting, name: str, kind: str) -> Options:
    """Offices; those outside first where something leaves the institution or comes to it."""
    outward = name in BODIES or name == "court" or kind == "Transferred"
    found = sorted(setting.pack.offices.values(), key=lambda one: one.outside is not outward)
    if name == "substitute_office" or kind in ("HandedOver", "Returned"):
        found = [one for one in found if not one.outside]
    return tuple((one.id, setting.speaker.office(one.id)) for one in found)


def _persons(setting: Setting, kind: str) -> Options:
    """Who is known in this matter, in the part that the field is about; and somebody new."""
    words, case = setting.words, setting.case
    if kind.startswith("Victim") or kind == "DeathRecorded":
        known = [row.victim for row in case.victims if row.victim is not None]
        label = "acts.person.victim"
    else:
        known = [row.holder for row in case.mandates]
        label = "acts.person.representative"
    listed = [(one, words.say(label, n=place)) for place, one in enumerate(dict.fromkeys(known), 1)]
    if kind == "RelationRecorded":
        listed = [*setting.colleagues, *listed]
    return (*listed, ("new", words.say("acts.person.new")))


def _rules(setting: Setting, kind: str) -> Options:
    """Rules that can be put aside in the way of this kind; by this office, where they say so."""
    found = []
    for id, versions in setting.pack.rules.items():
        rule = versions[-1]
        if kind == "RuleOverridden":
            fits = overridable(rule) and setting.seat.office in rule.override_by
        elif kind == "Waived":
            fits = rule.failing is Failing.WAIVABLE
        else:
            fits = rule.failing is Failing.A_PERSON_MUST_LOOK
        if fits:
            found.append((id, _rule_said(setting, id)))
    if kind == "LookedAt":
        found += [
            (one.id, setting.speaker.names.phrase(f"stands_aside.{one.id}.says") or one.id)
            for one in setting.pack.stands_aside
            if one.unknown == "a-person-must-look"
        ]
    return tuple(found)


def _rule_said(setting: Setting, id: str) -> str:
    rule = setting.pack.rules[id][-1]
    said = setting.speaker.names.rule_says(id)
    cite = setting.words.reference(rule.cite.text)
    return setting.words.say("value.noted", text=_short(said), note=cite)


def _short(said: str, most: int = 110) -> str:
    return said if len(said) <= most else said[: said.rfind(" ", 0, most)] + "…"


def _conditions(setting: Setting, act: Act) -> Options:
    names, words = setting.speaker.names, setting.words
    return tuple(
        (one.id, words.say("value.pair", label=one.id, value=names.code(one.type or "", "type")))
        for one in setting.case.conditions
    )


def records(setting: Setting, act: Act) -> Options:
    """Charges and other records that an outcome can be about, told apart by what is known."""
    found = [
        row
        for value in setting.ground.facts.values.values()
        if isinstance(value, Rows)
        for row in value.items
        if act.per is None or row.kind == act.per
    ]
    return tuple((reference(row.path), _described(setting, row)) for row in found)


def _charges(setting: Setting, act: Act) -> Options:
    """What one decision is about: a record, or all of them together."""
    found = records(setting, act) if setting.shown.case is not None else ()
    whole = (("", setting.words.say("acts.form.whole_matter")),) if act.per is None else ()
    return (*whole, *found) if found else ()


def _described(setting: Setting, row: Row) -> str:
    """A record by its place, and by its first two answers that are words or days."""
    names = setting.speaker.names
    said = names.fact(row.path)
    if not setting.knows_facts:
        return said
    types = setting.pack.vocabulary.records[row.kind].fields if row.kind else {}
    known = [
        names.value(value, types.get(name), f"{row.path}.{name}")
        for name, value in row.fields.items()
        if isinstance(value, str | date) and _is_word(types.get(name), value)
    ]
    if not known:
        return said
    note = setting.words.listed(known[:2])
    return setting.words.say("value.noted", text=said, note=note)


def _is_word(type_: object, value: object) -> bool:
    bare = type_.of if isinstance(type_, Optional) else type_
    return isinstance(value, date) or isinstance(bare, Choice)


def _letters(setting: Setting, act: Act) -> Options:
    named = ((id, setting.speaker.names.letter(id)) for id in sorted(setting.pack.letters))
    return tuple((id, said) for id, said in named)


def _who(setting: Setting, act: Act) -> Options:
    people = [one for one in PEOPLE if one != "public"]
    offices = [id for id, one in setting.pack.offices.items() if not one.outside]
    return tuple((one, setting.speaker.office(one)) for one in (*people, *offices))


def _votes(setting: Setting, act: Act) -> Options:
    return _coded(setting, codes.ENGINES["vote"], "vote")


_NAMED: Mapping[str, Callable[[Setting, Act], Options]] = {
    "condition": _conditions,
    "charge": _charges,
    "letter": _letters,
    "who": _who,
    "vote": _votes,
}
