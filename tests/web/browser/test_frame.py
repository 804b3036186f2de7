"""The frame around every page, and every component in it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from clemency.web.words import in_language
from tests.web.browser.conftest import Arrives, Opens
from tests.web.browser.looking import fits, look, narrow, picture, visit, wide

LANGUAGES = ("en", "he", "ar")


@pytest.fixture
def guide(monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    """Where every component is shown: only while developing, and in the demonstration."""
    from clemency.web.config import config

    monkeypatch.setattr(config(), "demo", True)
    return f"{address}/{{}}/styleguide{{}}"


@pytest.mark.parametrize("side", ["", "?bench"], ids=["public", "bench"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_component_is_accessible_and_fits(
    page: Page, guide: str, language: str, side: str
) -> None:
    visit(page, guide.format(language, side))
    picture(page, f"guide/{language}{side and '-bench'}")
    narrow(page)
    picture(page, f"guide/{language}{side and '-bench'}-narrow")
    wide(page)
    fits(page)


def test_components_are_not_shown_to_the_public(page: Page, address: str) -> None:
    answer = page.goto(f"{address}/en/styleguide")
    assert answer is not None and answer.status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_says_what_to_do_next(arrives: Arrives, language: str) -> None:
    reader = arrives("stranger", language)
    reader.opens("no-such-page")
    reader.reads_word("common.error.not_found.title")
    reader.reads_word("common.error.not_found.next")
    reader.looks("not-found")


def test_the_page_stays_when_the_language_changes(arrives: Arrives) -> None:
    reader = arrives("reader")
    reader.opens("no-such-page?a=1")
    for language in ("he", "ar", "en"):
        reader.changes_language(language)
        assert reader.page.url.endswith(f"/{language}/no-such-page?a=1")


def test_the_keyboard_reaches_the_main_part_first(page: Page, address: str) -> None:
    page.goto(f"{address}/he/no-such-page")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("one => one === document.activeElement && one.offsetHeight > 20")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, guide: str) -> None:
    page.goto(guide.format("en", ""))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, "
        "textarea, summary')].filter(one => one.getClientRects().length).length"
    )
    seen: set[str] = set()
    for _ in range(wanted * 2):
        page.keyboard.press("Tab")
        seen.add(page.evaluate(WHERE))
    assert not [one for one in seen if one.endswith("unmarked")], seen
    groups = page.locator("input[type=radio]").count() - 1  # one stop for each group
    assert len(seen) >= wanted - groups


# Where the keyboard is, and whether anybody could see it.
WHERE = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const label = one.type === 'radio' || one.type === 'checkbox' ? one.nextElementSibling : null;
  const ring = label ? getComputedStyle(label, '::before') : look;
  const marked = ring.outlineStyle !== 'none' || ring.boxShadow !== 'none' || one === document.body;
  window.seen = window.seen || new Map();
  if (!window.seen.has(one)) window.seen.set(one, window.seen.size);
  return window.seen.get(one) + ' ' + one.tagName + (marked ? '' : ' unmarked');
}"""


def test_nothing_needs_the_script(browsers: Opens, guide: str) -> None:
    page = browsers(java_script_enabled=False).new_page()
    page.goto(guide.format("en", ""))
    assert page.locator("[data-read]").is_hidden()
    assert page.locator("[data-print]").is_hidden()
    words = in_language("en")
    assert page.get_by_text(words.say("common.form.at_most", most=500)).is_visible()
    page.locator(".clock summary").first.click()
    assert page.locator(".clock details[open]").count() == 1


def test_the_script_counts_characters_and_warns_before_leaving(page: Page, guide: str) -> None:
    page.goto(guide.format("en", ""))
    field = page.locator("[data-most]")
    field.fill("x" * 510)
    over = in_language("en").raw("common.form.over").replace("#", "10")
    page.get_by_text(over).wait_for()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(guide.format("he", ""))
    assert asked == ["beforeunload"]
    look(page)


def test_a_form_goes_once_however_often_it_is_pressed(page: Page, guide: str) -> None:
    page.goto(guide.format("en", ""))
    sent: list[str] = []
    page.route("**/*", lambda route: (sent.append(route.request.method), route.abort()))
    page.evaluate(
        "const form = document.querySelector('form[method=post]');"
        "for (let n = 0; n < 3; n++) form.requestSubmit();"
    )
    page.wait_for_timeout(300)
    assert sent.count("POST") == 1


def test_the_first_thing_read_is_what_went_wrong(page: Page, guide: str) -> None:
    page.goto(guide.format("ar", ""))
    assert page.evaluate("document.activeElement.matches('[data-first]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "g-line"


def test_paper_shows_the_page_and_not_its_frame(page: Page, guide: str) -> None:
    page.goto(guide.format("he", "?bench"))
    page.emulate_media(media="print")
    for unwanted in (".languages", ".bench__side", ".filters", ".govuk-button"):
        assert page.locator(unwanted).first.is_hidden(), unwanted
    assert page.locator(".refused").is_visible()
