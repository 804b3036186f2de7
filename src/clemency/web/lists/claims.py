"""Who works on what: an officer takes a matter on for an office, gives it back, or hands it to a
colleague of the same office. It decides nothing, and it is no entry."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count

from clemency.clerk.reading import not_known
from clemency.clerk.trouble import NotAllowed
from clemency.docket.policy import Viewer
from clemency.web.lists import asking
from clemency.web.lists.asking import Claimed
from clemency.web.lists.models import Aside, Claim
from clemency.web.office import clerk


def take(viewer: Viewer, which: str, today: date) -> Claimed:
    """The viewer takes a matter on. Who has it afterwards: the viewer, or whoever was faster.

    Raises NotKnown where this viewer may see nothing of it.
    """
    row = _row(viewer, which, today)
    office, officer = _seat(viewer)
    claim, _ = Claim.objects.get_or_create(
        matter=row.matter, office=office, defaults={"officer": officer}
    )
    return Claimed(claim.officer, claim.office, claim.taken_at)


def release(viewer: Viewer, which: str, today: date) -> None:
    """The viewer's office works on it no more; whoever of that office had it, for a colleague may
    be away."""
    row = _row(viewer, which, today)
    Claim.objects.filter(matter=row.matter, office=_seat(viewer)[0]).delete()


def hand_to(viewer: Viewer, which: str, officer: str, today: date) -> Claimed:
    """Somebody else of the viewer's office takes it on. Raises NotAllowed where that officer does
    not hold the office today, or stands aside in the matter."""
    row = _row(viewer, which, today)
    office, _ = _seat(viewer)
    aside = Aside.objects.filter(officer=officer, matter=row.matter).exists()
    if aside or not clerk().appointments().holds(officer, office, today):
        raise NotAllowed(
            f"{officer} cannot work on this matter for {office}.",
            "Choose a colleague who holds the office today and does not stand aside.",
        )
    with transaction.atomic():
        Claim.objects.filter(matter=row.matter, office=office).delete()
        claim = Claim.objects.create(matter=row.matter, office=office, officer=officer)
    return Claimed(claim.officer, claim.office, claim.taken_at)


def load(viewer: Viewer) -> dict[str, int]:
    """How many matters each officer of the viewer's office has taken on."""
    rows = Claim.objects.filter(office=_seat(viewer)[0]).values("officer").annotate(n=Count("pk"))
    return {row["officer"]: row["n"] for row in rows.order_by("officer")}


def _row(viewer: Viewer, which: str, today: date) -> asking.Listed:
    found = asking.row(viewer, which, today)
    if found is None:
        raise not_known(which)
    return found


def _seat(viewer: Viewer) -> tuple[str, str]:
    if viewer.office is None or viewer.officer is None:
        raise NotAllowed("Only an officer can take a matter on.", "Sign in as one.")
    return viewer.office, viewer.officer
