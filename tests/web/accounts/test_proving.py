"""Officers: invited, proved afresh before they decide, and signed out when they are gone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path

from clemency.web import urls
from clemency.web.access import officers
from clemency.web.accounts import inviting
from clemency.web.accounts.fresh import fresh
from clemency.web.accounts.models import Profile
from clemency.web.accounts.watch import ACTIVE_AT, IDLE
from clemency.web.config import Config, config
from clemency.web.once import only_once
from tests.web.offices import Office

PASSWORD = "olive-tree-and-rain"
RECORDS = "account_authentication_methods"
DECIDED: list[dict[str, list[str]]] = []


@officers
@fresh
@only_once
def decide(request: HttpRequest) -> HttpResponse:
    """A decision, as a page of the workbench takes it."""
    DECIDED.append({name: request.POST.getlist(name) for name in request.POST})
    return HttpResponseRedirect("/en/decided")


urlpatterns = [*urls.urlpatterns, path("decide", decide)]


@pytest.fixture
def deciding(office: Office, settings_: None) -> Iterator[Office]:
    DECIDED.clear()
    yield office


@pytest.fixture
def settings_(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from django.test import override_settings

    with override_settings(ROOT_URLCONF=__name__):
        yield


def _officer(office: Office, name: str = "o-president") -> Client:
    link = inviting.invite(name, "A. Fictional", f"{name}@office.example", "en")
    browser = office.anybody()
    browser.post(link, {"password1": PASSWORD})
    return browser


def _aged(browser: Client, seconds: float) -> None:
    """As if so much time had passed since the last proof."""
    session = browser.session
    session[RECORDS] = [{**one, "at": one["at"] - seconds} for one in session.get(RECORDS, [])]
    session.save()


def _in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Config(production=True, hosts=("localhost",))
    for module in ("fresh", "watch"):
        monkeypatch.setattr(f"clemency.web.accounts.{module}.config", lambda: made)


# --- invitations ----------------------------------------------------------------------------------


def test_an_invitation_is_taken_up_once(office: Office) -> None:
    link = inviting.invite("o-president_legal", "A. Fictional", "a@office.example", "he")
    assert link.startswith("/he/account/invited/")
    browser = office.anybody()
    page = browser.get(link).content.decode()
    assert "A. Fictional" in page and "o-president_legal" in page
    assert browser.post(link, {"password1": PASSWORD})["Location"] == "/he/account/2fa/"
    assert EmailAddress.objects.get(email="a@office.example").verified
    assert browser.get("/he/account/").status_code == 200
    again = office.anybody().get(link)
    assert again.status_code == 410
    assert "ההזמנה הזאת אינה פועלת עוד" in again.content.decode()


def test_a_weak_password_is_not_taken(office: Office) -> None:
    link = inviting.invite("o-president", "A. Fictional", "a@office.example", "en")
    page = office.anybody().post(link, {"password1": "password"})
    assert page.status_code == 200
    assert not get_user_model().objects.get(username="o-president").has_usable_password()


def test_a_second_invitation_keeps_the_account(office: Office) -> None:
    first = inviting.invite("o-president", "A. Fictional", "a@office.example", "en")
    second = inviting.invite("o-president", "A. Fictional", "new@office.example", "en")
    assert Profile.objects.filter(officer="o-president").count() == 1
    assert office.anybody().get(first).status_code == 410
    assert office.anybody().get(second).status_code == 200


def test_whoever_took_the_name_of_an_officer_gains_nothing(office: Office) -> None:
    get_user_model().objects.create_user("o-president", "x@example.org", PASSWORD)
    inviting.invite("o-president", "A. Fictional", "a@office.example", "en")
    assert Profile.objects.get(officer="o-president").user.get_username() == "o-president-2"


# --- a fresh proof --------------------------------------------------------------------------------


def test_who_has_just_signed_in_decides_at_once(deciding: Office) -> None:
    browser = _officer(deciding)
    assert browser.post("/decide", {"text": "Granted."})["Location"] == "/en/decided"


def test_after_some_minutes_a_proof_is_asked_and_nothing_typed_is_lost(deciding: Office) -> None:
    browser = _officer(deciding)
    _aged(browser, 400)
    typed = {"text": "Granted.\nIn part.", "charge": ["one", "two"], "once": "this-form"}
    page = browser.post("/decide", typed)
    assert page.status_code == 401
    text = page.content.decode()
    assert "Once more: is it you?" in text and "Granted." in text
    assert DECIDED == []
    wrong = browser.post("/decide", {**typed, "proof-password": "wrong"})
    assert wrong.status_code == 400 and "This is not your password" in wrong.content.decode()
    assert DECIDED == []
    done = browser.post("/decide", {**typed, "proof-password": PASSWORD})
    assert done["Location"] == "/en/decided"
    assert DECIDED[0]["charge"] == ["one", "two"]


def test_reading_needs_no_fresh_proof(deciding: Office) -> None:
    browser = _officer(deciding)
    _aged(browser, 400)
    assert browser.get("/decide").status_code == 302


def test_where_people_are_real_the_password_is_no_proof(
    deciding: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = _officer(deciding)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(get_user_model().objects.get(username="o-president"), secret)
    _in_production(monkeypatch)
    page = browser.post("/decide", {"text": "Granted.", "proof-password": PASSWORD})
    assert page.status_code == 401
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    )
    assert browser.post("/decide", {"text": "Granted.", "proof-code": code}).status_code == 302


# --- gone, or with one factor only ----------------------------------------------------------------


def test_an_officer_who_was_gone_is_signed_out(office: Office) -> None:
    browser = _officer(office)
    session = browser.session
    session[ACTIVE_AT] = time.time() - IDLE - 1
    session.save()
    answer = browser.get("/en/account/seat/")
    assert answer["Location"].startswith("/en/account/login/")
    assert "fifteen minutes" in browser.get(answer["Location"]).content.decode()


def test_what_an_officer_typed_before_being_gone_is_kept(deciding: Office) -> None:
    browser = _officer(deciding)
    session = browser.session
    session[ACTIVE_AT] = time.time() - IDLE - 1
    session.save()
    _aged(browser, IDLE)
    page = browser.post("/decide", {"text": "An hour of work."})
    assert page.status_code == 401 and "An hour of work." in page.content.decode()
    done = browser.post("/decide", {"text": "An hour of work.", "proof-password": PASSWORD})
    assert done.status_code == 302


def test_a_petitioner_may_take_their_time(office: Office) -> None:
    user = get_user_model().objects.create_user("dov", "dov@example.org", PASSWORD)
    browser = office.anybody()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = browser.session
    session[ACTIVE_AT] = time.time() - IDLE - 1
    session.save()
    assert browser.get("/en/my/").status_code == 200


def test_where_people_are_real_an_officer_needs_a_second_proof(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = _officer(office)
    _in_production(monkeypatch)
    assert browser.get("/en/my/")["Location"] == "/en/account/2fa/"
    page = browser.get("/en/account/2fa/").content.decode()
    assert "Before you act for an office" in page
    totp.TOTP.activate(
        get_user_model().objects.get(username="o-president"), totp.generate_totp_secret()
    )
    assert browser.get("/en/my/").status_code == 200


# --- the demonstration ----------------------------------------------------------------------------


def test_nobody_signs_in_as_somebody_invented_where_people_are_real(office: Office) -> None:
    _officer(office)
    assert not config().demo
    answer = office.anybody().post("/en/account/demonstration/", {"login": "o-president"})
    assert answer.status_code == 404


def test_taking_another_seat(office: Office) -> None:
    office.clerk.appoint("o-president", "president_legal")
    browser = _officer(office)
    page = browser.get("/en/account/seat/").content.decode()
    assert page.count('type="radio"') == 2
    browser.post("/en/account/seat/", {"office": "president_legal"})
    assert browser.session["seat"] == "president_legal"
    assert browser.post("/en/account/seat/", {"office": "police"}).status_code == 404
    away = {"office": "president", "next": "https://elsewhere.example/"}
    assert browser.post("/en/account/seat/", away)["Location"] == "/en/desk/"
