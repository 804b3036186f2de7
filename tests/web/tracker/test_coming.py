"""Coming back: by code, by mail, by account; and what a slip, an old code or a guess is told."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django_tasks_db.models import DBTaskResult

from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.petition import limits
from clemency.web.tracker import reaching
from tests.web.offices import DAY, Office
from tests.web.tracker import matters


def _typed(client: Client, code: str, language: str = "en") -> str:
    return client.post(f"/{language}/my/code/", {"code": code}).content.decode()


def test_the_code_opens_ones_matter(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        browser = office.anybody()
        answer = browser.post("/en/my/code/", {"code": typed})
        assert answer["Location"] == f"/en/my/{number}/"
        assert number in browser.get("/en/my/").content.decode()


def test_a_slip_is_told_from_a_code_that_nobody_was_given(office: Office) -> None:
    browser = office.anybody()
    assert "mistyped" in _typed(browser, "K7QM-2XTP-9HE7")
    assert "Nobody was given this code" in _typed(browser, codes.new_code())
    assert "Type the code" in _typed(browser, " ")
    slip = _typed(browser, "K7QM-2X")
    assert 'value="K7QM-2X"' in slip, "what was typed is still there"


def test_a_mandates_code_says_when_it_ended(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number, "counsel")
    MatterKey.objects.filter(audience="counsel").update(until_on=DAY - timedelta(days=1))
    assert "1 March 2026" in _typed(office.anybody(), code)


def test_guessing_is_stopped_and_ones_own_code_works_elsewhere(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WRONG_CODES", 3)
    code = office.key(matters.opened(office))
    guesser = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    for _ in range(3):
        _typed(guesser, codes.new_code())
    answer = guesser.post("/en/my/code/", {"code": code})
    assert answer.status_code == 429
    assert "Too many codes" in answer.content.decode()
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.8")
    assert elsewhere.post("/en/my/code/", {"code": code}).status_code == 302


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(office: Office) -> None:
    number = matters.opened(office)
    office.key(number)
    reaching.note(office.clerk.matter(number).ref)
    pages = []
    for address in (matters.EMAIL, "nobody.fictional@example.org"):
        page = office.anybody().post("/en/my/link/", {"email": address}).content.decode()
        assert address not in page
        pages.append("a link is on its way" in page)
    assert pages == [True, True]


def test_the_mailed_link_opens_the_matter_and_the_task_holds_no_address(office: Office) -> None:
    number = matters.opened(office)
    office.key(number)
    reaching.note(office.clerk.matter(number).ref)
    office.anybody().post("/he/my/link/", {"email": matters.EMAIL.upper()})
    tasks = DBTaskResult.objects.filter(task_path__endswith="send_link")
    assert tasks.count() == 1
    assert "example.org" not in str(tasks.get().args_kwargs)
    reaching.send_link.func(*tasks.get().args_kwargs["args"])
    link = next(word for word in _mail(office.clerk.folder).split() if "/he/my/by/" in word)
    browser = office.anybody()
    assert browser.get(link)["Location"] == f"/he/my/{number}/"


def test_a_link_is_not_sent_twice_in_a_row(office: Office) -> None:
    for _ in range(3):
        office.anybody().post("/en/my/link/", {"email": matters.EMAIL})
    assert DBTaskResult.objects.filter(task_path__endswith="send_link").count() == 1


def test_a_link_that_is_too_old_or_not_ours_is_told_so(office: Office) -> None:
    answer = office.anybody().get("/ar/my/by/abc:def:ghi/")
    assert answer.status_code == 410
    assert "لم يعد هذا الرابط صالحًا" in answer.content.decode()


def test_an_address_that_is_none_is_told_so(office: Office) -> None:
    page = office.anybody().post("/en/my/link/", {"email": "dov at home"}).content.decode()
    assert "This is not an e-mail address" in page
    assert 'value="dov at home"' in page


def test_a_matter_can_be_kept_with_an_account(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    user = get_user_model().objects.create_user("dov", "dov@example.org", "olive-tree-and-rain")
    browser = office.anybody()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    browser.post("/en/my/code/", {"code": code})
    assert "Keep it with my account" in browser.get("/en/my/").content.decode()
    browser.post("/en/my/keep/")
    another = office.anybody()
    another.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert number in another.get("/en/my/").content.decode()


def test_no_address_stands_in_the_desk_database(office: Office) -> None:
    number = matters.opened(office)
    office.key(number)
    reaching.note(office.clerk.matter(number).ref)
    kept = MatterKey.objects.get(number=number).address
    assert kept == reaching.digest(matters.EMAIL)
    assert len(kept) == 64
    assert matters.EMAIL.encode() not in (office.clerk.folder / "desk.sqlite3").read_bytes()


def _mail(folder: Path) -> str:
    file = next((folder / "mail").glob("*.eml"))
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    return str(found.get_content())


def test_a_desk_of_many_clients_has_pages(office: Office) -> None:
    user = get_user_model().objects.create_user("rina", "rina@example.org", "olive-tree-and-rain")
    number = matters.opened(office, "counsel")
    ref = office.clerk.matter(number).ref
    for _ in range(26):
        office.key(number, "counsel")
    MatterKey.objects.update(user=user, matter=ref)
    browser = office.anybody()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Page 1 of 2" in browser.get("/en/my/clients/").content.decode()
    for odd in ("2", "9", "0", "-1", "x", "9" * 30):
        assert browser.get(f"/en/my/clients/?page={odd}").status_code == 200
