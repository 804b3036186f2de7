"""Links by which an agency answers one request without an account.

The secret stands in the address alone; what is kept is its hash. A link opens one matter, for one
officer of one office, until it is answered, taken back, or its days are over.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone, translation

from clemency.clerk.office import Clerk
from clemency.docket.rows import Opinion
from clemency.law.pack import Act
from clemency.web import office as serving
from clemency.web.acts.models import ScopedLink
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import Ground, ground_of
from clemency.web.config import config
from clemency.web.pages import url

GRACE = timedelta(days=30)
"""After the due date: an answer that comes late is still an answer, and is marked as late."""

WITHOUT_DATE = timedelta(days=90)
"""Where nothing says by when the answer is due."""

SECRET_BYTES = 24


@dataclass(frozen=True)
class Made:
    """A fresh link: its row, and the secret that nobody can read again."""

    link: ScopedLink
    secret: str


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"link\x00" + secret.encode(), hashlib.sha256).hexdigest()


def find(secret: str) -> ScopedLink | None:
    """The link of a secret, whether or not it still opens anything."""
    return ScopedLink.objects.filter(secret=hashed(secret[:100])).first()


def make(
    clerk: Clerk, ground: Ground, office: str, *, language: str = "", by: str = ""
) -> Made | None:
    """A link for whoever holds that office; None where nothing is awaited of it, or nobody serves.

    An earlier link for the same request is taken back: there is one at a time.
    """
    row, today = awaited(ground, office), clerk.today()
    officer = next(iter(clerk.appointments().officers(office, today)), None)
    if row is None or officer is None or answering(clerk, office) is None:
        return None
    ScopedLink.objects.filter(
        matter=ground.ref, office=office, used_at=None, revoked_at=None
    ).update(revoked_at=timezone.now())
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = ScopedLink.objects.create(
        secret=hashed(secret),
        matter=ground.ref,
        number=ground.number,
        office=office,
        officer=officer,
        asked_seq=_asked_at(ground, office),
        language=language,
        made_by=by,
        made_on=today,
        due_on=row.due_on,
        until_on=_until(row, today),
    )
    return Made(link, secret)


def address_for(clerk: Clerk, number: str, office: str, language: str) -> str | None:
    """The whole address of a fresh link, for a letter to that office; None where there is none."""
    made = make(clerk, ground_of(clerk, number), office, language=language)
    if made is None:
        return None
    with translation.override(language):
        return address(made.secret)


def for_a_letter(number: str, office: str, language: str) -> str | None:
    """The same for the office that is served: what the post puts under a letter."""
    return address_for(serving.clerk(), number, office, language)


def address(secret: str) -> str:
    """The address as it stands in a message."""
    return config().public_url.rstrip("/") + url("answer:answer", secret)


def answering(clerk: Clerk, office: str) -> Act | None:
    """The act by which that office gives its own opinion."""
    acts = clerk.pack.acts.values()
    fits = (a for a in acts if a.writes == "OpinionReceived" and office in a.by)
    return next((act for act in fits if not act.of or office in act.of), None)


def awaited(ground: Ground, office: str) -> Opinion | None:
    """The opinion that is still awaited of an office."""
    return next(
        (
            row
            for row in ground.case.opinions
            if row.office == office and row.asked_on is not None and row.received_on is None
        ),
        None,
    )


def open_links(setting: Setting) -> Iterator[ScopedLink]:
    """Links of a matter that still open something."""
    for link in ScopedLink.objects.filter(matter=setting.ground.ref, revoked_at=None):
        if link.opens(setting.today):
            yield link


def take_back(setting: Setting, pk: int) -> bool:
    """Closes a link of this matter before its time."""
    found = ScopedLink.objects.filter(pk=pk, matter=setting.ground.ref, used_at=None)
    return bool(found.update(revoked_at=timezone.now()))


def used(link: ScopedLink) -> None:
    """The answer was written: the link opens nothing more."""
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])


def forget(matter: str) -> None:
    """Nothing of a matter opens once its person has been forgotten."""
    ScopedLink.objects.filter(matter=matter).delete()


def _until(row: Opinion, today: date) -> date:
    due = row.due_on
    return max(today, due) + GRACE if due is not None else today + WITHOUT_DATE


def _asked_at(ground: Ground, office: str) -> int:
    """The last entry by which that office was asked, by its place in the matter."""
    places = [
        place
        for place, entry in enumerate(ground.entries)
        if entry.kind == "OpinionAsked" and entry.about_office == office
    ]
    return places[-1] if places else 0
