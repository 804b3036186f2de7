"""Every address, opened by everybody who should not get in, and by some who should.

What is expected stands in the table by hand; the addresses come from the program, so that none can
be forgotten. Nothing may answer 2xx to whom it does not belong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from tests.web.offices import Office

OURS = "clemency."
SECRET = "no-such-secret"

REFUSED: dict[str, dict[str, set[int]]] = {
    # door            who            what they may be answered
    "officers": {
        "stranger": {302},  # to the sign-in page
        "account": {403},  # holds no office
        "keyholder": {302},
    },
    "signed in": {"stranger": {302}, "keyholder": {302}},
    "keyholders": {"stranger": {404}, "account": {404}, "officer": {404}, "keyholder": {404}},
    "link": {"stranger": {400, 403, 404, 405, 410}},
}


@dataclass(frozen=True)
class Route:
    """One address of ours, with made-up parts filled in."""

    path: str
    door: str

    def __str__(self) -> str:
        return f"{self.door} {self.path}"


def routes() -> list[Route]:
    """Every address of ours."""
    return sorted(set(_below(get_resolver().url_patterns, "/")), key=str)


def _below(patterns: list[object], before: str) -> list[Route]:
    found = []
    for one in patterns:
        if isinstance(one, URLResolver):
            found += _below(one.url_patterns, before + _part(one.pattern))
        elif isinstance(one, URLPattern) and one.callback.__module__.startswith(OURS):
            found.append(Route(before + _part(one.pattern), one.callback.seen_by))
    return found


VALUES = {"number": "{number}", "int": "1", "uuid": "00000000-0000-0000-0000-000000000000"}


GROUP = re.compile(r"\(\?P<(\w+)>([^()]*)\)")


def _group(found: re.Match[str]) -> str:
    """A made-up part that a regular expression lets through."""
    name, inside = found.groups()
    tried = (VALUES.get(name, ""), "1", SECRET, "0" * 32, "0" * 64)
    return next(one for one in tried if one == VALUES.get(name) or re.fullmatch(inside, one))


def _part(pattern: object) -> str:
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        return GROUP.sub(_group, text).removeprefix("^").removesuffix("$")
    for name, converter in getattr(pattern, "converters", {}).items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        value = VALUES.get(name) or VALUES.get(kind) or SECRET
        for written in (f"<{kind}:{name}>", f"<{name}>", f"<str:{name}>", f"<slug:{name}>"):
            text = text.replace(written, value)
    return text


def people(office: Office, other: str) -> dict[str, Client]:
    """Who tries: a stranger, somebody with an account and no office, the holder of the key to
    another matter."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user("somebody", "somebody@example.org", "x")
    account = office.anybody()
    account.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {
        "stranger": office.anybody(),
        "account": account,
        "keyholder": office.keyholder(other),
        "officer": office.officer(next(iter(office.clerk.pack.acts.values())).by[0]),
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_in_where_they_do_not_belong(office: Office, method: str) -> None:
    mine, other = office.receive(), office.receive()
    trying = people(office, other)
    wrong = []
    for route in routes():
        path = route.path.replace("{number}", mine)
        for who, allowed in REFUSED.get(route.door, {}).items():
            status = getattr(trying[who], method)(path).status_code
            if status not in allowed | {405}:
                wrong.append(f"{method} {path}: {who} got {status}, expected {sorted(allowed)}")
    assert wrong == []


def test_every_door_is_in_the_table(office: Office) -> None:
    doors = {route.door for route in routes()}
    assert doors - {"everybody"} <= set(REFUSED)
    assert len(routes()) > 40


def test_what_is_not_theirs_looks_like_what_is_not_there(office: Office) -> None:
    mine, other = office.receive(), office.receive()
    holder = office.keyholder(other)
    for route in routes():
        if route.door == "keyholders" and "{number}" in route.path:
            theirs = holder.get(route.path.replace("{number}", mine))
            nobodys = holder.get(route.path.replace("{number}", "2099-9999"))
            assert theirs.status_code == nobodys.status_code == 404
            assert _without(theirs.content, mine) == _without(nobodys.content, "2099-9999")


def _without(page: bytes, number: str) -> str:
    """A page without what differs on every one: its own address and the tokens in it."""
    text = page.decode().replace(number, "")
    return re.sub(r'value="[\w-]{16,}"', "", text)
