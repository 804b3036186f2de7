"""Matters of a small office, as tests of the workbench need them. Everybody is fictional."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from clemency.web import application
from clemency.web.application import Application, Letter, Part, Person
from clemency.web.lists import keeping
from tests.web.offices import Office

ENOUGH: dict[str, Any] = {
    "filer": "person",
    "persons": 1,
    "person_deceased": False,
    "relief": "reduction",
    "measure": "fine",
    "imposed_by": "israeli-court",
    "convicted": True,
    "last_decided_on": "none",
    "gives_identity": True,
    "gives_relief": True,
    "gives_decisions": True,
    "gives_earlier_requests": True,
    "gives_grounds": True,
    "proceedings": {"complete": True, "list": [{"open": False}]},
    "sex_offence": False,
    "scheduled_offence": False,
    "person_office": "none",
}
"""What opens a petition under the first pack."""

STATEMENT = "הרבה השתנה מאז."


def application_words() -> bytes:
    """An application in Hebrew, as it lies sealed."""
    return application.to_words(
        Application(
            language="he",
            door="myself",
            person=Person(name="רות לדוגמה", identity="000000018"),
            statement=(Part("what-changed", "מה השתנה", STATEMENT),),
        )
    )


def petition(office: Office) -> str:
    """A petition that the department examines."""
    number = office.receive(
        by="president_desk",
        fields={"channel": "post", "language": "he"},
        sealed={"words": application_words()},
    )
    fields = {"filer": "person", "relief": "reduction"}
    office.act(number, "open-petition", by="president_legal", facts=ENOUGH, fields=fields)
    office.act(number, "transfer-to-department", by="president_legal")
    return number


def letter(office: Office, text: str = "نطلب العفو عن شخص.", **fields: Any) -> str:
    """A letter in Arabic of which nobody has said yet what it is."""
    words = application.to_words(Letter("ar", {"name": "Sender of an example"}, text))
    return office.receive(
        by="president_desk",
        fields={"channel": "post", "language": "ar", **fields},
        sealed={"words": words},
    )


def asked(office: Office, number: str, of: str = "police") -> str:
    """The petition, with an office asked for its opinion."""
    office.act(number, "ask-opinion", by="pardons_department", fields={"of": of})
    return number


@dataclass
class Desk:
    """A browser at somebody's desk."""

    client: Client
    language: str = "en"

    def get(self, path: str) -> HttpResponse:
        """A page below the desk."""
        keeping.catch_up()
        found: Any = self.client.get(f"/{self.language}/desk/{path}")
        return found

    def reads(self, path: str) -> str:
        """The page's text, which must be there."""
        page = self.get(path)
        assert page.status_code == 200, page.status_code
        return page.content.decode()

    def sends(self, path: str, **given: Any) -> HttpResponse:
        """A form, with what its page hid in it; `files` as they are."""
        found: Any = self.client.post(
            f"/{self.language}/desk/{path}", {**hidden(self.reads(path)), **given}
        )
        return found


def hidden(page: str) -> dict[str, list[str]]:
    """What a page hides in its forms, by name."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def desk(office: Office, of: str, language: str = "en", which: str = "o") -> Desk:
    """The desk of an officer of some office."""
    return Desk(office.officer(of, which=which, language=language), language)
