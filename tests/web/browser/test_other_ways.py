"""The way into a request, for those who cannot use a mouse, or whose browser runs no scripts."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona

QUESTIONS = 12  # more than the check ever asks


def goes_on(reader: Persona) -> None:
    """Answers the question on the page with the first answer, with the keyboard alone."""
    tabs_to(reader, "input[type=radio]")
    reader.page.keyboard.press("Space")
    tabs_to(reader, "main button[type=submit]")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")


def tabs_to(reader: Persona, selector: str) -> None:
    """Presses Tab until something of this kind has the focus."""
    for _ in range(60):
        if reader.page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"{reader.page.url}: the keyboard does not reach {selector}")


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_keyboard_alone_leads_from_the_first_question_to_a_code(
    arrives: Arrives, language: str
) -> None:
    reader = arrives("keyboard", language)
    reader.opens("ask/check/myself/")
    for _ in range(QUESTIONS):
        if not reader.page.locator("input[type=radio]").count():
            break
        goes_on(reader)
    assert reader.page.url.endswith("/answer/")
    reader.opens("ask/prepare/myself/")
    tabs_to(reader, "main button[type=submit]")
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    assert reader.page.url.endswith("/place/")
    assert reader.page.locator(".code").is_visible()
    reader.looks("code")


def test_without_scripts_a_request_is_begun_and_found_again(arrives: Arrives) -> None:
    reader = arrives("plain", "ar", script=False)
    reader.opens("ask/check/myself/")
    for _ in range(QUESTIONS):
        answers = reader.page.locator("input[type=radio]")
        if not answers.count():
            break
        answers.first.check()
        reader.page.locator("main form button[type=submit]").first.click()
    assert reader.page.url.endswith("/answer/")
    reader.opens("ask/prepare/myself/")
    reader.page.locator("main form button[type=submit]").first.click()
    code = reader.page.locator(".code").inner_text()

    another = arrives("plain", "en", script=False)
    another.opens("ask/back/")
    another.page.locator("main input[type=text]").first.fill(code.lower().replace("-", " "))
    another.page.locator("main form button[type=submit]").first.click()
    assert "/d/" in another.page.url
    another.looks("back")
