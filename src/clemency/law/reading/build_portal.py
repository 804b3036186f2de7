"""What portal.toml says, as the Portal of a Pack."""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.pack import Texts
from clemency.law.portal import DOORS, Own, Portal, Told
from clemency.law.reading.schema_portal import PortalFile, ToldText


def portal_from(text: PortalFile, texts: Texts) -> Portal:
    """The form, its sentences in every language of the pack."""
    return Portal(
        extra=tuple(text.extra),
        while_open=tuple(text.while_open),
        most=text.check.most,
        beside=tuple(text.check.beside),
        every=_told(text.every),
        door={name: _told(getattr(text.door, name)) for name in DOORS if _given(text, name)},
        implied=tuple((one.when, one.facts) for one in text.implied),
        first=tuple(text.first),
        asks=tuple((one.fact, _answers(one.when)) for one in text.asks),
        lists={name: tuple(fields) for name, fields in text.lists.items()},
        texts=tuple(
            Own(one.id, _said(texts, f"text.{one.id}.title"), _said(texts, f"text.{one.id}.hint"))
            for one in text.text
        ),
        documents=tuple(
            Own(one.id, _said(texts, f"document.{one.id}.title"), court=one.court)
            for one in text.document
        ),
    )


def _given(text: PortalFile, door: str) -> bool:
    return door in text.door.model_fields_set


def _told(text: ToldText) -> Told:
    when = {fact: tuple(needs) for fact, needs in text.when.items()}
    return Told(text.given, when, text.takes)


def _answers(table: Mapping[str, list[object]]) -> dict[str, tuple[object, ...]]:
    return {fact: tuple(values) for fact, values in table.items()}


def _said(texts: Texts, key: str) -> dict[str, str]:
    """A sentence by language, as far as it is there."""
    return {language: own[key] for language, own in texts.by_language.items() if key in own}
