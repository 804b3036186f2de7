"""What arrives is registered and numbered; only then is it asked what it is."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from clemency.web import application
from clemency.web.application import Letter
from tests.web.offices import Office
from tests.web.workbench.offices import Desk, desk, hidden

A_LETTER = {
    "channel": "post",
    "came-day": "2",
    "came-month": "3",
    "came-year": "2026",
    "language": "ar",
    "name": "Sender of an example",
    "text": "نطلب العفو عن شخص.",
}


def sends(at: Desk, **given: object) -> str:
    """Registers a letter; the number it was given."""
    done = at.sends("intake/", **{**A_LETTER, **given})
    assert done.status_code == 302
    found = re.search(r"/desk/(\d{4}-\d+)/sort/", done["Location"])
    assert found is not None, done["Location"]
    return found[1]


def test_a_letter_has_a_number_at_once_and_its_words_lie_sealed(office: Office) -> None:
    number = sends(desk(office, "president_desk"), sender_office="head_of_foreign_state")
    found = office.clerk.matter(number)
    assert [entry.kind for entry in found.entries] == ["Received"]
    fields = found.entries[0].fields
    assert fields["sender_office"] == "head_of_foreign_state"
    assert fields["in_public_office"] is False  # nobody ticked that it was written in it
    assert str(fields["on"]) == "2026-03-02"
    assert "Sender" not in str(fields)
    words = office.clerk.text(number, fields["words"])
    assert isinstance(words, bytes)
    letter = application.from_words(words)
    assert isinstance(letter, Letter)
    assert letter.text == A_LETTER["text"]
    assert letter.sender == {"name": A_LETTER["name"]}


def test_a_scan_is_kept_with_the_letter_and_can_be_taken_out_again(office: Office) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    scan = SimpleUploadedFile("מכתב.png", drawn.getvalue(), "image/png")
    at = desk(office, "president_desk")
    number = sends(at, text="", scan=scan)
    item = next(iter(office.clerk.matter(number).entries[0].texts.values()))
    page = at.get(f"{number}/document/{item}/")
    assert page["Content-Type"] == "image/png"
    assert page["Content-Disposition"].startswith("attachment")
    assert page.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"channel": ""}, "Choose how it came."),
        ({"came-day": "31", "came-month": "2"}, "Give the day"),
        ({"came-year": "2027"}, "That day lies after today"),
        ({"language": ""}, "Choose the language"),
        ({"text": "  "}, "Type what it says, or add a scan"),
        ({"scan": SimpleUploadedFile("x.exe", b"MZ", "image/png")}, "x.exe"),
        ({"scan": SimpleUploadedFile("x.png", b"%PDF-1.7 no", "image/png")}, "x.png"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    office: Office, given: dict[str, object], says: str
) -> None:
    at = desk(office, "president_desk")
    page = at.sends("intake/", **{**A_LETTER, **given})
    text = page.content.decode()
    assert page.status_code == 200
    assert says in text
    assert "Sender of an example" in text
    assert len(office.clerk.matters()) == 1  # the office's own docket, and no letter


def test_a_form_that_is_sent_twice_registers_one_letter(office: Office) -> None:
    at = desk(office, "president_desk")
    form = {**hidden(at.reads("intake/")), **A_LETTER}
    first = at.client.post("/en/desk/intake/", form)
    second = at.client.post("/en/desk/intake/", form)
    assert first["Location"] == second["Location"]
    assert len(office.clerk.matters()) == 2  # the office's own docket, and the letter


def test_an_office_that_registers_nothing_is_told_who_does(office: Office) -> None:
    page = desk(office, "minister_of_justice").reads("intake/")
    assert "does not register what arrives" in page
    assert "Correspondence desk" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("language", ["he", "ar"])
def test_the_form_stands_from_right_to_left(office: Office, language: str) -> None:
    page = desk(office, "president_desk", language).reads("intake/")
    assert 'dir="rtl"' in page
