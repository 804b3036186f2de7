"""Who may use a view. Every view carries exactly one of these; one without is never served.

They say who may come to the door. What is then shown of a matter is for the policy alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from clemency.web.viewers import key_for

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Door = Literal["everybody", "signed in", "officers", "keyholders", "link"]

DOORS: tuple[Door, ...] = ("everybody", "signed in", "officers", "keyholders", "link")


def _door(view: View, door: Door) -> View:
    view.seen_by = door  # type: ignore[attr-defined]
    return view


def everybody(view: View) -> View:
    """Anybody at all, signed in or not."""
    return _door(view, "everybody")


def signed_in(view: View) -> View:
    """Anybody with an account."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return cast(View, _door(guarded, "signed in"))


def officers(view: View) -> View:
    """Whoever holds an office today. Others with an account are told why they see nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(request, "seat", None) is None:
            from clemency.web.errors import no_office

            return no_office(request)
        return view(request, *args, **kwargs)

    return cast(View, _door(guarded, "officers"))


def keyholders(view: View) -> View:
    """Whoever holds the key to the matter whose `number` stands in the address. To anybody else
    there is no such page; the view finds the key as `request.key`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = key_for(request, kwargs["number"])
        if key is None:
            raise Http404
        request.key = key  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return cast(View, _door(guarded, "keyholders"))


def by_link(view: View) -> View:
    """Whoever was sent the address: a secret in it is checked by the view itself."""
    return _door(view, "link")
