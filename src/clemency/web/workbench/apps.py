from __future__ import annotations

from django.apps import AppConfig


class Workbench(AppConfig):
    """The staff's desk, intake and matter page."""

    name = "clemency.web.workbench"
    label = "workbench"

    def ready(self) -> None:
        """What is done here when somebody is forgotten."""
        from clemency.web import jobs
        from clemency.web.workbench import notes

        jobs.at_erasure("notes", notes.forget)
