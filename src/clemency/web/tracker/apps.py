from __future__ import annotations

from django.apps import AppConfig


class Tracker(AppConfig):
    """The petitioner's side, once something is on the docket."""

    name = "clemency.web.tracker"
    label = "tracker"

    def ready(self) -> None:
        """Says what is done behind the pages."""
        from clemency.web import jobs
        from clemency.web.tracker import leaving, messages, reaching

        jobs.after_writing("tracker: addresses", reaching.note)
        jobs.at_tick("tracker: questions that lapsed", leaving.lapse)
        jobs.at_erasure("tracker: messages", messages.forget)
        jobs.at_erasure("tracker: questions", leaving.forget)
