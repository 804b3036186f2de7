"""Every pack can be spoken in each of its languages, whatever is not known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.docket.vocabulary import FORMS
from clemency.law.finding import find
from clemency.law.goal import asks
from clemency.law.pack import Pack
from clemency.law.types import RowsOf
from clemency.law.values import Facts
from clemency.letters.notices import PLACEHOLDERS, letter
from clemency.letters.questions import question
from clemency.letters.speech import Speaker
from clemency.letters.words import RIGHT_TO_LEFT
from tests.letters.bidi import balanced, bare_runs
from tests.letters.packs import FOLDERS, TODAY, pack

NOTHING = Facts(docket_facts(Case()))


def _paths(found: Pack) -> Iterator[str]:
    """Everything that could be asked, of the matter and of a second row of every list."""
    yield from found.facts
    for record in found.records.values():
        yield from (record.plural, f"{record.plural}.complete")
        yield from (f"{record.plural}[1].{field}" for field in record.fields)
    for name, kind in FORMS.vocabulary.facts.items():
        yield name
        if isinstance(kind, RowsOf):
            fields = FORMS.vocabulary.records[kind.record].fields
            yield from (f"{name}[1].{field}" for field in fields)


def _sentences(found: Pack, language: str) -> Iterator[str]:
    """Everything that the letters floor says of a pack of which nothing is known."""
    speaker = Speaker(found, language, NOTHING, TODAY)
    for rule in found.rules:
        yield speaker.finding(find(found, rule, NOTHING, TODAY)).as_text()
    yield from (speaker.office(office) for office in found.offices)
    yield from (speaker.act(act) for act in found.acts)
    for path in _paths(found):
        asked = question(found, path, language)
        yield from (asked.ask, asked.hint, asked.why, *(label for _, label in asked.choices))
        yield speaker.fact_label(path)
    values = dict.fromkeys(PLACEHOLDERS, "2026-0001") | {"items": ("a", "b")}
    for id in sorted(found.letters):
        yield from letter(found, id, language, values)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_pack_speaks_all_its_languages(name: str) -> None:
    found = pack(name)
    for language in found.languages:
        for sentence in _sentences(found, language):
            assert "{" not in sentence
            assert balanced(sentence)
            assert language not in RIGHT_TO_LEFT or bare_runs(sentence) == [], sentence


@pytest.mark.parametrize("name", FOLDERS)
def test_what_the_rules_of_a_pack_miss_is_asked_for_in_its_own_words(name: str) -> None:
    found = pack(name)
    missed = asks(found, tuple(found.rules), NOTHING, TODAY).paths

    assert missed
    for path in missed:
        assert question(found, path, found.languages[-1]).ask != path
