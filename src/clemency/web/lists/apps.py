from __future__ import annotations

from django.apps import AppConfig


class Lists(AppConfig):
    """Lists of matters, clocks and search, rebuilt from entries at any time."""

    name = "clemency.web.lists"
    label = "lists"

    def ready(self) -> None:
        """Lists follow every write, catch up at every tick, and forget who is forgotten."""
        from clemency.web import jobs
        from clemency.web.lists import keeping

        jobs.after_writing("lists", keeping.touch)
        jobs.at_tick("lists", keeping.catch_up)
        jobs.at_erasure("lists", keeping.purge)
