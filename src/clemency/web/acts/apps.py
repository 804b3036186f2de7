from __future__ import annotations

from django.apps import AppConfig


class Acts(AppConfig):
    """Every act of the procedure as a page: tried, shown, done, refused."""

    name = "clemency.web.acts"
    label = "acts"

    def ready(self) -> None:
        """Orders that nobody confirmed go after a month, and all of them with their person."""
        from clemency.web import jobs
        from clemency.web.acts import links, proposals
        from clemency.web.post import links as post

        jobs.at_tick("acts", proposals.sweep)
        jobs.at_erasure("acts: orders", proposals.forget)
        jobs.at_erasure("acts: links", links.forget)
        post.made_by(links.for_a_letter)
