"""What people sent: the application, letters and documents of a matter, each opened for reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.clerk.reading import Shown
from clemency.web.access import officers
from clemency.web.workbench.docket import Row, rows
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened
from clemency.web.workbench.texts import Read, read, sort_of

WORDS = ("Received", "PetitionOpened")
"""Entries whose words are read at once: what was asked, and how."""

LATER = ("PetitionSupplemented", "InformationReceived", "Withdrawn", "StatementRegistered")
"""Entries that brought more: each is opened on a page of its own, for documents can be large."""


@dataclass(frozen=True)
class Text:
    """One sealed text, opened.

    sort  application, letter, file, text or forgotten
    """

    title: str
    on: date | None
    commitment: str
    found: Read
    sort: str


def texts(at: Opened) -> list[Text]:
    """What was asked, in the words in which it came."""
    return [
        _text(at, one, commitment) for one in at.of(*WORDS) for commitment in one.texts.values()
    ]


def _text(at: Opened, one: Shown, commitment: str) -> Text:
    found = read(at, commitment)
    title = at.speaker.names.kind(one.kind)
    return Text(title, one.fields.get("on"), commitment, found, sort_of(found))


def later(at: Opened) -> tuple[Row, ...]:
    """What was sent afterwards."""
    return rows(at, [one for one in at.of(*LATER) if one.texts])


@require_GET
@officers
def application(request: HttpRequest, number: str) -> HttpResponse:
    """The application as it was sent, and every document with it."""
    at = opened(request, number)
    if at.case is None:
        raise Http404
    sealed = any(at.of(*WORDS)) and not any(one.texts for one in at.of(*WORDS))
    return page(request, at, "application", texts=texts(at), later=later(at), not_shown=sealed)
