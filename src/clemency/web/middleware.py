"""What happens around every page: who looks is found out, and trouble ends in a page that helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from clemency.clerk.trouble import NotAllowed, NotKnown, Trouble
from clemency.web import errors, office
from clemency.web.access import DOORS
from clemency.web.viewers import seat_of

Next = Callable[[HttpRequest], HttpResponse]

OTHERS = ("allauth.", "django.", "csp.")
"""Whose views say by themselves who may use them: signing in, and what comes with it."""


class WhoLooks:
    """Finds the clerk and the seat once for each request, when a view first asks."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.clerk = office.clerk()  # type: ignore[attr-defined]
        request.seat = seat_of(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class EveryViewSaysWho:
    """Refuses to serve a view that does not say who may use it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Fails closed: a mistake of ours, found by a house test before anybody meets it."""
        if getattr(view, "seen_by", None) in DOORS or view.__module__.startswith(OTHERS):
            return
        raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} says not who may use it")


class Troubles:
    """Turns what the clerk could not do into a page: what happened, why, and what to do next."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What is not theirs and what is not there look alike."""
        if isinstance(error, NotKnown):
            return errors.not_found(request, error)
        if isinstance(error, NotAllowed):
            return errors.not_allowed(request, error)
        if isinstance(error, Trouble):
            return errors.trouble(request, error)
        return None
