"""A new pack: a folder that passes every check, whose law is an example to be replaced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clemency.law.pack import Pack

ID = re.compile(r"[a-z][a-z0-9_]*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class CannotBegin(Exception):
    """Something about the new pack is not possible. `fault` is a key of the commands' words."""

    def __init__(self, fault: str, given: str) -> None:
        self.fault, self.given = fault, given
        super().__init__(f"{fault}: {given}")


@dataclass(frozen=True)
class Beginning:
    """What is asked of whoever begins a pack.

    id         what commands will call it
    name       what people call it
    languages  the first is the language of the files, the others have a file each under text/
    time_zone  whose midnight begins a day (IANA name)
    today      the day on which it is begun
    """

    id: str
    name: str
    languages: tuple[str, ...]
    time_zone: str
    today: date

    def fault(self) -> CannotBegin | None:
        """What is not possible, if anything."""
        if not ID.fullmatch(self.id):
            return CannotBegin("id", self.id)
        for language in self.languages:
            if not LANGUAGE.fullmatch(language):
                return CannotBegin("language", language)
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return CannotBegin("zone", self.time_zone)
        return None


def begin(folder: Path, wanted: Beginning) -> tuple[Path, ...]:
    """Write a new pack, and return its files. Nothing is written over. Raises CannotBegin."""
    fault = wanted.fault()
    if fault is not None:
        raise fault
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBegin("taken", str(folder))
    texts = {name: _filled(text, wanted) for name, text in _skeleton()}
    texts.update(_translations(texts, wanted))
    written = []
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        written.append(file)
    return tuple(written)


# -- what stands in it -----------------------------------------------------------------------------


def _skeleton() -> Iterable[tuple[str, str]]:
    """Every file of the skeleton by its name in the pack."""
    return _files(files("clemency").joinpath("clerk", "skeleton"), "")


def _files(folder: Traversable, before: str) -> Iterable[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _files(entry, f"{before}{entry.name}/")
        elif entry.name.endswith((".toml", ".md")):
            yield f"{before}{entry.name}", entry.read_text("utf-8")


def _filled(text: str, wanted: Beginning) -> str:
    """The text with the answers in its @places@."""
    places = {
        "ID": wanted.id,
        "NAME": wanted.name,
        "NAMES": ", ".join(f"{one} = {_string(wanted.name)}" for one in wanted.languages),
        "LANGUAGES": ", ".join(map(_string, wanted.languages)),
        "ZONE": wanted.time_zone,
        "UNTIL": date(wanted.today.year + 1, 12, 31).isoformat(),
        "VERSION": f"{wanted.today.year}.1",
        "TODAY": wanted.today.isoformat(),
    }
    return re.sub(r"@([A-Z]+)@", lambda found: places[found[1]], text)


# -- the other languages ---------------------------------------------------------------------------


def _translations(texts: Mapping[str, str], wanted: Beginning) -> Mapping[str, str]:
    """A file for every further language, with each sentence still as it stands in the first."""
    others = wanted.languages[1:]
    if not others:
        return {}
    sentences = _sentences(_alone(texts, wanted), wanted.languages[0])
    return {f"text/{language}.toml": _translation(language, sentences) for language in others}


def _alone(texts: Mapping[str, str], wanted: Beginning) -> Pack:
    """The pack in its first language only, so that it can be read without translations."""
    from clemency.docket.vocabulary import FORMS
    from clemency.law.reading import read_pack

    first = Beginning(wanted.id, wanted.name, wanted.languages[:1], wanted.time_zone, wanted.today)
    head = next(text for name, text in _skeleton() if name == "pack.toml")
    only = {name: text for name, text in texts.items() if name.endswith(".toml")}
    return read_pack({**only, "pack.toml": _filled(head, first)}, FORMS)


def _sentences(pack: Pack, language: str) -> Mapping[str, Mapping[str, str]]:
    """Every sentence by table and key, as a file of translations holds them."""
    tables: dict[str, dict[str, str]] = {}
    for key, sentence in pack.texts.by_language[language].items():
        table, _, name = key.rpartition(".")
        if table not in ("pack", "") and not table.startswith("source."):
            tables.setdefault(table, {})[name] = sentence
    return tables


def _translation(language: str, tables: Mapping[str, Mapping[str, str]]) -> str:
    lines = [f"# CHANGE: every sentence of the pack, to be put into this language ({language})."]
    for table, sentences in tables.items():
        lines += ["", f"[{'.'.join(map(_key, table.split('.')))}]"]
        lines += [f"{_key(name)} = {_string(text)}" for name, text in sentences.items()]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if BARE_KEY.fullmatch(name) else _string(name)


def _string(text: str) -> str:
    """A basic string of TOML: JSON's strings are among them."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
