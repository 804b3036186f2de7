"""How much a page weighs: people read it on a telephone, on a slow line, and pay for it."""

from __future__ import annotations

import gzip

import brotli
import pytest
from playwright.sync_api import Page, Response

FIRST, NEXT = 150_000, 30_000  # bytes on the line
PATHS = ["", "no-such-page"]


def weight(response: Response) -> int:
    """Bytes sent: pages are packed as they are made, files once; fonts are packed already."""
    body, kind = response.body(), response.headers.get("content-type", "")
    if "font" in kind or "woff2" in kind:
        return len(body)
    return len(gzip.compress(body, 6) if "html" in kind else brotli.compress(body))


@pytest.mark.parametrize("language", ["en", "he", "ar"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_light(page: Page, address: str, language: str, path: str) -> None:
    got: list[Response] = []
    page.on("response", lambda one: got.append(one))
    page.goto(f"{address}/{language}/{path}", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    weights = {one.url.rpartition("/")[2] or "page": weight(one) for one in got}
    assert sum(weights.values()) < FIRST, weights
    whole = sum(weight(one) for one in got if "html" in one.headers.get("content-type", ""))
    assert 0 < whole < NEXT, weights


@pytest.mark.parametrize(
    ("language", "scripts"),
    [("en", {"latin"}), ("he", {"latin", "hebrew"}), ("ar", {"latin", "arabic"})],
)
def test_a_language_loads_its_own_script_only(
    page: Page, address: str, language: str, scripts: set[str]
) -> None:
    """The names of the other languages, in the bar at the top, must not load theirs."""
    fonts: list[str] = []
    page.on("request", lambda one: fonts.append(one.url) if "rubik" in one.url else None)
    page.goto(f"{address}/{language}/no-such-page", wait_until="networkidle")
    assert {url.rpartition("rubik-")[2].partition(".")[0] for url in fonts} == scripts
