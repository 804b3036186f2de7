"""Messages to the office: written, shown with who will read them, and only then sent."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.web.access import keyholders
from clemency.web.once import only_once
from clemency.web.pages import language_of, words_of
from clemency.web.tracker import messages
from clemency.web.tracker.own import Own, of_request
from clemency.web.tracker.views.common import shown, speaker_of

SEND = "send"


@keyholders
def thread(request: HttpRequest, number: str) -> HttpResponse:
    """What was written both ways, and a new message."""
    own = of_request(request)
    if request.method != "POST":
        return _page(request, own)
    words = words_of(request)
    text = request.POST.get("text", "").strip()
    readers = [
        one
        for one in messages.choices(own.key, own.today)
        if one in request.POST.getlist("readers")
    ]
    if not text:
        return _page(request, own, "", readers, words.say("tracker.messages.empty"))
    if len(text) > messages.LONGEST:
        says = words.say("tracker.messages.too_long", most=messages.LONGEST)
        return _page(request, own, text, readers, says)
    if request.POST.get("step") != SEND:
        return _check(request, own, text, readers)
    return _send(request, own, text, readers)


@only_once
def _send(request: HttpRequest, own: Own, text: str, readers: list[str]) -> HttpResponse:
    messages.from_key(own.key, text, readers, language_of(request))
    notices.success(request, words_of(request).say("tracker.messages.sent"))
    return HttpResponseRedirect(reverse("tracker:messages", args=[own.number]))


def _check(request: HttpRequest, own: Own, text: str, readers: list[str]) -> HttpResponse:
    """Who will read it, before it goes."""
    if "back" in request.POST:
        return _page(request, own, text, readers)
    return shown(
        request, own, "message", text=text, readers=readers, offices=_offices(request, own)
    )


def _page(
    request: HttpRequest,
    own: Own,
    text: str = "",
    readers: list[str] | None = None,
    fault: str = "",
) -> HttpResponse:
    return shown(
        request,
        own,
        "messages",
        notes=messages.for_key(own.key),
        choices=messages.choices(own.key, own.today),
        offices=_offices(request, own),
        text=text,
        readers=readers or [],
        fault=fault,
        longest=messages.LONGEST,
    )


def _offices(request: HttpRequest, own: Own) -> list[str]:
    speaker = speaker_of(request)
    return [speaker.office(one) for one in messages.offices(own.pack)]
