"""Accounts for the people of the demonstration: logins that everybody may know."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction

from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey, Profile
from clemency.web.demonstration import Made
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner
from clemency.web.office import clerk


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
    user, _ = get_user_model().objects.update_or_create(
        username=login, defaults={"password": hashed, "email": f"{login}@example.org"}
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
        MatterKey.objects.update_or_create(
            matter=clerk().matter(number).ref,
            audience=one.role,
            defaults={
                "number": number,
                "code": codes.hashed(codes.from_words(number)),
                "user_id": user,
                "made_on": clerk().today(),
                "language": one.language,
            },
        )
