"""A new request that begins with what was written for an earlier one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from clemency.web.application import Application
from clemency.web.pages import language_of, url_or_none
from clemency.web.petition import drafts
from clemency.web.tracker.again import application_of
from clemency.web.tracker.own import Own

LEFT_OUT = ("mark", "relation", "licence")


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
    content = {**drafts.empty(sent.door), **_carried(sent)}
    made = drafts.begin(request, sent.door, language_of(request), content)
    return url_or_none("petition:tasks", made.id) or reverse("tracker:home")


def _carried(sent: Application) -> dict[str, Any]:
    known = [one for one in sent.answers if one.value is not None]
    return {
        "answers": {one.path: one.value for one in known},
        "unknown": [one.path for one in sent.answers if one.value is None],
        "person": _plain(sent.person),
        "filer": _plain(sent.filer) if sent.filer else {},
        "story": {one.prompt: one.text for one in sent.statement},
        "tell_by": sent.tell_by,
    }


def _plain(person: Any) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(person).items()
        if value and name not in LEFT_OUT
    }
