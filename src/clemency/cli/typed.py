"""What is typed on the command line becomes plain facts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import tomli

from clemency.cli.exits import Trouble
from clemency.cli.interview import put

WORDS = {"yes": True, "true": True, "no": False, "false": False}


def plain_facts(pairs: Iterable[str], file: Path | None) -> dict[str, Any]:
    """Facts from a file and from NAME=VALUE pairs; the pairs win."""
    plain = read_facts(file) if file else {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise Trouble(f"`{pair}` is not a fact.", "Write NAME=VALUE, such as filer=other.")
        try:
            put(plain, name.strip(), plain_value(value.strip()))
        except (ValueError, TypeError, AttributeError):
            raise Trouble(
                f"`{name}` does not name a fact.", "Write it as charges[0].kind=theft."
            ) from None
    return plain


def plain_value(text: str) -> Any:
    """A typed word as a value: yes and no, numbers, days, tables in TOML's braces; otherwise the
    word itself.
    """
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if text.startswith(("{", "[")):
        try:
            return tomli.loads(f"value = {text}")["value"]
        except tomli.TOMLDecodeError as error:
            raise Trouble(
                f"`{text}` cannot be read: {error}.", "Write it as in a scenario."
            ) from None
    if text.isascii() and text.lstrip("-").isdigit():
        return int(text)
    if len(text) == 10 and text[4:5] == "-" == text[7:8]:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text  # the facts' own reader says what is wrong with it
    return text


def read_facts(file: Path) -> dict[str, Any]:
    """A TOML or JSON file of facts; a `facts` table in it may hold them."""
    try:
        text = file.read_text("utf-8")
        plain = (
            json.loads(text, object_pairs_hook=_once)
            if file.suffix == ".json"
            else tomli.loads(text)
        )
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Trouble(
            f"{file} cannot be read: {error}.", "It should be TOML or JSON, in UTF-8."
        ) from None
    if not isinstance(plain, dict):
        raise Trouble(f"{file} holds no table of facts.", "Write name = value, one a line.")
    inner = plain.get("facts")
    return inner if isinstance(inner, dict) else plain


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON's own reader silently keeps the last of two like keys; we refuse both."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"`{name}` stands there twice")
        found[name] = value
    return found
