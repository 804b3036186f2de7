from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Who somebody is: officers' accounts, petitioners' codes, links for agencies."""

    name = "clemency.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Whoever is forgotten loses their keys."""
        from clemency.web import jobs
        from clemency.web.accounts import keeping

        jobs.at_erasure("accounts: keys", keeping.forget)
