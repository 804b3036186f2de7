"""Withdrawing: by the person alone, confirmed by a second way; and ending a mandate."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from clemency.web.accounts.models import MatterKey
from clemency.web.tracker import leaving, messages
from clemency.web.tracker.models import Leaving
from tests.web.offices import DAY, Office
from tests.web.tracker import matters


def _browser(office: Office, number: str, code: str):  # type: ignore[no-untyped-def]
    browser = office.anybody()
    browser.post("/en/my/code/", {"code": code})
    return browser


def _mailed(office: Office) -> str:
    leaving.send_number.func(Leaving.objects.latest("pk").pk)
    file = next((office.clerk.folder / "mail").glob("*.eml"))
    text = message_from_bytes(file.read_bytes(), policy=policy.default).get_content()
    found = re.search(r"\b\d{8}\b", text)
    assert found is not None
    return found.group()


def test_the_person_withdraws_and_confirms_by_mail(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    browser = _browser(office, number, code)
    there = f"/en/my/{number}/withdraw/"
    words = "I am tired of waiting."
    assert browser.post(there, {"code": code, "text": words})["Location"] == f"{there}confirm/"
    assert office.clerk.matter(number).case.withdrawn_on is None  # type: ignore[union-attr]
    digits = _mailed(office)
    done = browser.post(f"{there}confirm/", {"number": digits})
    assert done["Location"] == f"/en/my/{number}/"
    entry = office.clerk.matter(number).entries[-1]
    assert (entry.kind, entry.fields["by_whom"]) == ("Withdrawn", "person")
    assert office.clerk.text(number, next(iter(entry.texts.values()))) == words.encode()
    assert "withdrawn" in browser.get(f"/en/my/{number}/").content.decode()


@pytest.mark.parametrize("audience", ["counsel", "relative"])
def test_neither_counsel_nor_a_relative_can(office: Office, audience: str) -> None:
    number = matters.opened(office, audience)
    browser = office.keyholder(number, audience)
    assert browser.get(f"/en/my/{number}/withdraw/").status_code == 404
    assert browser.post(f"/en/my/{number}/withdraw/", {"code": "x"}).status_code == 404
    assert browser.post(f"/en/my/{number}/withdraw/confirm/", {"number": "1"}).status_code == 404
    page = browser.get(f"/en/my/{number}/").content.decode()
    assert "for the person concerned alone" in page


def test_another_code_does_not_begin_it(office: Office) -> None:
    number = matters.opened(office)
    code, other = office.key(number), office.key(matters.opened(office))
    browser = _browser(office, number, code)
    page = browser.post(f"/en/my/{number}/withdraw/", {"code": other}).content.decode()
    assert "not the code of this request" in page
    assert Leaving.objects.count() == 0


def test_a_wrong_number_withdraws_nothing_and_five_end_the_question(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    browser = _browser(office, number, code)
    browser.post(f"/en/my/{number}/withdraw/", {"code": code})
    right = _mailed(office)
    wrong = "00000000" if right != "00000000" else "11111111"
    for _ in range(leaving.TRIES):
        page = browser.post(f"/en/my/{number}/withdraw/confirm/", {"number": wrong})
        assert page.status_code == 200
    assert leaving.TRIES == 5, "the page says five"
    late = browser.post(f"/en/my/{number}/withdraw/confirm/", {"number": right}).content.decode()
    assert "There is no open question" in late
    assert office.clerk.matter(number).case.withdrawn_on is None  # type: ignore[union-attr]


def test_without_an_address_an_officer_is_told_to_ask_by_letter(office: Office) -> None:
    number = matters.opened(office, email="")
    code = office.key(number)
    browser = _browser(office, number, code)
    browser.post(f"/en/my/{number}/withdraw/", {"code": code, "text": "Enough."})
    page = browser.get(f"/en/my/{number}/withdraw/confirm/").content.decode()
    assert "asks you by letter" in page
    key = MatterKey.objects.get(number=number)
    note = messages.for_key(key)[-1]
    assert note.text is not None and note.text.endswith("Enough.")
    assert (
        browser.post(f"/en/my/{number}/withdraw/confirm/", {"number": "12345678"}).status_code
        == 200
    )
    assert office.clerk.matter(number).case.withdrawn_on is None  # type: ignore[union-attr]


def test_the_task_holds_no_number_and_the_row_no_words(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    _browser(office, number, code).post(
        f"/en/my/{number}/withdraw/", {"code": code, "text": "Said to nobody else."}
    )
    digits = _mailed(office)
    row = Leaving.objects.get()
    assert digits not in row.code
    assert b"Said to nobody else" not in bytes(row.sealed)


def test_a_question_lapses_after_three_days(office: Office) -> None:
    number = matters.opened(office)
    code = office.key(number)
    _browser(office, number, code).post(f"/en/my/{number}/withdraw/", {"code": code})
    Leaving.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert leaving.lapse() == 1


def test_the_person_agrees_to_what_a_relative_asked(office: Office) -> None:
    number = matters.opened(office, "relative", person_consents="unknown")
    browser = office.keyholder(number)
    assert "Somebody asks in your name" in browser.get(f"/en/my/{number}/").content.decode()
    browser.post(f"/en/my/{number}/people/", {"agree": "1"})
    held = office.clerk.matter(number).facts
    assert held is not None and held.plain["person_consents"] is True
    assert "Somebody asks in your name" not in browser.get(f"/en/my/{number}/").content.decode()


def test_a_relative_cannot_agree_for_the_person(office: Office) -> None:
    number = matters.opened(office, "relative", person_consents="unknown")
    office.keyholder(number, "relative").post(f"/en/my/{number}/people/", {"agree": "1"})
    held = office.clerk.matter(number).facts
    assert held is not None and held.plain.get("person_consents") is not True


def test_the_person_ends_a_mandate_and_its_holder_sees_nothing_more(office: Office) -> None:
    number = matters.opened(office, "counsel")
    holder = office.clerk.new_person()
    office.act(number, "record-mandate", by="portal", fields={"holder": holder, "role": "counsel"})
    counsel = office.keyholder(number, "counsel", holder)
    assert counsel.get(f"/en/my/{number}/").status_code == 200
    person = office.keyholder(number)
    page = person.get(f"/en/my/{number}/people/").content.decode()
    assert "End this mandate" in page
    person.post(f"/en/my/{number}/people/", {"end": "0"})
    assert office.clerk.matter(number).case.mandates[0].until_on == DAY  # type: ignore[union-attr]
    assert counsel.get(f"/en/my/{number}/").status_code == 404
    assert "End this mandate" not in counsel.get("/en/my/").content.decode()


def test_counsel_cannot_end_anybodys_mandate(office: Office) -> None:
    number = matters.opened(office, "counsel")
    holder = office.clerk.new_person()
    office.act(number, "record-mandate", by="portal", fields={"holder": holder, "role": "counsel"})
    before = office.clerk.matter(number).seen
    office.keyholder(number, "counsel", holder).post(f"/en/my/{number}/people/", {"end": "0"})
    assert office.clerk.matter(number).seen == before
