"""Logins of the demonstration office: everybody in it is invented, and anybody may be anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from clemency.letters.speech import Speaker
from clemency.web.accounts.models import MatterKey, Profile
from clemency.web.config import config
from clemency.web.demonstration.made import Made, about
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner
from clemency.web.office import clerk

PASSWORD = "everyone-here-is-invented"
"""Of every login of a demonstration; shown on its sign-in page."""


@dataclass(frozen=True)
class Login:
    """One that the sign-in page offers.

    login  the account's name
    name   whose it is
    roles  the offices they hold, in the reader's language; or how they stand to a matter, as a code
    """

    login: str
    name: str
    roles: tuple[str, ...]
    officer: bool


def made() -> Made | None:
    """What is known of the demonstration that is served; None where people are real."""
    return about(clerk().folder) if config().demo else None


def logins(language: str) -> list[Login]:
    """Everybody as whom one can sign in, officers first."""
    told = made()
    if told is None:
        return []
    speaker = Speaker(clerk().pack, language)
    officers = [
        Login(
            one.login,
            one.names.get(language, one.name),
            tuple(speaker.office(office) for office in one.offices),
            True,
        )
        for one in told.officers
        if one.login
    ]
    return officers + [
        Login(one.login, one.name, (one.role,), False) for one in told.petitioners if one.login
    ]


def account(login: str) -> Any:
    """The account of somebody invented, made where it is missing. None where nobody is called so.
    """
    told = made()
    if told is None:
        return None
    everybody: Iterable[DemoOfficer | DemoPetitioner] = (*told.officers, *told.petitioners)
    found = next((one for one in everybody if one.login and one.login == login), None)
    return None if found is None else _account(found)


def make_all() -> int:
    """Makes every account of the demonstration, so that all can sign in with a password; how many.
    """
    told = made()
    if told is None:
        return 0
    return sum(1 for one in (*told.officers, *told.petitioners) if one.login and _account(one))


def _account(one: DemoOfficer | DemoPetitioner) -> Any:
    model = get_user_model()
    user: Any = model.objects.filter(username=one.login).first()
    if user is not None:
        return user
    user = model.objects.create_user(one.login, f"{one.login}@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    officer = one.ref if isinstance(one, DemoOfficer) else ""
    Profile.objects.create(user=user, officer=officer, name=one.name, language=one.language)
    if isinstance(one, DemoPetitioner):
        _keys(user, one)
    return user


def _keys(user: Any, one: DemoPetitioner) -> None:
    """What opens the matters of somebody outside. Counsel's key names the holder of the mandate."""
    office = clerk()
    for number in one.matters:
        matter = office.matter(number)
        mandates = matter.case.mandates if matter.case else ()
        holder = next((row.holder for row in mandates if row.role == one.role), None)
        MatterKey.objects.create(
            matter=matter.ref,
            number=matter.number,
            audience=one.role,
            person=holder,
            user=user,
            made_on=office.today(),
            language=one.language,
        )
