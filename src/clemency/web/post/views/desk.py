"""Letters on the officers' side: what waits for a person, what is to be printed, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_http_methods

from clemency.clerk.trouble import NotKnown
from clemency.docket.policy import OFFICES, audiences
from clemency.letters.notices import BadLetter
from clemency.letters.post import Sheet
from clemency.web import jobs
from clemency.web.access import officers
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, render, url, url_or_none, words_of
from clemency.web.post import delivery
from clemency.web.post.making import make
from clemency.web.post.models import (
    BOUNCED,
    DROPPED,
    ERASED,
    FAILED,
    HELD,
    MAKING,
    PAPER,
    WAITING,
    Letter,
)
from clemency.web.post.shown import letters_of, readable, row, visible_to
from clemency.web.post.views.answers import file, page
from clemency.web.viewers import viewer_of

QUEUES = {
    "held": (HELD,),
    "paper": (PAPER,),
    "failed": (FAILED, BOUNCED),
    "waiting": (WAITING, MAKING),
}
A_PAGE = 25


@officers
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Letters that wait for a person, are to be printed, failed, or are on their way."""
    viewer = viewer_of(request)
    words = words_of(request)
    chosen = request.GET.get("q", "held")
    chosen = chosen if chosen in QUEUES else "held"
    mine = visible_to(viewer)
    found = mine.filter(state__in=QUEUES[chosen]).order_by("-seq", "place")
    pager = Paginator(found, A_PAGE)
    here = pager.get_page(request.GET.get("page"))
    rows = [row(one, viewer, language_of(request)) for one in here]
    counts = dict(mine.values_list("state").annotate(Count("pk")))
    tabs = [
        (words.say(f"post.queue.{name}"), f"?q={name}", sum(counts.get(one, 0) for one in states))
        for name, states in QUEUES.items()
    ]
    return render(
        request,
        "post/queue.html",
        rows=rows,
        tabs=tabs,
        chosen=chosen,
        place=list(QUEUES).index(chosen),
        pager=pager,
        here=here,
        address=f"?q={chosen}&page={{}}".format,
    )


@officers
@require_GET
def of_matter(request: HttpRequest, number: str) -> HttpResponse:
    """Every letter of one matter, with how far it came."""
    rows = letters_of(number, viewer_of(request), language_of(request))
    back = url_or_none("workbench:matter", number)
    return render(request, "post/matter.html", number=number, rows=rows, back_to=back)


@dataclass(frozen=True)
class Side:
    """A letter beside itself in another language: the reader's, and that of whoever looks."""

    title: str
    language: str
    rtl: bool
    sheet: Sheet
    enclosed: Sheet | None


@officers
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: as its reader gets it, beside the same in the officer's language."""
    viewer = viewer_of(request)
    one = readable(pk, viewer)
    if viewer.office == one.who:
        delivery.opened(one)
    return _letter(request, one)


def _letter(
    request: HttpRequest, one: Letter, error: str = "", typed: tuple[str, ...] = ("", "", "")
) -> HttpResponse:
    words = words_of(request)
    sides, trouble = _sides(one, request)
    context: dict[str, Any] = {
        "row": row(one, viewer_of(request), language_of(request)),
        "can": delivery.can(one),
        "why": words.say(f"post.why.{one.reason}") if one.reason else "",
        "sides": sides,
        "trouble": trouble,
        "error": error,
        "typed": typed,
    }
    response = render(request, "post/letter.html", **context)
    response.status_code = 422 if error else 200
    return response


def _sides(one: Letter, request: HttpRequest) -> tuple[list[Side], BadLetter | None]:
    if one.state in (ERASED, DROPPED):
        return [], None
    own = language_of(request)
    words = words_of(request)
    sides = []
    for language in dict.fromkeys((one.language, own)):
        try:
            made = make(one, language=language)
        except BadLetter as error:
            return [], error
        title = words.say(f"post.language.{language}")
        sheet = made.sheet
        sides.append(Side(title, language, sheet.rtl, sheet, made.enclosed))
    return sides, None


@officers
@require_GET
def twin(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a page of its own, as it prints."""
    return page(make(_made(request, pk)).sheet)


@officers
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it is sent."""
    one = _made(request, pk)
    made = make(one)
    return file(made.sheet, made.record, one.name)


@officers
@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision that goes with a letter."""
    one = _made(request, pk)
    made = make(one)
    if made.enclosed is None:
        raise _none()
    return file(made.enclosed, made.record, f"{one.name}-decision")


def _made(request: HttpRequest, pk: int) -> Letter:
    """A letter that can still be made."""
    one = readable(pk, viewer_of(request))
    if one.state == ERASED:
        raise _none()
    return one


def _none() -> NotKnown:
    return NotKnown("There is no such paper.", "The list of letters shows what there is.")


# --- doing ----------------------------------------------------------------------------------------

DOES: dict[str, Callable[[Letter, str], bool]] = {
    "let_go": delivery.let_go,
    "drop": delivery.drop,
    "hold": delivery.hold,
    "retry": delivery.retry,
    "on_paper": delivery.on_paper,
}


@officers
@require_http_methods(["POST"])
@only_once
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a letter go, takes it out, tries again, hands it over."""
    viewer = viewer_of(request)
    one = readable(pk, viewer)
    words = words_of(request)
    if OFFICES not in audiences(viewer, clerk().pack):
        raise _none()
    officer = viewer.officer or ""
    what = request.POST.get("do", "")
    if what == "delivered":
        typed = tuple(request.POST.get(f"on-{part}", "") for part in ("day", "month", "year"))
        on = _day(typed)
        if on is None or on > clerk().today():
            key = "post.wrong.future" if on else "post.wrong.day"
            return _letter(request, one, words.say(key), typed)
        done = delivery.delivered(one, officer, on)
    elif what in DOES:
        done = DOES[what](one, officer)
    else:
        raise _none()
    if done:
        jobs.written(one.matter)
        messages.success(request, words.say(f"post.done.{what}"))
    else:
        messages.warning(request, words.say("post.done.too_late"))
    return HttpResponseRedirect(url("post:letter", one.pk))


def _day(typed: tuple[str, ...]) -> date | None:
    """A day from its three boxes; None for what is no day."""
    digits = [int(part) if part.strip().isdecimal() else 0 for part in typed]
    try:
        return date(digits[2], digits[1], digits[0])
    except (ValueError, OverflowError):
        return None
