"""Signing in elsewhere with an account of this office, and here with one from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.urls import include, path

from clemency.web import urls
from clemency.web.accounts.models import Profile
from clemency.web.accounts.provider import Provider, new_key
from tests.web.offices import Office

BACK = "https://police.example/back"
urlpatterns = [path("", include("allauth.idp.urls")), *urls.urlpatterns]


@pytest.fixture
def provider(office: Office) -> Iterator[Office]:
    from django.conf import settings

    last = "clemency.web.accounts.provider.LeadsBack"
    middleware = [one for one in settings.MIDDLEWARE if one != last] + [last]
    with override_settings(
        ROOT_URLCONF=__name__, IDP_OIDC_PRIVATE_KEY=new_key(), MIDDLEWARE=middleware
    ):
        yield office


def _client() -> Client:
    client = Client(
        id="police", name="Police", redirect_uris=BACK, scopes="openid\nprofile", type="public",
        grant_types="authorization_code", response_types="code",
    )  # fmt: skip
    client.save()
    return client


def _asked() -> str:
    query = {
        "client_id": "police",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid profile",
        "state": "abc",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }
    return f"/identity/o/authorize?{urlencode(query)}"


def test_another_office_asks_and_the_officer_agrees(provider: Office) -> None:
    _client()
    browser = provider.officer("prison_service")
    page = browser.get(_asked())
    text = page.content.decode()
    assert page.status_code == 200 and "May another office know" in text and "Police" in text
    assert "https://police.example" in page["Content-Security-Policy"]
    fields = {"request": _field(text, "request"), "scopes": ["openid", "profile"]}
    answer = browser.post("/identity/o/authorize", {**fields, "action": "grant"})
    there = urlsplit(answer["Location"])
    assert f"{there.scheme}://{there.netloc}{there.path}" == BACK
    assert "code" in parse_qs(there.query)


def test_an_unknown_office_is_told_nothing(provider: Office) -> None:
    page = provider.officer("prison_service").get(_asked())
    assert "Signing in elsewhere did not work" in page.content.decode()
    assert "police.example" not in page["Content-Security-Policy"]


def test_what_is_told_follows_from_the_appointments_of_the_day(provider: Office) -> None:
    client = _client()
    provider.officer("prison_service")
    user = get_user_model().objects.get(username="o-prison_service")
    Profile.objects.filter(user=user).update(name="A. Fictional")
    told = Provider().get_claims("userinfo", user, client, ["openid", "profile"])
    assert told["name"] == "A. Fictional"
    assert told["offices"] == ["prison_service"]
    provider.clerk.end_appointment("o-prison_service", "prison_service")
    from datetime import timedelta

    provider.set_day(provider.clerk.today() + timedelta(days=1))
    assert Provider().get_claims("userinfo", user, client, ["profile"])["offices"] == []


def test_nothing_is_provided_where_it_was_not_switched_on(office: Office) -> None:
    assert office.anybody().get("/.well-known/openid-configuration").status_code == 404


def _field(page: str, name: str) -> str:
    import html
    import re

    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])
