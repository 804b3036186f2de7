from __future__ import annotations

from django.apps import AppConfig


class Tracker(AppConfig):
    """The petitioner's side, once something is on the docket."""

    name = "clemency.web.tracker"
    label = "tracker"
