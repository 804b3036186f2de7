"""How the form asks under a pack: by the pack's own portal.toml.

Where a pack has none, the form asks whatever the opening act reads, and leaves out what only that
file can tell.
"""

from __future__ import annotations

from clemency.law.pack import Act, Pack
from clemency.law.portal import Own, Portal, Told
from clemency.law.types import Choice

DOORS = ("myself", "relative", "counsel")
ASKERS = {"myself": "person", "relative": "relative", "counsel": "counsel", "support": "other"}
"""Who asks, by the door; as packs call it where they have a fact for it."""

FILER = "filer"
PORTAL = "portal"
TAKES_PAPERS = ("PetitionSupplemented", "InformationReceived")


def portal_of(pack: Pack) -> Portal:
    """The form for a pack."""
    return pack.portal if pack.portal is not None else _plain(pack)


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


def _plain(pack: Pack) -> Portal:
    """What a pack's own facts tell: who asks, where it has a fact for that with the usual words."""
    fact = pack.facts.get(FILER)
    options = fact.type.options if fact is not None and isinstance(fact.type, Choice) else ()
    doors = {door: Told({FILER: asker}) for door, asker in ASKERS.items() if asker in options}
    return Portal(door=doors)


__all__ = [
    "ASKERS",
    "DOORS",
    "FILER",
    "PORTAL",
    "TAKES_PAPERS",
    "Own",
    "Portal",
    "Told",
    "goal",
    "opening_act",
    "portal_of",
    "takes_papers",
]
