"""An office as a folder: what lies in it, and the file that says which office it is."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from clemency.clerk.trouble import NoOffice, ReadOnly
from clemency.law.mistakes import did_you_mean

OFFICE = "office.toml"
KEY = "office.key"
FORGOTTEN = "forgotten.txt"
DOCKET = "docket.sqlite3"
KEYS = "keys.sqlite3"
DESK = "desk.sqlite3"

_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9._/-]{0,126}[a-z0-9])?")


@dataclass(frozen=True)
class Settings:
    """What office.toml says. docs/reference/settings.md describes each line for those who write it.

    title    the office's name, as people read it
    origin   names this docket in every entry and checkpoint; chosen once, never changed
    pack     a pack that comes with Clemency, or a folder that holds one (relative to the office's)
    docket   where the docket is kept: a file in the folder, or a postgresql: address
    keys     where the keys of sealed texts are kept, likewise; never the docket's own database
    owner    a postgresql: address whose role owns the tables; used to make and upgrade them, and
             for nothing else
    key      the file that holds the office key, relative to the folder; best on another disk
    desk     where the web keeps sessions, accounts, drafts and lists, likewise a file or an address
    portal   the office of the pack that receives what is sent through the web; empty: the pack's
             own `portal`, or the first office that may receive
    """

    title: str
    origin: str
    pack: str
    docket: str = DOCKET
    keys: str = KEYS
    owner: str = ""
    key: str = KEY
    desk: str = DESK
    portal: str = ""


def read(folder: Path) -> Settings:
    """What the folder's office.toml says. Raises NoOffice where it is missing or wrong."""
    file = folder / OFFICE
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoOffice(
            f"{folder} holds no office: there is no {OFFICE} in it.",
            "Name the folder of an office, or make a new one there.",
        ) from None
    except PermissionError:
        raise ReadOnly(
            f"{file} may not be read by this account.", "Give this account the right to read it."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise NoOffice(f"{file} is not TOML: {error}.", "Mend that place in the file.") from error
    return checked(given, file)


def checked(given: dict[str, Any], file: Path) -> Settings:
    """The settings, or NoOffice with everything that is wrong with them."""
    known = [field.name for field in fields(Settings)]
    wrong = [
        f"`{name}` is not a setting. {did_you_mean(name, known, 'There is none like it.')}"
        for name in given
        if name not in known
    ]
    wrong += [
        f"`{name}` must be text in quotes."
        for name, value in given.items()
        if name in known and not isinstance(value, str)
    ]
    wrong += [
        f"`{name}` is missing." for name in ("title", "origin", "pack") if not given.get(name)
    ]
    origin = given.get("origin")
    if isinstance(origin, str) and origin and not _ORIGIN.fullmatch(origin):
        wrong.append(
            "`origin` may hold small letters, digits and . / _ - only, as example.org/pardons does."
        )
    if not wrong and given.get("docket", DOCKET) == given.get("keys", KEYS):
        wrong.append("`docket` and `keys` are the same database: a key must lie apart.")
    if not wrong and given.get("desk", DESK) == given.get("keys", KEYS):
        wrong.append("`desk` and `keys` are the same database: a key must lie apart.")
    if wrong:
        raise NoOffice(f"{file} cannot be used: {' '.join(wrong)}", "Mend the file.")
    return Settings(**given)


def text(settings: Settings) -> str:
    """The file that says so: what differs from the defaults, and the three that have none."""
    lines = ["# Which office this folder is. docs/reference/settings.md explains every line."]
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if value != field.default:
            lines.append(f"{field.name} = {_quoted(value)}")
    return "\n".join(lines) + "\n"


def write_synced(file: Path, content: str, mode: int = 0o644) -> None:
    """Writes a file that is not there yet; returns when it is on the disk, name and all."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    sync_folder(file.parent)


def append_synced(file: Path, line: str) -> None:
    """Adds one line and returns when it is on the disk, apart from what a crash left of another."""
    broken_off = file.exists() and not file.read_bytes().endswith(b"\n")
    with open(file, "a", encoding="utf-8") as opened:
        opened.write("\n" * broken_off + line + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Makes the folder's list of names as durable as the files in it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04X}" if ord(c) < 32 else c for c in escaped) + '"'
