"""From the door to the receipt: for oneself, a relative, a client; and a letter of support."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from clemency.clerk.office import Clerk
from clemency.web import application
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Application, Letter, Paper
from clemency.web.petition import drafts, sending
from clemency.web.petition.models import Draft, DraftFile, Original
from tests.web.offices import DAY, Office
from tests.web.petition.person import SENTENCED, Person, picture


def sent(clerk: Clerk, number: str) -> Application:
    found = sending.of_matter(clerk.matter(number))
    assert isinstance(found, Application)
    return found


def kinds(clerk: Clerk, number: str) -> list[str]:
    return [entry.kind for entry in clerk.matter(number).entries]


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_somebody_asks_for_themselves(office: Office, language: str) -> None:
    one = Person(office, language)
    base = one.begins()
    one.fills_in(base)
    one.adds(base, "judgment", "psak.jpg", picture())
    number = one.hands_in(base)

    told = sent(office.clerk, number)
    assert told.language == language
    assert told.person.name == "Dan Example"
    assert [part.text for part in told.statement] == ["My mother is ill."]
    assert told.documents[0].state == "attached"
    found = office.clerk.matter(number)
    assert kinds(office.clerk, number) == [
        "Received",
        "FactsRecorded",
        "PetitionOpened",
        "PetitionSupplemented",
    ]
    assert found.facts is not None
    assert found.facts.plain["filer"] == "person"
    assert found.facts.plain["relief"] == "reduction"
    assert found.facts.plain["gives_grounds"] is True
    assert found.facts.plain["gives_identity"] is False  # the form asks for more than a name
    assert one.reads(found.number)
    leaf = found.entries[0].leaf
    assert " ".join(leaf[at : at + 4] for at in range(0, 64, 4)) in one.text


def test_the_receipt_says_what_the_law_says_of_asking(office: Office) -> None:
    """In the words of the pack: what it costs, and that it moves no date."""
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.hands_in(base)
    assert one.reads("There is no fee.")
    assert one.reads("Your request changes no date")
    assert one.reads("Legal Department of the President's Office")
    number = Draft.objects.get().number
    for paper in ("receipt", "application"):
        assert f"/en/letters/my/{number}/paper/{paper}/" in one.text
        assert one.goes_to(f"/letters/my/{number}/paper/{paper}/").status == 200
        one.goes_to(f"/ask/sent/{number}/")


def test_what_is_sent_is_sealed_and_the_draft_is_gone(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.adds(base, "judgment", "psak.png", picture("PNG"))
    number = one.hands_in(base)
    row = Draft.objects.get()
    assert (row.state, bytes(row.sealed), row.number) == ("sent", b"", number)
    assert DraftFile.objects.count() == 0
    original = Original.objects.get()
    assert b"PNG" not in bytes(original.content)
    paper = next(_papers(office.clerk, number))
    assert (paper.digest, paper.what) == (original.digest, "judgment")
    assert paper.original["type"] == "image/png"


def _papers(clerk: Clerk, number: str):
    for entry in clerk.matter(number).entries:
        if entry.kind == "PetitionSupplemented":
            found = application.from_words(clerk.text(number, entry.texts[sending.WORDS]))
            assert isinstance(found, Paper)
            yield found


def test_the_code_then_opens_the_matter(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    code = re.search(r'class="code">([\w-]+)<', one.text)[1]
    one.fills_in(base)
    number = one.hands_in(base)
    key = MatterKey.objects.get(number=number)
    assert (key.code, key.audience) == (codes.hashed(code), "petitioner")
    other = Person(office)
    other.goes_to("/ask/back/").sends(code=code.lower().replace("-", " "))
    assert other.path == f"/en/ask/sent/{number}/"
    assert Person(office).goes_to(f"/ask/sent/{number}/").status == 404


def test_a_relative_asks_and_the_person_agrees(office: Office) -> None:
    mother = Person(office)
    base = mother.begins("relative", {**SENTENCED, "relation": "parent"})
    mother.fills_in(base, "relative", person_deceased="no")
    mother.goes_to(f"{base}mandate/").sends(agrees="code")
    code = re.search(r'class="code">([\w-]+)<', mother.text)[1]

    son = Person(office)
    son.goes_to("/ask/agree/").sends(code=code)
    assert son.reads("Miriam Example") and son.reads("My mother is ill.")
    son.sends(verdict="yes")
    assert son.reads("Write your name to agree")
    son.sends(verdict="yes", name="Dan Example")
    assert son.title == "You have agreed"

    number = mother.hands_in(base)
    told = sent(office.clerk, number)
    assert told.agreed_on == DAY
    assert told.filer is not None and told.filer.relation == "parent"
    facts = office.clerk.matter(number).facts
    assert facts is not None and facts.plain["person_consents"] is True
    audiences = {key.audience: key.code for key in MatterKey.objects.filter(number=number)}
    assert audiences["petitioner"] == codes.hashed(code)
    assert set(audiences) == {"petitioner", "relative"}


def test_a_relative_without_the_persons_agreement_is_not_sent_away(office: Office) -> None:
    mother = Person(office)
    base = mother.begins("relative", {**SENTENCED, "relation": "parent"})
    mother.fills_in(base, "relative", person_deceased="no")
    mother.goes_to(f"{base}mandate/").sends(agrees="not-yet")
    number = mother.hands_in(base)
    facts = office.clerk.matter(number).facts
    assert facts is not None and facts.plain["person_consents"] is False
    assert "PetitionOpened" in kinds(office.clerk, number)


def test_counsel_files_with_a_mandate_that_ends(office: Office) -> None:
    counsel = Person(office)
    base = counsel.begins("counsel", {**SENTENCED, "has_mandate": "yes"})
    counsel.fills_in(base, "counsel")
    counsel.goes_to(f"{base}mandate/").sends(
        scope="whole",
        agrees="not-yet",
        until_on__day="31",
        until_on__month="12",
        until_on__year="2026",
    )
    number = counsel.hands_in(base)
    assert "MandateRecorded" in kinds(office.clerk, number)
    row = office.clerk.matter(number).case.mandates[0]
    key = MatterKey.objects.get(number=number)
    assert (key.audience, key.person) == ("counsel", row.holder)
    assert str(row.until_on) == "2026-12-31"


def test_a_mandate_that_has_ended_is_not_taken(office: Office) -> None:
    counsel = Person(office)
    base = counsel.begins("counsel", {**SENTENCED, "has_mandate": "yes"})
    counsel.goes_to(f"{base}mandate/").sends(
        scope="whole",
        agrees="cannot",
        until_on__day="1",
        until_on__month="1",
        until_on__year="2020",
    )
    assert counsel.reads("This day has passed.")
    assert 'value="2020"' in counsel.text


def test_a_letter_of_support_is_no_request(office: Office) -> None:
    friend = Person(office)
    friend.goes_to("/ask/support/")
    assert friend.reads("This is a letter, and not a request for clemency")
    friend.sends(name="Noa Example", text="He has changed.", about="Dan Example")
    assert friend.title == "Your letter was received"
    number = re.search(r"(\d{4}-\d{4})", friend.text)[1]
    assert kinds(office.clerk, number) == ["Received", "FactsRecorded"]
    case = office.clerk.matter(number).case
    assert case is not None and case.petition_on is None
    told = sending.of_matter(office.clerk.matter(number))
    assert isinstance(told, Letter)
    assert told.sender["name"] == "Noa Example"
    assert "Dan Example" in told.text and "He has changed." in told.text
    assert MatterKey.objects.get(number=number).audience == "sender"
    assert Person(office, client=friend.client).goes_to("/ask/support/sent/").reads(number)


def test_an_empty_letter_is_not_sent(office: Office) -> None:
    friend = Person(office).goes_to("/ask/support/").sends(name="Noa Example", text=" \u202e ")
    assert friend.reads("Write your letter")
    assert 'value="Noa Example"' in friend.text
    assert Person(office).goes_to("/ask/support/sent/").path == "/en/ask/"


def test_a_clerk_enters_what_came_on_paper(office: Office) -> None:
    clerk = Person(office, client=office.officer("president_legal"))
    clerk.goes_to("/ask/enter/?channel=paper").sends(door="myself", channel="paper", language="ar")
    base = re.search(r"^.*/ask/d/\w+/", clerk.path)[0]
    assert clerk.reads("Nothing has been received yet.")
    clerk.fills_in(base, **SENTENCED)
    clerk.goes_to(f"{base}send/").sends(true="yes")
    number = Draft.objects.get().number
    assert clerk.path == f"/en/desk/{number}/" or number in clerk.path
    first = office.clerk.matter(number).entries[0].fields
    assert (first["channel"], first["language"]) == ("paper", "ar")
    assert (first["office"], first["officer"]) == ("president_legal", "o-president_legal")
    assert sent(office.clerk, number).door == "paper"


def test_an_office_that_receives_nothing_enters_nothing(office: Office) -> None:
    assert Person(office, client=office.officer("police")).goes_to("/ask/enter/").status == 404


def test_a_confirmation_is_mailed_and_says_nothing(office: Office, settings_mail: None) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.goes_to(f"{base}about/person/").sends(
        name="Dan Example", email="dan@example.org", tell_by="email"
    )
    number = one.hands_in(base)
    from clemency.web.petition import tasks

    tasks.mail_received.call(Draft.objects.get().id)
    message = mail.outbox[-1]
    assert message.to == ["dan@example.org"]
    assert number in message.body
    assert "My mother" not in message.body and "Dan" not in message.body


def test_who_is_forgotten_leaves_no_draft(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    number = one.hands_in(base)
    drafts.forget(office.clerk.matter(number).ref)
    assert (Draft.objects.count(), Original.objects.count()) == (0, 0)
