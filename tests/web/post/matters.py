"""Matters whose letters these tests follow."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from clemency.web import post
from clemency.web.application import Answer as Given
from clemency.web.application import Application, Listed, Part, Person, to_words
from clemency.web.application import Letter as Outside
from clemency.web.post import sending
from clemency.web.post.models import Letter
from tests.web.offices import Office

MAIL = "dana@people.example"


def person(**more: Any) -> Person:
    """Somebody who does not exist."""
    known = {"name": "דנה בדויה", "address": "רחוב הדמיון 12\nירושלים", "email": MAIL}
    return Person(**{**known, **more})


def application(**more: Any) -> Application:
    """What she sends."""
    given: dict[str, Any] = {
        "language": "he",
        "door": "myself",
        "person": person(),
        "answers": (Given("admission", "האם יש הודאה?", "כן", True),),
        "statement": (Part("what-changed", "מה השתנה", "הרבה השתנה.\nI learned."),),
        "documents": (Listed("judgment", "פסק דין", "attached", "p.pdf", "00"),),
        "tell_by": "email",
    }
    return Application(**{**given, **more})


def received(office: Office, sent: Application | Outside | None = None, **more: Any) -> str:
    """Something came through the portal; its number."""
    words = to_words(sent or application())
    fields = {"channel": "portal", "language": (sent or application()).language}
    number = office.receive(sealed={"words": words}, fields=fields, **more)
    post.at_tick()
    return number


def letters(number: str) -> list[Letter]:
    """The letters of a matter, in the order in which they were made."""
    return list(Letter.objects.filter(number=number).order_by("seq", "place"))


def run() -> None:
    """Does what the worker would do, until there is nothing left."""
    for _ in range(5):
        post.at_tick()
        waiting = Letter.objects.filter(state="waiting", next_at__isnull=False)
        for letter in list(waiting):
            sending.deliver(letter.pk)


def mails(office: Office) -> list[EmailMessage]:
    """What went out as mail, as files."""
    folder = office.clerk.folder / "mail"
    files = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    return [
        cast("EmailMessage", email.message_from_bytes(one.read_bytes(), policy=default))
        for one in files
    ]
