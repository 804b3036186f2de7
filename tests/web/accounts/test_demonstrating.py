"""The demonstration's logins: everybody in it is invented, and anybody may be anybody."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from django.contrib.auth import get_user_model

from clemency.web.accounts import codes, demonstrating
from clemency.web.accounts.models import MatterKey
from clemency.web.config import Config
from clemency.web.demonstration.made import Made, keep
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner
from tests.web.offices import DAY, Office
from tests.web.tracker import matters

PASSWORD = "clemency-demo"


def _made(office: Office) -> Made:
    number = matters.opened(office)
    clerk = DemoOfficer(
        "o-president_legal",
        MappingProxyType({"en": "Noa Invented", "he": "נועה בדויה"}),
        ("president_legal",),
        "he",
        "clerk",
    )
    software = DemoOfficer("portal-1", MappingProxyType({"en": "Portal"}), ("portal",))
    asks = DemoPetitioner("petitioner", "Dov Invented", "en", "petitioner", "story", (number,))
    made = Made("il", 1, 1, DAY, (clerk, software), (asks,))
    keep(office.clerk.folder, made)
    return made


@pytest.fixture
def demo(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office, served as a demonstration."""
    for module in ("demonstrating", "views", "watch"):
        monkeypatch.setattr(
            f"clemency.web.accounts.{module}.config",
            lambda: Config(demo=True, hosts=("localhost",)),
        )
    demonstrating.make_accounts(_made(office), PASSWORD)
    return office


def test_making_accounts_twice_makes_them_once(office: Office) -> None:
    made = _made(office)
    for _ in range(2):
        demonstrating.make_accounts(made, PASSWORD)
    names = sorted(user.get_username() for user in get_user_model().objects.all())
    assert names == ["clerk", "petitioner"], "nobody signs in as software"
    assert MatterKey.objects.count() == 1


@pytest.mark.parametrize(("language", "name"), [("en", "Noa Invented"), ("he", "נועה בדויה")])
def test_the_sign_in_page_offers_everybody(demo: Office, language: str, name: str) -> None:
    page = demo.anybody().get(f"/{language}/account/login/").content.decode()
    assert name in page and PASSWORD in page


def test_one_button_signs_in(demo: Office) -> None:
    for login, there in (("clerk", "/en/desk/"), ("petitioner", "/en/my/")):
        browser = demo.anybody()
        answer = browser.post("/en/account/demonstration/", {"login": login})
        assert answer["Location"] == "/en/account/arrived/"
        assert browser.get("/en/account/arrived/")["Location"] == there


def test_nobody_else_is_signed_in_so(demo: Office) -> None:
    get_user_model().objects.create_user("real", "real@example.org", "olive-tree-and-rain")
    answer = demo.anybody().post("/en/account/demonstration/", {"login": "real"})
    assert answer.status_code == 404


def test_a_demonstration_matter_opens_with_the_code_that_follows_from_its_number(
    demo: Office,
) -> None:
    number = MatterKey.objects.get().number
    answer = demo.anybody().post("/en/my/code/", {"code": codes.from_words(number)})
    assert answer["Location"] == f"/en/my/{number}/"


def test_where_people_are_real_nobody_is_offered(office: Office) -> None:
    demonstrating.make_accounts(_made(office), PASSWORD)
    page = office.anybody().get("/en/account/login/").content.decode()
    assert "Noa Invented" not in page
    assert demonstrating.invented("clerk") is None
