"""Every period of a matter with its working: what began it, how long it is and who says so, on
which calendar, what interrupted it, what ended it, and what follows when it runs out.

It is read off the entries that somebody is shown, so nobody learns of a period that is hidden from
them. Nothing here moves a date: what is due is what the docket says is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from clemency.clerk.reading import Matter, Shown
from clemency.law.calendar import WEEKDAYS, Calendar
from clemency.law.pack import Act, Pack, Parameter
from clemency.law.pack import Clock as Period
from clemency.law.reason import figure

State = Literal["running", "due-today", "overdue", "met", "late", "uncounted"]

ENDED_BY = {
    "OpinionAsked": ("OpinionReceived", "OpinionDispensedWith"),
    "InformationAsked": ("InformationReceived", "PetitionSupplemented"),
    "VictimAsked": ("VictimHeard", "VictimDeclined"),
}
"""What ends a period for somebody who sees the entries and not which periods they stop."""


@dataclass(frozen=True)
class Deed:
    """Who did something, when, by which act; as far as it is shown."""

    seq: int
    kind: str
    on: date
    act: str | None = None
    office: str | None = None
    officer: str | None = None


@dataclass(frozen=True)
class Length:
    """How long a period is, and where that is written.

    unit       days, working-days or months
    parameter  the figure of the law, where it is one; `cite` where that stands, `since` from when
               this value holds
    """

    count: int
    unit: Literal["days", "working-days", "months"]
    parameter: str | None = None
    cite: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class Pause:
    """The matter waited: from when until when, and why. Until is None while it still does."""

    since: Deed
    until: Deed | None
    set_until: date | None
    reason: str | None


@dataclass(frozen=True)
class Clock:
    """One period.

    id          its name in the pack; the kind that began it, where the name is not shown
    of          whom it concerns, where it names an office
    started_on  the day from which it is counted
    due_on      its last day; None where that cannot be counted
    closed      why the office is closed on that day: weekend or holiday; None where it is open
    days        days that are left; below 0 once it has passed. None without a due day, or ended
    reckoned    whether the pack of today would reckon the same day; None where that is not known
    chases      days on which a reminder is due; chased, those that went
    then, by    the act that follows when time runs out ("nothing" where nothing does), and the
                office that decides it
    """

    id: str
    of: str | None
    began: Deed
    started_on: date
    due_on: date | None
    state: State
    act: str | None
    cite: str | None
    length: Length | None
    calendar: Calendar
    closed: Literal["weekend", "holiday"] | None
    days: int | None
    reckoned: bool | None
    pauses: tuple[Pause, ...]
    chases: tuple[date, ...]
    chased: tuple[Deed, ...]
    ended: Deed | None
    then: str
    by: str | None


def clocks(matter: Matter, pack: Pack, today: date) -> tuple[Clock, ...]:
    """The periods that this viewer's matter shows: those that run first, the nearest day first."""
    found = [
        _clock(matter.entries, at, entry, pack, today)
        for at, entry in enumerate(matter.entries)
        if _starts(entry)
    ]
    return tuple(sorted(found, key=lambda c: (c.ended is not None, c.due_on or date.max)))


def _starts(entry: Shown) -> bool:
    return bool(entry.fields.get("clock") or entry.fields.get("due_on")) and "on" in entry.fields


def _clock(entries: tuple[Shown, ...], at: int, entry: Shown, pack: Pack, today: date) -> Clock:
    id, of = entry.fields.get("clock"), entry.fields.get("of")
    act = _act(entry, pack)
    period = act.clock if act is not None else None
    started_on = _start(entry, period)
    due_on: date | None = entry.fields.get("due_on")
    later = entries[at + 1 :]
    ended = next((_deed(one) for one in later if _ends(one, entry)), None)
    length = _length(period, started_on) if period else None
    return Clock(
        id=id or entry.kind,
        of=of,
        began=_deed(entry),
        started_on=started_on,
        due_on=due_on,
        state=_state(due_on, ended, today),
        act=act.id if act else None,
        cite=act.cite.text if act and act.cite else None,
        length=length,
        calendar=pack.calendar,
        closed=_closed(pack.calendar, due_on),
        days=(due_on - today).days if due_on and ended is None else None,
        reckoned=_reckoned(length, started_on, due_on, pack.calendar),
        pauses=tuple(_pauses(entries, started_on, ended.on if ended else today)),
        chases=_chases(period, due_on),
        chased=tuple(_chased(later, of, ended)),
        ended=ended,
        then=period.out if period else "nothing",
        by=period.by if period else None,
    )


def _deed(entry: Shown) -> Deed:
    told = entry.fields
    return Deed(
        entry.seq,
        entry.kind,
        told["on"],
        told.get("act"),
        told.get("office"),
        told.get("officer"),
    )


def _act(entry: Shown, pack: Pack) -> Act | None:
    """The act that began the period; None where it is not shown, or the pack has it no more."""
    act = pack.acts.get(entry.fields.get("act") or "")
    period = act.clock if act else None
    return act if period is not None and period.id == entry.fields.get("clock") else None


def _start(entry: Shown, period: Period | None) -> date:
    found = entry.fields.get(period.start) if period else None
    on: date = entry.fields["on"]
    return found if isinstance(found, date) else on


def _ends(entry: Shown, began: Shown) -> bool:
    """Whether an entry ends the period that another began."""
    id, of = began.fields.get("clock"), began.fields.get("of")
    named = entry.fields.get("of")
    if "on" not in entry.fields or (named is not None and named != of):
        return False
    if id is not None and "stops" in entry.fields:
        return id in entry.fields["stops"]
    return entry.kind in ENDED_BY.get(began.kind, ())


def _state(due_on: date | None, ended: Deed | None, today: date) -> State:
    if ended is not None:
        return "late" if due_on is not None and ended.on > due_on else "met"
    if due_on is None:
        return "uncounted"
    if due_on == today:
        return "due-today"
    return "running" if today < due_on else "overdue"


# --- how it was reckoned ------------------------------------------------------------------------


def _length(period: Period, started_on: date) -> Length | None:
    given = period.months if period.months is not None else period.days
    unit: Any = "months" if period.months is not None else "days"
    if unit == "days" and period.working:
        unit = "working-days"
    if isinstance(given, int):
        return Length(given, unit)
    if not isinstance(given, Parameter):
        return None
    count = figure(given.values, started_on)
    if not isinstance(count, int):
        return None
    since = max(day for day, _ in given.values if day <= started_on)
    return Length(count, unit, given.id, given.cite.text, since)


def _reckoned(
    length: Length | None, start: date, due_on: date | None, calendar: Calendar
) -> bool | None:
    """Whether the period comes out the same today; an earlier pack may have had another length."""
    if length is None or due_on is None:
        return None
    if length.unit == "months":
        return calendar.months_after(length.count, start) == due_on
    if length.unit == "days":
        return start + timedelta(days=length.count) == due_on
    return calendar.working_days_after(length.count, start) == due_on


def _closed(calendar: Calendar, day: date | None) -> Literal["weekend", "holiday"] | None:
    if day is None or calendar.open_on(day):
        return None
    return "weekend" if WEEKDAYS[day.weekday()] in calendar.weekend else "holiday"


def _chases(period: Period | None, due_on: date | None) -> tuple[date, ...]:
    if period is None or due_on is None:
        return ()
    return tuple(due_on + timedelta(days=days) for days in sorted(period.chase))


# --- what happened meanwhile --------------------------------------------------------------------


def _chased(later: tuple[Shown, ...], of: str | None, ended: Deed | None) -> Iterator[Deed]:
    for entry in later:
        if ended is not None and entry.seq >= ended.seq:
            return
        if entry.kind == "OpinionChased" and entry.fields.get("of") == of and "on" in entry.fields:
            yield _deed(entry)


def _pauses(entries: tuple[Shown, ...], start: date, end: date) -> Iterator[Pause]:
    """When the matter waited while the period ran."""
    waits: Shown | None = None
    for entry in entries:
        if "on" not in entry.fields:
            continue
        if entry.kind == "Deferred":
            waits = entry
        elif entry.kind == "Resumed" and waits is not None:
            if entry.fields["on"] >= start and waits.fields["on"] <= end:
                yield _pause(waits, entry)
            waits = None
    if waits is not None and waits.fields["on"] <= end:
        yield _pause(waits, None)


def _pause(waits: Shown, again: Shown | None) -> Pause:
    until: date | None = waits.fields.get("until")
    return Pause(_deed(waits), _deed(again) if again else None, until, waits.fields.get("reason"))
