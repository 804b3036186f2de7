"""Lists and periods in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.law.calendar import WEEKDAYS
from clemency.letters.speech import Speaker
from clemency.letters.words import Words, babel_dates
from clemency.web.lists.asking import Listed
from clemency.web.lists.clocks import Clock, Length, Pause
from clemency.web.lists.search import Hit
from clemency.web.lists.steps import Typical
from clemency.web.lists.waiting import Blocked

SOON = 7  # days


@dataclass(frozen=True)
class Shown:
    """A period as `parts/clock.html` draws it.

    tone  late, soon, stopped, met or nothing
    """

    name: str
    day: date | None
    state: str
    tone: str
    working: tuple[str, ...]


# --- rows ---------------------------------------------------------------------------------------


def blocked(row: Listed, words: Words, speaker: Speaker) -> list[str]:
    """Everything that keeps a matter from going on, the most telling first."""
    return [_blocked(one, words, speaker) for one in row.blocked]


def _blocked(one: Blocked, words: Words, speaker: Speaker) -> str:
    key, told = f"lists.blocked.{one.code}", dict(one.params)
    for name in ("office", "offices"):
        if name in told:
            given = told[name] if isinstance(told[name], list) else [told[name]]
            told[name] = words.listed([speaker.office(office) for office in given])
    if "day" in told:
        told["day"] = date.fromisoformat(told["day"])
    if "items" in told:
        items = words.listed([speaker.names.code(item, "items") for item in told["items"]])
        return words.plural(key, len(one.params["items"]), items=items)
    return words.say(key, **told)


def kind(row: Listed, words: Words) -> str:
    """What a matter is; with what is asked, where that is known."""
    return words.say(f"lists.kind.{row.kind or 'none'}")


def due(row: Listed, words: Words) -> str:
    """How near the day is on which something is due; empty where nothing is."""
    if row.due_in is None:
        return ""
    if row.due_in == 0:
        return words.say("lists.clock.today")
    key = "lists.left" if row.due_in > 0 else "lists.overdue"
    return words.plural(key, abs(row.due_in))


def age(row: Listed, words: Words) -> str:
    """How long ago a matter was received."""
    return "" if row.age is None else words.plural("lists.age", row.age)


def found_in(hits: Iterable[Hit], words: Words, speaker: Speaker) -> list[str]:
    """Where words were found, each place once."""
    return list(dict.fromkeys(_place(hit, words, speaker) for hit in hits))


def _place(hit: Hit, words: Words, speaker: Speaker) -> str:
    if not hit.kind:
        return words.say("lists.search.in_number")
    field = speaker.names.field(hit.field)
    return words.say("lists.search.seen", kind=speaker.names.kind(hit.kind), field=field)


# --- periods ------------------------------------------------------------------------------------


def clock(of: Clock, words: Words, speaker: Speaker) -> Shown:
    """One period, with the sentences of its working."""
    return Shown(
        _name(of, words, speaker),
        of.due_on,
        _state(of, words),
        _tone(of),
        tuple(_working(of, words, speaker)),
    )


def _name(of: Clock, words: Words, speaker: Speaker) -> str:
    names = speaker.names
    what = names.kind(of.id) if of.id == of.began.kind else names.code(of.id, "clock")
    if of.of is None:
        return what
    return words.say("lists.clock.name", what=what, whom=speaker.office(of.of))


def _state(of: Clock, words: Words) -> str:
    if of.state == "uncounted":
        return words.say("lists.clock.uncounted")
    if of.state == "due-today":
        return words.say("lists.clock.today")
    if of.state == "met":
        return words.say("lists.clock.met")
    if of.state == "late":
        assert of.ended is not None and of.due_on is not None
        return words.plural("lists.clock.late", (of.ended.on - of.due_on).days)
    days = of.days or 0
    return words.plural("lists.left" if days > 0 else "lists.overdue", abs(days))


def _tone(of: Clock) -> str:
    if of.ended is not None:
        return "met" if of.state == "met" else "stopped"
    if of.state == "overdue":
        return "late"
    return "soon" if of.days is not None and of.days <= SOON else ""


def _working(of: Clock, words: Words, speaker: Speaker) -> Iterator[str]:
    yield _began(of, words, speaker)
    if of.cite:
        yield words.say("lists.clock.cite", cite=words.reference(of.cite))
    if of.length is not None:
        yield from _length(of, of.length, words, speaker)
    if of.due_on is None:
        yield _why_no_day(of, words)
    elif of.closed is not None:
        yield words.say(f"lists.clock.{of.closed}", weekday=weekday(of.due_on, words))
    if of.reckoned is False:
        yield words.say("lists.clock.otherwise")
    for pause in of.pauses:
        yield from _pause(pause, words, speaker)
    yield from _reminders(of, words)
    yield from _end(of, words, speaker)


def _began(of: Clock, words: Words, speaker: Speaker) -> str:
    if of.act is None:
        return words.say("lists.clock.began_plain", day=of.started_on)
    told: dict[str, Any] = {"day": of.started_on, "act": speaker.act(of.act)}
    if of.began.office is None:
        return words.say("lists.clock.began", **told)
    return words.say("lists.clock.began_by", office=speaker.office(of.began.office), **told)


def _length(of: Clock, length: Length, words: Words, speaker: Speaker) -> Iterator[str]:
    unit = {"months": "in_months", "working-days": "working_days"}.get(length.unit, "days")
    yield words.plural(f"lists.clock.{unit}", length.count)
    if length.parameter is None:
        yield words.say("lists.clock.set")
    else:
        name = speaker.names.figure(length.parameter)
        cite = words.reference(length.cite or "")
        yield words.say("lists.clock.figure", figure=name, since=length.since, cite=cite)
    if length.unit == "working-days":
        closed = sorted(of.calendar.weekend, key=WEEKDAYS.index)
        days = words.listed([_weekday_name(WEEKDAYS.index(one), words) for one in closed])
        known = of.calendar.known_until or of.started_on
        yield words.say("lists.clock.working", days=days, known=known)
    else:
        yield words.say("lists.clock.months" if unit == "in_months" else "lists.clock.calendar")


def _why_no_day(of: Clock, words: Words) -> str:
    known = of.calendar.known_until
    if of.length is not None and of.length.unit == "working-days" and known is not None:
        return words.say("lists.clock.no_day_holidays", known=known)
    return words.say("lists.clock.no_day")


def _pause(pause: Pause, words: Words, speaker: Speaker) -> Iterator[str]:
    told: dict[str, Any] = {"from": pause.since.on}
    if pause.until is not None:
        yield words.say("lists.clock.paused", until=pause.until.on, **told)
    elif pause.set_until is not None:
        yield words.say("lists.clock.pausing_until", until=pause.set_until, **told)
    else:
        yield words.say("lists.clock.pausing", **told)
    if pause.reason:
        yield words.say("lists.clock.reason", reason=speaker.names.code(pause.reason, "reason"))
    if pause.since.office:
        yield words.say("lists.clock.set_aside_by", office=speaker.office(pause.since.office))


def _reminders(of: Clock, words: Words) -> Iterator[str]:
    if of.chases and of.ended is None:
        yield words.say("lists.clock.chases", days=words.listed([*map(words.day, of.chases)]))
    if of.chased:
        days = words.listed([words.day(deed.on) for deed in of.chased])
        yield words.say("lists.clock.chased", days=days)


def _end(of: Clock, words: Words, speaker: Speaker) -> Iterator[str]:
    if of.ended is not None:
        what = speaker.act(of.ended.act) if of.ended.act else speaker.names.kind(of.ended.kind)
        told: dict[str, Any] = {"day": of.ended.on, "what": what}
        if of.ended.office is None:
            yield words.say("lists.clock.ended", **told)
        else:
            yield words.say("lists.clock.ended_by", office=speaker.office(of.ended.office), **told)
    elif of.act is not None:
        if of.then == "nothing":
            yield words.say("lists.clock.nothing")
        elif of.then == "proceed-without":
            yield words.say("lists.clock.go_on")
        else:
            yield words.say("lists.clock.then", act=speaker.act(of.then))
        if of.by is not None:
            yield words.say("lists.clock.decides", office=speaker.office(of.by))


def weekday(day: date, words: Words) -> str:
    """The name of a day of the week."""
    return _weekday_name(day.weekday(), words)


def _weekday_name(index: int, words: Words) -> str:
    names = babel_dates().get_day_names("wide", "stand-alone", locale=words.language)
    return str(names[index])


# --- how long things took -----------------------------------------------------------------------


def typical(found: Typical | None, words: Words) -> list[str]:
    """How long a step took before: facts, and a warning that they are no forecast."""
    if found is None:
        return [words.say("lists.typical.none")]
    days = {
        name: words.plural("lists.days", getattr(found, name)) for name in ("median", "low", "high")
    }
    return [
        words.say("lists.typical.says", **days),
        words.plural("lists.typical.of", found.cases),
        words.say("lists.typical.note"),
    ]
