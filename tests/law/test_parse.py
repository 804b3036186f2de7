"""Every form that an expression may have, its canonical text, and where its parts stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clemency.law.expr import Aggregate, Both, Cash, Compare, Const, Expr, Get, If, IsNone, Read
from clemency.law.parse import Scope, parse, parse_bool, parse_names
from clemency.law.types import BOOL, DAY, INT, TEXT, Choice, Money, Optional, Type
from tests.law.building import scope
from tests.law.words import FACTS, ILS, WORDS

CANONICAL = [
    "True",
    "False",
    "yes",
    "docket.acts == 0",
    "not yes",
    "not (yes and again)",
    "not not yes",
    "yes and again and yes",
    "(yes and again) and yes",
    "yes or again and yes",
    "(yes or again) and yes",
    "yes if again else not yes",
    "(yes if again else yes) and again",
    "yes if again else yes if again else again",
    "yes if (again if yes else yes) else again",
    "yes == again",
    "(not yes) == again",
    "count_of < 3",
    "count_of + 1 - 2 == 3 * count_of",
    "count_of - (1 - 2) <= 0",
    "(count_of + 1) * 2 > -3",
    "count_of - -3 >= 0",
    "fine < money(150000, 'ILS')",
    "fine + fine == 2 * fine",
    "fine in [money(100, 'ILS'), money(-5, 'ILS')]",
    "kind == 'theft'",
    "kind in ['theft', 'traffic']",
    "kind not in ['violence']",
    'officer == "o\'hara"',
    "officer == ''",
    "kind == officer",
    "any(x.case.old and x.grave for x in charges)",
    "filed_on in [date('2024-02-29')]",
    "released_on == none",
    "released_on != none and released_on < today",
    "released_on == none or released_on < today",
    "released_on < today if released_on != none else yes",
    "sort == 'x'",
    "docket.filed_on == none or docket.filed_on >= date('2024-07-01')",
    "years_after(5, filed_on) <= today",
    "years_after(wait, filed_on) <= today",
    "years_after(wait(on=filed_on), filed_on) <= today",
    "months_after(count_of, days_after(-1, filed_on)) > today",
    "fine <= cap",
    "years_after(20 if kind == 'theft' else 5, filed_on) <= today",
    "(filed_on if yes else today) < date('2030-01-01')",
    "released and released_on < today",
    "start <= today",
    "any(c.open for c in cases)",
    "any(c.open for c in cases if c.kind == 'theft')",
    "all(c.open for c in cases if yes or again)",
    "any(yes if c.open else again for c in cases if (yes if c.open else again))",
    "any(any(x.grave for x in c.charges) for c in cases)",
    "any(x.case.open for x in charges)",
    "all(x.released_on < today for x in charges if x.released_on != none)",
    "any(c.old for c in cases)",
    "any(x.free and x.released_on == none for x in charges)",
    "any(x.case.old for x in charges)",
    "cases.complete",
    "count(c for c in cases) >= 2",
    "count(c for c in cases if c.open) + 1 == count_of",
    "sum(x.count for x in charges) > 3",
    "sum(x.fine for x in charges if x.grave) <= fine",
    "min(c.on for c in cases) == none",
    "max(x.count for x in charges) != none and max(x.count for x in charges) > 1",
    "latest((c.kind for c in cases), by=c.on) == 'theft'",
    "latest((c.open for c in cases if c.open), by=c.on, nth=2) == none",
    "earliest((x.on for x in charges), by=x.on) == filed_on",
]


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical_text_is_kept(text: str) -> None:
    expr = parse(text, WORDS, BOOL)
    assert str(expr) == text
    assert parse(str(expr), WORDS, BOOL) == expr


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("yes  and\n  again", "yes and again"),
        ("(yes)", "yes"),
        ("yes # as the law says\nand again", "yes and again"),
        ("kind in ('theft', 'traffic')", "kind in ['theft', 'traffic']"),
        ('kind == "theft"', "kind == 'theft'"),
        ("1_000 < count_of", "1000 < count_of"),
        ("0x10 < count_of", "16 < count_of"),
        ("years_after(wait(on=today), filed_on) <= today", "years_after(wait, filed_on) <= today"),
        ("none == released_on", "released_on == none"),
        ("any((c.open for c in cases))", "any(c.open for c in cases)"),
        ("latest((c.open for c in cases), nth=1, by=c.on) == none",
         "latest((c.open for c in cases), by=c.on) == none"),
        ("-0 == count_of", "0 == count_of"),
        ("yes \r\n and again", "yes and again"),
    ],
)  # fmt: skip
def test_other_spellings_become_canonical(text: str, canonical: str) -> None:
    assert str(parse(text, WORDS)) == canonical
    assert parse(text, WORDS) == parse(canonical, WORDS)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("yes", BOOL),
        ("3", INT),
        ("count_of * -2", INT),
        ("fine", ILS),
        ("2 * fine", ILS),
        ("fine * 2", ILS),
        ("money(5, 'USD')", Money("USD")),
        ("today", DAY),
        ("released_on", Optional(DAY)),
        ("start", DAY),
        ("years_after(1, today)", DAY),
        ("wait", INT),
        ("cap(on=filed_on)", ILS),
        ("officer", TEXT),
        ("'a' if yes else 'b'", TEXT),
        ("filed_on if yes else none", Optional(DAY)),
        ("none if yes else 3", Optional(INT)),
        ("released_on if yes else filed_on", Optional(DAY)),
        ("kind if yes else officer", TEXT),
        ("kind if yes else 'nobody'", TEXT),
        ("kind if yes else sort", Optional(Choice(("theft", "violence", "traffic", "x", "y")))),
        ("count(c for c in cases)", INT),
        ("sum(x.fine for x in charges)", ILS),
        ("min(c.on for c in cases)", Optional(DAY)),
        ("latest((c.closed_on for c in cases), by=c.on)", Optional(DAY)),
        ("latest((c.open for c in cases), by=c.on)", Optional(BOOL)),
    ],
)
def test_each_form_has_a_type(text: str, type_: Type) -> None:
    assert parse(text, WORDS).type == type_


def test_a_row_at_hand_is_named_by_the_rule() -> None:
    about = replace(WORDS, rows={"charge": "charge"})
    expr = parse("charge.grave and charge.case.open and charge.free", about)
    assert str(expr) == "charge.grave and charge.case.open and charge.free"
    assert isinstance(expr, Both)
    assert isinstance(expr.of[0], Get)


def test_known_is_written_only_where_it_may_be() -> None:
    shows = replace(WORDS, known=True)
    for text in ("known(kind)", "known(cases.complete) and not known(released_on)"):
        assert str(parse(text, shows)) == text


def test_equality_ignores_where_a_node_stands() -> None:
    assert parse("  yes", WORDS) == parse("yes", WORDS)
    assert hash(parse("  yes", WORDS)) == hash(parse("yes", WORDS))
    assert parse("1", WORDS) != parse("True", WORDS)


def test_parse_bool_wants_a_condition() -> None:
    assert parse_bool("yes", WORDS) == parse("yes", WORDS)


# -- where things stand --------------------------------------------------------------------------


def shown(text: str, node: Expr) -> str:
    return text[node.at.start : node.at.start + node.at.length]


SPANS = [
    "years_after(5, filed_on) <= today",
    "yes and\n  (count_of < 3\n   or kind == 'theft')",
    "any(c.open\n    for c in cases\n    if c.kind == 'theft')",
    "# first\nyes # second\nand count_of == 1",
    "yes and\r\n\tcount_of < 3\r\n\tand again",
    "yes and\rcount_of < 3\rand again",
    "yes if count_of + 1 < 3 else again",
]


@pytest.mark.parametrize("text", SPANS)
def test_every_node_knows_its_place(text: str) -> None:
    """The text at a node's place, read alone, is the node."""
    for node in parse(text, WORDS).walk():
        place = shown(text, node)
        if isinstance(node, Read):
            assert place == node.path
        elif isinstance(node, Const | Compare | If) and "c." not in place:
            assert parse(place, WORDS) == node or isinstance(node, Const)


def test_places_in_several_lines() -> None:
    text = "yes and\n    count_of < 3 and\n    kind == 'theft'"
    expr = parse(text, WORDS)
    assert isinstance(expr, Both)
    assert [shown(text, part) for part in expr.of] == ["yes", "count_of < 3", "kind == 'theft'"]


def test_the_place_of_an_aggregate_is_all_of_it() -> None:
    text = "latest((c.kind for c in cases),\n  by=c.on) == 'theft'"
    expr = parse(text, WORDS)
    assert isinstance(expr, Compare)
    assert isinstance(expr.left, Aggregate)
    assert shown(text, expr.left) == "latest((c.kind for c in cases),\n  by=c.on)"
    assert shown(text, expr.right) == "'theft'"


# -- names ---------------------------------------------------------------------------------------


def test_names_of_an_expression() -> None:
    assert parse("start <= today and any(c.open for c in cases)", WORDS).names() == {
        "released_on",
        "filed_on",
        "today",
        "cases",
    }


def test_names_before_anything_is_known() -> None:
    assert parse_names("adult and any(c.old for c in cases)") == {
        "adult",
        "any",
        "c",
        "old",
        "cases",
    }


def test_how_deep_a_node_is_counts_definitions() -> None:
    assert parse("yes", WORDS).levels() == 1
    assert parse("not yes", WORDS).levels() == 2
    assert parse("released", WORDS).levels() == 3


# -- what was said of money and choices ----------------------------------------------------------


def test_a_quoted_word_takes_the_type_of_the_choice() -> None:
    expr = parse("'theft' == kind", WORDS)
    assert isinstance(expr, Compare)
    assert expr.left.type == FACTS["kind"]


def test_money_is_written_in_minor_units() -> None:
    assert parse("money(-150, 'ILS')", WORDS) == Cash(ILS, -150)


def test_a_test_for_none_is_a_node_of_its_own() -> None:
    assert parse("released_on != none", WORDS) == IsNone(
        BOOL, Read(Optional(DAY), "released_on"), True
    )


def empty() -> Scope:
    return scope({})


def test_a_scope_without_any_fact_still_knows_the_day() -> None:
    assert str(parse("today < date('2030-01-01')", empty())) == "today < date('2030-01-01')"
