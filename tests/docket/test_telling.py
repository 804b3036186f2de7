"""Who is told of an act: whom the list means, in which order, and where a person must look."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from clemency.docket import entries as e
from clemency.docket.case import Case, case_from
from clemency.docket.order import Order
from clemency.docket.perform import perform
from clemency.docket.telling import tellings
from clemency.docket.verdict import Accepted, engine
from clemency.docket.vocabulary import FORMS
from clemency.law.facts import facts_from
from clemency.law.pack import Pack, Tells
from clemency.law.reading import read_pack
from tests.docket import small
from tests.docket.small import TODAY, order

RECEIVED = case_from([e.Received(on=TODAY, act="receive", office="desk")])

TOLD = """
[[act]]
id = "remind"
title = "Remind"
by = ["desk"]
of = ["police", "prison"]
writes = "OpinionChased"
asks = ["of"]
tells = [
  { who = "of", letter = "outcome" },
  { who = "petitioner", letter = "receipt", after = "of" },
]

[[act]]
id = "announce"
title = "Announce"
by = ["desk", "registry"]
writes = "Published"
set = { what = "decision" }
tells = [
  { who = "victim", letter = "outcome", when = "violent" },
  { who = "petitioner", letter = "outcome", after = "victim" },
  { who = "police", letter = "receipt", when = "serious or violent", after = "petitioner" },
  { who = "registry", letter = "receipt", when = "acting_office == 'registry'" },
  { who = "public", letter = "receipt", when = "count(p for p in docket.publications) == 1" },
]
"""


@cache
def known() -> Pack:
    return read_pack({**small.FILES, "acts.toml": small.ACTS + TOLD}, FORMS)


def tried(wanted: Order, case: Case = RECEIVED, **changed: Any) -> Accepted:
    told = facts_from({**small.SETTLED, **changed}, known().vocabulary)
    verdict = perform(wanted, case, told, known())
    assert isinstance(verdict, Accepted), verdict
    return verdict


def whom(verdict: Accepted) -> list[tuple[str, str, str | None]]:
    return [(one.who, one.letter, one.after) for one in verdict.tells]


@pytest.mark.parametrize("office", ["police", "prison"])
def test_of_is_whom_the_entry_names(office: str) -> None:
    verdict = tried(order("remind", "desk", of=office))
    assert verdict.tells == (
        Tells(office, "outcome"),
        Tells("petitioner", "receipt", after=office),
    )


def test_only_they_are_told_for_whom_the_condition_holds() -> None:
    verdict = tried(order("announce", "desk"), violent=True, serious=False)
    assert whom(verdict) == [
        ("victim", "outcome", None),
        ("petitioner", "outcome", "victim"),
        ("police", "receipt", "petitioner"),
        ("public", "receipt", None),
    ]
    assert all(one.when is None for one in verdict.tells)
    assert verdict.notes == ()


def test_nobody_waits_for_somebody_who_is_not_told() -> None:
    verdict = tried(order("announce", "desk"), violent=False, serious=False)
    assert whom(verdict) == [("petitioner", "outcome", None), ("public", "receipt", None)]


def test_a_condition_reads_the_docket_with_the_entry_and_who_acted() -> None:
    once = case_from(
        [e.Received(on=TODAY, act="receive", office="desk"), e.Published(on=TODAY, what="letter")]
    )
    verdict = tried(order("announce", "registry"), once, violent=False, serious=False)
    assert whom(verdict) == [("petitioner", "outcome", None), ("registry", "receipt", None)]


def test_what_is_not_established_is_listed_and_a_person_must_look() -> None:
    verdict = tried(order("announce", "desk"), violent="unknown", serious=True)
    assert whom(verdict) == [
        ("victim", "outcome", None),
        ("petitioner", "outcome", "victim"),
        ("police", "receipt", "petitioner"),
        ("public", "receipt", None),
    ]
    open_ones = [one.who for one in verdict.tells if one.when is not None]
    assert open_ones == ["victim"]  # the police are told either way
    assert verdict.notes == (engine("telling-open", office="victim", letter="outcome"),)


def test_it_can_be_worked_out_again_from_the_entry() -> None:
    """Whoever makes a list of letters anew has the entry, the case before it, and the facts."""
    told = facts_from({**small.SETTLED, "violent": True}, known().vocabulary)
    verdict = perform(order("announce", "desk"), RECEIVED, told, known())
    assert isinstance(verdict, Accepted)
    act = known().acts["announce"]
    assert tellings(act, verdict.entry, RECEIVED, told) == verdict.tells
    later = e.Published(on=date(2026, 4, 1), act="announce", office="desk", what="decision")
    assert tellings(act, later, RECEIVED, told) == verdict.tells
