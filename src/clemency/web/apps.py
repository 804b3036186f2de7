from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """What every audience shares."""

    name = "clemency.web"
    label = "web"

    def ready(self) -> None:
        """Drops the mail of whoever is forgotten."""
        from clemency.web import jobs, mailing

        jobs.at_erasure("mail", mailing.purge)
