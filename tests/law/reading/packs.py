"""Packs for the tests: a whole one in miniature, and the same with single files replaced."""

from __future__ import annotations

from pathlib import Path

from clemency.law.mistakes import Mistakes
from clemency.law.reading import read_pack
from clemency.law.reading.trials import read_trials
from tests.law.reading.forms import FORMS

HERE = Path(__file__).parent
BASE = HERE / "base"
BROKEN = HERE / "broken"


def files_in(folder: Path) -> dict[str, str]:
    """The text of every TOML file in a folder, by its name inside it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*.toml"))
    }


def base(**replaced: str) -> dict[str, str]:
    """The miniature pack; `rules="..."` replaces the whole text of rules.toml."""
    return {**files_in(BASE), **{f"{name}.toml": text for name, text in replaced.items()}}


def base_with(name: str, old: str, new: str) -> dict[str, str]:
    """The miniature pack with one place of one file changed."""
    files = files_in(BASE)
    assert files[name].count(old) == 1, f"{old!r} does not stand in {name} exactly once"
    return {**files, name: files[name].replace(old, new)}


def told_of(files: dict[str, str]) -> str:
    """All that is told of a pack and its trials; "" where nothing is wrong."""
    trials = {name: text for name, text in files.items() if name.startswith("scenarios/")}
    try:
        read_trials(trials, read_pack(files, FORMS), FORMS)
    except Mistakes as mistakes:
        return "\n\n".join(map(str, mistakes.mistakes)) + "\n"
    return ""


def broken_pack(name: str) -> dict[str, str]:
    """One broken pack: the miniature one, with the files of its folder in place of its own."""
    files = {**files_in(BASE), **files_in(BROKEN / name)}
    lacks = BROKEN / name / "lacks.txt"
    for gone in lacks.read_text().split() if lacks.exists() else ():
        del files[gone]
    return files


def broken_packs() -> list[str]:
    """The names of all broken packs."""
    return sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
