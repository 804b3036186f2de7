"""Do the engines say the same? Only where they do are their times worth comparing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from benchmarks.people import RULES, people

Verdicts = Sequence[Sequence[bool]]  # for each person, whether each rule holds

# The day from which a rule counts years.
COUNTS_FROM = {
    "waiting-period": "released_on",
    "refused-within-a-year": "refused_on",
    "class-a": "convicted_on",
    "majority": "born_on",
}


def agreed(ours: Verdicts, theirs: Mapping[str, Verdicts]) -> tuple[list[int], list[str]]:
    """The places of the people on whom all agree, and what is to be said of the others.

    Raises ValueError where an engine differs and nobody knows why.
    """
    notes = [f"{len(ours) * len(RULES):,} verdicts of each engine were compared before timing."]
    left_out: set[int] = set()
    for name, verdicts in theirs.items():
        differ = [
            (place, rule)
            for place, (mine, other) in enumerate(zip(ours, verdicts, strict=True))
            for rule, a, b in zip(RULES, mine, other, strict=True)
            if a != b
        ]
        notes.append(_told(name, differ, verdicts))
        left_out |= {place for place, _ in differ}
    if left_out:
        notes.append(f"{len(left_out)} of {len(ours):,} people are left out of the times for that.")
    return [place for place in range(len(ours)) if place not in left_out], notes


def _told(name: str, differ: Sequence[tuple[int, str]], verdicts: Verdicts) -> str:
    """One sentence on where an engine differs. Raises ValueError where nobody knows why."""
    if not differ:
        return f"{name} differs from Clemency in none."
    everybody = people()
    for place, rule in differ:
        day = str(everybody[place].get(COUNTS_FROM.get(rule, "")))
        if name != "ZEN" or not day.endswith("-02-29"):
            raise ValueError(
                f"{name} differs in {rule} on {everybody[place]}, and why is not known."
            )
    passed = sum(verdicts[place][RULES.index(rule)] for place, rule in differ)
    rules = ", ".join(f"{rule} {times}" for rule, times in Counter(r for _, r in differ).items())
    return (
        f"{name} differs from Clemency in {len(differ)} ({rules}), always counting years from a "
        f"29 February to a year without one: {passed} pass there who should not."
    )
