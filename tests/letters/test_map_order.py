"""What comes before what is read off the pack's own conditions."""

from __future__ import annotations

import pytest

from clemency.docket.vocabulary import FORMS
from clemency.law.expr import Expr
from clemency.law.parse import Scope, parse
from clemency.letters.map.columns import completed, filled
from clemency.letters.map.order import STAGES, Edge, Procedure
from clemency.letters.map.values import Values
from clemency.letters.map.wants import Want, wants
from tests.letters.packs import FOLDERS, pack


def columns(text: str, holds: bool = True) -> list[tuple[str, bool]]:
    """The columns that a condition on the docket wants, and whether it cannot do without."""
    return [(want.column, want.sure) for want in wants(condition(text), holds)]


def condition(text: str) -> Expr:
    return parse(text, Scope(FORMS.vocabulary))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("docket.granted_on != none", [("granted_on", True)]),
        ("docket.granted_on == none", []),
        ("not docket.granted_on == none", [("granted_on", True)]),
        (
            "docket.granted_on != none and docket.closed_on == none",
            [("granted_on", True)],
        ),
        (
            "docket.denied_on != none or docket.granted_on != none",
            [("denied_on", False), ("granted_on", False)],
        ),
        (
            "not (docket.denied_on == none or docket.granted_on == none)",
            [("denied_on", True), ("granted_on", True)],
        ),
        ("any(o.received_on != none for o in docket.opinions)", [("opinions.received_on", True)]),
        ("all(o.received_on != none for o in docket.opinions)", [("opinions.received_on", False)]),
        ("any(o.received_on == none for o in docket.opinions)", [("opinions", True)]),
        ("count(v for v in docket.votes if v.carried) >= 2", [("votes.carried", True)]),
        ("docket.decided_by == 'prince'", [("decided_by", True)]),
        ("docket.decided_by != 'prince'", []),
    ],
)
def test_a_condition_wants_what_it_cannot_hold_without(
    text: str, wanted: list[tuple[str, bool]]
) -> None:
    assert columns(text) == wanted


def test_what_must_be_empty_is_wanted_empty() -> None:
    text = "docket.petition_on != none and docket.closed_on == none"

    assert columns(text, holds=False) == [("closed_on", True)]


def test_values_in_one_row_are_wanted_together() -> None:
    (first, then) = wants(
        condition("any(r.stage == 'merit' and r.favours != none for r in docket.recommendations)")
    )
    stage = ("recommendations.stage", Values.of("merit"))

    assert first == Want("recommendations.stage", (stage,))
    assert then == Want("recommendations.favours", (stage,))


def test_what_an_entry_only_clears_it_does_not_fill() -> None:
    assert "deferred_on" in filled("Deferred")
    assert "deferred_on" not in filled("Resumed")
    assert "closed_on" not in filled("Denied")
    assert "closed_on" in filled("Denied", closes=True)


def test_a_row_that_is_completed_was_there() -> None:
    assert "conditions" in completed("ConditionBreached")
    assert "conditions.id" in completed("ConditionBreached")
    assert "conditions.breached_on" not in completed("ConditionBreached")


def test_the_order_of_ruritania() -> None:
    found = {
        f"{edge.before} {'->' if edge.always else '-->'} {edge.after}"
        for edge in Procedure.of(pack()).direct
    }

    assert {
        "receive -> open-petition",
        "receive -> answer-letter",
        "open-petition -> ask-opinion",
        "ask-opinion -> opinion-received",
        "vote-merit -> grant",
        "hear-victim --> grant",
        "grant -> countersign",
        "countersign -> good-behaviour",
        "open-petition -> deemed-denial",
    } <= found
    assert "open-petition -> grant" not in found  # it follows from the rest
    assert "deny -> grant" not in found  # what stops an act does not come before it


def test_what_needs_nothing_but_a_matter_is_possible_at_any_time() -> None:
    anytime = Procedure.of(pack("il")).anytime

    assert {"correct", "link", "record-relation", "record-mandate", "look"} <= anytime
    assert not {"receive", "open-petition", "close", "withdraw", "grant"} & anytime


@pytest.mark.parametrize("name", FOLDERS)
def test_no_step_comes_before_itself(name: str) -> None:
    procedure = Procedure.of(pack(name))

    assert [id for id, after in procedure.reached(False).items() if id in after] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_steps_are_ordered_after_what_comes_before_them(name: str) -> None:
    procedure = Procedure.of(pack(name))
    place = {id: n for n, id in enumerate(procedure.ordered(procedure.steps))}

    assert len(place) == len(procedure.steps)
    assert [edge for edge in procedure.edges if place[edge.before] > place[edge.after]] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_a_part_keeps_the_order_of_the_whole(name: str) -> None:
    """What is left out still connects: a grant comes after receipt, whatever is drawn between."""
    procedure = Procedure.of(pack(name))
    some = [id for n, id in enumerate(procedure.steps) if n % 3 == 0]
    reach = procedure.reached(False)
    edges = procedure.among(some)

    assert {edge.after in reach[edge.before] for edge in edges} <= {True}
    for before in some:
        for after in reach[before] & set(some):
            assert _path(edges, before, after), f"{before} ... {after}"


def _path(edges: tuple[Edge, ...], before: str, after: str) -> bool:
    found, left = set(), [before]
    while left:
        at = left.pop()
        left += [e.after for e in edges if e.before == at and e.after not in found]
        found |= {e.after for e in edges if e.before == at}
    return after in found


def test_a_refusal_grants_nothing() -> None:
    """Both write outcomes; those of a refusal are never granted."""
    (granted,) = wants(condition("any(o.granted for o in docket.outcomes)"))
    steps = Procedure.of(pack()).steps

    assert steps["grant"].meets(granted)
    assert not steps["deny"].meets(granted)


def test_a_constant_counts_only_where_it_can_be_meant() -> None:
    """Both findings write the same column, one of them what the seal asks for."""
    steps = Procedure.of(pack("us_or_cannabis_2022")).steps
    (found,) = steps["seal"].ways[0].wants[-1:]

    assert found == Want("classed_as", (("classed_as", Values.of("covered")),))
    assert steps["find-covered"].meets(found)
    assert not steps["find-not-covered"].meets(found)


@pytest.mark.parametrize(
    ("name", "present", "absent"),
    [
        (
            "us_or_cannabis_2022",
            ["find-covered seal", "pardoned find-covered", "find-not-covered run-again"],
            ["sign-order close", "sign-order find-covered", "find-not-covered close"],
        ),
        (
            "ca_suspension",
            ["order-suspension keep-apart", "grant-mercy publish-grant"],
            ["grant-mercy keep-apart", "open-mercy order-suspension", "open-mercy ca-09-ceases"],
        ),
        ("us_md_cannabis_2024", ["record-audit submit-list", "submit-list pardon"], []),
        ("us_mi_clean_slate", ["screen send-daily-file", "send-daily-file set-aside"], []),
    ],
)
def test_branches_are_told_apart(name: str, present: list[str], absent: list[str]) -> None:
    after = Procedure.of(pack(name)).reached(False)
    pairs = {f"{before} {one}" for before, several in after.items() for one in several}

    assert set(present) <= pairs
    assert not set(absent) & pairs


@pytest.mark.parametrize("name", FOLDERS)
def test_no_part_of_the_procedure_leads_back_to_an_earlier_one(name: str) -> None:
    procedure = Procedure.of(pack(name))
    nth = {id: STAGES.index(stage) for id, stage in procedure.stages.items()}
    alone = [e for e in procedure.direct if e.before not in procedure.anytime]
    kinds = {id: step.kind for id, step in procedure.steps.items()}

    assert [
        edge
        for edge in alone
        if nth[edge.before] > nth[edge.after]
        and not any(
            other.after == edge.after
            and kinds[other.before] == kinds[edge.before]
            and nth[other.before] <= nth[edge.after]
            for other in alone
        )
    ] == []


VALUES = [
    *(Values.of(), Values.of("a"), Values.of("a", None), Values.of("a", "b")),
    *(Values.all_but(), Values.all_but("a"), Values.all_but("a", None)),
]


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("then", VALUES)
def test_sets_of_values(first: Values, then: Values) -> None:
    def has(values: Values, one: object) -> bool:
        return (one in values.listed) is not values.but

    some = ["a", "b", None, "another"]
    assert [has(first & then, x) for x in some] == [has(first, x) and has(then, x) for x in some]
    assert [has(first | then, x) for x in some] == [has(first, x) or has(then, x) for x in some]
    assert first.meets(then) is any(has(first, x) and has(then, x) for x in some)
    assert first.within(then) is all(has(then, x) for x in some if has(first, x))
