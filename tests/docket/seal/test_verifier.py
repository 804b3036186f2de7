"""The second verifier as a reader runs it: one file, nothing installed, an answer and a status."""

from __future__ import annotations

import ast
import base64
import subprocess
import sys
from pathlib import Path

import pytest

from clemency.docket.seal import tree
from tests.docket.seal.dockets import (
    MATTERS,
    VERIFIER,
    Files,
    checkpoint_of,
    drafts,
    line_edited,
    of_matter,
    sealed,
    whole,
    words,
)

LINES = sealed(drafts())
SOURCE = VERIFIER.read_text(encoding="utf-8")


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Its exit status and what it prints; nothing may go to standard error."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(folder), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def put(folder: Path, files: Files) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_it_says_that_all_is_well(tmp_path: Path) -> None:
    status, told = run(put(tmp_path, whole(LINES, (4,), (words(0),))))
    assert status == 0
    assert told == (
        "All is as the checkpoint says.\n"
        "Entries: 13 verified by content, 1 by hash with order, 0 unexplained.\n"
    )


def test_it_says_which_entry_differs_and_how(tmp_path: Path) -> None:
    files = line_edited(whole(LINES), 6, lambda e: {**e, "office": "board"})
    status, told = run(put(tmp_path, files))
    assert status == 1
    assert told == (
        "entry 6: its bytes are not those that the listed leaf hash is of\n"
        "FAULTS FOUND\n"
        "Entries: 13 verified by content, 0 by hash with order, 1 unexplained.\n"
    )


@pytest.mark.parametrize("missing", ["entries.jsonl", "checkpoint.txt", "leaves.txt"])
def test_it_says_that_it_cannot_read(tmp_path: Path, missing: str) -> None:
    files = {name: data for name, data in whole(LINES).items() if name != missing}
    status, told = run(put(tmp_path, files))
    assert status == 2
    assert "cannot be read as an export" in told and missing in told


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    status, told = run(tmp_path / "nowhere")
    assert status == 2
    assert "nowhere cannot be read as an export" in told


def test_what_was_kept_is_compared(tmp_path: Path) -> None:
    folder = put(tmp_path / "export", of_matter(LINES, MATTERS[1], earlier=(6,)))
    kept = tmp_path / "kept"
    kept.write_bytes(checkpoint_of(LINES[:6]).text())
    root = base64.b64encode(checkpoint_of(LINES).root).decode()
    receipt = tree.leaf_hash(LINES[4]).hex()
    options = ("--checkpoint", str(kept), "--expect-root", root, "--receipt", receipt)
    assert run(folder, *options)[0] == 0

    status, told = run(folder, "--receipt", "0" * 64)
    assert status == 1 and "an entry of a receipt is not here" in told
    status, told = run(folder, "--expect-root", "A" * 43 + "=")
    assert status == 1 and "another root" in told
    kept.write_bytes(checkpoint_of(LINES[:5] + LINES[6:7]).text())
    assert run(folder, "--checkpoint", str(kept))[0] == 1
    kept.write_bytes(b"not a checkpoint")
    assert run(folder, "--checkpoint", str(kept))[0] == 2


def test_files_beside_the_export_do_not_matter(tmp_path: Path) -> None:
    folder = put(tmp_path, {**whole(LINES), "README.md": b"no line end", "verify.py": b"\xff"})
    assert run(folder)[0] == 0


def test_it_is_short_and_plain_enough_to_be_read_first() -> None:
    lines = SOURCE.splitlines()
    assert len(lines) <= 150
    assert max(map(len, lines)) <= 100


def test_it_runs_on_python_3_8() -> None:
    ast.parse(SOURCE, feature_version=(3, 8))


def test_it_shares_no_code_with_anybody() -> None:
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported and imported <= sys.stdlib_module_names
