"""Django's settings, the same for every office and with nothing taken from the environment.

No database is named here. An office is a folder, found at run time; `databases.py` then gives
Django the addresses under names of their own, so that one process can hold several offices apart.
"""

from __future__ import annotations

INSTALLED_APPS = ["clemency.clerk.apps.Docket", "clemency.clerk.apps.Keys"]

DATABASES: dict[str, dict[str, object]] = {}

# Instants are kept in UTC; the pack's time zone decides which day one falls on.
USE_TZ = True
TIME_ZONE = "UTC"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The clerk logs nothing by itself: a log would be one more copy of what must be forgettable.
LOGGING_CONFIG = None
