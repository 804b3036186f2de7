"""Chasing several opinions at once: chosen, previewed, sent, and what came of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from clemency.letters.speech import Speaker
from clemency.web.access import officers
from clemency.web.acts import chasing
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, render, url

RESULTS = "chased"  # in the session: numbers, offices and codes


@officers
@only_once
def chase(request: HttpRequest) -> HttpResponse:
    """Every letter before it goes; then, when they are confirmed, one entry for each."""
    if request.method == "POST" and request.POST.get("do") == "send":
        return _send(request)
    given = request.POST if request.method == "POST" else request.GET
    chases = [
        chasing.preview(setting, office) for setting, office in chasing.wanted(request, given)
    ]
    ready = [one for one in chases if not one.refused]
    return render(
        request,
        "acts/chase.html",
        ready=ready,
        refused=[one for one in chases if one.refused],
        most=chasing.MOST,
        cut=len(chases) == chasing.MOST,
    )


def _send(request: HttpRequest) -> HttpResponse:
    """Those that are still ticked. What somebody else has changed meanwhile is not sent."""
    results, known = [], dict[str, int | None]()
    for setting, office in chasing.wanted(request, request.POST):
        number = setting.shown.number
        shown = request.POST.get(f"seen:{number}", "")
        seen = known.get(number, int(shown) if shown.isdecimal() else None)
        result, known[number] = chasing.send(setting, office, seen)
        results.append(result.plain())
    request.session[RESULTS] = results
    return HttpResponseRedirect(url("acts:chased"))


@require_GET
@officers
def chased(request: HttpRequest) -> HttpResponse:
    """What came of each reminder that was last sent from this browser."""
    speaker = Speaker(clerk().pack, language_of(request))
    rows = [
        (number, speaker.office(office), result, place)
        for number, office, result, place in request.session.get(RESULTS, [])
    ]
    sent = sum(1 for row in rows if row[2] == "sent")
    return render(request, "acts/chased.html", rows=rows, sent=sent)
