"""A decision goes with the letter that tells of it: in order, and to whom it is for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from clemency.clerk.evidence import FactsGiven
from clemency.letters.post.sheet import strings
from clemency.web import post
from clemency.web.application import to_words
from clemency.web.post import addresses, collecting, history
from clemency.web.post.making import make
from clemency.web.post.models import Letter
from tests.letters.posts import read_back
from tests.web.offices import Office
from tests.web.post.matters import application, letters, mails, received, run

KNOWN = {
    "filer": "person",
    "last_refused_on": "none",
    "age": 50,
    "victim_asked_to_be_told": True,
    "cases": {
        "complete": True,
        "list": [
            {
                "open": False,
                "charges": {
                    "complete": True,
                    "list": [
                        {
                            "kind": "violence",
                            "offence_on": "2015-05-05",
                            "sentence": "prison",
                            "released_on": "2020-03-03",
                        }
                    ],
                },
            }
        ],
    },
}


def petition(office: Office) -> str:
    """A petition in Ruritania, opened."""
    number = office.receive(
        by="pardons_desk",
        facts=FactsGiven(KNOWN, "certified"),
        sealed={"words": to_words(application(language="en"))},
    )
    office.act(number, "open-petition")
    return number


def by_letter(number: str) -> dict[str, Letter]:
    return {one.letter: one for one in letters(number)}


def denied(office: Office) -> str:
    number = petition(office)
    office.act(number, "hear-victim")
    office.act(number, "deny")
    post.at_tick()
    return number


def granted(office: Office) -> str:
    number = petition(office)
    office.act(number, "vote-merit", fields={"present": 5, "yes": 3, "no": 2})
    office.act(number, "hear-victim")
    outcomes = [{"relief": "pardon", "charge": "cases-0-charges-0"}]
    office.act(number, "grant", fields={"outcomes": outcomes})
    office.act(number, "countersign")
    return number


def test_the_victim_is_told_before_the_petitioner(ruritania: Office) -> None:
    number = denied(ruritania)
    told = by_letter(number)
    assert told["denied"].after == "victim"
    run()

    told = by_letter(number)
    assert told["victim-denied"].state == "paper"
    assert (told["denied"].state, told["denied"].sent_at) == ("waiting", None)
    client = ruritania.officer("pardons_desk")
    at = f"/en/letters/{told['victim-denied'].pk}/do"
    day = {"do": "delivered", "on-day": "1", "on-month": "3", "on-year": "2026"}
    assert client.post(at, day).status_code == 302
    run()
    assert by_letter(number)["denied"].state == "sent"


def test_the_decision_goes_with_the_letter_for_whoever_may_see_it(ruritania: Office) -> None:
    number = denied(ruritania)
    for letter in letters(number):
        assert make(letter).enclosed is None

    desk = ruritania.clerk.desk
    shown = {**desk.pack.sees, "Denied": {"petitioner": ("*",), "offices": ("*",)}}
    ruritania.clerk.desk = replace(desk, pack=replace(desk.pack, sees=shown))
    run()
    told = by_letter(number)
    assert make(told["victim-denied"]).enclosed is None
    enclosed = make(told["denied"]).enclosed
    assert enclosed is not None
    assert "Not granted" in " ".join(strings(enclosed))
    client = ruritania.officer("pardons_desk")
    file = client.get(f"/en/letters/{told['denied'].pk}/decision.pdf")
    assert "Not granted" in read_back(file.content)


def test_the_record_inside_holds_only_what_its_reader_is_shown(ruritania: Office) -> None:
    number = granted(ruritania)
    post.at_tick()
    record = make(by_letter(number)["granted"]).record.decode()

    assert '"kind":"Countersigned"' in record
    assert "o-chancellor" not in record and '"officer"' not in record


def test_a_letter_for_which_the_law_gives_no_day_is_held_and_the_others_go(
    ruritania: Office,
) -> None:
    number = granted(ruritania)
    run()
    told = by_letter(number)

    assert (told["implement"].state, told["implement"].reason) == ("held", "unfilled")
    client = ruritania.officer("pardons_desk")
    said = client.get(f"/en/letters/{told['implement'].pk}/").content.decode()
    assert "cannot be written" in said and "{due_on}" in said


def test_a_denial_says_from_when_one_may_ask_again(ruritania: Office) -> None:
    number = denied(ruritania)
    made = make(by_letter(number)["denied"])

    assert "You may ask again from" in read_back(made.pdf())


# --- offices --------------------------------------------------------------------------------------


def test_a_consulted_office_finds_what_was_sent_to_it_and_nothing_else(ruritania: Office) -> None:
    number = granted(ruritania)
    post.at_tick()
    client = ruritania.officer("police")
    for state in ("held", "paper", "failed", "waiting"):
        said = client.get(f"/en/letters/?q={state}").content.decode()
        for letter in letters(number):
            if letter.who != "police":
                assert f"/letters/{letter.pk}/" not in said
    said = client.get("/en/letters/?q=waiting").content.decode()
    assert f"/letters/{by_letter(number)['implement'].pk}/" in said


def test_an_officer_who_stands_aside_finds_no_letter_of_the_matter(office: Office) -> None:
    number = received(office)
    whose = {"whose": "o2-president_legal", "reason": "close-to-the-matter"}
    facts = FactsGiven({"filer": "person"})
    office.clerk.record(number, facts, officer="o-president_legal", office="president_legal")
    office.act(
        number, "stand-aside", by="president_legal", officer="o2-president_legal", fields=whose
    )
    from clemency.web.lists import keeping

    keeping.catch_up()
    letter = letters(number)[0]
    for which, there in (("o", True), ("o2", False)):
        client = office.officer("president_legal", which=which)
        said = client.get("/en/letters/?q=waiting").content.decode()
        assert (f"/letters/{letter.pk}/" in said) is there
        page = client.get(f"/en/letters/{letter.pk}/")
        assert page.status_code == (200 if there else 404)


def test_the_queue_reads_the_same_however_long_it_is(office: Office, django_queries: Any) -> None:
    client = office.officer("president_desk")
    received(office)
    client.get("/en/letters/?q=waiting")
    with django_queries() as few:
        client.get("/en/letters/?q=waiting")
    for _ in range(6):
        received(office)
    with django_queries() as many:
        client.get("/en/letters/?q=waiting")

    assert len(many) == len(few)


# --- a docket with a past -------------------------------------------------------------------------


def test_of_a_docket_with_a_past_nothing_is_sent_again(office: Office) -> None:
    number = received(office)
    office.set_day(date(2026, 5, 5))
    late = office.receive()
    Letter.objects.all().delete()

    assert history.begin() == 2
    assert history.begin() == 0
    run()
    assert mails(office) == []
    (old,) = letters(number)
    assert (old.state, old.made_on) == ("delivered", date(2026, 3, 2))
    (new,) = letters(late)
    assert (new.state, new.made_on) == ("paper", date(2026, 5, 5))


def test_where_an_entry_says_that_it_reached_somebody_the_letter_has_arrived(
    ruritania: Office,
) -> None:
    number = petition(ruritania)
    post.at_tick()
    file = collecting.file_of(number)
    assert collecting.noticed(file.ref) == 0
    assert addresses.address_of("petitioner", file).language == "en"
