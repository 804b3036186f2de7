"""One vocabulary with a fact of every type, used by many tests of this floor."""

from __future__ import annotations

from clemency.law.types import BOOL, DAY, INT, TEXT, Choice, Money, Optional, RecordType
from tests.law.building import scope

ILS = Money("ILS")
KINDS = Choice(("theft", "violence", "traffic"))

FACTS = {
    "yes": BOOL,
    "again": BOOL,
    "perhaps": Optional(BOOL),
    "count_of": INT,
    "years": Optional(INT),
    "fine": ILS,
    "paid": Optional(ILS),
    "dollars": Money("USD"),
    "filed_on": DAY,
    "released_on": Optional(DAY),
    "kind": KINDS,
    "sort": Optional(Choice(("x", "y"))),
    "officer": TEXT,
    "deputy": Optional(TEXT),
    "docket.filed_on": Optional(DAY),
    "docket.acts": INT,
}
CASE = RecordType(
    "case", "cases", {"open": BOOL, "on": DAY, "kind": KINDS, "closed_on": Optional(DAY)}
)
CHARGE = RecordType(
    "charge",
    "charges",
    {"grave": BOOL, "on": DAY, "released_on": Optional(DAY), "fine": ILS, "count": INT},
    within="case",
)
FIGURES = {
    "wait": (INT, {"2000-01-01": 5, "2024-07-01": 3}),
    "cap": (ILS, {"2010-01-01": 10_000}),
}
DEFINES = {
    "released": "released_on != none",
    "adult": "years_after(18, filed_on) <= today",
    "start": "released_on if released_on != none else filed_on",
    "case.old": "years_after(7, case.on) <= today",
    "charge.free": "charge.released_on != none",
}

WORDS = scope(FACTS, [CASE, CHARGE], defines=DEFINES, parameters=FIGURES)
