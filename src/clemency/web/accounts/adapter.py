"""How allauth signs people in here: officers by invitation, petitioners by themselves; and every
sentence that it says, in our words."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.utils.functional import lazystr
from django.utils.translation import get_language

from clemency.web import pages
from clemency.web.accounts.mails import with_bare
from clemency.web.words import Words, in_language

QUIET = frozenset({"logged_in"})
"""What needs no saying: the page that follows shows it."""

LINKS = ("activate_url", "password_reset_url", "signup_url", "code")
"""What a mail of allauth's may carry, by the names it gives them."""


def _words() -> Words:
    return in_language((get_language() or pages.languages()[0])[:2])


class _Error:
    """A sentence that is looked up when it is shown, in the language of that page."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        return _words().say(f"accounts.error.{self.code}")


def _errors(codes: tuple[str, ...]) -> dict[str, Any]:
    return {code: lazystr(_Error(code)) for code in codes}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts that people make themselves hold no office; an officer's is made by the office."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        **_errors(
            (
                "account_inactive",
                "email_password_mismatch",
                "username_password_mismatch",
                "incorrect_password",
                "incorrect_code",
                "enter_current_password",
                "invalid_login",
                "invalid_or_expired_key",
                "too_many_login_attempts",
                "rate_limited",
                "duplicate_email",
                "email_taken",
                "cannot_remove_primary_email",
            )
        ),
    }

    def render_mail(
        self,
        template_prefix: str,
        email: Any,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Plain text, in the language of the page from which it was asked."""
        words = _words()
        name = template_prefix.rpartition("/")[2]
        office = pages.title(words)
        link = next((context[key] for key in LINKS if context.get(key)), "")
        subject = words.say(f"accounts.mail.{name}.subject", office=office)
        body = with_bare(words, f"accounts.mail.{name}.body", {"link": str(link)}, office=office)
        foot = words.say("accounts.mail.foot", office=office)
        to = [email] if isinstance(email, str) else email
        return EmailMessage(subject, f"{body}\n\n{foot}\n", None, to, headers=headers)

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What the next page says of what was just done."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        if name in QUIET:
            return
        words = _words()
        if message is None and words.has(f"accounts.message.{name}"):
            address = (message_context or {}).get("email", "")
            message = words.say(f"accounts.message.{name}", email=words.reference(str(address)))
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_login_redirect_url(self, request: Any) -> str:
        """To the desk or to one's own matters, in the language of the page."""
        return pages.url("accounts:arrived")

    def get_signup_redirect_url(self, request: Any) -> str:
        """The same."""
        return pages.url("accounts:arrived")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove once more who one is, in our words."""
        words = _words()
        found = super().get_reauthentication_methods(user)
        for one in found:
            one["description"] = words.say(f"accounts.prove.by_{one['id'].rpartition(':')[2]}")
        return list(found)


class Mfa(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors. Their secrets never lie in clear in the desk database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        **_errors(
            (
                "add_email_blocked",
                "cannot_delete_authenticator",
                "cannot_generate_recovery_codes",
                "incorrect_code",
                "unverified_email",
            )
        ),
    }

    def encrypt(self, text: str) -> str:
        """Under a key that follows from the server's own secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises InvalidToken where the server's own secret was changed."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """The office's name, as an authenticator shows it."""
        return pages.title(_words())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host that a passkey is bound to."""
        found: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**found, "name": pages.title(_words())}


def _box() -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, None, b"clemency second factors")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


class Provided(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever comes from another provider is signed in only where an account is known already."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False
