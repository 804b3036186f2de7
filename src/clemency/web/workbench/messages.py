"""Messages to and from those outside who hold a key to the matter.

Who will read one is shown before it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.once import only_once
from clemency.web.pages import OWN_NAMES, languages, words_of
from clemency.web.tracker import messages as thread
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened

VICTIM = "victim"


@dataclass(frozen=True)
class Given:
    """A message as it was typed."""

    text: str
    readers: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Said:
    """One message, in words.

    who      who wrote it; readers: who else may read it
    read_at  when somebody it is for first opened it
    """

    who: str
    readers: tuple[str, ...]
    sent_at: datetime
    read_at: datetime | None
    text: str | None
    mine: bool
    ours: bool


@require_http_methods(["GET", "POST"])
@officers
@only_once
def messages(request: HttpRequest, number: str) -> HttpResponse:
    """The thread, and a message to be written: first to whom, then what it says, then once more."""
    at = opened(request, number)
    if at.case is None or not thread.may_read(at.viewer):
        raise Http404
    words, parties = words_of(request), _parties(at)
    given = Given(
        request.POST.get("text", "").strip(),
        tuple(one for one in request.POST.getlist("readers") if one in parties),
        request.POST.get("language", str(at.latest("language") or "")),
    )
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        faults = _faults(at, given)
        if not faults and "send" in request.POST:
            spoken = given.language if given.language in languages() else languages()[0]
            thread.from_office(at.seat, at.ref, given.text, given.readers, spoken)
            notices.success(request, words.say("workbench.messages.sent"))
            return HttpResponseRedirect(reverse("workbench:messages", args=[number]))
    return page(
        request,
        at,
        "messages",
        thread=_said(at),
        parties=[(one, at.speaker.office(one)) for one in parties],
        languages=[(code, OWN_NAMES[code]) for code in languages()],
        given=given,
        faults=faults,
        check=request.method == "POST" and not faults,
        to=[at.speaker.office(one) for one in given.readers],
        most=thread.LONGEST,
    )


def _parties(at: Opened) -> tuple[str, ...]:
    """Who outside can be written to; a victim only by an officer who knows that there is one."""
    knows = any(one.kind.startswith("Victim") for one in at.found.entries)
    return tuple(one for one in thread.parties(at.ref, at.day) if one != VICTIM or knows)


def _faults(at: Opened, given: Given) -> list[tuple[str, str]]:
    words, readers, text = at.words, given.readers, given.text
    found = []
    if not readers:
        found.append(("readers", words.say("workbench.messages.no_readers")))
    if VICTIM in readers and len(readers) > 1:
        found.append(("readers", words.say("workbench.messages.victim_alone")))
    if not text:
        found.append(("text", words.say("workbench.messages.empty")))
    elif len(text) > thread.LONGEST:
        found.append(("text", words.say("workbench.messages.too_long", n=thread.LONGEST)))
    return found


def _said(at: Opened) -> list[Said]:
    knows = any(one.kind.startswith("Victim") for one in at.found.entries)
    found = [
        one
        for one in thread.for_office(at.ref, at.viewer)
        if knows or (one.author != VICTIM and VICTIM not in one.readers)
    ]
    names, say = called(one.officer for one in found if one.officer), at.speaker
    return [
        Said(
            f"{names[one.officer]} – {say.office(one.office)}"
            if one.officer
            else say.office(one.author),
            tuple(say.office(reader) for reader in one.readers),
            at.local(one.sent_at),
            one.read_at,
            one.text,
            one.mine,
            one.author == thread.OFFICE,
        )
        for one in found
    ]
