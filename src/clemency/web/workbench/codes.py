"""A code for somebody whose petition or letter came on paper: with it they follow it on the web.

It is shown once, to be printed and handed over; only its fingerprint is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from clemency.web.access import officers
from clemency.web.accounts.keeping import new_key
from clemency.web.tracker.messages import may_read
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened

PETITIONERS = ("petitioner", "counsel", "relative")
SENDERS = ("sender",)


def audiences(at: Opened) -> tuple[str, ...]:
    """As what somebody can hold a key to this matter: of a letter, as its sender."""
    return PETITIONERS if any(at.of("PetitionOpened")) else SENDERS


def may_give(at: Opened) -> bool:
    """Whether this office hands out codes: those that also read what people write to the office."""
    return at.case is not None and may_read(at.viewer)


@require_http_methods(["GET", "POST"])
@officers
def code(request: HttpRequest, number: str) -> HttpResponse:
    """Asks for whom; then shows the code, this once."""
    at = opened(request, number)
    if not may_give(at):
        raise Http404
    offered, chosen = audiences(at), request.POST.get("audience", "")
    made, faults = "", list[tuple[str, str]]()
    if request.method == "POST":
        if chosen in offered:
            language = str(at.latest("language") or "")
            made = new_key(at.ref, chosen, language=language)
        else:
            faults.append(("audience", at.words.say("workbench.code.nobody")))
    return page(
        request,
        at,
        "code",
        made=made,
        whom=at.speaker.office(chosen) if made else "",
        offered=[(one, at.speaker.office(one)) for one in offered],
        faults=faults,
    )
