"""`clemency pack book`, as a lawyer's assistant runs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import RURITANIA, run

ON = ("--on", "2026-11-22")


def test_a_book_is_written_as_html_and_as_pdf(tmp_path: Path) -> None:
    page = run("pack", "book", RURITANIA, "--out", str(tmp_path / "new" / "book.html"), *ON)
    paper = run("pack", "book", RURITANIA, "-l", "he", "--out", str(tmp_path / "book.pdf"), *ON)

    assert (page.code, paper.code) == (0, 0), page.err + paper.err
    assert "book.html" in page.out
    assert (tmp_path / "new" / "book.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF-")


def test_a_book_can_go_to_standard_output_and_its_digest_to_a_program(tmp_path: Path) -> None:
    piped = run("pack", "book", RURITANIA, "--out", "-", *ON)
    told = run("pack", "book", RURITANIA, "--out", str(tmp_path / "b.html"), "--json", *ON).json

    assert piped.out == (tmp_path / "b.html").read_text("utf-8")
    assert told["digest"] in piped.out
    assert (told["failed"], told["on"]) == ([], "2026-11-22")


def test_an_example_that_fails_is_told_and_ends_with_one(tmp_path: Path) -> None:
    folder = tmp_path / "ruritania"
    shutil.copytree(RURITANIA, folder)
    (folder / "scenarios" / "wrong.toml").write_text(
        '[[scenario]]\nname = "Wrong on purpose"\nfacts = { filer = "other" }\n'
        "finds = { standing = true }\n"
    )
    done = run("pack", "book", str(folder), "--out", str(tmp_path / "b.html"), *ON)

    assert done.code == 1
    assert "1 example did not come out" in done.out
    assert "Wrong on purpose" in (tmp_path / "b.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("atlantis",), "There is no pack and no folder called `atlantis`"),
        ((RURITANIA, "--language", "ar"), "There is no `ar` here"),
        ((RURITANIA, "--on", "soon"), "is not a day"),
        ((RURITANIA, "--out", "/proc/nothing/book.html"), "cannot be written"),
        ((RURITANIA, "--proved", RURITANIA + "/pack.toml"), "is not what `clemency pack prove"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_to_do(args: tuple[str, ...], says: str) -> None:
    done = run("pack", "book", *args)

    assert done.code == 2
    assert says in " ".join(done.err.split())
    assert len(done.err.splitlines()) > 1
