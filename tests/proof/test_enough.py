"""How many records are enough, and where no number is."""

from __future__ import annotations

import pytest

from clemency.law.parse import parse
from clemency.law.types import BOOL, DAY, INT, RecordType
from clemency.proof.enough import enough
from tests.law.building import scope

WORDS = scope(
    {"n": INT},
    [
        RecordType("case", "cases", {"open": BOOL, "on": DAY, "fine": INT}),
        RecordType("charge", "charges", {"grave": BOOL}, "case"),
    ],
    parameters={"cap": (INT, {"2000-01-01": 2, "2020-01-01": 4})},
)

ENOUGH: list[tuple[str, bool | None, dict[str, int]]] = [
    ("any(c.open for c in cases)", True, {"case": 1}),
    ("any(c.open for c in cases)", False, {}),
    ("all(c.open for c in cases)", True, {}),
    ("all(c.open for c in cases)", False, {"case": 1}),
    ("not any(c.open for c in cases)", False, {"case": 1}),
    ("any(c.open for c in cases) and any(not c.open for c in cases)", True, {"case": 2}),
    ("count(c for c in cases) <= 3", None, {"case": 4}),
    ("count(c for c in cases if c.open) < cap", None, {"case": 5}),
    ("any(x.grave for x in charges)", True, {"charge": 1, "case": 1}),
    ("any(any(x.grave for x in c.charges) for c in cases)", True, {"case": 2, "charge": 1}),
    ("all(any(x.grave for x in c.charges) for c in cases)", True, {"case": 1, "charge": 1}),
    ("latest((c.open for c in cases), by=c.on, nth=2) != none", None, {"case": 3}),
]

WITHOUT_END = [
    "sum(c.fine for c in cases) < 10",
    "count(c for c in cases) < n",
    "all(any(d.fine == c.fine and d.open for d in cases) for c in cases if not c.open)",
    "any(c in earliest((d for d in cases), by=d.on, up_to=2) for c in cases)",
]


@pytest.mark.parametrize(("text", "wanted", "records"), ENOUGH)
def test_so_many_are_enough(text: str, wanted: bool | None, records: dict[str, int]) -> None:
    found = enough(parse(text, WORDS), WORDS.vocabulary, wanted=wanted)
    assert found.every
    assert {name: count for name, count in found.rows.items() if count} == records


@pytest.mark.parametrize("text", WITHOUT_END)
def test_no_number_is_known_to_be_enough(text: str) -> None:
    assert not enough(parse(text, WORDS), WORDS.vocabulary, wanted=True).every
