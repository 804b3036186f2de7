"""A browser, the office behind a socket, and people who use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import NO_BROWSER
from tests.web.browser.engine import started
from tests.web.browser.looking import TALL, WIDE
from tests.web.browser.persona import Persona
from tests.web.browser.server import listening
from tests.web.offices import Office


@pytest.fixture(scope="session")
def chromium() -> Browser:
    """The machine's own Chromium; none is ever downloaded."""
    browser = started()
    if browser is None:
        pytest.skip(NO_BROWSER)
    return browser


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Where the office of this test answers."""
    with listening() as at:
        yield at


Opens = Callable[..., BrowserContext]


@pytest.fixture
def browsers(chromium: Browser) -> Iterator[Opens]:
    """Makes browsers that know nothing of each other; what fails in a page's script fails the
    test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(**options: object) -> BrowserContext:
        size = {"width": WIDE, "height": TALL}
        context = chromium.new_context(**{"viewport": size, "reduced_motion": "reduce", **options})
        context.set_default_timeout(90_000)  # milliseconds: a busy machine is no failure
        context.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def page(browsers: Opens) -> Page:
    """A page in a new browser."""
    return browsers().new_page()


Arrives = Callable[..., Persona]


@pytest.fixture
def arrives(browsers: Opens, address: str, office: Office) -> Arrives:
    """Somebody sits down at a browser: `arrives("petitioner", "he")`.

    seat    the office for which they sign in; left out, nobody signs in
    script  False: a browser without JavaScript
    """

    def person(
        called: str, language: str = "en", *, seat: str = "", which: str = "o", script: bool = True
    ) -> Persona:
        context = browsers(java_script_enabled=script, locale=language)
        if seat:
            cookies = office.officer(seat, which=which, language=language).cookies
            context.add_cookies(
                [{"name": one.key, "value": one.value, "url": address} for one in cookies.values()]
            )
        return Persona(called, context.new_page(), address, language, office, script)

    return person
