"""Each property of a rule: a pack that has it, and the same with a fault that is found."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.clerk import shelf
from clemency.proof.prove import OF_ACTS, OF_RULES, PROPERTIES, prove, prove_at_once
from clemency.proof.result import Extent, Verdict
from tests.proof.seeded import passes, results, rule, sound, verdict

HOLDS, FAILS = Verdict.HOLDS, Verdict.FAILS


def test_nothing_is_wrong_with_the_sound_pack() -> None:
    assert [r for r in prove(sound(), (*OF_RULES, *OF_ACTS)) if r.failed] == []


@pytest.mark.parametrize("name", ["can-hold", "can-fail"])
def test_a_rule_that_only_ever_comes_out_one_way(name: str) -> None:
    never = "released_on != none and years_after(1, released_on) < released_on"
    holds = never if name == "can-hold" else f"not ({never})"
    pack = sound(rules=rule("idle", holds))
    found = results(pack, name)["idle",]
    assert found.verdict is FAILS
    assert passes(pack, found)
    assert verdict(pack, name, "standing") is HOLDS


def test_what_is_assumed_can_make_a_rule_idle() -> None:
    holds = "released_on == none or convicted_on <= released_on"
    assert verdict(sound(rules=rule("order", holds)), "can-fail", "order") is FAILS


def test_what_is_idle_on_purpose_says_why_and_keeps_no_pack_from_being_proved() -> None:
    pack = sound(rules=rule("idle", "True", more='on_purpose = "It states the principle."'))
    found = results(pack, "can-fail")["idle",]
    assert (found.verdict, found.declared, found.failed) == (
        FAILS,
        "It states the principle.",
        False,
    )


def test_a_rule_is_idle_only_within_the_days_on_which_it_is_in_force() -> None:
    ends = rule("old", "today >= date('1950-01-01')", more="since = 1960-01-01")
    assert verdict(sound(rules=ends), "can-fail", "old@1960-01-01") is FAILS
    lives = rule("old", "today >= date('1970-01-01')", more="since = 1960-01-01")
    assert verdict(sound(rules=lives), "can-fail", "old@1960-01-01") is HOLDS


def test_an_answer_that_is_never_given() -> None:
    text = """
[[rule]]
id    = "track"
cite  = "Act s 9"
force = "practice"
says  = "Which comes first."
value = "'first' if has_mandate else ('second' if not has_mandate else 'third')"
"""
    found = [r for r in prove(sound(rules=text), ["each-answer"]) if r.verdict is FAILS]
    assert [r.says for r in found] == [(("answer", "third"),)]


# --- time -----------------------------------------------------------------------------------------

LAPSES = "released_on == none or today < years_after(1, released_on)"


def test_time_takes_away_what_a_deadline_gave_and_the_story_says_when() -> None:
    pack = sound(rules=rule("deadline", LAPSES))
    found = results(pack, "no-lapse")["deadline",]
    assert found.verdict is FAILS
    assert passes(pack, found)
    assert found.witness is not None
    first, second = found.witness.days
    assert first < second
    assert dict(found.says) == {"on": str(first), "later": str(second)}


def test_a_pack_may_say_that_time_takes_away() -> None:
    pack = sound(rules=rule("deadline", LAPSES, more="may_lapse = true"))
    found = results(pack, "no-lapse")["deadline",]
    assert (found.verdict, found.failed) == (FAILS, False)


def test_a_longer_wait_is_a_change_of_the_law_and_not_of_time() -> None:
    figure = """
[parameter.wait]
type   = "integer"
cite   = "Act s 4"
values = [{ from = 1921-05-01, is = 3 }, { from = 2010-01-01, is = 7 }]
says   = "Years to wait."
"""
    text = rule("longer", "released_on == none or years_after(wait, released_on) <= today")
    found = list(prove(sound(rules=text + figure), ["no-lapse", "new-figures"]))
    own = {r.property: r for r in found if r.about == ("longer",)}
    assert own["no-lapse"].verdict is HOLDS
    assert (own["new-figures"].verdict, own["new-figures"].failed) == (FAILS, False)


# --- readings, learning ---------------------------------------------------------------------------

READINGS = """
[[rule.readings]]
id    = "wide"
says  = "Whoever has been released."
cite  = "Act s 9"
holds = "released_on != none"

[[rule.readings]]
id    = "other"
says  = "The same in other words."
cite  = "Act s 9"
holds = "{other}"
"""


@pytest.mark.parametrize(
    ("other", "expected"), [("not (released_on == none)", FAILS), ("has_mandate", HOLDS)]
)
def test_readings_differ_or_are_one(other: str, expected: Verdict) -> None:
    pack = sound(rules=rule("read", "has_mandate") + READINGS.format(other=other))
    found = results(pack, "readings-differ")["read",]
    assert found.verdict is expected
    if expected is HOLDS:
        assert passes(pack, found)


def test_learning_overturns_nothing_in_any_list() -> None:
    facts = """
[record.charge]
plural = "charges"
ask    = "Which charges?"

[record.charge.grave]
type = "yes-no"
ask  = "Is it grave?"
"""
    text = rule("few", "count(c for c in charges if c.grave) <= 2")
    found = results(sound(rules=text, facts=facts), "settled-stays")
    assert {r.verdict for r in found.values()} == {HOLDS}


# --- several rules --------------------------------------------------------------------------------


def test_a_rule_that_says_what_another_says_adds_nothing() -> None:
    looser = rule("looser", "released_on == none or years_after(3, released_on) <= today")
    pack = sound(', "looser"', rules=looser)
    found = results(pack, "adds")
    assert found["looser",].verdict is FAILS
    assert dict(found["looser",].says) == {"acts": "open-petition", "others": "waiting"}
    assert passes(pack, found["looser",])
    assert found["waiting",].verdict is HOLDS


def test_rules_that_cannot_be_met_together_are_named_and_no_other_is() -> None:
    late = rule("late", "released_on != none and today < years_after(4, released_on)")
    pack = sound(', "late"', rules=late)
    found = results(pack, "can-be-met")["open-petition",]
    assert found.verdict is FAILS
    assert dict(found.says) == {"between": "late, waiting"}
    assert found.extent == Extent()
    assert {r.verdict for r in results(pack, "adds").values()} == {HOLDS}


def test_a_duty_that_a_condition_rules_out_is_a_contradiction_too() -> None:
    duty = """
[[duty]]
id     = "close-first"
cite   = "Act s 9"
when   = "has_mandate"
do     = "close"
before = ["open-petition"]
says   = "It is closed first."
"""
    only = rule("mandate", "has_mandate and not any(a.act == 'close' for a in docket.acts)")
    found = results(sound(', "mandate"', rules=only + duty), "can-be-met")["open-petition",]
    assert (found.verdict, dict(found.says)) == (FAILS, {"between": "close-first, mandate"})


ELSEWHERE = """
[office.bishop]
title   = "The Bishop"
outside = true

[office.admiral]
title   = "The Admiral"
outside = true
"""


@pytest.mark.parametrize(
    ("before", "failed"), [("", True), ('\nbefore = ["b"]', False), ('\nbefore = ["c"]', False)]
)
def test_two_answers_need_an_order_said_at_once_or_through_a_third(
    before: str, failed: bool
) -> None:
    text = rule("a", "has_mandate", "another-office", 'to = "bishop"' + before)
    text += rule("b", "released_on == none", "another-office", 'to = "admiral"')
    text += rule("c", "filer != 'other'", "another-office", 'to = "bishop"\nbefore = ["b"]')
    pack = sound(', "a", "b"', rules=text, offices=ELSEWHERE)
    found = results(pack, "one-answer")["a", "b"]
    assert (found.verdict, found.failed) == (FAILS, failed)
    if failed:
        assert passes(pack, found)


@pytest.mark.parametrize(
    ("when", "expected"), [("has_mandate", FAILS), ("filer == 'other'", HOLDS)]
)
def test_two_offices_that_stand_in_for_one_exclude_each_other(when: str, expected: Verdict) -> None:
    office = f"""
[office.king]
title   = "The King"
instead = [
  {{ by = "prince", when = "filer == 'counsel'", cite = "Act s 1" }},
  {{ by = "desk", when = "{when}", cite = "Act s 1" }},
]
"""
    found = results(sound(offices=office), "one-stand-in")
    assert [r.verdict for r in found.values()] == [expected]


CLAUSE = """
[[by_law]]
id     = "{id}"
cite   = "Act s 9"
when   = "docket.petition_on != none and docket.decided_on == none"
on     = "{on}"
writes = "{writes}"
says   = "It happens."
{more}
"""


@pytest.mark.parametrize(
    ("on", "more", "verdict", "failed"),
    [
        ("docket.petition_on", "", FAILS, True),
        ("docket.petition_on", 'before = ["lapses"]', FAILS, False),
        ("docket.received_on if docket.received_on != none else none", "", FAILS, True),
        (
            "days_after(1, docket.petition_on) if docket.petition_on != none else none",
            "",
            HOLDS,
            False,
        ),
    ],
)
def test_what_the_law_does_on_one_day_has_an_order(
    on: str, more: str, verdict: Verdict, failed: bool
) -> None:
    acts = CLAUSE.format(id="denied", on=on, writes="DeemedDenied", more=more)
    acts += CLAUSE.format(id="lapses", on="docket.petition_on", writes="Withdrawn", more="")
    found = results(sound(acts=acts), "one-outcome")["denied", "lapses"]
    assert (found.verdict, found.failed) == (verdict, failed)


def test_a_duty_that_never_arises() -> None:
    duty = """
[[duty]]
id     = "idle"
cite   = "Act s 9"
when   = "released_on != none and released_on < convicted_on"
do     = "close"
before = ["deny"]
says   = "Never."
"""
    assert verdict(sound(rules=duty), "can-arise", "idle") is FAILS


# --- all of it ------------------------------------------------------------------------------------


def test_processes_find_what_one_finds_in_the_same_order() -> None:
    pack = sound(rules=rule("deadline", LAPSES))
    assert prove_at_once(pack) == list(prove(pack))


@pytest.mark.parametrize("where", shelf.packs())
def test_every_property_of_every_pack_is_one_that_has_words(where: str) -> None:
    assert {r.property for r in prove(shelf.load(where), ["can-arise"])} <= set(PROPERTIES)


def test_facts_are_of_our_time_where_they_can_be() -> None:
    found = results(sound(rules=rule("deadline", LAPSES)), "no-lapse")["deadline",]
    assert found.witness is not None
    assert all(date(1990, 1, 1) <= day <= date(2030, 12, 31) for day in found.witness.days)
