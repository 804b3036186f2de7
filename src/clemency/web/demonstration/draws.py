"""What a story leaves open, drawn from a seed: days, amounts, one of several.

In a story, a table with one of these keys and no other stands for a value:

    one_of = [...]      one of these
    whole = [a, b, n]   a whole number from a to b, in steps of n (1 where it is left out)
    ago = [a, b]        a day so many days before the day of the step
    ahead = [a, b]      a day so many days after it
    years_ago = "name"  a day so many years before it, and some months: the name of what was drawn
    day_of = "label"    the day of the step that the story calls so
    fact = "name"       what the matter says of this fact
    var = "name"        what was drawn for the matter under that name; `times` multiplies it
    about = "name"      the language of the matter, or the day of birth (`born_on`) of the person
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

SPECS = frozenset(
    {"one_of", "whole", "ago", "ahead", "years_ago", "day_of", "fact", "var", "about"}
)


@dataclass
class Open:
    """What the values of one matter may be drawn from.

    day   the day of the step
    days  the days of the story's labelled steps
    """

    draw: Random
    day: date
    days: Mapping[str, date] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    drawn: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    def value(self, told: Any) -> Any:
        """The value with everything in it drawn."""
        if isinstance(told, Mapping):
            (spec, *_) = SPECS.intersection(told) or ("",)
            if spec and told.keys() <= {spec, "times"}:
                return self._drawn(spec, told[spec], told.get("times", 1))
            return {name: self.value(inner) for name, inner in told.items()}
        if isinstance(told, list | tuple):
            return [self.value(inner) for inner in told]
        return told

    def _drawn(self, spec: str, given: Any, times: int) -> Any:
        if spec == "one_of":
            return self.value(self.draw.choice(given))
        if spec == "whole":
            low, high, *step = given
            return self.draw.randrange(low, high + 1, *step)
        if spec in ("ago", "ahead"):
            days = timedelta(days=self.draw.randint(*given))
            return self.day - days if spec == "ago" else self.day + days
        if spec == "years_ago":
            return self.day - timedelta(days=self.drawn[given] * 365 + self.draw.randint(20, 300))
        if spec == "var":
            return self.drawn[given] * times if times != 1 else self.drawn[given]
        table = {"day_of": self.days, "fact": self.facts, "about": self.about}[spec]
        return table[given]
