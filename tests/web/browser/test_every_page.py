"""Every page of the demonstration that somebody can reach by following links, looked at once: it is
accessible, speaks the language of its address, and fits on a telephone.

CLEMENCY_PICTURES=1 keeps how each looks, wide and narrow, in `.pictures/`.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Page

from clemency.web import office as serving
from tests.web.browser import demo
from tests.web.browser.conftest import Opens
from tests.web.browser.looking import look, narrow, picture, wide
from tests.web.browser.server import listening

# What is no page, or leads out of the office.
NO_PAGES = re.compile(r"\.(svg|pdf|json|csv|zip|xml)$|/logout/|/oidc/|/static/")
EXAMPLES = 1  # of each kind of page
FEWEST = 5  # kinds of page that anybody reaches


@pytest.fixture
def demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a fresh copy of the demonstration answers."""
    from clemency.web.config import config

    monkeypatch.setattr(config(), "demo", True)
    demo.served(tmp_path / "office")
    with listening() as address:
        yield address
    serving.leave()


def pages(page: Page, start: str, language: str) -> Iterator[tuple[str, int]]:
    """Opens page after page, breadth first, one of each kind, only in this language."""
    waiting, seen, kinds = deque([start]), {start}, dict[str, int]()
    while waiting:
        at = waiting.popleft()
        kind = _kind(at, language)
        if kind is None or kinds.get(kind, 0) >= EXAMPLES:
            continue
        answer = page.goto(at)
        assert answer is not None
        if "html" not in answer.headers.get("content-type", ""):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        yield kind, answer.status
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            there = urljoin(at, link).partition("#")[0]
            if there not in seen and _ours(there, start, language):
                seen.add(there)
                waiting.append(there)


def _ours(there: str, start: str, language: str) -> bool:
    parts = urlsplit(there)
    return (
        parts.netloc == urlsplit(start).netloc
        and parts.path.startswith(f"/{language}/")
        and not NO_PAGES.search(parts.path)
    )


def _kind(at: str, language: str) -> str | None:
    """The view behind an address. In English each act is a kind of its own: their forms differ."""
    try:
        with translation.override(language):
            found = resolve(urlsplit(at).path)
    except Resolver404:
        return None
    asked = [found.kwargs["act"]] if "act" in found.kwargs and language == "en" else []
    return "-".join([found.view_name.replace(":", "-"), *asked])


# Who looks, in which language; together every part of the office in every language.
LOOKS = {
    "public-en": "",
    "public-he": "",
    "public-ar": "",
    "petitioner-ar": "petitioner",
    "lawyer-he": "counsel",
    "clerk-he": "clerk",
    "department-ar": "department",
    "agency-en": "police",
    "minister-he": "minister",
    "president-ar": "president",
}
EACH_TIME = ("petitioner-ar",)
"""Who looks on each commit; all the others when everything is run."""
PICTURES = "CLEMENCY_PICTURES" in os.environ  # they take as long as all the rest


@pytest.mark.parametrize(
    "looks",
    [pytest.param(one, marks=() if one in EACH_TIME else pytest.mark.long) for one in LOOKS],
)
def test_every_page_can_be_read_by_everybody(
    browsers: Opens, demonstration: str, looks: str
) -> None:
    who, _, language = looks.partition("-")
    context = browsers(locale=language)
    if LOOKS[looks]:
        cookies = demo.signed_in(login_of(LOOKS[looks])).cookies.values()
        context.add_cookies(
            [{"name": one.key, "value": one.value, "url": demonstration} for one in cookies]
        )
    page = context.new_page()
    kinds, faults = 0, []
    begin = "desk/" if who not in ("public", "petitioner", "lawyer") else ""
    for kind, status in pages(page, f"{demonstration}/{language}/{begin}", language):
        kinds += 1
        try:
            assert status < 400, f"{page.url}: {status}"
            look(page)
            if PICTURES:
                picture(page, f"{who}/{kind}-{language}")
            narrow(page)
            if PICTURES:
                picture(page, f"{who}/{kind}-{language}-narrow")
        except AssertionError as fault:
            picture(page, f"faults/{who}-{kind}-{language}")
            faults.append(str(fault))
        wide(page)
    assert not faults, "\n\n".join(faults)
    assert kinds >= FEWEST


def login_of(named: str) -> str:
    """Somebody of the demonstration: an officer by their login, or the first who asks."""
    from clemency.web.demonstration import about

    told = about(demo.made())
    assert told is not None
    asking = [one.login for one in told.petitioners if one.role == named]
    return asking[0] if asking else named
