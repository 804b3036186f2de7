"""Sets of values that a column may have: some, or all but some. None is a value among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Values:
    """The values that are listed; with `but`, all others."""

    listed: frozenset[object]
    but: bool = False

    @classmethod
    def of(cls, *values: object) -> Values:
        """These, and no others."""
        return cls(frozenset(values))

    @classmethod
    def all_but(cls, *values: object) -> Values:
        """Any except these."""
        return cls(frozenset(values), but=True)

    @property
    def others(self) -> Values:
        """All that are not among these."""
        return Values(self.listed, not self.but)

    def __and__(self, other: Values) -> Values:
        if self.but and other.but:
            return Values(self.listed | other.listed, but=True)
        if self.but:
            return Values(other.listed - self.listed)
        return Values(self.listed - other.listed if other.but else self.listed & other.listed)

    def __or__(self, other: Values) -> Values:
        return (self.others & other.others).others

    def meets(self, other: Values) -> bool:
        """Whether some value is among both."""
        both = self & other
        return both.but or bool(both.listed)

    def within(self, other: Values) -> bool:
        """Whether the other has all of these."""
        return not self.meets(other.others)


ANY, EMPTY, FILLED = Values.all_but(), Values.of(None), Values.all_but(None)

Limits = Mapping[str, Values]
"""By column, the values that it may have; a column that is not named may have any."""


def all_of(several: Iterable[Limits]) -> Limits:
    """What holds where each of these does."""
    found: dict[str, Values] = {}
    for limits in several:
        for column, values in limits.items():
            found[column] = found.get(column, ANY) & values
    return found


def any_of(several: Iterable[Limits]) -> Limits:
    """What holds where one of these does, whichever it is."""
    first, *rest = several
    found = dict(first)
    for limits in rest:
        found = {c: values | limits[c] for c, values in found.items() if c in limits}
    return found
