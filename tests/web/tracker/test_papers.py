"""Answering what was asked, thing by thing; what was sent is on the docket, once."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from clemency.clerk.vault import Forgotten
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Paper, from_words
from clemency.web.tracker.own import Item, of_key
from tests.web.offices import Office
from tests.web.tracker import matters


def _photograph() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "JPEG")
    return SimpleUploadedFile("judgment.jpg", made.getvalue(), "image/jpeg")


def _item(office: Office, number: str, code: str) -> Item:
    office.key(number)
    items = of_key(MatterKey.objects.latest("pk")).items
    return next(one for one in items if one.code == code)


def _words(office: Office, number: str) -> list[object]:
    """What was sealed with every addition."""
    found = []
    for entry in office.clerk.matter(number).entries:
        if entry.kind == "PetitionSupplemented":
            for commitment in entry.texts.values():
                text = office.clerk.text(number, commitment)
                assert not isinstance(text, Forgotten)
                found.append(from_words(text))
    return found


def test_one_thing_is_answered_with_a_photograph_and_words(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment", "identity-number")
    browser = office.keyholder(number)
    page = browser.get(f"/en/my/{number}/information/").content.decode()
    assert "We need 2 things" in page
    answer = browser.post(
        f"/en/my/{number}/information/judgment/",
        {"files": _photograph(), "text": "It is the only copy."},
    )
    assert answer["Location"] == f"/en/my/{number}/information/"
    sent = _words(office, number)
    assert isinstance(sent[0], Paper) and sent[0].what == "judgment"
    assert sent[1] == "It is the only copy."
    assert not _item(office, number, "judgment").open
    assert _item(office, number, "identity-number").open
    assert "We need one thing" in browser.get(f"/en/my/{number}/information/").content.decode()


def test_one_may_say_that_one_does_not_have_it(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment")
    browser = office.keyholder(number)
    browser.post(f"/he/my/{number}/information/judgment/", {"lack": "yes"})
    assert "אין בידי" in str(_words(office, number)[0])
    assert not _item(office, number, "judgment").open


def test_what_was_received_is_accepted_only_when_the_office_says_so(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment")
    browser = office.keyholder(number)
    browser.post(f"/en/my/{number}/information/judgment/", {"text": "Here."})
    assert _item(office, number, "judgment").accepted is None
    refused = {"items": ("judgment",), "accepted": False}
    office.act(number, "information-received", by="president_legal", fields=refused)
    assert _item(office, number, "judgment").accepted is False
    page = browser.get(f"/en/my/{number}/information/").content.decode()
    assert "Not what was needed" in page and "information/judgment/" in page


def test_nothing_at_all_is_not_sent(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment")
    before = office.clerk.matter(number).seen
    page = office.keyholder(number).post(f"/en/my/{number}/information/judgment/", {}).content
    assert b"Add a file or write something" in page
    assert office.clerk.matter(number).seen == before


def test_a_file_that_cannot_be_taken_keeps_what_was_typed(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment")
    before = office.clerk.matter(number).seen
    hostile = SimpleUploadedFile("judgment.pdf", b"MZ\x90\x00 not a paper", "application/pdf")
    page = office.keyholder(number).post(
        f"/en/my/{number}/information/judgment/", {"files": hostile, "text": "Olive Street 4"}
    )
    assert page.status_code == 200
    assert "Olive Street 4" in page.content.decode()
    assert "judgment.pdf" in page.content.decode()
    assert office.clerk.matter(number).seen == before


def test_a_double_click_sends_once(office: Office) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment")
    browser = office.keyholder(number)
    sent = {"text": "Here it is.", "once": "the-same-form"}
    for _ in range(2):
        answer = browser.post(f"/en/my/{number}/add/", sent)
        assert answer["Location"] == f"/en/my/{number}/"
    assert _words(office, number) == ["Here it is."]


def test_something_nobody_asked_for_can_be_added(office: Office) -> None:
    number = matters.opened(office)
    browser = office.keyholder(number)
    browser.post(f"/en/my/{number}/add/", {"text": "My daughter was born."})
    assert _words(office, number) == ["My daughter was born."]
    assert "My daughter was born." not in browser.get(f"/en/my/{number}/").content.decode()
    entry = office.clerk.matter(number).entries[-1]
    page = browser.get(f"/en/my/{number}/text/{entry.matter_seq}/0/").content.decode()
    assert "My daughter was born." in page


def test_a_relative_does_not_read_what_the_person_added(office: Office) -> None:
    number = matters.opened(office)
    office.keyholder(number).post(f"/en/my/{number}/add/", {"text": "I am afraid of him."})
    entry = office.clerk.matter(number).entries[-1]
    relative = office.keyholder(number, "relative")
    assert relative.get(f"/en/my/{number}/text/{entry.matter_seq}/0/").status_code == 404


def test_after_the_decision_an_addition_is_refused_with_its_reason(office: Office) -> None:
    number = matters.decided(office)
    before = office.clerk.matter(number).seen
    page = office.keyholder(number).post(f"/en/my/{number}/add/", {"text": "One more word."})
    assert page.status_code == 200
    text = page.content.decode()
    assert 'class="refused"' in text and "One more word." in text
    assert office.clerk.matter(number).seen == before


def test_a_file_comes_back_as_a_file_and_never_opens_by_itself(office: Office) -> None:
    number = matters.opened(office)
    browser = office.keyholder(number)
    browser.post(f"/en/my/{number}/add/", {"files": _photograph()})
    entry = office.clerk.matter(number).entries[-1]
    answer = browser.get(f"/en/my/{number}/text/{entry.matter_seq}/0/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_form_from_elsewhere_is_not_taken(office: Office) -> None:
    number = matters.opened(office)
    before = office.clerk.matter(number).seen
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.cookies = office.keyholder(number).cookies
    answer = strict.post(f"/en/my/{number}/add/", {"text": "Sent from elsewhere."})
    assert answer.status_code == 403
    assert office.clerk.matter(number).seen == before
