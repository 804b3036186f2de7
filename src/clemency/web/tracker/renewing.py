"""A new request that begins with what was written for an earlier one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from clemency.web.application import Application
from clemency.web.pages import language_of
from clemency.web.petition import compose, drafts
from clemency.web.tracker.again import application_of
from clemency.web.tracker.own import Own


def of(own: Own) -> Application | None:
    """What may be carried over: what this very person sent through the form. Somebody else's key
    never opens the words of the person."""
    sent = application_of(own.matter.ref)
    if sent is None:
        return None
    filed_by = {"myself": "petitioner"}.get(sent.door, sent.door)
    return sent if own.key.audience == filed_by else None


def begin(request: HttpRequest, sent: Application) -> str:
    """A new draft with the earlier answers, and where it is gone on with. Documents, the
    declaration and every agreement are given anew."""
    content = compose.again(sent)
    made = drafts.begin(request, content["door"], language_of(request), content)
    return reverse("petition:tasks", args=[made.id])
