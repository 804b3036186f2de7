"""Opinions by state, chased together, and answered by a link."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clemency.docket.rows import Opinion
from clemency.web.acts.links import GRACE, hashed
from clemency.web.acts.models import ScopedLink
from clemency.web.acts.opinions import STATES, state_of
from tests.web.acts.hands import read, signed_in
from tests.web.acts.stories import journeys, upto
from tests.web.offices import Office

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (Opinion("police", asked_on=DAY, due_on=DAY), "waiting"),
        (Opinion("police", asked_on=DAY), "waiting"),
        (Opinion("police", asked_on=DAY, due_on=DAY - timedelta(days=1)), "overdue"),
        (Opinion("police", asked_on=DAY, received_on=DAY), "received"),
        (Opinion("police", asked_on=DAY, received_on=DAY, late=True), "received-late"),
        (Opinion("police", received_on=DAY, supplemented_on=DAY), "supplemented"),
        (Opinion("police", asked_on=DAY, dispensed_on=DAY), "done-without"),
    ],
)
def test_the_state_of_an_opinion(row: Opinion, state: str) -> None:
    assert state_of(row, DAY) == state
    assert state in STATES


@pytest.fixture
def number(office: Office) -> str:
    """A matter in which two opinions are overdue."""
    name = "An opinion that never comes"
    journey = next(one for one in journeys(office, "il") if one.name.startswith(name))
    return upto(office, journey, "chase-opinion")[0]


@pytest.fixture
def department(office: Office) -> Client:
    return signed_in(office, "o-pardons_department", "pardons_department")


def test_the_board_shows_each_office_with_what_can_be_done(number: str, department: Client) -> None:
    for language in ("en", "he", "ar"):
        assert department.get(f"/{language}/desk/{number}/opinions/").status_code == 200
    page = read(department.get(f"/en/desk/{number}/opinions/"))
    assert "Overdue" in page.text
    assert "Cannot start yet" in page.text
    assert f"/en/desk/{number}/acts/chase-opinion/?of=police" in page.text
    assert "days overdue" in page.text


def test_who_may_not_know_what_was_said_is_not_told(office: Office, number: str) -> None:
    spokesperson = signed_in(office, "o-spokesperson", "spokesperson")
    page = read(spokesperson.get(f"/en/desk/{number}/opinions/"))
    assert "Against" not in page.text
    police = signed_in(office, "o-police", "police")
    page = read(police.get(f"/en/desk/{number}/opinions/"))
    assert "Police" in page.text
    assert "State Attorney" not in page.text


def test_every_awaited_opinion_stands_in_one_list(number: str, department: Client) -> None:
    page = read(department.get("/en/desk/opinions/"))
    assert f'value="{number}:police"' in page.text
    narrowed = read(department.get("/en/desk/opinions/?of=police"))
    assert f'value="{number}:welfare"' not in narrowed.text


# --- chasing several -----------------------------------------------------------------------------


def test_each_letter_is_read_before_it_goes(
    office: Office, number: str, department: Client
) -> None:
    before = office.clerk.checkpoint()
    page = read(department.get(f"/en/desk/opinions/chase/?m={number}"))
    assert "A reminder: your opinion" in page.text
    assert "Send the ticked of these 2 reminders" in page.text
    assert office.clerk.checkpoint() == before


def test_reminders_are_sent_once_and_each_result_is_told(
    office: Office, number: str, department: Client
) -> None:
    page = read(department.get(f"/en/desk/opinions/chase/?m={number}"))
    seen = page.hidden(f"seen:{number}")
    data = {
        "do": "send",
        "once": page.hidden("once"),
        "w": [f"{number}:police", f"{number}:welfare"],
        f"seen:{number}": seen,
    }
    first = department.post("/en/desk/opinions/chase/", data)
    department.post("/en/desk/opinions/chase/", data)
    assert office.clerk.matter(number).seen == int(seen) + 2
    results = read(department.get(first["Location"]))
    assert "2 reminders were entered in the docket" in results.text


def test_a_reminder_overtaken_by_somebody_is_not_sent(
    office: Office, number: str, department: Client
) -> None:
    page = read(department.get(f"/en/desk/opinions/chase/?w={number}:police"))
    seen = page.hidden(f"seen:{number}")
    office.act(number, "opinion-received", by="pardons_department", fields={"of": "police"})
    data = {"do": "send", "w": [f"{number}:police"], f"seen:{number}": seen}
    response = department.post("/en/desk/opinions/chase/", data)
    assert "Somebody acted first" in department.get(response["Location"]).content.decode()
    assert office.clerk.matter(number).seen == int(seen) + 1


def test_whose_part_it_is_not_is_told_so(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = read(client.get(f"/en/desk/opinions/chase/?w={number}:police"))
    assert "is no part of yours" in page.text
    assert 'value="send"' not in page.text


# --- answering by a link -------------------------------------------------------------------------


@pytest.fixture
def address(number: str, department: Client) -> str:
    page = read(department.post(f"/en/desk/{number}/opinions/police/link/"))
    found = re.search(r'readonly value="https?://[^/]+([^"]+)"', page.text)
    assert found
    return found[1]


def test_only_a_hash_is_kept(address: str) -> None:
    link = ScopedLink.objects.get()
    secret = address.rstrip("/").rpartition("/")[2]
    assert link.secret == hashed(secret)
    assert secret not in str(link.__dict__)


def test_it_shows_what_the_policy_shows_that_office(office: Office, address: str) -> None:
    for language in ("en", "he", "ar"):
        page = read(office.anybody().get(address.replace("/en/", f"/{language}/")))
        assert page.status == 200
    page = read(office.anybody().get(address))
    assert "An opinion was asked for" in page.text
    assert "State Attorney" not in page.text
    assert "The due date has passed" in page.text


def test_one_answer_is_recorded_under_the_officer_to_whom_it_was_sent(
    office: Office, number: str, address: str
) -> None:
    somebody = office.anybody()
    wrong = somebody.post(address, {"words": "Our words."})
    assert wrong.status_code == 400
    assert "Our words." in wrong.content.decode()
    data = {"position": "no", "words": "Our words.", "conditions": "Treatment."}
    done = somebody.post(address, data)
    assert done.status_code == 302
    assert "Your answer has arrived" in somebody.get(done["Location"]).content.decode()
    entry = office.clerk.matter(number).entries[-1]
    assert entry.kind == "OpinionReceived"
    assert (entry.fields["officer"], entry.fields["of"]) == ("o-police", "police")
    assert entry.fields["favours"] is False
    said = office.clerk.text(number, next(iter(entry.texts.values())))
    assert said == b"Our words.\n\nProposed conditions:\nTreatment."
    case = office.clerk.matter(number).case
    assert case is not None
    assert next(row for row in case.opinions if row.office == "police").late
    again = somebody.post(address, data)
    assert again.status_code == 410
    assert "This link has been used" in again.content.decode()
    assert office.clerk.matter(number).entries[-1].matter_seq == entry.matter_seq


def test_papers_are_rebuilt_and_added(office: Office, number: str, address: str) -> None:
    png = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
        b"\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00"
        b"\x00\x00IEND\xaeB`\x82"
    )
    somebody = office.anybody()
    bad = SimpleUploadedFile("letter.pdf", b"no paper at all")
    assert somebody.post(address, {"position": "none", "papers": [bad]}).status_code == 400
    good = SimpleUploadedFile("letter.png", png)
    done = somebody.post(address, {"position": "none", "papers": [good]})
    assert done.status_code == 302
    kinds = [one.kind for one in office.clerk.matter(number).entries[-2:]]
    assert kinds == ["OpinionReceived", "OpinionSupplemented"]


def test_links_that_open_nothing_say_why(
    office: Office, number: str, address: str, department: Client
) -> None:
    somebody = office.anybody()
    assert "opens nothing" in somebody.get("/en/answer/made-up/").content.decode()
    link = ScopedLink.objects.get()
    taken = department.post(f"/en/desk/{number}/opinions/links/{link.pk}/take-back/")
    assert taken.status_code == 302
    page = somebody.get(address)
    assert (page.status_code, "was taken back" in page.content.decode()) == (410, True)


def test_a_link_ends_some_days_after_the_due_date(office: Office, address: str) -> None:
    link = ScopedLink.objects.get()
    assert link.until_on == office.clerk.today() + GRACE  # it was overdue when the link was made
    office.set_day(link.until_on + timedelta(days=1))
    page = office.anybody().get(address)
    assert (page.status_code, "has expired" in page.content.decode()) == (410, True)


def test_an_officer_who_stands_aside_answers_nothing(
    office: Office, number: str, address: str
) -> None:
    office.act(number, "stand-aside", by="legal_adviser", fields={"whose": "o-police"})
    page = office.anybody().get(address)
    assert (page.status_code, "cannot be answered by you" in page.content.decode()) == (404, True)


def test_a_link_is_made_by_those_alone_who_ask(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    assert client.post(f"/en/desk/{number}/opinions/police/link/").status_code == 404
    assert not ScopedLink.objects.exists()
