"""One conversation with the solver: words and days as numbers, and the laws of its constants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import z3

from clemency.proof.days import Days
from clemency.proof.terms import Codes, Truth, Value

PATIENCE = 10_000
"""Milliseconds that one question may take before its answer is "not shown"."""


class Session:
    """What all questions about one pack share.

    laws   what is always so of the constants made here: that a day is a real day, that a choice is
           one of its answers. Every question holds them, or at least those of its constants
    noted  indices of the laws that are being gathered, see `noting`
    """

    def __init__(self, patience: int = PATIENCE) -> None:
        self.patience = patience
        self.codes = Codes()
        self.laws: list[Any] = []
        self.noted: set[int] = set()
        self._places: dict[int, int] = {}
        self.days = Days(self.note)

    def note(self, law: Truth) -> None:
        """Hold a law about constants; it may be noted again wherever they are used."""
        if law is True:
            return
        index = self._places.setdefault(law.get_id(), len(self.laws))  # type: ignore[union-attr]
        if index == len(self.laws):
            self.laws.append(law)
        self.noted.add(index)

    @contextmanager
    def noting(self) -> Iterator[set[int]]:
        """Gather the laws that what is encoded within rests on."""
        outer, self.noted = self.noted, set()
        try:
            yield self.noted
        finally:
            outer |= self.noted
            self.noted = outer

    def solver(self, laws: Iterable[int] | None = None) -> Any:
        """A solver that holds these laws, or all of them."""
        made = z3.SimpleSolver()
        made.set("timeout", self.patience)
        kept = self.laws if laws is None else [self.laws[index] for index in sorted(laws)]
        made.add(*kept)
        return made


def value_in(model: Any, value: Value) -> Any:
    """What a value is in a model: a truth or a number; free constants become false and 0."""
    if isinstance(value, bool | int):
        return value
    found = model.eval(value, model_completion=True)
    return z3.is_true(found) if z3.is_bool(found) else found.as_long()
