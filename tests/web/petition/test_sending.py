"""Sent once: whatever breaks in the middle, whoever clicks twice, however somebody comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from clemency.clerk.trouble import Trouble
from clemency.web import counter
from clemency.web.accounts.models import MatterKey
from clemency.web.petition import drafts, sending
from clemency.web.petition.models import SENDING, Draft, Original
from tests.web.offices import Office
from tests.web.petition.person import Person, picture


class Broken(Exception):
    """The machine stopped."""


def received(office: Office) -> list[str]:
    return [one.number for one in office.clerk.matters() if one.stage != "office"]


def ready(office: Office) -> tuple[Person, str]:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.adds(base, "judgment", "a.jpg", picture())
    return one, base


def opened() -> drafts.Open:
    found = drafts.opened(Draft.objects.get())
    assert found is not None
    return found


def test_the_same_click_twice_sends_once(office: Office) -> None:
    one, base = ready(office)
    one.goes_to(f"{base}send/")
    token = dict(one.hidden)
    one.sends(true="yes")
    first = one.path
    one.hidden = token
    one.sends(f"{base}send/", true="yes")
    assert one.path == first
    assert len(received(office)) == 1


def test_the_back_button_after_sending_leads_to_the_receipt(office: Office) -> None:
    one, base = ready(office)
    number = one.hands_in(base)
    for page in ("", "send/", "check/", "story/", "question/measure/"):
        assert one.goes_to(base + page).path == f"/en/ask/sent/{number}/"
    one.sends(f"{base}story/", **{"why-now": "Later."})
    assert one.path == f"/en/ask/sent/{number}/"
    assert len(received(office)) == 1


def test_an_old_form_in_another_tab_changes_nothing(office: Office) -> None:
    one, base = ready(office)
    other = Person(office, client=one.client).goes_to(f"{base}send/")
    one.hands_in(base)
    other.sends(true="yes")
    assert other.path == one.path
    assert len(received(office)) == 1


@pytest.mark.parametrize("after", range(1, 4))
def test_whatever_breaks_is_gone_on_with(
    office: Office, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The machine stops after so many commands, before the answer is noted."""
    _, _ = ready(office)
    done = [0]
    for name in ("receive", "submit"):
        monkeypatch.setattr(counter, name, _stopping(getattr(counter, name), done, after))
    with pytest.raises(Broken):
        sending.send(opened())
    monkeypatch.undo()
    number = sending.send(opened())
    assert received(office) == [number]
    kinds = [entry.kind for entry in office.clerk.matter(number).entries]
    assert kinds == ["Received", "FactsRecorded", "PetitionOpened", "PetitionSupplemented"]
    assert MatterKey.objects.filter(number=number).count() == 1
    assert Original.objects.count() == 1
    assert sending.send(opened()) == number


def _stopping(command: Any, done: list[int], after: int) -> Any:
    def stopped(*args: Any, **kwargs: Any) -> Any:
        found = command(*args, **kwargs)
        done[0] += 1
        if done[0] == after:
            raise Broken
        return found

    return stopped


def test_while_it_is_being_sent_nobody_sends_it_again(office: Office) -> None:
    one, base = ready(office)
    Draft.objects.update(state=SENDING, updated_at=timezone.now(), began_at=0)
    with pytest.raises(sending.Busy):
        sending.send(opened())
    one.goes_to(f"{base}send/")
    assert one.reads("Sending was interrupted")
    assert one.sends().reads("It is being sent at this moment")
    assert received(office) == []


def test_what_is_being_sent_is_not_changed_meanwhile(office: Office) -> None:
    one, base = ready(office)
    one.goes_to(f"{base}story/")
    found = opened()
    Draft.objects.update(state=SENDING)
    assert drafts.change(found, lambda content: content.update(story={})) is not None
    assert opened().content["story"] != {}
    assert one.goes_to(f"{base}story/").path == f"{base}send/"


def test_trouble_before_it_is_received_leaves_a_draft(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, base = ready(office)

    def fails(*_: Any, **__: Any) -> None:
        raise Trouble("The disk is full.", "Make room.")

    monkeypatch.setattr(counter, "receive", fails)
    one.goes_to(f"{base}send/").sends(true="yes")
    assert one.status == 503
    monkeypatch.undo()
    assert Draft.objects.get().state == "draft"
    assert one.goes_to(f"{base}story/").reads("My mother is ill.")
    one.hands_in(base)
    assert len(received(office)) == 1


def test_where_nobody_is_appointed_nothing_is_lost(office: Office) -> None:
    one, base = ready(office)
    for officer in ("o-portal", "o2-portal"):
        office.clerk.end_appointment(officer, "portal")
    office.set_day(office.clerk.today().replace(day=20))
    one.goes_to(f"{base}send/")
    assert one.reads("Nothing can be received at this moment")
    assert one.sends(true="yes").status == 503
    assert Draft.objects.get().state == "draft"


def test_it_is_not_sent_without_a_name_or_a_declaration(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    assert one.goes_to(f"{base}check/").reads("Give the name of the person concerned")
    assert one.goes_to(f"{base}send/").path == f"{base}check/"
    one.goes_to(f"{base}about/person/").sends(name="Dan Example", tell_by="portal")
    one.goes_to(f"{base}send/").sends()
    assert one.reads("Tick the box, or go back and change what is not right")
    assert received(office) == []


def test_a_pack_without_a_form_is_asked_and_sent_all_the_same(ruritania: Office) -> None:
    desk = ruritania.clerk.desk
    ruritania.clerk.desk = replace(desk, pack=replace(desk.pack, portal=None))
    one = Person(ruritania)
    base = one.begins("myself", {})
    one.goes_to(f"{base}questions/").answers({})
    one.goes_to(f"{base}about/person/").sends(name="Dan Example", tell_by="portal")
    one.goes_to(f"{base}documents/other-document/")
    assert one.reads("This office takes no files here.")
    number = one.hands_in(base)
    facts = ruritania.clerk.matter(number).facts
    assert facts is not None and set(facts.plain) == {"filer", "cases"}
    assert one.reads("It has a number and will be read by a person.")
