"""The first questions, before anybody signs in: an answer with its law, and nothing kept."""

from __future__ import annotations

import pytest

from clemency.web.petition.models import Draft
from tests.web.offices import Office
from tests.web.petition.person import SENTENCED, Person


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_four_questions_and_an_answer(office: Office, language: str) -> None:
    one = Person(office, language).goes_to("/ask/check/myself/")
    asked = 0
    while "/about/" in one.path:
        asked += 1
        name = one.path.rstrip("/").rpartition("/")[2]
        said = SENTENCED[name]
        one.sends(**({"answer__other": said} if said == "-" else {"answer": said}))
    assert asked == 4
    assert one.path == f"/{language}/ask/check/myself/answer/"
    assert Draft.objects.count() == 0
    assert not one.client.session.keys()


def test_not_here_go_there(office: Office) -> None:
    one = Person(office).checks(given={**SENTENCED, "relief": "furlough"})
    assert one.title == "Not here: another body decides this"
    assert one.reads("President's Office clemency page")
    assert one.reads("Ask the Prison Service")


def test_not_yet_with_the_day_and_what_would_change_it(office: Office) -> None:
    given = {**SENTENCED, "last_decided_on": "2026-02-01"}
    one = Person(office).goes_to("/ask/check/myself/").answers(given)
    assert one.title == "A waiting time may apply"  # what lifts the wait is asked in the form
    assert one.reads("Press, November 2017")
    given = {"measure": "pending-charges", "relief": "pardon", "circumstances_changed": "no"}
    one.goes_to("/ask/check/myself/?anew=1").answers({**given, "last_decided_on": "2026-02-01"})
    assert one.title == "Not yet"
    assert one.reads("A new request is taken up from 1 August 2026.")
    assert one.reads("Press, November 2017")


def test_a_person_must_look(office: Office) -> None:
    given = {"measure": "pending-charges", "relief": "pardon", "last_decided_on": "-"}
    one = Person(office).checks(given=given)
    assert one.title == "You can ask, and a person looks first"
    assert one.reads("HCJ 428/86 Barzilai")


def test_not_knowing_closes_no_door(office: Office) -> None:
    one = Person(office).checks(given={})
    assert one.title == "It is still open"
    assert one.reads("See what you need, and begin")


def test_an_answer_is_changed_and_what_hangs_on_it_goes(office: Office) -> None:
    given = {**SENTENCED, "measure": "record-entry", "record_erased_by_law": "yes"}
    one = Person(office).checks(given=given)
    one.goes_to("/ask/check/myself/about/measure/")
    assert 'value="record-entry" checked' in one.text.replace('" type="radio', "")  # as answered
    one.sends(answer="fine")
    one.answers({**SENTENCED, "measure": "fine"})
    assert one.title == "You can ask"
    assert not one.reads("Has the entry already been erased")


def test_a_relative_is_asked_how_they_are_related(office: Office) -> None:
    one = Person(office).checks("relative", {**SENTENCED, "relation": "other"})
    assert one.title == "Not in this way"
    assert one.reads("first-degree relative")


def test_one_door_forgets_another(office: Office) -> None:
    one = Person(office).checks()
    one.goes_to("/ask/check/relative/answer/")
    assert one.path == "/en/ask/check/relative/about/relation/"
    assert one.goes_to("/ask/check/nobody/").status == 404
    assert one.goes_to("/ask/check/relative/about/filer/").status == 404


def test_a_cookie_that_was_tampered_with_is_nothing(office: Office) -> None:
    one = Person(office).checks()
    one.client.cookies["check"] = one.client.cookies["check"].value[:-3] + "xyz"
    one.goes_to("/ask/check/myself/answer/")
    assert one.path == "/en/ask/check/myself/about/measure/"
