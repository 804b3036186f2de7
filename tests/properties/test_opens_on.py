"""The first day on which a rule will hold is the one that stepping from day to day would find."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, event, given

from clemency.law.asks import Asks
from clemency.law.finding import env_of, find_in
from clemency.law.opens import NEVER, NoClock, opens_on
from clemency.law.values import UNKNOWN, Verdict
from tests.properties.generating import examples
from tests.properties.matters import Matter, matters

HORIZON = timedelta(days=366 * 15)
FAR = date(2300, 1, 1)  # later than anything here can turn


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
