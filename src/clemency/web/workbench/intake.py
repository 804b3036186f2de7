"""What arrives is registered and has a number at once. What it is, is asked only afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clemency.clerk.submit import NotRecorded, Recorded
from clemency.law.pack import Act, Pack
from clemency.law.types import Choice
from clemency.letters.speech import Speaker
from clemency.web import application, counter
from clemency.web.access import officers
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import OWN_NAMES, language_of, languages, render, url_or_none, words_of
from clemency.web.petition import answers, intake, plain
from clemency.web.viewers import Seat
from clemency.web.words import Words
from clemency.web.workbench.faces import desk_of

CHANNELS = ("post", "paper", "prison", "telephone", "message", "email")
"""How something can come, where the pack names no ways of its own."""

ANOTHER = "und"
"""A language that the office does not write: it is answered in the office's first."""

INFORMATION = "information"
MOST = 100_000  # characters of a letter
SENDER = ("name", "address", "email", "telephone")


@dataclass
class Form:
    """What was typed, and what is wrong with it."""

    typed: dict[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)
    came_on: date | None = None
    scan: application.Paper | None = None

    def get(self, name: str) -> str:
        """What stands in one box."""
        return self.typed.get(name, "")

    def error(self, name: str) -> str | None:
        """What is wrong with it."""
        return next((says for field_, says in self.faults if field_ == name), None)


@require_http_methods(["GET", "POST"])
@officers
@only_once
def register(request: HttpRequest) -> HttpResponse:
    """The form, or the number of what was registered with it."""
    desk, seat = clerk(), _seat(request)
    words, today = words_of(request), desk.today()
    speaker = Speaker(desk.pack, language_of(request), None, today)
    act = receiving(desk.pack, seat.office)
    form = Form(request.POST.dict() if request.method == "POST" else _blank(today))
    refused: Any = ()
    if request.method == "POST" and act is not None:
        _read(request, form, words, today)
        if not form.faults:
            done = _receive(form, seat, act)
            if isinstance(done, Recorded):
                return _registered(request, done, seat)
            refused = speaker.refused(done)
    return render(
        request,
        "workbench/intake.html",
        speaker=speaker,
        form=form,
        refused=refused,
        may=act is not None,
        receivers=[speaker.office(one) for one in _receivers(desk.pack)],
        accept=intake.ACCEPT,
        most=MOST,
        paper=_entering(),
        **_choices(desk.pack, act, speaker, words),
    )


def _seat(request: HttpRequest) -> Seat:
    found: Seat = request.seat  # type: ignore[attr-defined]
    return found


def _blank(today: date) -> dict[str, str]:
    parts = {"came-day": today.day, "came-month": today.month, "came-year": today.year}
    return {name: str(value) for name, value in parts.items()}


def receiving(pack: Pack, office: str) -> Act | None:
    """The act by which this office registers what arrives; None where it does not."""
    acts = (act for act in pack.acts.values() if act.writes == "Received")
    return next((act for act in acts if office in act.by), None)


def _receivers(pack: Pack) -> list[str]:
    acts = (act for act in pack.acts.values() if act.writes == "Received")
    return list(dict.fromkeys(office for act in acts for office in act.by))


def _entering() -> list[tuple[str, str]]:
    """Where a petition that came on paper is entered, question by question."""
    address = url_or_none("petition:enter")
    return [(way, f"{address}?channel={way}") for way in ("paper", "prison")] if address else []


def _choices(pack: Pack, act: Act | None, say: Speaker, words: Words) -> dict[str, Any]:
    """What can be chosen, in the reader's language."""
    takes = act.takes if act else {}
    channels = takes.get("channel") or CHANNELS
    outside = [one.id for one in pack.offices.values() if one.outside]
    inside = [one.id for one in pack.offices.values() if not one.outside]
    asked = takes.get("asked_for") or (*options_of(pack, "relief"), INFORMATION)
    none = ("", words.say("workbench.intake.not_said"))
    spoken = [(code, OWN_NAMES[code]) for code in languages()]
    return {
        "channels": [(code, say.names.code(code, "channel")) for code in channels],
        "languages": [*spoken, (ANOTHER, words.say("workbench.intake.another_language"))],
        "senders": [("", words.say("workbench.intake.private")), *_offices(say, outside)],
        "asked_for": [none, *((code, say.names.code(code, "relief")) for code in asked)],
        "asked_of": [none, *_offices(say, [*inside, *outside])],
    }


def _offices(say: Speaker, ids: list[str]) -> list[tuple[str, str]]:
    return [(id, say.office(id)) for id in ids]


def options_of(pack: Pack, fact: str) -> tuple[str, ...]:
    """The answers to a fact of the pack that is a choice; none where it is no such fact."""
    kind = pack.facts[fact].type if fact in pack.facts else None
    return tuple(kind.options) if isinstance(kind, Choice) else ()


# --- reading what was typed ---------------------------------------------------------------------


def _read(request: HttpRequest, form: Form, words: Words, today: date) -> None:
    """Checks the form, and rebuilds the scan apart. Nothing is written yet."""
    say = words.say
    if not form.get("channel"):
        form.faults.append(("channel", say("workbench.intake.no_channel")))
    came = answers.read_day(*(form.get(f"came-{part}") for part in ("day", "month", "year")))
    if came.error or not isinstance(came.value, str):
        form.faults.append(("came", say("workbench.intake.no_day")))
    else:
        form.came_on = date.fromisoformat(came.value)
        if form.came_on > today:
            form.faults.append(("came", say("workbench.intake.in_future", today=today)))
    if not form.get("language"):
        form.faults.append(("language", say("workbench.intake.no_language")))
    if len(form.get("text")) > MOST:
        form.faults.append(("text", say("workbench.intake.too_long", n=MOST)))
    _read_scan(request, form, words)
    if not form.get("text").strip() and form.scan is None and "scan" not in request.FILES:
        form.faults.append(("text", say("workbench.intake.nothing")))


def _read_scan(request: HttpRequest, form: Form, words: Words) -> None:
    given = request.FILES.get("scan")
    if given is None:
        return
    title = words.say("workbench.intake.scan_title")
    if given.size is not None and given.size > intake.MOST_BYTES:
        made: Any = intake.Faulty("too-large", intake.plain_name(given.name or ""))
    else:
        made = intake.paper(given.name or "", given.read(), what="letter", title=title)
    if isinstance(made, intake.Faulty):
        form.faults.append(("scan", intake.said(words, made)))
        return
    form.scan = made


def _receive(form: Form, seat: Seat, act: Act) -> Recorded | NotRecorded:
    """Registers it. Who wrote and what they wrote lie sealed; what sort of sender does not."""
    language = form.get("language")
    sender = {name: plain.line(form.get(name), plain.ADDRESS) for name in SENDER}
    letter = application.Letter(
        language="" if language == ANOTHER else language,
        sender={name: value for name, value in sender.items() if value},
        text=form.get("text").strip(),
        scan=form.scan,
    )
    fields = {
        "channel": form.get("channel"),
        "language": language,
        "sender_office": form.get("sender_office"),
        "in_public_office": bool(form.get("sender_office") and form.get("in_public_office")),
        "asked_for": form.get("asked_for"),
        "asked_of": form.get("asked_of"),
    }
    return counter.receive(
        seat.officer,
        seat.office,
        act=act.id,
        on=form.came_on,
        fields={name: value for name, value in fields.items() if value},
        sealed={"words": application.to_words(letter)},
    )


def _registered(request: HttpRequest, done: Recorded, seat: Seat) -> HttpResponse:
    """It has a number: on to what it is, or back for the next one."""
    words = words_of(request)
    says = words.say("workbench.intake.registered", number=words.reference(done.number))
    messages.success(request, says)
    if "another" in request.POST:
        return HttpResponseRedirect(reverse("workbench:intake"))
    sorts = desk_of(clerk().pack, seat.office).sorts
    to = "workbench:sort" if sorts else "workbench:matter"
    return HttpResponseRedirect(reverse(to, args=[done.number]))
