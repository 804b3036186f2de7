"""A letter of the pack, filled for one matter. What cannot be filled is never sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clemency.docket.verdict import Objection
from clemency.law.finding import Finding
from clemency.law.pack import Pack
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.letters.words import fill, placeholders

PLACEHOLDERS = ("number", "received_on", "finding", "opens_on", "items", "due_on", "office")
"""What a letter may be filled with."""


class BadLetter(Exception):
    """A letter that cannot be written: which, what is wrong, and how to mend it."""

    def __init__(self, letter: str, says: str, mend: str) -> None:
        super().__init__(f"{letter}: {says} {mend}")
        self.letter, self.says, self.mend = letter, says, mend


def wanted(pack: Pack, id: str, language: str) -> frozenset[str]:
    """The placeholders that a letter has, in its subject and its body. Raises BadLetter."""
    found: frozenset[str] = frozenset()
    for template in _templates(pack, id, language):
        found |= placeholders(template)
    return found


def letter(
    pack: Pack,
    id: str,
    language: str,
    params: Mapping[str, Any],
    speaker: Speaker | None = None,
) -> tuple[str, str]:
    """Subject and body. Raises BadLetter where a placeholder is not known, or nothing fills it.

    params   by placeholder: text, a date, a list of items, an office's id; for {finding} a Finding,
             an Objection or what a Speaker told
    speaker  who says the finding, with the facts it rests on; left out, one that knows no facts
    """
    subject, body = _templates(pack, id, language)
    lacking = _lacking(placeholders(subject) | placeholders(body), id, params)
    if lacking:
        braced = ", ".join(f"{{{name}}}" for name in lacking)
        raise BadLetter(
            id, f"Nothing fills {braced}.", "Give a value for each, or leave it out of the letter."
        )
    speaker = speaker or Speaker(pack, language)
    values = {name: _filled(name, value, speaker) for name, value in params.items()}
    words = speaker.words
    one_line = {name: " ".join(value.split()) for name, value in values.items()}
    return words.settled(fill(subject, one_line)), words.settled(fill(body, values))


def _templates(pack: Pack, id: str, language: str) -> tuple[str, str]:
    subject = pack.texts.get(f"letter.{id}.subject", language)
    body = pack.texts.get(f"letter.{id}.body", language)
    if subject is None or body is None:
        known = ", ".join(sorted(pack.letters)) or "none"
        raise BadLetter(id, "The pack has no such letter.", f"Its letters are: {known}.")
    return subject, body


def _lacking(names: frozenset[str], id: str, params: Mapping[str, Any]) -> list[str]:
    """Placeholders without a value. Raises BadLetter for one that no letter has."""
    for name in sorted(names - set(PLACEHOLDERS)):
        known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
        raise BadLetter(id, f"{{{name}}} is not a placeholder of letters.", f"There are {known}.")
    empty: tuple[Any, ...] = (None, "", (), [])
    return sorted(name for name in names if params.get(name) in empty)


def _filled(name: str, value: Any, speaker: Speaker) -> str:
    """One value as the letter writes it."""
    words = speaker.words
    if isinstance(value, Finding):
        return speaker.finding(value).as_text()
    if isinstance(value, Objection):
        return speaker.objection(value).as_text()
    if isinstance(value, Told):
        return value.as_text()
    if isinstance(value, tuple | list):
        items = [words.say("letter.item", item=_filled(name, one, speaker)) for one in value]
        return "\n" + "\n".join(items)
    if name == "office":
        return speaker.office(str(value))
    if name == "items":
        return speaker.names.code(str(value), "item")
    if name == "number":
        return words.reference(str(value))
    return words.day(value) if isinstance(value, date) else words.write(value)
