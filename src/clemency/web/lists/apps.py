from __future__ import annotations

from django.apps import AppConfig


class Lists(AppConfig):
    """Lists of matters, clocks and search, rebuilt from entries at any time."""

    name = "clemency.web.lists"
    label = "lists"
