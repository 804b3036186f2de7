"""What is proved of a pack, one result for each property of each thing it is about."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Verdict(Enum):
    """What became of one property."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True)
class Extent:
    """How far a verdict reaches.

    rows  the greatest number of records that was looked at in any list; None: every number
    acts  the greatest number of acts on a path; None: paths of any length, or no path at all
    """

    rows: int | None = None
    acts: int | None = None


EVERYTHING = Extent()
"""For every number of records, and for every path where there are paths."""


@dataclass(frozen=True)
class Place:
    """Where the text stands that a result is about: a file of the pack, and its line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Witness:
    """A story that runs and shows a result: one scenario or one journey, as TOML.

    name  what its file is called, without folder and ending; unique within one run
    text  the whole file; `clemency pack test PACK --scenarios FILE` runs it, and it passes
    days  the days on which it plays
    """

    name: str
    text: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Result:
    """One property of one rule, act or statement.

    property  the stable id of the property ("can-fail", "no-dead-end"); sentences stand under it in
              the words of the language, as prove.PROPERTY.VERDICT
    about     the id of what it is about, or several: rules, acts, statements
    says      what fills the sentence, by name: rule names, days, amounts
    place     where the thing stands; None for the pack as a whole
    cite      what the thing is cited to; empty where it cites nothing
    declared  why the pack says that it is meant, where it does; such a result never fails a pack
    """

    property: str
    about: tuple[str, ...]
    verdict: Verdict
    extent: Extent = EVERYTHING
    says: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    cite: str = ""
    witness: Witness | None = None
    declared: str = ""

    @builtins.property
    def failed(self) -> bool:
        """Whether this keeps the pack from being proved."""
        return self.verdict is not Verdict.HOLDS and not self.declared
