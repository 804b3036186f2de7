"""What pages say: every sentence in every language, with the same places to fill; and every
sentence that a page asks for is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clemency.letters.words import LANGUAGES, placeholders, plural_forms
from clemency.letters.words import catalogue as engine
from clemency.web import words
from clemency.web.words import catalogue

WEB = Path(words.__file__).parent
FORMS = {"zero", "one", "two", "few", "many", "other"}


def pages_own(language: str) -> dict[str, str | dict[str, str]]:
    """The sentences of pages, with the plural forms of one sentence taken together."""
    own = {k: v for k, v in catalogue(language).items() if k not in engine(language)}
    tables: dict[str, dict[str, str]] = {}
    for key, text in own.items():
        above, _, last = key.rpartition(".")
        tables.setdefault(above, {})[last] = text
    found: dict[str, str | dict[str, str]] = {}
    for above, table in tables.items():
        if set(table) <= FORMS and "other" in table:
            found[above] = table
        else:
            found.update({f"{above}.{last}": text for last, text in table.items()})
    return found


def test_no_part_takes_the_words_of_another() -> None:
    for file in WEB.glob("words/*.en.toml"):
        area = file.name.split(".")[0]
        keys = set(words.words.flat(words.tomli.loads(file.read_text("utf-8"))))
        assert {key.split(".")[0] for key, _ in keys} == {area}, file.name


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_keys_and_placeholders_are_the_same(language: str) -> None:
    english, other = pages_own("en"), pages_own(language)
    assert set(english) ^ set(other) == set()
    for key, text in english.items():
        if isinstance(text, str):
            assert placeholders(text) == placeholders(str(other[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_the_forms_of_its_language(language: str) -> None:
    english = pages_own("en")
    for key, table in pages_own(language).items():
        if isinstance(table, dict):
            assert set(table) == plural_forms(language), key
            whole = english[key]
            assert isinstance(whole, dict)
            assert placeholders(table["other"]) == placeholders(whole["other"]), key
            assert all(
                placeholders(one) <= placeholders(table["other"]) | {"n"} for one in table.values()
            )


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_nothing_is_empty_or_untranslated(language: str) -> None:
    for key, said in pages_own(language).items():
        for text in [said] if isinstance(said, str) else said.values():
            assert text.strip(), key
            typed = re.sub(r"\{[^}]*\}|`[^`]*`|--\w+", "", text)
            assert not re.search(r"[A-Za-z]{3}", typed), f"{key} holds Latin words: {text}"


ASKED = re.compile(
    r"""(?<![\w.])(t|plural|say|words\.say|words\.plural)\(\s*["']([a-z][\w.-]+\.[\w.-]+)["']\s*[,)]"""
)


def asked() -> list[tuple[str, str, bool]]:
    """Every key that a page or a view asks for by its whole name, and whether it counts."""
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    return [
        (f"{file.relative_to(WEB)}: {key}", key, ask.endswith("plural"))
        for file in files
        for ask, key in ASKED.findall(file.read_text("utf-8"))
    ]


def test_every_sentence_that_is_asked_for_is_there() -> None:
    known = catalogue("en")
    missing = [
        at for at, key, counts in asked() if (f"{key}.other" if counts else key) not in known
    ]
    assert missing == []
    assert len(asked()) > 100
