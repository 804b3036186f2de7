"""Every component in use on one page, to be looked at while developing. Nobody's data is on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from clemency.letters.told import NO, OPEN, YES, Line, Told
from clemency.web.access import everybody
from clemency.web.config import config
from clemency.web.pages import render, words_of
from clemency.web.words import Words


@everybody
def styleguide(request: HttpRequest) -> HttpResponse:
    """The components of both layouts: `?bench` shows the staff side's."""
    if not (config().debug or config().demo):
        raise Http404
    sample = samples(words_of(request))
    return render(request, "styleguide.html", sample=sample, bench="bench" in request.GET)


@dataclass(frozen=True)
class Clock:
    """A date with its working, as `parts/clock.html` shows it."""

    name: str
    day: date | None
    state: str
    tone: str
    working: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A station of a matter's way, as `parts/clock.html` shows it."""

    name: str
    state: str
    note: str = ""


def samples(words: Words) -> dict[str, Any]:
    """Text for every component, in the reader's language."""
    word, says = words.say("common.guide.word"), words.say("common.guide.says")
    ask, person = words.say("common.guide.ask"), words.say("common.guide.person")
    day = date(2026, 11, 22)
    tones = ("late", "soon", "stopped", "met")
    lines = (
        Line("", says, "says"),
        Line("", words.reference("HCJ 219/09"), "cite"),
        Line(word, f"{ask} {words.day(day)}", "because"),
        Line(word, says, "opens"),
    )
    clocks = [
        Clock(word, day + timedelta(days=n), says, tone, (says, ask))
        for n, tone in enumerate(tones)
    ]
    return {
        "word": word,
        "says": says,
        "ask": ask,
        "person": person,
        "day": day,
        "clocks": [*clocks, Clock(word, None, "", "", ())],
        "tolds": [Told(ask, lines, level) for level in (NO, OPEN, YES)],
        "steps": [Step(word, "done"), Step(ask, "here", says), Step(person, "later")],
        "address": "?page={}".format,
    }
