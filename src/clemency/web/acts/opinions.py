"""Opinions by state: which cannot start, are awaited, have come, are late, are done without; and
what this officer can do about each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clemency.docket.perform import possible
from clemency.docket.rows import Opinion
from clemency.docket.verdict import Refused
from clemency.letters.told import Told
from clemency.web.acts.setting import Setting
from clemency.web.pages import url

State = Literal[
    "cannot-start", "not-asked", "waiting", "overdue", "received", "received-late", "supplemented",
    "done-without",
]  # fmt: skip

STATES: tuple[State, ...] = (
    "overdue",
    "waiting",
    "received-late",
    "received",
    "supplemented",
    "done-without",
    "not-asked",
    "cannot-start",
)
"""In the order of the board: what keeps a matter from going on comes first."""

TONES: dict[State, str] = {
    "cannot-start": "quiet",
    "not-asked": "note",
    "overdue": "no",
    "waiting": "open",
    "received": "yes",
    "received-late": "yes",
    "supplemented": "yes",
    "done-without": "quiet",
}

STEPS: dict[State, tuple[str, ...]] = {
    "cannot-start": (),
    "not-asked": ("OpinionAsked",),
    "overdue": ("OpinionChased", "OpinionReceived", "OpinionDispensedWith"),
    "waiting": ("OpinionChased", "OpinionReceived", "OpinionDispensedWith"),
    "received": ("OpinionSupplemented", "OpinionAsked"),
    "received-late": ("OpinionSupplemented", "OpinionAsked"),
    "supplemented": ("OpinionSupplemented", "OpinionAsked"),
    "done-without": ("OpinionReceived",),
}
"""What can be done about an opinion in each state, by the kind of entry."""


@dataclass(frozen=True)
class Standing:
    """One office's opinion as it stands.

    days      until it is due; below zero, since it was due; None where nothing runs
    favours   what it said, where this officer may know; None also where it took no position
    position  whether what it said may be known
    why       why it cannot start
    steps     acts that are possible about it, as (words, address)
    """

    office: str
    title: str
    state: State
    row: Opinion | None = None
    days: int | None = None
    favours: bool | None = None
    position: bool = False
    why: tuple[Told, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()


def state_of(row: Opinion, today: date) -> State:
    """How one opinion that was asked, or came unasked, stands."""
    if row.received_on is not None:
        if row.supplemented_on is not None:
            return "supplemented"
        return "received-late" if row.late else "received"
    if row.dispensed_on is not None:
        return "done-without"
    return "overdue" if row.due_on is not None and row.due_on < today else "waiting"


def board(setting: Setting) -> tuple[Standing, ...]:
    """Every opinion of a matter that this officer may know of, the pressing ones first."""
    able, why = _possible(setting)
    rows = {row.office: row for row in _rows(setting)}
    found = [_standing(setting, row, able) for row in rows.values()]
    if setting.shown.case is not None:
        found += _unasked(setting, set(rows), able, why)
    return tuple(sorted(found, key=lambda one: STATES.index(one.state)))


def asked(setting: Setting) -> tuple[Standing, ...]:
    """Every opinion that was asked or came unasked, without what could be done about it."""
    found = [_standing(setting, row, frozenset()) for row in _rows(setting)]
    return tuple(sorted(found, key=lambda one: STATES.index(one.state)))


def _rows(setting: Setting) -> Iterator[Opinion]:
    """What the policy lets this officer know: of an office that is consulted, its own alone."""
    every = setting.shown.case is not None and setting.shows("OpinionAsked", "of")
    for row in setting.ground.case.opinions:
        if every or row.office == setting.seat.office:
            yield row


def _standing(setting: Setting, row: Opinion, able: frozenset[str]) -> Standing:
    state = state_of(row, setting.today)
    running = row.due_on is not None and state in ("waiting", "overdue")
    position = setting.shows("OpinionReceived", "favours") or row.office == setting.seat.office
    return Standing(
        office=row.office,
        title=setting.speaker.office(row.office),
        state=state,
        row=row,
        days=(row.due_on - setting.today).days if running and row.due_on else None,
        favours=row.favours if position else None,
        position=position and row.received_on is not None,
        steps=tuple(_steps(setting, state, row.office, able)),
    )


def _unasked(
    setting: Setting, known: set[str], able: frozenset[str], why: dict[str, Refused]
) -> Iterator[Standing]:
    """Offices that the pack lets somebody ask, and that nobody has asked."""
    seen = set(known)
    for act in setting.pack.acts.values():
        if act.writes != "OpinionAsked":
            continue
        for office in act.of:
            if office in seen:
                continue
            seen.add(office)
            title = setting.speaker.office(office)
            if act.id in able:
                steps = tuple(_steps(setting, "not-asked", office, able))
                yield Standing(office, title, "not-asked", steps=steps)
            else:
                refused = why.get(act.id)
                told = setting.speaker.refused(refused)[:1] if refused else ()
                told = tuple(setting.without_facts(one) for one in told)
                yield Standing(office, title, "cannot-start", why=told)


def _possible(setting: Setting) -> tuple[frozenset[str], dict[str, Refused]]:
    """What this officer can do now, and why not the rest: one reading for the whole page."""
    ground, seat, day = setting.ground, setting.seat, setting.today
    held = setting.clerk.appointments()
    found = possible(
        ground.case, ground.facts, setting.pack, seat.office, seat.officer, day, held, day
    )
    able = frozenset(one.act for one in found if one.refused is None)
    return able, {one.act: one.refused for one in found if one.refused is not None}


def _steps(
    setting: Setting, state: State, office: str, able: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for kind in STEPS[state]:
        for act in setting.pack.acts.values():
            if act.writes == kind and act.id in able and (not act.of or office in act.of):
                address = url("acts:act", setting.shown.number, act.id)
                yield setting.speaker.act(act.id), f"{address}?of={office}"
                break
