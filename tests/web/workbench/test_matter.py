"""A matter's pages: what each office is shown, what can be done next, and why not the rest."""

from __future__ import annotations

import html
import re

import pytest

from clemency.docket.perform import possible
from clemency.letters.speech import Speaker
from clemency.web.workbench import possible as answers
from tests.web.offices import Office
from tests.web.workbench.offices import STATEMENT, asked, desk, letter, petition

PARTS = ("", "docket/", "application/", "people/", "facts/", "notes/", "linked/", "map/", "print/")


@pytest.mark.parametrize("language", ["en", "he", "ar"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_read_in_every_language(office: Office, part: str, language: str) -> None:
    number = asked(office, petition(office))
    page = desk(office, "pardons_department", language).reads(f"{number}/{part}")
    assert f'dir="{"ltr" if language == "en" else "rtl"}"' in page
    assert number in page


def test_the_next_acts_are_those_that_the_command_accepts(office: Office) -> None:
    number = petition(office)
    page = desk(office, "pardons_department").reads(f"{number}/")
    found = office.clerk.matter(number)
    assert found.case is not None and found.facts is not None
    pack, today = office.clerk.pack, office.clerk.today()
    held, facts = office.clerk.appointments(), found.facts.facts
    tried = possible(
        found.case, facts, pack, "pardons_department", "o-pardons_department", today, held, today
    )
    open_ones = {one.act for one in tried if one.refused is None}
    offered = set(re.findall(rf"/desk/{number}/acts/([a-z-]+)/?\"[^>]*>", _open(page)))
    assert open_ones and offered == open_ones


def _open(page: str) -> str:
    """The part of the page that offers what is possible."""
    return page[page.index('id="next"') : page.index('id="not-now"')]


def test_what_is_not_possible_gives_the_refusal_of_the_command(office: Office) -> None:
    number = petition(office)
    page = html.unescape(desk(office, "president").reads(f"{number}/"))
    found = office.clerk.matter(number)
    assert found.case is not None and found.facts is not None
    pack, today = office.clerk.pack, office.clerk.today()
    facts, held = found.facts.facts, office.clerk.appointments()
    tried = possible(found.case, facts, pack, "president", "o-president", today, held, today)
    refused = next(one.refused for one in tried if one.act == "grant")
    assert refused is not None
    for told in Speaker(pack, "en", facts, today).refused(refused):
        assert told.head in page
        for line in told.lines:
            assert line.text in page


def test_one_answer_serves_every_page_of_the_same_state(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = petition(office)
    asked_of: list[str] = []

    def counted(*args: object, **kw: object) -> object:
        asked_of.append("asked")
        return possible(*args, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "possible", counted)
    at = desk(office, "pardons_department")
    at.reads(f"{number}/")
    at.reads(f"{number}/")
    assert len(asked_of) == 1
    asked(office, number)
    at.reads(f"{number}/")
    assert len(asked_of) == 2


def test_a_consulted_office_sees_what_it_was_asked_and_nothing_else(office: Office) -> None:
    number = petition(office)
    police = desk(office, "police")
    assert police.get(f"{number}/").status_code == 404
    asked(office, number)
    page = police.reads(f"{number}/docket/")
    assert "An opinion was asked for" in page
    assert "The file was handed over" not in page
    for part in ("application/", "notes/", "map/", "map.svg", "messages/", "sort/"):
        assert police.get(f"{number}/{part}").status_code == 404


def test_whoever_stands_aside_finds_nothing_anywhere(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    commitment = next(iter(office.clerk.matter(number).entries[0].texts.values()))
    office.act(number, "stand-aside", by="pardons_department")
    missing = at.get("2099-0001/").content
    for part in (*PARTS, "map.svg", "messages/", "sort/", "facts/record/?fact=filer"):
        page = at.get(f"{number}/{part}")
        assert page.status_code == 404, part
    assert at.get(f"{number}/text/{commitment}/").status_code == 404
    assert at.get(f"{number}/document/{commitment}/").status_code == 404
    assert _without_tokens(at.get(f"{number}/").content) == _without_tokens(
        missing.replace(b"2099-0001", number.encode())
    )
    assert desk(office, "pardons_department", which="o2").get(f"{number}/").status_code == 200


def _without_tokens(page: bytes) -> bytes:
    return re.sub(rb'value="[^"]{10,}"', b"", page)


def test_facts_are_hidden_from_an_office_that_is_not_shown_them(office: Office) -> None:
    number = petition(office)
    page = desk(office, "president_desk").reads(f"{number}/facts/")
    assert "and not what they say" in page
    assert "a lighter sentence" not in page
    overview = desk(office, "president_desk").reads(f"{number}/")
    assert "stated by the petitioner" not in overview


def test_a_text_is_shown_in_its_own_direction_and_kept_apart(office: Office) -> None:
    number = petition(office)
    page = desk(office, "pardons_department").reads(f"{number}/application/")
    assert STATEMENT in page
    assert 'dir="auto" class="own-words"' in page


def test_a_document_leaves_as_an_attachment_and_as_nothing_else(office: Office) -> None:
    number = letter(office, "<script>alert(1)</script>")
    commitment = next(iter(office.clerk.matter(number).entries[0].texts.values()))
    at = desk(office, "president_legal")
    assert "<script>alert" not in at.reads(f"{number}/text/{commitment}/")
    other = office.receive(by="president_desk", sealed={"words": "<b>plain</b>"})
    item = next(iter(office.clerk.matter(other).entries[0].texts.values()))
    page = at.get(f"{other}/document/{item}/")
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Type"].startswith("text/plain")
    assert "sandbox" in page["Content-Security-Policy"]
    assert at.get(f"{number}/document/{item}/").status_code == 404  # of another matter


def test_what_others_wrote_meanwhile_is_marked_once(office: Office) -> None:
    number = petition(office)
    at = desk(office, "pardons_department")
    assert "Since you last looked" not in at.reads(f"{number}/")
    asked(office, number)  # by the same officer: nothing new to them
    assert "Since you last looked" not in at.reads(f"{number}/")
    office.act(number, "ask-opinion", by="legal_adviser", fields={"of": "welfare"})
    assert "Since you last looked" in at.reads(f"{number}/")
    assert "Since you last looked" not in at.reads(f"{number}/")


def test_a_grant_that_is_not_in_force_says_so_on_every_page(office: Office) -> None:
    number = petition(office)
    office.act(number, "department-opinion", by="pardons_department", fields={"favours": True})
    office.act(
        number,
        "minister-opinion",
        by="minister_of_justice",
        fields={"favours": True},
        facts={"minister_conflicted": False, "minister_named_by_persons_body": False},
    )
    fields = {"outcomes": [{"relief": "reduction"}]}
    office.act(number, "grant", by="president", fields=fields, sealed={"text": "The fine is less."})
    for part in ("", "docket/", "facts/"):
        page = desk(office, "president_legal").reads(f"{number}/{part}")
        assert "not in force" in page


def test_clocks_unfold_into_their_working(office: Office) -> None:
    number = asked(office, petition(office))
    page = desk(office, "pardons_department").reads(f"{number}/")
    assert "1 April 2026" in page
    assert "30 days" in page
    assert "Ask an office for its opinion" in page


def test_the_map_is_a_picture_of_its_own_that_runs_nothing(office: Office) -> None:
    number = petition(office)
    page = desk(office, "pardons_department", "he").get(f"{number}/map.svg")
    assert page["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in page["Content-Security-Policy"]
    assert b'lang="he"' in page.content


@pytest.mark.parametrize("part", [*PARTS, "map.svg", "sort/", "people/code/", "messages/"])
def test_a_pack_that_lacks_half_of_the_acts_has_every_page_too(
    ruritania: Office, part: str
) -> None:
    number = ruritania.receive(by="pardons_desk", sealed={"words": "A letter."})
    assert desk(ruritania, "pardons_desk").get(f"{number}/{part}").status_code == 200


def test_a_consulted_office_can_answer_what_it_was_asked(office: Office) -> None:
    number = asked(office, petition(office))
    page = desk(office, "police").reads(f"{number}/")
    assert f"/desk/{number}/acts/opinion-received" in page
    assert f"/desk/{number}/acts/grant" not in page
    assert "stated by" not in page  # of the facts it is told nothing


def test_where_it_stands_gives_no_opinion_away(office: Office) -> None:
    number = petition(office)
    office.act(number, "department-opinion", by="pardons_department", fields={"favours": False})
    facts = {"minister_conflicted": False, "minister_named_by_persons_body": False}
    favours = {"favours": False}
    office.act(number, "minister-opinion", by="minister_of_justice", fields=favours, facts=facts)
    assert ">opposed<" in desk(office, "president_legal").reads(f"{number}/")
    page = desk(office, "president_desk").reads(f"{number}/")
    assert ">opposed<" not in page


def test_the_map_tells_nobody_of_a_victim_they_are_not_shown(office: Office) -> None:
    number = petition(office)
    office.clerk.record(
        number,
        {"victim_asked": True, "scheduled_offence": True},
        officer="o-legal_adviser",
        office="legal_adviser",
    )
    told = "Tell a victim of the request and of the right to write"
    seen = desk(office, "legal_adviser").reads(f"{number}/map/")
    hidden = desk(office, "spokesperson").reads(f"{number}/map/")
    assert told in seen
    assert told not in hidden
