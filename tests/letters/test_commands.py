"""A command and an entry in the reader's language: refused, done, written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clemency.docket.case import Case, extend
from clemency.docket.entries import OpinionAsked
from clemency.docket.order import Order
from clemency.docket.perform import perform
from clemency.docket.verdict import Accepted, Objection, Refused, Say, engine
from clemency.law.finding import Finding
from clemency.law.reason import Reason, reason
from clemency.law.values import Facts
from clemency.letters.speech import Speaker
from clemency.letters.told import NOTE, OPEN, YES, Told
from clemency.letters.words import NoWord
from tests.letters.bidi import bare_runs
from tests.letters.packs import TODAY, facts, finding, pack, told

STRANGER = {"filer": "other"}
OPEN_CASE = {"cases": {"complete": "unknown", "list": [{"open": True}]}}

# --- commands -----------------------------------------------------------------------------------

DAY = date(2025, 11, 12)
RECEIVE = Order("receive", "pardons_desk", "o-clerk", DAY, {"channel": "letter"})


def tried(order: Order, plain: dict[str, Any], case: Case | None = None) -> Accepted | Refused:
    """An order tried on a matter that has been received."""
    known = facts(plain)
    if case is None:
        received = perform(RECEIVE, Case(), known, pack())
        assert isinstance(received, Accepted)
        case = extend(Case(), received.entry)
    return perform(order, case, known, pack(), recorded_on=date(2026, 12, 31))


def refused(order: Order, plain: dict[str, Any], language: str = "en") -> tuple[Told, ...]:
    """What is said of an order that is refused."""
    verdict = tried(order, plain)
    assert isinstance(verdict, Refused)
    return Speaker(pack(), language, facts(plain), order.on).refused(verdict)


def test_every_objection_is_told_with_its_law_and_the_way_forward() -> None:
    order = Order("open-petition", "pardons_desk", "o-clerk", DAY, {"nonsense": 1})
    rule, *_, last = refused(order, STRANGER)

    assert rule.as_text() == told("standing", STRANGER, on=DAY).as_text()
    assert last.head == "The order is not complete."
    assert last.of("says") == ("“A petition was opened” has no field “nonsense”.",)


def test_an_office_that_does_not_act_is_told_who_does() -> None:
    order = Order("grant", "chancellor", "o-chancellor", DAY, {})
    first = refused(order, {})[0]

    assert first.as_text() == (
        "This office does not do this.\n"
        "  “Grant” is not done by this office: The Chancellor.\n"
        "  instead  It is for: The Prince."
    )


def test_what_the_docket_lacks_is_shown() -> None:
    order = Order("grant", "prince", "o-prince", DAY, {})
    not_now = next(one for one in refused(order, {}) if one.head == "Not possible now.")

    assert not_now.of("because") == ("votes: none (the docket)",)


def test_a_misspelt_act_is_met_with_a_suggestion() -> None:
    (only,) = refused(Order("gran", "prince", "o-prince", DAY), {})

    assert only.of("instead") == ("Did you mean “grant”?",)


def test_an_open_rule_is_said_in_words_and_asked_for() -> None:
    order = Order("open-petition", "pardons_desk", "o-clerk", DAY)
    asked = next(one for one in refused(order, {"filer": "person"}) if one.of("asks"))

    assert asked.level == OPEN
    assert asked.of("says")[0].endswith(": Three years lie between release and a petition.")
    assert asked.of("instead") == ("Establish what is missing, and try again.",)


def test_what_was_done_is_told_with_whom_to_tell() -> None:
    known = facts(STRANGER)
    case = Case()
    for order in (RECEIVE, Order("answer-letter", "pardons_desk", "o-clerk", DAY)):
        verdict = perform(order, case, known, pack())
        assert isinstance(verdict, Accepted)
        case = extend(case, verdict.entry)
    said = Speaker(pack(), "en", known, DAY).accepted(verdict)

    assert (said.head, said.level) == (
        f"Done: {pack().texts.get('act.answer-letter.title', 'en')}.",
        YES,
    )
    assert said.of("tells")


def shown(known: Facts, because: Reason) -> Finding:
    """A consideration, as an act weighs it."""
    found = finding("standing", known)
    return replace(found, rule=None, rule_id="admission", outcome="shown", reason=because)


def test_what_was_weighed_is_told_and_so_is_what_an_officer_should_know() -> None:
    known = facts({"admission": True, **OPEN_CASE})
    shows = pack().considerations["admission"].shows
    because = reason(shows, dict(known.values))
    weighed = (
        replace(
            finding("standing", known),
            rule=None,
            rule_id="admission",
            outcome="shown",
            reason=because,
        ),
        finding("proceedings-ended", known),
    )
    note = engine("due-not-counted", clock="opinion", known_until=date(2027, 12, 31))
    entry = OpinionAsked(on=DAY, act="ask-opinion", of="police", due_on=date(2026, 1, 12))
    said = Speaker(pack(), "en", known, DAY).accepted(Accepted(entry, (), weighed, (), (note,)))

    assert said.of("weighs") == (
        "Whether the person admits the deed: yes",
        "The court has not finished: a person at the Office looks first (a person must look)",
    )
    assert said.of("due") == ("12 January 2026",)
    assert said.of("note")[0].startswith("The due date of this period cannot be counted: opinion.")


def test_a_consideration_is_told_as_one() -> None:
    known = facts({"admission": False})
    because = reason(pack().considerations["admission"].shows, dict(known.values))
    said = Speaker(pack(), "en", known, TODAY).finding(shown(known, because))

    assert (said.head, said.level) == ("For those who weigh.", NOTE)
    assert said.of("cite") == ("Office practice note 5",)
    assert said.of("yields") == ("no",)


def test_a_sentence_of_the_pack_that_floor_2_asks_for_is_filled() -> None:
    speaker = Speaker(pack(), "en", facts({}), TODAY)
    key = "pack:rule.reapplication@1921-05-01.else"
    says = Say(key, {"fact:last_refused_on": date(2026, 1, 2), "opens_on": date(2026, 7, 2)})

    assert (
        speaker.say(says)
        == "You were refused on 2 January 2026. You may ask again from 2 July 2026."
    )
    assert "a day that depends on" in speaker.say(Say(key, {}))


def test_a_sentence_that_nobody_has_is_our_mistake() -> None:
    with pytest.raises(NoWord):
        Speaker(pack(), "en").say(Say("pack:rule.no-such.else"))


# --- entries ------------------------------------------------------------------------------------


def test_an_entry_shows_the_fields_that_were_given_and_no_others() -> None:
    said = Speaker(pack(), "en").entry(
        {"channel": "paper", "words": "ab" * 32, "in_public_office": False},
        "Received",
        {"on": DAY, "office": "pardons_desk", "officer": "o-clerk"},
    )

    assert said.as_text() == (
        "12 November 2025: Something was received\n"
        "  It arrived and has a number. Only then is it asked what it is.\n"
        "  how it came       on paper\n"
        "  in public office  no\n"
        "  wording           sealed\n"
        "  office            Pardons Desk\n"
        "  officer           o-clerk"
    )


def test_rows_inside_an_entry_are_told_in_words() -> None:
    outcomes = [{"relief": "pardon", "charge": "charges-0", "term_months": 6}]
    said = Speaker(pack(), "en").entry({"outcomes": outcomes}, "Granted")

    assert said.of("field") == ("relief: pardon, charge: first charge, term in months: 6",)


def test_unsealed_words_are_shown_and_a_day_may_be_text() -> None:
    said = Speaker(pack(), "en").entry(
        {"words": "I ask for mercy.", "filed_on": "2025-11-12"}, "PetitionOpened"
    )

    assert said.of("field") == ("12 November 2025", "I ask for mercy.")


def test_an_entry_of_which_nothing_may_be_seen_says_so() -> None:
    said = Speaker(pack(), "en").entry({}, "VictimHeard")

    assert said.of("note") == ("Nothing of this entry may be shown to you.",)


def test_facts_on_file_are_named_by_their_questions() -> None:
    said = Speaker(pack(), "en").entry(
        {"about": ("filer", "charges"), "standing": "reported", "reported_by": ("unnamed",)},
        "FactsRecorded",
    )

    assert said.of("field") == (
        "reported",
        "Who is writing to the Office? and List every charge in this case.",
        "somebody not named",
    )


def test_an_objection_without_a_finding_has_its_citation() -> None:
    objection = Objection("not-now", Say("engine:nothing-granted"), cite="Constitution art 12")
    said = Speaker(pack(), "en").objection(objection)

    assert said.of("cite") == ("Constitution art 12",)


@pytest.mark.parametrize("language", ["he", "ar"])
def test_no_objection_or_entry_leaves_one_bare(language: str) -> None:
    order = Order("open-petition", "pardons_desk", "o-clerk", date(2025, 11, 1), {"nonsense": 1})
    entry = {"channel": "paper", "sender_office": "head-of-state", "words": "Have mercy, 12 times"}
    header = {"on": DAY, "officer": "o-clerk", "recorded_at": "2025-11-12T10:00:00Z"}
    texts = [one.as_text() for one in refused(order, STRANGER, language)]
    texts.append(Speaker(pack(), language).entry(entry, "Received", header).as_text())

    assert [run for text in texts for run in bare_runs(text)] == []
