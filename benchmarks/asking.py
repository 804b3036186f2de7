"""The next question of an interview, and what would have to change, in every pack there is."""

from __future__ import annotations

from datetime import date

from benchmarks.tally import Samples, Section, alternating, lines_of, target
from clemency.clerk import shelf
from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.law.finding import find
from clemency.law.goal import wanted
from clemency.law.pack import Pack
from clemency.law.values import Facts
from clemency.law.ways import ways

ROUNDS = 3
ON = date(2026, 11, 22)
NOTHING = docket_facts(Case())
EVERY = "every pack, next question"


def run() -> Section:
    packs = {name: shelf.load(name) for name in shelf.packs()}
    people = {name: _people(name, pack) for name, pack in packs.items()}
    subjects = {}
    inexact = 0
    for name, pack in packs.items():
        for place, (rules, facts) in enumerate(people[name]):
            subjects[f"{name} {place}"] = lambda p=pack, r=rules, f=facts: wanted(
                p, r, f, ON, NOTHING
            )
            inexact += not wanted(pack, rules, facts, ON, NOTHING).exact
    each = alternating(subjects, ROUNDS)
    refused = {
        f"{name} {place}": lambda p=pack, r=rules, f=facts: ways(p, r, f, ON, NOTHING)
        for name, pack in packs.items()
        for place, (rules, facts) in enumerate(people[name])
        if _refused(pack, rules, facts)
    }
    changed = alternating(refused, ROUNDS)
    samples = {
        EVERY: _all(each, ""),
        **{f"{name}, next question": _all(each, f"{name} ") for name in packs},
        "every pack, what would have to change": _all(changed, ""),
    }
    return Section(
        "asking: the next question, and what would have to change",
        lines_of(samples),
        [
            target("next question, median", 10, samples[EVERY]),
            target("next question, 99th percentile", 10, samples[EVERY], 99),
        ],
        [
            f"{len(subjects)} situations: every act with rules, no facts or those of a scenario.",
            f"{inexact} of them are told as not exact: more is possible there than is tried.",
            f"{len(refused)} of them are refused, and told what would have to change.",
        ],
    )


def _people(name: str, pack: Pack) -> list[tuple[tuple[str, ...], Facts]]:
    """Every act's rules, with no facts and with those of the first scenarios."""
    told = [Facts({}), *(one.facts for one in shelf.scenarios(name, pack).scenarios[:6])]
    needs = dict.fromkeys(tuple(r for r in a.needs if r in pack.rules) for a in pack.acts.values())
    return [(rules, facts) for rules in needs if rules for facts in told]


def _refused(pack: Pack, rules: tuple[str, ...], facts: Facts) -> bool:
    return any(find(pack, rule, facts, ON, given=NOTHING).holds is False for rule in rules)


def _all(each: dict[str, Samples], begins: str) -> Samples:
    """Every measurement of the situations whose name begins so."""
    found = [one for name, one in each.items() if name.startswith(begins)]
    return Samples([w for one in found for w in one.walls], [c for one in found for c in one.cpus])
