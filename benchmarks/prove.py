"""What the solver takes for a pack: its rules in one process, and all of it as the command does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from benchmarks.large_pack import files
from benchmarks.tally import Samples, Section, Target, alternating, lines_of, target
from clemency.clerk import shelf
from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.law.reading.trials import Trials
from clemency.proof.prove import OF_ACTS, OF_RULES, prove, prove_at_once

ROUNDS = 3
FORTY, ALL, IL = "40 rules", "200 rules", "il"
WHOLE_FORTY, WHOLE_ALL, WHOLE_IL = (
    "all of 40 rules and 25 acts",
    "all of 200 rules and 25 acts",
    "all of il",
)


def run() -> Section:
    large = read_pack(files(), FORMS)
    il = shelf.load("il")
    packs = {FORTY: every(5, large), ALL: large, IL: il}
    subjects: dict[str, Callable[[], int]] = {
        name: partial(rules_of, pack) for name, pack in packs.items()
    }
    told = shelf.scenarios("il", il)
    for name, pack, trials in (
        (WHOLE_FORTY, with_acts(25, every(5, large)), Trials()),
        (WHOLE_ALL, with_acts(25, large), Trials()),
        (WHOLE_IL, il, told),
    ):
        subjects[name] = partial(all_of, pack, trials)
    samples = alternating(subjects, ROUNDS, warm=0)
    counts = {name: does() for name, does in subjects.items()}
    return Section(
        "prove: the rules of a pack in one process, and all of it in as many as there are",
        lines_of(samples),
        [
            target("the rules of 40, median", 5_000, samples[FORTY]),
            waited("all of 40 rules and 25 acts, median", 5_000, samples[WHOLE_FORTY]),
            waited("all of 200 rules and 25 acts, median", 10_000, samples[WHOLE_ALL]),
        ],
        [
            *(f"{name}: {count:,} results." for name, count in counts.items()),
            "Of work that several processes share, the processor time is that of the first alone.",
        ],
    )


def waited(what: str, milliseconds: float, samples: Samples) -> Target:
    """A target for what somebody waits, where most of the work is done by other processes."""
    wall = samples.wall(50)
    return Target(what, milliseconds * 1e6, wall, wall)


def rules_of(pack: Pack) -> int:
    """Prove everything about the rules; how many results there are."""
    return sum(1 for _ in prove(pack, (*OF_RULES, *OF_ACTS)))


def all_of(pack: Pack, told: Trials) -> int:
    """Prove everything as the command does; how many results there are."""
    return len(prove_at_once(pack, (), told))


def every(nth: int, pack: Pack) -> Pack:
    """The pack with every nth of its rules."""
    rules = dict(list(pack.rules.items())[::nth])
    acts = {
        name: replace(act, needs=tuple(rule for rule in act.needs if rule in rules))
        for name, act in pack.acts.items()
    }
    return replace(pack, rules=rules, acts=acts)


def with_acts(count: int, pack: Pack) -> Pack:
    """The pack with so many acts: the first ones again, under other names."""
    more = list(pack.acts.values())[: count - len(pack.acts)]
    again = {f"{act.id}-again": replace(act, id=f"{act.id}-again") for act in more}
    return replace(pack, acts={**pack.acts, **again})
