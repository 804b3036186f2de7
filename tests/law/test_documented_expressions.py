"""Every example of docs/reference/expressions.md comes to what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clemency.law.finding import settled_reason
from clemency.law.functions import FUNCTIONS
from clemency.law.parse import Faults, parse
from clemency.law.reason import reason
from clemency.law.types import BOOL, DAY, INT, TEXT, Choice, Money, Optional, RecordType
from clemency.law.values import UNKNOWN, Between, Rows
from tests.law.building import env, rows, scope

PAGE = Path(__file__).parents[2] / "docs/reference/expressions.md"
CZK = Money("CZK")
WORDS = scope(
    {
        "yes": BOOL,
        "again": BOOL,
        "perhaps": Optional(BOOL),
        "n": INT,
        "m": INT,
        "fine": CZK,
        "filed_on": DAY,
        "released_on": Optional(DAY),
        "kind": Choice(("theft", "violence", "traffic")),
        "name": TEXT,
    },
    [
        RecordType(
            "case", "cases", {"open": BOOL, "on": DAY, "ended_on": Optional(DAY), "fine": CZK}
        ),
        RecordType("charge", "charges", {"grave": BOOL}, "case"),
    ],
    defines={
        "adult": "years_after(18, filed_on) <= today",
        "case.old": "years_after(7, case.on) <= today",
    },
    parameters={"wait": (INT, {"2000-01-01": 5, "2024-07-01": 3})},
)
WORD_VALUES = {
    "true": True,
    "false": False,
    "none": None,
    "unknown": UNKNOWN,
    "not established": UNKNOWN,
}


def value_of(text: str) -> Any:
    """A value as the page writes it."""
    if text in WORD_VALUES:
        return WORD_VALUES[text]
    if ".." in text:
        lo, hi = text.split("..")
        return Between(value_of(lo) if lo else None, value_of(hi) if hi else None)
    if text.startswith("'"):
        return text.strip("'")
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else int(text)


def facts_of(text: str) -> dict[str, Any]:
    """Facts as the page writes them: `n = 3; cases = (open = true) and no more`."""
    if not text:
        return {}
    if text.startswith("cases = "):
        items = [facts_of(row) for row in re.findall(r"\(([^)]*)\)", text)]
        return {"cases": rows("cases", *items, complete=text.endswith("and no more") or UNKNOWN)}
    pairs = (one.split(" = ") for one in text.split("; "))
    return {name: value_of(value) for name, value in pairs}


def examples() -> Iterator[tuple[str, str, str]]:
    row = re.compile(r"\| `([^`]+)` \| (.*?) ?\| ([^|]+) \|")
    listed = False
    for line in PAGE.read_text().splitlines():
        listed = line == "| Expression | Facts | Comes to |" or (listed and line.startswith("|"))
        if listed and (found := row.fullmatch(line)):
            yield found[1], found[2].strip(), found[3]


EXAMPLES = [*examples()]


@pytest.mark.parametrize(("text", "facts", "expected"), EXAMPLES)
def test_examples_come_to_what_is_said(text: str, facts: str, expected: str) -> None:
    if expected == "refused":
        with pytest.raises(Faults):
            parse(text, WORDS)
        return
    expr, here = parse(text, WORDS), env(**facts_of(facts))
    found = settled_reason(expr, here).value if expr.type == BOOL else reason(expr, here).value
    assert found is value_of(expected) or found == value_of(expected)
    assert type(found) is type(value_of(expected))


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) > 80
    assert any(isinstance(v, Rows) for _, facts, _ in EXAMPLES for v in facts_of(facts).values())


def test_every_function_is_on_the_page() -> None:
    page = PAGE.read_text()
    assert [name for name in FUNCTIONS if not re.search(rf"`{name}\b|{name}\(", page)] == []
