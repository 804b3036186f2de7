"""Pages for when something does not go: what happened, why, and what to do next."""

from __future__ import annotations

import logging
import traceback
from typing import Any

from django.http import HttpRequest, HttpResponse

from clemency.clerk.trouble import Trouble
from clemency.web.access import everybody
from clemency.web.pages import render

log = logging.getLogger("clemency.web")


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    response = render(request, "errors/error.html", what=name, **context)
    response.status_code = status
    return response


@everybody
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What arrived could not be read as a request."""
    return _page(request, "bad_request", 400)


@everybody
def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the mark of this browser: too old, or sent from elsewhere."""
    return _page(request, "no_token", 403)


@everybody
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The policy does not let this viewer do this."""
    return _page(request, "not_allowed", 403)


@everybody
def no_office(request: HttpRequest) -> HttpResponse:
    """Signed in, and holding no office today."""
    return _page(request, "no_office", 403)


@everybody
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing is there, or nothing that this viewer may see: both look alike."""
    return _page(request, "not_found", 404)


@everybody
def trouble(request: HttpRequest, error: Trouble) -> HttpResponse:
    """Disk, database or key: the operator is told what, the reader that nothing was written."""
    log.error("%s: %s", error.code, error.says)
    return _page(request, "trouble", 503)


@everybody
def our_mistake(request: HttpRequest) -> HttpResponse:
    """A mistake of ours. What is logged names places in the program and no words of people."""
    log.error("mistake at %s", getattr(request.resolver_match, "view_name", "?"))
    import sys

    kind, _, trace = sys.exc_info()
    if kind is not None:
        log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
    return _page(request, "our_mistake", 500)
