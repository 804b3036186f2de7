"""Clemency: every rule found, with its reasons, the facts that decided and who vouches for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.packs import pack_in
from benchmarks.peers.worker import Task, serve
from benchmarks.people import RULES, TODAY, people, with_gaps
from clemency import __version__
from clemency.law.facts import facts_from
from clemency.law.finding import Finding, env_of, find_in
from clemency.law.swift import together
from clemency.law.values import Facts, Source

PACK = pack_in(Path(__file__).parents[1] / "twelve")
VERDICTS = together([PACK.rules[rule][0].expr for rule in RULES])

Read = tuple[str | None, Any, Source]  # path, value, who vouches for it


def told(plain: dict[str, Any]) -> Facts:
    """A person as the engine takes them."""
    stated = {fact: "none" if value is None else value for fact, value in plain.items()}
    return facts_from(stated, PACK.vocabulary, limits=PACK.limits)


def reasons(facts: Facts) -> list[Finding]:
    """Every rule's outcome with its tree of reasons, text, version and citation."""
    env = env_of(facts, TODAY)
    return [find_in(PACK, rule, env, TODAY, TODAY) for rule in RULES]


def explanation(facts: Facts) -> list[tuple[Finding, list[Read]]]:
    """The same; and beside each outcome, the facts that decided it and where each came from."""
    return [
        (one, [(read.path, read.value, facts.source(read.path or "")) for read in one.reads])
        for one in reasons(facts)
    ]


def verdicts(facts: Facts) -> tuple[Any, ...]:
    """Whether each rule holds, and nothing else."""
    return VERDICTS(env_of(facts, TODAY))


def main() -> None:
    everybody = people()
    known = [told(person) for person in everybody]
    gaps = [told(person) for person in with_gaps(everybody)]
    serve(
        __version__,
        lambda: [[one.holds is True for one in reasons(facts)] for facts in known],
        {
            "explanation": Task(explanation, known),
            "reasons": Task(reasons, known),
            "verdicts alone": Task(verdicts, known),
            "from plain values": Task(lambda plain: explanation(told(plain)), everybody),
            "explanation, gaps": Task(explanation, gaps),
            "verdicts alone, gaps": Task(verdicts, gaps),
        },
    )


if __name__ == "__main__":
    main()
