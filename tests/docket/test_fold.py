"""The fold: a case is what its docket says, however it is read."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket import entries as e
from clemency.docket import rows as r
from clemency.docket.case import ROWS, SCALARS, STAGES, Case, case_from, extend, stage
from clemency.docket.changes import UNIVERSAL
from clemency.docket.entries import IN_ORDER, Entry
from clemency.docket.shape import own, shapes_of
from tests.docket.strategies import DOCKETS, ENTRIES, HALF

DAY = date(2026, 3, 2)
LATER = date(2026, 4, 2)
TEXT, OTHER = e.Commitment("ab" * 32), e.Commitment("cd" * 32)


@HALF
@given(DOCKETS, ENTRIES)
def test_one_entry_more_is_the_same_as_reading_the_whole_again(
    docket: list[Entry], last: Entry
) -> None:
    assert extend(case_from(docket), last) == case_from([*docket, last])


@HALF
@given(DOCKETS)
def test_entry_by_entry_is_the_same_as_at_once(docket: list[Entry]) -> None:
    case = Case()
    for entry in docket:
        case = extend(case, entry)
    assert case == case_from(docket)


def columns(case: Case) -> dict[str, object]:
    """Every column of a case by its declared name: a list's column is all its values."""
    found: dict[str, object] = {name: getattr(case, name) for name in SCALARS}
    for name, row in ROWS.items():
        for column in row._fields:
            found[f"{name}.{column}"] = [getattr(one, column) for one in getattr(case, name)]
    return found


@HALF
@given(DOCKETS, ENTRIES)
def test_an_entry_changes_only_what_it_declares(docket: list[Entry], last: Entry) -> None:
    before, after = columns(case_from(docket)), columns(case_from([*docket, last]))
    declared = UNIVERSAL.writes | last.changes.writes
    grown = {name.split(".")[0] for name in declared if "." in name}
    for name in before:
        if before[name] != after[name]:
            # A new row has a value in every column; which rows there are is itself declared.
            assert name in declared or name.split(".")[0] in grown, name


def apart(first: Entry, second: Entry) -> bool:
    """Whether two entries are declared to have nothing to do with each other."""
    if any(entry.stops or entry.clock or entry.closes for entry in (first, second)):
        return False
    one, other = first.changes, second.changes
    touched = {name.split(".")[0] for name in one.writes | one.reads}
    return not touched & {name.split(".")[0] for name in other.writes | other.reads}


def without_order(case: Case) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(case, name) for name in SCALARS}
    found.update({name: sorted(map(repr, getattr(case, name))) for name in ROWS})
    return found


@HALF
@given(DOCKETS, ENTRIES, ENTRIES)
def test_the_order_of_entries_that_are_declared_apart_does_not_matter(
    docket: list[Entry], first: Entry, second: Entry
) -> None:
    if apart(first, second):
        one = case_from([*docket, first, second])
        other = case_from([*docket, second, first])
        assert without_order(one) == without_order(other)


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.__name__)
def test_what_a_kind_declares_exists(kind: type[Entry]) -> None:
    names = {shape.name for shape in shapes_of(kind)}
    for field in kind.changes.fields:
        assert field in names or isinstance(getattr(kind, field, None), property), field
    known = set(SCALARS) | {f"{n}.{column}" for n, row in ROWS.items() for column in row._fields}
    assert kind.changes.writes <= known
    assert kind.changes.reads <= known


def test_every_column_of_a_case_is_written_by_some_kind() -> None:
    written = UNIVERSAL.writes.union(*(kind.changes.writes for kind in IN_ORDER))
    wanted = set(SCALARS) | {f"{n}.{column}" for n, row in ROWS.items() for column in row._fields}
    assert wanted - written == set()


def test_new_rows_have_a_value_wherever_one_is_needed() -> None:
    """A row that would lack what its class needs could not be frozen."""
    for kind in IN_ORDER:
        sample = {s.name: _sample(s.holds, s.choices) for s in own(kind) if s.needed}
        case = case_from([kind(on=DAY, **sample)])  # type: ignore[arg-type]
        for name, row in ROWS.items():
            for one in getattr(case, name):
                for column in row._fields:
                    if column not in row._field_defaults:
                        assert getattr(one, column) is not None, (kind, name, column)


def _sample(holds: str, choices: tuple[str, ...]) -> object:
    if choices:
        return choices[0]
    few: dict[str, object] = {"yes-no": True, "number": 1, "day": DAY, "commitment": TEXT}
    return few.get(holds, () if holds in ("codes", "rows") else "a")


def test_rows_are_named_after_nothing_else() -> None:
    assert {f.name for f in fields(Case)} == set(SCALARS) | set(ROWS)


# --- what single entries do ---------------------------------------------------------------------


def test_every_act_is_listed_with_the_office_it_is_about() -> None:
    asked = e.OpinionAsked(on=DAY, act="ask", office="desk", officer="ann", of="police")
    assert case_from([asked]).acts == (r.Act("ask", DAY, "desk", "ann", "police"),)
    assert case_from([e.Closed(on=DAY)]).acts == ()


def test_an_answer_stops_the_clock_of_its_own_office_only() -> None:
    def ask(of: str) -> Entry:
        return e.OpinionAsked(on=DAY, of=of, clock="opinion", due_on=LATER)

    answer = e.OpinionReceived(on=LATER, of="police", favours=True, stops=("opinion",))
    clocks = case_from([ask("police"), ask("prison"), answer]).clocks
    assert [clock.ended_on for clock in clocks] == [LATER, None]
    ended = case_from([ask("police"), ask("prison"), e.Closed(on=LATER, stops=("opinion",))]).clocks
    assert [clock.ended_on for clock in ended] == [LATER, LATER]


@pytest.mark.parametrize(
    ("due", "came", "late"),
    [(DAY, LATER, True), (LATER, LATER, False), (LATER, DAY, False), (None, LATER, False)],
)
def test_whether_an_opinion_is_late_follows_from_its_due_date(
    due: date | None, came: date, late: bool
) -> None:
    asked = e.OpinionAsked(on=DAY, of="police", clock="opinion", due_on=due)
    case = case_from([asked, e.OpinionReceived(on=came, of="police", favours=None)])
    assert [opinion.late for opinion in case.opinions] == [late]


def test_an_opinion_has_one_row_from_the_asking_to_the_last_word() -> None:
    case = case_from(
        [
            e.OpinionAsked(on=DAY, of="police"),
            e.OpinionChased(on=DAY, of="police"),
            e.OpinionReceived(on=LATER, of="police", favours=False),
            e.OpinionSupplemented(on=LATER, of="police", favours=True),
            e.OpinionAsked(on=LATER, of="prison"),
            e.OpinionDispensedWith(on=LATER, of="prison", office="minister"),
        ]
    )
    first, second = case.opinions
    assert (first.chased_on, first.received_on, first.supplemented_on) == (DAY, LATER, LATER)
    assert first.favours is True
    assert (second.received_on, second.dispensed_by) == (None, "minister")


def grant(text: e.Commitment | None = TEXT, on: date = DAY) -> Entry:
    return e.Granted(on=on, office="prince", outcomes=(e.Outcome(relief="pardon"),), text=text)


def test_a_grant_is_decided_and_not_in_force() -> None:
    case = case_from([grant()])
    assert (case.granted_on, case.decided_on, case.effective_on) == (DAY, DAY, None)
    assert stage(case) == "granted"


def test_only_the_countersignature_brings_it_into_force() -> None:
    case = case_from([grant(), e.Countersigned(on=LATER, office="minister", text=TEXT)])
    assert (case.effective_on, case.countersigned_by) == (LATER, "minister")
    assert [outcome.effective_on for outcome in case.outcomes] == [LATER]
    assert stage(case) == "in-force"


def test_a_countersignature_brings_only_its_own_text_into_force() -> None:
    case = case_from([grant(TEXT), grant(OTHER, LATER), e.Countersigned(on=LATER, text=OTHER)])
    assert [outcome.effective_on for outcome in case.outcomes] == [None, LATER]


def test_no_other_kind_brings_anything_into_force() -> None:
    for kind in IN_ORDER:
        effects = {name for name in kind.changes.writes if name.endswith("effective_on")}
        assert not effects or kind in (e.Countersigned, e.Granted, e.TookEffect)
    assert case_from([grant()]).effective_on is None


def test_where_the_law_asks_for_no_countersignature_a_grant_is_in_force_at_once() -> None:
    outcomes = (e.Outcome(relief="pardon"),)
    case = case_from([e.Granted(on=DAY, outcomes=outcomes, in_force=True)])
    assert (case.effective_on, case.outcomes[0].effective_on) == (DAY, DAY)


def test_a_withheld_countersignature_leaves_the_grant_decided() -> None:
    withheld = e.CountersignatureWithheld(on=LATER, grounds="exceptional", text=TEXT)
    case = case_from([grant(), withheld])
    assert (case.granted_on, case.withheld_grounds, case.effective_on) == (DAY, "exceptional", None)
    assert stage(case) == "withheld"
    signed = case_from([grant(), withheld, e.Countersigned(on=LATER, text=TEXT)])
    assert (signed.withheld_on, stage(signed)) == (None, "in-force")


def test_reopening_sets_aside_what_is_not_in_force_and_leaves_what_is() -> None:
    pending = case_from([grant(), e.Closed(on=DAY), e.Reopened(on=LATER)])
    assert (pending.granted_on, pending.closed_on, pending.decided_on) == (None, None, None)
    assert pending.outcomes[0].set_aside_on == LATER
    late = case_from(
        [grant(), e.Reopened(on=LATER), grant(OTHER, LATER), e.Countersigned(on=LATER, text=TEXT)]
    )
    assert [outcome.effective_on for outcome in late.outcomes] == [None, None]
    in_force = case_from([grant(), e.Countersigned(on=DAY, text=TEXT), e.Reopened(on=LATER)])
    assert (in_force.effective_on, in_force.granted_on, stage(in_force)) == (DAY, DAY, "in-force")


def test_outcomes_may_differ_by_charge() -> None:
    outcomes = (
        e.Outcome(relief="pardon", charge="charges-0"),
        e.Outcome(relief="commutation", charge="charges-1", granted=False),
    )
    case = case_from([e.Granted(on=DAY, outcomes=outcomes, text=TEXT)])
    case = extend(case, e.Countersigned(on=LATER, text=TEXT))
    assert [(o.charge, o.granted, o.effective_on) for o in case.outcomes] == [
        ("charges-0", True, LATER),
        ("charges-1", False, None),
    ]


def test_a_condition_is_followed_from_setting_to_breach() -> None:
    condition = e.Condition(id="c1", type="no-new-offence")
    given = e.Granted(on=DAY, outcomes=(), conditions=(condition,))
    broken = e.ConditionBreached(on=LATER, condition="c1", breached_on=DAY)
    (row,) = case_from([given, broken]).conditions
    assert (row.type, row.set_on, row.breached_on) == ("no-new-offence", DAY, DAY)


def test_a_revoked_or_lapsed_grant_has_ended() -> None:
    for ends in (e.Revoked(on=LATER), e.Lapsed(on=LATER)):
        case = case_from([grant(), e.Countersigned(on=DAY, text=TEXT), ends])
        assert case.outcomes[0].ended_on == LATER
        assert stage(case) in ("revoked", "lapsed")


def test_a_correction_moves_a_day_that_is_there_and_no_day_of_a_decision() -> None:
    received = e.Received(on=DAY)
    moved = case_from([received, e.Corrected(on=LATER, what="received_on", day=LATER)])
    assert moved.received_on == LATER
    assert [(row.what, row.on) for row in moved.corrections] == [("received_on", LATER)]
    absent = case_from([received, e.Corrected(on=LATER, what="filed_on", day=LATER)])
    assert absent.filed_on is None
    decided = case_from([grant(), e.Corrected(on=LATER, what="granted_on", day=LATER)])
    assert decided.granted_on == DAY
    forged = case_from([grant(), e.Corrected(on=LATER, what="effective_on", day=LATER)])
    assert forged.effective_on is None


def test_the_death_of_a_victim_is_not_the_death_of_the_petitioner() -> None:
    assert case_from([e.DeathRecorded(on=DAY, whose="victim")]).died_on is None
    assert case_from([e.DeathRecorded(on=LATER, died_on=DAY)]).died_on == DAY


def test_an_appointment_ends_with_the_day_of_its_ending() -> None:
    begun = e.Appointed(on=DAY, whose="ann", to="desk")
    case = case_from([begun, e.AppointmentEnded(on=LATER, whose="ann", to="desk")])
    assert case.appointments == (r.Appointment("ann", "desk", DAY, LATER),)


def test_an_act_that_closes_closes() -> None:
    assert stage(case_from([e.Denied(on=DAY, closes=True)])) == "closed"


@HALF
@given(DOCKETS)
def test_a_matter_always_stands_somewhere(docket: list[Entry]) -> None:
    assert stage(case_from(docket)) in STAGES


def test_a_letter_answered_is_correspondence_and_never_a_petition() -> None:
    case = case_from([e.Received(on=DAY), e.CorrespondenceAnswered(on=DAY)])
    assert stage(case) == "correspondence"
    assert case.petition_on is None


def test_only_opening_makes_a_petition() -> None:
    makers = [kind for kind in IN_ORDER if "petition_on" in kind.changes.writes]
    assert makers == [e.PetitionOpened]


@HALF
@given(st.lists(ENTRIES, max_size=4))
def test_lists_only_ever_grow(docket: list[Entry]) -> None:
    before = case_from(docket[:-1])
    after = case_from(docket)
    for name in ROWS:
        assert len(getattr(after, name)) >= len(getattr(before, name))
