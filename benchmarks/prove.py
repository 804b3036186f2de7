"""What the solver takes for the rules of a pack: forty of them, two hundred, and those of il."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.large_pack import files
from benchmarks.tally import Section, alternating, lines_of, target
from clemency.clerk import shelf
from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.proof.prove import OF_ACTS, OF_RULES, prove

ROUNDS = 3
FORTY, ALL, IL = "40 rules, 20 acts", "200 rules, 20 acts", "il"


def run() -> Section:
    large = read_pack(files(), FORMS)
    packs = {FORTY: every(5, large), ALL: large, IL: shelf.load("il")}
    samples = alternating(
        {name: lambda p=p: proved(p) for name, p in packs.items()}, ROUNDS, warm=0
    )
    counts = {name: proved(pack) for name, pack in packs.items()}
    return Section(
        "prove: the rules of a pack, in one process",
        lines_of(samples),
        [
            target("40 rules, median", 5_000, samples[FORTY]),
            target("200 rules, median", 20_000, samples[ALL]),
        ],
        [
            *(f"{name}: {count:,} results." for name, count in counts.items()),
            "The command shares the work between two processes or more, which halves the time.",
        ],
    )


def proved(pack: Pack) -> int:
    """Prove everything about the rules; how many results there are."""
    return sum(1 for _ in prove(pack, (*OF_RULES, *OF_ACTS)))


def every(nth: int, pack: Pack) -> Pack:
    """The pack with every nth of its rules."""
    rules = dict(list(pack.rules.items())[::nth])
    acts = {
        name: replace(act, needs=tuple(rule for rule in act.needs if rule in rules))
        for name, act in pack.acts.items()
    }
    return replace(pack, rules=rules, acts=acts)
