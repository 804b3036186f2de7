"""Mail leaves by SMTP; where no server is set, as `.eml` files in the office's folder."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp

from clemency.web.config import config
from clemency.web.office import clerk

FOLDER = "mail"
ABOUT = "X-Clemency-Letter"
"""A header with the reference of what the mail is about: a letter, a matter, a draft."""

SECONDS_TO_WAIT = 30


class Backend(BaseEmailBackend):
    """Sends what Django hands over."""

    def send_messages(self, email_messages: Any) -> int:
        """How many were handed on. Raises what the server's answer makes of it."""
        address = config().mail
        if address:
            return _server(address).send_messages(email_messages) or 0
        return sum(_to_file(message) for message in email_messages)


def _server(address: str) -> Smtp:
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    return Smtp(
        host=parts.hostname,
        port=parts.port or 587,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=asked.get("tls", ["yes"]) == ["yes"] and parts.scheme != "smtps",
        use_ssl=parts.scheme == "smtps",
        timeout=SECONDS_TO_WAIT,
    )


def _to_file(message: EmailMessage) -> int:
    folder = clerk().folder / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    known = message.extra_headers.get(ABOUT, "")
    file = folder / f"{known or 'mail'}-{secrets.token_hex(4)}.eml"
    file.write_bytes(message.message().as_bytes())
    return 1


def purge(reference: str) -> None:
    """Deletes the mail files about somebody who was forgotten, by their reference."""
    for file in (clerk().folder / FOLDER).glob(f"{reference}-*.eml"):
        file.unlink(missing_ok=True)
