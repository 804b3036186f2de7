"""Putting a rule aside: by whom, which rule, with whom; and what it then clears."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clemency.docket import entries as e
from clemency.docket.case import Case, case_from
from clemency.docket.verdict import Accepted, Refused
from tests.docket.small import TEXT, TODAY, appointed, done, facts, objections, order, said, tried

RECEIVED = case_from([e.Received(on=TODAY, act="receive", office="desk")])
BOTH = {"reason": TEXT, "second": "sue"}


def override(rule: str, by: str = "chancellor") -> Accepted | Refused:
    return tried(order("override", by, rule=rule, **BOTH), RECEIVED)


def test_a_policy_is_set_aside_by_the_office_it_names_with_reasons_and_a_second_officer() -> None:
    verdict = override("trial-over")
    assert isinstance(verdict, Accepted)
    assert (verdict.entry.officer, verdict.entry.second) == ("ann", "sue")
    open_trial = facts(trial_open=True)
    assert objections(tried(order("open", "desk"), RECEIVED, open_trial)) == [
        ("rule", "trial-over")
    ]
    case = done(order("override", "chancellor", rule="trial-over", **BOTH), RECEIVED)
    assert isinstance(tried(order("open", "desk"), case, open_trial), Accepted)


def test_an_override_clears_no_other_rule_and_nothing_before_its_day() -> None:
    case = done(order("override", "chancellor", rule="trial-over", **BOTH), RECEIVED)
    told = facts(trial_open=True, fee_paid=False)
    assert objections(tried(order("open", "desk"), case, told)) == [("rule", "fee")]
    later = TODAY + timedelta(days=3)
    tomorrows = done(order("override", "chancellor", on=later, rule="trial-over", **BOTH), RECEIVED)
    assert objections(tried(order("open", "desk"), tomorrows, facts(trial_open=True))) == [
        ("rule", "trial-over")
    ]


@pytest.mark.parametrize("rule", ["standing", "waiting", "fee", "consent", "board-floor"])
def test_no_other_rule_can_be_set_aside(rule: str) -> None:
    verdict = override(rule)
    assert objections(verdict) == [("not-overridable", rule)]
    assert said(verdict) == ["engine:never-overridable"]


def test_an_office_that_the_rule_does_not_name_cannot_set_it_aside() -> None:
    verdict = override("trial-over", by="desk")
    assert said(verdict) == ["engine:overridable-by"]
    assert isinstance(verdict, Refused)
    mend = verdict.objections[0].mend
    assert mend is not None
    assert mend.params == {"offices": ("chancellor",)}


def test_a_rule_that_does_not_exist_cannot_be_set_aside() -> None:
    verdict = override("trial-ovr")
    assert said(verdict) == ["engine:unknown-rule"]
    assert isinstance(verdict, Refused)
    mend = verdict.objections[0].mend
    assert mend is not None
    assert mend.params == {"near": "trial-over"}


def test_an_override_always_needs_a_second_officer_and_reasons() -> None:
    verdict = tried(order("override", "chancellor", rule="trial-over"), RECEIVED)
    assert objections(verdict) == [("incomplete", None), ("second-officer", None)]


def test_the_second_officer_of_an_override_is_another_person_in_office() -> None:
    held = appointed(("ann", "chancellor"), ("sue", "desk"))

    def with_second(second: str) -> Accepted | Refused:
        wanted = order("override", "chancellor", rule="trial-over", reason=TEXT, second=second)
        return tried(wanted, RECEIVED, held=held)

    assert isinstance(with_second("sue"), Accepted)
    assert said(with_second("ann")) == ["engine:second-is-first"]
    assert said(with_second("tom")) == ["engine:second-not-appointed"]


def test_an_override_on_record_never_lifts_a_rule_that_nobody_may_set_aside() -> None:
    """Whoever wrote it there: the guard looks at the rule, not only at the record."""
    forged = case_from([e.Received(on=TODAY), e.RuleOverridden(on=TODAY, rule="standing")])
    assert objections(tried(order("open", "desk"), forged, facts(filer="other"))) == [
        ("rule", "standing")
    ]


def test_a_requirement_that_can_be_waived_is_waived() -> None:
    unpaid = facts(fee_paid=False)
    case = done(order("waive", "chancellor", rule="fee"), RECEIVED)
    assert isinstance(tried(order("open", "desk"), case, unpaid), Accepted)
    assert said(tried(order("waive", "chancellor", rule="standing"))) == ["engine:not-waivable"]
    forged = case_from([e.Received(on=TODAY), e.Waived(on=TODAY, rule="standing")])
    assert objections(tried(order("open", "desk"), forged, facts(filer="other"))) == [
        ("rule", "standing")
    ]


def test_where_a_person_must_look_a_look_clears_it_and_the_last_look_counts() -> None:
    told = facts(consents=False)
    assert objections(tried(order("open", "desk"), RECEIVED, told)) == [("rule", "consent")]
    looked = done(order("look", "desk", rule="consent"), RECEIVED)
    assert isinstance(tried(order("open", "desk"), looked, told), Accepted)
    assert isinstance(tried(order("open", "desk"), looked, facts(consents="unknown")), Accepted)
    again = done(order("look", "desk", rule="consent", clears=False), looked)
    assert objections(tried(order("open", "desk"), again, told)) == [("rule", "consent")]


def test_a_look_is_aimed_at_what_asks_for_one() -> None:
    assert said(tried(order("look", "desk", rule="standing"))) == ["engine:nothing-to-look-at"]
    assert said(tried(order("look", "desk", rule="no-such"))) == ["engine:unknown-rule"]
    assert isinstance(tried(order("look", "desk", rule="too-close"), Case()), Accepted)
