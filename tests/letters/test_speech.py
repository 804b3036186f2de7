"""A verdict in the reader's language: headline, law, reasons, and what now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clemency.law.asks import Asks
from clemency.law.finding import find
from clemency.law.opens import NEVER
from clemency.law.values import Between, Facts, Source, Standing
from clemency.letters.speech import Speaker
from clemency.letters.told import NO, NOTE, OPEN, YES
from clemency.letters.words import LANGUAGES
from tests.letters.bidi import CLOSES, OPENS, balanced, bare_runs
from tests.letters.packs import TODAY, facts, finding, pack, told

CHAIN = "newspaper, who had it from somebody not named, who had it from Police"
STRANGER = {"filer": "other"}
RELEASED = {
    "charges": {
        "complete": True,
        "list": [{"released_on": date(2024, 3, 1)}, {"released_on": date(2019, 3, 1)}],
    }
}
SOME_CHARGES = {"charges": {"complete": False, "list": [{"released_on": date(2016, 2, 29)}]}}
OPEN_CASE = {"cases": {"complete": "unknown", "list": [{"open": True}]}}
THREE = {"charges": {"complete": True, "list": [{"kind": "theft"}, {"kind": "desertion"}, {}]}}


def plain(text: str) -> str:
    """Text without the marks that keep directions apart."""
    return "".join(char for char in text if char not in OPENS + CLOSES)


# --- the manner of an answer --------------------------------------------------------------------


def test_a_stranger_who_writes_is_answered_as_in_the_example() -> None:
    assert told("standing", STRANGER).as_text() == (
        "Not a petition.\n"
        "  Only the person concerned, their counsel or a close relative may ask for mercy.\n"
        "  Clemency Act s 3 (statute, in force since 1 May 1921; text verified 1 January 2026)\n"
        "  because  Who is writing to the Office? someone else (you said so just now)\n"
        "  instead  You may write: your letter is answered and kept, and changes nothing in a case."
    )


def test_the_same_in_hebrew() -> None:
    assert plain(told("standing", STRANGER, "he").as_text()) == (
        "אין זו בקשת חנינה.\n"
        "  רק האדם שבו מדובר, בא כוחו או קרוב משפחה רשאים לבקש רחמים.\n"
        "  Clemency Act s 3 (חוק, בתוקף מיום 1 מאי 1921; הנוסח נבדק ביום 1 ינואר 2026)\n"
        "  הסיבה      מי כותב ללשכה? מישהו אחר (כך נמסר זה עתה)\n"
        "  במקום זאת  אפשר לכתוב: המכתב נענה ונשמר, ואינו משנה דבר בתיק."
    )


def test_where_a_day_decides_the_counting_is_shown() -> None:
    said = told("waiting-period", RELEASED)

    assert said.head == "Not yet."
    assert said.level == NO
    assert said.lines[0].text == (
        "You may ask from 1 March 2027; today is 28 February 2026,"
        " and the first day of all is 1 March 2027."
    )
    assert (
        "first charge: When was the person released? 1 March 2024,"
        " and 3 years after is 1 March 2027 (you said so just now)"
    ) in said.of("because")
    assert "the day of this answer: 28 February 2026" in said.of("because")
    assert said.of("opens") == ("1 March 2027",)


def test_a_day_counted_from_one_that_was_worked_out_is_shown_on_its_own() -> None:
    said = told("first-day", RELEASED)

    assert said.of("yields") == ("1 March 2027",)
    assert "3 years after 1 March 2024 is 1 March 2027" in said.of("because")


def test_what_is_missing_is_asked_for_and_nothing_is_refused() -> None:
    said = told("waiting-period", SOME_CHARGES)

    assert said.level == OPEN
    assert said.of("asks") == ("List every charge in this case. Is the list complete?",)
    assert said.of("opens") == ()


def test_asks_come_in_the_order_they_are_handed_over() -> None:
    known = facts({})
    open_one = finding("standing", known)
    said = Speaker(pack(), "en", known, TODAY).finding(open_one, asks=Asks(("age", "filer")))

    assert said.of("asks") == ("How old is the person concerned?", "Who is writing to the Office?")


def test_competing_readings_are_each_given_a_verdict_and_a_citation() -> None:
    said = told("proceedings-ended", OPEN_CASE)

    assert said.head == "A person must look at this first."
    majority, dissent = said.of("reading")
    assert majority == (
        "The power reaches people not yet convicted: on this reading the rule is met"
        " (Crown v Hentzau (1931))"
    )
    assert dissent == (
        "Only in wholly exceptional circumstances: on this reading it is not established"
        " (Crown v Hentzau (1931), dissent)"
    )
    assert said.of("uncertain") == ("Whether the note still stands was not confirmed.",)
    assert said.of("cite")[0].endswith(
        "(policy of the office; text verified 1 January 2026; not confirmed)"
    )


def test_a_rule_about_a_record_says_what_comes_of_each_row() -> None:
    said = told("in-scope", THREE)

    assert said.head == "Another office decides this."
    assert said.of("because") == (
        "second charge: What was the charge? desertion (you said so just now)",
    )
    assert said.of("each") == (
        "first charge: met",
        "second charge: another office",
        "third charge: not established",
    )
    assert said.of("competent") == ("Council of War",)


def test_a_rule_that_holds_says_what_it_says_and_opens_nothing() -> None:
    said = told("standing", {"filer": "person"})

    assert (said.head, said.level) == ("The rule is met.", YES)
    assert said.of("says")[0].startswith("The person concerned, their counsel with a mandate")
    assert said.of("instead") == said.of("opens") == ()


def test_a_text_that_has_ended_says_until_when_it_was_in_force() -> None:
    said = told("fines-paid", {"fine_paid": 0}, on=date(1965, 1, 1))

    assert "in force from 1 May 1921 to 31 December 1969" in said.of("cite")[0]


def test_a_law_that_is_not_in_force_does_not_apply() -> None:
    said = told("fines-paid", {}, on=date(1975, 1, 1))

    assert (said.head, said.level) == ("Does not apply.", NOTE)


def test_an_empty_list_is_said_to_be_empty() -> None:
    said = told("board-floor", {"charges": {"complete": True, "list": []}})

    assert said.of("because") == ("List every charge in this case: none (you said so just now)",)


def test_known_facts_stand_in_the_sentence_of_a_rule() -> None:
    said = told("reapplication", {"last_refused_on": date(2026, 1, 2)})

    assert said.of("says") == (
        "You were refused on 2 January 2026. You may ask again from 2 July 2026.",
    )


def test_many_facts_are_not_all_listed() -> None:
    rows = [{"kind": "theft"} for _ in range(15)]
    said = told("in-scope", {"charges": {"complete": True, "list": rows}})

    assert len(said.of("because")) == 13
    assert said.of("because")[-1] == "and 3 more facts"
    assert said.of("each")[11] == "charge 12: met"


# --- the day it opens ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        (NEVER, "waiting does not help: on these facts no later day changes the answer"),
        (Asks(("charges",)), "the day depends on facts that are still missing"),
        (date(2027, 3, 1), "1 March 2027"),
    ],
)
def test_when_a_no_becomes_a_yes(opens: Any, said: str) -> None:
    known = facts(RELEASED)
    found = finding("waiting-period", known)

    assert Speaker(pack(), "en", known, TODAY).finding(found, opens=opens).of("opens") == (said,)


def test_without_the_facts_a_sentence_still_says_that_the_day_is_not_known() -> None:
    found = finding("waiting-period", facts(RELEASED))
    said = Speaker(pack(), "en").finding(found)

    assert "You may ask from a day that depends on what is still missing" in said.of("says")[0]


# --- who says so --------------------------------------------------------------------------------


EARLIER = date(2026, 1, 5)
VOUCHED = {
    Source(Standing.CLAIMED): "you said so just now",
    Source(Standing.CLAIMED, on=TODAY): "you said so just now",
    Source(Standing.CLAIMED, on=EARLIER): "stated by the petitioner's side on 5 January 2026",
    Source(Standing.CLAIMED, on=EARLIER, entry="7"): (
        "stated by the petitioner's side on 5 January 2026"
    ),
    Source(Standing.CLAIMED, entry="7"): "stated by the petitioner's side",
    Source(Standing.CLAIMED, by="portal"): "stated by The portal",
    Source(Standing.CERTIFIED): "certified",
    Source(Standing.CERTIFIED, "police", EARLIER): "certified by Police on 5 January 2026",
    Source(Standing.DOCKET): "the docket",
}


@pytest.mark.parametrize(("source", "note"), VOUCHED.items())
def test_every_fact_says_who_vouches_for_it(source: Source, note: str) -> None:
    said = told("standing", STRANGER, sources={"filer": source})

    assert said.of("because") == (f"Who is writing to the Office? someone else ({note})",)


@pytest.mark.parametrize(
    ("source", "note"),
    [
        (Source(Standing.REPORTED), "reported: not established"),
        (Source(Standing.REPORTED, by="police"), "reported by Police: not established"),
        (
            Source(Standing.REPORTED, chain=("newspaper", "unnamed", "police")),
            f"reported by {CHAIN}: not established",
        ),
        (Source(Standing.DISPUTED), "disputed: not established"),
        (Source(Standing.DISPUTED, by="police"), "disputed by Police: not established"),
    ],
)
def test_hearsay_is_told_and_read_by_no_rule(source: Source, note: str) -> None:
    said = told("standing", STRANGER, sources={"filer": source})

    assert said.level == OPEN
    assert said.of("because") == ()
    assert said.of("unheard") == (f"Who is writing to the Office? someone else ({note})",)
    assert said.of("asks")[0] == "Who is writing to the Office?"


def test_the_docket_speaks_for_itself() -> None:
    said = told("waiting-period", RELEASED)

    assert "date of filing: none (the docket)" in said.of("because")


# --- names, rows and values ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("filer", "Who is writing to the Office?"),
        ("charges[0].released_on", "first charge: When was the person released?"),
        ("charges[11].kind", "charge 12: What was the charge?"),
        ("cases[1].charges[2].kind", "second case, third charge: What was the charge?"),
        ("charges[0].case.open", "first charge, case: Is the court still at work on this case?"),
        ("docket.filed_on", "date of filing"),
        ("docket.opinions", "opinions"),
        ("docket.opinions[0].favours", "first opinion: in favour"),
        ("docket.clocks[2].ended_on", "third period: date it stopped"),
        ("vote.present", "members present"),
        ("acting_office", "the office that acts"),
        ("no_such_fact", "no_such_fact"),
    ],
)
def test_paths_are_read_as_people_say_them(path: str, said: str) -> None:
    assert Speaker(pack(), "en").fact_label(path) == said


@pytest.mark.parametrize(
    ("place", "he", "ar"),
    [
        (0, "חוות דעת ראשונה", "أول رأي"),
        (1, "חוות דעת שנייה", "ثاني رأي"),
        (9, "חוות דעת עשירית", "عاشر رأي"),
        (11, "חוות דעת מס׳ 12", "رأي رقم 12"),
    ],
)
def test_rows_are_counted_in_the_readers_language(place: int, he: str, ar: str) -> None:
    path = f"docket.opinions[{place}]"

    assert plain(Speaker(None, "he").fact_label(path)) == he
    assert plain(Speaker(None, "ar").fact_label(path)) == ar


def test_hebrew_numbers_follow_the_gender_of_what_is_counted() -> None:
    speaker = Speaker(None, "he")

    assert speaker.fact_label("docket.mandates[2]") == "ייפוי כוח שלישי"
    assert speaker.fact_label("docket.decisions[2]") == "החלטה שלישית"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("filer", "other", "someone else"),
        ("charges[0].kind", "traffic", "a traffic offence"),
        ("fine_paid", 880, "RUC 8.80"),
        ("fine_paid", Between(20_001, None), "more than RUC 200"),
        ("last_refused_on", None, "none"),
        ("last_refused_on", Between(date(2025, 10, 1), date(2025, 10, 31)), "in October 2025"),
        ("docket.decided_by", "prince", "The Prince"),
        ("docket.channel", "post", "by post"),
        ("docket.endorsed", False, "no"),
        ("has_mandate", True, "yes"),
        ("sender_office", "head of a foreign state", "head of a foreign state"),
    ],
)
def test_values_are_said_in_words(path: str, value: Any, said: str) -> None:
    speaker = Speaker(pack(), "en")
    type_ = pack().vocabulary.facts.get(path)
    if path.startswith("charges"):
        type_ = pack().vocabulary.records["charge"].fields["kind"]

    assert speaker.value(value, type_, path).replace("\xa0", " ") == said


def test_names_of_things() -> None:
    speaker = Speaker(pack(), "en")

    assert speaker.office("prince") == "The Prince"
    assert speaker.office("petitioner") == "the petitioner"
    assert speaker.act("grant") == "Grant"
    assert speaker.stage("in-force") == "in force"
    assert speaker.choice("filer", "relative") == "a close relative"
    assert speaker.source("docket.filed_on") == "the docket"


def test_without_a_pack_the_engine_still_speaks() -> None:
    speaker = Speaker(None, "en")

    assert speaker.office("no-such-office") == "no-such-office"
    assert speaker.act("receive") == "receive"
    assert speaker.fact_label("docket.granted_on") == "date of the grant"


def test_a_pack_may_have_nouns_for_its_facts_and_records() -> None:
    nouns = {"fact.filer.name": "who is writing", "record.charge.name": "count"}
    texts = pack().texts
    english = {**texts.by_language["en"], **nouns}
    named = replace(pack(), texts=replace(texts, by_language={**texts.by_language, "en": english}))
    known = facts(STRANGER)
    speaker = Speaker(named, "en", known, TODAY)

    assert speaker.finding(finding("standing", known)).of("because") == (
        "who is writing: someone else (you said so just now)",
    )
    assert speaker.fact_label("charges[1].kind") == "second count: What was the charge?"
    assert speaker.fact_label("docket.no_such_column") == "docket.no_such_column"


# --- plain data and directions ------------------------------------------------------------------

ANSWERS = [
    ("standing", STRANGER),
    ("waiting-period", RELEASED),
    ("waiting-period", SOME_CHARGES),
    ("proceedings-ended", OPEN_CASE),
    ("reapplication", {"last_refused_on": date(2026, 1, 2)}),
    ("in-scope", THREE),
    ("track", {"age": 81}),
    ("first-day", RELEASED),
    ("fines-paid", {"fine_paid": {"at_least": 200_001}}),
]


@pytest.mark.parametrize(("rule", "plain"), ANSWERS)
def test_an_answer_is_plain_data(rule: str, plain: dict[str, Any]) -> None:
    said = told(rule, plain)

    assert json.loads(json.dumps(said.as_plain())) == said.as_plain()
    assert not set(said.as_text()) & set(OPENS + CLOSES)


@pytest.mark.parametrize("language", ["he", "ar"])
@pytest.mark.parametrize(("rule", "plain"), ANSWERS)
def test_no_answer_leaves_a_left_to_right_run_bare(
    rule: str, plain: dict[str, Any], language: str
) -> None:
    text = told(rule, plain, language).as_text()

    assert bare_runs(text) == []
    assert balanced(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_told_when_nothing_is_known(language: str) -> None:
    speaker = Speaker(pack(), language, Facts({}), TODAY)
    for rule in pack().rules:
        said = speaker.finding(find(pack(), rule, Facts({}), TODAY))
        assert said.head
        assert all(line.text for line in said.lines)
