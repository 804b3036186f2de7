"""Packs on disk: found by name or folder, and everything that can be wrong with files told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clemency.clerk import shelf
from clemency.law.mistakes import Mistakes

RURITANIA = Path(__file__).parent / "ruritania"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of Ruritania that a test may spoil."""
    return Path(shutil.copytree(RURITANIA, tmp_path / "my-pack"))


def told(folder: Path) -> str:
    with pytest.raises(Mistakes) as mistakes:
        shelf.load(folder)
    return str(mistakes.value)


def test_a_pack_is_found_by_its_folder(folder: Path) -> None:
    assert shelf.load(folder).id == "ruritania"
    assert shelf.load(str(folder)).digest == shelf.load(RURITANIA).digest


def test_every_pack_that_comes_with_the_program_has_a_folder_of_its_name() -> None:
    for name in shelf.packs():
        assert (Path(shelf.__file__).parents[1] / "packs" / name / "pack.toml").is_file()


def test_an_unknown_pack_says_which_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "packs", lambda: ("ruritania", "strelsau"))
    with pytest.raises(shelf.NoSuchPack) as none:
        shelf.load("ruritanai")
    assert str(none.value) == (
        "There is no pack and no folder called `ruritanai`. The packs are: ruritania, strelsau."
    )
    assert none.value.mend == (
        "Did you mean `ruritania`? Name a pack, or a folder that has a pack.toml."
    )


def test_a_folder_without_a_pack(tmp_path: Path) -> None:
    assert "has no pack.toml" in told(tmp_path)


def test_scenarios_of_a_pack_of_a_folder_and_of_a_file(folder: Path, tmp_path: Path) -> None:
    pack = shelf.load(folder)
    own = shelf.scenarios(folder, pack)
    assert own.scenarios and own.journeys
    apart = tmp_path / "apart"
    shutil.copytree(folder / "scenarios", apart)
    assert len(shelf.scenarios(apart, pack).scenarios) == len(own.scenarios)
    one = shelf.scenarios(apart / "journeys.toml", pack)
    assert (len(one.scenarios), len(one.journeys)) == (0, len(own.journeys))


def test_scenarios_from_nowhere() -> None:
    with pytest.raises(shelf.NoSuchPack):
        shelf.scenarios("no-such-folder", shelf.load(RURITANIA))


def test_bytes_that_are_no_text_are_told_at_their_place(folder: Path) -> None:
    (folder / "letters.toml").write_bytes(b"# fine\n# caf\xc3\xa9 \xff here\n")
    assert told(folder).startswith(
        "letters.toml:2: The byte 0xff is no UTF-8.\n    # café \ufffd here\n           ^\n"
    )


def test_a_file_of_endless_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LARGEST", 1_000)
    assert "no file of a pack has more than 1,000" in told(folder)


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "sees.toml").unlink()
    (folder / "sees.toml").symlink_to(folder / "nowhere.toml")
    assert "sees.toml:1: The file cannot be read" in told(folder)


def test_a_time_zone_that_does_not_exist(folder: Path) -> None:
    head = folder / "pack.toml"
    head.write_text(head.read_text("utf-8").replace("Europe/Prague", "Europe/Strelsau"), "utf-8")
    assert told(folder).startswith("pack.toml:7: `Europe/Strelsau` is no time zone.")


def test_line_ends_do_not_matter_and_other_files_are_left_alone(folder: Path) -> None:
    rules = folder / "rules.toml"
    rules.write_bytes(rules.read_bytes().replace(b"\n", b"\r\n"))
    (folder / "README.md").write_text("Not a part of the pack.", "utf-8")
    (folder / ".hidden.toml").write_text("x = ", "utf-8")
    assert shelf.load(folder).rules == shelf.load(RURITANIA).rules


def test_the_shelf_needs_no_storage() -> None:
    """Neither Django nor the reader is imported before a pack is asked for."""
    code = (
        "import sys, clemency.clerk.shelf as s; s.packs();"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'django', 'pydantic', 'tomli'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
