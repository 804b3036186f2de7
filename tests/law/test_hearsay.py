"""What was merely reported, or is disputed: never read by a rule, and never forgotten either."""

from __future__ import annotations

from typing import Any

import pytest

from clemency.law.finding import env_of, find
from clemency.law.types import BOOL, INT, RecordType
from clemency.law.values import CLAIMED, UNKNOWN, Facts, Row, Rows, Source, Standing
from tests.law.building import TODAY, Text, pack, rows, scope

WORDS = scope(
    {"a": BOOL, "b": BOOL, "n": INT, "docket.done": BOOL},
    [
        RecordType("case", "cases", {"open": BOOL, "n": INT}),
        RecordType("charge", "charges", {"grave": BOOL}, "case"),
    ],
)
REPORTED = Source(Standing.REPORTED, chain=("a newspaper", "unnamed"))
DISPUTED = Source(Standing.DISPUTED)
CERTIFIED = Source(Standing.CERTIFIED, by="registry")


def outcome(holds: str, values: dict[str, Any], sources: dict[str, Source]) -> str:
    return find(pack(WORDS, Text(holds=holds)), "rule", Facts(values, sources), TODAY).outcome


@pytest.mark.parametrize("standing", Standing)
def test_only_hearsay_is_not_read(standing: Standing) -> None:
    hearsay = standing in (Standing.REPORTED, Standing.DISPUTED)
    found = outcome("a", {"a": True}, {"a": Source(standing)})
    assert found == ("not-established" if hearsay else "holds")


def test_hearsay_is_unread_but_named() -> None:
    facts = Facts({"a": True, "b": True}, {"a": REPORTED})
    finding = find(pack(WORDS, Text(holds="a and b")), "rule", facts, TODAY)
    assert finding.missing == ("a",)
    assert [(read.path, read.value) for read in finding.reads] == [("a", UNKNOWN)]
    assert facts.source("a").chain == ("a newspaper", "unnamed")
    assert facts.source("b") == CLAIMED


def test_hearsay_settles_nothing_either_way() -> None:
    assert outcome("a or b", {"a": True, "b": False}, {"a": REPORTED}) == "not-established"
    assert outcome("a and b", {"a": False, "b": True}, {"a": DISPUTED}) == "not-established"
    assert outcome("a and b", {"a": True, "b": False}, {"a": REPORTED}) == "refuse"
    assert outcome("a or not a", {"a": True}, {"a": REPORTED}) == "holds"


def test_facts_without_hearsay_are_not_copied() -> None:
    listed = rows("cases", {"open": True})
    assert env_of(Facts({"cases": listed}, {"cases": CERTIFIED}), TODAY)["cases"] is listed


# -- rows ----------------------------------------------------------------------------------------


def readable(values: dict[str, Any], sources: dict[str, Source]) -> dict[str, Any]:
    return env_of(Facts(values, sources), TODAY)


def test_one_field_of_a_row() -> None:
    listed = rows("cases", {"open": True, "n": 3}, {"open": True, "n": 4})
    (one, other) = readable({"cases": listed}, {"cases[0].open": REPORTED})["cases"]
    assert (one.fields["open"], one.fields["n"]) == (UNKNOWN, 3)
    assert (other.fields["open"], other.fields["n"]) == (True, 4)


def test_a_whole_row_is_not_there_and_the_list_not_complete() -> None:
    """Its fields inherit that it was only reported. Once they were read all the same."""
    listed = rows("cases", {"open": True}, {"open": False})
    found = readable({"cases": listed}, {"cases": CERTIFIED, "cases[0]": REPORTED})["cases"]
    assert [row.path for row in found] == ["cases[1]"]
    assert found.complete is UNKNOWN
    assert (
        outcome("any(c.open for c in cases)", {"cases": listed}, {"cases[0]": REPORTED})
        == "not-established"
    )
    assert (
        outcome("any(not c.open for c in cases)", {"cases": listed}, {"cases[0]": REPORTED})
        == "holds"
    )


def test_a_whole_list() -> None:
    listed = rows("cases", {"open": True})
    found = readable({"cases": listed}, {"cases": DISPUTED})["cases"]
    assert (len(found), found.complete, found.path) == (0, UNKNOWN, "cases")
    assert (
        outcome("any(c.open for c in cases)", {"cases": listed}, {"cases": DISPUTED})
        == "not-established"
    )


def test_a_row_established_within_a_reported_list() -> None:
    listed = rows("cases", {"open": True}, {"open": True})
    sources = {"cases": REPORTED, "cases[1]": CERTIFIED}
    found = readable({"cases": listed}, sources)["cases"]
    assert [row.path for row in found] == ["cases[1]"]
    assert found.items[0].fields["open"] is True
    assert found.complete is UNKNOWN


def test_completeness_alone() -> None:
    listed = rows("cases", {"open": False})
    found = readable({"cases": listed}, {"cases.complete": DISPUTED})["cases"]
    assert (len(found), found.complete) == (1, UNKNOWN)
    holds = "not any(c.open for c in cases)"
    assert outcome(holds, {"cases": listed}, {}) == "holds"
    assert outcome(holds, {"cases": listed}, {"cases.complete": DISPUTED}) == "not-established"


def nested() -> dict[str, Rows]:
    outer = rows("cases", {"open": True, "charges": ({"grave": True},)})
    (inner,) = (row.fields["charges"] for row in outer)
    flat = Row({"grave": False}, "charges[0]", outer.items[0])
    return {"cases": outer, "charges": Rows((*inner.items, flat), True, "charges")}


def test_the_row_around_a_row_is_hidden_from_within_as_well() -> None:
    """Rows point at each other: what is hidden in a list is hidden behind every row as well."""
    sources = {"cases[0].open": REPORTED}
    found = readable(nested(), sources)
    assert found["charges"].items[0].parent is found["cases"].items[0]
    assert found["charges"].items[1].parent is found["cases"].items[0]
    assert outcome("any(x.case.open for x in charges)", nested(), {}) == "holds"
    assert outcome("any(x.case.open for x in charges)", nested(), sources) == "not-established"


def test_rows_within_a_reported_row_are_reported_too() -> None:
    found = readable(nested(), {"cases[0]": REPORTED})
    assert len(found["cases"]) == 0
    assert [row.path for row in found["charges"]] == ["charges[0]"]
    (left,) = found["charges"]
    assert left.parent is not None
    assert left.parent.fields["open"] is UNKNOWN


def test_a_field_of_an_inner_row() -> None:
    found = readable(nested(), {"cases[0].charges[0].grave": DISPUTED})
    assert found["cases"].items[0].fields["charges"].items[0].fields["grave"] is UNKNOWN
    assert found["charges"].items[0].fields["grave"] is UNKNOWN
    assert found["charges"].items[1].fields["grave"] is False


# -- who vouches ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a", CLAIMED),
        ("docket.done", Source(Standing.DOCKET)),
        ("cases[0].open", REPORTED),
        ("cases[0].n", CERTIFIED),
        ("cases[1].open", CERTIFIED),
        ("cases.complete", CERTIFIED),
        ("cases[0].charges[2].grave", REPORTED),
    ],
)
def test_a_fact_inherits_from_what_it_lies_in(path: str, source: Source) -> None:
    facts = Facts(
        {},
        {
            "docket": Source(Standing.DOCKET),
            "cases": CERTIFIED,
            "cases[0]": REPORTED,
            "cases[0].n": CERTIFIED,
        },
    )
    assert facts.source(path) == source


def test_the_same_facts_and_more() -> None:
    facts = Facts({"a": True}, {"a": CERTIFIED}).with_values(b=False)
    assert facts.values == {"a": True, "b": False}
    assert facts.source("a") == CERTIFIED
