"""Who finds which letter, and what can be done with it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from clemency.web.post import delivery, erasing, papers
from clemency.web.post.models import CHANNELS, REASONS, STATES, Letter
from clemency.web.words import in_language
from tests.letters.posts import read_back
from tests.web.offices import Office
from tests.web.post.matters import application, letters, mails, person, received, run


def sent(office: Office) -> Letter:
    number = received(office)
    run()
    return letters(number)[0]


# --- officers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_an_officer_reads_a_letter_beside_itself_in_their_own_language(
    office: Office, language: str
) -> None:
    letter = sent(office)
    page = office.officer("president_desk").get(f"/{language}/letters/{letter.pk}/")
    said = page.content.decode()

    assert page.status_code == 200
    assert 'class="paper" lang="he" dir="rtl"' in said
    assert f'class="paper" lang="{language}"' in said
    assert said.count("<article") == (1 if language == "he" else 2)


def test_letters_stand_in_the_queue_of_what_is_to_be_done_with_them(office: Office) -> None:
    letter = sent(office)
    client = office.officer("president_desk")
    for state, queue in (("held", "held"), ("paper", "paper"), ("failed", "failed")):
        Letter.objects.filter(pk=letter.pk).update(state=state)
        assert f"/letters/{letter.pk}/" in client.get(f"/en/letters/?q={queue}").content.decode()
        other = "waiting"
        said = client.get(f"/en/letters/?q={other}").content.decode()
        assert f"/letters/{letter.pk}/" not in said


def test_the_letters_of_a_matter_stand_on_one_page(office: Office) -> None:
    letter = sent(office)
    client = office.officer("president_desk")
    said = client.get(f"/en/letters/matter/{letter.number}/").content.decode()

    assert f"/letters/{letter.pk}/" in said
    assert "by e-mail" in said


def test_the_file_and_the_page_are_the_letter_itself(office: Office) -> None:
    letter = sent(office)
    client = office.officer("president_desk")
    file = client.get(f"/en/letters/{letter.pk}/letter.pdf")
    page = client.get(f"/en/letters/{letter.pk}/page")

    assert file["Content-Type"] == "application/pdf"
    assert letter.name in file["Content-Disposition"]
    assert "דנה בדויה" in read_back(file.content)
    assert "דנה בדויה" in page.content.decode()
    assert "style-src 'sha256-" in page["Content-Security-Policy"]
    assert "default-src 'none'" in page["Content-Security-Policy"]


def post(office: Office, letter: Letter, **fields: str) -> int:
    client = office.officer("president_desk")
    return client.post(f"/en/letters/{letter.pk}/do", fields).status_code


def test_a_letter_that_was_held_goes_when_a_person_lets_it(office: Office) -> None:
    letter = letters(received(office))[0]
    delivery.hold(letter, "o")
    assert post(office, letter, do="let_go") == 302
    run()

    letter.refresh_from_db()
    assert (letter.state, letter.by) == ("sent", "o-president_desk")
    assert len(mails(office)) == 1


def test_what_is_no_longer_possible_is_said_and_changes_nothing(office: Office) -> None:
    letter = sent(office)
    client = office.officer("president_desk")
    page = client.post(f"/en/letters/{letter.pk}/do", {"do": "let_go"}, follow=True)

    assert "no longer possible" in page.content.decode()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_that_a_letter_arrived_needs_a_day_that_has_come(office: Office) -> None:
    letter = sent(office)
    day = {"do": "delivered", "on-day": "1", "on-month": "3", "on-year": "2026"}
    client = office.officer("president_desk")
    for wrong in ({"on-day": "31", "on-month": "2"}, {"on-year": "2030"}, {"on-day": "first"}):
        page = client.post(f"/en/letters/{letter.pk}/do", {**day, **wrong})
        assert page.status_code == 422
        for typed in wrong.values():
            assert f'value="{typed}"' in page.content.decode()
    assert post(office, letter, **day) == 302
    letter.refresh_from_db()
    assert (letter.state, letter.delivered_on) == ("delivered", date(2026, 3, 1))


def test_nobody_does_what_nobody_offers(office: Office) -> None:
    assert post(office, sent(office), do="burn") == 404


@pytest.mark.parametrize("rest", ["", "page", "letter.pdf", "decision.pdf"])
def test_whoever_may_not_see_the_matter_finds_no_letter(office: Office, rest: str) -> None:
    letter = sent(office)
    there = office.officer("police").get(f"/en/letters/{letter.pk}/{rest}")
    missing = office.officer("police").get(f"/en/letters/987654/{rest}")

    assert there.status_code == missing.status_code == 404
    assert office.anybody().get(f"/en/letters/{letter.pk}/{rest}").status_code == 302


# --- the other side -------------------------------------------------------------------------------


def test_the_petitioner_finds_their_letters_and_that_they_were_opened_is_kept(
    office: Office,
) -> None:
    letter = sent(office)
    client = office.keyholder(letter.number)
    said = client.get(f"/en/letters/my/{letter.number}/").content.decode()
    assert f"/letters/my/{letter.number}/{letter.pk}/" in said
    page = client.get(f"/en/letters/my/{letter.number}/{letter.pk}/")

    assert page.status_code == 200
    assert '<html lang="he" dir="rtl">' in page.content.decode()
    letter.refresh_from_db()
    assert letter.state == "delivered"
    assert client.get(f"/en/letters/my/{letter.number}/{letter.pk}/letter.pdf").status_code == 200


def test_a_letter_that_has_not_gone_out_is_nobodys_yet(office: Office) -> None:
    letter = letters(received(office))[0]
    delivery.hold(letter, "o")
    client = office.keyholder(letter.number)

    said = client.get(f"/en/letters/my/{letter.number}/").content.decode()
    assert f"/{letter.pk}/" not in said and "No letter has been sent" in said
    assert client.get(f"/en/letters/my/{letter.number}/{letter.pk}/").status_code == 404


@pytest.mark.parametrize("audience", ["relative", "victim"])
def test_others_with_a_key_find_nothing_of_the_petitioners(office: Office, audience: str) -> None:
    letter = sent(office)
    client = office.keyholder(letter.number, audience)
    for rest in ("", f"{letter.pk}/", f"{letter.pk}/letter.pdf", "paper/application/"):
        page = client.get(f"/en/letters/my/{letter.number}/{rest}")
        assert page.status_code == 404 or f"/{letter.pk}/" not in page.content.decode()


def test_a_key_opens_one_matter_and_no_other(office: Office) -> None:
    first, second = sent(office), sent(office)
    client = office.keyholder(first.number)

    assert client.get(f"/en/letters/my/{second.number}/").status_code == 404
    assert client.get(f"/en/letters/my/{first.number}/{second.pk}/").status_code == 404


@pytest.mark.parametrize("which", papers.PAPERS)
@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_the_receipt_and_the_copy_are_there_for_whoever_sent_it(
    office: Office, which: str, language: str
) -> None:
    number = received(office)
    client = office.keyholder(number)
    page = client.get(f"/{language}/letters/my/{number}/paper/{which}/")
    file = client.get(f"/{language}/letters/my/{number}/paper/{which}.pdf")

    assert (page.status_code, file.status_code) == (200, 200)
    said = page.content.decode()
    assert ("הרבה השתנה" in said) is (which == "application")
    if which == "receipt":
        words = papers.sent_in(number).words
        assert sha256(words).hexdigest() in said


def test_a_relative_has_a_copy_only_of_what_they_sent(office: Office) -> None:
    mother = person(name="אם בדויה", relation="parent")
    own = received(office, application(door="relative", filer=mother))
    others = received(office)
    for number, status in ((own, 200), (others, 404)):
        client = office.keyholder(number, "relative")
        page = client.get(f"/en/letters/my/{number}/paper/application/")
        assert page.status_code == status


# --- forgotten ------------------------------------------------------------------------------------


def test_whoever_is_forgotten_has_no_letters_and_no_mail_any_more(office: Office) -> None:
    letter = sent(office)
    assert mails(office)
    erasing.purge(letter.matter)

    letter.refresh_from_db()
    assert (letter.state, letter.digest, letter.language) == ("erased", "", "")
    assert mails(office) == []
    for client, at in (
        (office.keyholder(letter.number), f"/en/letters/my/{letter.number}/{letter.pk}/"),
        (office.officer("president_desk"), f"/en/letters/{letter.pk}/letter.pdf"),
    ):
        assert client.get(at).status_code == 404


def test_after_an_erasure_nothing_of_the_person_is_left_in_any_letter(office: Office) -> None:
    letter = sent(office)
    office.clerk.forget(
        letter.matter,
        officer="o-president_legal",
        office="president_legal",
        second="o-legal_adviser",
        legal_basis="retention-ended",
    )
    erasing.purge(letter.matter)
    client = office.officer("president_legal")
    page = client.get(f"/en/letters/{letter.pk}/")
    assert page.status_code == 200
    assert "דנה" not in page.content.decode()
    assert client.get(f"/en/letters/matter/{letter.number}/").status_code == 200


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_every_state_has_its_words(language: str) -> None:
    words = in_language(language)
    for kind, codes in (("state", STATES), ("channel", CHANNELS), ("why", REASONS)):
        assert [code for code in codes if not words.has(f"post.{kind}.{code}")] == []
    for what in delivery.CAN:
        assert words.has(f"post.do.{what}") and words.has(f"post.done.{what}")
