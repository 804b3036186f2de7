"""What must hold for every page that a browser shows, whoever looks at it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).parents[3] / ".pictures"
WIDE, NARROW = 1280, 320  # pixels
TALL = 900

AXE: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}

# Wider than the window, outside everything that scrolls by itself; and by how many pixels.
SIDEWAYS = """() => {
  const page = document.documentElement, over = page.scrollWidth - page.clientWidth;
  if (over <= 0) return null;
  const edge = page.clientWidth, found = [];
  for (const one of document.body.querySelectorAll('*')) {
    const box = one.getBoundingClientRect();
    if ((box.right > edge + 1 || box.left < -1) && !one.closest('.scroll, .skip'))
      found.push(one.tagName.toLowerCase() + '.' + one.className);
  }
  return over + ' px: ' + found.slice(-4).join(', ');
}"""

# Sentences that a macro or a view spoilt; none is a word of any language.
SPOILT = re.compile(
    r"<macro|Undefined|\bNone\b|\{[a-z_]+\}|\bcommon\.[a-z_]+\.|object at 0x|&lt;bdi"
)


@cache
def axe() -> Axe:
    """The checker, read once."""
    return Axe()


def visit(page: Page, address: str, *, scripts: bool = True) -> None:
    """Opens an address and looks at what is shown."""
    answer = page.goto(address)
    assert answer is not None, address
    assert answer.status < 500, f"{address}: {answer.status}"
    look(page, scripts=scripts)


def look(page: Page, *, scripts: bool = True) -> None:
    """Looks at the page as it is: accessible, whole, in the language of its address. The checker of
    accessibility is itself a script: it cannot run in a browser without."""
    if scripts:
        found = axe().run(page, options=AXE).response["violations"]
        assert found == [], f"{page.url}\n{_told(found)}"
    shown = page.locator("html")
    language = page.evaluate("location.pathname.split('/')[1]")
    if language in ("en", "he", "ar"):
        assert shown.get_attribute("lang") == language, page.url
        assert shown.get_attribute("dir") == ("ltr" if language == "en" else "rtl"), page.url
    spoilt = SPOILT.search(page.locator("body").inner_text())
    assert spoilt is None, f"{page.url}: {spoilt and spoilt.group()}"
    assert page.locator("h1").count() == 1, f"{page.url}: not one heading of the first level"
    fits(page)


def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    over = page.evaluate(SIDEWAYS)
    assert over is None, f"{page.url} at {page.viewport_size}: {over}"


def narrow(page: Page) -> None:
    """The same page on the smallest telephone."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    fits(page)


def wide(page: Page) -> None:
    """The same page on a desk."""
    page.set_viewport_size({"width": WIDE, "height": TALL})


def picture(page: Page, name: str) -> Path:
    """Keeps how the page looks, for people to look at: `.pictures/NAME.png`."""
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    return path


def _told(violations: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{one['id']}: {one['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for one in violations
        for node in one["nodes"][:3]
    )
