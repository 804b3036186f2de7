"""What everybody may see, and nothing beyond."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from clemency.docket.policy import public_counts
from clemency.web.register.figures import public_figures
from clemency.web.register.procedure import procedure_of
from tests.web.offices import Office

PRIVATE = "private-canary-4711"
PUBLIC = "public-canary-0815"


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def written(office: Office) -> dict[str, str]:
    """A letter in public office that was answered and published, and one of a private sender."""
    public = office.receive(
        by="president_desk",
        fields={
            "channel": "post",
            "sender_office": "head_of_foreign_state",
            "in_public_office": True,
            "asked_for": "pardon",
            "asked_of": "president",
            "language": "en",
        },
        facts={"filer": "other"},
        sealed={"words": PUBLIC},
    )
    office.act(public, "answer-letter", by="president_desk", sealed={"words": f"{PUBLIC} answer"})
    office.act(public, "publish-letter", fields={"place": "site"}, sealed={"document": PUBLIC})
    private = office.receive(
        by="president_desk", facts={"filer": "other"}, sealed={"words": PRIVATE}
    )
    office.act(private, "answer-letter", by="president_desk", sealed={"words": PRIVATE})
    return {"public": public, "private": private}


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_the_procedure_is_told_whole(office: Office, language: str) -> None:
    page = read(office.anybody(), f"/{language}/procedure/")
    steps = [step for part in procedure_of(office.clerk.pack, language) for step in part.steps]
    assert {step.id for step in steps} == {*office.clerk.pack.acts, *office.clerk.pack.by_law}
    for step in steps:
        assert f'id="{step.id}"' in page


def test_the_map_is_drawn_and_its_sheets_end(office: Office) -> None:
    client = office.anybody()
    page = read(client, "/he/procedure/map/")
    sheets = re.findall(r'src="([^"]+\.svg)"', page)
    assert sheets
    for sheet in sheets:
        drawn = client.get(sheet)
        assert drawn["Content-Type"] == "image/svg+xml" and drawn.content.startswith(b"<svg")
    assert client.get(f"/he/procedure/map/{len(sheets) + 1}.svg").status_code == 404


def test_a_letter_in_public_office_is_shown_with_its_answer(
    office: Office, written: dict[str, str]
) -> None:
    for path in ("/en/interventions/", f"/en/register/{written['public']}/"):
        page = read(office.anybody(), path)
        assert PUBLIC in page and "ead of a foreign state" in page


def test_a_private_sender_is_counted_and_never_shown(
    office: Office, written: dict[str, str]
) -> None:
    client = office.anybody()
    assert client.get(f"/en/register/{written['private']}/").status_code == 404
    for path in ("/en/", "/en/register/", "/en/interventions/", f"/en/register/?text={PRIVATE}"):
        typed = re.compile(rf'value="{PRIVATE}"|\?text={PRIVATE}')  # by the reader
        page = typed.sub("", read(client, path))
        assert PRIVATE not in page
        assert written["private"] not in page


def test_a_matter_that_is_not_public_looks_like_none(
    office: Office, written: dict[str, str]
) -> None:
    client = office.anybody()
    theirs = client.get(f"/en/register/{written['private']}/")
    nobodys = client.get("/en/register/2099-0001/")
    strip = re.compile(rb'2026-\d{4}|2099-0001|value="[\w-]{16,}"')
    assert strip.sub(b"", theirs.content) == strip.sub(b"", nobodys.content)


def test_the_figures_are_those_of_the_policy(office: Office, written: dict[str, str]) -> None:
    office.receive(facts={"filer": "other"})
    cases = [office.clerk.matter(row.ref).case for row in office.clerk.matters()]
    wanted = public_counts(case for case in cases if case is not None)
    assert public_figures(office.clerk) == wanted
    assert wanted["interventions"] == 1 and wanted["private_senders"] == 1


def test_the_legend_says_what_is_withheld(office: Office) -> None:
    page = read(office.anybody(), "/en/register/legend/")
    assert "Petition opened" in page or "etition" in page
    shown, _, hidden = page.partition("Shown to nobody outside")
    assert hidden and shown


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_an_empty_register_says_what_would_stand_there(office: Office, language: str) -> None:
    client = office.anybody()
    for path in ("register/", "interventions/", "register/legend/", ""):
        page = read(client, f"/{language}/{path}")
        direction = "ltr" if language == "en" else "rtl"
        assert f'<html lang="{language}" dir="{direction}"' in page


def test_a_pack_without_stories_has_a_first_page_too(ruritania: Office) -> None:
    assert "<h1" in read(ruritania.anybody(), "/en/")


def test_no_page_of_the_public_names_another_host(office: Office) -> None:
    for path in ("/en/", "/en/procedure/", "/en/register/legend/"):
        page = read(office.anybody(), path)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
