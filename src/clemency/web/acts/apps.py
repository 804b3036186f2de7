from __future__ import annotations

from django.apps import AppConfig


class Acts(AppConfig):
    """Every act of the procedure as a page: tried, shown, done, refused."""

    name = "clemency.web.acts"
    label = "acts"
