from __future__ import annotations

from django.apps import AppConfig


class Workbench(AppConfig):
    """The staff's desk, intake and matter page."""

    name = "clemency.web.workbench"
    label = "workbench"
