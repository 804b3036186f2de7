"""Who reads what somebody writes, and to whom letters go: said before anything is sent."""

from __future__ import annotations

from clemency.docket.policy import OFFICES, PEOPLE
from clemency.law.pack import Pack
from clemency.letters.speech import Speaker

OPENING = ("Received", "PetitionOpened")
WORDS = ("*", "words")
SIDE = ("petitioner", "sender")


def offices_that_read(pack: Pack) -> tuple[str, ...]:
    """The offices to which the pack shows the words of a request."""
    found: dict[str, None] = {}
    for kind in OPENING:
        table = pack.sees.get(kind) or pack.sees.get("default") or {}
        for who, fields in table.items():
            if who not in PEOPLE and any(field in WORDS for field in fields):
                found[who] = None
    if OFFICES in found:
        own = (one for one in pack.offices.values() if not one.consulted and not one.outside)
        found.update(dict.fromkeys(one.id for one in own))
    return tuple(who for who in pack.offices if who in found)


def people_that_read(pack: Pack) -> tuple[str, ...]:
    """Those outside the offices who may read them: the petitioner's own side at most."""
    table = pack.sees.get("PetitionOpened", {})
    shown = (who for who, fields in table.items() if any(field in WORDS for field in fields))
    return tuple(who for who in shown if who in PEOPLE)


def letters_to_the_side(speaker: Speaker, pack: Pack) -> list[str]:
    """The steps after which the petitioner's side is written to, each once."""
    found: dict[str, None] = {}
    for act in pack.acts.values():
        for tells in act.tells:
            if tells.who in SIDE:
                found[speaker.act(act.id)] = None
    return list(found)


def next_reader(pack: Pack, portal_office: str, opened: bool) -> str | None:
    """The office that looks at a request next: whoever hands it on once it is open, or opens it."""
    kind = "HandedOver" if opened else "PetitionOpened"
    for wanted in (kind, "PetitionOpened"):
        for act in pack.acts.values():
            if act.writes == wanted:
                return next((office for office in act.by if office != portal_office), None)
    return None
