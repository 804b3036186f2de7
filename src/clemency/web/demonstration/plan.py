"""Who asks for what, and what is done in which matter on which day: drawn before anything is done.

Every story is drawn from a seed of its own, so that one more story leaves the others as they were.
A story is told up to the day before the demonstration begins: what would come later is not done
yet, so matters stand in every place in which a real office has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from clemency.law.calendar import WEEKDAYS
from clemency.law.pack import Pack
from clemency.web.demonstration import choosing
from clemency.web.demonstration.book import MAIN, Book, Plain
from clemency.web.demonstration.draws import Open
from clemency.web.demonstration.people import Person, cast_person, people, person

WINDOW = 425  # days before the demonstration in which its matters began: fourteen months
Key = tuple[str, int, str]
"""A matter: the story, which of its tellings it is, and the story's own name for the matter."""

ADULT = (24, 70)
"""The ages of people, in years, where the subject of their matter says no other."""


@dataclass
class Matter:
    """One matter that is to be told.

    key        the story, which of its tellings it is, and the story's own name for the matter
    person     the person concerned; `filer` whoever asks for them, where that is somebody else
    facts      what is claimed when the petition is opened
    known      what an officer establishes later
    drawn      what else was drawn for it: amounts, terms, the offence of which the statement tells
    statement  the person's own words by prompt; none for a letter
    files      the documents that are sent, each with its day
    """

    key: Key
    language: str
    door: str
    subject: str
    person: Person
    filer: Person | None
    told: Plain
    facts: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)
    statement: Plain = field(default_factory=dict)
    files: dict[str, date] = field(default_factory=dict)

    @property
    def about(self) -> dict[str, Any]:
        """What a story may ask of the matter itself."""
        return {"language": self.language, "born_on": self.person.born_on}


@dataclass(frozen=True)
class Planned:
    """One step: on which day it is taken, in which matter, and everything that is written.

    by, officer, second  the office, whoever acts for it, and the second officer where two sign
    sets                 the fields of the entry; "@..." stands for a reference known when it runs
    texts                by field: the texts to be sealed, or "@..." for what is made of the matter
    facts                recorded with it; `standing` says with what standing
    refused              True for the step of a journey that shows a refusal
    """

    on: date
    minute: int
    matter: Matter
    act: str | None
    by: str | None
    officer: str | None
    sets: Plain
    texts: Mapping[str, str]
    facts: Plain
    standing: str = "claimed"
    second: str | None = None
    refused: bool = False
    reported_by: tuple[str, ...] = ()


class Planner:
    """Plans the stories of one book."""

    def __init__(self, pack: Pack, told: Book, *, seed: int, today: date) -> None:
        self.pack, self.book, self.seed, self.today = pack, told, seed, today
        self.officers = people(pack)

    def plan(self, matters: int) -> list[Planned]:
        """So many matters, every step in the order of its day."""
        steps: list[Planned] = []
        for story, telling in choosing.chosen(self.book, matters, self.seed):
            steps += _Telling(self, story, telling).steps()
        return sorted(steps, key=lambda step: (step.on, step.minute))


@dataclass
class _Rough:
    """A step of which only the place in its story is known."""

    told: Plain
    matter: Matter
    gap: int
    each: str = ""


class _Telling:
    """One telling of one story."""

    def __init__(self, planner: Planner, story: Plain, telling: int) -> None:
        self.planner, self.book, self.story = planner, planner.book, story
        self.draw = Random(f"{planner.seed} {story['id']} {telling}")
        self.telling = telling
        self.seats: dict[str, str] = {}
        self.matters: dict[str, Matter] = {}
        for name, own in story.get("matter", {MAIN: {}}).items():
            self.matters[name] = self._matter(name, {**story, **own})

    def steps(self) -> Iterator[Planned]:
        """The steps that lie before today, in order."""
        rough = [one for told in self.story["steps"] for one in self._rough(told, MAIN)]
        on = self._days(rough)
        days = {one.told["as"]: day for one, day in zip(rough, on, strict=True) if "as" in one.told}
        minutes = sorted(self.draw.randrange(8 * 60, 17 * 60) for _ in rough)
        begun: set[str] = set()
        for one, day, minute in zip(rough, on, minutes, strict=True):
            if day >= self.planner.today:
                return
            if one.matter.key[2] not in begun:
                begun.add(one.matter.key[2])
                self._settle(one.matter, day, days)
            yield self._planned(one, day, minute, days)

    # --- who and what ----------------------------------------------------------------------------

    def _matter(self, name: str, told: Plain) -> Matter:
        door = self._one(told.get("door", list(self.book.doors)))
        way = self.book.doors[door]
        subject = self._one(told["subject"])
        allowed = told.get("language") or way.get("languages") or list(self.book.languages)
        weights = [self.book.languages[language] for language in allowed]
        language = self.draw.choices(allowed, weights)[0]
        same = self.matters.get(told.get("person", ""))
        today = self.planner.today
        ages = self.book.subjects[subject].get("ages", ADULT)
        who = same.person if same else person(self.draw, language, today, ages)
        filer = person(self.draw, language, today, ADULT) if way.get("filer") else None
        if "cast" in told:
            filer = cast_person(self.book.cast[told["cast"]], language)
        return Matter(
            key=(self.story["id"], self.telling, name),
            language=same.language if same else language,
            door=door,
            subject=subject,
            person=who,
            filer=filer,
            told=told,
        )

    def _settle(self, matter: Matter, day: date, days: Mapping[str, date]) -> None:
        """Draws what the matter says, once its first day is known."""
        subject, way = self.book.subjects[matter.subject], self.book.doors[matter.door]
        opened = Open(self.draw, day, days, about=matter.about)
        matter.drawn = opened.value(subject.get("drawn", {}))
        if subject.get("states", True):
            key = f"statement.{matter.subject}"
            told: Any = self.draw.choice(self.book.texts(key, matter.language))
            matter.drawn.update(told.get("is", {}))
            matter.statement = {prompt: text for prompt, text in told.items() if prompt != "is"}
        opened.drawn = matter.drawn
        claimed = (self.book.facts, subject.get("facts", {}), way.get("facts", {}))
        for facts in (*claimed, matter.told.get("facts", {})):
            matter.facts.update(opened.value(facts))
        known = (self.book.established, subject.get("established", {}))
        for facts in (*known, matter.told.get("established", {})):
            matter.known.update(opened.value(facts))

    def _one(self, told: Any) -> Any:
        return self.draw.choice(told) if isinstance(told, list) else told

    # --- what, in which order --------------------------------------------------------------------

    def _rough(self, told: Any, matter: str) -> Iterator[_Rough]:
        """A step, or the steps of the part that it names."""
        if isinstance(told, str):
            told = {"part": told}
        name = told.get("matter", matter)
        here = self.matters[name]
        if "part" in told:
            part = told["part"].format(door=here.door, subject=here.subject)
            for place, inner in enumerate(self.book.parts[part]):
                later = {"after": told["after"]} if "after" in told and not place else {}
                yield from self._rough({**inner, **later}, name)
            return
        if self.draw.random() >= told.get("chance", 1):
            return
        for each in self._each(told, here):
            gap = self.draw.randint(*told.get("after", (0, 0)))
            yield _Rough(told, here, gap, each)

    def _each(self, told: Plain, matter: Matter) -> Sequence[str]:
        """Whom a step is taken for: once for each office that the matter's subject consults."""
        if "each" not in told:
            return ("",)
        found: Sequence[str] = self.book.subjects[matter.subject][told["each"]]
        return found

    def _days(self, rough: Sequence[_Rough]) -> list[date]:
        """The day of each step: so that the last one, or the first, lies where the story says."""
        length = sum(one.gap for one in rough[1:])
        if "ended" in self.story:
            back = self.draw.randint(*self.story["ended"]) + length
        else:
            back = self.draw.randint(*self.story["began"])
        day = self.planner.today - timedelta(days=min(back, WINDOW))
        days: list[date] = []
        for place, one in enumerate(rough):
            day += timedelta(days=one.gap if place else 0)
            opens = day if one.told.get("any_day") else self._open(day)
            days.append(max([opens, *days[-1:]]))
        return days

    def _open(self, day: date) -> date:
        """The day, or the next on which the office is open; the last one before, where that would
        be today or later."""
        weekend = self.planner.pack.calendar.weekend
        step = timedelta(days=1)
        opens = day
        while WEEKDAYS[opens.weekday()] in weekend:
            opens += step
        if day < self.planner.today <= opens:
            opens = day
            while WEEKDAYS[opens.weekday()] in weekend:
                opens -= step
        return opens

    # --- one step --------------------------------------------------------------------------------

    def _planned(self, one: _Rough, day: date, minute: int, days: Mapping[str, date]) -> Planned:
        told, matter = one.told, one.matter
        said = {**matter.facts, **matter.known}
        opened = Open(self.draw, day, days, said, matter.drawn, matter.about)
        subject = self.book.subjects[matter.subject]
        own = {} if told.get("bare") else subject.get("acts", {}).get(told.get("act", ""), {})
        sets = opened.value({**told.get("set", {}), **own.get("set", {})})
        whom = {
            "{each}": one.each,
            "{first}": next(iter(subject.get("consults", ())), ""),
            "{paper}": next(iter(subject.get("papers", ())), ""),
        }
        sets = _filled(sets, whom)
        by = _filled(told.get("by"), whom)
        officer = self._seat(by, told.get("seat")) if by else None
        texts = _filled({**told.get("words", {}), **own.get("words", {})}, whom)
        for text in texts.values():
            if text.startswith("@file:"):
                matter.files[text.removeprefix("@file:")] = day
        return Planned(
            on=day,
            minute=minute,
            matter=matter,
            act=told.get("act"),
            by=by,
            officer=officer,
            sets=sets,
            texts={name: self._text(key, sets, matter, officer) for name, key in texts.items()},
            facts={**self._facts(told.get("facts", {}), matter, opened), **told.get("also", {})},
            standing=told.get("standing", "claimed"),
            second=self._second(told.get("second"), officer),
            reported_by=tuple(told.get("reported_by", ())),
        )

    def _facts(self, told: Any, matter: Matter, opened: Open) -> Plain:
        """ "claimed": everything the person says; "established": what an officer finds."""
        if told == "claimed":
            return dict(matter.facts)
        if told == "established":
            return dict(matter.known)
        found: Plain = opened.value(told)
        return found

    def _seat(self, office: str, named: str | None) -> str:
        """Who acts for the office: the same officer through the whole story."""
        if named:
            return named
        if office not in self.seats:
            holders = [one.ref for one in self.planner.officers if office in one.offices]
            self.seats[office] = self.draw.choice(holders)
        return self.seats[office]

    def _second(self, office: str | None, first: str | None) -> str | None:
        if office is None:
            return None
        holders = [one.ref for one in self.planner.officers if office in one.offices]
        return self.draw.choice([ref for ref in holders if ref != first])

    def _text(self, key: str, sets: Plain, matter: Matter, officer: str | None) -> str:
        """The text under a key, in the language of whoever writes it, or ("@person") reads it; or
        ("@any") in any."""
        if key.startswith("@"):
            return key
        key, _, whose = key.partition("@")
        words = {"of": sets.get("of", ""), "subject": matter.subject, "door": matter.door}
        key = key.format(favours=_FAVOURS.get(sets.get("favours"), "neither"), **words)
        language = self._language(whose, matter, officer)
        found = self.draw.choice(self.book.texts(key, language))
        return found.format(name=matter.person.name, **matter.drawn)

    def _language(self, whose: str, matter: Matter, officer: str | None) -> str:
        if whose == "person":
            return matter.language
        if whose == "any":
            return self.draw.choice(list(self.book.languages))
        found = (one.language for one in self.planner.officers if one.ref == officer)
        return next(found, next(iter(self.book.languages)))


_FAVOURS = {True: "for", False: "against", None: "neither"}


def _filled(value: Any, whom: Mapping[str, str]) -> Any:
    """The same with what "{each}", "{first}" and "{paper}" stand for."""
    if isinstance(value, Mapping):
        return {name: _filled(inner, whom) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, whom) for inner in value]
    if isinstance(value, str) and "{" in value:
        before, _, mark = value.rpartition("{")
        return before + whom["{" + mark] if "{" + mark in whom else value
    return value
