"""Two Django applications: the docket, and beside it the keys, in a database of their own."""

from __future__ import annotations

from django.apps import AppConfig


class Docket(AppConfig):
    """Entries, their tree, the sealed texts, and everything rebuilt from them."""

    name = "clemency.clerk"
    label = "clerk"


class Keys(AppConfig):
    """The keys of sealed texts. Small and apart, so that destroying one destroys every copy."""

    name = "clemency.clerk.keys"
    label = "keys"
