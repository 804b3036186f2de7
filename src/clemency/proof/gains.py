"""What a change of law does at a gate, as it is told: classes of people, each with somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clemency.law.expr import Expr
from clemency.proof.result import EVERYTHING, Extent

GAIN, LOSE = "gain", "lose"
OLD, NEW, BOTH = "old", "new", "both"

MOST = 12
"""Classes that are told for one step and one direction; more are counted as "and others"."""


@dataclass(frozen=True)
class Gate:
    """What stands before some acts, in both packs.

    old, new  the rules that each asks for
    same      those of them that are what they were: taken to be met
    per       the record that the acts decide, where they do so one by one
    """

    acts: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    same: tuple[str, ...] = ()
    per: str | None = None


@dataclass(frozen=True)
class Condition:
    """A condition, whether whoever is in the class meets it, and whose it is: OLD, NEW or BOTH."""

    expr: Expr
    met: bool
    law: str


@dataclass(frozen=True)
class Class:
    """People for whom a step is open under one law and closed under the other.

    conditions  what puts somebody into it: whoever fits them all is in it, whatever else is so
    facts       one of them, in the plain form of a scenario's facts
    rules       rules that come out otherwise for that one: the id, the old outcome, the new one
    """

    direction: str
    conditions: tuple[Condition, ...]
    facts: Mapping[str, Any]
    rules: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Told:
    """What a change does at one gate.

    whole   whether these are all classes
    extent  for how many records in a list that was looked at
    shown   whether the solver could tell at all
    """

    gate: Gate
    classes: tuple[Class, ...]
    whole: bool = True
    extent: Extent = EVERYTHING
    shown: bool = True
