from __future__ import annotations

from django.apps import AppConfig


class Post(AppConfig):
    """Letters: made, sent, delivered."""

    name = "clemency.web.post"
    label = "post"

    def ready(self) -> None:
        """Letters follow every write, go on at every tick, and are emptied with the forgotten."""
        from clemency.web import jobs
        from clemency.web.post import at_tick, erasing, written

        jobs.after_writing("post", written)
        jobs.at_tick("post", at_tick)
        jobs.at_erasure("post", erasing.purge)
