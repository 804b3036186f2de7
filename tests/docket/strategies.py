"""Entries of every kind, made up from their own declarations."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from clemency.docket.entries import KINDS, Entry
from clemency.docket.shape import Shape, shapes_of

HALF = settings(max_examples=settings().max_examples // 2)
"""Half as many examples as the profile asks for: whole dockets take long to make up."""

FEW = settings(max_examples=settings().max_examples // 5)
"""A fifth, where the same is tried for every kind."""

CODES = st.sampled_from(("a", "police", "prison", "petitioner", "x_1", "opinion", "9-lives"))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
COMMITMENTS = st.sampled_from(("ab" * 32, "0" * 64, "cd" * 32))
NUMBERS = st.one_of(st.integers(0, 5), st.integers(-(2**53) + 1, 2**53 - 1))

_HOLDS: dict[str, st.SearchStrategy[Any]] = {
    "yes-no": st.booleans(),
    "number": NUMBERS,
    "day": DAYS,
    "code": CODES,
    "commitment": COMMITMENTS,
    "codes": st.lists(CODES, max_size=3).map(tuple),
}


def _values(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.choices:
        inner: st.SearchStrategy[Any] = st.sampled_from(shape.choices)
    elif shape.row is not None:
        inner = st.lists(_built(shape.row), max_size=3).map(tuple)
    else:
        inner = _HOLDS[shape.holds]
    return st.none() | inner if shape.optional else inner


def _built(cls: Any) -> st.SearchStrategy[Any]:
    return st.builds(cls, **{shape.name: _values(shape) for shape in shapes_of(cls)})


_OF_KIND = {name: _built(kind) for name, kind in KINDS.items()}


def of_kind(name: str) -> st.SearchStrategy[Entry]:
    """Any entry of one kind."""
    return _OF_KIND[name]


ENTRIES: st.SearchStrategy[Entry] = st.sampled_from(tuple(KINDS)).flatmap(of_kind)
DOCKETS: st.SearchStrategy[list[Entry]] = st.lists(ENTRIES, max_size=4)
