"""Facts as people write them in, facts as rules read them out, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.answers import said
from clemency.law.facts import FactFaults, facts_from, plain_from
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    Choice,
    Money,
    Optional,
    RecordType,
    RowsOf,
    Vocabulary,
)
from clemency.law.values import UNKNOWN, Between, Facts, Row, Rows, Source, Standing

KIND = Choice(("theft", "violence"))
VOCABULARY = Vocabulary(
    {
        "filer": Choice(("person", "counsel")),
        "consents": BOOL,
        "age": INT,
        "debt": Optional(Money("RUC")),
        "refused_on": Optional(DAY),
        "born_on": DAY,
        "office": TEXT,
        "docket.filed_on": Optional(DAY),
        "docket.opinions": RowsOf("docket.opinion"),
    },
    {
        "case": RecordType("case", "cases", {"open": BOOL}),
        "charge": RecordType("charge", "charges", {"kind": KIND, "on": Optional(DAY)}, "case"),
        "docket.opinion": RecordType(
            "docket.opinion", "docket.opinions", {"office": TEXT, "codes": RowsOf("entry.code")}
        ),
        "entry.code": RecordType("entry.code", "entry.codes", {"code": TEXT}),
    },
)
LIMITS = {"age": (0, 130)}


def read(plain: Mapping[str, Any], source: Source | None = None) -> Facts:
    return facts_from(plain, VOCABULARY, source=source or Source(Standing.CLAIMED), limits=LIMITS)


def faults(plain: Mapping[str, Any]) -> dict[str, str]:
    with pytest.raises(FactFaults) as told:
        read(plain)
    assert all(fault.mend != "" for fault in told.value.faults)
    return {fault.path: fault.says for fault in told.value.faults}


# --- scalars --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("filer", "person", "person"),
        ("filer", "unknown", UNKNOWN),
        ("consents", True, True),
        ("consents", "no", False),
        ("age", 17, 17),
        ("age", {"at_least": 18}, Between(18, None)),
        ("age", {"at_least": 18, "at_most": 18}, 18),
        ("debt", 150_000, 150_000),
        ("debt", "none", None),
        ("refused_on", "none", None),
        ("refused_on", "unknown", UNKNOWN),
        ("refused_on", date(2024, 2, 29), date(2024, 2, 29)),
        ("refused_on", "2024-02-29", date(2024, 2, 29)),
        (
            "refused_on",
            {"from": "2024-10-01", "to": date(2024, 10, 31)},
            Between(date(2024, 10, 1), date(2024, 10, 31)),
        ),
        ("office", "head of a foreign state", "head of a foreign state"),
        ("office", "unknown", UNKNOWN),
    ],
)
def test_one_answer(name: str, raw: Any, value: Any) -> None:
    found = read({name: raw}).values[name]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("born_on", "2023-02-29", "2023 has no 29 February."),
        ("born_on", "1900-02-29", "1900 has no 29 February."),
        ("born_on", "2023-04-31", "April 2023 has no day 31."),
        ("born_on", "2023-13-01", "There is no month 13: months run from 01 to 12."),
        ("born_on", "0000-01-01", "The year 0000 lies outside the calendar"),
        ("born_on", "1 May 2023", "A date is written year-month-day: 2024-02-29."),
        ("born_on", "2023-0５-01", "`５` looks like the digit 5 but is U+FF15"),
        ("born_on", "٢٠٢٣-٠٥-٠١", "`٢` looks like the digit 2 but is U+0662"),
        ("born_on", "none", "This cannot be none: there always is one."),
        ("born_on", datetime(2023, 5, 1, 12), "Days have no hours here."),  # noqa: DTZ001
        ("born_on", 20230501, "`20230501` is not a date."),
        ("age", "１７", "`１` looks like the digit 1 but is U+FF11"),
        ("age", "17", "`17` is not a whole number."),
        ("age", 17.5, "`17.5` is not a whole number."),
        ("age", True, "`True` is not a whole number."),
        ("age", None, "`null` is not a whole number."),
        ("age", 2**53, "`9007199254740992` is beyond 9,007,199,254,740,991"),
        pytest.param("age", 10**5000, "This endless number is beyond", id="endless"),
        ("age", 131, "131 is above 130, the most it can be."),
        ("age", {"at_most": -1}, "-1 is below 0, the least it can be."),
        ("age", {"from": 1}, "Bounds are written { at_least = ..., at_most = ... }"),
        ("age", {}, "Bounds are written"),
        ("refused_on", {"from": "2024-03-01", "to": "2024-02-01"}, "`from` lies after `to`"),
        ("filer", "persn", "`persn` is not an answer here."),
        ("filer", "pеrson", "`е` is U+0435 (CYRILLIC SMALL LETTER IE)"),
        ("consents", 1, "`1` is not yes or no."),
        ("consents", "Yes", "`Yes` is not yes or no."),
        ("office", 3, "`3` is not text."),
        ("office", "a\u202eb", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("office", "a\x00b", "U+0000 (a control character)"),
    ],
)
def test_no_answer(name: str, raw: Any, says: str) -> None:
    assert faults({name: raw})[name].startswith(says)


def test_isolates_may_stand_in_text() -> None:
    assert read({"office": "\u2067ראש\u2069"}).values["office"] == "\u2067ראש\u2069"


def test_every_mistake_at_once_with_what_was_meant() -> None:
    with pytest.raises(FactFaults) as told:
        read({"filler": "person", "age": "x", "charges": {"lst": []}, "docket": {"filed": 1}})
    found = {fault.path: fault.mend for fault in told.value.faults}
    assert found["filler"] == "Did you mean `filer`?"
    assert found["charges.lst"] == "Did you mean `list`?"
    assert found["docket.filed"] == "Did you mean `docket.filed_on`?"
    assert len(found) == 4
    assert all(path in str(told.value) for path in found)


def test_a_look_alike_name_is_told_by_its_letter() -> None:
    assert faults({"аge": 3}) == {
        "аge": "`а` is U+0430 (CYRILLIC SMALL LETTER A); "
        "only plain Latin letters and digits can stand here."
    }


def test_each_fact_has_its_source() -> None:
    source = Source(Standing.REPORTED, by="press", chain=("unnamed", "outlet"))
    facts = read({"filer": "person", "cases": {"complete": True, "list": [{"open": True}]}}, source)
    assert facts.source("filer") == source
    assert facts.source("cases[0].open") == source
    assert facts.source("charges.complete") == source


@pytest.mark.parametrize(
    ("typed", "kind", "plain"),
    [
        ("yes", BOOL, True),
        (" No ", BOOL, False),
        ("perhaps", BOOL, "perhaps"),
        ("12", INT, 12),
        ("-3", Money("RUC"), -3),
        ("１２", INT, "１２"),
        ("9" * 40, INT, "9" * 40),
        ("2024-02-29", Optional(DAY), "2024-02-29"),
        ("unknown", INT, "unknown"),
    ],
)
def test_what_is_typed_at_a_prompt(typed: str, kind: Any, plain: Any) -> None:
    assert said(typed, kind) == plain


# --- collections ----------------------------------------------------------------------------------


def rows(facts: Facts, name: str) -> Rows:
    found = facts.values[name]
    assert isinstance(found, Rows)
    return found


def test_nested_rows_know_their_parent_and_path() -> None:
    facts = read(
        {
            "cases": {
                "complete": True,
                "list": [
                    {"open": True, "charges": {"complete": True, "list": [{"kind": "theft"}]}},
                    {"charges": {"complete": False, "list": [{"kind": "violence"}, {}]}},
                ],
            }
        }
    )
    charges = rows(facts, "charges")
    assert [row.path for row in charges] == [
        "cases[0].charges[0]",
        "cases[1].charges[0]",
        "cases[1].charges[1]",
    ]
    assert [row.parent for row in charges] == [
        rows(facts, "cases").items[0],
        *[rows(facts, "cases").items[1]] * 2,
    ]
    assert charges.complete is False
    assert charges.items[0].kind == "charge"
    assert rows(facts, "cases").items[1].fields["charges"].path == "cases[1].charges"


@pytest.mark.parametrize(
    ("cases", "first", "second", "all_of_them"),
    [
        (True, True, True, True),
        ("unknown", True, True, UNKNOWN),
        (True, True, "unknown", UNKNOWN),
        (False, True, "unknown", False),
        (True, False, "unknown", False),
    ],
)
def test_all_levels_must_be_complete(cases: Any, first: Any, second: Any, all_of_them: Any) -> None:
    listed = [{"charges": {"complete": flag, "list": []}} for flag in (first, second)]
    facts = read({"cases": {"complete": cases, "list": listed}})
    assert rows(facts, "charges").complete is all_of_them


def test_a_case_without_its_charges_leaves_them_open() -> None:
    facts = read({"cases": {"complete": True, "list": [{"open": False}]}})
    assert rows(facts, "charges").complete is UNKNOWN
    assert read({"cases": "none"}).values["charges"].complete is True


def test_flat_rows_say_in_which_row_they_lie() -> None:
    facts = read(
        {
            "charges": {"complete": True, "list": [{"case": 1, "kind": "theft"}, {}]},
            "cases": {"complete": True, "list": [{"open": False}, {"open": True}]},
        }
    )
    first, second = rows(facts, "charges")
    assert first.parent is rows(facts, "cases").items[1]
    assert first.path == "charges[0]"
    assert second.parent is None
    inner = first.parent.fields["charges"]
    assert inner.items == (first,)
    assert inner.complete is True  # a flat list that is complete is complete everywhere


def test_flat_and_nested_rows_are_one_list() -> None:
    facts = read(
        {
            "cases": {
                "complete": True,
                "list": [{"charges": {"complete": "unknown", "list": [{"kind": "theft"}]}}],
            },
            "charges": {"list": [{"case": 0, "kind": "violence"}]},
        }
    )
    charges = rows(facts, "charges")
    assert [row.fields["kind"] for row in charges] == ["theft", "violence"]
    assert charges.complete is UNKNOWN
    assert len(rows(facts, "cases").items[0].fields["charges"]) == 2


@pytest.mark.parametrize(
    ("plain", "path", "says"),
    [
        (
            {"charges": {"list": [{"case": 2}]}, "cases": {"list": [{}]}},
            "charges[0].case",
            "`case` gives a place in `cases`, from 0 to 0.",
        ),
        (
            {"charges": {"list": [{"case": 0}]}},
            "charges[0].case",
            "`case` gives a place in `cases`, and that list has no rows.",
        ),
        (
            {"charges": [{"kind": "theft"}]},
            "charges",
            "A list of records says whether it is complete.",
        ),
        ({"charges": 3}, "charges", "A list of records says whether it is complete."),
        (
            {"charges": {"complete": 1}},
            "charges.complete",
            '`complete` is true, false or "unknown".',
        ),
        (
            {"charges": {"list": {"kind": "theft"}}},
            "charges",
            "`list` holds rows: list = [{ ... }, { ... }].",
        ),
        (
            {"charges": {"list": ["theft"]}},
            "charges[0]",
            "This is one charge: { field = value, ... }.",
        ),
        (
            {"charges": {"list": [{"kinds": 1}]}},
            "charges[0].kinds",
            "`kinds` is not a field of `charge`.",
        ),
        (
            {
                "cases": {
                    "list": [{"open": True, "charges": {"list": [{"case": 0, "kind": "theft"}]}}]
                }
            },
            "cases[0].charges[0].case",
            "`case` is not a field of `charge`.",
        ),
    ],
)
def test_wrong_lists(plain: dict[str, Any], path: str, says: str) -> None:
    assert faults(plain)[path] == says


def test_lists_of_the_docket_hold_plain_words() -> None:
    facts = read(
        {"docket": {"filed_on": "2024-01-01", "opinions": {"list": [{"codes": ["a", "b"]}]}}}
    )
    assert facts.values["docket.filed_on"] == date(2024, 1, 1)
    codes = rows(facts, "docket.opinions").items[0].fields["codes"]
    assert [row.fields["code"] for row in codes] == ["a", "b"]


# --- there and back -------------------------------------------------------------------------------

DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
FLAGS = st.sampled_from([True, False, "unknown"])


def lists(row: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"complete": FLAGS, "list": st.lists(row, max_size=3)})


CHARGES = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["theft", "violence", "unknown"]),
        "on": DAYS | st.just("none"),
    },
)
CASES = st.fixed_dictionaries(
    {}, optional={"open": st.booleans() | st.just("unknown"), "charges": lists(CHARGES)}
)
PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "filer": st.sampled_from(["person", "counsel", "unknown"]),
        "age": st.integers(0, 130)
        | st.builds(
            lambda a, b: {"at_least": min(a, b), "at_most": max(a, b)},
            st.integers(0, 130),
            st.integers(0, 130),
        ),
        "refused_on": DAYS | st.sampled_from(["none", "unknown"]),
        "cases": lists(CASES),
        "charges": lists(CHARGES),
        "docket": st.fixed_dictionaries({"filed_on": DAYS | st.just("none")}),
    },
)


def canonical(value: Any) -> Any:
    """A value without the identities of its rows, so that two readings can be compared."""
    if isinstance(value, Rows):
        return (value.complete, value.path, [canonical(row) for row in value])
    if isinstance(value, Row):
        parent = value.parent.path if value.parent is not None else None
        fields = {name: canonical(inner) for name, inner in value.fields.items()}
        return (value.path, parent, value.kind, fields)
    return value


def same(one: Facts, other: Facts) -> bool:
    names = one.values.keys() | other.values.keys()
    absent = Rows((), UNKNOWN)
    return all(
        canonical(one.values.get(name, absent)) == canonical(other.values.get(name, absent))
        for name in names
    )


@given(PLAIN)
def test_what_is_written_is_read_as_the_same(plain: dict[str, Any]) -> None:
    facts = read(plain)
    assert same(read(plain_from(facts)), facts)


@given(PLAIN, st.lists(st.integers(0, 2), max_size=3))
def test_rows_within_rows_survive(plain: dict[str, Any], places: list[int]) -> None:
    cases = len(plain.get("cases", {}).get("list", []))
    told = [{"case": place} for place in places if place < cases]
    facts = read({**plain, "charges": {"complete": "unknown", "list": told}})
    assert same(read(plain_from(facts)), facts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | DAYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
NAMES = st.sampled_from([*VOCABULARY.facts, "cases", "charges", "docket"]) | st.text(max_size=5)


@given(st.dictionaries(NAMES, JSON, max_size=4))
def test_whatever_is_given_only_faults_escape(plain: dict[str, Any]) -> None:
    try:
        read(plain)
    except FactFaults as told:
        assert all(fault.says.endswith(".") and fault.keys for fault in told.faults)
