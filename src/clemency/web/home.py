"""The door without a language, and what a machine asks: is it alive, can it serve."""

from __future__ import annotations

import shutil

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language_from_request

from clemency.clerk.trouble import Trouble
from clemency.web import pages
from clemency.web.access import everybody
from clemency.web.office import clerk

LEAST_FREE = 0.10  # of the disk


@everybody
def to_a_language(request: HttpRequest) -> HttpResponse:
    """Leads to the first page in a language that the reader's browser asks for."""
    asked = get_language_from_request(request)[:2]
    spoken = pages.languages()
    return HttpResponseRedirect(f"/{asked if asked in spoken else spoken[0]}/")


@everybody
def health(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return JsonResponse({"alive": True})


@everybody
def ready(request: HttpRequest) -> HttpResponse:
    """Whether people can be served now, and what is in the way. Says nothing of any matter."""
    found = {
        "docket": _answers(lambda: clerk().checkpoint()),
        "office_key": _answers(lambda: _is(clerk().desk.vault.fits())),
        "desk": _answers(lambda: connection.ensure_connection()),
        "disk": _answers(lambda: _is(_free() >= LEAST_FREE)),
    }
    good = all(found.values())
    return JsonResponse({"ready": good, **found}, status=200 if good else 503)


def _answers(ask: object) -> bool:
    try:
        ask()  # type: ignore[operator]
    except (Trouble, OSError, AssertionError):
        return False
    except Exception:  # whatever a database driver throws: not ready, and no more is said outside
        return False
    return True


def _is(true: bool) -> None:
    if not true:
        raise AssertionError


def _free() -> float:
    usage = shutil.disk_usage(clerk().folder)
    return usage.free / usage.total
