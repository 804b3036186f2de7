"""What stands beside the docket and on it: notes, messages, facts, linked matters."""

from __future__ import annotations

import re
import sqlite3

import pytest

from clemency.web import jobs
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.tracker import messages as thread
from clemency.web.workbench.models import Note
from tests.web.offices import Office
from tests.web.workbench.offices import desk, petition

SECRET = "Remember to ring the prison."


# --- notes --------------------------------------------------------------------------------------


def test_a_note_is_no_entry_and_lies_sealed(office: Office) -> None:
    number = petition(office)
    before = office.clerk.matter(number).seen
    at = desk(office, "pardons_department")
    assert at.sends(f"{number}/notes/", text=SECRET, readers="all").status_code == 302
    assert SECRET in at.reads(f"{number}/notes/")
    assert office.clerk.matter(number).seen == before
    assert SECRET not in at.reads(f"{number}/print/")
    file = office.clerk.folder / office.clerk.settings.desk
    with sqlite3.connect(file) as plain:
        assert all(
            SECRET.encode() not in bytes(row[0])
            for row in plain.execute("SELECT sealed FROM workbench_note")
        )


def test_a_note_for_one_office_is_read_there_alone(office: Office) -> None:
    number = petition(office)
    desk(office, "pardons_department").sends(f"{number}/notes/", text=SECRET, readers="us")
    assert SECRET not in desk(office, "president_legal").reads(f"{number}/notes/")
    assert SECRET in desk(office, "pardons_department", which="o2").reads(f"{number}/notes/")


def test_an_empty_note_is_not_kept_and_says_why(office: Office) -> None:
    number = petition(office)
    page = desk(office, "pardons_department").sends(f"{number}/notes/", text="  ")
    assert page.status_code == 200
    assert "The note is empty" in page.content.decode()
    assert not Note.objects.exists()


def test_notes_go_with_the_person_they_are_about(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    at.sends(f"{number}/notes/", text=SECRET)
    ref = office.clerk.matter(number).ref
    office.clerk.forget(
        ref,
        officer="o-legal_adviser",
        office="legal_adviser",
        second="o2-legal_adviser",
        legal_basis="erasure-law",
    )
    assert SECRET not in at.reads(f"{number}/notes/")
    jobs.forgotten(ref)
    assert not Note.objects.filter(matter=ref).exists()
    assert "erased" in at.reads(f"{number}/application/")


# --- messages -----------------------------------------------------------------------------------


def test_who_will_read_a_message_is_shown_before_it_is_sent(office: Office) -> None:
    number = petition(office)
    office.key(number)
    at = desk(office, "pardons_department")
    typed = {"readers": ["petitioner"], "text": "Please send the form.", "language": "he"}
    shown = at.sends(f"{number}/messages/", **typed)
    assert shown.status_code == 200
    assert "It will be read by: the petitioner." in shown.content.decode()
    ref = office.clerk.matter(number).ref
    key = MatterKey.objects.get(matter=ref)
    assert thread.for_key(key) == []
    sent = at.sends(f"{number}/messages/", **typed, send="yes")
    assert sent.status_code == 302
    assert [note.text for note in thread.for_key(key)] == ["Please send the form."]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"text": "x"}, "Choose who shall read it."),
        ({"readers": ["petitioner"], "text": " "}, "The message is empty"),
        ({"readers": ["counsel"], "text": "x"}, "Choose who shall read it."),
    ],
)
def test_a_message_without_reader_or_words_is_not_sent(
    office: Office, given: dict[str, object], says: str
) -> None:
    number = petition(office)
    office.key(number)
    page = desk(office, "pardons_department").sends(f"{number}/messages/", send="yes", **given)
    assert page.status_code == 200
    assert says in page.content.decode()


# --- facts --------------------------------------------------------------------------------------


def test_a_fact_is_shown_with_who_vouches_and_which_rules_read_it(office: Office) -> None:
    page = desk(office, "pardons_department").reads(f"{petition(office)}/facts/")
    assert "stated by Legal Department" in page
    assert "a first-degree relative may ask" in page


def test_an_officer_vouches_for_a_fact(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    done = at.sends(f"{number}/facts/record/?fact=measure", standing="certified", answer="fine")
    assert done.status_code == 302, done.content.decode()
    held = office.clerk.matter(number).facts
    assert held is not None
    assert held.facts.source("measure").standing.value == "certified"
    assert "certified by" in at.reads(f"{number}/facts/")


def test_a_list_is_recorded_whole_with_one_answer_changed(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    path = f"{number}/facts/record/?fact=proceedings[0].open"
    assert "A list is put on file as a whole" in at.reads(path)
    done = at.sends(path, standing="certified", answer="yes")
    assert done.status_code == 302, done.content.decode()
    held = office.clerk.matter(number).facts
    assert held is not None
    assert held.plain["proceedings"] == {"complete": True, "list": [{"open": True}]}


def test_what_is_reported_is_kept_with_its_chain_and_read_by_no_rule(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    typed = {"standing": "reported", "reported_by": "unnamed", "answer": "yes"}
    done = at.sends(f"{number}/facts/record/?fact=sent_online", **typed)
    assert done.status_code == 302, done.content.decode()
    page = at.reads(f"{number}/facts/")
    assert "reported by somebody not named: not established" in page
    assert "read by no rule" in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"standing": "certified"}, "answer"),
        ({"answer": "fine", "standing": ""}, "Say who vouches for it."),
        ({"answer": "fine", "standing": "sworn"}, "Say who vouches for it."),
    ],
)
def test_a_fact_without_answer_or_voucher_is_not_recorded(
    office: Office, given: dict[str, str], says: str
) -> None:
    number = petition(office)
    seen = office.clerk.matter(number).seen
    path = f"{number}/facts/record/?fact=measure"
    page = desk(office, "pardons_department").sends(path, **given)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert office.clerk.matter(number).seen == seen


def test_a_fact_is_not_recorded_over_what_somebody_just_wrote(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    old = str(office.clerk.matter(number).seen)
    office.act(number, "ask-opinion", by="legal_adviser", fields={"of": "welfare"})
    typed = {"standing": "certified", "answer": "prison", "seen": old}
    page = at.sends(f"{number}/facts/record/?fact=measure", **typed)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Somebody else wrote in this matter" in text
    assert "An opinion was asked for" in text
    assert 'value="prison" checked' in text


def test_what_is_no_fact_of_the_pack_is_not_asked(office: Office) -> None:
    number = petition(office)
    page = desk(office, "pardons_department").get(f"{number}/facts/record/?fact=docket.granted_on")
    assert page.status_code == 302


# --- linked matters -----------------------------------------------------------------------------


def test_two_matters_are_linked(office: Office) -> None:
    first, second = petition(office), petition(office)
    at = desk(office, "president_legal")
    done = at.sends(f"{second}/linked/", to=first, relation="earlier-petition")
    assert done.status_code == 302
    assert first in at.reads(f"{second}/linked/")
    assert office.clerk.matter(second).entries[-1].kind == "Linked"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"to": "2099-0001", "relation": "duplicate"}, "There is no matter with that number"),
        ({"to": "", "relation": "duplicate"}, "Give the number"),
        ({"to": "itself", "relation": "duplicate"}, "cannot be linked to itself"),
    ],
)
def test_what_cannot_be_linked_says_why(office: Office, given: dict[str, str], says: str) -> None:
    number = petition(office)
    typed = {**given, "to": number if given["to"] == "itself" else given["to"]}
    page = desk(office, "president_legal").sends(f"{number}/linked/", **typed)
    assert page.status_code == 200
    assert says in page.content.decode()


# --- a code for whoever came on paper -----------------------------------------------------------


def test_a_code_is_shown_once_and_opens_that_matter_alone(office: Office) -> None:
    first, second = petition(office), petition(office)
    at = desk(office, "pardons_department")
    page = at.sends(f"{first}/people/code/", audience="petitioner").content.decode()
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{3}", page)
    assert found is not None
    key = MatterKey.objects.get(code=codes.hashed(found[0]))
    assert (key.number, key.audience) == (first, "petitioner")
    assert found[0] not in at.reads(f"{first}/people/code/")
    assert not MatterKey.objects.filter(number=second).exists()


@pytest.mark.parametrize("audience", ["", "victim", "public"])
def test_no_code_is_made_for_whom_it_does_not_fit(office: Office, audience: str) -> None:
    number = petition(office)
    path = f"{number}/people/code/"
    page = desk(office, "pardons_department").sends(path, audience=audience)
    assert "Choose for whom the code is." in page.content.decode()
    assert not MatterKey.objects.exists()


def test_an_office_that_reads_no_messages_gives_no_codes(office: Office) -> None:
    number = petition(office)
    assert desk(office, "spokesperson").get(f"{number}/people/code/").status_code == 404


def test_what_an_entry_told_is_read_in_words(office: Office) -> None:
    number = petition(office)
    entry = next(e for e in office.clerk.matter(number).entries if e.kind == "FactsRecorded")
    page = desk(office, "pardons_department").reads(f"{number}/text/{entry.fields['facts']}/")
    assert "a lighter sentence or fine" in page
    assert "first proceeding" in page
    assert (
        desk(office, "president_desk").get(f"{number}/text/{entry.fields['facts']}/").status_code
        == 404
    )
