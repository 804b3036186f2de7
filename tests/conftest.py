"""What every test shares: how hard Hypothesis looks."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# One Django for all tests of a process: the web's, which has everything the clerk's has.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings")

# A slow machine is no failure, so nothing here is timed. With CI=true the examples are the same on
# every run: a change is judged by what it changed, and the campaigns do the searching.
settings.register_profile(
    "default",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("campaign", parent=settings.get_profile("default"), max_examples=5_000)
settings.load_profile(os.environ.get("CLEMENCY_HYPOTHESIS_PROFILE", "default"))
