"""Acts that decide record by record: what stands against one does not stand against another."""

from __future__ import annotations

from typing import Any

import pytest

from clemency.docket.case import Case, extend
from clemency.docket.perform import perform, possible
from clemency.docket.verdict import Accepted, Refused
from clemency.docket.vocabulary import FORMS
from clemency.law.reading import read_pack
from tests.docket import small
from tests.docket.small import TODAY, facts, objections, order

RULES = """
[[rule]]
id = "petty"
cite = "Act s 20"
force = "statute"
about = "charge"
says = "Only theft is covered."
holds = "charge.kind == 'theft'"
failing = "refuse"
else = "This is not theft."
"""

ACTS = """
[[act]]
id = "order-each"
title = "Order, charge by charge"
by = ["prince"]
per = "charge"
needs = ["petty"]
reliefs = ["sealing"]
writes = "Granted"
set = { in_force = true }

[[act]]
id = "take-back"
title = "Take back, charge by charge"
by = ["prince"]
per = "charge"
needs = ["petty"]
writes = "Revoked"
"""

PACK = read_pack(
    {
        **small.FILES,
        "rules.toml": small.RULES + RULES,
        "acts.toml": ACTS + small.ACTS,
    },
    FORMS,
)


def tried(act: str, case: Case | None = None, *kinds: str, **fields: Any) -> Accepted | Refused:
    """The order, on charges of these kinds; "unknown" for one that nobody knows."""
    listed = [{"kind": kind} for kind in kinds or ("theft", "fraud")]
    told = facts(charges={"complete": True, "list": listed})
    return perform(order(act, "prince", "pia", **fields), case or Case(), told, PACK)


def outcomes(*charges: str | None, granted: bool = True) -> list[dict[str, Any]]:
    refused = {} if granted else {"granted": False}
    return [{"relief": "sealing", **({"charge": c} if c else {}), **refused} for c in charges]


def test_a_charge_that_passes_is_granted_beside_one_that_does_not() -> None:
    assert isinstance(tried("order-each", outcomes=outcomes("charges[0]")), Accepted)
    assert isinstance(tried("order-each", outcomes=outcomes("charges-0")), Accepted)


def test_the_charge_that_does_not_pass_is_refused_by_name() -> None:
    refused = tried("order-each", outcomes=outcomes("charges[0]", "charges[1]"))
    assert objections(refused) == [("rule", "petty")]
    assert isinstance(refused, Refused)
    finding = refused.objections[0].finding
    assert finding is not None
    assert finding.row == "charges[1]"


def test_what_is_decided_for_the_whole_matter_is_asked_of_every_charge() -> None:
    assert objections(tried("order-each", outcomes=outcomes(None))) == [("rule", "petty")]
    assert ("rule", "petty") in objections(tried("order-each"))


def test_a_charge_of_which_too_little_is_known_waits_and_the_others_do_not() -> None:
    kinds = ("theft", "unknown")
    assert isinstance(tried("order-each", None, *kinds, outcomes=outcomes("charges[0]")), Accepted)
    waits = tried("order-each", None, *kinds, outcomes=outcomes("charges[1]"))
    assert objections(waits) == [("not-established", "petty")]


def test_a_charge_that_the_order_itself_refuses_stops_nothing() -> None:
    mixed = [*outcomes("charges[0]"), *outcomes("charges[1]", granted=False)]
    assert isinstance(tried("order-each", outcomes=mixed), Accepted)


@pytest.mark.parametrize(
    ("kinds", "refused"), [(("theft", "fraud"), False), (("fraud", "fraud"), True)]
)
def test_the_button_is_there_as_long_as_one_charge_passes(
    kinds: tuple[str, ...], refused: bool
) -> None:
    told = facts(charges={"complete": True, "list": [{"kind": kind} for kind in kinds]})
    found = {one.act: one for one in possible(Case(), told, PACK, "prince", "pia", TODAY)}
    assert (found["order-each"].refused is not None) is refused


def test_an_act_gives_only_what_it_may_give() -> None:
    pardon = [{"relief": "pardon", "charge": "charges[0]"}]
    refused = tried("order-each", outcomes=pardon)
    assert objections(refused) == [("incomplete", None)]
    assert small.said(refused) == ["engine:not-a-relief"]


def test_one_charge_is_taken_back_and_the_other_stays() -> None:
    verdict = tried(
        "order-each", None, "theft", "theft", outcomes=outcomes("charges-0", "charges-1")
    )
    assert isinstance(verdict, Accepted)
    case = extend(Case(), verdict.entry)
    back = tried("take-back", case, "theft", "theft", charge="charges[1]")
    assert isinstance(back, Accepted)
    after = extend(case, back.entry)
    assert [row.ended_on for row in after.outcomes] == [None, TODAY]
    nobody = tried("take-back", case, "theft", "theft", charge="charges[7]")
    assert small.said(nobody) == ["engine:no-such-record"]
