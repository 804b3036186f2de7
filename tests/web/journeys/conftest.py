"""Journeys are walked with the browsers and people of tests/web/browser."""

from __future__ import annotations

from tests.web.browser.conftest import address, arrives, browsers, chromium, page

__all__ = ["address", "arrives", "browsers", "chromium", "page"]
