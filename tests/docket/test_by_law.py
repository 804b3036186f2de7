"""What nobody does: the law does it, on its own day, however late it is noticed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clemency.docket import entries as e
from clemency.docket.case import case_from, extend
from clemency.docket.entries import BadEntry
from clemency.docket.perform import by_law
from clemency.docket.vocabulary import FORMS
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


def test_it_cannot_write_what_somebody_would_have_to_fill_in() -> None:
    text = small.ACTS.replace('writes = "Lapsed"', 'writes = "ConditionBreached"')
    other = read_pack({**small.FILES, "acts.toml": text}, FORMS)
    with pytest.raises(BadEntry, match="nobody gives condition: the clause lapse"):
        by_law(case_from(broken()), facts(), other, TODAY)


def test_it_writes_nothing_where_it_does_not_apply() -> None:
    assert by_law(case_from(broken()[:-1]), facts(), pack(), TODAY) == ()
