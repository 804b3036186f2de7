"""Somebody of an office at a browser: opens matters, draws up acts, looks at what they will do, and
confirms them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model

from clemency.docket.order import Order
from clemency.docket.verdict import Refused
from clemency.letters.speech import Speaker
from clemency.web.lists import keeping
from clemency.web.post.models import Letter
from tests.web.acts.stories import journeys, upto
from tests.web.browser.conftest import Arrives
from tests.web.browser.looking import look, narrow, picture, wide
from tests.web.browser.persona import Persona
from tests.web.offices import Office
from tests.web.post import matters

LANGUAGES = ["en", "he"]
PASSWORD = "only-for-tests"


MOST_QUESTIONS = 60
TO_BE_FILLED_IN = ("incomplete", "second-officer")
"""What objects to a form that nobody has filled in yet, and is not worth saying."""


@dataclass
class Worker(Persona):
    """A persona who holds an office.

    seat   the office; "" for somebody outside
    which  which of its officers: the docket knows them as `o-SEAT` or `o2-SEAT`
    """

    seat: str = ""
    which: str = "o"

    def looks(self, name: str) -> None:
        """Keeps how the page looks, on a desk and on a telephone; whether everybody can use it was
        asked when it came."""
        stem = f"{self.called}/{len(self.pictures) + 1:02}-{name}-{self.language}"
        picture(self.page, stem)
        narrow(self.page)
        picture(self.page, f"{stem}-narrow")
        wide(self.page)
        self.pictures.append(stem)

    # --- a matter ----------------------------------------------------------------------------

    def opens_matter(self, number: str, part: str = "") -> None:
        """A matter, or one part of it, by its address below the desk."""
        keeping.catch_up()
        self.opens(f"desk/{number}/{part}")

    def number_here(self) -> str:
        """The number of the matter whose page this is."""
        found = re.search(r"/(\d{4}-\d+)/", self.page.url)
        assert found, self.page.url
        return found[1]

    def finds_nothing_at(self, path: str) -> None:
        """What is not theirs looks like what is not there."""
        answer = self.page.goto(f"{self.address}/{self.language}/{path}")
        assert answer is not None and answer.status == 404, f"{self.page.url} can be opened"
        self.reads_word("common.error.not_found.title")

    def presses_twice(self, text: str, to: str) -> None:
        """Presses the button with this text twice, as fast as a hand can; arrives at this page."""
        self.page.get_by_role("button", name=text).first.dblclick()
        self.page.wait_for_url(f"**/{to}")
        look(self.page)

    def makes_a_link(self, number: str, office: str) -> str:
        """Makes a link by which an office can answer: its address, without the language."""
        self.opens_matter(number, "opinions/")
        form = self.page.locator(f'form[action$="/opinions/{office}/link/"]')
        form.get_by_role("button").click()
        look(self.page)
        self.reads_word("acts.link.title")
        shown = self.page.locator("#address").input_value()
        return shown.partition(f"/{self.language}/")[2]

    def calls(self, office: str) -> str:
        """An office's name, as pages say it."""
        return Speaker(self.office.clerk.pack, self.language).office(office)

    def act_called(self, act: str) -> str:
        """What an act is called on pages."""
        return Speaker(self.office.clerk.pack, self.language).act(act)

    def entry_called(self, kind: str) -> str:
        """What a kind of entry is called on pages."""
        return Speaker(self.office.clerk.pack, self.language).names.kind(kind)

    def looks_for(self, text: str) -> None:
        """Searches for words."""
        keeping.catch_up()
        self.opens(f"desk/search/?{urlencode({'q': text})}")

    def found(self, number: str) -> bool:
        """Whether a matter stands among what was found."""
        return self.page.locator(f'main a[href$="/desk/{number}/"]').count() > 0

    def answers_from_paper(self, written: Mapping[str, str]) -> None:
        """Answers question after question as the paper says; what it does not say, nobody knows."""
        for _ in range(MOST_QUESTIONS):
            at = re.search(r"/(question|list)/(\w+)/$", self.page.url)
            if at is None:
                return
            if at[1] == "list":
                self.chooses("all", "unknown")
            else:
                self._answers(written.get(at[2], "?"))
            with self.page.expect_navigation():
                self.page.get_by_role("button", name=self.says.say("common.form.go_on")).click()
        raise AssertionError(f"{self.page.url}: the questions never end")

    def _answers(self, said: str) -> None:
        of = "answer-other" if self.page.locator('[name="answer-other"]').count() else "answer"
        self.chooses(of, said)

    # --- an act ------------------------------------------------------------------------------

    def begins(self, number: str, act: str, **fields: str) -> None:
        """The form of an act, filled in; days as 2026-06-01, several codes with commas."""
        self.opens(f"desk/{number}/acts/{act}/")
        self.fills_in(**fields)

    def fills_in(self, **fields: str) -> None:
        """Fields of an act, by their names in the entry; `outcomes__0__relief` for a row's."""
        for name, value in fields.items():
            self._fills(f"f.{name.replace('__', '.')}", value)

    def _fills(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"]')
        if self.page.locator(f'[name="{name}-day"]').count():
            self.writes_day(name, value)
        elif field.first.evaluate("one => one.matches('select, [type=radio], [type=checkbox]')"):
            for one in value.split(","):
                self._chooses_or_writes(name, one)
        else:
            self.writes(name, value)

    def _chooses_or_writes(self, name: str, code: str) -> None:
        """What is not listed is written beside the list."""
        here = f'select[name="{name}"] option[value="{code}"], [name="{name}"][value="{code}"]'
        if self.page.locator(here).count():
            self.chooses(name, code)
        else:
            self.writes(f"{name}.other", code)

    def adds_a_row(self, to: str) -> None:
        """Makes room for one more outcome or condition; nothing that was filled in is lost."""
        self._go(self.page.locator(f'button[value="add:{to}"]'))

    def sees_what_it_will_do(self) -> None:
        """Draws it up: what would be entered, who would be told, and nothing written yet."""
        self.presses("acts.form.show")
        self.reads_word("acts.effect.nothing_yet")

    def is_refused(self) -> None:
        """Draws it up, and reads why it cannot be done."""
        self.presses("acts.form.show")
        assert self.page.locator("#refused-head").is_visible(), self.reading()[:2000]
        assert not self.page.locator("#effect-head").count()

    def is_refused_at(self, number: str, act: str, **fields: str) -> None:
        """Begins an act, draws it up, and reads what the command itself would answer."""
        self.begins(number, act, **fields)
        self.is_refused()
        self.reads_the_refusal(number, act, **fields)

    def confirms(self) -> None:
        """Confirms what was shown."""
        self.presses("acts.confirm.do")
        self.reads_word("acts.done.title")

    def signs(self) -> None:
        """Confirms what decides: asked who they are, they prove it with their password."""
        self.presses("acts.confirm.sign")
        if self.page.locator('[name="proof-password"]').count():
            self.writes("proof-password", PASSWORD)
            self.presses("accounts.prove.do_it")
        self.reads_word("acts.done.title")

    def does(self, number: str, act: str, **fields: str) -> None:
        """A whole act, from its form to the docket."""
        self.begins(number, act, **fields)
        self.sees_what_it_will_do()
        self.confirms()

    # --- what a page must say ----------------------------------------------------------------

    def reads_the_refusal(self, number: str, act: str, **fields: Any) -> None:
        """Finds on the page what the command itself would answer, in this person's language."""
        clerk = self.office.clerk
        order = Order(
            act, self.seat, f"{self.which}-{self.seat}", clerk.today(), fields, open=not fields
        )
        verdict = clerk.tried(number, order)
        assert isinstance(verdict, Refused), verdict
        held = clerk.matter(number).facts
        speaker = Speaker(clerk.pack, self.language, held.facts if held else None, clerk.today())
        for one in verdict.objections:
            if fields or one.kind not in TO_BE_FILLED_IN:
                self.reads(speaker.objection(one).head)


def at_work(arrives: Arrives, called: str, language: str, seat: str, which: str = "o") -> Worker:
    """Somebody of an office sits down; they can prove who they are with a password."""
    reference = f"{which}-{seat}"
    users = get_user_model().objects
    user, made = users.get_or_create(
        username=reference, defaults={"email": f"{reference}@office.example"}
    )
    if made:
        user.set_password(PASSWORD)
        user.save()
    given = arrives(called, language, seat=seat, which=which)
    return _worker(given, seat=seat, which=which)


def outside(arrives: Arrives, called: str, language: str, number: str, audience: str) -> Worker:
    """Somebody outside who holds the key to a matter sits down."""
    given = arrives(called, language)
    holder = given.office.keyholder(number, audience)
    given.page.context.add_cookies(
        [{"name": c.key, "value": c.value, "url": given.address} for c in holder.cookies.values()]
    )
    return _worker(given)


def _worker(given: Persona, seat: str = "", which: str = "o") -> Worker:
    return Worker(**vars(given), seat=seat, which=which)


# --- what was before --------------------------------------------------------------------------


def before(office: Office, begins: str, act: str) -> str:
    """A story of the pack up to the day on which somebody does this act: the matter's number."""
    story = next(one for one in journeys(office, "il") if one.name.startswith(begins))
    return upto(office, story, act)[0]


def kinds(office: Office, number: str) -> list[str]:
    """What was entered in a matter, in order."""
    return [entry.kind for entry in office.clerk.matter(number).entries]


def the_post_goes_out() -> None:
    """Letters that are due are made and sent, as the worker does it."""
    matters.run()


def letters_of(number: str) -> list[Letter]:
    """The letters of a matter, in the order in which they were made."""
    return matters.letters(number)
