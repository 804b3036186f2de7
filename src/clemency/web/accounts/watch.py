"""What an officer's account must have besides a password, and how long a desk may stand open."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.web.accounts.fresh import prove
from clemency.web.config import config
from clemency.web.pages import words_of

IDLE = 15 * 60  # seconds
NOTED = 60  # seconds: how often a session is written only to say that somebody is there
ACTIVE_AT = "active_at"

OPEN = ("allauth.", "django.", "clemency.web.accounts.", "clemency.web.errors", "clemency.web.home")
"""Views that an officer without a second factor may use: they lead to one, or out."""


class Officers:
    """Stands before every view of an officer. Petitioners are left alone: they read on telephones,
    and see nothing but their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Leads away whoever was gone too long, or lacks the second factor."""
        if getattr(request, "seat", None) is None or config().demo:
            return None
        return self._too_long_away(request) or self._one_factor(request, view)

    def _too_long_away(self, request: HttpRequest) -> HttpResponse | None:
        now = time.time()
        last = request.session.get(ACTIVE_AT, now)
        if now - last > IDLE:
            if request.method != "POST":
                logout(request)
                messages.info(request, words_of(request).say("accounts.idle.says"))
                return redirect_to_login(request.get_full_path())
            asked = prove(request)
            if asked is not None:
                return asked
        if now - last > NOTED or ACTIVE_AT not in request.session:
            request.session[ACTIVE_AT] = now
        return None

    def _one_factor(self, request: HttpRequest, view: Any) -> HttpResponse | None:
        if not config().production or view.__module__.startswith(OPEN):
            return None
        if is_mfa_enabled(request.user):
            return None
        messages.warning(request, words_of(request).say("accounts.second.needed"))
        return HttpResponseRedirect(reverse("mfa_index"))
