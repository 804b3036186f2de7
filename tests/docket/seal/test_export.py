"""The files of an export: what is written is read, and anything else is refused by file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from clemency.docket.seal import tree
from clemency.docket.seal.checkpoint import (
    Checkpoint,
    NotACheckpoint,
    checkpoint_from,
    root_from,
)
from clemency.docket.seal.export import NotAnExport, export_files, export_from, withheld_leaf
from tests.docket.seal.dockets import (
    MATTERS,
    ORIGIN,
    Files,
    checkpoint_of,
    drafts,
    edited,
    hidden,
    of_matter,
    sealed,
    whole,
    words,
    written,
)

LINES = sealed(drafts())
WHOLE = whole(LINES, (4,), (words(0),))
ONE = of_matter(LINES, MATTERS[0], (9,), (words(6),), earlier=(8, 5, 8))


def test_a_whole_docket_has_these_files() -> None:
    assert sorted(WHOLE) == ["checkpoint.txt", "entries.jsonl", "leaves.txt", "openings.json"]
    assert WHOLE["entries.jsonl"] == b"".join(x + b"\n" for x in hidden(LINES, (4,)))
    assert WHOLE["leaves.txt"].split() == [tree.leaf_hash(x).hex().encode() for x in LINES]


def test_one_matter_has_these_files_and_nothing_of_others() -> None:
    assert sorted(ONE) == ["checkpoint.txt", "entries.jsonl", "openings.json", "proofs.json"]
    assert all(matter.encode() not in b"".join(ONE.values()) for matter in MATTERS[1:])
    proofs = json.loads(ONE["proofs.json"])
    assert [p["seq"] for p in proofs["entries"]] == [0, 3, 6, 9, 12]
    assert [c["from"] for c in proofs["consistency"]] == [5, 8]


def test_there_are_no_openings_without_an_opening() -> None:
    assert "openings.json" not in whole(LINES)


@pytest.mark.parametrize("files", [WHOLE, ONE], ids=["whole", "one matter"])
def test_what_is_written_is_read(files: Files) -> None:
    export = export_from(files)
    again = export_files(
        export.checkpoint, export.lines, proofs=export.proofs, openings=export.openings
    )
    assert again == files


def test_a_checkpoint_is_three_lines() -> None:
    text = b"office.example/docket\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    assert checkpoint_from(text) == Checkpoint("office.example/docket", 3, bytes(32))
    assert checkpoint_from(text).text() == text
    assert checkpoint_of([]).text() == (
        f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n".encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"x\n3\n",
        b"x\n3\n" + b"A" * 43 + b"=",
        b"x\n3\n" + b"A" * 43 + b"=\n\n",
        b"x\n3\n" + b"A" * 43 + b"=\nmore\n",
        b"x\r\n3\r\n" + b"A" * 43 + b"=\r\n",
        b"x\n-3\n" + b"A" * 43 + b"=\n",
        b"x\n03\n" + b"A" * 43 + b"=\n",
        "x\n٣\n".encode() + b"A" * 43 + b"=\n",
        b"x\n3\n" + b"A" * 42 + b"B=\n",  # bits beyond the 32 bytes
        b"x\n3\n" + b"A" * 43 + b"\n",
        b"\n3\n" + b"A" * 43 + b"=\n",
        b"X Y\n3\n" + b"A" * 43 + b"=\n",
        b"\xff\n3\n" + b"A" * 43 + b"=\n",
    ],
)
def test_anything_else_is_none(text: bytes) -> None:
    with pytest.raises(NotACheckpoint):
        checkpoint_from(text)


@pytest.mark.parametrize("text", ["", "AAAA", "A" * 44, "A" * 42 + "B=", "é" * 44, " " + "A" * 43])
def test_a_printed_root_is_32_bytes_in_base64(text: str) -> None:
    with pytest.raises(NotACheckpoint):
        root_from(text)


def test_a_printed_root_is_read() -> None:
    assert root_from("A" * 43 + "=") == root_from(b"A" * 43 + b"=") == bytes(32)


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {n: data for n, data in files.items() if n != name}


def replaced(name: str, data: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, name: data}


def json_changed(name: str, change: Callable[[dict[str, Any]], Any]) -> Callable[[Files], Files]:
    return lambda files: edited(files, name, change)


def in_hex(text: str) -> Callable[[dict[str, Any]], Any]:
    def change(value: dict[str, Any]) -> None:
        value["openings"][0].pop("text")
        value["openings"][0]["hex"] = text

    return change


BROKEN: list[tuple[Files, Callable[[Files], Files], str]] = [
    (WHOLE, without("entries.jsonl"), "entries.jsonl"),
    (WHOLE, without("checkpoint.txt"), "checkpoint.txt"),
    (WHOLE, without("leaves.txt"), "leaves.txt or proofs.json"),
    (WHOLE, replaced("proofs.json", ONE["proofs.json"]), "leaves.txt or proofs.json"),
    (WHOLE, replaced("entries.jsonl", WHOLE["entries.jsonl"][:-1]), "entries.jsonl"),
    (WHOLE, replaced("checkpoint.txt", b"x"), "checkpoint.txt"),
    (WHOLE, replaced("leaves.txt", b"00\n"), "leaves.txt"),
    (WHOLE, replaced("leaves.txt", WHOLE["leaves.txt"].upper()), "leaves.txt"),
    (WHOLE, replaced("openings.json", b""), "openings.json"),
    (WHOLE, replaced("openings.json", b"{}"), "openings.json"),
    (WHOLE, replaced("openings.json", b"{}\n"), "openings.json"),
    (WHOLE, replaced("openings.json", b"[]\n"), "openings.json"),
    (WHOLE, replaced("openings.json", written({"v": 1, "openings": {}}) + b"\n"), "openings.json"),
    (WHOLE, replaced("openings.json", written({"v": 1, "openings": [7]}) + b"\n"), "openings.json"),
    (WHOLE, json_changed("openings.json", lambda v: v.update(v=True)), "openings.json"),
    (WHOLE, json_changed("openings.json", lambda v: v.update(v=2)), "openings.json"),
    (WHOLE, json_changed("openings.json", lambda v: v["openings"][0].pop("at")), "openings.json"),
    (WHOLE, json_changed("openings.json", lambda v: v["openings"][0].update(hex="00")), "openings"),
    (WHOLE, json_changed("openings.json", lambda v: v["openings"][0].update(salt="0")), "openings"),
    (WHOLE, json_changed("openings.json", lambda v: v["openings"][0].update(text=1)), "openings"),
    (WHOLE, json_changed("openings.json", lambda v: v["openings"][0].update(seq=-1)), "openings"),
    (ONE, replaced("proofs.json", ONE["proofs.json"][:-1]), "proofs.json"),
    (ONE, replaced("proofs.json", b"{}\n"), "proofs.json"),
    (ONE, replaced("proofs.json", b"\xff\n"), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v.update(size=15)), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v.update(matter=1)), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v.update(entries={})), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v["entries"][0].update(seq="0")), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v["entries"][0].update(seq=True)), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v["entries"][0].update(path="x")), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v["entries"][0].update(more=1)), "proofs.json"),
    (ONE, json_changed("proofs.json", lambda v: v["entries"][0].update(path={})), "proofs.json"),
    (ONE, replaced("proofs.json", ONE["proofs.json"][:-1] + b" "), "proofs.json"),
    *(
        (WHOLE, json_changed("openings.json", in_hex(text)), "openings")
        for text in ("zz", "AB", "0")
    ),
    (ONE, json_changed("proofs.json", lambda v: v["consistency"][0].pop("from")), "proofs.json"),
]


@pytest.mark.parametrize(("files", "change", "file"), BROKEN)
def test_a_file_that_is_not_in_its_form_is_named(
    files: Files, change: Callable[[Files], Files], file: str
) -> None:
    with pytest.raises(NotAnExport) as refusal:
        export_from(change(files))
    assert refusal.value.file.startswith(file)
    assert str(refusal.value).endswith("Ask for the export again.")


def test_text_that_json_would_change_is_written_in_hex() -> None:
    plain = json.loads(whole(LINES, openings=(words(0),))["openings.json"])["openings"][0]
    assert plain["text"] == "words 0 דברים"
    for odd in (b"\xff", "e\u0301".encode()):
        files = whole(LINES, openings=(words(0), replace(words(0), plaintext=odd)))
        (_, second) = json.loads(files["openings.json"])["openings"]
        assert second["hex"] == odd.hex() and "text" not in second
        assert export_from(files).openings[1].plaintext == odd


def test_only_a_withheld_line_is_one() -> None:
    assert withheld_leaf(LINES[0]) is None
    assert withheld_leaf(b'{"withheld":"00"}') is None
    assert withheld_leaf(b'{"withheld": "' + b"0" * 64 + b'"}') is None
