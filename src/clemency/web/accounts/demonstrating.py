"""Accounts for the people of the demonstration: logins that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from clemency.letters.speech import Speaker
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey, Profile
from clemency.web.config import config
from clemency.web.demonstration import Made, about
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner
from clemency.web.office import clerk


@dataclass(frozen=True)
class Login:
    """One that the sign-in page offers.

    login    the account's name
    name     whose it is
    offices  the offices they hold, in the reader's language; of nobody outside
    role     how somebody outside stands to their matters; "" for officers
    """

    login: str
    name: str
    offices: tuple[str, ...] = ()
    role: str = ""


def logins(language: str) -> list[Login]:
    """Everybody as whom one can sign in, those outside first. None where people are real."""
    made = about(clerk().folder) if config().demo else None
    if made is None:
        return []
    speaker = Speaker(clerk().pack, language)
    outside = [Login(one.login, one.name, (), one.role) for one in made.petitioners if one.login]
    return outside + [
        Login(
            one.login,
            one.names.get(language, one.name),
            tuple(speaker.office(office) for office in one.offices),
        )
        for one in made.officers
        if one.login
    ]


def invented(login: str) -> Any:
    """The account of somebody invented; None for every other, and where people are real."""
    if not any(one.login == login for one in logins("en")):
        return None
    return get_user_model().objects.filter(username=login, is_active=True).first()


def make_accounts(made: Made, password: str) -> None:
    """One account for everybody who signs in, and the keys of those who ask. May be done again."""
    hashed = make_password(password)  # once for all: hashing is slow on purpose
    with transaction.atomic():
        for officer in made.officers:
            if officer.login:
                _officer(officer, hashed)
        for petitioner in made.petitioners:
            _petitioner(petitioner, hashed)


def _user(login: str, hashed: str) -> int:
    address = f"{login}@example.org"
    user, _ = get_user_model().objects.update_or_create(
        username=login, defaults={"password": hashed, "email": address}
    )
    EmailAddress.objects.update_or_create(
        user=user, email=address, defaults={"primary": True, "verified": True}
    )
    return int(user.pk)


def _officer(one: DemoOfficer, hashed: str) -> None:
    Profile.objects.update_or_create(
        user_id=_user(one.login, hashed),
        defaults={"officer": one.ref, "name": one.name, "language": one.language},
    )


def _petitioner(one: DemoPetitioner, hashed: str) -> None:
    user = _user(one.login, hashed)
    Profile.objects.update_or_create(
        user_id=user, defaults={"name": one.name, "language": one.language}
    )
    for number in one.matters:
        found = clerk().matter(number)
        mandates = found.case.mandates if found.case else ()
        MatterKey.objects.update_or_create(
            matter=found.ref,
            audience=one.role,
            defaults={
                "number": number,
                "person": next((row.holder for row in mandates if row.role == one.role), None),
                "code": codes.hashed(codes.from_words(number)),
                "user_id": user,
                "made_on": clerk().today(),
                "language": one.language,
            },
        )
