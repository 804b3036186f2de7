"""One spelling for every value, and everything else refused with its reason and place."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from clemency.docket.seal.canonical import (
    CAP_DEPTH,
    LARGEST,
    NotCanonical,
    decode,
    decode_trusted,
    encode,
    identifier_fault,
    text_fault,
)

texts = st.text(max_size=12).filter(lambda t: text_fault(t) is None)
keys = st.text(max_size=8).filter(lambda t: identifier_fault(t) is None)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
).filter(lambda v: depth_of(v) <= CAP_DEPTH)


def depth_of(value: Any) -> int:
    inner = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    )
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


@given(values)
@example({"€": "\r", "1": {"ö": "שלום", "😀": [-1, 0, None]}, "Ａ": "\x7f\u2028"})
def test_what_is_written_is_read_back(value: Any) -> None:
    data = encode(value, cap=None)
    assert decode(data, cap=None) == value
    assert encode(decode(data, cap=None), cap=None) == data


@given(values)
def test_the_fast_reader_agrees_with_the_strict_one(value: Any) -> None:
    data = encode(value, cap=None)
    assert decode_trusted(data) == decode(data, cap=None) == json.loads(data)


@given(values, st.data())
def test_any_other_spelling_is_refused(value: Any, data: st.DataObject) -> None:
    """Spaces, ASCII escapes, other orders: what another program may write of the same value."""
    other = data.draw(
        st.sampled_from(
            [
                json.dumps(value, sort_keys=True),
                json.dumps(value, separators=(",", ":")),
                json.dumps(value, indent=1),
                " " + json.dumps(value),
                json.dumps(value) + "\n",
            ]
        )
    ).encode()
    if other != encode(value, cap=None):
        with pytest.raises(NotCanonical):
            decode(other, cap=None)


def test_keys_are_in_the_order_of_their_utf16_code_units() -> None:
    assert encode({"\U0001f600": 1, "\uff21": 2, "ö": 3, "1": 4}) == (
        '{"1":4,"ö":3,"\U0001f600":1,"\uff21":2}'.encode()
    )


def test_text_is_escaped_only_where_it_must_be() -> None:
    text = '\u20ac$\u000f\nA\'B"\\\\"/'
    assert encode(text) == rb'"' + "€$".encode() + rb"\u000f\nA'B\"\\\\\"/" + b'"'


REFUSED = [
    (b"1.0", "fraction", 0),
    (b"1e2", "fraction", 0),
    (b"-0.0", "fraction", 0),
    (b"-0", "number -0", 0),
    (b"01", "number 01", 0),
    (b"[1,-01]", "number -01", 3),
    (b"9007199254740992", "beyond 2^53", 0),
    (b"-9007199254740992", "beyond 2^53", 0),
    (b"1" * 4000, "beyond 2^53", 0),
    (b"NaN", "'N'", 0),
    (b"[Infinity]", "'I'", 1),
    (b"-Infinity", "'-'", 0),
    ("٣".encode(), "u0663", 0),
    (b"+1", "'+'", 0),
    (b"True", "'T'", 0),
    (b"nul", "'n'", 0),
    (b"", "the end of the bytes", 0),
    (b"[1,2", "the end of the bytes", 4),
    (b"[1,]", "']'", 3),
    (b"[,1]", "','", 1),
    (b"[1 ,2]", "' '", 2),
    (b"{,}", "','", 1),
    (b'{"a"}', "'}'", 4),
    (b'{"a":1,}', "'}'", 7),
    (b"{1:2}", "'1'", 1),
    (b'{"a"1}', "'1'", 4),
    (b'{"a":1"b":2}', "'\"'", 6),
    (b"[1[2]]", "'['", 2),
    (b"{'a':1}", '"\'"', 1),
    (b'"a', "does not end", 0),
    (b'"a\nb"', "does not end", 0),
    (b'"\\x41"', "does not end", 0),
    (b'"\\u12"', "does not end", 0),
    (b'{"a":1,"a":2}', "given twice", 7),
    (b'{"a":1,"\\u0061":2}', "given twice", 7),
    (b'{"b":1,"a":2}', "should stand", 2),
    (b'"\\u0041"', "should stand", 1),
    (b'"\\/"', "should stand", 1),
    (b'"\\u000A"', "should stand", 2),
    (b'"\\u000f"x', "after the end", 8),
    (b"null null", "after the end", 4),
    (b"{}\n", "after the end", 2),
    (b"\xef\xbb\xbf{}", "ufeff", 0),
    (b'"\\ud83d\\ude00"', "should stand", 1),
    (b'"\\ud83d"', "surrogate", 0),
    (b'["\\udc00"]', "surrogate", 1),
    (b'{"\\ud800":1}', "surrogate", 1),
    (b'"\xed\xa0\x80"', "not UTF-8", 1),
    (b'"\xc0\xaf"', "not UTF-8", 1),
    (b'["ok","\xff"]', "not UTF-8", 7),
    ('"e\u0301"'.encode(), "normalization form C", 0),
    ('"\u212b"'.encode(), "normalization form C", 0),
    ('{"o\u0308":1}'.encode(), "normalization form C", 1),
    ('{"a\u202eb":1}'.encode(), "text-reordering", 1),
    ('{"\u2066":1}'.encode(), "text-reordering", 1),
    ('{"a\u200db":1}'.encode(), "invisible", 1),
    ('{"\ufeffa":1}'.encode(), "invisible", 1),
    ('{"\u00ada":1}'.encode(), "invisible", 1),
    ('{"\u3164":1}'.encode(), "U+3164", 1),
    ('{"a\ufe0f":1}'.encode(), "U+FE0F", 1),
    ('{"a\u034f":1}'.encode(), "U+034F", 1),
    ('{"a\u00a0b":1}'.encode(), "space", 1),
    (b'{"a b":1}', "space", 1),
    (b'{"a\\u0000":1}', "control", 1),
    (b'{"\x7f":1}', "control", 1),
    ('{"\ue000":1}'.encode(), "private-use", 1),
    ('{"\u0378":1}'.encode(), "unassigned", 1),
    ('{"n\u0663":1}'.encode(), "digit U+0663", 1),
    ('{"n\u00b2":1}'.encode(), "digit U+00B2", 1),
    ('{"n\uff11":1}'.encode(), "digit U+FF11", 1),
    (b'{"":1}', "empty identifier", 1),
    (b"[" * 9 + b"]" * 9, "too deeply", 8),
    (b"[" * 2048 + b"]" * 2048, "too deeply", 8),
    (b'{"a":' * 9 + b"1" + b"}" * 9, "too deeply", 40),
    (b'"' + b"a" * 4095 + b'"', "4097 bytes", 4096),
]


@pytest.mark.parametrize(
    ("data", "what", "offset"), REFUSED, ids=[repr(r[0][:24]) for r in REFUSED]
)
def test_refused_with_the_place_and_the_reason(data: bytes, what: str, offset: int) -> None:
    with pytest.raises(NotCanonical) as refusal:
        decode(data)
    assert what in refusal.value.what
    assert refusal.value.offset == offset
    assert refusal.value.why in str(refusal.value)


def test_the_place_is_told_as_a_path_too() -> None:
    with pytest.raises(NotCanonical, match=re.escape("$.body.rows[1].charge, byte 30")):
        decode(b'{"body":{"rows":[{},{"charge":0.5}]}}')


@pytest.mark.parametrize("place", ["\u200d", "\ud800", "x" * 300, "a\nb"])
def test_a_message_shows_nothing_invisible(place: str) -> None:
    with pytest.raises(NotCanonical) as refusal:
        encode({"a": {place: 0.5}})
    assert str(refusal.value).isascii() and str(refusal.value).isprintable()
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0.0, "fraction"),
        (float("nan"), "fraction"),
        ([1, {"a": 1.0}], "fraction"),
        (2**53, "beyond 2^53"),
        (-(2**53), "beyond 2^53"),
        ("e\u0301", "normalization form C"),
        ("\ud800", "surrogate"),
        ({1: 2}, "type int"),
        ({"\u202e": 1}, "text-reordering"),
        (b"bytes", "type bytes"),
        ({1, 2}, "type set"),
        ([[[[[[[[[1]]]]]]]]], "too deeply"),
    ],
)
def test_what_cannot_be_read_is_not_written(value: Any, what: str) -> None:
    with pytest.raises(NotCanonical, match=re.escape(what)):
        encode(value)


def test_a_value_that_holds_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(NotCanonical, match="too deeply"):
        encode(endless)


def test_the_cap_counts_bytes_and_can_be_raised() -> None:
    text = "ש" * 2047  # two bytes each, and two quotation marks
    assert len(encode(text)) == 4096
    assert decode(encode(text)) == text
    with pytest.raises(NotCanonical, match="4098 bytes"):
        encode(text + "ש")
    assert decode(encode(text * 9, cap=None), cap=None) == text * 9


def test_text_may_run_from_right_to_left_but_identifiers_may_not_hide_anything() -> None:
    mixed = "שלום \u2067abc\u2069"
    assert decode(encode({"text": mixed})) == {"text": mixed}
    assert identifier_fault("שלום") is None
    assert identifier_fault(mixed) is not None


def test_the_largest_numbers_pass() -> None:
    assert decode(encode([LARGEST, -LARGEST, 0])) == [LARGEST, -LARGEST, 0]


@given(values, st.data())
def test_mutated_bytes_are_refused_or_are_another_value(value: Any, data: st.DataObject) -> None:
    """Only NotCanonical escapes; and what is accepted has no other spelling."""
    mutated = mutate(encode(value, cap=None), data)
    try:
        found = decode(mutated)
    except NotCanonical as refusal:
        assert refusal.offset is not None and 0 <= refusal.offset <= len(mutated)
    else:
        assert rfc8785.dumps(found) == mutated


@given(st.binary(max_size=40))
def test_any_bytes_at_all(data: bytes) -> None:
    with contextlib.suppress(NotCanonical):
        assert encode(decode(data)) == data


PIECES = [
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"-", b".", b"e", b"0", b"1", b" ", b"\n",
    b"null", b"\\ud800", b"\\u0000", b"\xff", b"\xc3", b"\x00", b"NaN", b"9" * 20, b"[" * 20,
    "\u202e".encode(), "e\u0301".encode(), "٣".encode(), b'"a":1', b"\xef\xbb\xbf",
]  # fmt: skip


def mutate(raw: bytes, data: st.DataObject) -> bytes:
    """A few bytes cut, flipped, or put in."""
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.integers(0, 3))
        put = data.draw(st.sampled_from(PIECES) | st.binary(max_size=3))
        raw = raw[:at] + put + raw[at + cut :]
    return raw
