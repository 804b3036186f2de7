"""What colleagues call an officer. The docket knows references alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clemency.clerk.office import Clerk
from clemency.law.pack import Pack
from clemency.letters.speech import Speaker
from clemency.web.accounts.models import Profile


def called(officers: Iterable[str]) -> dict[str, str]:
    """Each officer's name, or the reference where there is no account under it."""
    wanted = list(dict.fromkeys(officers))
    found = Profile.objects.filter(officer__in=wanted).exclude(name="")
    names = dict(found.values_list("officer", "name"))
    return {one: names.get(one, one) for one in wanted}


def serving(clerk: Clerk, on: date) -> dict[str, tuple[str, ...]]:
    """Who holds which office on a day, by office, in the pack's order; none without officers."""
    held = clerk.appointments()
    found = {id: held.officers(id, on) for id in clerk.pack.offices}
    return {id: tuple(dict.fromkeys(officers)) for id, officers in found.items() if officers}


def choices(clerk: Clerk, on: date, speaker: Speaker) -> list[tuple[str, str]]:
    """Everybody who serves, as (reference, "name — office"), each once."""
    offices: dict[str, list[str]] = {}
    for office, officers in serving(clerk, on).items():
        for officer in officers:
            offices.setdefault(officer, []).append(office)
    names = called(offices)
    return [
        (one, f"{names[one]} – {speaker.words.listed([speaker.office(o) for o in held])}")
        for one, held in offices.items()
    ]


def acting_for(pack: Pack, office: str) -> frozenset[str]:
    """The office itself, and those whose powers it may exercise in their place."""
    held = {id for id, one in pack.offices.items() if any(i.by == office for i in one.instead)}
    return frozenset({office, *held})
