"""Who acts for whom: mandates, the agreement of the person concerned, and who reads what."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.clerk.submit import Recorded
from clemency.web.access import keyholders
from clemency.web.once import only_once
from clemency.web.pages import words_of
from clemency.web.tracker import agreeing, messages
from clemency.web.tracker.own import Own, of_request
from clemency.web.tracker.views.common import refusals, shown, speaker_of


@keyholders
def people(request: HttpRequest, number: str) -> HttpResponse:
    """The people of this side, and what the person concerned may settle about them."""
    own = of_request(request)
    if own.key.audience not in messages.SIDE:
        raise Http404
    if request.method == "POST":
        return _settled(request, own)
    return _page(request, own)


@only_once
def _settled(request: HttpRequest, own: Own) -> HttpResponse:
    words = words_of(request)
    if "agree" in request.POST:
        if agreeing.agree(own):
            notices.success(request, words.say("tracker.people.agreed"))
        return HttpResponseRedirect(reverse("tracker:people", args=[own.number]))
    place = request.POST.get("end", "")
    if not place.isdigit():
        raise Http404
    done = agreeing.end(own, int(place))
    if isinstance(done, Recorded):
        notices.success(request, words.say("tracker.people.ended"))
        return HttpResponseRedirect(reverse("tracker:people", args=[own.number]))
    return _page(request, own, refusals(request, done))


def _page(request: HttpRequest, own: Own, refused: list[object] | None = None) -> HttpResponse:
    speaker = speaker_of(request)
    found = agreeing.mandates(own)
    return shown(
        request,
        own,
        "people",
        parties=messages.parties(own.matter.ref, own.today),
        mandates=[(one, speaker.names.code(one.role, "role")) for one in found],
        agrees=bool(agreeing.asks(own)),
        offices=[speaker.office(one) for one in messages.offices(own.pack)],
        refused_with=refused or [],
    )
