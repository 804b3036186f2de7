"""Rules in one or several versions, about a record or not, and facts to judge by them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from clemency.law.pack import Pack
from clemency.law.parse import Scope
from clemency.law.reason import Env
from clemency.law.values import Facts
from tests.law.building import Text, pack
from tests.properties.generating import (
    TURNING_DAYS,
    Draw,
    a_day,
    conditions,
    env_for,
    pick,
    read_by,
    shown,
    vocabularies,
)


class Matter(NamedTuple):
    """A rule in one or several versions, facts, and the day on which somebody asks."""

    words: Scope
    pack: Pack
    env: Env
    on: date

    @property
    def facts(self) -> Facts:
        return Facts(self.env)

    def __repr__(self) -> str:
        versions = self.pack.rules["rule"]
        texts = [f"{v.key} about {v.about} if {v.applies_to}: {v.expr}" for v in versions]
        defines = [f"{d.id} = {d.expr}" for d in self.pack.defines.values()]
        leap_day = self.pack.calendar.leap_day
        lines = [*texts, *defines, f"leap_day = {leap_day}", shown(self.env)]
        return "\n  ".join([f"on {self.on}", *lines])


@st.composite
def matters(draw: Draw, known: bool = True) -> Matter:
    """`known`: nothing is missing."""
    words = draw(vocabularies())
    about = pick(draw, None, None, "charge")
    since = [None, *sorted({pick(draw, *TURNING_DAYS) for _ in range(pick(draw, 0, 0, 1, 2))})]
    texts = []
    for day in since:
        applies = (
            draw(conditions(words, 0, about=about, dated=True))
            if day and pick(draw, True, False)
            else None
        )
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
    law = pack(words, *texts)
    exprs = [e for v in law.rules["rule"] for e in (v.expr, v.applies_to) if e is not None]
    words = read_by(words, exprs, about)
    env = draw(env_for(words, known=known))
    del env["today"]
    on = a_day(draw) - timedelta(days=pick(draw, 0, 0, 400, 2000))
    return Matter(words, law, env, on)
