"""How long steps took in matters in which they are over. Facts about the office, never a forecast;
said only where there are enough of them that no single matter shows through."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from clemency.web.lists.models import Step

ENOUGH = 20  # matters
LOOKED_AT = 2000  # the latest of them

STEPS = ("sorted", "answered", "opinion", "information", "decided", "in-force")
"""sorted       from receipt to a petition, or to the answer
answered     from receipt to the answer of what is no petition
opinion      from asking an office to its opinion
information  from asking to what was asked
decided      from the petition to the decision
in-force     from the grant to its effect"""


@dataclass(frozen=True)
class Typical:
    """Whole days.

    median     half took no longer
    low, high  the middle eight in ten
    cases      in how many matters the step is over
    """

    median: int
    low: int
    high: int
    cases: int


def typical(step: str, of: str | None = None) -> Typical | None:
    """How long a step took; None where fewer than ENOUGH matters tell.

    of  one office's own, for opinions
    """
    rows = Step.objects.filter(step=step)
    if of is not None:
        rows = rows.filter(of=of)
    latest = rows.order_by("-ended_on", "-pk").values_list("matter", "days")[:LOOKED_AT]
    found = list(latest)
    matters = len({matter for matter, _ in found})
    if matters < ENOUGH:
        return None
    days = sorted(days for _, days in found)
    return Typical(_at(days, 0.5), _at(days, 0.1), _at(days, 0.9), matters)


def _at(days: list[int], share: float) -> int:
    """The value below which that share of all lies: one that occurred, never one in between."""
    return days[max(0, ceil(share * len(days)) - 1)]
