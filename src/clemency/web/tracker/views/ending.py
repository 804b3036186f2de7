"""Withdrawing, and asking again."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.clerk.submit import Recorded
from clemency.web.access import keyholders
from clemency.web.accounts import codes
from clemency.web.once import only_once
from clemency.web.pages import language_of, words_of
from clemency.web.petition import limits
from clemency.web.tracker import again, leaving, renewing, standing
from clemency.web.tracker.own import Own, of_request
from clemency.web.tracker.views.coming import CODES
from clemency.web.tracker.views.common import refusals, shown, speaker_of


@keyholders
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The first step: what it means, and the person's own code once more. To anybody but the person
    concerned there is no such page."""
    own = of_request(request)
    if not leaving.may(own):
        raise Http404
    if request.method == "POST":
        return _asked(request, own)
    return shown(request, own, "withdraw", fault="", typed="", text="")


@only_once
def _asked(request: HttpRequest, own: Own) -> HttpResponse:
    words = words_of(request)
    typed, text = request.POST.get("code", ""), request.POST.get("text", "").strip()[:5000]
    fault = ""
    if limits.too_many(request, CODES, limits.WRONG_CODES, limits.WRONG_CODES_ALL):
        fault = words.say("tracker.home.too_many")
    elif codes.read(typed) is None:
        fault = words.say("tracker.home.slip" if typed.strip() else "tracker.home.empty")
    elif not leaving.is_own_code(own.key, typed):
        limits.count(request, CODES)
        fault = words.say("tracker.withdraw.other_code")
    if fault:
        return shown(request, own, "withdraw", fault=fault, typed=typed, text=text)
    leaving.ask(own, text, language_of(request))
    return HttpResponseRedirect(reverse("tracker:confirm", args=[own.number]))


@keyholders
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """The second step: the number that came by the second way."""
    own = of_request(request)
    if not leaving.may(own):
        raise Http404
    row = leaving.open_question(own)
    if row is None:
        return shown(request, own, "confirm", question=None, fault="", refused_with=[])
    if request.method == "POST" and row.by_mail:
        return _confirmed(request, own)
    return shown(request, own, "confirm", question=row, fault="", refused_with=[])


@only_once
def _confirmed(request: HttpRequest, own: Own) -> HttpResponse:
    words = words_of(request)
    row = leaving.open_question(own)
    if row is None:
        return shown(request, own, "confirm", question=None, fault="", refused_with=[])
    if not leaving.confirms(row, request.POST.get("number", "")):
        fault = words.say("tracker.withdraw.wrong_number")
        still = leaving.open_question(own)
        return shown(request, own, "confirm", question=still, fault=fault, refused_with=[])
    done = leaving.withdraw(own, row)
    if isinstance(done, Recorded):
        notices.success(request, words.say("tracker.withdraw.done"))
        return HttpResponseRedirect(reverse("tracker:matter", args=[own.number]))
    told = refusals(request, done)
    return shown(request, own, "confirm", question=row, fault="", refused_with=told)


@keyholders
def ask_again(request: HttpRequest, number: str) -> HttpResponse:
    """From which day, by which rule; and a new request that begins with what was written before."""
    own = of_request(request)
    if not standing.finished(own):
        raise Http404
    sent = renewing.of(own)
    if request.method == "POST" and sent is not None:
        return HttpResponseRedirect(renewing.begin(request, sent))
    found = again.earliest(own)
    speaker = speaker_of(request)
    return shown(
        request,
        own,
        "again",
        again=found,
        findings=[speaker.finding(one) for one in found.findings] if found else [],
        carries=sent is not None,
    )
