"""What every test shares: how hard Hypothesis looks."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
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

# The offices of tests are thrown away, and every command of one waits for the disk. Where there is
# room in memory, they lie there: what is counted is that the program waits, not how long.
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000  # bytes
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ROOM
):
    tempfile.tempdir = tempfile.mkdtemp(prefix="clemency-tests-", dir=MEMORY)
    atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)


EACH_TIME = {"test_agency.py", "test_phone.py", "test_public.py", "test_victims.py"}
"""Journeys that are walked on each commit, in English."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys, in every language, are walked by `test --long`: together they take longer than
    somebody waits for a commit."""
    for item in items:
        if "journeys" in item.path.parts:
            callspec = getattr(item, "callspec", None)
            language = callspec.params.get("language") if callspec else "en"
            if language != "en" or item.path.name not in EACH_TIME:
                item.add_marker(pytest.mark.long)


NO_BROWSER = "no Chromium on this machine"
"""Why the browser tests were left out."""


def pytest_unconfigure(config: pytest.Config) -> None:
    """Says in the very last line of a run that it had no browser: it was not the whole."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    left_out = reporter.stats.get("skipped", []) if reporter else []
    if any(NO_BROWSER in str(one.longrepr) for one in left_out):
        reporter.write_line(f"The browser tests did not run: {NO_BROWSER} (apt install chromium).")
