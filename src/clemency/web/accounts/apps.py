from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """Who somebody is: officers' accounts, petitioners' codes, links for agencies."""

    name = "clemency.web.accounts"
    label = "accounts"
