"""Who may do and see what: every cell of the table, held against the pack's own text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket import entries as e
from clemency.docket.case import Case, case_from
from clemency.docket.entries import KINDS, Entry
from clemency.docket.policy import (
    KEEPER,
    PEOPLE,
    PETITIONERS_SIDE,
    VICTIMS,
    Action,
    Allowed,
    Denied,
    Viewer,
    decide,
    policy_table,
    public_counts,
    visible,
)
from clemency.docket.shape import own
from clemency.docket.verdict import engine
from tests.docket.packs import PACKS, Source
from tests.docket.small import pack
from tests.docket.strategies import DOCKETS, FEW, HALF, of_kind

DAY = date(2026, 3, 2)
PETITION = case_from([e.Received(on=DAY), e.PetitionOpened(on=DAY)])
IDENTITIES = {
    "VictimAsked": {"victim"},
    "VictimHeard": {"victim"},
    "VictimDeclined": {"victim"},
    "DeathRecorded": {"person"},
    "Erased": {"whose"},
}


def sample(kind: str, of: str = "a") -> Entry:
    """An entry of a kind with a value in every field, its sender in public office.

    of  whom it names in its field `of`, where it has one
    """
    values: dict[str, Any] = {}
    few = {"yes-no": True, "number": 1, "day": DAY, "code": "a", "commitment": "ab" * 32}
    for shape in own(KINDS[kind]):
        values[shape.name] = shape.choices[0] if shape.choices else few.get(shape.holds, ())
    if "of" in values:
        values["of"] = of
    return KINDS[kind](on=DAY, **values)


def written(source: Source) -> dict[str, dict[str, list[str]]]:
    """`sees.toml` as it is written, read without the reader of packs."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, text in source.files.items():
        if name == "sees.toml" or name.startswith("sees/"):
            found.update(tomli.loads(text))
    return found


def offices(source: Source) -> dict[str, dict[str, Any]]:
    """The offices as they are written."""
    found: dict[str, dict[str, Any]] = {}
    for name, text in source.files.items():
        if name == "offices.toml" or name.startswith("offices/"):
            found.update(tomli.loads(text).get("office", {}))
    return found


def acts(source: Source) -> Iterator[dict[str, Any]]:
    """The acts as they are written."""
    for name, text in source.files.items():
        if name == "acts.toml" or name.startswith("acts/"):
            yield from tomli.loads(text).get("act", [])


def expected(source: Source, audience: str, kind: str, *, concerned: bool = False) -> set[str]:
    """What an audience is shown of a kind: the text, and the rules of every procedure.

    concerned  of an entry that names this very office
    """
    sees, held = written(source), offices(source)
    people = audience in PEOPLE
    groups = ["public", audience]
    if not people and not held[audience].get("consulted") and not held[audience].get("outside"):
        groups.append("offices")
    if concerned and not people and "of" in {f.name for f in fields(KINDS[kind])}:
        groups.append("of")
    shown: set[str] = set()
    for group in groups:
        if kind in VICTIMS and kind not in sees and group in PEOPLE:
            continue
        listed = set(sees.get(kind, sees.get("default", {})).get(group, []))
        every = {"kind"} | {f.name for f in fields(KINDS[kind])}
        shown |= every if "*" in listed else listed
    if people and audience != "victim":
        shown -= IDENTITIES.get(kind, set())
    return shown - {"recorded_at"}


def viewer_of(audience: str) -> Viewer:
    if audience in PEOPLE:
        return Viewer(audience, person="a")
    return Viewer("office", audience, "ann")


CELLS = [
    pytest.param(source, audience, id=f"{source.name}-{audience}")
    for source in PACKS
    for audience in (*PEOPLE, *offices(source))
]


@pytest.mark.parametrize(("source", "audience"), CELLS)
def test_every_cell_shows_what_the_text_says(source: Source, audience: str) -> None:
    viewer, known = viewer_of(audience), source.pack()
    for kind in KINDS:
        shown = set(visible(viewer, sample(kind), PETITION, known))
        assert shown == expected(source, audience, kind), kind
        own_entry = set(visible(viewer, sample(kind, of=audience), PETITION, known))
        assert own_entry == expected(source, audience, kind, concerned=True), kind


@pytest.mark.parametrize("source", PACKS, ids=lambda source: source.name)
def test_the_table_states_every_cell(source: Source) -> None:
    table = policy_table(source.pack())
    cells = {(cell.audience, cell.kind): set(cell.fields) for cell in table.cells}
    audiences = (*PEOPLE, *offices(source))
    assert set(cells) == {(audience, kind) for audience in audiences for kind in KINDS}
    for (audience, kind), shown in cells.items():
        assert shown - {"recorded_at"} == expected(source, audience, kind)
    for cell in table.cells:
        concerned = expected(source, cell.audience, cell.kind, concerned=True)
        assert set(cell.concerned) - {"recorded_at"} == concerned


@pytest.mark.parametrize("source", PACKS, ids=lambda source: source.name)
def test_an_office_may_read_a_kind_of_which_some_entries_concern_it(source: Source) -> None:
    """Whether it is shown a certain one is for `visible` to say."""
    for office in offices(source):
        for kind in KINDS:
            action, viewer = Action("read", kind), Viewer("office", office, "ann")
            may = isinstance(decide(viewer, action, Case(), source.pack()), Allowed)
            assert may is bool(expected(source, office, kind, concerned=True))


@pytest.mark.parametrize("source", PACKS, ids=lambda source: source.name)
def test_every_office_does_its_own_acts_and_those_of_whom_it_stands_in_for(source: Source) -> None:
    known, held = source.pack(), offices(source)
    powers = {(power.office, power.act): power.allowed for power in policy_table(known).powers}
    for act in acts(source):
        stand_ins = {i["by"] for by in act["by"] for i in held.get(by, {}).get("instead", [])}
        for office, text in held.items():
            may = (office in act["by"] or office in stand_ins) and not text.get("outside", False)
            viewer = Viewer("office", office, "ann")
            verdict = decide(viewer, Action("act", act["id"]), Case(), known)
            assert isinstance(verdict, Allowed) is may, (office, act["id"])
            assert powers[office, act["id"]] is may


@pytest.mark.parametrize("source", PACKS, ids=lambda source: source.name)
def test_nobody_outside_the_offices_does_anything(source: Source) -> None:
    for person in PEOPLE:
        for act in source.pack().acts:
            verdict = decide(Viewer(person), Action("act", act), Case(), source.pack())
            assert verdict == Denied(engine("not-yours"))


# --- recusal beats everything ---------------------------------------------------------------------


@FEW
@given(DOCKETS, st.sampled_from(tuple(KINDS)))
def test_who_stands_aside_sees_nothing(docket: list[Entry], kind: str) -> None:
    case = case_from([*docket, e.StoodAside(on=DAY, whose="ann")])
    for office in pack().offices:
        assert visible(Viewer("office", office, "ann"), sample(kind), case, pack()) == {}


@pytest.mark.parametrize(
    "action",
    [
        Action("act", "receive"),
        Action("read", "Received"),
        Action("record-facts"),
        Action("export"),
        Action("appoint"),
        Action("erase"),
    ],
    ids=lambda action: action.what,
)
def test_who_stands_aside_does_nothing(action: Action) -> None:
    aside = case_from([e.StoodAside(on=DAY, whose="ann")])
    verdict = decide(Viewer("office", "desk", "ann"), action, aside, pack())
    assert isinstance(verdict, Denied)
    assert verdict.reason.key == "engine:recused"
    keeper = decide(Viewer(KEEPER, officer="ann"), Action("appoint"), aside, pack())
    assert isinstance(keeper, Denied)


def test_standing_aside_once_more_is_not_refused() -> None:
    aside = case_from([e.StoodAside(on=DAY, whose="ann")])
    viewer = Viewer("office", "desk", "ann")
    assert decide(viewer, Action("act", "stand-aside"), aside, pack()) == Allowed()


# --- victims --------------------------------------------------------------------------------------


def test_a_victims_identity_is_never_shown_to_anybody_else_outside_the_offices() -> None:
    """Not even where a pack lists it: the text of this one does, for relatives."""
    heard = e.VictimHeard(on=DAY, victim="v1")
    assert "victim" in written(PACKS[0])["VictimHeard"]["relative"]
    for audience in (*PETITIONERS_SIDE, "sender", "public"):
        assert "victim" not in visible(Viewer(audience), heard, PETITION, pack())
    assert visible(Viewer("relative"), heard, PETITION, pack()) == {"on": DAY}


def test_no_default_opens_a_victims_entry() -> None:
    asked = e.VictimAsked(on=DAY, victim="v1")
    for audience in PEOPLE:
        assert visible(Viewer(audience, person="v1"), asked, PETITION, pack()) == {}
    assert visible(Viewer("petitioner"), e.Closed(on=DAY), PETITION, pack()) == {
        "kind": "Closed",
        "on": DAY,
    }


def test_a_victim_sees_only_what_concerns_that_victim() -> None:
    heard = e.VictimHeard(on=DAY, victim="v1", statement=e.Commitment("ab" * 32))
    own_entry = visible(Viewer("victim", person="v1"), heard, PETITION, pack())
    assert own_entry["statement"] == "ab" * 32
    assert visible(Viewer("victim", person="v2"), heard, PETITION, pack()) == {}


# --- senders --------------------------------------------------------------------------------------


def test_a_sender_in_public_office_is_shown_and_a_private_one_is_not() -> None:
    public = Viewer("public")
    official = e.Received(on=DAY, sender_office="head-of-state", in_public_office=True)
    shown = visible(public, official, case_from([official]), pack())
    assert shown["sender_office"] == "head-of-state"
    private = e.Received(on=DAY, asked_for="pardon")
    assert visible(public, private, case_from([private]), pack()) == {}
    assert visible(Viewer("victim"), private, case_from([private]), pack()) == {}
    assert visible(Viewer("office", "desk", "ann"), private, case_from([private]), pack())


def test_the_institutions_own_docket_is_nobodys_letter() -> None:
    appointed = e.Appointed(on=DAY, whose="ann", to="desk")
    shown = visible(Viewer("petitioner"), appointed, case_from([appointed]), pack())
    assert shown == {"kind": "Appointed", "on": DAY}
    assert visible(Viewer("public"), e.Granted(on=DAY, outcomes=()), Case(), pack())


def test_what_a_private_speaker_said_is_not_shown() -> None:
    said = e.StatementRegistered(on=DAY, medium="interview", words=e.Commitment("ab" * 32))
    assert visible(Viewer("public"), said, PETITION, pack()) == {}
    official = e.StatementRegistered(on=DAY, medium="interview", in_public_office=True)
    assert visible(Viewer("public"), official, PETITION, pack())["medium"] == "interview"


# --- the office that an entry names ---------------------------------------------------------------


def test_a_consulted_office_sees_what_it_was_asked_and_not_what_others_were() -> None:
    asked = e.OpinionAsked(on=DAY, of="police", question=e.Commitment("ab" * 32))
    shown = visible(Viewer("office", "police", "pol"), asked, PETITION, pack())
    assert shown == {"kind": "OpinionAsked", "on": DAY, "question": "ab" * 32}
    assert visible(Viewer("office", "prison", "pri"), asked, PETITION, pack()) == {}
    other = e.OpinionAsked(on=DAY, of="prison")
    assert visible(Viewer("office", "police", "pol"), other, PETITION, pack()) == {}


def test_of_is_no_office_that_the_pack_does_not_have_and_nobody_outside_the_offices() -> None:
    asked = e.OpinionAsked(on=DAY, of="nobody-here")
    assert visible(Viewer("office", "nobody-here", "ann"), asked, PETITION, pack()) == {}
    named = e.OpinionAsked(on=DAY, of="petitioner")
    assert visible(Viewer("petitioner", person="a"), named, PETITION, pack()) == {}


# --- mandates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks_on", "shown"),
    [(date(2026, 3, 31), {"favours": True, "of": "police"}), (date(2026, 4, 1), {}), (None, None)],
)
def test_counsel_sees_while_the_mandate_lasts(
    looks_on: date | None, shown: dict[str, Any] | None
) -> None:
    until = e.MandateRecorded(on=DAY, holder="c1", role="counsel", until_on=date(2026, 3, 31))
    case = case_from([e.Received(on=DAY), e.PetitionOpened(on=DAY), until])
    opinion = e.OpinionReceived(on=DAY, of="police", favours=True)
    viewer = Viewer("counsel", person="c1", on=looks_on)
    full = {"favours": True, "of": "police"}
    assert visible(viewer, opinion, case, pack()) == (full if shown is None else shown)
    may = decide(
        Viewer("counsel", person="c1"), Action("read", "OpinionReceived"), case, pack(), looks_on
    )
    assert isinstance(may, Denied) is (shown == {})


# --- other actions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "action", "may"),
    [
        (Viewer("office", "desk", "ann"), Action("record-facts"), True),
        (Viewer("office", "police", "pol"), Action("record-facts"), True),
        (Viewer("office", "prison", "pri"), Action("record-facts"), False),
        (Viewer("office", "court", "cou"), Action("record-facts"), False),
        (Viewer("petitioner"), Action("record-facts"), False),
        (Viewer("office", "desk", "ann"), Action("export"), True),
        (Viewer("petitioner"), Action("export"), True),
        (Viewer("nobody"), Action("export"), True),
        (Viewer(KEEPER), Action("appoint"), True),
        (Viewer("office", "desk", "ann"), Action("appoint"), False),
        (Viewer("public"), Action("appoint"), False),
        (Viewer("office", "desk", "ann"), Action("erase"), True),
        (Viewer("office", "police", "pol"), Action("erase"), False),
        (Viewer("office", "court", "cou"), Action("erase"), False),
        (Viewer("petitioner"), Action("erase"), False),
        (Viewer(KEEPER), Action("erase"), False),
        (Viewer("office", "desk", "ann"), Action("read", "VictimAsked"), True),
        (Viewer("petitioner"), Action("read", "VictimAsked"), False),
        (Viewer("office", "no-such-office", "ann"), Action("act", "receive"), False),
        (Viewer("office", "desk", "ann"), Action("act", "no-such-act"), False),
    ],
)
def test_other_actions(viewer: Viewer, action: Action, may: bool) -> None:
    verdict = decide(viewer, action, Case(), pack(), DAY)
    assert isinstance(verdict, Allowed) is may
    if isinstance(verdict, Denied):
        assert verdict.reason.key in ("engine:not-yours", "engine:not-shown")


@HALF
@given(st.sampled_from(tuple(KINDS)).flatmap(of_kind), st.text(max_size=12))
def test_an_audience_nobody_names_sees_no_more_than_the_public(entry: Entry, name: str) -> None:
    shown = visible(Viewer(name), entry, PETITION, pack())
    if name not in PEOPLE:
        assert set(shown) <= set(expected(PACKS[0], "public", entry.kind))


# --- the public register --------------------------------------------------------------------------


def test_interventions_petitions_and_private_senders_are_counted_apart() -> None:
    letter = [e.Received(on=DAY, in_public_office=True), e.CorrespondenceAnswered(on=DAY)]
    spoken = e.StatementRegistered(on=DAY, medium="address", in_public_office=True)
    heard = e.StatementRegistered(on=DAY, medium="report", sources_unnamed=3)
    private = [e.Received(on=DAY), e.CorrespondenceAnswered(on=DAY)]
    override = e.RuleOverridden(on=DAY, rule="trial-over")
    petition = [e.Received(on=DAY), e.PetitionOpened(on=DAY), override]
    waiting = [e.Received(on=DAY)]
    cases = [case_from(d) for d in ([*letter, spoken, heard], private, petition, waiting)]
    assert public_counts(cases) == {
        "interventions": 2,
        "petitions": 1,
        "private_senders": 1,
        "overrides": 1,
    }


def test_an_officials_own_petition_is_no_intervention() -> None:
    own_petition = [e.Received(on=DAY, in_public_office=True), e.PetitionOpened(on=DAY)]
    counts: Mapping[str, int] = public_counts([case_from(own_petition)])
    assert (counts["interventions"], counts["petitions"]) == (0, 1)
