"""Everything that an expression may not say: refused by name, at its place, with what to write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clemency.law.parse import DEEPEST, LONGEST, Fault, Faults, parse, parse_names
from clemency.law.types import BOOL, DAY, INT, Optional
from tests.law.building import scope
from tests.law.words import DEFINES, FACTS, FIGURES, WORDS


def faults(text: str, expects: object = None) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as refused:
        parse(text, WORDS, expects)  # type: ignore[arg-type]
    return refused.value.faults


def marked(text: str, fault: Fault) -> str:
    return text[fault.start : fault.start + fault.length]


# The traps of Python's syntax: what is refused, the place that is marked, what to write instead.
TRAPS = [
    ("count_of = 3", "=", "`=` gives a name", "`==`"),
    ("yes and count_of = 3", "=", "`=` gives a name", "`==`"),
    ("count_of == 3 or kind = 'a == b'", "=", "`=` gives a name", "`==`"),
    ("count_of is 3", "count_of is 3", "`is` compares objects", "`==`"),
    ("count_of is not 3", "count_of is not 3", "`is` compares objects", "`==`"),
    ("1 < count_of < 3", "1 < count_of < 3", "Chained", "and"),
    ("filed_on <= today <= filed_on", "filed_on <= today <= filed_on", "Chained", "and"),
    ("True == 1", "True == 1", "True or False", "`x`"),
    ("yes == True", "yes == True", "True or False", "`not x`"),
    ("perhaps != False", "perhaps != False", "True or False", "`not x`"),
    ("yes and true", "true", "`true` is not a word here", "`True`"),
    ("false", "false", "`false` is not a word here", "`False`"),
    ("released_on == null", "null", "`null` is not a word here", "`none`"),
    ("released_on == None", "None", "`None` is Python's word", "`none`"),
    ("'o' in officer", "officer", "`in` needs a list", "['a', 'b']"),
    ("officer in 'abc'", "'abc'", "`in` needs a list", "['a', 'b']"),
    ("kind in []", "[]", "The list is empty", "at least one"),
    ("filed_on + 5 < today", "filed_on + 5", "Dates are not added", "years_after"),
    ("today - filed_on > 5", "today - filed_on", "Dates are not added", "days_after"),
    ("released_on - 1 == filed_on", "released_on - 1", "Dates are not added", "days_after"),
    ("count_of / 2 > 1", "count_of / 2", "Only `+`, `-` and `*`", "Multiply"),
    ("count_of // 2 > 1", "count_of // 2", "Only `+`, `-` and `*`", "Multiply"),
    ("count_of % 2 == 1", "count_of % 2", "Only `+`, `-` and `*`", "Multiply"),
    ("2 ** count_of > 1", "2 ** count_of", "Only `+`, `-` and `*`", "Multiply"),
    ("yes & again", "yes & again", "Only `+`, `-` and `*`", None),
    ("yes && again", "&&", "`&&` is not used here", "`and`"),
    ("yes || again", "||", "`||` is not used here", "`or`"),
    ("!yes", "!", "`!` is not used here", "`not`"),
    ("count_of <> 3", "<>", "`<>` is not used here", "`!=`"),
    ("yes ? again : yes", "?", "`?` is not used here", "else"),
    ("yes; again", ";", "`;` is not used here", None),
    ("known(kind)", "known(kind)", "`known` may not decide", "duties"),
]


@pytest.mark.parametrize(("text", "place", "says", "mend"), TRAPS)
def test_traps_are_refused_by_name(text: str, place: str, says: str, mend: str | None) -> None:
    (fault,) = faults(text)
    assert says in fault.says
    assert marked(text, fault) == place
    assert fault.mend
    assert mend is None or mend in fault.mend


FOREIGN = [
    ("lambda: yes", "`lambda` cannot stand"),
    ("(x := yes)", "`:=` cannot stand"),
    ("f'{officer}' == 'a'", "A text with values in it cannot stand"),
    ("officer[0] == 'a'", "Picking by number or key cannot stand"),
    ("[yes, again]", "A list outside `in` cannot stand"),
    ("(yes, again)", "Several values at once cannot stand"),
    ("{yes}", "A set cannot stand"),
    ("{'a': yes}", "A table cannot stand"),
    ("[c.open for c in cases]", "A list made by `for` cannot stand"),
    ("{c.open for c in cases}", "A set made by `for` cannot stand"),
    ("{c.kind: c.open for c in cases}", "A table made by `for` cannot stand"),
    ("(c.open for c in cases)", "`for` outside `any`"),
    ("c.open for c in cases", "`for` outside `any`"),
    ("await yes", "`await` cannot stand"),
    ("yield yes", "`yield` cannot stand"),
    ("yield from yes", "`yield` cannot stand"),
    ("officer.upper() == 'A'", "Facts have no methods"),
    ("open('x')", "`open` is not a function"),
    ("__import__('os')", "`__import__` is not a function"),
    ("eval('yes')", "`eval` is not a function"),
    ("officer.__class__ == 'a'", "it has no `__class__`"),
    ("today.__class__", "`today.__class__` is not a fact"),
    ("True.__class__", "it has no `__class__`"),
    ("cases.__iter__", "A list has no `__iter__`"),
    ("any(c.__dict__ for c in cases)", "A case has no `__dict__`"),
    ("1.5 > count_of", "`1.5` is not a whole number"),
    ("1e3 > count_of", "`1000.0` is not a whole number"),
    ("1j == count_of", "`1j` is not a whole number"),
    ("b'a' == officer", "`b'a'` is not a whole number"),
    ("... == count_of", "`Ellipsis` is not a whole number"),
    ("-yes", "Only `not`, and `-` before a number"),
    ("- - 1 == count_of", "Only `not`, and `-` before a number"),
    ("+1 == count_of", "Only `not`, and `-` before a number"),
    ("~1 == count_of", "Only `not`, and `-` before a number"),
    ("-count_of > 1", "Only `not`, and `-` before a number"),
    ("yes, again", "one value, not several"),
    ("'''a\nb''' == officer", "cannot be written in one way only"),
    ("'a\tb' == officer", "cannot be written in one way only"),
    ("'\"' \"'\" == officer", "cannot be written in one way only"),
]


@pytest.mark.parametrize(("text", "says"), FOREIGN)
def test_the_rest_of_python_is_refused(text: str, says: str) -> None:
    found = faults(text)
    assert says in found[0].says
    assert all(0 <= fault.start < len(text) and fault.length >= 1 for fault in found)
    assert all(fault.start + fault.length <= len(text) for fault in found)


ILL_TYPED = [
    ("count_of == 'three'", "compares a whole number with text"),
    ("fine < 100", "compares an amount in ILS with a whole number"),
    ("fine < dollars", "compares an amount in ILS with an amount in USD"),
    ("filed_on < 3", "compares a date with a whole number"),
    ("filed_on == '2024-01-01'", "compares a date with text"),
    ("officer < 'm'", "`<` needs numbers, amounts or dates"),
    ("kind < 'theft'", "`<` needs numbers, amounts or dates"),
    ("yes < again", "`<` needs numbers, amounts or dates"),
    ("kind == 'murder'", "`murder` is not an answer to `kind`"),
    ("kind == 'thefd'", "`thefd` is not an answer to `kind`"),
    ("kind in ['theft', 3]", "`3` cannot be compared with one of"),
    ("count_of in [count_of]", "cannot be compared with a whole number"),
    ("kind == sort", "compares one of theft"),
    ("released_on < none", "`<` cannot compare with none"),
    ("fine * fine == fine", "`*` cannot join"),
    ("fine + 1 == fine", "`+` cannot join"),
    ("yes + again == 1", "`+` cannot join"),
    ("count_of and yes", "yes or no is needed here"),
    ("not count_of", "yes or no is needed here"),
    ("yes if count_of else again", "yes or no is needed here"),
    ("1 if yes else again", "One side is a whole number, the other yes or no"),
    ("years_after(1, count_of) < today", "a date is needed here"),
    ("years_after(today, 1) < today", "a whole number is needed here"),
    ("years_after(1) < today", "Expected `years_after(number, day)`"),
    ("years_after(n=1, day=today) < today", "Expected `years_after(number, day)`"),
    ("date(2024, 7, 1) < today", "Expected `date('2024-07-01')`"),
    ("date(filed_on) < today", "A date is written out"),
    ("date('2023-02-29') < today", "`2023-02-29` is not a day"),
    ("date('20240229') < today", "`20240229` is not a day"),
    ("date(' 2024-02-29') < today", "is not written as a day"),
    ("date('29.2.2024') < today", "is not a day"),
    ("fine < money(count_of, 'ILS')", "An amount is written out"),
    ("fine < money(1, officer)", "An amount is written out"),
    ("fine < money(1, 'shekel')", "three letters of its currency"),
    ("wait(filed_on) == 3", "Expected `wait(on=day)`"),
    ("wait(on=3) == 3", "a date is needed here"),
    ("wait(when=today) == 3", "Expected `wait(on=day)`"),
    ("years_after(1, today) < today", "Both sides move with `today`"),
    ("years_after(1, today) == days_after(365, today)", "Both sides move with `today`"),
    ("(today if yes else filed_on) < today", "Both sides move with `today`"),
    ("docket.nothing == 3", "`docket.nothing` is not a fact"),
    ("filed == 3", "`filed` is not a fact"),
    ("count_of(3)", "`count_of` is not a function"),
    ("years_afer(1, filed_on) < today", "`years_afer` is not a function"),
    ("any == 3", "`any` is a function"),
    ("filed_on.year == 2024", "it has no `year`"),
    ("any(yes)", "`any` looks at rows"),
    ("any(c.open for c in yes)", "a list of records is needed here"),
    ("any(c.open for c in kind)", "a list of records is needed here"),
    ("any(c.open for c in cases for x in c.charges)", "One `for` at a time"),
    ("any(c.open for c in cases if yes if again)", "One `if` at a time"),
    ("any(c.open for c, d in cases)", "A row has one name"),
    ("any(yes.open for yes in cases)", "`yes` already means something"),
    ("any(any(c.open for c in cases) for c in cases)", "`c` already means something"),
    ("any(wait.open for wait in cases)", "`wait` already means something"),
    ("any(c.closed for c in cases)", "A case has no `closed`"),
    ("any(c.kind for c in cases)", "yes or no is needed here"),
    ("any(x.case for x in charges)", "yes or no is needed here"),
    ("any(c == c for c in cases)", "Records are not compared as a whole"),
    ("cases == cases", "Records are not compared as a whole"),
    ("any(c.open for c in cases, by=c.on)", "not a complete expression"),
    ("any((c.open for c in cases), by=c.on)", "`any` has no such argument"),
    ("latest((c.open for c in cases), by=c.on, first=2) == none", "`latest` has no such argument"),
    ("latest(c.open for c in cases) == none", "`latest` needs a date to order by"),
    ("latest((c.open for c in cases), by=c.kind) == none", "a date is needed here"),
    ("latest((c.open for c in cases), by=c.on, nth=0) == none", "`nth` counts from 1"),
    ("latest((c.open for c in cases), by=c.on, nth=True) == none", "`nth` is a whole number"),
    ("latest((c.open for c in cases), by=c.on, nth=count_of) == none", "`nth` is a whole number"),
    ("latest((c.charges for c in cases), by=c.on) == none", "Pick a field"),
    ("latest((none for c in cases), by=c.on) == none", "Pick a field"),
    ("sum(c.on for c in cases) == 1", "`sum` adds numbers or amounts"),
    ("min(c.open for c in cases) == none", "`min` compares numbers, amounts or dates"),
    ("min(c.closed_on for c in cases) == none", "`c.closed_on` may be none"),
    ("max(today for c in cases) == none", "may not move with `today`"),
    ("latest((c.kind for c in cases), by=today) == none", "may not move with `today`"),
    ("earliest((c.on for c in cases), by=years_after(1, today)) == none", "may not move"),
    ("kind", "yes or no is needed here"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), ILL_TYPED)
def test_ill_typed_expressions_are_refused(text: str, says: str) -> None:
    found = faults(text, BOOL)
    assert any(says in fault.says for fault in found), [fault.says for fault in found]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("filed_onn < today", "filed_on"),
        ("kind == 'thefd'", "theft"),
        ("any(c.opn for c in cases)", "open"),
        ("yers_after(1, filed_on) < today", "years_after"),
        ("docket.fild_on == none", "docket.filed_on"),
        ("wiat == 3", "wait"),
    ],
)
def test_what_was_probably_meant_is_suggested(text: str, near: str) -> None:
    (fault,) = faults(text)
    assert fault.mend == f"Did you mean `{near}`?"


def test_every_fault_that_can_be_reached_is_told() -> None:
    text = "filedd and (count_of is 3) and kind == 'murder' and years_after(1) < today"
    assert [marked(text, fault) for fault in faults(text)] == [
        "filedd",
        "count_of is 3",
        "'murder'",
        "years_after(1)",
    ]


def test_faults_stand_in_the_right_line() -> None:
    text = "yes and\n    count_of < 3 and\n    kindd == 'theft'"
    (fault,) = faults(text)
    assert marked(text, fault) == "kindd"


def test_what_is_expected_is_checked_last() -> None:
    assert faults("filed_on", BOOL)[0].says == "This is a date; yes or no is needed here."
    assert faults("released_on", DAY)[0].says == "`released_on` may be none."
    assert parse("released_on", WORDS, Optional(DAY)).type == Optional(DAY)
    assert parse("filed_on", WORDS, Optional(DAY)).type == DAY
    assert faults("3", Optional(DAY))[0].says.startswith("This is a whole number")


# -- before Python reads it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The expression is empty"),
        ("  \n ", "The expression is empty"),
        ("# only a comment", "The expression is empty"),
        ("x" * (LONGEST + 1), f"has {LONGEST + 1} characters"),
        ("count_of == ٣", "U+0663"),
        ("сount_of == 3", "U+0441"),
        ("count_of == 3\u202e", "U+202E"),
        ("count_of\u200b == 3", "U+200B"),
        ("count_of == 3\x00", "U+0000"),
        ("count_of ≤ 3", "U+2264"),
        ("officer == 'א'", "U+05D0"),
        ("officer == '\\u05d0'", "A backslash"),
        ("yes and \\\n again", "A backslash"),
        ("officer == 'a\\'", "A backslash"),
        (") or (yes", "This bracket closes nothing"),
        ("yes) or (again", "This bracket closes nothing"),
        ("'(' == officer) or (yes", "This bracket closes nothing"),
        ("# (\n) or (yes", "This bracket closes nothing"),
        ("'''(''' == officer) or (yes", "This bracket closes nothing"),
        ("(yes", "not a complete expression"),
        ("yes and", "not a complete expression"),
        ("yes again", "not a complete expression"),
        ("officer == 'a", "not a complete expression"),
        ("007 == count_of", "not a complete expression"),
        ("import os", "not a complete expression"),
        ("x: int", "not a complete expression"),
        ("pass", "not a complete expression"),
        ("*yes", "not a complete expression"),
        ("not " * (DEEPEST + 1) + "yes", "nested more than"),
        ("(" * 300 + "yes" + ")" * 300, "nested more than"),
        ("-" * 900 + "1", "nested more than"),
        ("1" + "+1" * 900 + " == 2", "nested more than"),
        ("yes" + " if yes else yes" * 200, "nested more than"),
        (f"count_of == {2**53}", "beyond 2^53"),
        (f"count_of == -{2**53}", "beyond 2^53"),
        ("count_of == " + "9" * 3000, "beyond 2^53"),
    ],
)
def test_odd_text_is_refused(text: str, says: str) -> None:
    found = faults(text)
    assert says in found[0].says
    assert 0 <= found[0].start <= max(len(text) - 1, 0)
    assert found[0].length >= 1


def test_the_largest_number_is_read() -> None:
    assert parse(f"count_of == {2**53 - 1}", WORDS).type == BOOL


def test_names_are_refused_alike() -> None:
    for text in ("", "yes and", "а", "(" * 300):
        with pytest.raises(Faults):
            parse_names(text)


def test_definitions_do_not_hide_how_deep_they_go() -> None:
    defines = {**DEFINES, "d0": "not not not not yes"}
    for n in range(60):
        defines[f"d{n + 1}"] = f"not not not not d{n}"
    with pytest.raises(Faults, match="With its definitions this is nested more than"):
        scope(
            FACTS, defines=defines | {"case.old": "yes", "charge.free": "yes"}, parameters=FIGURES
        )


def test_a_name_of_the_pack_shadows_no_row() -> None:
    about = replace(WORDS, rows={"charge": "charge"})
    with pytest.raises(Faults, match="already means something"):
        parse("any(charge.open for charge in cases)", about)


def test_numbers_are_not_conditions() -> None:
    assert faults("1", BOOL)[0].says == f"This is {INT}; {BOOL} is needed here."
