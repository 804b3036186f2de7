"""The parts of a pack as short lines, for `clemency pack show` and `explain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clemency.law.pack import Citation, Pack, Rule
from clemency.letters.speech import Speaker


def lines_of(pack: Pack, part: str, speaker: Speaker) -> list[dict[str, str]]:
    """One part of the pack: an id, what it says, its source, and what is to be noted."""
    return _PARTS[part](pack, speaker)


def rule_lines(pack: Pack, rule_id: str, speaker: Speaker) -> list[dict[str, Any]]:
    """Every version of a rule, with its expressions as the engine reads them."""
    return [
        {**_rule(pack, rule, speaker), "expressions": _expressions(rule)}
        for rule in pack.rules[rule_id]
    ]


def _expressions(rule: Rule) -> list[tuple[str, str]]:
    named = (
        ("applies to", rule.applies_to),
        ("holds", rule.holds),
        ("date", rule.day),
        ("value", rule.value),
        *((f"reading {one.id}", one.holds) for one in rule.readings),
    )
    return [(name, str(expr)) for name, expr in named if expr is not None]


def _text(pack: Pack, key: str, speaker: Speaker) -> str:
    return pack.texts.get(key, speaker.words.language) or ""


def _cite(cite: Citation | None, speaker: Speaker) -> str:
    return speaker.sentences.source(cite) if cite else ""


def _rule(pack: Pack, rule: Rule, speaker: Speaker) -> dict[str, str]:
    uncertain = _text(pack, f"rule.{rule.key}.uncertain", speaker) or rule.uncertain
    return {
        "id": rule.key,
        "says": _text(pack, f"rule.{rule.key}.says", speaker)
        or _text(pack, f"rule.{rule.key}.else", speaker),
        "cite": speaker.sentences.cited(rule),
        "note": speaker.words.say("pack.uncertain", what=uncertain) if uncertain else "",
    }


def _rules(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [_rule(pack, rule, speaker) for versions in pack.rules.values() for rule in versions]


def _uncertain(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    shaky = [rule for versions in pack.rules.values() for rule in versions if rule.uncertain]
    return [_rule(pack, rule, speaker) for rule in shaky]


def _acts(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": act.id,
            "says": f"{speaker.act(act.id)} — {', '.join(map(speaker.office, act.by))}",
            "cite": _cite(act.cite, speaker),
            "note": ", ".join(act.needs),
        }
        for act in pack.acts.values()
    ]


def _facts(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    scalars = [
        {
            "id": fact.id,
            "says": _text(pack, f"fact.{fact.id}.ask", speaker),
            "cite": "",
            "note": str(fact.type),
        }
        for fact in pack.facts.values()
    ]
    rows = [
        {
            "id": f"{record.plural}[].{field}",
            "says": _text(pack, f"record.{record.id}.{field}.ask", speaker),
            "cite": "",
            "note": str(fact.type),
        }
        for record in pack.records.values()
        for field, fact in record.fields.items()
    ]
    return scalars + rows


def _offices(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": office.id,
            "says": speaker.office(office.id),
            "cite": "; ".join(instead.cite.text for instead in office.instead),
            "note": "consulted"
            if office.consulted
            else "outside the procedure"
            if office.outside
            else "",
        }
        for office in pack.offices.values()
    ]


def _duties(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": duty.id,
            "says": _text(pack, f"duty.{duty.id}.says", speaker),
            "cite": _cite(duty.cite, speaker),
            "note": f"{duty.do} → {', '.join(duty.before)}",
        }
        for duty in pack.duties.values()
    ]


def _considerations(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "says": _text(pack, f"consideration.{one.id}.says", speaker),
            "cite": _cite(one.cite, speaker),
            "note": str(one.shows),
        }
        for one in pack.considerations.values()
    ]


def _sources(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": source.id,
            "says": source.title,
            "cite": f"{source.certainty}, verified {speaker.words.day(source.verified_on)}",
            "note": source.url,
        }
        for source in pack.sources.values()
    ]


def _people(pack: Pack, speaker: Speaker) -> list[dict[str, str]]:
    return [
        {
            "id": one.id,
            "says": _text(
                pack, f"{'untranslatable' if one.covered else 'not_covered'}.{one.id}.why", speaker
            ),
            "cite": _cite(one.cite, speaker),
            "note": "" if one.covered else "not covered",
        }
        for one in pack.untranslatable.values()
    ]


_PARTS: dict[str, Callable[[Pack, Speaker], list[dict[str, str]]]] = {
    "rules": _rules,
    "acts": _acts,
    "facts": _facts,
    "offices": _offices,
    "duties": _duties,
    "considerations": _considerations,
    "sources": _sources,
    "uncertain": _uncertain,
    "people": _people,
}
