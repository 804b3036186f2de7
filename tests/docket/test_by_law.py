"""What nobody does: the law does it, on its own day, however late it is noticed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from clemency.docket import entries as e
from clemency.docket.case import Case, case_from, extend
from clemency.docket.entries import BadEntry, Entry
from clemency.docket.perform import by_law
from clemency.docket.vocabulary import FORMS
from clemency.law.facts import facts_from
from clemency.law.mistakes import Mistakes
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from tests.docket import small
from tests.docket.small import TEXT, TODAY, facts, pack

BREACHED = date(2026, 1, 10)


def broken(on: date = BREACHED) -> list[e.Entry]:
    condition = e.Condition(id="c1", type="no-new-offence")
    outcome = e.Outcome(relief="pardon")
    text = e.Commitment(TEXT)
    return [
        e.Received(on=BREACHED - timedelta(days=100)),
        e.Granted(on=BREACHED, outcomes=(outcome,), conditions=(condition,), text=text),
        e.Countersigned(on=BREACHED, text=text),
        e.ConditionBreached(on=TODAY, condition="c1", breached_on=on),
    ]


def test_the_law_dates_its_entries_itself_and_one_brings_about_the_next() -> None:
    written = by_law(case_from(broken()), facts(), pack(), TODAY)
    assert [(entry.kind, entry.on, entry.act) for entry in written] == [
        ("Lapsed", BREACHED, "lapse"),
        ("Closed", BREACHED + timedelta(days=10), "close-lapsed"),
    ]
    assert all(entry.office is None and entry.officer is None for entry in written)


def test_it_writes_nothing_before_its_day() -> None:
    case = case_from(broken())
    written = by_law(case, facts(), pack(), BREACHED + timedelta(days=9))
    assert [entry.kind for entry in written] == ["Lapsed"]


def test_it_writes_everything_once() -> None:
    case = case_from(broken())
    for entry in by_law(case, facts(), pack(), TODAY):
        case = extend(case, entry)
    assert by_law(case, facts(), pack(), TODAY) == ()


def test_it_writes_nothing_where_it_does_not_apply() -> None:
    assert by_law(case_from(broken()[:-1]), facts(), pack(), TODAY) == ()


# --- what the law fills in ------------------------------------------------------------------------

SUPERVISION = """
[parameter.years]
type = "integer"
cite = "Act s 14"
values = [{ from = 2020-01-01, is = 2 }, { from = 2026-02-01, is = 5 }]
says = "Years of supervision."

[[rule]]
id = "supervised-until"
cite = "Act s 14"
force = "statute"
since = 2000-01-01
until = 2026-01-31
says = "Supervision lasts some years from release."
date = "years_after(years, released_on) if released_on != none else none"

[[rule]]
id = "supervised-until"
cite = "Act s 14"
force = "statute"
since = 2026-02-01
says = "Supervision lasts some years from release, and a month."
date = "months_after(1, years_after(years, released_on)) if released_on != none else none"
"""

CLAUSE = """
[[by_law]]
id = "supervision"
cite = "Act s 14"
when = "docket.effective_on != none"
on = "docket.effective_on"
writes = "ConditionSet"
set = { id = "supervision", type = "supervision", until_on = { date = "supervised-until" } }
says = "Whoever is released is supervised."
"""

IN_FORCE_ON = date(2026, 1, 20)
NOTICED_ON = date(2026, 3, 2)


@cache
def supervising(clause: str = CLAUSE) -> Pack:
    files = {"rules.toml": small.RULES + SUPERVISION, "acts.toml": small.ACTS + clause}
    return read_pack({**small.FILES, **files}, FORMS)


def in_force() -> Case:
    text = e.Commitment(TEXT)
    outcome = e.Outcome(relief="pardon")
    return case_from(
        [
            e.Received(on=date(2025, 12, 1)),
            e.Granted(on=IN_FORCE_ON, outcomes=(outcome,), text=text),
            e.Countersigned(on=IN_FORCE_ON, text=text),
        ]
    )


def written(on: date, clause: str = CLAUSE, **changed: Any) -> tuple[Entry, ...]:
    known = supervising(clause)
    told = facts_from({**small.SETTLED, **changed}, known.vocabulary)
    return by_law(in_force(), told, known, on)


def test_the_law_fills_in_constants_and_the_day_that_a_rule_yields() -> None:
    """The rule, its text and its figures are those of the law's own day, not of the noticing."""
    supervised = e.ConditionSet(
        on=IN_FORCE_ON,
        act="supervision",
        id="supervision",
        type="supervision",
        until_on=date(2027, 6, 1),
    )
    assert written(NOTICED_ON, released_on=date(2025, 6, 1)) == (supervised,)
    assert written(IN_FORCE_ON, released_on=date(2025, 6, 1)) == (supervised,)


@pytest.mark.parametrize("released_on", ["unknown", "none", {"from": "2025-06-01"}])
def test_nothing_is_written_while_the_day_is_open_or_none(released_on: Any) -> None:
    assert written(NOTICED_ON, released_on=released_on) == ()


def test_what_the_case_knows_is_filled_in_as_for_any_act() -> None:
    clause = """
[[by_law]]
id = "answered-by-silence"
cite = "Act s 15"
when = "docket.petition_on == none"
on = "docket.received_on"
writes = "CorrespondenceAnswered"
set = { reason = "silence" }
says = "A letter counts as answered."
"""
    (answered,) = written(NOTICED_ON, clause)
    assert isinstance(answered, e.CorrespondenceAnswered)
    assert (answered.received_on, answered.reason) == (date(2025, 12, 1), "silence")


@pytest.mark.parametrize("kind", sorted(FORMS.kinds))
def test_a_clause_that_leaves_out_what_is_needed_is_never_read(kind: str) -> None:
    """So that no docket meets it: what nobody gives is told with the pack's other mistakes."""
    form = FORMS.kinds[kind]
    text = small.ACTS.replace('writes = "Lapsed"', f'writes = "{kind}"')
    files = {**small.FILES, "acts.toml": text}
    if not form.needed:
        assert read_pack(files, FORMS).by_law["lapse"].writes == kind
        return
    with pytest.raises(Mistakes) as told:
        read_pack(files, FORMS)
    (mistake,) = told.value.mistakes
    assert mistake.says.startswith(f"{kind} needs `")
    assert all(f"`{name}`" in mistake.says for name in form.needed)


def test_a_commitment_cannot_be_a_constant() -> None:
    """Words are sealed by whoever acts; a pack has nobody's words."""
    clause = CLAUSE.replace('"supervision", until_on', '"supervision", text = "words", until_on')
    with pytest.raises(BadEntry, match="the clause supervision cannot write this"):
        written(NOTICED_ON, clause, released_on=date(2025, 6, 1))
