"""Tricks with the entries themselves: moved, and changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from clemency.docket.seal.export import withheld
from tests.docket.seal.dockets import MATTERS, line_edited, listed, sealed
from tests.docket.seal.tricks import DRAFTS, WHOLE, Operator, each, field, gone, order, part

FOREIGN = sealed([replace(d, origin="other.example/docket") for d in DRAFTS])
UNREAL = withheld(b"x" * 32)

# --- lines cut, moved, doubled --------------------------------------------------------------------


each(
    WHOLE,
    [
        ("the last line dropped", order(lambda x: x[:-1])),
        ("the first line dropped", order(lambda x: x[1:])),
        ("a line dropped in the middle", order(lambda x: x[:5] + x[6:])),
        ("a withheld line dropped", order(lambda x: x[:4] + x[5:])),
        ("every line dropped", order(lambda x: [])),
        ("a line doubled", order(lambda x: x[:5] + x[4:])),
        ("the last line doubled", order(lambda x: [*x, x[-1]])),
        ("two neighbours swapped", order(lambda x: [*x[:6], x[7], x[6], *x[8:]])),
        ("two distant lines swapped", order(lambda x: [x[-1], *x[1:-1], x[0]])),
        ("all lines reversed", order(lambda x: x[::-1])),
        ("lines rotated", order(lambda x: x[1:] + x[:1])),
        ("an empty line at the end", order(lambda x: [*x, b""])),
        ("an empty line at the start", order(lambda x: [b"", *x])),
        ("a line of another docket added", order(lambda x: [*x, FOREIGN[0]])),
        ("a line replaced by one of another docket", order(lambda x: [*x[:2], FOREIGN[2], *x[3:]])),
        ("line ends of another system", order(lambda x: [line + b"\r" for line in x])),
        ("a byte order mark", order(lambda x: [b"\xef\xbb\xbf" + x[0], *x[1:]])),
        ("a shown entry withheld, with another hash", order(lambda x: [UNREAL, *x[1:]])),
        ("a withheld entry filled in", order(lambda x: [*x[:4], x[1], *x[5:]])),
        ("a withheld entry with another hash", order(lambda x: [*x[:4], UNREAL, *x[5:]])),
        ("two withheld entries swapped", order(lambda x: [*x[:4], x[9], *x[5:9], x[4], *x[10:]])),
        ("the file cut within a line", part("entries.jsonl", lambda x: x[:-40])),
        ("the file cut before its last byte", part("entries.jsonl", lambda x: x[:-1])),
        ("words after the last line", part("entries.jsonl", lambda x: x + b"note")),
        ("the file gone", gone("entries.jsonl")),
    ],
)  # fmt: skip


# --- one entry changed ----------------------------------------------------------------------------


def without(name: str) -> Operator:
    return lambda files: line_edited(files, 6, lambda e: {k: v for k, v in e.items() if k != name})


def turned(line: bytes) -> bytes:
    """The same fields, the last first."""
    fields = json.loads(line)
    return json.dumps(dict(reversed(fields.items())), separators=(",", ":")).encode()


def respelled(change: Callable[[bytes], bytes]) -> Operator:
    return order(lambda x: [*x[:6], change(x[6]), *x[7:]])


FIELDS: list[tuple[str, Operator]] = [
    ("another kind", field("kind", "OpinionSupplemented")),
    ("another kind's version", field("kind_v", 2)),
    ("another version of the format", field("v", 2)),
    ("the legal day backdated", field("on", "2025-06-01")),
    ("the instant backdated", field("recorded_at", "2026-01-02T04:00:00.000000Z")),
    ("the instant postdated", field("recorded_at", "2027-01-02T04:00:00.000000Z")),
    ("another act", field("act", "withdraw")),
    ("another office", field("office", "board")),
    ("another officer", field("officer", "o-2")),
    ("a second officer added", field("second", "o-2")),
    ("another number", field("seq", 7)),
    ("another number in the matter", field("matter_seq", 1)),
    ("another matter", field("matter", MATTERS[1])),
    ("another entry before it", field("matter_prev", "0" * 64)),
    ("another origin", field("origin", "office.example/other")),
    ("another state", field("state", ["examined", "granted"])),
    ("another pack", field("pack", {"id": "other", "version": "1", "digest": "0" * 64})),
    ("a finding added", field("findings", ["0" * 64])),
    ("another commitment", field("commits", {"words": "0" * 64})),
    ("a commitment taken away", field("commits", {})),
    ("a correction invented", field("corrects", "0" * 64)),
    ("stronger proof of who signed", field("auth", "passkey")),
    ("the answer turned round", field("body", {"favours": False, "rows": []})),
    ("another nonce", field("nonce", "0" * 64)),
    ("a field added", field("name", "x")),
    ("a field taken away", without("corrects")),
    ("an integer written as a fraction", respelled(lambda x: x.replace(b'"v":1', b'"v":1.0'))),
    ("spaces between the fields", respelled(lambda x: x.replace(b",", b", "))),
    ("keys in another order", respelled(turned)),
    ("a letter escaped", respelled(lambda x: x.replace(b"ministry", b"\\u006dinistry"))),
    ("a field given twice", respelled(lambda x: b'{"act":"other",' + x[1:])),
    ("a look-alike digit", respelled(lambda x: x.replace(b'"seq":6', '"seq":٦'.encode()))),
    ("capital hex digits", respelled(lambda x: x[:200] + x[200:].upper())),
    ("nothing but an empty object", respelled(lambda x: b"{}")),
    ("a number instead of an entry", respelled(lambda x: b"7")),
    ("a very long line", respelled(lambda x: x + b" " * 5000)),
    ("nested without end", respelled(lambda x: b"[" * 4000)),
]  # fmt: skip
each(WHOLE, FIELDS)
each(
    WHOLE,
    [
        (f"{name}, in the leaf list too", lambda f, c=change: listed(c(f)))
        for name, change in FIELDS
    ],
)
