"""What the pages of a draft share: the frame, where to go on, what was changed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.letters.questions import question
from clemency.web.office import clerk
from clemency.web.pages import language_of, render, words_of
from clemency.web.petition import answers, desk
from clemency.web.petition.drafts import WAS, Changed, Open, mark

EXAMPLE = "name@example.org"

Fault = tuple[str, str]
"""A field, and a sentence that says what is wrong there."""


def page(request: HttpRequest, template: str, draft: Open, /, **context: Any) -> HttpResponse:
    """A page of a draft: with the banner that says that nothing was sent."""
    return render(
        request,
        f"petition/{template}.html",
        troubled=bool(context.get("faults")),
        draft=draft,
        entered=draft.row.channel != desk.PORTAL,
        then=_then(request),
        dropped=_dropped(draft, language_of(request)),
        **{"faults": [], "changed": None, "was": "", **context},
    )


def _dropped(draft: Open, language: str) -> list[tuple[str, str]]:
    """Answers that the last change made needless: each question, and what had been answered."""
    pack, found = clerk().pack, []
    for one in draft.content["dropped"]:
        said = ""
        if one["value"] is not None and not isinstance(one["value"], Mapping):
            said = answers.shown(pack, one["path"], one["value"], language)
        found.append((question(pack, one["path"], language).ask, said))
    return found


def seen(part: Any) -> str:
    """The mark of what a page shows, for its form."""
    return mark(part)


def was(request: HttpRequest) -> str:
    """What the maker of a form saw."""
    return request.POST.get(WAS, "")[:16]


def went_on(request: HttpRequest, draft: Open, default: str) -> HttpResponse:
    """After saving: back to the check of all answers where one came from there, or on."""
    if "stop" in request.POST:
        return HttpResponseRedirect(reverse("petition:leave", args=[draft.id]))
    if _then(request) == "check":
        return HttpResponseRedirect(reverse("petition:check", args=[draft.id]))
    return HttpResponseRedirect(default)


def to_tasks(draft: Open) -> str:
    """The address of the list of tasks."""
    return reverse("petition:tasks", args=[draft.id])


def conflict(request: HttpRequest, found: Changed, shown: str) -> str:
    """What stands there now, said to whoever meant to write over it."""
    said = shown or words_of(request).say("petition.changed.nothing")
    return said if isinstance(found, Changed) else ""


def _then(request: HttpRequest) -> str:
    given = request.POST.get("then") or request.GET.get("then") or ""
    return given if given == "check" else ""
