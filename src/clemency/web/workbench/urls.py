"""Addresses of the desk: what lies there, what arrives, and each part of a matter."""

from __future__ import annotations

from django.urls import path, re_path
from django.urls.resolvers import URLPattern

from clemency.web.workbench import (
    claims,
    codes,
    desk,
    docket,
    drawing,
    intake,
    linked,
    matter,
    messages,
    notes,
    people,
    printing,
    reading,
    recording,
    sort,
)

app_name = "workbench"

NUMBER = r"^(?P<number>[0-9]{4}-[0-9]+)/"
"""As people call a matter; every other word after desk/ is somebody else's page."""


def _of(rest: str, view: object, name: str) -> URLPattern:
    """An address below a matter's own."""
    found: URLPattern = re_path(f"{NUMBER}{rest}$", view, name=name)  # type: ignore[call-overload]
    return found


urlpatterns = [
    path("", desk.desk, name="desk"),
    path("claim/", claims.claim, name="claim"),
    path("intake/", intake.register, name="intake"),
    _of("", matter.matter, "matter"),
    _of("sort/", sort.sort, "sort"),
    _of("docket/", docket.docket, "docket"),
    _of("text/(?P<commitment>[0-9a-f]{64})/", docket.text, "text"),
    _of("document/(?P<commitment>[0-9a-f]{64})/", docket.document, "document"),
    _of("application/", reading.application, "application"),
    _of("people/", people.people, "people"),
    _of("people/code/", codes.code, "code"),
    _of("facts/", recording.facts, "facts"),
    _of("facts/record/", recording.record, "record"),
    _of("messages/", messages.messages, "messages"),
    _of("notes/", notes.notes, "notes"),
    _of("linked/", linked.linked, "linked"),
    _of("map/", drawing.map_, "map"),
    _of("map.svg", drawing.picture, "picture"),
    _of("print/", printing.whole, "print"),
]
