"""How a pack's form asks: what it tells by itself, what it asks beside the rules. It is no law.

Nothing here bears on a finding: the same facts are judged alike, whoever asked for them, and how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DOORS = ("myself", "relative", "counsel", "support")
"""Ways in: for oneself, for a relative, as counsel, and with a letter in support of somebody."""

ABOUT = ("name", "parent", "identity", "born_on", "address", "telephone", "email", "held_at")
"""What the form can ask of the person concerned."""

EXTRA = ("parent",)
"""What of it is asked only where the pack says so."""

PARTS = ("story", "agreed")
"""Parts of a request that need no name: the person's own words, and that they agreed to it."""


@dataclass(frozen=True)
class Told:
    """What a door, or the form itself, tells of the facts.

    given  facts with their values
    when   facts that are true where all of these were given: "about.name", "answer.relief",
           "text.decisions", "story", "agreed"
    takes  facts whose value is another answer: "about.born_on"
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Own:
    """Something that the form asks for itself: a text, or a paper. By language.

    court  whether a court keeps it, so that the office can ask there
    """

    id: str
    title: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    court: bool = False


@dataclass(frozen=True)
class Portal:
    """The form of one pack.

    extra       what is asked of a person beside name, number and address
    while_open  rules that do not hold, or are open, while a court is still at work; none: not told
    most        questions of the first check; facts of `beside` are not counted: they tell who asks
    every       what the form tells, whoever asks; `door` what each door tells
    implied     (facts as answered, facts that follow from them)
    first       facts in the order in which they are asked before the rules' own order
    asks        facts asked beside those that the rules need, each with the answers it hangs on
    lists       fields asked of each record; a record that is not listed is asked whole
    """

    extra: tuple[str, ...] = ()
    while_open: tuple[str, ...] = ()
    most: int = 4
    beside: tuple[str, ...] = ()
    every: Told = field(default_factory=Told)
    door: Mapping[str, Told] = field(default_factory=dict)
    implied: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = ()
    first: tuple[str, ...] = ()
    asks: tuple[tuple[str, Mapping[str, tuple[Any, ...]]], ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[Own, ...] = ()
    documents: tuple[Own, ...] = ()

    def told(self, door: str) -> Told:
        """What is told at one door, the form's own included."""
        own = self.door.get(door, Told())
        return Told(
            {**self.every.given, **own.given},
            {**self.every.when, **own.when},
            {**self.every.takes, **own.takes},
        )
