"""Expressions in words: an outline that says what the expression says, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clemency.docket.vocabulary import FORMS
from clemency.law.expr import Expr
from clemency.law.pack import Pack
from clemency.law.parse import Scope, parse
from clemency.law.types import BOOL
from clemency.letters.names import Names
from clemency.letters.spoken import Outline, Spoken
from clemency.letters.words import RIGHT_TO_LEFT, Words
from tests.letters.bidi import balanced, bare_runs
from tests.letters.books import ON
from tests.letters.packs import FOLDERS, pack


def spoken(name: str = "ruritania", language: str = "en") -> Spoken:
    return Spoken(Names(pack(name), Words(language)), ON)


def of_rule(rule: str, name: str = "ruritania") -> Outline:
    return spoken(name).condition(pack(name).rules[rule][-1].expr)


def exprs(found: Pack) -> Iterator[Expr]:
    """Every expression of a pack."""
    for versions in found.rules.values():
        for rule in versions:
            yield rule.expr
            yield from (reading.holds for reading in rule.readings)
            yield from (rule.applies_to,) if rule.applies_to is not None else ()
    yield from (define.expr for define in found.defines.values())
    yield from (act.when for act in found.acts.values())
    yield from (duty.when for duty in found.duties.values())
    yield from (one.shows for one in found.considerations.values())
    yield from (one.expr for one in found.statements)
    for clause in found.by_law.values():
        yield from (clause.when, clause.on)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_expression_of_every_pack_has_words_in_its_languages(name: str) -> None:
    for language in pack(name).languages:
        says = spoken(name, language)
        for expr in exprs(pack(name)):
            outlines = [says.yielded(expr)]
            if expr.type == BOOL:
                outlines += [says.condition(expr), says.condition(expr, denied=True)]
            for sentence in (one for outline in outlines for one in outline.flat()):
                assert sentence.strip()
                assert balanced(sentence), sentence
                assert language not in RIGHT_TO_LEFT or bare_runs(sentence) == [], sentence


def test_what_is_joined_becomes_an_outline() -> None:
    said = of_rule("il-06-standing", "il")

    assert said.text == "At least one of these holds:"
    assert [part.text for part in said.parts] == [
        "“Who is writing to the President's Office?”: the person concerned",
        "All of these hold:",
        "All of these hold:",
    ]


def test_what_is_denied_is_said_the_other_way_round() -> None:
    expr = pack("il").rules["il-09-person-deceased"][-1].expr
    says = spoken("il")

    assert list(says.condition(expr).flat()) == [
        "All of these hold:",
        "“Has the person concerned died?”: no",
        "“date of death”: not on the docket",
    ]
    assert list(says.condition(expr, denied=True).flat()) == [
        "Not all of these hold:",
        "“Has the person concerned died?”: no",
        "“date of death”: not on the docket",
    ]


def test_a_wait_says_how_long_and_since_when() -> None:
    said = "\n".join(of_rule("waiting-period").flat())

    assert said.startswith("For every charge [counting only those of which this is so: “When was")
    assert "3 years have passed since: “When was the person released?” [figure" in said


def test_a_figure_of_the_law_is_told_with_its_name() -> None:
    said = "\n".join(of_rule("il-34-reapplication", "il").flat())

    assert "6 months have passed since: “When was an earlier request" in said
    assert "[figure of the law: Months between the last decision" in said


def test_a_choice_of_two_lengths_is_said_as_two_conditions() -> None:
    said = of_rule("il-20-years-served", "il")

    assert said.text == "It depends:"
    assert [part.text[:3] for part in said.parts] == ["If ", "Oth"]
    assert said.parts[0].parts[0].text.startswith("7 years have passed since")
    assert said.parts[1].parts[0].text.startswith("15 years have passed since")


def test_none_of_a_list_and_every_one_of_a_list() -> None:
    assert of_rule("il-10-proceedings-ended", "il").text == "There is no proceeding for which:"
    assert of_rule("opinions-settled", "il").text == "For every opinion:"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("persons > 3", "“For how many people is clemency asked?”: more than 3"),
        ("not persons > 3", "“For how many people is clemency asked?”: at most 3"),
        ("person_deceased or True", "At least one of these holds:"),
        ("not (person_deceased or sex_offence)", "All of these hold:"),
        ("proceedings.complete", "The list is complete: proceeding"),
        ("count(p for p in proceedings) == 0", "the number of records of the kind proceeding: 0"),
        (
            "filer in ['person']",
            "“Who is writing to the President's Office?”: the person concerned",
        ),
        ("life_kind != none and person_deceased", "All of these hold:"),
    ],
)
def test_small_conditions(written: str, said: str) -> None:
    expr = parse(written, Scope(FORMS.vocabulary.joined(pack("il").vocabulary)), BOOL)

    assert spoken("il").condition(expr).text == said
