"""An entry keeps exactly its fields, and nothing that could be a name."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.seal import envelope
from clemency.docket.seal.canonical import LARGEST, NotCanonical, encode
from clemency.docket.seal.envelope import FIELDS, Envelope, NotAnEntry, Stamp, seal
from tests.docket.seal.test_canonical import mutate

codes = st.from_regex(envelope.CODE, fullmatch=True)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
days = st.dates().map(date.isoformat)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | codes | days | hashes
scalars = scalars.filter(lambda v: not isinstance(v, str) or real(v))
rows = st.dictionaries(codes, scalars | st.lists(scalars, max_size=2), max_size=3)
bodies = st.dictionaries(codes, scalars | st.lists(scalars | rows, max_size=3), max_size=4)


def real(text: str) -> bool:
    """Not a code that looks like a day and is none."""
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return True
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@st.composite
def stamps(draw: st.DrawFn) -> Stamp:
    number = draw(st.integers(0, 3))
    return Stamp(
        origin=draw(st.from_regex(r"[a-z0-9]([a-z0-9._/-]{0,20}[a-z0-9])?", fullmatch=True)),
        seq=draw(st.integers(0, LARGEST)),
        recorded_at=draw(st.datetimes(timezones=st.just(UTC))),
        matter=draw(hashes)[:32],
        matter_seq=number,
        matter_prev=draw(hashes) if number else None,
        pack=(draw(codes), "2026.1", draw(hashes)),
        state=(draw(st.none() | codes), draw(codes)),
        auth=draw(codes),
        nonce=draw(st.binary(min_size=32, max_size=32)),
        findings=tuple(draw(st.lists(hashes, max_size=2))),
    )


headers = st.fixed_dictionaries(
    {"on": days},
    optional={n: st.none() | codes for n in ("act", "office", "officer", "second", "corrects")},
)
commitments = st.dictionaries(codes, hashes, max_size=2)


@given(headers, bodies, commitments, stamps())
def test_what_is_sealed_is_opened(
    header: dict[str, Any], body: dict[str, Any], commits: dict[str, str], stamp: Stamp
) -> None:
    data = seal("Granted", 1, header, body, commits, stamp, cap=None)
    full = {**dict.fromkeys(envelope.HEADER), **header}
    expected = Envelope("Granted", 1, full, body, commits, stamp)
    assert envelope.open(data, cap=None) == expected
    assert envelope.open_trusted(data) == expected
    assert data.isascii() and data.decode().isprintable()


def test_the_fields_are_those_of_the_format() -> None:
    assert sorted(json.loads(entry())) == sorted(FIELDS) == sorted(
        "v origin seq kind kind_v recorded_at on matter matter_seq matter_prev act office officer "
        "second state pack findings commits corrects auth body nonce".split()
    )  # fmt: skip


STAMP = Stamp(
    origin="office.example/ruritania",
    seq=7,
    recorded_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    matter="ab" * 16,
    matter_seq=2,
    matter_prev="cd" * 32,
    pack=("ruritania", "2026.1", "0" * 64),
    state=("examined", "examined"),
    auth="none",
    nonce=bytes(range(32)),
)


def entry() -> bytes:
    return seal("Received", 1, {"on": "2026-01-02"}, {"channel": "post"}, {}, STAMP)


def changed(**fields: Any) -> bytes:
    return rfc8785.dumps({**json.loads(entry()), **fields})


def test_an_instant_is_written_in_utc_with_six_decimals() -> None:
    assert json.loads(entry())["recorded_at"] == "2026-01-02T03:04:05.000006Z"


REFUSED = [
    ("v", [0, 2, True, "1", None]),
    ("origin", ["", "Office", "office example", "office+1", "-a", "a\n", "a" * 256, None, 1]),
    ("seq", [-1, True, "0", None]),
    ("kind", ["", "received", "Re-ceived", "Received\n", "R" * 65, "קבלה", None]),
    ("kind_v", [-1, False, "1"]),
    (
        "recorded_at",
        [
            "2026-01-02T03:04:05Z",
            "2026-01-02T03:04:05.000006+00:00",
            "2026-01-02 03:04:05.000006Z",
            "2026-02-30T03:04:05.000006Z",
            "2026-01-02T24:00:00.000000Z",
            "2026-01-02T03:04:60.000000Z",
            "2026-01-02T03:04:05.000006z",
            "٢٠٢٦-01-02T03:04:05.000006Z",
            "0000-01-02T03:04:05.000006Z",
            "",
            None,
            0,
        ],
    ),
    ("on", ["2025-02-29", "2026-13-01", "2026-1-2", "20260102", "2026-W01-1", "٢٠٢٦-٠١-٠٢", None]),
    ("matter", ["ab" * 15, "AB" * 16, "zz" * 16, "ab" * 16 + "\n", None]),
    ("matter_seq", [-1, 0, True, None]),
    ("matter_prev", ["cd" * 31, "CD" * 32, None, 1]),
    ("act", ["", "Act", "an act", "-act", "a" * 65, "a\u200b", "１", "é", 1]),
    ("office", ["Ministry of Justice", 0]),
    ("officer", ["Jane Doe", "jane.doe@example.org"]),
    ("second", ["O'Brien"]),
    ("corrects", ["#3", 3]),
    ("state", [["a"], ["a", "b", "c"], ["a", None], ["A", "b"], "ab", {"a": 1, "b": 2}, None]),
    (
        "pack",
        [
            {},
            {"id": "il", "version": "1"},
            {"id": "il", "version": "1", "digest": "0" * 63},
            {"id": "IL", "version": "1", "digest": "0" * 64},
            {"id": "il", "version": "one two", "digest": "0" * 64},
            {"id": "il", "version": "1", "digest": "0" * 64, "more": 1},
            "il",
        ],
    ),
    ("findings", [["0" * 63], [None], "0" * 64, {}, None]),
    ("commits", [{"text": "x"}, {"a text": "0" * 64}, {"": "0" * 64}, [], None]),
    ("auth", [None, "", "Passkey"]),
    (
        "body",
        [
            {"name": "Rudolf Rassendyll"},
            {"note": "He asked for mercy."},
            {"note": ["fine", "not fine"]},
            {"rows": [{"who": "Somebody Else"}]},
            {"rows": [{"who": ["Somebody Else"]}]},
            {"rows": [{"deep": [{"deeper": 1}]}]},
            {"rows": [[1]]},
            {"row": {"not": "in a list"}},
            {"on": "2026-02-30"},
            {"days": ["2026-02-30"]},
            {"email": "a@b"},
            {"Name": "x"},
            {"a b": 1},
            {"hebrew": "שלום"},
            {"empty": ""},
            {"long": "a" * 65},
            [],
            None,
            "x",
        ],
    ),
    ("nonce", ["0" * 63, "0" * 65, "A" * 64, None, 0]),
]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, many in REFUSED for value in many]
)
def test_a_field_of_the_wrong_form_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(NotCanonical) as refusal:
        envelope.open(changed(**{name: value}), cap=None)
    told = refusal.value.path
    assert told.startswith(f"$.{name}") or (name, told) == ("matter_seq", "$.matter_prev")


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_must_be_there(name: str) -> None:
    fields = json.loads(entry())
    del fields[name]
    with pytest.raises(NotAnEntry, match=f"no field '{name}'"):
        envelope.open(encode(fields))


def test_no_other_field_may_be_there() -> None:
    with pytest.raises(NotAnEntry, match="unknown field 'name'"):
        envelope.open(changed(name="x"))
    with pytest.raises(NotAnEntry, match="unknown field 'name'"):
        seal("Received", 1, {"on": "2026-01-02", "name": "x"}, {}, {}, STAMP)


@pytest.mark.parametrize("name", ["v", "kind", "seq", "nonce", "body"])
def test_a_header_cannot_take_the_place_of_another_field(name: str) -> None:
    value = json.loads(entry())[name]
    with pytest.raises(NotAnEntry, match=f"unknown field '{name}'"):
        seal("Received", 1, {"on": "2026-01-02", name: value}, {}, {}, STAMP)


def test_a_refusal_does_not_quote_what_may_be_a_name() -> None:
    with pytest.raises(NotAnEntry) as refusal:
        envelope.open(changed(body={"who": "Rudolf Rassendyll"}))
    assert "Rassendyll" not in str(refusal.value)
    assert "17 characters" in str(refusal.value)


@pytest.mark.parametrize("data", [b"[]", b"1", b"null", b'"x"', b"{}"])
def test_what_is_no_object_is_no_entry(data: bytes) -> None:
    with pytest.raises(NotAnEntry):
        envelope.open(data)


@pytest.mark.parametrize(
    "at",
    [
        STAMP.recorded_at.replace(tzinfo=None),
        datetime(2026, 1, 2, tzinfo=timezone(timedelta(hours=2))),
    ],
    ids=["no zone", "another zone"],
)
def test_only_utc_can_be_stamped(at: datetime) -> None:
    stamp = Stamp(**{n: getattr(STAMP, n) for n in STAMP.__slots__} | {"recorded_at": at})
    with pytest.raises(NotAnEntry, match="not in UTC"):
        seal("Received", 1, {"on": "2026-01-02"}, {}, {}, stamp)


def test_numbers_in_a_body_stay_exact() -> None:
    with pytest.raises(NotAnEntry, match=re.escape("$.body.amount")):
        seal("Received", 1, {"on": "2026-01-02"}, {"amount": 2**53}, {}, STAMP)
    with pytest.raises(NotAnEntry, match=re.escape("$.body.amount")):
        seal("Received", 1, {"on": "2026-01-02"}, {"amount": 0.5}, {}, STAMP)


def test_a_fact_may_be_named_by_its_path_among_the_commitments() -> None:
    commits = {"charges[0].released_on": "0" * 64}
    data = seal("FactsRecorded", 1, {"on": "2026-01-02"}, {}, commits, STAMP)
    assert envelope.open(data).commits == commits


def test_an_entry_has_at_most_4096_bytes() -> None:
    rows = [{"charge": f"c-{n}", "granted": True} for n in range(120)]
    with pytest.raises(NotCanonical, match="at most 4096"):
        seal("Granted", 1, {"on": "2026-01-02"}, {"rows": rows}, {}, STAMP)


@given(st.data())
def test_mutated_entries_are_refused_or_are_other_entries(data: st.DataObject) -> None:
    mutated = mutate(entry(), data)
    try:
        opened = envelope.open(mutated)
    except NotCanonical:
        return
    again = seal(
        opened.kind, opened.kind_v, opened.header, opened.body, opened.commits, opened.stamp
    )
    assert again == mutated
