"""Entries: what they may hold, how they are stored, and how a wrong one is refused."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket import entries as e
from clemency.docket.entries import IN_ORDER, KINDS, BadEntry, Entry, body, entry_from, header
from clemency.docket.entry import HEADER
from clemency.docket.shape import own, shapes_of
from tests.docket.strategies import ENTRIES, FEW, of_kind

DAY = date(2026, 3, 2)
HOLDS = {"yes-no", "number", "day", "code", "commitment", "codes", "rows"}


def back(entry: Entry) -> Entry:
    """The entry as it comes back from storage."""
    stored = json.loads(json.dumps([header(entry), body(entry)]))
    return entry_from(entry.kind, entry.version, stored[0], stored[1])


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.__name__)
def test_a_kind_holds_nothing_but_the_few_types(kind: type[Entry]) -> None:
    for shape in shapes_of(kind):
        assert shape.holds in HOLDS
        if shape.row is not None:
            assert {inner.holds for inner in shapes_of(shape.row)} <= HOLDS - {"codes", "rows"}


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.__name__)
def test_a_kind_says_what_it_means_what_it_holds_and_who_writes_it(kind: type[Entry]) -> None:
    told = kind.__doc__ or ""
    assert told.split("\n")[0].rstrip().endswith((".", "."))
    assert re.search(r"Written by: .+\.", told)
    for shape in own(kind):
        assert re.search(rf"^    {shape.name}  +\S", told, re.M), shape.name


def test_every_declared_kind_is_in_the_table_of_contents() -> None:
    def below(kind: type[Entry]) -> set[type[Entry]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    assert set(IN_ORDER) == below(Entry) - {Entry}
    assert len(KINDS) == len(IN_ORDER)
    assert set(KINDS) <= set(e.__all__)


def test_names_of_kinds_are_in_the_past_tense_of_the_field() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in KINDS)
    assert e.Granted(on=DAY, outcomes=()).kind == "Granted"


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        e.Closed(on=DAY).on = DAY  # type: ignore[misc]


# --- storage ------------------------------------------------------------------------------------


@given(ENTRIES)
def test_what_is_stored_comes_back(entry: Entry) -> None:
    assert back(entry) == entry


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_comes_back(name: str) -> None:
    @FEW
    @given(of_kind(name))
    def comes_back(entry: Entry) -> None:
        again = back(entry)
        assert again == entry
        assert type(again) is type(entry)
        assert (header(again), body(again)) == (header(entry), body(entry))

    comes_back()


@given(ENTRIES)
def test_a_stored_entry_is_as_good_as_a_made_one(entry: Entry) -> None:
    again = back(entry)
    assert {f.name: getattr(again, f.name) for f in fields(again)} == vars(entry)
    assert hash(again) == hash(entry)


@given(ENTRIES)
def test_a_body_holds_no_header_and_no_commitment(entry: Entry) -> None:
    apart = {shape.name for shape in shapes_of(type(entry)) if shape.apart}
    assert not set(body(entry)) & (set(HEADER) | apart)
    assert set(header(entry)) == {*HEADER, "commits"}


def test_defaults_are_left_out() -> None:
    assert body(e.Received(on=DAY)) == {}
    assert body(e.OpinionReceived(on=DAY, of="police")) == {"of": "police"}
    assert body(e.Granted(on=DAY, outcomes=(e.Outcome(relief="pardon"),))) == {
        "outcomes": [{"relief": "pardon"}]
    }
    assert body(e.Closed(on=DAY, clock="c", due_on=DAY, stops=("a",), closes=True)) == {
        "clock": "c",
        "due_on": "2026-03-02",
        "stops": ["a"],
        "closes": True,
    }


def test_commitments_lie_beside_the_body() -> None:
    entry = e.Countersigned(on=DAY, text=e.Commitment("ab" * 32), office="minister")
    assert header(entry) == {
        "on": "2026-03-02",
        "act": None,
        "office": "minister",
        "officer": None,
        "second": None,
        "corrects": None,
        "commits": {"text": "ab" * 32},
    }


ON = {"on": "2026-03-02"}

WRONG: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("Grantd", ON, {}, "", "unknown-kind"),
    ("Closed", ON, {"resaon": "done"}, "resaon", "unknown-field"),
    ("Closed", ON, {"on": "2026-03-02"}, "on", "unknown-field"),
    ("Closed", ON, {"reason": None}, "reason", "not-a-code"),
    ("Closed", ON, {"closes": False}, "closes", "default-written"),
    ("Closed", ON, {"closes": 1}, "closes", "not-yes-no"),
    ("Closed", ON, {"reason": "Not a code"}, "reason", "not-a-code"),
    ("Closed", ON, {"reason": "\u0430bc"}, "reason", "not-a-code"),
    ("Closed", ON, {"reason": "a" * 65}, "reason", "not-a-code"),
    ("Closed", ON, {"stops": "a"}, "stops", "not-a-list"),
    ("Closed", ON, {"stops": [1]}, "stops", "not-a-code"),
    ("Closed", {}, {}, "on", "missing"),
    ("Closed", {"on": "2023-02-29"}, {}, "on", "impossible-day"),
    ("Closed", {"on": "2023-W01-1"}, {}, "on", "not-a-day"),
    ("Closed", {"on": "20230101"}, {}, "on", "not-a-day"),
    ("Closed", {"on": "\u0662\u0660\u0662\u0663-01-01"}, {}, "on", "impossible-day"),
    ("Closed", {"on": 20230101}, {}, "on", "not-a-day"),
    ("Closed", {**ON, "officer": "Ann Smith"}, {}, "officer", "not-a-code"),
    ("Closed", {**ON, "commits": {"reason": "ab" * 32}}, {}, "reason", "unknown-field"),
    ("Countersigned", {**ON, "commits": {"text": "AB" * 32}}, {}, "text", "not-a-commitment"),
    ("Countersigned", {**ON, "commits": {"text": "the words"}}, {}, "text", "not-a-commitment"),
    ("Countersigned", ON, {"text": "ab" * 32}, "text", "unknown-field"),
    ("Linked", ON, {"to": "b"}, "relation", "missing"),
    ("Voted", ON, {"present": 1.0}, "present", "not-a-number"),
    ("Voted", ON, {"present": True}, "present", "not-a-number"),
    ("Voted", ON, {"present": 2**53}, "present", "too-big"),
    ("Granted", ON, {"outcomes": {}}, "outcomes", "not-a-list"),
    ("Granted", ON, {"outcomes": ["pardon"]}, "outcomes", "not-a-row"),
    ("Granted", ON, {"outcomes": [{}]}, "outcomes.relief", "missing"),
    ("Granted", ON, {"outcomes": [{"relief": 3}]}, "outcomes.relief", "not-a-code"),
    ("Granted", ON, {"outcomes": [{"name": "a"}]}, "outcomes.name", "unknown-field"),
    ("StatementRegistered", ON, {"medium": "telepathy"}, "medium", "not-one-of"),
]


@pytest.mark.parametrize(("kind", "beside", "inside", "field", "fault"), WRONG)
def test_a_wrong_entry_is_refused_and_says_where_and_why(
    kind: str, beside: dict[str, Any], inside: dict[str, Any], field: str, fault: str
) -> None:
    with pytest.raises(BadEntry) as raised:
        entry_from(kind, 1, beside, inside)
    assert (raised.value.field, raised.value.fault) == (field, fault)
    assert str(raised.value).startswith(f"{kind}.{field}: " if field else f"{kind}: ")
    assert str(raised.value).endswith(".")


def test_another_version_is_refused() -> None:
    with pytest.raises(BadEntry, match="reads version 1"):
        entry_from("Closed", 2, ON, {})


@given(st.sampled_from(tuple(KINDS)), st.dictionaries(st.text(), st.text() | st.integers()))
def test_rubbish_is_refused_in_one_way_only(kind: str, inside: dict[str, Any]) -> None:
    try:
        entry = entry_from(kind, 1, ON, inside)
    except BadEntry:
        return
    assert body(entry) == inside


def test_header_keys_of_the_seal_are_passed_over() -> None:
    sealed = {**ON, "seq": 3, "nonce": "x", "matter": "m"}
    assert entry_from("Closed", 1, sealed, {}) == e.Closed(on=DAY)
