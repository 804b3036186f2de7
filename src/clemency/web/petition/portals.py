"""How the form asks under a pack: settings of the form, as data in `portals/`, and no law.

Where a pack has no such file, the form asks whatever the opening act reads, and leaves out what
only a file can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import tomli

from clemency.law.pack import Act, Pack
from clemency.law.types import Choice

DOORS = ("myself", "relative", "counsel")
ASKERS = {"myself": "person", "relative": "relative", "counsel": "counsel", "support": "other"}
"""Who asks, by the door; as packs call it where they have a fact for it."""

FILER = "filer"
PORTAL = "portal"
TAKES_PAPERS = ("PetitionSupplemented", "InformationReceived")


@dataclass(frozen=True)
class Told:
    """What a door, or the form itself, tells of the facts.

    given  facts with their values
    when   facts that are true where all of these were given: "about.name", "answer.relief",
           "text.decisions", "story", "agreed"
    takes  facts whose value is another answer: "about.born_on"
    """

    given: Mapping[str, Any] = field(default_factory=dict)
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    takes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Own:
    """Something that the form asks for itself: a text, or a paper. By language.

    court  whether a court keeps it, so that the office can ask there
    """

    id: str
    title: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    court: bool = False


@dataclass(frozen=True)
class Portal:
    """The form of one office.

    extra       what is asked of a person beside name, number and address
    while_open  rules that do not hold, or are open, while a court is still at work; none: not told
    most        questions of the first check; facts of `beside` are not counted: they tell who asks
    every       what the form tells, whoever asks; `door` what each door tells
    implied     (facts as answered, facts that follow from them)
    first       facts in the order in which they are asked before the rules' own order
    asks        facts asked beside those that the rules need, each with the answers it hangs on
    lists       fields asked of each record; a record that is not listed is asked whole
    """

    extra: tuple[str, ...] = ()
    while_open: tuple[str, ...] = ()
    most: int = 4
    beside: tuple[str, ...] = ()
    every: Told = field(default_factory=Told)
    door: Mapping[str, Told] = field(default_factory=dict)
    implied: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...] = ()
    first: tuple[str, ...] = ()
    asks: tuple[tuple[str, Mapping[str, tuple[Any, ...]]], ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[Own, ...] = ()
    documents: tuple[Own, ...] = ()

    def told(self, door: str) -> Told:
        """What is told at one door, the form's own included."""
        own = self.door.get(door, Told())
        return Told(
            {**self.every.given, **own.given},
            {**self.every.when, **own.when},
            {**self.every.takes, **own.takes},
        )


def portal_of(pack: Pack) -> Portal:
    """The form for a pack."""
    found = _read(pack.id)
    return found if found is not None else _plain(pack)


def opening_act(pack: Pack, portal_office: str) -> Act | None:
    """The act by which what came through the portal becomes a petition: the portal's own, or else
    any office's; None where the pack opens no petitions."""
    acts = [act for act in pack.acts.values() if act.writes == "PetitionOpened"]
    own = (act for act in acts if portal_office in act.by)
    return next(own, acts[0] if acts else None)


def goal(pack: Pack, act: Act) -> tuple[str, ...]:
    """The rules for which the form asks: what the act needs, and what it weighs."""
    return tuple(rule for rule in (*act.needs, *act.weighs) if rule in pack.rules)


def takes_papers(pack: Pack, portal_office: str) -> bool:
    """Whether the portal can put a file on the docket."""
    return any(act.writes in TAKES_PAPERS and portal_office in act.by for act in pack.acts.values())


# --- reading ------------------------------------------------------------------------------------


@lru_cache
def _read(pack_id: str) -> Portal | None:
    folder = resources.files("clemency.web.petition").joinpath("portals")
    file = folder.joinpath(f"{pack_id}.toml")
    if not file.is_file():
        return None
    table = tomli.loads(file.read_text("utf-8"))
    return Portal(
        extra=tuple(table.get("extra", ())),
        while_open=tuple(table.get("while_open", ())),
        most=table.get("check", {}).get("most", 4),
        beside=tuple(table.get("check", {}).get("beside", ())),
        every=_told(table.get("every", {})),
        door={name: _told(own) for name, own in table.get("door", {}).items()},
        implied=tuple((row["when"], row["facts"]) for row in table.get("implied", ())),
        first=tuple(table.get("first", ())),
        asks=tuple((row["fact"], _when(row.get("when", {}))) for row in table.get("asks", ())),
        lists={name: tuple(fields) for name, fields in table.get("lists", {}).items()},
        texts=tuple(_own(row) for row in table.get("text", ())),
        documents=tuple(_own(row) for row in table.get("document", ())),
    )


def _told(table: Mapping[str, Any]) -> Told:
    when = {fact: tuple(needs) for fact, needs in table.get("when", {}).items()}
    return Told(table.get("given", {}), when, table.get("takes", {}))


def _when(table: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {fact: tuple(values) for fact, values in table.items()}


def _own(row: Mapping[str, Any]) -> Own:
    return Own(row["id"], row["title"], row.get("hint", {}), row.get("court", False))


def _plain(pack: Pack) -> Portal:
    """What a pack's own facts tell: who asks, where it has a fact for that with the usual words."""
    fact = pack.facts.get(FILER)
    options = fact.type.options if fact is not None and isinstance(fact.type, Choice) else ()
    doors = {door: Told({FILER: asker}) for door, asker in ASKERS.items() if asker in options}
    return Portal(door=doors)
