"""Somebody who asks for clemency, in a browser without JavaScript: readable aloud."""

from __future__ import annotations

import html
import io
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.web.offices import Office

HIDDEN = re.compile(r'<input type="hidden" name="(was|then|once|code)" value="([^"]*)"')
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)

SENTENCED = {
    "measure": "prison",
    "relief": "reduction",
    "imposed_by": "israeli-court",
    "last_decided_on": "-",
}
"""Somebody in prison who never asked before, as the first questions are answered."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (80, 60), colour: str = "red") -> bytes:
    """A photograph."""
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


class Person:
    """A browser, and where it is."""

    def __init__(self, office: Office, language: str = "en", client: Any = None) -> None:
        self.office, self.language = office, language
        self.client = client or office.anybody()
        self.path, self.text, self.status = "", "", 0
        self.hidden: dict[str, str] = {}

    def goes_to(self, path: str) -> Person:
        """Opens a page; `path` begins after the language."""
        whole = path if path.startswith(f"/{self.language}/") else f"/{self.language}{path}"
        self._arrived(self.client.get(whole, follow=True), whole)
        return self

    def sends(self, to: str = "", **fields: Any) -> Person:
        """Sends the form of the page."""
        named = {name.replace("__", "-"): value for name, value in fields.items()}
        where = to or self.path
        self._arrived(self.client.post(where, {**self.hidden, **named}, follow=True), where)
        return self

    def _arrived(self, response: Any, path: str) -> None:
        chain = response.redirect_chain
        self.path = chain[-1][0] if chain else path
        self.status, self.text = response.status_code, response.content.decode()
        self.hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(self.text)}

    @property
    def title(self) -> str:
        """The heading of the page."""
        found = TITLE.search(self.text)
        return html.unescape(re.sub(r"<[^>]+>|\s+", " ", found[1])).strip() if found else ""

    def reads(self, said: str) -> bool:
        """Whether a sentence stands on the page."""
        return said in html.unescape(re.sub(r"<[^>]+>", "", self.text))

    # --- ways through ---------------------------------------------------------------------------

    def answers(self, given: dict[str, str]) -> Person:
        """Goes on answering until no more is asked; what is not told is not known."""
        for _ in range(40):
            asked = re.search(r"/(?:question|about)/([\w%]+)/$", self.path)
            if asked and "/d/" in self.path and "/about/" in self.path:
                return self
            if asked:
                self._answers(given.get(asked[1], "?"))
            elif "/list/" in self.path:
                self.sends(all="yes")
            else:
                return self
        raise AssertionError("the questions never end")

    def _answers(self, said: str) -> None:
        dated = 'name="answer-day"' in self.text
        if dated and re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
            year, month, day = said.split("-")
            self.sends(answer__day=day, answer__month=month, answer__year=year)
        elif 'name="answer-other"' in self.text and said in "?-":
            self.sends(answer__other=said)
        else:
            self.sends(answer=said)

    def checks(self, door: str = "myself", given: dict[str, str] | None = None) -> Person:
        """Through the first questions to their answer."""
        return self.goes_to(f"/ask/check/{door}/").answers(SENTENCED if given is None else given)

    def begins(self, door: str = "myself", given: dict[str, str] | None = None) -> str:
        """From the door to a draft; where its pages begin."""
        self.checks(door, given).goes_to(f"/ask/prepare/{door}/").sends()
        found = re.search(r"^.*/ask/d/\w+/", self.path)
        assert found, self.title
        return found[0]

    def fills_in(self, base: str, door: str = "myself", **answers: str) -> None:
        """Everything that is needed to send, and something of one's own."""
        told = {"convicted": "yes", "relation": "parent", "has_mandate": "yes", **answers}
        self.goes_to(f"{base}questions/").answers(told)
        if door != "myself":
            self.goes_to(f"{base}about/filer/").sends(name="Miriam Example", tell_by="portal")
        told_by = {"tell_by": "portal"} if door == "myself" else {}
        self.goes_to(f"{base}about/person/").sends(name="Dan Example", **told_by)
        self.goes_to(f"{base}story/").sends(**{"why-now": "My mother is ill."})

    def hands_in(self, base: str) -> str:
        """Declares and sends; the number."""
        self.goes_to(f"{base}send/").sends(true="yes")
        found = re.search(r"/sent/([\w-]+)/", self.path)
        assert found, self.text
        return found[1]

    def adds(self, base: str, what: str, name: str, content: bytes) -> Person:
        """A file."""
        file = SimpleUploadedFile(name, content)
        return self.goes_to(f"{base}documents/{what}/").sends(file=file)
