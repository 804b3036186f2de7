"""The first day on which a rule will hold is the one that stepping from day to day would find."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import assume, event, given
from hypothesis import strategies as st

from clemency.law.asks import Asks
from clemency.law.finding import env_of, find_in
from clemency.law.opens import NEVER, NoClock, opens_on
from clemency.law.pack import Pack
from clemency.law.values import UNKNOWN, Facts, Verdict
from tests.law.building import Text, pack
from tests.properties.generating import (
    TURNING_DAYS,
    Draw,
    a_day,
    conditions,
    env_for,
    examples,
    pick,
    shown,
    vocabularies,
)

HORIZON = timedelta(days=366 * 8)
FAR = date(2300, 1, 1)  # later than anything here can turn


class Matter(NamedTuple):
    """A rule in one or several versions, facts, and the day on which somebody asks."""

    pack: Pack
    facts: Facts
    on: date

    def __repr__(self) -> str:
        versions = self.pack.rules["rule"]
        texts = [f"{v.key} about {v.about} if {v.applies_to}: {v.expr}" for v in versions]
        defines = [f"{d.id} = {d.expr}" for d in self.pack.defines.values()]
        leap_day = self.pack.calendar.leap_day
        lines = [*texts, *defines, f"leap_day = {leap_day}", shown(dict(self.facts.values))]
        return "\n  ".join([f"on {self.on}", *lines])


@st.composite
def matters(draw: Draw, known: bool = True) -> Matter:
    words = draw(vocabularies())
    about = pick(draw, None, None, "charge")
    since = [None, *sorted({pick(draw, *TURNING_DAYS) for _ in range(pick(draw, 0, 0, 1, 2))})]
    texts = []
    for day in since:
        applies = draw(conditions(words, 0, about=about, dated=True)) if day and pick(draw, True, False) else None
        ends = day is not None and pick(draw, False, False, False, True)
        texts.append(
            Text(
                holds=str(draw(conditions(words, pick(draw, 1, 2, 0), about=about, dated=True))),
                about=about,
                since=day,
                until=day + timedelta(days=400) if ends and day else None,
                applies_to=None if applies is None else str(applies),
            )
        )
    env = draw(env_for(words, known=known))
    del env["today"]
    on = a_day(draw) - timedelta(days=pick(draw, 0, 0, 400, 2000))
    return Matter(pack(words, *texts), Facts(env), on)


def verdict_on(matter: Matter, day: date) -> Verdict:
    env = env_of(matter.facts, day)
    return find_in(matter.pack, "rule", env, day, day).holds


def stepped(matter: Matter) -> date | None:
    """The first day on which the rule no longer fails, found by looking at every day."""
    env = env_of(matter.facts, matter.on)
    for ahead in range(HORIZON.days):
        day = matter.on + timedelta(days=ahead)
        env["today"] = day
        if find_in(matter.pack, "rule", env, day, day).holds is not False:
            return day
    return None


def check(matter: Matter) -> None:
    try:
        opens = opens_on(matter.pack, "rule", matter.facts, matter.on)
    except NoClock:
        assume(False)
        raise
    first = stepped(matter)
    if opens is NEVER:
        event("never")
        assert first is None
        assert verdict_on(matter, FAR) is False
    elif isinstance(opens, date):
        event("today" if opens == matter.on else "later")
        assert verdict_on(matter, opens) is True
        assert first == opens or (first is None and opens >= matter.on + HORIZON)
    else:
        event("asks")
        assert isinstance(opens, Asks)
        assert opens.paths or first is not None
        assert first is None or verdict_on(matter, first) is not True


@examples(1)
@given(matters())
def test_opens_on_is_the_day_that_stepping_finds(matter: Matter) -> None:
    check(matter)


@examples(1)
@given(matters(known=False))
def test_opens_on_steps_over_no_day_on_which_something_is_missing(matter: Matter) -> None:
    check(matter)
    assert verdict_on(matter, matter.on) is not UNKNOWN or isinstance(
        opens_on(matter.pack, "rule", matter.facts, matter.on), Asks
    )
