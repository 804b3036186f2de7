"""What stands in the bar at the top: other doors for the public than for whoever has a seat."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from clemency.web.words import Words

PUBLIC = (
    "register:home",
    "register:list",
    "register:interventions",
    "petition:start",
    "tracker:home",
)
SEATED = ("workbench:desk", "workbench:intake", "acts:opinions", "lists:search", "post:queue")

Link = tuple[str, str, bool]
"""What it is called, its address, and whether the reader is there."""


def of(request: HttpRequest, words: Words) -> list[Link]:
    """The links for this reader."""
    seated = getattr(request, "seat", None) is not None
    here = request.resolver_match.view_name if request.resolver_match else ""
    found = []
    for named in SEATED if seated else PUBLIC:
        try:
            address = reverse(named)
        except NoReverseMatch:
            continue
        found.append((words.say(f"common.nav.{named.replace(':', '_')}"), address, named == here))
    return found


def at_the_foot(words: Words, signed_in: bool) -> list[tuple[str, str]]:
    """The quieter links at the end of every public page."""
    found = []
    doors = () if signed_in else ("account_login",)
    for named in ("register:procedure", "register:legend", *doors):
        try:
            found.append((words.say(f"common.foot.{named.replace(':', '_')}"), reverse(named)))
        except NoReverseMatch:
            continue
    return found
