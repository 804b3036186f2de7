"""The looker itself: what it must see, it sees. Otherwise every page would pass."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.web.browser.looking import fits, look

PAGE = """<!doctype html><html lang="en" dir="ltr"><title>A page</title>
<meta name="viewport" content="width=device-width"><main><h1>A page</h1>{}</main></html>"""


def test_a_good_page_passes(page: Page) -> None:
    page.set_content(PAGE.format("<p>Nothing is wrong here.</p>"))
    look(page)


@pytest.mark.parametrize(
    "wrong",
    [
        '<input type="text">',
        '<p style="color:#999;background:#aaa">Hardly to be read</p>',
        "<h1>A second first heading</h1>",
        "<p>common.page.skip</p>",
        "<p>Received from {sender}</p>",
        "<p>Received on None</p>",
        '<p style="width:200vw">Too wide</p>',
    ],
)
def test_what_is_wrong_is_seen(page: Page, wrong: str) -> None:
    page.set_content(PAGE.format(wrong))
    with pytest.raises(AssertionError):
        look(page)


def test_what_scrolls_by_itself_may_be_wide(page: Page) -> None:
    wide = '<div style="overflow-x:auto" tabindex="0"><p style="width:200vw">A table</p></div>'
    page.set_content(PAGE.format(wide))
    fits(page)
