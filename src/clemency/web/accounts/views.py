"""Signing in, and after it: to the desk, or to one's own matters; and from one seat to another."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from clemency.web.access import by_link, everybody, officers, signed_in
from clemency.web.accounts import demonstrating, inviting
from clemency.web.accounts.forms import NewPassword
from clemency.web.accounts.models import Profile
from clemency.web.config import config
from clemency.web.pages import language_of, render, words_of
from clemency.web.preparing import PASSWORD
from clemency.web.viewers import SEAT


class _Login(LoginView):  # type: ignore[misc]
    """allauth's own, with what this office adds to the page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["logins"] = demonstrating.logins(language_of(self.request))
        found["demo_password"] = PASSWORD
        found["oidc"] = config().oidc_name if config().oidc_issuer else ""
        return found


login = everybody(_Login.as_view())


@signed_in
def arrived(request: HttpRequest) -> HttpResponse:
    """Officers go to their desk, everybody else to what they asked."""
    seat = request.seat  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("workbench:desk" if seat else "tracker:home"))


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """One's own account: how one signs in, where one is signed in."""
    user: Any = request.user
    return render(
        request,
        "accounts/home.html",
        profile=Profile.objects.filter(user_id=user.pk).first(),
        username=user.get_username(),
        address=EmailAddress.objects.get_primary_email(user),
        second=is_mfa_enabled(user),
        has_password=user.has_usable_password(),
    )


@officers
def take_seat(request: HttpRequest) -> HttpResponse:
    """Works for another of one's offices from now on."""
    seat = request.seat  # type: ignore[attr-defined]
    there = request.POST.get("next", "") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}):
        there = ""
    if request.method != "POST":
        return render(request, "accounts/seat.html", there=there)
    wanted = request.POST.get("office", "")
    if wanted not in seat.offices:
        raise Http404
    request.session[SEAT] = wanted
    return HttpResponseRedirect(there or reverse("workbench:desk"))


@sensitive_post_parameters()
@by_link
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """An officer takes up the account that the office made for them."""
    user = inviting.invited(token)
    if user is None:
        response = render(request, "accounts/invited_late.html", days=inviting.DAYS)
        response.status_code = 410
        return response
    form = NewPassword(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        inviting.take_up(user, form.cleaned_data["password1"])
        messages.success(request, words_of(request).say("accounts.invited.done"))
        return _enter(request, user, "mfa_index")
    profile = Profile.objects.filter(user_id=user.pk).first()
    return render(
        request, "accounts/invited.html", form=form, profile=profile, username=user.get_username()
    )


@require_POST
@everybody
def as_somebody(request: HttpRequest) -> HttpResponse:
    """Signs in as somebody invented. There is no such page where people are real."""
    user = demonstrating.invented(request.POST.get("login", ""))
    if user is None:
        raise Http404
    return _enter(request, user, "accounts:arrived")


def _enter(request: HttpRequest, user: Any, there: str) -> HttpResponse:
    """Signs somebody in who has just shown who they are."""
    record_authentication(request, user, method="password")
    entered: HttpResponse = perform_login(
        request, user, redirect_url=reverse(there), email_verification="none"
    )
    return entered
