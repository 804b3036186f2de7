"""What an order is to hold, as it is typed or as a journey's step sets it: codes beside texts to be
sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clemency.cli.exits import Trouble
from clemency.cli.typed import plain_value
from clemency.docket.entries import KINDS
from clemency.docket.shape import shapes_of


def split(kind: str, sets: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Fields for the entry, and texts to be sealed by the place of their commitment."""
    return _split(KINDS[kind], sets, "")


def _split(
    cls: type, sets: Mapping[str, Any], before: str
) -> tuple[dict[str, Any], dict[str, str]]:
    shapes = {shape.name: shape for shape in shapes_of(cls)}
    fields: dict[str, Any] = {}
    sealed: dict[str, str] = {}
    for name, value in sets.items():
        shape = shapes.get(name)
        if shape is not None and shape.apart and isinstance(value, str):
            sealed[f"{before}{name}"] = value
        elif shape is not None and shape.row is not None and isinstance(value, list | tuple):
            fields[name] = [
                _row(shape.row, row, f"{before}{name}[{place}].", sealed)
                for place, row in enumerate(value)
            ]
        else:
            fields[name] = value
    return fields, sealed


def _row(cls: type, row: Any, before: str, sealed: dict[str, str]) -> Any:
    if not isinstance(row, Mapping):
        return row
    fields, texts = _split(cls, row, before)
    sealed.update(texts)
    return fields


def typed_sets(pairs: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
    """`--set name=value` and `--words name=text` (or `name=@file`) as the fields of an order."""
    sets = {name: plain_value(value) for name, value in _pairs(pairs, "--set")}
    for name, value in _pairs(texts, "--words"):
        sets[name] = _text(value) if value.startswith("@") else value
    return sets


def _pairs(pairs: Iterable[str], option: str) -> Iterable[tuple[str, str]]:
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise Trouble(f"`{pair}` is not a field.", f"Write {option} NAME=VALUE.")
        yield name.strip(), value.strip()


def _text(value: str) -> str:
    try:
        return Path(value[1:]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            f"{value[1:]} cannot be read: {error}.", "Name a text file in UTF-8."
        ) from None
