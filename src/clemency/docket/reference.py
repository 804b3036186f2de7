"""The reference of entries, written out of the declarations themselves.

`python -m clemency.docket.reference` prints what `docs/reference/entries.md` must hold.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc

from clemency.docket.changes import (
    UNIVERSAL,
    Adds,
    Change,
    Each,
    Given,
    Marks,
    Moves,
    Sets,
    Together,
    Unless,
)
from clemency.docket.entries import IN_ORDER
from clemency.docket.entry import Ballot, Condition, Entry, Mark, Outcome
from clemency.docket.shape import Shape, own, shapes_of
from clemency.docket.sources import Columns, First, Is, OnlyIf, Past, Source

INTRODUCTION = """\
# Entries

What can be written in a docket. This page is made from the declarations in `src/clemency/docket/`
by `python -m clemency.docket.reference`; a test keeps it current.

An entry says what was done, on which day it has effect, by which office and officer. It holds yes
or no, whole numbers, days, codes, commitments, and lists of codes or of small rows. A **code** is a
word of small letters, digits, `-` and `_`, at most 64 long. A **commitment** stands for words that
lie sealed elsewhere. There is never a name and never free text in an entry. Kinds, and the names of
their fields, are for ever: a kind that has to change gets a new version beside the old one.

A field that is not said to be *needed* can be left out. *From the case* means that what the docket
already knows is taken where the order gives nothing; *counted* that the engine or the pack's act
fills it, and an order that gives it is refused.

*Changes* names what an entry changes in the case, column by column: what a pack reads as
`docket.received_on`, or as the rows of `docket.opinions`. `about_office` is the `of` of an entry
that has one.
"""

SECTIONS = {
    "intake": "The way in",
    "outside": "Facing outwards",
    "advice": "Examination",
    "decision": "Decision and effect",
    "aftermath": "What follows",
    "keeping": "Keeping the docket right",
}
"""Headings, by the module in which the kinds are declared."""

MARKS = {
    Mark.ACTING_OFFICE: "the acting office where none is named",
    Mark.ACTING_OFFICER: "the acting officer where none is named",
    Mark.RESERVED: "counted",
    Mark.IDENTITY: "never shown outside the offices",
}

WORDS = {
    "yes-no": "yes or no",
    "number": "whole number",
    "day": "day",
    "code": "code",
    "commitment": "commitment",
    "codes": "list of codes",
    "rows": "list of rows",
}


def entries_reference() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_every_entry(), *_rows()]
    section = ""
    for kind in IN_ORDER:
        heading = SECTIONS[kind.__module__.rsplit(".", 1)[-1]]
        if heading != section:
            section = heading
            parts.append(f"## {heading}\n")
        parts.append(_kind(kind))
    return "\n".join(parts)


def _every_entry() -> Iterator[str]:
    yield "## What every entry has\n"
    meaning, told = _told(Entry)
    yield f"{meaning}\n"
    yield _table(shapes_of(Entry), told)
    yield "Every entry changes:\n"
    yield "\n".join(f"- {line}" for line in lines(UNIVERSAL)) + "\n"


def _rows() -> Iterator[str]:
    yield "## Rows inside entries\n"
    for row in (Outcome, Condition, Ballot):
        meaning, told = _told(row)
        yield f"### {row.__name__}\n\n{meaning}\n\n{_table(shapes_of(row), told)}"


def _kind(kind: type[Entry]) -> str:
    meaning, told = _told(kind)
    parts = [f"### {kind.__name__}\n", f"{meaning}\n"]
    if own(kind):
        parts.append(_table(own(kind), told))
    parts.append(f"{told['Written by']}\n")
    changed = list(lines(kind.changes))
    if changed:
        parts.append("Changes:\n")
        parts.append("\n".join(f"- {line}" for line in changed) + "\n")
    else:
        parts.append("Changes nothing but what every entry does.\n")
    return "\n".join(parts)


# --- docstrings ---------------------------------------------------------------------------------


def _told(cls: type) -> tuple[str, dict[str, str]]:
    """What a docstring says: the meaning, and what it says of each field and of who writes it."""
    names = {shape.name for shape in shapes_of(cls)}
    meaning: list[str] = []
    told: dict[str, str] = {}
    for line in cleandoc(cls.__doc__ or "").split("\n"):
        field = re.match(r"(\w+)  +(\S.*)", line)
        if field and field[1] in names:
            told[field[1]] = field[2]
        elif line.startswith("Written by: "):
            told["Written by"] = line
        else:
            meaning.append(line)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(meaning)).strip()
    return text, told


def _table(shapes: tuple[Shape, ...], told: dict[str, str]) -> str:
    rows = ["| field | holds | meaning |", "|---|---|---|"]
    for shape in shapes:
        rows.append(f"| `{shape.name}` | {_holds(shape)} | {told[shape.name]} |")
    return "\n".join(rows) + "\n"


def _holds(shape: Shape) -> str:
    holds = ", ".join(f"`{c}`" for c in shape.choices) if shape.choices else WORDS[shape.holds]
    if shape.row is not None:
        holds = f"list of [{shape.row.__name__}](#{shape.row.__name__.lower()})"
    notes = [MARKS[mark] for mark in Mark if mark in shape.marks]
    if shape.column is not None:
        notes.append("from the case")
    if shape.asked:
        notes.append("needed")
    return f"{holds}; {', '.join(notes)}" if notes else holds


# --- changes ------------------------------------------------------------------------------------


def lines(change: Change) -> Iterator[str]:
    """What a change does, one line for each part of it."""
    match change:
        case Sets(columns=columns):
            yield _filled(columns)
        case Adds(rows=rows, matching=keys, columns=columns):
            if keys:
                same = " and ".join(f"`{key}`" for key in keys)
                yield f"completes the latest of `{rows}` with the same {same}: {_filled(columns)}"
            else:
                yield f"adds to `{rows}`: {_filled(columns)}"
        case Marks(rows=rows, where=where, loosely=loosely, columns=columns):
            wanted = [f"`{column}` is {_from(source)}" for column, source in where.sources]
            wanted += [f"`{c}` is {_from(s)}, where it has one" for c, s in loosely.sources]
            yield f"in every row of `{rows}` where {', '.join(wanted)}: {_filled(columns)}"
        case Each(field=name, change=inner):
            yield from (f"for each of `{name}`: {line}" for line in lines(inner))
        case Given(changes=by_field):
            for name, inner in by_field:
                yield from (f"if `{name}`: {line}" for line in lines(inner))
        case Unless(column=column, change=inner):
            yield from (f"if `{column}` is none: {line}" for line in lines(inner))
        case Moves(named=named, to=day, among=among):
            columns_named = ", ".join(f"`{column}`" for column in among)
            yield f"moves the day that `{named}` names to `{day}`, if it is one of {columns_named}"
        case Together(changes=parts):
            for part in parts:
                yield from lines(part)


def _filled(columns: Columns) -> str:
    return ", ".join(f"`{column}` = {_from(source)}" for column, source in columns.sources)


def _from(source: Source) -> str:
    match source:
        case Is(value):
            return "none" if value is None else f"`{str(value).lower()}`"
        case First(names):
            return " or else ".join(f"`{name}`" for name in names)
        case OnlyIf(condition, name):
            return f"`{name}` if `{condition}`"
        case Past(name, column):
            return f"whether `{name}` is past `{column}`"
        case str() if source == ".":
            return "it"
        case str():
            return f"its `{source[1:]}`" if source.startswith(".") else f"`{source}`"


if __name__ == "__main__":
    sys.stdout.write(entries_reference())
