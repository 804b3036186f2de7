"""An officer's account begins with an invitation from the office.

The link opens once: it is bound to the account as it was when the link was made.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from clemency.web.accounts.models import Profile
from clemency.web.config import config

SALT = "clemency invitation"
DAYS = 7  # how long a link opens
SECONDS_A_DAY = 86_400


@transaction.atomic
def invite(officer: str, name: str, email: str, language: str) -> str:
    """The address at which an officer takes up the account made for them here.

    officer   the reference under which the docket knows them; what they may do follows from their
              appointments alone
    language  of the pages and of mail to them

    Who is invited again gets a new address; what they have set up stays.
    """
    profile = Profile.objects.select_related("user").filter(officer=officer).first()
    user: Any = profile.user if profile else _new_account(officer)
    user.email = email
    user.save()
    Profile.objects.update_or_create(
        user=user, defaults={"officer": officer, "name": name, "language": language}
    )
    EmailAddress.objects.exclude(email__iexact=email).filter(user=user, primary=True).update(
        primary=False
    )
    EmailAddress.objects.update_or_create(
        user=user, email=email.lower(), defaults={"primary": True, "verified": False}
    )
    with translation.override(language):
        path = reverse("accounts:invited", args=[_token(user)])
    return f"{config().public_url.rstrip('/')}{path}"


def _new_account(officer: str) -> Any:
    """One that nobody can sign in to yet. Where the name is taken, with a number."""
    model = get_user_model()
    name, number = officer, 1
    while model.objects.filter(username__iexact=name).exists():
        number += 1
        name = f"{officer}-{number}"
    user: Any = model(username=name)
    user.set_unusable_password()
    user.save()
    return user


def _token(user: Any) -> str:
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def _state(user: Any) -> str:
    """What changes as soon as an invitation is taken up."""
    return signing.Signer(salt=SALT).signature(f"{user.password}{user.email}")[:16]


def invited(token: str) -> AbstractUser | None:
    """Whose invitation it is; None for one that is too old, was used, or was never ours."""
    try:
        number, state = signing.loads(token, salt=SALT, max_age=DAYS * SECONDS_A_DAY)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user: Any = get_user_model().objects.filter(pk=number, is_active=True).first()
    return user if user is not None and _state(user) == state else None


@transaction.atomic
def take_up(user: Any, password: str) -> None:
    """The invited officer has chosen a password, and the link showed that the address is theirs."""
    user.set_password(password)
    user.save()
    EmailAddress.objects.filter(user=user, email__iexact=user.email).update(verified=True)
