"""For which office the portal receives, and who does it there."""

from __future__ import annotations

from datetime import date

from clemency.clerk.trouble import Trouble
from clemency.law.pack import Act
from clemency.web.office import clerk
from clemency.web.petition import portals
from clemency.web.petition.interview import Interview

PORTAL = portals.PORTAL


class NobodyReceives(Trouble):
    """No officer is appointed to the portal, so nothing can be received there today."""

    code = "nobody-receives"


def portal_office() -> str:
    """The office that receives what is sent through the web."""
    found = clerk().settings.portal
    if found:
        return found
    pack = clerk().pack
    if PORTAL in pack.offices:
        return PORTAL
    receiving = next(act for act in pack.acts.values() if act.writes == "Received")
    return receiving.by[0]


def portal_officer(on: date | None = None) -> str:
    """Who acts for it. Raises NobodyReceives."""
    office, day = portal_office(), on or clerk().today()
    found = clerk().appointments().officers(office, day)
    if not found:
        raise NobodyReceives(
            f"Nobody holds the office {office} on {day}, so nothing was received.",
            f"Appoint somebody, or the portal itself: `clemency office appoint portal {office}`.",
        )
    return found[0]


def receives() -> bool:
    """Whether something can be sent today."""
    return bool(clerk().appointments().officers(portal_office(), clerk().today()))


def opening_act() -> Act | None:
    """The act by which what is sent becomes a petition."""
    return portals.opening_act(clerk().pack, portal_office())


def interview(
    door: str, plain: dict[str, object] | None = None, unknown: list[str] | None = None
) -> Interview | None:
    """The questions of this office; None where it opens no petitions."""
    act = opening_act()
    if act is None:
        return None
    pack = clerk().pack
    return Interview(
        pack,
        portals.portal_of(pack),
        act,
        door,
        clerk().today(),
        dict(plain or {}),
        frozenset(unknown or ()),
    )
