"""What every page of one matter shares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from clemency.clerk.submit import NotRecorded
from clemency.letters.speech import Speaker
from clemency.web import pages
from clemency.web.office import clerk
from clemency.web.tracker import messages
from clemency.web.tracker.own import Own

Tab = tuple[str, str, bool]


def speaker_of(request: HttpRequest) -> Speaker:
    """Says what the pack says, in the reader's language."""
    return Speaker(clerk().pack, pages.language_of(request))


def shown(request: HttpRequest, own: Own, template: str, /, **context: Any) -> HttpResponse:
    """A page of one matter, with the way to its other pages."""
    return pages.render(
        request, f"tracker/{template}.html", own=own, tabs=tabs(request, own), **context
    )


def tabs(request: HttpRequest, own: Own) -> list[Tab]:
    """The pages of this matter that this viewer has; what waits is counted."""
    words = pages.words_of(request)
    here = request.resolver_match.url_name if request.resolver_match else ""
    found = []
    for name, count in _pages(own):
        address = pages.url_or_none(name, number=own.number)
        if address is None:
            continue
        key = name.partition(":")[2]
        label = words.say(f"tracker.tab.{key}")
        if count:
            label = words.say("tracker.tab.counted", what=label, n=count)
        found.append((label, address, key == here))
    return found


def _pages(own: Own) -> list[tuple[str, int]]:
    found = [("tracker:matter", 0)]
    if own.items:
        found.append(("tracker:information", len(own.asked)))
    found += [("tracker:messages", messages.unread(own.key)), ("post:mine", 0)]
    if own.key.audience in messages.SIDE:
        found.append(("tracker:people", 0))
    return found


def refusals(request: HttpRequest, done: NotRecorded | None) -> list[Any]:
    """Why something was not written, in words; empty where the pack has no such act at all."""
    return list(speaker_of(request).refused(done)) if done is not None else []
