"""What holds for every page, whatever it shows."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from clemency.web.access import DOORS
from clemency.web.accounts import codes
from tests.web.offices import Office


def views(patterns: list[object] | None = None) -> list[tuple[str, object]]:
    """Every view of ours, with its address."""
    found: list[tuple[str, object]] = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            found += [(f"{one.pattern}{rest}", view) for rest, view in views(one.url_patterns)]
        elif isinstance(one, URLPattern):
            found.append((str(one.pattern), one.callback))
    return [(at, view) for at, view in found if view.__module__.startswith("clemency.")]


def test_every_view_says_who_may_use_it(office: Office) -> None:
    silent = [at for at, view in views() if getattr(view, "seen_by", None) not in DOORS]
    assert silent == []
    assert len(views()) > 10


def test_the_front_door_leads_to_the_readers_language(office: Office) -> None:
    client = office.anybody()
    for asked, page in (("he", "/he/"), ("ar-EG", "/ar/"), ("fr", "/en/")):
        assert client.get("/", headers={"accept-language": asked})["Location"] == page


def test_it_is_alive_and_ready(office: Office) -> None:
    client = office.anybody()
    assert client.get("/health").json() == {"alive": True}
    assert client.get("/ready").json()["ready"] is True


def test_it_is_not_ready_without_its_key(office: Office) -> None:
    (office.clerk.folder / office.clerk.settings.key).unlink()
    answer = office.anybody().get("/ready")
    assert (answer.status_code, answer.json()["office_key"]) == (503, False)


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_what_is_not_there_has_a_page_of_its_own(office: Office, language: str) -> None:
    answer = office.anybody().get(f"/{language}/no-such-page/")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.content.decode()


def test_no_page_has_a_script_or_a_style_inside(office: Office) -> None:
    answer = office.anybody().get("/en/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    page = answer.content.decode()
    assert " style=" not in page and "<style" not in page and "onclick" not in page


def test_a_code_survives_how_people_type_it() -> None:
    for _ in range(200):
        code = codes.new_code()
        typed = code.lower().replace("-", " ")
        assert codes.hashed(typed) == codes.hashed(code)


def test_a_slip_of_the_pen_is_no_code() -> None:
    code = codes.read(codes.new_code()) or ""
    for place in range(len(code)):
        other = "A" if code[place] != "A" else "B"
        assert codes.read(code[:place] + other + code[place + 1 :]) is None
