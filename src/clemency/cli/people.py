"""Many people at once: a table of facts, an office's matters, or the dockets it has given away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from clemency.cli.exits import Trouble
from clemency.cli.interview import put
from clemency.cli.typed import plain_value

if TYPE_CHECKING:
    from clemency.docket.case import Case
    from clemency.docket.entry import Entry

SHAPES = (".csv", ".jsonl", ".ndjson", ".json", ".toml")


@dataclass(frozen=True)
class Somebody:
    """One row of a table, or one matter.

    name   what it is called: a column `name`, a matter's number, or the place of the row
    place  where it stands: file and line
    plain  the facts, as a scenario writes them
    case   what the docket says; None where there is none
    """

    name: str
    place: str
    plain: Mapping[str, Any]
    case: Case | None = None


@dataclass(frozen=True)
class Unread:
    """A row that cannot be read, and why."""

    place: str
    says: str


def people_of(file: Path) -> Iterator[Somebody | Unread]:
    """The rows of a table of facts, by its ending. Raises Trouble for no table at all."""
    if file.suffix not in SHAPES:
        endings = ", ".join(SHAPES)
        raise Trouble(f"{file} is no table that is known here.", f"Its ending tells: {endings}.")
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{file} cannot be read: {error}.", "It should be text, in UTF-8.") from None
    if file.suffix == ".csv":
        return _csv(file, text)
    if file.suffix in (".jsonl", ".ndjson"):
        return _json_lines(file, text)
    return _rows(file, _table(file, text))


def _csv(file: Path, text: str) -> Iterator[Somebody | Unread]:
    """A heading names the facts by their paths; an empty cell is a fact that nobody knows."""
    reader = csv.reader(io.StringIO(text, newline=""))
    heading = next(reader, [])
    if len(set(heading)) != len(heading):
        raise Trouble(f"{file} has two columns of one name.", "Give each column a name of its own.")
    for row in reader:
        place = f"{file.name}:{reader.line_num}"
        if not row:
            continue
        if len(row) != len(heading):
            yield Unread(place, f"{len(row)} cells stand under {len(heading)} headings.")
            continue
        yield _from_cells(place, dict(zip(heading, row, strict=True)))


def _from_cells(place: str, cells: Mapping[str, str]) -> Somebody | Unread:
    plain: dict[str, Any] = {}
    for path, cell in cells.items():
        value = cell.strip()
        if path.strip() == "name" or not value or value == "unknown":
            continue
        try:
            put(plain, path.strip(), plain_value(value))
        except (Trouble, ValueError, TypeError, AttributeError) as error:
            return Unread(f"{place}, {path}", f"`{cell}`: {error}")
    return Somebody(cells.get("name", "").strip() or place, place, plain)


def _json_lines(file: Path, text: str) -> Iterator[Somebody | Unread]:
    for number, line in enumerate(text.splitlines(), 1):
        place = f"{file.name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            yield Unread(place, f"This is no JSON: {error}.")
            continue
        yield _somebody(place, row)


def _table(file: Path, text: str) -> Any:
    try:
        found = json.loads(text) if file.suffix == ".json" else tomli.loads(text)
    except ValueError as error:
        raise Trouble(f"{file} cannot be read: {error}.", "It should be TOML or JSON.") from None
    rows = found.get("person", found.get("people")) if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Trouble(f"{file} holds no list of people.", "Write [[person]], one table for each.")
    return rows


def _rows(file: Path, rows: list[Any]) -> Iterator[Somebody | Unread]:
    for number, row in enumerate(rows, 1):
        yield _somebody(f"{file.name}, person {number}", row)


def _somebody(place: str, row: Any) -> Somebody | Unread:
    """A table of facts; `name` names whom it is about, and `facts` may hold them."""
    if not isinstance(row, dict):
        return Unread(place, "This is no table of facts.")
    name = str(row.get("name") or place)
    inner = row.get("facts")
    facts = inner if isinstance(inner, dict) else {k: v for k, v in row.items() if k != "name"}
    return Somebody(name, place, facts)


# --- dockets --------------------------------------------------------------------------------------


def matters_of(folder: Path, as_json: bool = False) -> tuple[list[Somebody], bool]:
    """The matters of an office with their facts, or those of an export without; and which it was.

    Raises Trouble where the folder is neither.
    """
    if folder.joinpath("office.toml").is_file():
        return list(_of_office(folder, as_json)), True
    return list(_of_export(folder)), False


def _of_office(folder: Path, as_json: bool) -> Iterator[Somebody]:
    from clemency.cli.storage import opened

    with opened(folder, as_json) as clerk:
        for listed in clerk.matters():
            matter = clerk.matter(listed.ref)
            told = matter.facts.plain if matter.facts is not None else {}
            yield Somebody(listed.number, f"matter {listed.number}", told, matter.case)


def _of_export(folder: Path) -> Iterator[Somebody]:
    from clemency.docket.case import case_from
    from clemency.docket.entries import entry_from
    from clemency.docket.seal.canonical import decode_trusted
    from clemency.docket.seal.export import NotAnExport, export_from, withheld_leaf

    try:
        files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        export = export_from(files)
    except (OSError, NotAnExport) as error:
        says = f"{folder} is neither an office nor an export of a docket: {error}."
        raise Trouble(says, "Name an office's folder, or what `docket export` wrote.") from None
    matters: dict[str, list[Entry]] = {}
    for line in export.lines:
        if withheld_leaf(line) is None:
            sealed = decode_trusted(line)
            entry = entry_from(sealed["kind"], sealed["kind_v"], sealed, sealed["body"])
            matters.setdefault(sealed["matter"], []).append(entry)
    for matter, entries in matters.items():
        case = case_from(entries)
        if case.received_on is not None:  # the office's own docket is no matter
            yield Somebody(matter[:12], f"matter {matter[:12]}", {}, case)
