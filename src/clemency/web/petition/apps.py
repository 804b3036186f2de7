from __future__ import annotations

from django.apps import AppConfig


class Petition(AppConfig):
    """The petitioner's side, until the petition is sent."""

    name = "clemency.web.petition"
    label = "petition"

    def ready(self) -> None:
        """Old drafts are forgotten, and those of whoever was forgotten."""
        from clemency.web import jobs
        from clemency.web.petition import drafts

        jobs.at_tick("petition: old drafts", drafts.sweep)
        jobs.at_erasure("petition: drafts", drafts.forget)
