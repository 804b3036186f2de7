"""Somebody at a browser. Tests of journeys are written with these and can be read aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Locator, Page

from clemency.web.words import Words, in_language
from tests.web.browser.looking import look, narrow, picture, visit, wide
from tests.web.offices import Office

MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")


@dataclass
class Persona:
    """One person at one browser, in one language.

    called   who it is, for the names of pictures
    scripts  whether their browser runs any
    says     the words of the language: `says.say("petition.start.title")`
    """

    called: str
    page: Page
    address: str
    language: str
    office: Office
    scripts: bool = True
    pictures: list[str] = field(default_factory=list)

    @property
    def says(self) -> Words:
        """Every sentence of the pages in this person's language."""
        return in_language(self.language)

    # --- going places ------------------------------------------------------------------------

    def opens(self, path: str) -> None:
        """Types an address: a path after the language, "" for the first page."""
        visit(self.page, f"{self.address}/{self.language}/{path}", scripts=self.scripts)

    def follows(self, key: str, **params: object) -> None:
        """Follows the link that says this."""
        self._go(self.page.get_by_role("link", name=self._word(key, **params)).first)

    def follows_link(self, text: str) -> None:
        """Follows the link with this text."""
        self._go(self.page.get_by_role("link", name=text).first)

    def presses(self, key: str, **params: object) -> None:
        """Presses the button that says this."""
        self._go(self.page.get_by_role("button", name=self._word(key, **params)).first)

    def presses_button(self, text: str) -> None:
        """Presses the button with this text."""
        self._go(self.page.get_by_role("button", name=text).first)

    def goes_back(self) -> None:
        """Uses the browser's own button."""
        self.page.go_back()

    def changes_language(self, to: str) -> None:
        """Reads the same page in another language."""
        self._go(self.page.locator(f'.languages a[hreflang="{to}"]'))
        self.language = to

    def returns_on(self, day: str) -> None:
        """Comes back on a later day: 2026-06-01."""
        self.office.set_day(date.fromisoformat(day))
        self.page.reload()

    # --- answering ---------------------------------------------------------------------------

    def writes(self, name: str, text: str) -> None:
        """Fills the field of this name."""
        self.page.locator(f'[name="{name}"]').fill(text)

    def chooses(self, name: str, value: str) -> None:
        """Takes one of several answers, from a list or from buttons."""
        field = self.page.locator(f'[name="{name}"]')
        if field.first.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def writes_day(self, name: str, day: str) -> None:
        """Fills the three boxes of a day: 2021-06-01."""
        year, month, of_month = day.split("-")
        for part, text in (("day", of_month), ("month", month), ("year", year)):
            self.writes(f"{name}-{part}", str(int(text)))

    # --- reading -----------------------------------------------------------------------------

    def reads(self, text: str, *, citing: str = "") -> None:
        """Finds this text on the page, and the source beside it."""
        shown = self.reading()
        assert _plain(text) in shown, f"{self.page.url} does not say: {text}\n{shown[:2000]}"
        assert _plain(citing) in shown, f"{self.page.url} does not cite: {citing}"

    def reads_word(self, key: str, **params: object) -> None:
        """Finds this sentence of ours on the page."""
        self.reads(self._word(key, **params))

    def does_not_read(self, text: str) -> None:
        """Finds it nowhere: neither on the page nor in its source."""
        assert _plain(text) not in _plain(self.page.content()), f"{self.page.url} says: {text}"

    def reading(self) -> str:
        """What the page says, on one line."""
        return _plain(self.page.locator("body").inner_text())

    # --- looking -----------------------------------------------------------------------------

    def looks(self, name: str) -> None:
        """Looks at the page on a desk and on a telephone, and keeps both pictures."""
        look(self.page, scripts=self.scripts)
        stem = f"{self.called}/{len(self.pictures) + 1:02}-{name}-{self.language}"
        picture(self.page, stem)
        narrow(self.page)
        picture(self.page, f"{stem}-narrow")
        wide(self.page)
        self.pictures.append(stem)

    def _go(self, to: Locator) -> None:
        to.click()
        self.page.wait_for_load_state("load")
        look(self.page, scripts=self.scripts)

    def _word(self, key: str, **params: object) -> str:
        return self.says.say(key, **params)


def _plain(text: str) -> str:
    """Text as the eye takes it: no marks of direction, any white space as one."""
    return " ".join(MARKS.sub("", text).split())
