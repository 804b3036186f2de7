from __future__ import annotations

from django.apps import AppConfig


class Register(AppConfig):
    """What everybody may see: the procedure, the register, interventions."""

    name = "clemency.web.register"
    label = "register"
