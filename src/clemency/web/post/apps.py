from __future__ import annotations

from django.apps import AppConfig


class Post(AppConfig):
    """Letters: made, sent, delivered."""

    name = "clemency.web.post"
    label = "post"
