"""Notes that officers write about a matter: kept apart from the file, sealed, never an entry, never
shown outside the offices."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clemency.web import sealed
from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.once import only_once
from clemency.web.pages import words_of
from clemency.web.workbench.head import page
from clemency.web.workbench.models import Note
from clemency.web.workbench.opening import Opened, opened

MOST = 10_000
"""Characters of one note."""


@dataclass(frozen=True)
class Written:
    """A note, as it is read. Its text is None where the person it is about was forgotten."""

    who: str
    office: str
    only_us: bool
    written_at: datetime
    text: str | None


def notes_of(at: Opened) -> tuple[Written, ...]:
    """The notes that this officer may read, oldest first."""
    found = Note.objects.filter(matter=at.ref).order_by("written_at")
    ours = [one for one in found if not one.only_us or one.office == at.seat.office]
    names = called(one.officer for one in ours)
    return tuple(
        Written(
            names[one.officer],
            at.speaker.office(one.office),
            one.only_us,
            at.local(one.written_at),
            _text(one),
        )
        for one in ours
    )


def forget(person: str) -> None:
    """Drops the notes about somebody who was forgotten: their words are gone already."""
    Note.objects.filter(matter=person).delete()


def _text(one: Note) -> str | None:
    found = sealed.unseal(one.matter, f"note:{one.id}", bytes(one.sealed))
    return None if found is None else found.decode()


def write(at: Opened, text: str, only_us: bool) -> Note:
    """A new note, sealed."""
    id = secrets.token_hex(16)
    return Note.objects.create(
        id=id,
        matter=at.ref,
        officer=at.seat.officer,
        office=at.seat.office,
        only_us=only_us,
        written_at=timezone.now(),
        sealed=sealed.seal(at.ref, f"note:{id}", text.encode()),
    )


@require_http_methods(["GET", "POST"])
@officers
@only_once
def notes(request: HttpRequest, number: str) -> HttpResponse:
    """All notes, and a place to write one. Only for the offices of the institution."""
    at = opened(request, number)
    if at.case is None:
        raise Http404
    text = request.POST.get("text", "").strip()
    words = words_of(request)
    faults = []
    if request.method == "POST":
        if not text:
            faults.append(("text", words.say("workbench.notes.empty")))
        elif len(text) > MOST:
            faults.append(("text", words.say("workbench.notes.too_long", n=MOST)))
        else:
            write(at, text, request.POST.get("readers") == "us")
            messages.success(request, words.say("workbench.notes.kept"))
            return HttpResponseRedirect(reverse("workbench:notes", args=[number]))
    given = {"text": text, "readers": request.POST.get("readers", "all")}
    return page(request, at, "notes", notes=notes_of(at), faults=faults, given=given, most=MOST)
