"""Letters come from the docket, go out once, in order, and are written down as far as they came."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from clemency.web import mailing
from clemency.web.application import Letter as Outside
from clemency.web.post import addresses, collecting, delivery, links, sending
from clemency.web.post.addresses import Address
from clemency.web.post.making import make
from clemency.web.post.models import Letter
from tests.letters.posts import read_back
from tests.web.offices import Office
from tests.web.post.matters import MAIL, application, letters, mails, person, received, run


def test_each_telling_becomes_one_letter_however_often_one_looks(office: Office) -> None:
    number = received(office)
    assert [(one.who, one.letter) for one in letters(number)] == [("sender", "received")]

    for _ in range(3):
        collecting.collect()
        collecting.collect(letters(number)[0].matter)
    assert len(letters(number)) == 1


def test_a_letter_goes_by_mail_in_the_language_of_the_application(office: Office) -> None:
    number = received(office)
    run()

    (letter,) = letters(number)
    assert (letter.state, letter.channel, letter.language) == ("sent", "email", "he")
    (mail,) = mails(office)
    assert mail["To"] == MAIL
    assert number in mail["Subject"]
    assert "דנה בדויה" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert '<html lang="he" dir="rtl">' in mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    attached = list(mail.iter_attachments())
    assert [one.get_filename() for one in attached] == [f"{letter.name}.pdf"]


def test_what_was_sent_can_be_made_again_and_its_fingerprint_fits(office: Office) -> None:
    number = received(office)
    run()
    (letter,) = letters(number)
    (mail,) = mails(office)
    sent = next(iter(mail.iter_attachments())).get_content()

    assert sha256(sent).hexdigest() == letter.digest
    office.set_day(date(2026, 5, 5))
    assert make(letter).pdf() == sent
    assert "דנה בדויה" in read_back(sent)


def test_a_task_holds_a_number_and_no_word_of_anybody(office: Office) -> None:
    number = received(office)
    tasks = DBTaskResult.objects.filter(task_path__endswith="sending.send")

    assert [one.args_kwargs for one in tasks] == [{"args": [letters(number)[0].pk], "kwargs": {}}]
    row = Letter.objects.filter(number=number).values().get()
    assert MAIL not in str(row) and "דנה" not in str(row)


def test_nothing_is_sent_twice(office: Office) -> None:
    number = received(office)
    (letter,) = letters(number)
    assert sending.deliver(letter.pk) == "sent"
    assert sending.deliver(letter.pk) is None
    run()
    assert len(mails(office)) == 1


def test_what_a_worker_left_in_the_middle_waits_for_a_person(office: Office) -> None:
    (letter,) = letters(received(office))
    long_ago = timezone.now() - timedelta(hours=1)
    Letter.objects.filter(pk=letter.pk).update(state="making", changed_at=long_ago)
    run()

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("held", "unclear")
    assert mails(office) == []


def test_without_an_address_for_mail_a_letter_is_printed(office: Office) -> None:
    number = received(office, application(person=person(email=""), tell_by="post"))
    run()
    (letter,) = letters(number)

    assert (letter.state, letter.channel) == ("paper", "post")
    assert letter.digest
    assert delivery.delivered(letter, "o-president_desk", date(2026, 3, 1))
    assert (letter.state, letter.delivered_on) == ("delivered", date(2026, 3, 1))
    assert letter.by == "o-president_desk"


def test_who_asks_for_the_portal_alone_finds_the_letter_there(office: Office) -> None:
    sent = application(person=person(email=""), tell_by="portal")
    (letter,) = letters(received(office, sent))
    run()
    letter.refresh_from_db()

    assert (letter.state, letter.channel) == ("sent", "portal")
    assert mails(office) == []
    delivery.opened(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.delivered_on) == ("delivered", office.clerk.today())


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SMTPServerDisconnected("gone"), "waiting"),
        (OSError("no route"), "waiting"),
        (SMTPRecipientsRefused({MAIL: (550, b"no such person")}), "bounced"),
    ],
)
def test_mail_that_does_not_go_is_tried_again_or_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str
) -> None:
    (letter,) = letters(received(office))

    def broken(*_: Any) -> int:
        raise error

    monkeypatch.setattr(mailing.Backend, "send_messages", broken)
    assert sending.deliver(letter.pk) == state
    letter.refresh_from_db()
    if state == "waiting":
        assert letter.tries == 1
        assert letter.next_at is not None and letter.next_at > timezone.now()
        assert sending.go_on() == 0
        Letter.objects.filter(pk=letter.pk).update(tries=9)
        assert sending.deliver(letter.pk) == "failed"
        letter.refresh_from_db()
    assert delivery.retry(letter, "o-president_desk")
    monkeypatch.undo()
    assert sending.deliver(letter.pk) == "sent"


def test_whoever_is_told_after_somebody_waits_until_they_have_been_told(office: Office) -> None:
    (first,) = letters(received(office))
    rest = {"matter": first.matter, "number": first.number, "seq": first.seq, "language": "en"}
    second = Letter.objects.create(
        **rest, place=7, who="police", reader="police", letter="received", after="sender"
    )
    delivery.hold(first, "o")
    run()
    second.refresh_from_db()
    assert (second.state, second.sent_at) == ("waiting", None)

    delivery.let_go(first, "o")
    run()
    second.refresh_from_db()
    assert second.state in ("sent", "paper")


def test_a_letter_that_does_not_go_holds_nobody_up(office: Office) -> None:
    (first,) = letters(received(office))
    rest = {"matter": first.matter, "number": first.number, "seq": first.seq, "language": "en"}
    second = Letter.objects.create(
        **rest, place=7, who="police", reader="police", letter="received", after="sender"
    )
    delivery.drop(first, "o")
    run()
    second.refresh_from_db()
    assert second.state in ("sent", "paper")


def test_what_cannot_be_filled_waits_for_a_person_and_nobody_gets_it(office: Office) -> None:
    (letter,) = letters(received(office))
    Letter.objects.filter(pk=letter.pk).update(letter="information-asked")
    assert sending.deliver(letter.pk) == "held"

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("held", "unfilled")
    assert mails(office) == []


def test_a_letter_from_outside_is_answered_where_its_sender_says(office: Office) -> None:
    sender = {
        "name": "جهاد الخيالي",
        "office": "",
        "address": "شارع 1",
        "email": "j@people.example",
    }
    number = received(office, Outside("ar", sender, "أرجو الرحمة"))
    run()
    (letter,) = letters(number)

    assert (letter.language, letter.state) == ("ar", "sent")
    assert mails(office)[0]["To"] == "j@people.example"


def test_counsel_who_filed_is_written_to(office: Office) -> None:
    lawyer = person(name="עו״ד בדוי", email="law@people.example", licence="12345")
    number = received(office, application(door="counsel", filer=lawyer))
    (letter,) = letters(number)

    assert letter.reader == "counsel"
    run()
    assert mails(office)[0]["To"] == "law@people.example"


def test_when_the_mandate_has_ended_the_person_concerned_is_written_to(office: Office) -> None:
    lawyer = person(name="עו״ד בדוי", email="law@people.example", licence="12345")
    number = received(office, application(door="counsel", filer=lawyer))
    mandate = {"holder": "ab" * 16, "role": "counsel", "until_on": date(2026, 6, 1)}
    office.act(number, "record-mandate", by="president_legal", fields=mandate)
    assert addresses.address_of("petitioner", collecting.file_of(number)).reader == "counsel"

    office.set_day(date(2026, 6, 2))
    found = addresses.address_of("petitioner", collecting.file_of(number))
    assert (found.reader, found.email) == ("petitioner", MAIL)
    assert addresses.address_of("counsel", collecting.file_of(number)).email == ""


def test_an_office_that_works_here_finds_its_letters_on_its_desk(office: Office) -> None:
    office.officer("police")  # has an account with an address
    (first,) = letters(received(office))
    assert addresses.address_of("police", collecting.file_of(first.number)).by == "desk"
    rest = {"matter": first.matter, "number": first.number, "seq": first.seq, "language": "en"}
    letter = Letter.objects.create(
        **rest, place=7, who="police", reader="police", letter="received", channel="desk"
    )
    assert sending.deliver(letter.pk) == "sent"
    (mail,) = mails(office)
    assert list(mail.iter_attachments()) == []
    said = mail.get_content()
    assert "lies on your desk" in said and "Your letter came" not in said


def test_another_part_of_the_office_may_know_an_address_better(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_finders", {})
    moved = Address("sender", ("New Street 1",), "new@people.example", "en", "email")
    addresses.ask_also("test", lambda who, file: moved if who == "sender" else None)
    number = received(office)
    run()

    assert letters(number)[0].language == "en"
    assert mails(office)[0]["To"] == "new@people.example"


def test_an_address_that_is_gone_when_the_letter_is_made_turns_it_into_paper(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = letters(received(office))
    assert letter.channel == "email"
    monkeypatch.setattr(addresses, "_finders", {})
    addresses.ask_also("test", lambda who, file: Address("sender", ("New Street 1",)))
    assert sending.deliver(letter.pk) == "paper"
    letter.refresh_from_db()
    assert letter.channel == "post"


def test_mail_about_a_desk_that_does_not_go_leaves_the_letter_on_the_desk(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.officer("police")
    (first,) = letters(received(office))
    rest = {"matter": first.matter, "number": first.number, "seq": first.seq, "language": "en"}
    letter = Letter.objects.create(
        **rest, place=7, who="police", reader="police", letter="received", channel="desk"
    )

    def broken(*_: Any) -> int:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(mailing.Backend, "send_messages", broken)
    assert sending.deliver(letter.pk) == "sent"


def test_a_consulted_office_gets_a_link_and_nobody_else_does(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "_makers", [])
    links.made_by(lambda number, who, language: f"https://x.example/{number}/{who}/{language}")
    number = received(office)
    assert links.answering_link(letters(number)[0]) is None
