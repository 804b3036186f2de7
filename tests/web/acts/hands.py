"""Officers at work in a browser: a form filled in, looked at, confirmed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from clemency.law.trial import Step
from clemency.web.accounts.models import Profile
from clemency.web.viewers import SEAT
from tests.web.acts.filling import typed
from tests.web.offices import Office

PROVED = "account_authentication_methods"


def signed_in(office: Office, officer: str, seat: str) -> Client:
    """A browser in which this officer sits in that seat, and has just proved who they are."""
    user, _ = get_user_model().objects.get_or_create(
        username=officer, defaults={"email": f"{officer}@office.example"}
    )
    Profile.objects.update_or_create(user=user, defaults={"officer": officer, "name": officer})
    client = office.anybody()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[SEAT] = seat
    session[PROVED] = [{"method": "password", "at": time.time()}]
    session[f"{PROVED}_user"] = str(user.pk)
    session.save()
    return client


@dataclass
class Page:
    """What an officer sees of an act."""

    status: int
    text: str

    @property
    def effect(self) -> bool:
        """Whether it shows what the act will do."""
        return 'id="effect-head"' in self.text

    @property
    def refused(self) -> bool:
        """Whether it shows what objects."""
        return 'id="refused-head"' in self.text

    def hidden(self, name: str) -> str:
        """The first hidden field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no hidden {name}"
        return found[1]

    @property
    def confirmation(self) -> tuple[str, dict[str, str]]:
        """Where the form that confirms is sent, and what it holds."""
        found = re.search(r'action="([^"]+/(?:confirm|sign)/)"', self.text)
        assert found, "nothing to confirm"
        tail = Page(self.status, self.text[found.start() :])
        return found[1], {name: tail.hidden(name) for name in ("p", "digest", "seen", "once")}


def read(response: Any) -> Page:
    """A response as a page."""
    return Page(response.status_code, response.content.decode())


def drawn_up(client: Client, number: str, act: str, data: dict[str, Any], lang: str = "en") -> Page:
    """The form sent, and the page to which it leads."""
    response = client.post(f"/{lang}/desk/{number}/acts/{act}/", data)
    if response.status_code == 302:
        response = client.get(response["Location"])
    return read(response)


def confirmed(client: Client, page: Page) -> Page:
    """What was shown, confirmed, and the page to which that leads."""
    address, data = page.confirmation
    response = client.post(address, data)
    assert response.status_code == 302, response.content[:400]
    return read(client.get(response["Location"]))


def taken(office: Office, number: str, step: Step, by: str, officer: str) -> bool:
    """A step of a journey, taken in the browser; whether it was accepted."""
    assert step.act is not None
    act = office.clerk.pack.acts[step.act]
    client = signed_in(office, officer, by)
    data = typed(act, step.sets, on=step.on, second=step.second)
    page = drawn_up(client, number, step.act, data)
    if not page.effect:
        if step.accepted is not False:
            found = re.findall(
                r'(?s)<(?:ol|ul class="govuk-list govuk-error).*?</(?:ol|ul)>', page.text
            )
            print(
                step.act, page.status, [" ".join(re.sub("<[^>]+>", " ", f).split()) for f in found]
            )
        return False
    after = confirmed(client, page)
    if step.second is not None:
        beside = signed_in(office, step.second, _seat(office, step.second))
        after = confirmed(beside, read(beside.get(_waiting(beside))))
    return "It is entered in the docket" in after.text or "You stand aside" in after.text


def _waiting(client: Client) -> str:
    """The address of the order that waits for the second signature."""
    listed = read(client.get("/en/desk/signing/"))
    found = re.search(r'href="([^"]+/acts/[^"]+\?p=\d+)"', listed.text)
    assert found, "nothing waits"
    return found[1]


def _seat(office: Office, officer: str) -> str:
    rows = office.clerk.appointments().rows
    return next(row.office for row in rows if row.officer == officer)
