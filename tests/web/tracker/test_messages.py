"""Messages: who reads each is shown before it goes, and nobody else ever does."""

from __future__ import annotations

import pytest

from clemency.docket.policy import Viewer
from clemency.web import jobs
from clemency.web.accounts.models import MatterKey
from clemency.web.tracker import messages
from clemency.web.tracker.models import Message
from clemency.web.viewers import Seat
from tests.web.offices import Office
from tests.web.tracker import matters

SECRET = "Please do not tell my brother where I live."


def _key(office: Office, number: str, audience: str) -> MatterKey:
    office.key(number, audience)
    return MatterKey.objects.latest("pk")


def _seat(office: str = "president_legal") -> Seat:
    return Seat(f"o-{office}", office, "An officer", (office,))


def test_who_will_read_it_is_shown_before_it_is_sent(office: Office) -> None:
    number = matters.opened(office)
    _key(office, number, "counsel")
    browser = office.keyholder(number)
    there = f"/en/my/{number}/messages/"
    check = browser.post(there, {"text": "When will you write?", "readers": "counsel"})
    page = check.content.decode()
    assert "It will be read by" in page and "Counsel" in page
    assert Message.objects.count() == 0
    sent = {"text": "When will you write?", "readers": "counsel", "step": "send"}
    assert browser.post(there, sent)["Location"] == there
    assert Message.objects.get().readers == "counsel"


def test_a_relative_never_sees_the_persons_private_replies(office: Office) -> None:
    number = matters.opened(office, "relative")
    person = _key(office, number, "petitioner")
    relative = _key(office, number, "relative")
    messages.from_key(person, SECRET, (), "en")
    assert [one.text for one in messages.for_key(person)] == [SECRET]
    assert messages.for_key(relative) == []
    page = office.keyholder(number, "relative").get(f"/en/my/{number}/messages/")
    assert SECRET not in page.content.decode()


def test_two_relatives_do_not_read_one_another(office: Office) -> None:
    number = matters.opened(office, "relative")
    one, other = _key(office, number, "relative"), _key(office, number, "relative")
    messages.from_key(one, "From one.", (), "en")
    assert messages.for_key(other) == []


def test_nobody_lets_a_stranger_read(office: Office) -> None:
    number = matters.opened(office)
    person = _key(office, number, "petitioner")
    messages.from_key(person, "Hello.", ("counsel", "victim", "public"), "en")
    assert Message.objects.get().readers == "", "nobody else holds a key"


def test_the_office_reads_and_answers(office: Office) -> None:
    number = matters.opened(office)
    person = _key(office, number, "petitioner")
    messages.from_key(person, "Is a copy enough?", (), "en")
    viewer = _seat().viewer(office.clerk.today())
    assert messages.unread_by_office(person.matter) == 1
    assert [one.text for one in messages.for_office(person.matter, viewer)] == ["Is a copy enough?"]
    assert messages.unread_by_office(person.matter) == 0
    messages.from_office(_seat(), person.matter, "Yes.", ("petitioner",), "en")
    assert messages.unread(person) == 1
    assert messages.for_key(person)[-1].text == "Yes."
    assert messages.unread(person) == 0


def test_a_consulted_office_reads_no_messages(office: Office) -> None:
    number = matters.opened(office)
    person = _key(office, number, "petitioner")
    messages.from_key(person, SECRET, (), "en")
    police = Viewer("office", "police", "o-police", on=office.clerk.today())
    assert messages.for_office(person.matter, police) == []


def test_a_victim_is_written_to_alone(office: Office) -> None:
    number = matters.opened(office)
    person, _ = _key(office, number, "petitioner"), _key(office, number, "victim")
    with pytest.raises(ValueError, match="nobody else"):
        messages.from_office(_seat(), person.matter, "Both?", ("petitioner", "victim"), "en")


def test_no_word_of_a_message_lies_in_clear(office: Office) -> None:
    number = matters.opened(office)
    messages.from_key(_key(office, number, "petitioner"), SECRET, (), "en")
    for file in office.clerk.folder.glob("*.sqlite3*"):
        assert SECRET.encode() not in file.read_bytes()


def test_whoever_is_forgotten_leaves_no_message(office: Office) -> None:
    number = matters.opened(office)
    person = _key(office, number, "petitioner")
    messages.from_key(person, SECRET, (), "en")
    office.clerk.forget(
        person.matter,
        officer="o-legal_adviser",
        office="legal_adviser",
        second="o2-legal_adviser",
        legal_basis="privacy",
    )
    assert messages.for_key(person)[0].text is None
    jobs.forgotten(person.matter)
    assert Message.objects.count() == 0
    assert MatterKey.objects.count() == 0


def test_an_empty_message_is_not_sent_and_a_long_one_is_kept(office: Office) -> None:
    number = matters.opened(office)
    browser = office.keyholder(number)
    there = f"/en/my/{number}/messages/"
    assert "Write something first" in browser.post(there, {"text": "  "}).content.decode()
    long = "x" * (messages.LONGEST + 1)
    assert long in browser.post(there, {"text": long}).content.decode()
    assert Message.objects.count() == 0
