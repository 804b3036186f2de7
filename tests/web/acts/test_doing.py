"""What was shown is done: once, by who may, with a fresh proof, and nothing lost on the way."""

from __future__ import annotations

import pytest

from clemency.web.acts.models import Proposal
from tests.web.acts.filling import typed
from tests.web.acts.hands import PROVED, confirmed, drawn_up, read, signed_in
from tests.web.acts.stories import journeys, upto
from tests.web.offices import Office

ASIDE = {"do": "try", "f.medium": "press"}


@pytest.fixture
def number(office: Office) -> str:
    return office.receive()


def entries(office: Office, number: str) -> int:
    return office.clerk.matter(number).seen


def test_a_confirmed_act_is_written_and_told(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = drawn_up(client, number, "office-statement", {**ASIDE, "f.words": "Our own words."})
    assert "Our own words." in page.text
    before = entries(office, number)
    after = confirmed(client, page)
    assert "It is entered in the docket" in after.text
    assert f"Entry {before + 1} of this matter" in after.text
    assert entries(office, number) == before + 1
    kept = Proposal.objects.get()
    assert bytes(kept.typed) == b""  # what was typed lies in the vault alone


def test_sent_twice_it_is_done_once(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = drawn_up(client, number, "office-statement", dict(ASIDE))
    address, data = page.confirmation
    first = client.post(address, data)
    second = client.post(address, data)
    assert first["Location"] == second["Location"]
    third = client.post(address, {**data, "once": "another"})  # from a second tab
    assert third.status_code == 404
    assert entries(office, number) == 2


def test_the_other_officers_act_is_shown_beside_what_was_typed(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = drawn_up(client, number, "office-statement", {**ASIDE, "f.words": "Mine."})
    address, data = page.confirmation
    office.act(number, "register-statement", by="president_desk", fields={"medium": "interview"})
    response = client.post(address, data)
    page = read(client.get(response["Location"]))
    assert "Somebody else acted first" in page.text
    assert "There is one new entry" in page.text
    assert "A statement from outside was registered" in page.text
    assert "Mine." in page.text
    assert entries(office, number) == 2
    assert "It is entered in the docket" in confirmed(client, page).text


def test_what_is_confirmed_is_what_was_shown(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = drawn_up(client, number, "office-statement", dict(ASIDE))
    address, data = page.confirmation
    changed = {"do": "try", "p": data["p"], "f.medium": "site"}
    drawn_up(client, number, "office-statement", changed)  # in another tab
    response = client.post(address, data)
    assert "is not what was shown to you last" in client.get(response["Location"]).content.decode()
    assert entries(office, number) == 1


def test_nobody_confirms_what_another_drew_up(office: Office, number: str) -> None:
    client = signed_in(office, "o-spokesperson", "spokesperson")
    page = drawn_up(client, number, "office-statement", dict(ASIDE))
    address, data = page.confirmation
    other = signed_in(office, "o2-spokesperson", "spokesperson")
    assert other.post(address, data).status_code == 404
    assert entries(office, number) == 1


def test_a_decision_asks_for_a_fresh_proof_and_keeps_the_form(office: Office) -> None:
    journey = next(j for j in journeys(office, "il") if j.name.startswith("A request that is deni"))
    number, step = upto(office, journey, "deny")
    client = signed_in(office, "o-president", "president")
    session = client.session
    session[PROVED] = []
    session.save()
    page = drawn_up(client, number, "deny", typed(office.clerk.pack.acts["deny"], step.sets))
    address, data = page.confirmation
    assert address.endswith("/sign/")
    asked = client.post(address, data)
    assert asked.status_code == 401
    assert data["digest"] in asked.content.decode()  # carried along, bound to the text shown
    assert office.clerk.matter(number).case is not None
    assert client.post(address.replace("/sign/", "/confirm/"), data).status_code == 404
    proved = signed_in(office, "o-president", "president")
    assert proved.post(address, {**data, "once": "x"}).status_code == 302


def test_two_officers_sign_each_for_themselves(office: Office, number: str) -> None:
    first = signed_in(office, "o-legal_adviser", "legal_adviser")
    data = {"do": "try", "f.classed_as": "enquiry", "f.reason": "It asks for a form."}
    page = drawn_up(first, number, "reclassify", {**data, "second": "o-president_legal"})
    second = signed_in(office, "o-president_legal", "president_legal")
    address, held = page.confirmation
    assert second.post(address, held).status_code == 404  # not before the first has signed
    after = confirmed(first, page)
    assert "Waiting for the second signature" in after.text
    assert entries(office, number) == 1
    listed = read(second.get("/en/desk/signing/"))
    assert number in listed.text
    beside = read(second.get(f"/en/desk/{number}/acts/reclassify/?p={held['p']}"))
    assert "It asks for a form." in beside.text
    assert "It is entered in the docket" in confirmed(second, beside).text
    shown = office.clerk.matter(number).entries[-1]
    assert (shown.fields["officer"], shown.fields["second"]) == (
        "o-legal_adviser",
        "o-president_legal",
    )


def test_who_stands_aside_is_led_away_and_finds_nothing_more(office: Office, number: str) -> None:
    client = signed_in(office, "o-president_legal", "president_legal")
    page = drawn_up(client, number, "stand-aside", {"do": "try", "f.whose": "o-president_legal"})
    address, data = page.confirmation
    response = client.post(address, data)
    assert response["Location"] == "/en/desk/"
    assert client.get(f"/en/desk/{number}/acts/look/").status_code == 404


def test_answers_alone_go_on_file(office: Office, number: str) -> None:
    client = signed_in(office, "o-president_legal", "president_legal")
    data = {"do": "record", "asked": "filer", "q.filer": "person", "standing": "certified"}
    page = drawn_up(client, number, "open-petition", data)
    assert "The answers are on file." in page.text
    facts = office.clerk.matter(number).facts
    assert facts is not None
    assert facts.facts.values["filer"] == "person"
    assert facts.facts.source("filer").standing.value == "certified"


def test_an_answer_that_is_none_is_kept_and_marked(office: Office, number: str) -> None:
    client = signed_in(office, "o-president_legal", "president_legal")
    data = {"do": "record", "asked": "persons", "q.persons": "many"}
    response = client.post(f"/en/desk/{number}/acts/open-petition/", data)
    assert response.status_code == 400
    assert 'value="many"' in response.content.decode()
    assert entries(office, number) == 1


def test_drafts_go_with_their_person_and_with_time(office: Office, number: str) -> None:
    from clemency.web import jobs

    client = signed_in(office, "o-spokesperson", "spokesperson")
    drawn_up(client, number, "office-statement", {**ASIDE, "f.words": "Words about somebody."})
    kept = Proposal.objects.get()
    assert b"Words about" not in bytes(kept.typed)
    jobs.forgotten(kept.matter)
    assert not Proposal.objects.exists()
    assert "acts" in jobs.ticks()
