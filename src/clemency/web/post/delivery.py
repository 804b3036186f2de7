"""What people do with letters: let one go, take it out, hand it over, say that it has arrived."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from clemency.web.office import clerk
from clemency.web.post.models import (
    ASIDE,
    BOUNCED,
    DELIVERED,
    DROPPED,
    FAILED,
    HELD,
    PAPER,
    POST,
    SENT,
    WAITING,
    Letter,
)

CAN = {
    "let_go": (HELD,),
    "drop": (HELD, WAITING, PAPER, FAILED, BOUNCED),
    "hold": (WAITING, PAPER),
    "retry": (FAILED, BOUNCED),
    "on_paper": (FAILED, BOUNCED, HELD, WAITING, SENT),
    "delivered": (PAPER, SENT),
}
"""From which states each of these is possible."""


def can(letter: Letter) -> tuple[str, ...]:
    """What can be done with a letter now."""
    return tuple(what for what, states in CAN.items() if letter.state in states)


def let_go(letter: Letter, officer: str) -> bool:
    """A person has looked: the letter goes."""
    return _change(letter, "let_go", officer, state=WAITING, reason="", next_at=None, tries=0)


def drop(letter: Letter, officer: str) -> bool:
    """A person has looked: the letter does not go. Who waited for it waits no longer."""
    return _change(letter, "drop", officer, state=DROPPED, reason="")


def hold(letter: Letter, officer: str) -> bool:
    """Taken out of the queue until a person lets it go."""
    return _change(letter, "hold", officer, state=HELD, reason=ASIDE)


def retry(letter: Letter, officer: str) -> bool:
    """Tried once more, by the same way."""
    return _change(letter, "retry", officer, state=WAITING, reason="", next_at=None, tries=0)


def on_paper(letter: Letter, officer: str) -> bool:
    """Printed and handed over instead; it is made anew when the queue comes to it."""
    return _change(
        letter, "on_paper", officer, state=WAITING, reason="", channel=POST, next_at=None, tries=0
    )


def delivered(letter: Letter, officer: str, on: date) -> bool:
    """Handed over, or known to have arrived, on a day."""
    sent = letter.sent_at or timezone.now()
    return _change(
        letter, "delivered", officer, state=DELIVERED, delivered_on=on, sent_at=sent, reason=""
    )


def opened(letter: Letter) -> None:
    """Its reader has opened it here: there is no better proof that it arrived."""
    if letter.state in (SENT, PAPER):
        Letter.objects.filter(pk=letter.pk, state=letter.state).update(
            state=DELIVERED, delivered_on=clerk().today(), changed_at=timezone.now()
        )


def _change(letter: Letter, what: str, officer: str, **to: object) -> bool:
    """Whether it could still be done: somebody else may have been faster."""
    found = Letter.objects.filter(pk=letter.pk, state__in=CAN[what]).update(
        by=officer, changed_at=timezone.now(), **to
    )
    if found:
        letter.refresh_from_db()
    return bool(found)
