"""The machine's own Chromium, started once in a process: a second start is not possible."""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache

from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
]


@cache
def started() -> Browser | None:
    """The browser; None where the machine has none. Nothing is ever downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        return None
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in our thread
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    return browser
