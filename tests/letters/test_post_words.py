"""The words of sheets: the same in every language, and each of them used."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from clemency.letters.post.wording import Wording, catalogue
from clemency.letters.words import LANGUAGES, placeholders, plural_forms
from tests.letters.bidi import bare_runs

PLURALS = {"zero", "one", "two", "few", "many", "other"}


def keys(language: str) -> set[str]:
    """Keys, with the forms of a plural taken together."""
    return {
        key.rpartition(".")[0] if key.rpartition(".")[2] in PLURALS else key
        for key in catalogue(language)
    }


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_keys_and_placeholders_are_the_same_in_every_language(language: str) -> None:
    assert keys(language) == keys("en")
    for key, text in catalogue("en").items():
        if key.rpartition(".")[2] not in PLURALS:
            assert placeholders(catalogue(language)[key]) == placeholders(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_counts_has_every_plural_of_its_language(language: str) -> None:
    counted = {k.rpartition(".")[0] for k in catalogue(language) if k.rpartition(".")[2] in PLURALS}
    for key in counted:
        for form in plural_forms(language):
            assert Wording(language).has(f"{key}.{form}"), (key, form)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_latin_letters_stand_bare_in_a_sentence(language: str) -> None:
    bare = {
        key: runs
        for key, text in catalogue(language).items()
        if (runs := bare_runs(re.sub(r"\{[^}]*\}", "", text)))
    }
    assert bare == {}


def test_every_sentence_is_used() -> None:
    folder = resources.files("clemency.letters.post")
    code = "".join(one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".py"))
    made = ("sheet.reason.", "sheet.decision.")  # from codes, and by the title of a decision
    for key in keys("en"):
        if not key.startswith(made):
            own = key.removeprefix("sheet.")
            assert f'"{own}"' in code or f'"{key}"' in code, key
    from clemency.letters.post.decisions import TITLES

    for title in set(TITLES.values()):
        assert f"sheet.decision.{title}" in keys("en")
