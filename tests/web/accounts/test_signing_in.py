"""Signing in: every page in every language; what is mistyped; leaving everywhere else."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.test import Client

from clemency.web.accounts.adapter import Mfa
from clemency.web.accounts.models import Profile
from tests.web.offices import Office

PASSWORD = "olive-tree-and-rain"
ANYBODYS = ("login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/",
            "inactive/", "invited/none/", "confirm-email/none/")  # fmt: skip
ONES_OWN = ("", "email/", "password/change/", "2fa/", "2fa/webauthn/", "sessions/", "logout/",
            "reauthenticate/", "3rdparty/")  # fmt: skip


def _account(name: str = "dov", officer: str = "") -> object:
    user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    Profile.objects.create(user=user, officer=officer, name=name)
    return user


def _sign_in(browser: Client, name: str = "dov", password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return browser.post("/en/account/login/", {"login": name, "password": password})


@pytest.mark.parametrize("language", ["en", "he", "ar"])
@pytest.mark.parametrize("page", ANYBODYS)
def test_pages_before_signing_in(office: Office, language: str, page: str) -> None:
    answer = office.anybody().get(f"/{language}/account/{page}")
    assert answer.status_code in (200, 404, 410)
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_pages_of_an_account(office: Office, language: str) -> None:
    _account()
    browser = office.anybody()
    _sign_in(browser)
    for page in ONES_OWN:
        answer = browser.get(f"/{language}/account/{page}")
        assert answer.status_code == 200, page
        assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("page", ONES_OWN[:6])
def test_an_account_is_for_whoever_signed_in(office: Office, page: str) -> None:
    answer = office.anybody().get(f"/en/account/{page}")
    assert answer["Location"].startswith("/en/account/login/")


def test_no_page_carries_a_script_of_its_own(office: Office) -> None:
    _account()
    browser = office.anybody()
    _sign_in(browser)
    for page in (*ANYBODYS, *ONES_OWN):
        text = browser.get(f"/en/account/{page}").content.decode()
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in tag or 'type="application/json"' in tag, page
        assert " style=" not in text and "<style" not in text, page


def test_an_officer_arrives_at_the_desk_and_others_at_what_they_asked(office: Office) -> None:
    _account("officer", "o-president_legal")
    _account("dov")
    for name, there in (("officer", "/en/desk/"), ("dov", "/en/my/")):
        browser = office.anybody()
        assert _sign_in(browser, name)["Location"] == "/en/account/arrived/"
        assert browser.get("/en/account/arrived/")["Location"] == there


def test_an_address_works_like_the_name(office: Office) -> None:
    _account()
    assert _sign_in(office.anybody(), "DOV@example.org").status_code == 302


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "No account has this name"), ("he", "אין חשבון בשם הזה"), ("ar", "لا حساب بهذا الاسم")],
)
def test_a_wrong_password_says_what_to_check(office: Office, language: str, says: str) -> None:
    _account()
    typed = {"login": "dov", "password": "wrong"}
    page = office.anybody().post(f"/{language}/account/login/", typed).content.decode()
    assert says in page
    assert 'value="dov"' in page and "wrong" not in page


def test_five_wrong_passwords_make_one_wait(office: Office) -> None:
    _account()
    browser = office.anybody()
    for _ in range(5):
        _sign_in(browser, password="wrong")
    assert "Too many attempts" in _sign_in(browser).content.decode()


def test_somebody_makes_an_account_and_confirms_the_address(office: Office) -> None:
    browser = office.anybody()
    made = browser.post("/he/account/signup/", {"email": "noa@example.org", "password1": PASSWORD})
    assert made["Location"] == "/he/account/confirm-email/"
    file = next((office.clerk.folder / "mail").glob("*.eml"))
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert "אישור הכתובת" in mail["Subject"]
    link = re.search(r"https?://\S+/he/account/confirm-email/\S+", mail.get_content())
    assert link is not None and link.group().isascii(), "nothing invisible is copied with the link"
    path = link.group().partition("localhost")[2]
    assert browser.get(path).status_code == 200
    assert browser.post(path).status_code == 302
    assert EmailAddress.objects.get(email="noa@example.org").verified


def test_an_account_of_ones_own_holds_no_office(office: Office) -> None:
    _account("o-president")
    browser = office.anybody()
    _sign_in(browser, "o-president")
    assert browser.get("/en/desk/").status_code == 403


def test_a_lost_password_answers_alike_for_everybody(office: Office) -> None:
    _account()
    there = [
        office.anybody().post("/en/account/password/reset/", {"email": address})["Location"]
        for address in ("dov@example.org", "nobody@example.org")
    ]
    assert there == ["/en/account/password/reset/done/"] * 2


def test_signing_out_everywhere_else(office: Office) -> None:
    _account()
    here, there = office.anybody(), office.anybody()
    _sign_in(here)
    _sign_in(there)
    assert UserSession.objects.count() == 2
    assert "Sign out everywhere else" in here.get("/en/account/sessions/").content.decode()
    here.post("/en/account/sessions/")
    assert here.get("/en/account/").status_code == 200
    assert there.get("/en/account/").status_code == 302


def test_the_secret_of_a_second_proof_never_lies_in_clear(office: Office) -> None:
    user = _account()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    kept = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in kept
    assert Mfa().decrypt(kept) == secret


def test_with_a_second_proof_the_password_alone_opens_nothing(office: Office) -> None:
    user = _account()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    browser = office.anybody()
    assert _sign_in(browser)["Location"] == "/en/account/2fa/authenticate/"
    page = browser.get("/en/account/2fa/authenticate/").content.decode()
    assert "One step more" in page
    assert browser.get("/en/account/").status_code == 302
    wrong = browser.post("/en/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "This code is not right" in wrong
    counter = next(totp.yield_hotp_counters_from_time())
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    browser.post("/en/account/2fa/authenticate/", {"code": code})
    assert browser.get("/en/account/").status_code == 200
