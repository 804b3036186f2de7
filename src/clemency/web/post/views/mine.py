"""Letters on the other side: whoever holds the key to a matter finds theirs, and their receipt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.clerk.trouble import NotKnown
from clemency.docket.policy import Viewer
from clemency.letters.post import Sheet
from clemency.web.access import keyholders
from clemency.web.accounts.models import MatterKey
from clemency.web.pages import language_of, render, url_or_none
from clemency.web.post import delivery, papers
from clemency.web.post.addresses import PETITIONERS_SIDE
from clemency.web.post.making import Made, make
from clemency.web.post.models import ERASED, Letter
from clemency.web.post.shown import letters_of, readable
from clemency.web.post.views.answers import file, page
from clemency.web.viewers import viewer_of

OWN_COPY = ("petitioner", "counsel")
"""Who may have a copy of what the petitioner sent: a relative sees none of it, unless they sent it
themselves."""


def _key(request: HttpRequest) -> MatterKey:
    key: MatterKey = request.key  # type: ignore[attr-defined]
    return key


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request, _key(request))


@keyholders
@require_GET
def letters(request: HttpRequest, number: str) -> HttpResponse:
    """Every letter to this reader, newest first."""
    rows = letters_of(number, _viewer(request), language_of(request))
    mine = _key(request).audience in PETITIONERS_SIDE and _has_receipt(request, number)
    back = url_or_none("tracker:matter", number)
    return render(request, "post/mine.html", number=number, rows=rows, receipt=mine, back_to=back)


@keyholders
@require_GET
def letter(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One letter, as a page of its own. That it was opened is kept: it has arrived."""
    one, made = _made(request, number, pk)
    delivery.opened(one)
    return page(made.sheet)


@keyholders
@require_GET
def pdf(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The same as a PDF, with the record inside."""
    one, made = _made(request, number, pk)
    delivery.opened(one)
    return file(made.sheet, made.record, one.name)


@keyholders
@require_GET
def decision(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The decision that came with a letter."""
    one, made = _made(request, number, pk)
    if made.enclosed is None:
        raise _none()
    return file(made.enclosed, made.record, f"{one.name}-decision")


@keyholders
@require_GET
def paper(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """The receipt, or the copy of what was sent, as a page."""
    return page(_paper(request, number, which))


@keyholders
@require_GET
def paper_pdf(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """The same as a PDF."""
    return file(_paper(request, number, which), None, f"{which}-{number}")


def _made(request: HttpRequest, number: str, pk: int) -> tuple[Letter, Made]:
    one = readable(pk, _viewer(request), number)
    if one.state == ERASED:
        raise _none()
    return one, make(one)


def _paper(request: HttpRequest, number: str, which: str) -> Sheet:
    """Raises NotKnown for whoever neither asks for themselves nor sent it."""
    if which not in papers.PAPERS or not _may_have(request, number):
        raise _none()
    language = language_of(request)
    return (papers.receipt if which == "receipt" else papers.copy)(number, language)


def _may_have(request: HttpRequest, number: str) -> bool:
    """Whether this reader is the one concerned, acts for them, or sent the application."""
    audience = _key(request).audience
    if audience in OWN_COPY:
        return True
    return audience == "relative" and papers.sent_in(number).read.door == "relative"


def _has_receipt(request: HttpRequest, number: str) -> bool:
    try:
        papers.sent_in(number)
        return _may_have(request, number)
    except NotKnown:
        return False


def _none() -> NotKnown:
    return NotKnown("There is no such paper.", "The list of letters shows what there is.")
