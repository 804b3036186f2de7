"""One form, however often it is sent, does its work once.

Every form that writes carries a token drawn when the page was made. The first to arrive takes it;
whoever comes second (a double click, the back button, a second tab, a line that broke before the
answer came) is led to where the first one went.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from clemency.web.models import Once

FIELD = "once"
SECONDS_TO_WAIT = 20  # for the first one to finish
KEPT = timedelta(days=2)
REDIRECTS = (302, 303)


def token() -> str:
    """A new token for a form."""
    return secrets.token_urlsafe(16)


def only_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guards a view whose success ends in a redirect. Anything else, such as a form shown again
    with what is wrong in it, gives the token back: nothing was done."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark = request.POST.get(FIELD, "") if request.method == "POST" else ""
        if not mark:
            return view(request, *args, **kwargs)
        mark = mark[:64]
        while not _take(mark):
            if (answer := _where_it_went(mark)) is not None:
                return answer
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            _give_back(mark)
            raise
        if response.status_code in REDIRECTS:
            Once.objects.filter(token=mark).update(went_to=response["Location"])
        else:
            _give_back(mark)
        return response

    return guarded


def sweep() -> int:
    """Forgets tokens that no form can still carry; how many."""
    return Once.objects.filter(taken_at__lt=timezone.now() - KEPT).delete()[0]


def _take(mark: str) -> bool:
    try:
        with transaction.atomic():
            Once.objects.create(token=mark)
    except IntegrityError:
        return False
    return True


def _give_back(mark: str) -> None:
    Once.objects.filter(token=mark).delete()


def _where_it_went(mark: str) -> HttpResponse | None:
    """Waits for the first one; None where that one gave up, so that this one may try."""
    for _ in range(SECONDS_TO_WAIT * 10):
        found = Once.objects.filter(token=mark).first()
        if found is None:
            return None
        if found.went_to:
            return HttpResponseRedirect(found.went_to)
        time.sleep(0.1)
    return None
