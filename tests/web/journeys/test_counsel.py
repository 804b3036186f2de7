"""A lawyer with an account and two clients; and the day after the mandate has ended."""

from __future__ import annotations

import re
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from clemency.web.accounts.models import MatterKey, Profile
from tests.web.browser.conftest import Arrives
from tests.web.browser.persona import Persona
from tests.web.journeys import asking
from tests.web.offices import Office
from tests.web.tracker import matters

PASSWORD = "olive-tree-and-rain"
ANSWERS = {"has_mandate": "yes", **asking.SENTENCED}
LAST_DAY, THE_DAY_AFTER = "2026-04-30", "2026-05-01"


@pytest.mark.parametrize("language", ["en", "he"])
def test_counsel_acts_until_the_mandate_ends(
    arrives: Arrives, office: Office, language: str
) -> None:
    has_an_account(language)
    counsel = arrives("counsel", language)
    signs_in(counsel)
    first = files_for_a_client(counsel)
    second = has_another_client(office)
    office.act(first, "ask-information", by="president_legal", fields={"items": ("judgment",)})

    sees_what_is_due_at_one_desk(counsel, first, second)
    counsel.returns_on(LAST_DAY)
    counsel.opens(f"my/{first}/")
    counsel.reads(first)
    counsel.returns_on(THE_DAY_AFTER)
    sees_nothing_any_more(counsel, first, second)


def has_an_account(language: str) -> None:
    user = get_user_model().objects.create_user("tamar", "tamar@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    Profile.objects.create(user=user, name="Tamar Example", language=language)


def signs_in(counsel: Persona) -> None:
    counsel.opens("")
    counsel.follows("common.page.sign_in")
    counsel.writes("login", "tamar")
    counsel.writes("password", "not the password")
    counsel.page.locator('main button[type="submit"]').first.click()
    counsel.looks("mistyped")
    counsel.writes("password", PASSWORD)
    counsel.page.locator('main button[type="submit"]').first.click()
    counsel.page.wait_for_url(re.compile("/my/"))


def files_for_a_client(counsel: Persona) -> str:
    """A request with a mandate that ends; its number."""
    asking.begins(counsel, "counsel", ANSWERS)
    counsel.presses("petition.place.go_on")
    asking.to_task(counsel, "filer-counsel")
    counsel.writes("name", "Tamar Example")
    counsel.writes("licence", "12345")
    counsel.chooses("tell_by", "portal")
    asking.goes_on(counsel)
    asking.to_task(counsel, "person")
    counsel.writes("name", asking.NAMES[counsel.language])
    asking.goes_on(counsel)
    asking.to_task(counsel, "questions")
    asking.answers(counsel, {"convicted": "yes", "person_deceased": "no"})
    asking.to_task(counsel, "mandate-counsel")
    counsel.chooses("scope", "whole")
    counsel.chooses("agrees", "not-yet")
    counsel.writes_day("until_on", "2020-01-01")
    asking.goes_on(counsel)
    counsel.reads_word("petition.mandate.ended")
    counsel.writes_day("until_on", LAST_DAY)
    counsel.looks("mandate")
    asking.goes_on(counsel)
    asking.tasks(counsel)
    asking.to_task(counsel, "check")
    return asking.declares_and_sends(counsel)


def has_another_client(office: Office) -> str:
    """Whose matter was kept with the account before."""
    number = matters.opened(office, "counsel")
    office.key(number, "counsel")
    user = get_user_model().objects.get(username="tamar")
    MatterKey.objects.filter(number=number).update(user=user)
    return number


def sees_what_is_due_at_one_desk(counsel: Persona, first: str, second: str) -> None:
    counsel.opens("my/")
    counsel.follows("tracker.clients.title")
    counsel.reads(first)
    counsel.reads(second)
    counsel.reads(counsel.says.plural("tracker.home.asked", 1))
    counsel.reads(counsel.says.day(date.fromisoformat(LAST_DAY)))
    counsel.looks("desk")
    counsel.follows_link(first)
    counsel.follows("tracker.tab.people")
    counsel.reads_word("tracker.people.gets_counsel")
    assert counsel.page.request.get(f"{counsel.page.url}../withdraw/").status == 404


def sees_nothing_any_more(counsel: Persona, first: str, second: str) -> None:
    counsel.opens(f"my/{first}/")
    counsel.reads_word("common.error.not_found.title")
    counsel.opens("my/clients/")
    counsel.does_not_read(first)
    counsel.reads(second)
    counsel.looks("desk-after")
