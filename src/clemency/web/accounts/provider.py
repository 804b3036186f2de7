"""This office as an OpenID provider, for the offices that it consults: who signs in there is known
by what is written here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.http import HttpRequest, HttpResponse

from clemency.web.accounts.models import Profile
from clemency.web.config import config
from clemency.web.office import clerk

BITS = 3072  # of the key that signs what is told of somebody


class Provider(DefaultOIDCAdapter):  # type: ignore[misc]
    """Tells another office no more than it needs: a name, an address, and the offices held."""

    def get_issuer(self) -> str:
        """The address that people use, where one is set."""
        return config().public_url.rstrip("/") or str(super().get_issuer())

    def get_claims(self, purpose: Any, user: Any, client: Any, scopes: Any, **kwargs: Any) -> Any:
        """What is told of an officer. `offices` comes from the appointments of the day."""
        claims = super().get_claims(purpose, user, client, scopes, **kwargs)
        profile = Profile.objects.filter(user=user).first()
        if profile is None or "profile" not in scopes:
            return claims
        office = clerk()
        held, today = office.appointments(), office.today()
        claims["name"] = profile.name
        if profile.officer:
            claims["offices"] = [
                one for one in office.pack.offices if held.holds(profile.officer, one, today)
            ]
        return claims


def new_key() -> str:
    """A key that signs what is told of somebody, as PEM."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


class LeadsBack:
    """Lets the form of consent lead back to the office that asked: browsers hold a form's answer to
    the same list of places as the form itself. Only places that a known client has registered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.view_name == "idp:oidc:authorization":
            client = Client.objects.filter(pk=request.GET.get("client_id", "")).first()
            wanted = request.GET.get("redirect_uri", "")
            if client is not None and wanted in client.get_redirect_uris():
                parts = urlsplit(wanted)
                update = {"form-action": [f"{parts.scheme}://{parts.netloc}"]}
                response._csp_update = update  # type: ignore[attr-defined]
        return response
