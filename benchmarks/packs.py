"""The packs that are measured, read from their folders or from text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack
from clemency.law.reading import read_pack


def files_in(folder: Path) -> Mapping[str, str]:
    """A pack's files by name, without its scenarios: those are not read with it."""
    return {
        name: path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.toml"))
        if not (name := path.relative_to(folder).as_posix()).startswith("scenarios/")
    }


def pack_in(folder: Path) -> Pack:
    """The pack that a folder holds."""
    return read_pack(files_in(folder), FORMS)
