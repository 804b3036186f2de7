"""The packs under which an office has written: today's, and a copy of every earlier one.

An entry names its pack by digest. The text behind that digest is kept with the office, so that what
was decided under it can be explained, and its lists made anew, after the law has changed.
"""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from clemency.clerk import folder as office
from clemency.clerk import shelf
from clemency.clerk.diagnosis import told
from clemency.clerk.trouble import Damaged, NoOffice
from clemency.docket.vocabulary import FORMS
from clemency.law.mistakes import Mistakes
from clemency.law.pack import Pack
from clemency.law.reading import read_pack

FOLDER = "packs"


def load(folder: Path, name: str) -> Pack:
    """The pack that office.toml names: a folder beside it, or one that comes with Clemency."""
    beside = folder / name
    try:
        return shelf.load(beside if (beside / "pack.toml").is_file() else name)
    except shelf.NoSuchPack as error:
        raise NoOffice(
            f"office.toml names the pack {name!r}. {error}", "Name one of them."
        ) from None
    except Mistakes as error:
        raise NoOffice(
            f"The pack {name!r} has mistakes, so the office stays shut:\n\n{error}\n",
            "Mend them; `clemency pack check` lists them too.",
        ) from None


def keep(folder: Path, name: str, pack: Pack) -> None:
    """Puts a copy of the pack's text by, before anything is written under it."""
    file = _kept(folder, pack.digest)
    if file.exists():
        return
    texts = {
        path: text
        for path, text in shelf.read_files(_place(folder, name)).items()
        if not path.startswith("scenarios/")
    }
    with told(file):
        file.parent.mkdir(exist_ok=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        office.write_synced(unfinished, json.dumps(texts, ensure_ascii=False, indent=1))
        unfinished.replace(file)
        office.sync_folder(file.parent)


def kept(folder: Path, digest: str) -> Pack:
    """An earlier pack of this office. Raises Damaged where its copy is gone or was changed."""
    file = _kept(folder, digest)
    try:
        pack = read_pack(json.loads(file.read_text(encoding="utf-8")), FORMS)
    except (OSError, ValueError, Mistakes) as error:
        raise Damaged(
            f"{file}, the pack under which earlier entries were written, cannot be read: {error}",
            "Restore the folder `packs` of this office from its backup.",
        ) from None
    if pack.digest != digest:
        raise Damaged(
            f"{file} is not the pack whose digest it is called by.",
            "Restore the folder `packs` of this office from its backup.",
        )
    return pack


def _kept(folder: Path, digest: str) -> Path:
    return folder / FOLDER / f"{digest}.json"


def _place(folder: Path, name: str) -> Traversable:
    beside = folder / name
    return beside if (beside / "pack.toml").is_file() else files("clemency") / "packs" / name
