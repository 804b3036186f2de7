"""Taking a matter, letting it go, handing it to a colleague. Not part of the case: it only says who
of an office is at it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from clemency.clerk.trouble import NotKnown
from clemency.web.access import officers
from clemency.web.acts.people import called, serving
from clemency.web.lists import asking, claims
from clemency.web.lists.asking import Listed
from clemency.web.office import clerk
from clemency.web.pages import words_of
from clemency.web.viewers import Seat, viewer_of
from clemency.web.workbench.opening import Opened


def row_of(at: Opened) -> Listed | None:
    """The matter as this officer's lists have it."""
    return asking.row(at.viewer, at.ref, at.day)


def colleagues(seat: Seat) -> list[tuple[str, str]]:
    """Who else serves in this office today."""
    desk = clerk()
    here = serving(desk, desk.today()).get(seat.office, ())
    names = called(here)
    return [(one, names[one]) for one in here if one != seat.officer]


@require_POST
@officers
def claim(request: HttpRequest) -> HttpResponse:
    """`take`, `release` or `hand` holds the number of a matter; `to` the colleague."""
    viewer, words = viewer_of(request), words_of(request)
    done = next((word for word in ("take", "release", "hand") if word in request.POST), "")
    number = request.POST.get(done, "")
    if done and number:
        matter = clerk().matter(number, viewer)  # raises NotKnown where it is not theirs
        says = _do(request, done, matter.ref, matter.number)
        messages.info(request, words.say(f"workbench.claim.{says}", number=words.reference(number)))
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        there = reverse("workbench:desk")
    return HttpResponseRedirect(there)


def _do(request: HttpRequest, done: str, ref: str, number: str) -> str:
    """Does it; the word for what came of it."""
    viewer, today = viewer_of(request), clerk().today()
    seat: Seat = request.seat  # type: ignore[attr-defined]
    if done == "take":
        taken = claims.take(viewer, ref, today)
        return "taken" if taken.officer == seat.officer else "taken_already"
    if done == "release":
        claims.release(viewer, ref, today)
        return "released"
    to = request.POST.get("to", "")
    if to not in {one for one, _ in colleagues(seat)}:
        return "nobody"
    try:
        clerk().matter(number, replace(viewer, officer=to))
    except NotKnown:
        return "not_theirs"
    claims.hand_to(viewer, ref, to, today)
    return "handed"
