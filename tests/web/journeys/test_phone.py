"""What goes wrong for people: no script, no mouse, no line, two windows, a hostile name, a bad
file. Each is said, nothing is lost, and nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Route

from clemency.web.accounts import codes
from clemency.web.petition.models import Draft
from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona
from tests.web.journeys import asking
from tests.web.journeys.asking import keeps
from tests.web.offices import Office
from tests.web.petition.person import Person

HOSTILE = "\u202eelpmaxE naD\u202c 🕊️ <b>\u200b"
SEEN = "elpmaxE naD 🕊️ <b>"
"""The same, as far as anybody can see it."""


@pytest.mark.parametrize("language", ["en", "he"])
def test_without_a_script_a_whole_request_is_sent(
    arrives: Arrives, office: Office, tmp_path: Path, language: str
) -> None:
    dan = asking.on_a_telephone(arrives("no-script", language, script=False))
    asking.begins(dan, "myself", asking.SENTENCED)
    dan.presses("petition.place.go_on")
    asking.to_task(dan, "questions")
    asking.answers(dan, {"convicted": "yes"})
    gives_a_hostile_name(dan)
    sends_bad_files(dan, tmp_path)
    asking.to_task(dan, "story")
    dan.writes("why-now", asking.WORDS[language])
    asking.goes_on(dan)
    asking.to_task(dan, "check")
    dan.reads(SEEN)
    keeps(dan, "check")
    number = asking.declares_and_sends(dan)
    keeps(dan, "receipt")
    assert asking.received(office) == [number]


def gives_a_hostile_name(dan: Persona) -> None:
    """It is shown as it is written; what nobody can see in it is taken out, and that is said."""
    asking.to_task(dan, "person")
    dan.writes("name", HOSTILE)
    dan.chooses("tell_by", "portal")
    asking.goes_on(dan)
    dan.reads_word("petition.about.cleaned")
    assert dan.page.locator('[name="name"]').input_value() == SEEN
    asking.goes_on(dan)


def sends_bad_files(dan: Persona, folder: Path) -> None:
    """Too large, and not what its name says; then a good one."""
    asking.to_task(dan, "documents")
    dan.page.locator("main a.govuk-task-list__link").first.click()
    file = dan.page.locator('[name="file"]')
    large = folder / "large.jpg"  # from a disk, as telephones do it
    large.write_bytes(asking.photograph()["buffer"].ljust(26 * 2**20, b"\0"))
    file.set_input_files(large)
    asking.goes_on(dan)
    dan.reads_word("petition.upload.too-large", name="large.jpg")
    for name, content, fault in (
        ("judgment.pdf", b"MZ\x90\x00 a program", "not-allowed"),
        ("judgment.pdf", asking.photograph()["buffer"], "not-what-it-says"),
    ):
        file.set_input_files([{"name": name, "mimeType": "application/pdf", "buffer": content}])
        asking.goes_on(dan)
        said = dan.says.say(f"petition.upload.{fault}", name=name, kinds="#")
        dan.reads(said.partition("#")[0])
    keeps(dan, "bad-file")
    file.set_input_files([asking.photograph("PNG") | {"name": "judgment.png"}])
    asking.goes_on(dan)
    dan.presses("petition.documents.done")


def begun(office: Office, language: str) -> str:
    """A request that somebody began elsewhere; its code."""
    one = Person(office, language)
    one.begins()
    return codes_of(one)


def codes_of(one: Person) -> str:
    found = one.text.partition('class="code">')[2].partition("<")[0]
    assert codes.read(found), found
    return found


@pytest.mark.parametrize("language", ["en", "he"])
def test_two_windows_a_broken_line_and_the_keyboard(
    arrives: Arrives, office: Office, language: str
) -> None:
    dan = asking.on_a_telephone(arrives("trouble", language))
    code = begun(office, language)
    mistypes_the_code(dan, code)
    writes_in_two_windows(dan)
    loses_the_line(dan)
    answers_with_the_keyboard(dan)
    finds_nothing_after_deleting(dan, code)


def mistypes_the_code(dan: Persona, code: str) -> None:
    dan.opens("ask/back/")
    dan.presses("petition.back.open")
    dan.reads_word("petition.back.missing")
    dan.writes("code", code[:-1])
    dan.presses("petition.back.open")
    dan.reads_word("petition.back.slip")
    assert dan.page.locator('[name="code"]').input_value() == code[:-1]
    keeps(dan, "mistyped")
    dan.writes("code", f" {code.lower()} ")
    dan.presses("petition.back.open")
    dan.reads_word("petition.tasks.title")


def writes_in_two_windows(dan: Persona) -> None:
    """The second to save is shown what the first one saved, and keeps what was typed."""
    asking.to_task(dan, "person")
    dan.writes("name", "From the first window")
    other = dan.page.context.new_page()
    other.goto(dan.page.url)
    other.locator('[name="name"]').fill("From the second window")
    other.locator('[name="tell_by"][value="portal"]').check()
    other.locator("main form button").first.click()
    other.wait_for_load_state("load")
    other.close()
    dan.chooses("tell_by", "portal")
    asking.goes_on(dan)
    dan.reads_word("petition.changed.title")
    dan.reads("From the second window")
    assert dan.page.locator('[name="name"]').input_value() == "From the first window"
    keeps(dan, "two-windows")
    asking.goes_on(dan)
    content = Draft.objects.get()
    assert content.state == "draft"


def loses_the_line(dan: Persona) -> None:
    """The answer never comes: the same page, sent again, saves what was typed, once."""
    asking.to_task(dan, "story")
    words = asking.WORDS[dan.language]
    dan.writes("why-now", words)
    broken = "**/story/"

    def breaks(route: Route) -> None:
        route.abort("internetdisconnected")

    dan.page.route(broken, breaks)
    dan.page.get_by_role("button", name=dan.says.say("common.form.go_on")).click()
    dan.page.wait_for_url("chrome-error://**")
    dan.page.unroute(broken)
    dan.page.reload()
    dan.reads_word("petition.tasks.title")
    asking.to_task(dan, "story")
    assert dan.page.locator('[name="why-now"]').input_value() == words
    asking.tasks(dan)


def answers_with_the_keyboard(dan: Persona) -> None:
    """One question, from the list of tasks and on, without a mouse."""
    presses_with_the_keyboard(dan, 'a[href*="/questions/"]', "Enter")
    question = dan.page.url
    presses_with_the_keyboard(dan, "input[type=radio]", "Space")
    keeps(dan, "keyboard")
    presses_with_the_keyboard(dan, "main button[type=submit]", "Enter")
    assert dan.page.url != question


def presses_with_the_keyboard(dan: Persona, selector: str, key: str) -> None:
    for _ in range(60):
        if dan.page.evaluate(f"document.activeElement.matches('{selector}')"):
            break
        dan.page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{dan.page.url}: the keyboard does not reach {selector}")
    if key == "Space":
        dan.page.keyboard.press(key)
        return
    with dan.page.expect_navigation():
        dan.page.keyboard.press(key)


def finds_nothing_after_deleting(dan: Persona, code: str) -> None:
    asking.tasks(dan)
    dan.follows("petition.leave.delete")
    dan.presses("petition.delete.do")
    dan.opens("ask/back/")
    dan.writes("code", code)
    dan.presses("petition.back.open")
    dan.reads(dan.says.say("petition.back.unknown", days=90).split(".")[0])
    keeps(dan, "deleted")
