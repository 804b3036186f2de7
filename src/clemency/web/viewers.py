"""Who looks: an officer in a seat, somebody who holds the key to a matter, or anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from clemency.docket.policy import Viewer
from clemency.web.accounts.models import MatterKey, Profile
from clemency.web.office import clerk

SEAT = "seat"  # in the session: the office for which the officer works just now
KEYS = "keys"  # in the session: the keys that were shown with a code, by their numbers


@dataclass(frozen=True)
class Seat:
    """An officer at work for one office.

    officer  the reference under which the docket knows them
    office   the office for which they work just now
    name     what colleagues call them; never written in the docket
    offices  every office that they hold today, by the docket's appointments
    """

    officer: str
    office: str
    name: str
    offices: tuple[str, ...]

    def viewer(self, on: date) -> Viewer:
        """As the policy knows them."""
        return Viewer("office", self.office, self.officer, on=on)


def seat_of(request: HttpRequest) -> Seat | None:
    """The seat of whoever is signed in. None for who holds no office today: roles come only from
    appointments, never from the account."""
    if not request.user.is_authenticated:
        return None
    profile = Profile.objects.filter(user_id=request.user.pk).first()
    if profile is None or not profile.officer:
        return None
    office = clerk()
    today = office.today()
    appointments = office.appointments()
    held = tuple(id for id in office.pack.offices if appointments.holds(profile.officer, id, today))
    if not held:
        return None
    chosen = request.session.get(SEAT)
    return Seat(
        profile.officer,
        chosen if chosen in held else held[0],
        profile.name or profile.officer,
        held,
    )


def keys_of(request: HttpRequest) -> list[MatterKey]:
    """The keys that this browser or this account holds, newest first; none that has ended."""
    shown = request.session.get(KEYS, [])
    today = clerk().today()
    found = MatterKey.objects.filter(pk__in=shown)
    if request.user.is_authenticated:
        found = found | MatterKey.objects.filter(user_id=request.user.pk)
    return [key for key in found.distinct().order_by("-pk") if key.fits(today)]


def key_for(request: HttpRequest, number: str) -> MatterKey | None:
    """The key to one matter, by its number."""
    return next((key for key in keys_of(request) if key.number == number), None)


def hand_over(request: HttpRequest, key: MatterKey) -> None:
    """Lets this browser keep a key for as long as its session lasts."""
    held = [pk for pk in request.session.get(KEYS, []) if pk != key.pk]
    request.session[KEYS] = [*held, key.pk]


def viewer_of(request: HttpRequest, key: MatterKey | None = None) -> Viewer:
    """The viewer of a page, as the policy knows them: by the key to a matter, by the seat, or one
    of the public."""
    today = clerk().today()
    if key is not None:
        return Viewer(key.audience, person=key.person, on=today)
    seat: Seat | None = getattr(request, "seat", None)
    return seat.viewer(today) if seat else Viewer("public", on=today)
