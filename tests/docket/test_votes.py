"""Votes: counted by the pack's own conditions, never claimed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket import entries as e
from clemency.docket.verdict import Accepted, Refused
from tests.docket.small import entry, facts, objections, order, said, tried


@pytest.mark.parametrize(
    ("present", "yes", "serious", "quorum", "carried"),
    [
        (5, 2, False, True, True),
        (5, 1, False, True, False),
        (5, 3, True, True, False),
        (4, 4, True, True, True),
        (3, 3, False, False, False),
    ],
)
def test_whether_a_vote_carries_is_counted(
    present: int, yes: int, serious: bool, quorum: bool, carried: bool
) -> None:
    wanted = order("vote", "board", present=present, yes=yes, no=present - yes)
    made = entry(wanted, told=facts(serious=serious))
    assert isinstance(made, e.Voted)
    assert (made.stage, made.quorum, made.carried) == ("merit", quorum, carried)


@pytest.mark.parametrize("claim", ["carried", "quorum", "stage"])
def test_no_order_claims_the_outcome(claim: str) -> None:
    value = "merit" if claim == "stage" else True
    verdict = tried(order("vote", "board", present=5, yes=0, no=5, **{claim: value}))
    assert said(verdict) == ["engine:counted-field"]


def test_a_vote_that_turns_on_what_is_not_known_is_asked_about() -> None:
    verdict = tried(order("vote", "board", present=5, yes=3, no=2), told=facts(serious="unknown"))
    assert objections(verdict) == [("not-established", None)]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].asks == ("serious",)
    decided = tried(order("vote", "board", present=5, yes=5, no=0), told=facts(serious="unknown"))
    assert isinstance(decided, Accepted)


@given(st.integers(-1, 7), st.integers(-1, 7), st.integers(-1, 7), st.integers(-1, 3))
def test_votes_add_up_or_are_refused(present: int, yes: int, no: int, abstained: int) -> None:
    wanted = order("vote", "board", present=present, yes=yes, no=no, abstained=abstained)
    fits = min(present, yes, no, abstained) >= 0 and yes + no + abstained <= present <= 5
    verdict = tried(wanted)
    if fits:
        assert isinstance(verdict, Accepted)
    else:
        assert said(verdict) == ["engine:votes-do-not-add-up"]


BALLOTS = [
    {"member": "m1", "vote": "yes"},
    {"member": "m2", "vote": "yes"},
    {"member": "m3", "vote": "no"},
    {"member": "m4", "vote": "abstain"},
]


def test_where_members_are_named_the_sums_follow() -> None:
    made = entry(order("vote", "board", ballots=BALLOTS))
    assert isinstance(made, e.Voted)
    assert (made.present, made.yes, made.no, made.abstained) == (4, 2, 1, 1)
    assert (made.quorum, made.carried) == (True, True)


def test_sums_that_contradict_the_ballots_are_refused() -> None:
    verdict = tried(order("vote", "board", ballots=BALLOTS, yes=3))
    assert said(verdict) == ["engine:votes-do-not-add-up"]
    twice = [*BALLOTS, {"member": "m1", "vote": "yes"}]
    assert said(tried(order("vote", "board", ballots=twice))) == ["engine:votes-do-not-add-up"]
