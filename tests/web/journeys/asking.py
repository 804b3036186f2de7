"""What people do who ask for clemency, in a browser: read aloud, it is their story. Everybody here
is fictional."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Locator

from clemency.web.once import SECONDS_TO_WAIT
from tests.web.browser.looking import NARROW, look, picture
from tests.web.browser.persona import Persona
from tests.web.offices import Office

QUESTIONS = 40  # more than any way through the questions has

SENTENCED = {
    "measure": "prison",
    "relief": "reduction",
    "imposed_by": "israeli-court",
    "last_decided_on": "-",
}
"""Somebody in prison who never asked before, as the first questions are answered."""

NAMES = {"en": "Dan Example", "he": "דן לדוגמה", "ar": "داني مثال"}
MOTHERS = {"en": "Miriam Example", "he": "מרים לדוגמה", "ar": "مريم مثال"}
WORDS = {
    "en": "My mother is ill, and I am the only one who can look after her.",
    "he": "אמי חולה, ורק אני יכול לטפל בה.",
    "ar": "أمي مريضة، وأنا وحدي من يستطيع رعايتها.",
}
EMAIL = "dan.fictional@example.org"


def on_a_telephone(reader: Persona) -> Persona:
    """The smallest one that is sold."""
    reader.page.set_viewport_size({"width": NARROW, "height": 640})
    return reader


def keeps(reader: Persona, name: str) -> None:
    """Looks at the page as it is, on this very screen, and keeps a picture."""
    look(reader.page, scripts=reader.scripts)
    stem = f"{reader.called}/{len(reader.pictures) + 1:02}-{name}-{reader.language}"
    picture(reader.page, stem)
    reader.pictures.append(stem)


def photograph(kind: str = "JPEG") -> dict[str, Any]:
    """A page of paper, photographed with a telephone."""
    paper, made = Image.new("RGB", (600, 800), "white"), io.BytesIO()
    ImageDraw.Draw(paper).text((40, 40), "In the name of the law", fill="black")
    paper.save(made, kind)
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": made.getvalue()}


# --- answering ------------------------------------------------------------------------------------


def goes_on(reader: Persona) -> None:
    """Presses the button that leads on: before there is a draft, nothing is saved by it."""
    reader.presses(
        "petition.ask.go_on" if "/ask/check/" in reader.page.url else "common.form.go_on"
    )


def asked(reader: Persona) -> str:
    """The fact that the page asks for; "" where it asks for none."""
    found = re.search(r"/(?:check/\w+/about|question|list)/([\w%]+)/", reader.page.url)
    return found[1] if found else ""


def answers(reader: Persona, given: Mapping[str, Any], *, until: str = "") -> list[str]:
    """Goes on answering to the end, or until a certain fact is asked; which facts were asked.
    What is not given is not known."""
    seen: list[str] = []
    while (fact := asked(reader)) and fact != until:
        assert len(seen) < QUESTIONS, seen
        seen.append(fact)
        if "/list/" in reader.page.url:
            reader.chooses("all", given.get(fact, "yes"))
        else:
            says(reader, given.get(fact, "?"))
        goes_on(reader)
    return seen


def says(reader: Persona, answer: str) -> None:
    """One answer on the page: "?" is "I don't know", "-" is "there is none"."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", answer):
        reader.writes_day("answer", answer)
    elif reader.page.locator('[name="answer-other"]').count():
        reader.chooses("answer-other", answer)
    else:
        reader.chooses("answer", answer)


def begins(reader: Persona, door: str, given: Mapping[str, str]) -> str:
    """From the first page, through the first questions, to a code of one's own."""
    reader.opens("")
    reader.follows("register.home.ask")
    reader.follows(f"petition.start.{door}")
    return goes_through_the_door(reader, given)


def begins_anew(reader: Persona, door: str, given: Mapping[str, str]) -> str:
    """The same, by somebody who has answered the first questions before."""
    reader.opens(f"ask/check/{door}/?anew=1")
    return goes_through_the_door(reader, given)


def goes_through_the_door(reader: Persona, given: Mapping[str, str]) -> str:
    """From the first of the first questions to a code of one's own."""
    answers(reader, given)
    reader.reads_word("petition.verdict.yes")
    reader.presses("petition.verdict.go_on")
    reader.presses("petition.prepare.begin")
    return code_shown(reader)


def code_shown(reader: Persona) -> str:
    """The code on the page, as somebody copies it by hand."""
    return reader.page.locator(".code").inner_text()


def number_shown(reader: Persona) -> str:
    """The number on the receipt."""
    found = re.search(r"\d{4}-\d{4}", reader.page.locator(".govuk-panel").inner_text())
    assert found, reader.reading()
    return found[0]


def tasks(reader: Persona) -> None:
    """To the list of tasks of the draft on whose page one is."""
    found = re.search(r"/(ask/d/\w+/)", reader.page.url)
    assert found, reader.page.url
    reader.opens(found[1])


def to(reader: Persona, page: str) -> None:
    """From the list of tasks to a page below it."""
    reader.opens(reader.page.url.partition(f"/{reader.language}/")[2] + page)


def answers_again(reader: Persona, fact: str, answer: str) -> None:
    """From the list of tasks to a question that was answered before."""
    to(reader, f"question/{fact}/")
    says(reader, answer)
    goes_on(reader)


def to_task(reader: Persona, name: str) -> None:
    """From the list of tasks into one of them."""
    reader.follows(f"petition.task.{name}")


# --- sending --------------------------------------------------------------------------------------


def declares_and_sends(reader: Persona) -> str:
    """From the check of all answers to the receipt; the number."""
    reader.presses("petition.check.go_on")
    reader.chooses("true", "yes")
    reader.presses("petition.send.do")
    return number_shown(reader)


def received(office: Office) -> list[str]:
    """The numbers of everything that ever arrived."""
    found = (office.clerk.matter(one.ref) for one in office.clerk.matters())
    return [one.number for one in found if one.entries[0].kind == "Received"]


def presses_twice(reader: Persona, button: Locator) -> None:
    """A double click, by somebody whose browser does not hold the second one back."""
    form = button.locator("xpath=ancestor::form")
    with reader.page.expect_navigation(timeout=(SECONDS_TO_WAIT + 40) * 1000):
        form.evaluate("form => { form.submit(); form.submit(); }")


def comes_back(reader: Persona, code: str) -> None:
    """From the first page to one's own matter, with the code as it was written down."""
    reader.opens("")
    reader.follows("register.home.return")
    reader.writes("code", code)
    reader.presses("tracker.home.open")
