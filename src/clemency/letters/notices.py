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
from clemency.letters.words import PLACEHOLDER, fill, placeholders

PLACEHOLDERS = ("number", "received_on", "finding", "opens_on", "items", "due_on", "office")
"""What a letter may be filled with."""


Part = str | Told | tuple[str, ...]
"""A paragraph of a letter, a finding that stands by itself, or a list of items."""

STANDING_APART = frozenset({"finding", "items"})
"""Placeholders that a printed letter sets apart from the paragraph in which they stand."""


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
    subject, body = _fillable(pack, id, language, params)
    speaker = speaker or Speaker(pack, language)
    values = {name: _filled(name, value, speaker) for name, value in params.items()}
    return _subject(subject, values, speaker), speaker.words.settled(fill(body, values))


def parts(
    pack: Pack, id: str, language: str, params: Mapping[str, Any], speaker: Speaker
) -> tuple[str, tuple[Part, ...]]:
    """The same for print: the subject, and the body by paragraphs, with findings and lists apart.

    Raises BadLetter as `letter` does.
    """
    subject, body = _fillable(pack, id, language, params)
    values = {name: _filled(name, value, speaker) for name, value in params.items()}
    found: list[Part] = []
    for paragraph in filter(None, map(str.strip, body.split("\n\n"))):
        for piece in _pieces(paragraph):
            found += _part(piece, params, values, speaker)
    return _subject(subject, values, speaker), tuple(found)


def _pieces(paragraph: str) -> list[str]:
    """A paragraph, cut where something stands apart: what is apart, and the text around it."""
    pieces, start = list[str](), 0
    for found in PLACEHOLDER.finditer(paragraph):
        if found[1] in STANDING_APART:
            pieces += [paragraph[start : found.start()], found[0]]
            start = found.end()
    return [piece for piece in (*pieces, paragraph[start:]) if piece.strip(" .,;:\n")]


def _part(
    piece: str, params: Mapping[str, Any], values: Mapping[str, str], speaker: Speaker
) -> list[Part]:
    name = piece[1:-1]
    if piece[0] != "{" or name not in STANDING_APART:
        return [speaker.words.settled(fill(piece.strip().lstrip(".,; "), values))]
    value = params[name]
    if isinstance(value, Finding):
        return [speaker.finding(value)]
    if isinstance(value, Objection):
        return [speaker.objection(value)]
    if isinstance(value, Told):
        return [value]
    if isinstance(value, tuple | list):
        return [tuple(speaker.words.settled(_filled(name, one, speaker)) for one in value)]
    return [speaker.words.settled(values[name])]


def _fillable(pack: Pack, id: str, language: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """The templates of subject and body, once it is sure that every placeholder has a value."""
    subject, body = _templates(pack, id, language)
    lacking = _lacking(placeholders(subject) | placeholders(body), id, params)
    if lacking:
        braced = ", ".join(f"{{{name}}}" for name in lacking)
        raise BadLetter(
            id, f"Nothing fills {braced}.", "Give a value for each, or leave it out of the letter."
        )
    return subject, body


def _subject(template: str, values: Mapping[str, str], speaker: Speaker) -> str:
    one_line = {name: " ".join(value.split()) for name, value in values.items()}
    return speaker.words.settled(fill(template, one_line))


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
        return _item(str(value), speaker)
    if name == "number":
        return words.reference(str(value))
    return words.day(value) if isinstance(value, date) else words.write(value)


def _item(code: str, speaker: Speaker) -> str:
    """What is asked for: a fact by its question, a document or anything else by its word."""
    if speaker.pack is not None and code in speaker.pack.facts:
        return speaker.names.fact(code)
    return speaker.names.code(code, "item")
