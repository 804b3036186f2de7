"""A fresh proof of who signs, before a decision is taken or countersigned.

Who was away, or signed in some minutes ago, proves once more who they are. What they typed travels
with the question and arrives with the answer: nothing is kept on the server meanwhile, and nothing
is lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from allauth.account.forms import ReauthenticateForm as ByPassword
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.forms import ReauthenticateForm as ByCode
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as ByPasskey
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import reauthenticate as reauthenticate_by_passkey
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse

from clemency.web.config import config
from clemency.web.pages import render

PROOF = "proof"
"""Prefix of the fields that prove; everything else of a form is somebody's work."""

NOT_CARRIED = frozenset({"csrfmiddlewaretoken", REDIRECT_FIELD_NAME})


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guards a view that decides: what is sent to it is taken only with a fresh proof. Put it
    directly under the decorator that says who may come, above `only_once`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not proved_lately(request):
            asked = prove(request)
            if asked is not None:
                return asked
        return view(request, *args, **kwargs)

    return guarded


def proved_lately(request: HttpRequest) -> bool:
    """Whether whoever is signed in has proved it within the last minutes. Where real people are
    served the second factor counts alone."""
    now = time.time()
    return any(
        now - record.get("at", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "mfa" or not config().production
    )


def prove(request: HttpRequest) -> HttpResponse | None:
    """Asks for a proof, with the form that was sent carried along; None once it is given."""
    forms = list(_forms(request))
    tried = [form for form in forms if form.is_bound]
    if any(_accepted(request, form) for form in tried):
        return None
    kinds = {_kind(form): form for form in forms}
    options = passkeys.begin_authentication(request.user) if "passkey" in kinds else None
    response = render(
        request,
        "accounts/prove.html",
        proofs=kinds,
        carried=list(_carried(request)),
        js_data={"request_options": options} if options is not None else None,
        minutes=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60,
    )
    response.status_code = 401 if not tried else 400
    return response


def _forms(request: HttpRequest) -> Iterator[Any]:
    """The ways in which this account can prove itself here; filled where something was typed."""
    user: Any = request.user
    second = is_mfa_enabled(user)
    if is_mfa_enabled(user, ["webauthn"]):
        yield ByPasskey(_given(request, "credential"), user=user, prefix=PROOF)
    if is_mfa_enabled(user, ["totp", "recovery_codes"]):
        yield ByCode(_given(request, "code"), user=user, prefix=PROOF)
    if user.has_usable_password() and not (second or config().production):
        yield ByPassword(_given(request, "password"), user=user, prefix=PROOF)


def _given(request: HttpRequest, field: str) -> Any:
    return request.POST if request.POST.get(f"{PROOF}-{field}") else None


def _kind(form: Any) -> str:
    if isinstance(form, ByPasskey):
        return "passkey"
    return "code" if isinstance(form, ByCode) else "password"


def _accepted(request: HttpRequest, form: Any) -> bool:
    if not form.is_valid():
        return False
    if isinstance(form, ByPasskey):
        reauthenticate_by_passkey(request, form.cleaned_data["credential"])
    elif isinstance(form, ByCode):
        form.save()
    else:
        reauthenticate_by_password(request)
    return True


def _carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Every field of the form that was sent, but for what proves and what guards."""
    for name, values in request.POST.lists():
        if name not in NOT_CARRIED and not name.startswith(f"{PROOF}-"):
            yield from ((name, value) for value in values)
