from __future__ import annotations

from django.apps import AppConfig


class Web(AppConfig):
    """What every audience shares."""

    name = "clemency.web"
    label = "web"
