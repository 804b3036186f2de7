"""Packs on disk: found by name or by folder, and read. No storage, no Django."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clemency.law.mistakes import Mistake, Mistakes, nearest

if TYPE_CHECKING:
    from clemency.law.pack import Pack
    from clemency.law.reading.trials import Trials

LARGEST = 4_000_000  # bytes in one file; the longest pack has a tenth of it in all its files
DEEPEST = 4  # folders inside a pack


class NoSuchPack(LookupError):
    """There is no pack and no folder of this name.

    The message says which packs there are; `mend`, which was meant, and what else can be named.
    """

    def __init__(self, where: str, known: tuple[str, ...]) -> None:
        self.where, self.known = where, known
        near = nearest(where, known)
        meant = f"Did you mean `{near}`? " if near else ""
        self.mend = f"{meant}Name a pack, or a folder that has a pack.toml."
        there_are = f"The packs are: {', '.join(known)}." if known else "No pack is installed."
        super().__init__(f"There is no pack and no folder called `{where}`. {there_are}")


def packs() -> tuple[str, ...]:
    """The names of the packs that come with the program."""
    shelf = files("clemency").joinpath("packs")
    return tuple(
        sorted(pack.name for pack in shelf.iterdir() if pack.joinpath("pack.toml").is_file())
    )


def first() -> str:
    """The pack that is shown to whoever names none."""
    import tomli  # only here: a shelf that is merely looked at loads no reader

    text = files("clemency").joinpath("packs", "shelf.toml").read_text("utf-8")
    return str(tomli.loads(text)["first"])


def load(where: str | Path) -> Pack:
    """The pack of that name, or in that folder.

    Raises NoSuchPack, or Mistakes with everything that is wrong in it.
    """
    from clemency.docket.vocabulary import FORMS
    from clemency.law.reading import read_pack

    texts = read_files(_folder(where))
    pack = read_pack(texts, FORMS)
    _time_zone_exists(pack, texts["pack.toml"])
    return pack


def scenarios(where: str | Path, pack: Pack) -> Trials:
    """The scenarios and journeys of a pack (its name or folder), or of any folder or file of them.

    Raises NoSuchPack where there is nothing of that name, or Mistakes with everything wrong in
    the files.
    """
    from clemency.docket.vocabulary import FORMS
    from clemency.law.reading.trials import read_trials

    path = Path(where)
    if path.is_file():
        return read_trials({path.name: _text(path.name, path)}, pack, FORMS)
    folder = _folder(where, bare=True)
    texts = read_files(folder)
    if "pack.toml" in texts:
        texts = {name: text for name, text in texts.items() if name.startswith("scenarios/")}
    return read_trials(texts, pack, FORMS)


def read_files(folder: Traversable) -> dict[str, str]:
    """The text of every TOML file in a folder, by its name there. Raises Mistakes for no text."""
    texts: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for name, file in _toml_files(folder, "", DEEPEST):
        try:
            texts[name] = _text(name, file)
        except Mistakes as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise Mistakes(mistakes)
    return texts


def _folder(where: str | Path, *, bare: bool = False) -> Traversable:
    """The folder of a pack; `bare`: any folder will do."""
    path = Path(where)
    if path.joinpath("pack.toml").is_file():
        return path
    if isinstance(where, str) and where in packs():
        return files("clemency").joinpath("packs", where)
    if bare and path.is_dir():
        return path
    if path.is_dir():
        says = f"The folder {path} has no pack.toml."
        raise Mistakes(
            [Mistake("pack.toml", 1, 1, 1, says, "Name the folder that holds the pack.")]
        )
    raise NoSuchPack(str(where), packs())


def _toml_files(folder: Traversable, before: str, depth: int) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and depth > 0:
            yield from _toml_files(entry, f"{before}{entry.name}/", depth - 1)
        elif entry.name.endswith(".toml"):
            yield f"{before}{entry.name}", entry


def _text(name: str, file: Traversable) -> str:
    """The text of one file, its line ends as they are."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        says = f"The file cannot be read: {error.strerror or error}."
        raise Mistakes([Mistake(name, 1, 1, 1, says, "Check who may read it.")]) from None
    if len(raw) > LARGEST:
        says = f"The file has {len(raw):,} bytes; no file of a pack has more than {LARGEST:,}."
        raise Mistakes([Mistake(name, 1, 1, 1, says)])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Mistakes([_no_text(name, raw, error.start)]) from None


def _no_text(name: str, raw: bytes, at: int) -> Mistake:
    begin = raw.rfind(b"\n", 0, at) + 1
    end = raw.find(b"\n", at)
    line = raw[begin : end if end >= 0 else len(raw)].decode("utf-8", "replace").rstrip("\r")
    column = len(raw[begin:at].decode("utf-8", "replace")) + 1
    says = f"The byte {raw[at]:#04x} is no UTF-8."
    number = raw.count(b"\n", 0, at) + 1
    return Mistake(name, number, column, 1, says, "Save the file as UTF-8.", line)


def _time_zone_exists(pack: Pack, text: str) -> None:
    try:
        ZoneInfo(pack.calendar.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from clemency.law.reading.toml import read_toml

        says = f"`{pack.calendar.time_zone}` is no time zone."
        mistake = read_toml("pack.toml", text).at_value(
            ("time_zone",), says, "Write its name: Europe/Prague."
        )
        raise Mistakes([mistake]) from None
