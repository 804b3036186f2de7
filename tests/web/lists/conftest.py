"""A small office of the first pack in which something has happened, and who looks at its lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from clemency.docket.policy import Viewer
from clemency.web.lists import asking
from clemency.web.lists.asking import Filter, Listed, Page
from tests.web.offices import Office

CLERK = "president_legal"
DEPARTMENT = "pardons_department"
PLEA = 'אני מבקש חנינה מטעמי בריאות. ת"פ 12345-06-19, שָׁלוֹם. canary-plea-4711'
FACTS: dict[str, Any] = {
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
    "minister_named_by_persons_body": False,
    "minister_conflicted": False,
}
GRANT = "The rest of the fine is remitted. canary-grant-1234"


@dataclass
class Desk:
    """An office, what happens in it, and what its officers see in lists."""

    office: Office

    # --- who looks ---------------------------------------------------------------------------

    def viewer(self, office: str = CLERK, officer: str = "") -> Viewer:
        """An officer of that office."""
        return Viewer("office", office, officer or f"o-{office}", on=self.office.clerk.today())

    def page(self, office: str = CLERK, officer: str = "", **wanted: Any) -> Page:
        """The page that this officer asks for."""
        return asking.page(
            self.viewer(office, officer), Filter(**wanted), self.office.clerk.today()
        )

    def seen(self, office: str = CLERK, officer: str = "", **wanted: Any) -> list[str]:
        """The numbers on that page."""
        return [row.number for row in self.page(office, officer, **wanted).rows]

    def row(self, number: str, office: str = CLERK) -> Listed:
        """One row as that office sees it."""
        found = asking.row(self.viewer(office), number, self.office.clerk.today())
        assert found is not None
        return found

    # --- what happens ------------------------------------------------------------------------

    def later(self, days: int) -> None:
        """So many days later."""
        self.office.set_day(self.office.clerk.today() + timedelta(days=days))

    def received(self, **fields: Any) -> str:
        """Something arrives by post, with a plea."""
        return self.office.receive(
            fields={"channel": "post", "language": "he", "words": PLEA, **fields}
        )

    def petition(self, facts: dict[str, Any] | None = None, **fields: Any) -> str:
        """A petition is opened and handed to the department."""
        number = self.received(**fields)
        asked = {"filer": "person", "relief": "reduction", "track": "civil"}
        self.office.act(number, "open-petition", fields=asked, facts={**FACTS, **(facts or {})})
        self.office.act(number, "transfer-to-department")
        return number

    def asked(self, number: str, of: str) -> None:
        """An office is asked for its opinion."""
        self.office.act(
            number,
            "ask-opinion",
            by=DEPARTMENT,
            fields={"of": of, "question": f"canary-question-{of.replace('_', '')}"},
        )

    def answered(self, number: str, of: str) -> None:
        """It answers."""
        fields = {"of": of, "favours": False, "statement": f"canary-opinion-{of.replace('_', '')}"}
        self.office.act(number, "opinion-received", by=of, fields=fields)

    def decided(self, number: str) -> None:
        """Advice, endorsement and grant."""
        for act, by in (
            ("department-opinion", DEPARTMENT),
            ("minister-opinion", "minister_of_justice"),
            ("legal-adviser-opinion", "legal_adviser"),
        ):
            self.office.act(number, act, by=by, fields={"favours": True})
        outcomes = [{"relief": "reduction"}]
        self.office.act(number, "grant", fields={"outcomes": outcomes, "text": GRANT})

    def countersigned(self, number: str) -> None:
        """The grant is in force."""
        self.office.act(number, "countersign", fields={"text": GRANT})


@pytest.fixture
def desk(office: Office) -> Desk:
    """The office, with nothing in it yet."""
    return Desk(office)


@contextmanager
def queries() -> Iterator[list[int]]:
    """Counts the queries of every database while the block runs."""
    counted: list[int] = []
    watched = [CaptureQueriesContext(one) for one in connections.all(initialized_only=True)]
    for one in watched:
        one.__enter__()
    yield counted
    for one in watched:
        one.__exit__(None, None, None)
    counted.append(sum(len(one) for one in watched))
