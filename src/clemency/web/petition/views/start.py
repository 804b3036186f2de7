"""The doors: for oneself, for a relative, as counsel; and a letter of support, no request."""

from __future__ import annotations

from hashlib import sha256

from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.web.access import everybody, officers
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, languages, render, words_of
from clemency.web.petition import compose, desk, drafts, limits, plain, portals, sending
from clemency.web.petition.views.common import EXAMPLE, Fault

MOST = 12_000  # characters of a letter
SENT = "petition-letter"  # salt of what a cookie holds after a letter was sent
CHANNELS = ("paper", "prison")
SENDER = ("name", "office", "address", "email")


@everybody
def start(request: HttpRequest) -> HttpResponse:
    """Which door."""
    return render(
        request,
        "petition/start.html",
        doors=_doors(),
        opens=desk.opening_act() is not None,
        drafts=drafts.of_request(request),
    )


def _doors() -> tuple[str, ...]:
    """The doors of this office: those that its pack knows, or only the first."""
    known = portals.portal_of(clerk().pack).door
    found = tuple(door for door in portals.DOORS if door in known)
    return found or portals.DOORS[:1]


@only_once
@everybody
def support(request: HttpRequest) -> HttpResponse:
    """A letter of support: it is registered and answered, and opens no matter of its own kind."""
    faults: list[Fault] = []
    typed = {name: request.POST.get(name, "") for name in (*SENDER, "about", "text")}
    if request.method == "POST":
        faults = _faults(request, typed)
        if not faults:
            return _send_letter(request, typed)
    return render(
        request,
        "petition/support.html",
        faults=faults,
        troubled=bool(faults),
        wrong=dict(faults),
        typed=typed,
        in_office=request.POST.get("in_office") == "yes",
        most=MOST,
    )


def _faults(request: HttpRequest, typed: dict[str, str]) -> list[Fault]:
    say = words_of(request).say
    found = []
    if limits.too_many(request, "letter", limits.LETTERS, limits.LETTERS_ALL):
        found.append(("text", say("petition.limits.wait")))
    if not plain.line(typed["name"]):
        found.append(("name", say("petition.about.name_missing")))
    if not plain.lines(typed["text"], MOST):
        found.append(("text", say("petition.support.text_missing")))
    elif len(typed["text"].replace("\r\n", "\n")) > MOST:
        found.append(("text", say("petition.story.too_long", most=MOST)))
    if typed["email"] and "@" not in typed["email"]:
        found.append(("email", say("petition.about.email_wrong", example=EXAMPLE)))
    return found


def _send_letter(request: HttpRequest, typed: dict[str, str]) -> HttpResponse:
    in_office = request.POST.get("in_office") == "yes"
    same = sha256(repr((sorted(typed.items()), in_office)).encode()).hexdigest()
    if _sent(request).get("same") == same:  # by the back button: it went already
        return HttpResponseRedirect(reverse("petition:supported"))
    limits.count(request, "letter")
    sender = {name: plain.line(typed[name], plain.ADDRESS) for name in SENDER}
    about, text = plain.line(typed["about"]), plain.lines(typed["text"], MOST)
    language = language_of(request)
    if about:
        text = f"{words_of(request).say('petition.support.concerns', name=about)}\n\n{text}"
    done, code = sending.letter(text, sender, language, in_office)
    response = HttpResponseRedirect(reverse("petition:supported"))
    told = {"number": done.number, "leaf": done.leaf, "code": code, "same": same}
    kept = dumps(told, salt=SENT)
    response.set_cookie("letter", kept, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _sent(request: HttpRequest) -> dict[str, str]:
    """What this browser sent last, within a day; empty where it sent nothing."""
    try:
        found: dict[str, str] = loads(
            request.COOKIES.get("letter", ""), salt=SENT, max_age=24 * 3600
        )
    except BadSignature:
        return {}
    return found


@everybody
def supported(request: HttpRequest) -> HttpResponse:
    """The number of the letter, and what becomes of it. Kept by the browser alone."""
    told = _sent(request)
    if not told:
        return HttpResponseRedirect(reverse("petition:start"))
    return render(request, "petition/supported.html", **told)


@only_once
@officers
def enter(request: HttpRequest) -> HttpResponse:
    """A request that came on paper or from a prison: a clerk goes through the same questions."""
    seat = request.seat  # type: ignore[attr-defined]
    receives = any(
        act.writes == "Received" and seat.office in act.by for act in clerk().pack.acts.values()
    )
    if not receives:
        raise Http404
    given = {**request.GET.dict(), **request.POST.dict()}
    channel, door, language = (given.get(name, "") for name in ("channel", "door", "language"))
    if request.method == "POST" and door in _doors() and channel in CHANNELS:
        spoken = language if language in languages() else language_of(request)
        content = {**drafts.empty(door), "entered": True}
        compose.settle(content)
        draft = drafts.begin(
            request,
            door,
            spoken,
            content,
            channel=channel,
            officer=seat.officer,
            office=seat.office,
        )
        return HttpResponseRedirect(reverse("petition:tasks", args=[draft.id]))
    faults = []
    if request.method == "POST":
        faults = [("door", words_of(request).say("petition.enter.choose"))]
    return render(
        request,
        "petition/enter.html",
        doors=_doors(),
        channels=CHANNELS,
        given=given,
        faults=faults,
        troubled=bool(faults),
        spoken=languages(),
    )
