"""Everything that floors 1 and 2 can say has words in every language, as the code lists it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import get_args

import pytest

from clemency.docket import stored
from clemency.docket.case import ROWS, SCALARS, STAGES
from clemency.docket.entries import KINDS
from clemency.docket.entry import Ballot, Condition, Entry, Outcome
from clemency.docket.policy import PEOPLE
from clemency.docket.shape import own, shapes_of
from clemency.docket.verdict import KINDS as OBJECTIONS
from clemency.docket.verdict import SAYS
from clemency.docket.vocabulary import FORMS
from clemency.law.finding import GRAVITY, HOLDS, NONE_APPLIES, OPEN
from clemency.law.pack import Force
from clemency.law.reading.scopes import VOTE
from clemency.law.types import RowsOf
from clemency.law.values import Standing, Verdict
from clemency.letters.names import Names
from clemency.letters.questions import KINDS as QUESTIONS
from clemency.letters.words import LANGUAGES, Words, catalogue, placeholders, plural_forms

ROWS_OF_ENTRIES = (Outcome, Condition, Ballot)
FORMS_OF_PLURAL = {"zero", "one", "two", "few", "many", "other"}


def sentences(language: str) -> dict[str, str | dict[str, str]]:
    """The catalogue, with the plural forms of one sentence taken together."""
    tables: dict[str, dict[str, str]] = {}
    for key, text in catalogue(language).items():
        above, _, last = key.rpartition(".")
        tables.setdefault(above, {})[last] = text
    found: dict[str, str | dict[str, str]] = {}
    for above, table in tables.items():
        if set(table) <= FORMS_OF_PLURAL and "other" in table:
            found[above] = table
        else:
            found.update({f"{above}.{last}": text for last, text in table.items()})
    return found


def every_word() -> Iterator[str]:
    """Keys that must be there, one for each thing that can be said."""
    outcomes = (HOLDS, OPEN, NONE_APPLIES, *GRAVITY)
    yield from (f"outcome.{one}" for one in outcomes)
    yield from (f"outcome_short.{one}" for one in outcomes)
    yield from (f"force.{force.value}" for force in Force)
    yield from (f"standing.{standing.value}" for standing in Standing)
    yield from (f"objection.{kind}" for kind in OBJECTIONS)
    yield from (f"stage.{stage}" for stage in STAGES)
    yield from (f"docket.{name}" for name in (*SCALARS, *ROWS))
    yield from (f"audience.{audience}" for audience in (*PEOPLE, "offices"))
    yield from (f"engine.{key}" for key in SAYS)
    yield from (f"{name}" for name in VOTE)
    yield from (f"question.hint_{kind.replace('-', '_')}" for kind in QUESTIONS.values())
    for kind in KINDS:
        yield from (f"entry.{kind}.title", f"entry.{kind}.says")
    for kind in FORMS.vocabulary.facts.values():
        if isinstance(kind, RowsOf):
            yield f"row.{kind.record.partition('.')[2]}"
    for name in FORMS.vocabulary.records:
        yield f"row.{name.partition('.')[2]}"
    for row in (*KINDS.values(), *ROWS.values(), *ROWS_OF_ENTRIES):
        yield from (f"code.{code}" for shape in shapes_of(row) for code in shape.choices)
    faults = re.findall(r'Wrong\(\s*"([a-z-]+)"', inspect.getsource(stored))
    assert faults
    yield from (f"fault.{fault}" for fault in faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_said_has_words(language: str) -> None:
    words = Words(language)

    assert [key for key in every_word() if not words.has(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_column_has_a_label(language: str) -> None:
    names, words = Names(None, Words(language)), Words(language)
    unnamed = []
    for kind, cls in KINDS.items():
        for shape in own(cls):
            known = (f"entry.{kind}.{shape.name}", f"field.{shape.name}")
            unnamed += [] if any(map(words.has, known)) else [f"{kind}.{shape.name}"]
            assert names.field(shape.name, kind)
    for name, row in ROWS.items():
        for shape in shapes_of(row):
            known = (f"column.{name}.{shape.name}", f"field.{shape.name}")
            unnamed += [] if any(map(words.has, known)) else [f"{name}.{shape.name}"]
            assert names.column(name, shape.name)
    unnamed += [s.name for s in shapes_of(Entry) if not words.has(f"header.{s.name}")]
    unnamed += [
        s.name for r in ROWS_OF_ENTRIES for s in shapes_of(r) if not words.has(f"field.{s.name}")
    ]

    assert unnamed == []


def test_no_word_is_left_over_that_names_nothing() -> None:
    """A column that was removed takes its words with it."""
    columns = {f"docket.{name}" for name in (*SCALARS, *ROWS)}
    said = {key for key in catalogue("en") if key.startswith("docket.")}
    commands = {"exported", "verified", "unverified", "root"}  # of `clemency docket`
    entries = {key.split(".")[1] for key in catalogue("en") if key.startswith("entry.")}

    assert said - columns <= {f"docket.{name}" for name in commands}
    assert entries == set(KINDS)
    assert {key[7:] for key in catalogue("en") if key.startswith("engine.")} == set(SAYS)


@pytest.mark.parametrize("language", [lang for lang in LANGUAGES if lang != "en"])
def test_keys_and_placeholders_are_the_same_in_every_language(language: str) -> None:
    english, other = sentences("en"), sentences(language)

    assert set(english) == set(other)
    for key, text in english.items():
        if isinstance(text, str):
            assert placeholders(text) == placeholders(str(other[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_count_have_the_forms_of_their_language(language: str) -> None:
    for key, table in sentences(language).items():
        if not isinstance(table, str):
            assert set(table) == plural_forms(language), key
            whole = placeholders(table["other"])
            assert all(placeholders(text) <= whole | {"n"} for text in table.values()), key
            assert whole == placeholders(english_other(key)), key


def english_other(key: str) -> str:
    """The form of an English sentence that counts many."""
    return catalogue("en")[f"{key}.other"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engines_sentences_use_only_what_fills_them(language: str) -> None:
    said: Mapping[str, str] = catalogue(language)
    for key, params in SAYS.items():
        assert placeholders(said[f"engine.{key}"]) <= set(params), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_untranslated(language: str) -> None:
    for key, text in catalogue(language).items():
        assert text.strip() or key == "gender.feminine", key
        if language != "en" and key != "gender.feminine":
            typed = re.sub(r"\{[^}]*\}|`[^`]*`|--\w+", "", text)
            assert not re.search(r"[A-Za-z]{3}", typed), f"{key} holds Latin words: {text}"


def test_verdicts_of_readings_have_words() -> None:
    assert len(get_args(Verdict)) == 2  # yes or no, and not established
    assert all(Words("en").has(f"verdict.{word}") for word in ("yes", "no", "unknown"))
