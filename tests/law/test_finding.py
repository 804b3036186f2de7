"""What a rule yields: outcomes, versions, findings about records, readings, days and values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clemency.law.finding import GRAVITY, Finding, env_of, find, settled, settled_reason
from clemency.law.pack import Failing, Pack
from clemency.law.parse import parse
from clemency.law.types import BOOL, DAY, INT, Choice, Optional, RecordType
from clemency.law.values import UNKNOWN, Between, Rows, Verdict
from tests.law.building import TODAY, Text, env, facts, pack, rows, scope

KIND = Choice(("theft", "violence"))
WORDS = scope(
    {
        "a": BOOL,
        "b": BOOL,
        "klass": KIND,
        "n": INT,
        "released_on": Optional(DAY),
        "docket.filed_on": Optional(DAY),
        "actor": BOOL,
    },
    [
        RecordType("case", "cases", {"open": BOOL}),
        RecordType("charge", "charges", {"kind": KIND, "released_on": Optional(DAY)}, "case"),
    ],
    parameters={"wait": (INT, {"1990-01-01": 5, "2024-07-01": 3})},
)
OLD, NEW = date(1990, 1, 1), date(2024, 7, 1)


def found(*texts: Text, on: date = TODAY, law_on: date | None = None, **known: Any) -> Finding:
    return find(pack(WORDS, *texts), "rule", facts(**known), on, law_on)


# -- outcomes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("failing", Failing)
def test_outcomes(failing: Failing) -> None:
    text = Text(holds="a", failing=failing)
    for value, outcome, holds in (
        (True, "holds", True),
        (False, failing.value, False),
        (UNKNOWN, "not-established", UNKNOWN),
    ):
        finding = found(text, a=value)
        assert (finding.outcome, finding.holds) == (outcome, holds)
        assert finding.reason is not None
        assert finding.reason.value is holds
    assert found(text).missing == ("a",)
    assert found(text, a=False).missing == ()


def test_a_finding_tells_its_three_days_and_its_pack() -> None:
    finding = found(Text(holds="a", since=OLD), on=TODAY, law_on=date(2020, 1, 1), a=True)
    assert (finding.facts_on, finding.law_on) == (TODAY, date(2020, 1, 1))
    assert finding.pack == ("small", "1", "0" * 64)
    assert finding.verified_on == date(2026, 1, 1)
    assert finding.rule is not None
    assert finding.rule.key == "rule@1990-01-01"
    assert finding.rule.cite.text == "Act s 1"


def test_the_law_applied_is_that_of_the_day_unless_another_is_named() -> None:
    assert found(Text(holds="a"), a=True).law_on == TODAY


def test_exact_where_the_tables_are_too_weak() -> None:
    finding = found(Text(holds="b and (a or not a)"), b=True)
    assert finding.outcome == "holds"
    assert finding.reason is not None
    assert finding.reason.value is True
    assert {read.path for read in finding.reads} == {"a", "b"}


def test_an_unknown_rule_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        find(pack(WORDS, Text(holds="a")), "another", facts(), TODAY)


def test_what_the_question_gives_goes_before_the_facts() -> None:
    law = pack(WORDS, Text(holds="actor"))
    assert find(law, "rule", facts(actor=False), TODAY, given={"actor": True}).outcome == "holds"
    assert env_of(facts(), TODAY, {"actor": True})["actor"] is True


# -- versions ------------------------------------------------------------------------------------

WAITS = (
    Text(holds="released_on == none or years_after(5, released_on) <= today", since=OLD,
         until=date(2024, 6, 30)),
    Text(holds="released_on == none or years_after(3, released_on) <= today", since=NEW,
         applies_to="docket.filed_on == none or docket.filed_on >= date('2024-07-01')"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("law_on", "filed_on", "outcome", "version"),
    [
        (date(1989, 12, 31), None, "does-not-apply", None),
        (date(2020, 1, 1), None, "refuse", "rule@1990-01-01"),
        (date(2024, 6, 30), None, "refuse", "rule@1990-01-01"),
        (NEW, None, "holds", "rule@2024-07-01"),
        (NEW, NEW, "holds", "rule@2024-07-01"),
        (NEW, date(2024, 6, 30), "refuse", "rule@1990-01-01"),
        (TODAY, date(2024, 6, 30), "refuse", "rule@1990-01-01"),
        (TODAY, UNKNOWN, "not-established", "rule@2024-07-01"),
    ],
)
def test_the_text_that_judges(
    law_on: date, filed_on: Any, outcome: str, version: str | None
) -> None:
    """Released four years ago: the newer text is satisfied, the older is not.

    The older text has ended, and still judges petitions that the newer leaves to it.
    """
    known = {"released_on": date(2022, 1, 1), "docket__filed_on": filed_on}
    finding = found(*WAITS, on=TODAY, law_on=law_on, **known)
    assert finding.outcome == outcome
    assert (finding.rule.key if finding.rule else None) == version


def test_what_chose_the_text_is_cited() -> None:
    finding = found(*WAITS, released_on=date(2022, 1, 1), docket__filed_on=date(2024, 6, 30))
    assert [reason.value for reason in finding.chosen] == [False]
    assert [read.path for read in finding.reads] == ["docket.filed_on", "released_on", "today"]


def test_where_it_is_open_which_text_applies_that_is_what_is_missing() -> None:
    finding = found(*WAITS, released_on=date(2000, 1, 1))
    assert finding.outcome == "not-established"
    assert finding.missing == ("docket.filed_on",)


def test_which_text_applies_may_be_settled_by_all_worlds() -> None:
    texts = (
        Text(holds="a"),
        Text(holds="b", since=NEW, applies_to="klass in ['theft', 'violence']"),
    )
    finding = found(*texts, a=False, b=True)
    assert finding.outcome == "holds"
    assert [read.path for read in finding.reads] == ["klass", "b"]


@pytest.mark.parametrize(
    ("law_on", "outcome"),
    [(date(2020, 12, 31), "refuse"), (date(2021, 1, 1), "does-not-apply")],
)
def test_a_repealed_text_no_longer_applies(law_on: date, outcome: str) -> None:
    text = Text(holds="a", since=OLD, until=date(2020, 12, 31))
    finding = found(text, law_on=law_on, a=False)
    assert finding.outcome == outcome
    assert finding.holds is (outcome == "does-not-apply")


def test_a_newer_text_that_has_ended_revives_no_older_one() -> None:
    texts = (Text(holds="a"), Text(holds="b", since=OLD, until=date(2020, 12, 31)))
    assert found(*texts, a=False, b=True, law_on=date(2020, 1, 1)).outcome == "holds"
    assert found(*texts, a=False, b=True, law_on=date(2021, 1, 1)).outcome == "does-not-apply"


def test_a_text_that_applies_to_nobody_here_leaves_it_to_none() -> None:
    finding = found(Text(holds="a", applies_to="b"), a=False, b=False)
    assert (finding.outcome, finding.holds) == ("does-not-apply", True)
    assert [read.path for read in finding.reads] == ["b"]
    assert finding.rule is not None


def test_a_text_not_yet_begun_does_not_apply() -> None:
    finding = found(Text(holds="a", since=NEW), law_on=OLD, a=False)
    assert finding.outcome == "does-not-apply"
    assert finding.rule is None
    assert finding.verified_on is None
    assert finding.reads == ()


def test_figures_follow_the_day_of_the_facts() -> None:
    """The day of the facts and the law in force are two things."""
    text = Text(holds="released_on == none or years_after(wait, released_on) <= today")
    law = pack(WORDS, text)
    released = facts(released_on=date(2020, 1, 1))
    assert find(law, "rule", released, date(2024, 6, 30)).outcome == "refuse"
    assert find(law, "rule", released, date(2024, 7, 1)).outcome == "holds"


# -- about a record ------------------------------------------------------------------------------

ABOUT = Text(
    holds="charge.released_on == none or years_after(1, charge.released_on) <= today",
    about="charge",
    failing=Failing.NOT_YET,
)
LONG_AGO, JUST_NOW = date(2000, 1, 1), date(2026, 1, 1)


def charges(*released: Any, complete: Verdict = True) -> Rows:
    return rows(
        "charges", *({"released_on": day} for day in released), complete=complete, kind="charge"
    )


@pytest.mark.parametrize(
    ("released", "complete", "each", "outcome"),
    [
        ((), True, [], "holds"),
        ((), False, [], "not-established"),
        ((), UNKNOWN, [], "not-established"),
        ((LONG_AGO, None), True, ["holds", "holds"], "holds"),
        ((LONG_AGO,), False, ["holds"], "not-established"),
        ((LONG_AGO, UNKNOWN), True, ["holds", "not-established"], "not-established"),
        ((LONG_AGO, UNKNOWN, JUST_NOW), True, ["holds", "not-established", "not-yet"], "not-yet"),
        ((JUST_NOW,), False, ["not-yet"], "not-yet"),
    ],
)
def test_each_row_has_its_own_finding(
    released: tuple[Any, ...], complete: Verdict, each: list[str], outcome: str
) -> None:
    finding = found(ABOUT, charges=charges(*released, complete=complete))
    assert [one.outcome for one in finding.each] == each
    assert [one.row for one in finding.each] == [f"charges[{n}]" for n in range(len(each))]
    assert finding.outcome == outcome


def test_the_gravest_row_speaks_for_all() -> None:
    finding = found(ABOUT, charges=charges(LONG_AGO, JUST_NOW, UNKNOWN))
    assert finding.row == "charges[1]"
    assert [read.path for read in finding.reads] == ["charges[1].released_on", "today"]


def test_where_all_rows_hold_all_are_cited() -> None:
    finding = found(ABOUT, charges=charges(LONG_AGO, None))
    assert finding.row is None
    assert {read.path for read in finding.reads} == {
        "charges.complete",
        "charges[0].released_on",
        "charges[1].released_on",
        "today",
    }


@pytest.mark.parametrize(
    ("listed", "missing"),
    [
        ({}, ("charges",)),
        ({"charges": charges(complete=False)}, ("charges.complete",)),
        ({"charges": charges(LONG_AGO, complete=UNKNOWN)}, ("charges.complete",)),
        ({"charges": charges(LONG_AGO, UNKNOWN)}, ("charges[1].released_on",)),
    ],
)
def test_what_an_open_rule_about_rows_misses(
    listed: dict[str, Any], missing: tuple[str, ...]
) -> None:
    assert found(ABOUT, **listed).missing == missing


def test_texts_of_a_rule_about_rows_may_differ_in_what_failing_means() -> None:
    """Of several failing rows the gravest kind comes first, not the first row."""
    texts = (
        Text(holds="False", about="charge", failing=Failing.WAIVABLE),
        Text(holds="False", about="charge", failing=Failing.REFUSE, since=OLD,
             applies_to="charge.kind == 'violence'"),
    )  # fmt: skip
    listed = rows("charges", {"kind": "theft"}, {"kind": "violence"}, kind="charge")
    finding = found(*texts, charges=listed)
    assert [one.outcome for one in finding.each] == ["waivable", "refuse"]
    assert (finding.outcome, finding.row) == ("refuse", "charges[1]")


def test_gravity_is_the_order_in_which_failures_are_told() -> None:
    assert GRAVITY == (
        "not-a-petition",
        "refuse",
        "not-yet",
        "waivable",
        "another-office",
        "declined-by-policy",
        "a-person-must-look",
    )


# -- readings ------------------------------------------------------------------------------------


def test_each_reading_has_its_verdict() -> None:
    text = Text(
        holds="a",
        readings={"open": "True", "strict": "b", "either": "a or b", "exact": "b or not b"},
    )
    finding = found(text, a=False)
    assert finding.outcome == "refuse"
    assert {one.reading.id: one.verdict for one in finding.readings} == {
        "open": True,
        "strict": UNKNOWN,
        "either": UNKNOWN,
        "exact": True,
    }
    assert all(one.reason.value is one.verdict for one in finding.readings)
    assert found(Text(holds="a"), a=False).readings == ()


# -- days and values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "value", "outcome", "missing"),
    [
        ({"released_on": date(2024, 2, 29)}, date(2029, 2, 28), "holds", ()),
        ({"released_on": None}, None, "holds", ()),
        ({}, UNKNOWN, "not-established", ("released_on",)),
        ({"released_on": Between(date(2024, 1, 1), date(2024, 1, 31))},
         Between(date(2029, 1, 1), date(2029, 1, 31)), "not-established", ("released_on",)),
    ],
)  # fmt: skip
def test_a_rule_that_yields_a_day(
    known: dict[str, Any], value: Any, outcome: str, missing: tuple[str, ...]
) -> None:
    text = Text(date="years_after(5, released_on) if released_on != none else none")
    finding = found(text, **known)
    assert finding.value is value or finding.value == value
    assert (finding.outcome, finding.missing) == (outcome, missing)


def test_a_rule_that_yields_a_value() -> None:
    text = Text(value="'board' if a else 'minister'")
    assert found(text, a=True).value == "board"
    assert found(text, a=False).value == "minister"
    assert (found(text).value, found(text).outcome) == (UNKNOWN, "not-established")


def test_a_rule_that_yields_something_for_each_row() -> None:
    text = Text(value="1 if charge.kind == 'theft' else 2", about="charge")
    listed = rows("charges", {"kind": "theft"}, {"kind": "violence"}, kind="charge")
    finding = found(text, charges=listed)
    assert [one.value for one in finding.each] == [1, 2]
    assert finding.outcome == "holds"


# -- conditions alone ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a", "a or not a", "a and b", "n > 3 or n <= 3"])
def test_settled_is_the_value_of_the_settled_reason(text: str) -> None:
    expr = parse(text, WORDS)
    for value in (True, False, UNKNOWN):
        here = env(a=value)
        assert settled(expr, here) is settled_reason(expr, here).value


def test_a_pack_may_hold_many_rules() -> None:
    law: Pack = pack(WORDS, Text(holds="a"), Text("other", holds="b"), Text(holds="b", since=NEW))
    assert [len(versions) for versions in law.rules.values()] == [2, 1]
    assert find(law, "other", facts(b=True), TODAY).rule_id == "other"
