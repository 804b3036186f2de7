from __future__ import annotations

from django.apps import AppConfig


class Petition(AppConfig):
    """The petitioner's side, until the petition is sent."""

    name = "clemency.web.petition"
    label = "petition"
