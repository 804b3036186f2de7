"""One's own matter: where it stands, on whom it waits; and never more than the policy shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clemency.docket.policy import Viewer
from clemency.web.accounts.models import MatterKey
from clemency.web.tracker import again, standing
from clemency.web.tracker.own import of_key
from clemency.web.words import in_language
from tests.web.offices import DAY, Office
from tests.web.tracker import matters

PAGES = ("", "information/", "messages/", "people/", "add/", "decision/", "again/", "withdraw/",
         "withdraw/confirm/", "map/1.svg", "text/1/0/", "information/judgment/")  # fmt: skip


def _own(office: Office, number: str, audience: str = "petitioner"):  # type: ignore[no-untyped-def]
    office.key(number, audience)
    return of_key(MatterKey.objects.latest("pk"))


@pytest.mark.parametrize("page", PAGES)
def test_without_a_key_there_is_no_such_page(office: Office, page: str) -> None:
    number = matters.opened(office)
    other = matters.opened(office)
    nobody = office.anybody().get(f"/en/my/{number}/{page}")
    stranger = office.keyholder(other).get(f"/en/my/{number}/{page}")
    nowhere = office.keyholder(other).get(f"/en/my/2026-9999/{page}")
    assert [nobody.status_code, stranger.status_code, nowhere.status_code] == [404] * 3
    assert stranger.content.replace(number.encode(), b"") == nowhere.content.replace(
        b"2026-9999", b""
    ), "what is not theirs looks like what is not there"


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_every_page_of_a_matter_is_there_in_every_language(office: Office, language: str) -> None:
    number = matters.opened(office)
    matters.asked(office, number, "judgment", "identity-number")
    browser = office.keyholder(number)
    for page in ("", "information/", "messages/", "people/", "add/", "withdraw/", "map/1.svg"):
        assert browser.get(f"/{language}/my/{number}/{page}").status_code == 200, page


def test_it_waits_on_you_when_something_was_asked(office: Office) -> None:
    number = matters.opened(office)
    before = standing.waiting(_own(office, number))
    assert before.code == "offices"
    matters.asked(office, number, "judgment")
    now = standing.waiting(_own(office, number))
    assert (now.code, now.since) == ("you", DAY)
    assert now.due_on == DAY + timedelta(days=30)


def test_it_waits_on_the_office_that_has_the_file_and_on_those_asked(office: Office) -> None:
    number = matters.opened(office)
    office.act(number, "transfer-to-department", by="portal")
    assert standing.waiting(_own(office, number)).offices == ("pardons_department",)
    office.act(number, "ask-opinion", by="pardons_department", fields={"of": "prison_service"})
    assert standing.waiting(_own(office, number)).offices == ("prison_service",)


def test_the_way_shows_where_it_is(office: Office) -> None:
    number = matters.opened(office)
    states = [one.state for one in standing.way(_own(office, number), in_language("en"))]
    assert states == ["done", "done", "here", "later", "later", "later", "later"]


def test_decided_is_not_in_force(office: Office) -> None:
    number = matters.decided(office)
    browser = office.keyholder(number)
    page = browser.get(f"/en/my/{number}/decision/").content.decode()
    assert page.index("Granted") < page.index("Decided, not in force yet")
    assert "Until then everything stays as it is" in page
    assert "The fine is reduced to one shekel." in page
    assert "Decided, not in force yet" in browser.get(f"/en/my/{number}/").content.decode()


def test_countersigned_is_in_force(office: Office) -> None:
    number = matters.decided(office, signed=True)
    page = office.keyholder(number).get(f"/en/my/{number}/decision/").content.decode()
    assert "In force since 26 March 2026" in page
    assert "not in force" not in page


def test_after_a_denial_the_pack_says_when_to_ask_again(office: Office) -> None:
    number = matters.decided(office, denied=True)
    found = again.earliest(_own(office, number))
    assert found is not None
    assert found.from_on is not None and str(found.from_on) == "2026-09-22"
    page = office.keyholder(number).get(f"/en/my/{number}/again/").content.decode()
    assert "22 September 2026" in page
    assert found.findings[0].rule is not None and found.findings[0].rule.cite.text in page


def test_when_the_time_is_over_nothing_stands_in_the_way(office: Office) -> None:
    number = matters.decided(office, denied=True)
    office.set_day(DAY + timedelta(days=400))
    page = office.keyholder(number).get(f"/en/my/{number}/again/").content.decode()
    assert "No period stands in the way" in page


def test_asking_again_carries_the_answers_into_a_new_draft(office: Office) -> None:
    number = matters.decided(office, denied=True)
    browser = office.keyholder(number)
    there = browser.post(f"/en/my/{number}/again/")["Location"]
    assert browser.get(there).status_code == 200
    from clemency.web.petition import drafts
    from clemency.web.petition.models import Draft

    content = drafts.opened(Draft.objects.get())
    assert content is not None
    assert content.content["answers"]["measure"] == "fine"
    assert content.content["person"]["name"] == "Dov Fictional"
    assert content.content["agreed"] is None


def test_a_relative_cannot_carry_over_the_persons_words(office: Office) -> None:
    number = matters.decided(office, denied=True)
    page = office.keyholder(number, "relative").get(f"/en/my/{number}/again/").content.decode()
    assert "earlier answers" not in page


@pytest.mark.parametrize("audience", ["petitioner", "counsel", "relative"])
def test_what_is_told_is_what_the_policy_shows(office: Office, audience: str) -> None:
    number = matters.decided(office)
    own = _own(office, number, audience)
    shown = office.clerk.matter(number, Viewer(audience, on=office.clerk.today()))
    assert [one.matter_seq for one in own.matter.entries] == [
        one.matter_seq for one in shown.entries
    ]
    seen = {one.fields["on"] for one in shown.entries if "on" in one.fields}
    assert {done.on for done in own.acts_seen()} <= seen


def test_the_map_marks_only_acts_that_what_is_shown_can_only_come_from(office: Office) -> None:
    number = matters.opened(office)
    office.act(number, "transfer-to-department", by="portal")
    person = {done.act for done in _own(office, number).acts_seen()}
    relative = {done.act for done in _own(office, number, "relative").acts_seen()}
    assert "transfer-to-department" in person, "the person is shown to which office it went"
    assert "transfer-to-department" not in relative, "a relative is shown only that it went on"


def test_a_mandate_that_ended_opens_nothing(office: Office) -> None:
    number = matters.opened(office, "counsel")
    holder = office.clerk.new_person()
    mandate = {"holder": holder, "role": "counsel", "until_on": DAY + timedelta(days=5)}
    office.act(number, "record-mandate", by="portal", fields=mandate)
    counsel = office.keyholder(number, "counsel", holder)
    assert counsel.get(f"/en/my/{number}/").status_code == 200
    office.set_day(DAY + timedelta(days=6))
    assert counsel.get(f"/en/my/{number}/").status_code == 404
    assert number not in counsel.get("/en/my/").content.decode()


def test_counsels_desk_lists_what_is_due_first(office: Office) -> None:
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user("rina", "rina@example.org", "olive-tree-and-rain")
    first, second = matters.opened(office, "counsel"), matters.opened(office, "counsel")
    for number in (first, second):
        office.key(number, "counsel")
    MatterKey.objects.update(user=user)
    matters.asked(office, second, "judgment")
    browser = office.anybody()
    assert browser.get("/en/my/clients/")["Location"].startswith("/en/account/login/")
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get("/en/my/clients/").content.decode()
    assert page.index(second) < page.index(first)
    assert "The office needs one thing from you" in page


def test_a_letters_sender_sees_that_it_was_received(office: Office) -> None:
    number = office.receive(by="president_desk", fields={"channel": "post"})
    browser = office.keyholder(number, "sender")
    page = browser.get(f"/en/my/{number}/").content.decode()
    assert "Whoever wrote a letter" in page
    assert "Countersignature" not in page


def test_another_pack_is_told_in_its_own_words(ruritania: Office) -> None:
    number = ruritania.receive(by="portal")
    browser = ruritania.keyholder(number)
    for language in ruritania.clerk.pack.languages:
        assert browser.get(f"/{language}/my/{number}/").status_code in (200, 404)
