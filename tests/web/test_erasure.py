"""An erased person is absent: from search, pages, letters, tasks, mail files, drafts, and every
file of the office's folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult

from clemency.web import application, jobs
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Application, Part, Person
from clemency.web.jobs import tasks
from clemency.web.tracker import messages
from tests.web.offices import DAY, Office

NAME = "Canaria Nachtigall"
WORDS = {
    "name": "canaria",
    "statement": "kanarienvogelsang",
    "address": "finkenweg",
    "note": "notizkanarie",
    "message": "botschaftskanarie",
    "email": "canary-mail-4711@example.org",
}
FORM = Application(
    language="en",
    door="myself",
    person=Person(
        name=NAME, identity="000000018", address=f"{WORDS['address']} 1", email=WORDS["email"]
    ),
    statement=(Part("what-changed", "What has changed", f"My {WORDS['statement']}."),),
    declared_on=date(2026, 3, 1),
    tell_by="email",
)
DESK = "president_legal"


@dataclass
class Case:
    """One request of one person, with everything that an office comes to hold of them."""

    office: Office
    number: str
    ref: str


@pytest.fixture
def asked(office: Office) -> Case:
    number = office.receive(
        by=DESK,
        fields={"channel": "portal", "language": "en", "asked_for": "pardon"},
        facts={"filer": "person"},
        sealed={"words": application.to_words(FORM)},
    )
    ref = office.clerk.matter(number).ref
    office.key(number)
    key = MatterKey.objects.get(matter=ref)
    messages.from_key(key, f"A {WORDS['message']}.", ["petitioner"], "en")
    clerk = office.officer(DESK)
    sent = clerk.post(
        f"/en/desk/{number}/notes/", {"text": f"A {WORDS['note']}.", "readers": "all"}
    )
    assert sent.status_code == 302
    jobs.written(ref)
    for _ in range(3):
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    return Case(office, number, ref)


def erase(case: Case) -> None:
    case.office.clerk.forget(
        case.ref,
        officer=f"o-{DESK}",
        office=DESK,
        second=f"o2-{DESK}",
        legal_basis="request-of-the-person",
    )
    tasks.erase_again()


def found(office: Office) -> Iterator[str]:
    """The canaries that lie in clear anywhere in the office's folder."""
    for file in sorted(office.clerk.folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes().lower()
            yield from (f"{file.name}: {w}" for w in WORDS.values() if w.encode() in content)


def shown(client: Client, case: Case) -> dict[str, str]:
    """Every page on which an officer might still find them."""
    pages = [f"/en/desk/{case.number}/{part}" for part in ("", "application/", "docket/", "notes/")]
    pages += [f"/en/desk/{case.number}/messages/", f"/en/letters/matter/{case.number}/"]
    return {path: client.get(path).content.decode().lower() for path in pages}


def searched(client: Client, word: str, number: str) -> bool:
    page = client.get("/en/desk/search/", {"q": word, "text": word}).content.decode()
    return f"/en/desk/{number}/" in page


def test_before_it_is_all_there(asked: Case) -> None:
    """The drill itself is sound: what it looks for can be found."""
    clerk = asked.office.officer(DESK)
    everything = " ".join(shown(clerk, asked).values())
    for word in ("name", "statement", "note", "message"):
        assert WORDS[word] in everything, word
    assert searched(clerk, WORDS["statement"], asked.number)
    assert any("mail" in str(file) for file in asked.office.clerk.folder.rglob("*.eml"))


def test_words_of_people_lie_nowhere_in_clear_but_in_mail(asked: Case) -> None:
    mail = {file.name for file in asked.office.clerk.folder.rglob("*.eml")}
    assert [one for one in found(asked.office) if one.split(":")[0] not in mail] == []


def test_afterwards_nothing_of_them_is_left(asked: Case) -> None:
    erase(asked)
    assert list(found(asked.office)) == []
    clerk = asked.office.officer(DESK)
    for path, page in shown(clerk, asked).items():
        for name, word in WORDS.items():
            assert word not in page, (path, name)
    for word in (WORDS["name"], WORDS["statement"], WORDS["address"]):
        assert not searched(clerk, word, asked.number)


def test_tasks_hold_no_word(asked: Case) -> None:
    rows = list(DBTaskResult.objects.values_list("args_kwargs", "traceback", "return_value"))
    assert rows
    said = repr(rows).lower()
    assert not [word for word in WORDS.values() if word in said]


def test_no_letter_can_be_made_or_sent_any_more(asked: Case) -> None:
    from clemency.web.post.models import Letter

    erase(asked)
    before = {file.name for file in asked.office.clerk.folder.rglob("*.eml")}
    jobs.written(asked.ref)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert {file.name for file in asked.office.clerk.folder.rglob("*.eml")} == before == set()
    for letter in Letter.objects.filter(matter=asked.ref):
        assert letter.state not in ("made", "waiting"), letter.state


def test_the_docket_still_verifies(asked: Case) -> None:
    erase(asked)
    assert asked.office.clerk.verify().sound
    assert asked.office.clerk.today() == DAY
