"""A request of the first pack, walked as far as a test needs it. Everybody in it is fictional."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clemency.web.application import Answer, Application, Part, Person, to_words
from tests.web.offices import DAY, Office

EMAIL = "dov.fictional@example.org"
FILERS_EMAIL = "rina.fictional@example.org"

FACTS: dict[str, Any] = {
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
    "sex_offence": False,
    "scheduled_offence": False,
    "person_office": "none",
    "minister_named_by_persons_body": False,
    "minister_conflicted": False,
    "proceedings": {"complete": True, "list": [{"open": False}]},
}


def application(door: str = "myself", email: str = EMAIL) -> Application:
    """What was sent through the form."""
    person = Person(name="Dov Fictional", identity="000000018", email=email)
    filer = None if door == "myself" else Person(name="Rina Fictional", email=FILERS_EMAIL)
    return Application(
        "en",
        door,
        person,
        filer,
        answers=(
            Answer("measure", "What penalty is it about?", "a fine", "fine"),
            Answer("convicted", "Was there a conviction?", "I don't know", None),
        ),
        statement=(Part("why-now", "Why now", "The shop closed and I cannot pay."),),
        declared_on=DAY,
    )


def received(office: Office, door: str = "myself", email: str = EMAIL) -> str:
    """A request that has come through the portal."""
    words = to_words(application(door, email))
    return office.receive(by="portal", fields={"channel": "portal"}, sealed={"words": words})


def opened(office: Office, door: str = "myself", email: str = EMAIL, **more: Any) -> str:
    """One that is open."""
    number = received(office, door, email)
    filer = {"myself": "person"}.get(door, door)
    facts = {**FACTS, "filer": filer, **more}
    if door == "relative":
        facts |= {"relation": "parent"}
    if door == "counsel":
        facts |= {"has_mandate": True}
    office.act(number, "open-petition", by="portal", facts=facts)
    return number


def asked(office: Office, number: str, *items: str) -> None:
    """The office lacks something."""
    office.act(number, "ask-information", by="president_legal", fields={"items": items})


def decided(office: Office, *, signed: bool = False, denied: bool = False) -> str:
    """One that was decided on a later day."""
    number = opened(office)
    office.act(number, "transfer-to-department", by="portal")
    office.act(number, "department-opinion", by="pardons_department", fields={"favours": True})
    office.act(number, "minister-opinion", by="minister_of_justice", fields={"favours": True})
    office.set_day(DAY + timedelta(days=20))
    if denied:
        office.act(number, "deny", by="president")
        return number
    outcomes = [{"relief": "reduction"}]
    text = "The fine is reduced to one shekel."
    granted = office.act(
        number, "grant", by="president", fields={"outcomes": outcomes}, sealed={"text": text}
    )
    if signed:
        office.set_day(DAY + timedelta(days=24))
        commitment = granted.entry.text  # type: ignore[attr-defined]
        office.act(number, "countersign", by="minister_of_justice", fields={"text": commitment})
    return number


def later(days: int) -> date:
    """So many days after the beginning."""
    return DAY + timedelta(days=days)
