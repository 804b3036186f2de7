"""What the operator decides, typed, from CLEMENCY_* in the environment. docs/reference/settings.md
describes each for those who set it."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET = "web.secret"
"""In the office's folder: what signs sessions and links."""

PROVIDER_KEY = "web.oidc.pem"
"""There too, where the office is an OpenID provider: what signs its word for others."""


class Config(BaseSettings):
    """The settings of one server.

    office       the office's folder
    production   True where real people are served: then nothing unsafe is allowed
    demo         whether the office is the demonstration: said on every page, logins shown
    hosts        host names under which the server may be addressed
    public_url   the address that people use, as it stands in letters: https://pardon.example.org
    secret       signs sessions and links; else read from `web.secret` in the folder
    mail         where mail goes: smtp://user:password@host:587?tls=yes; empty: files in `mail/`
    mail_from    the sender's address on mail
    proxies      how many reverse proxies stand in front, each of which adds to X-Forwarded-For
    oidc_issuer  an OpenID provider with which officers may sign in, with its client id and secret
    provider     whether this office is itself an OpenID provider for the offices it consults
    collect      set by `clemency serve` while it collects the static files
    """

    model_config = SettingsConfigDict(env_prefix="CLEMENCY_", extra="ignore")

    office: Path | None = None
    production: bool = False
    demo: bool = False
    debug: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    public_url: str = ""
    secret: str = Field(default="", repr=False)
    mail: str = Field(default="", repr=False)
    mail_from: str = "office@localhost"
    proxies: int = 0
    oidc_issuer: str = ""
    oidc_name: str = "OpenID"
    oidc_client: str = ""
    oidc_secret: str = Field(default="", repr=False)
    provider: bool = False
    collect: bool = False

    @property
    def secure(self) -> bool:
        """Whether people reach the server over TLS only."""
        return urlsplit(self.public_url).scheme == "https"

    def signing_key(self) -> str:
        """What signs sessions and links. Without an office: one that lasts as long as the process,
        which is all that tests and tools need."""
        if self.secret:
            return self.secret
        file = self.office / SECRET if self.office else None
        if file is not None and file.is_file():
            return file.read_text("ascii").strip()
        return secrets.token_urlsafe(48)

    def provider_key(self) -> str:
        """What signs this office's word for others; empty where it gives none."""
        file = self.office / PROVIDER_KEY if self.office and self.provider else None
        return file.read_text("ascii") if file is not None and file.is_file() else ""

    def sign_in_elsewhere(self) -> list[str]:
        """Where a form of ours may lead on to: the provider with which officers sign in."""
        parts = urlsplit(self.oidc_issuer)
        return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []

    def faults(self) -> list[str]:
        """Why a server with these settings must not serve real people; each with its cure."""
        if not self.production:
            return []
        found = []
        if self.office is None:
            found.append("CLEMENCY_OFFICE names no folder: name the office to serve.")
        if self.debug:
            found.append("CLEMENCY_DEBUG is on: it shows what must stay inside. Unset it.")
        if self.demo:
            found.append("CLEMENCY_DEMO is on: its logins are public. Unset it.")
        if not self.secure:
            found.append(
                "CLEMENCY_PUBLIC_URL is no https address: set the one that people use, such as "
                "https://pardons.example.org."
            )
        elif urlsplit(self.public_url).hostname not in self.hosts:
            found.append(
                "CLEMENCY_HOSTS lacks the host of CLEMENCY_PUBLIC_URL: add it, or nobody gets in."
            )
        if "*" in self.hosts:
            found.append("CLEMENCY_HOSTS allows every host: name those that people use.")
        if len(self.signing_key()) < 32:
            found.append("CLEMENCY_SECRET is shorter than 32 characters: draw a longer one.")
        if not self.mail:
            found.append(
                "CLEMENCY_MAIL is empty: mail would stay in files. Set it, as "
                "smtp://user:password@mail.example.org:587?tls=yes."
            )
        return found


@cache
def config() -> Config:
    """The settings of this process, read once."""
    return Config()
