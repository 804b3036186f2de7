"""Every act of the packs as a form, and every kind of refusal in words."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from clemency.docket.verdict import KINDS
from clemency.law.pack import Pack
from clemency.law.trial import Journey
from clemency.web.words import catalogue
from tests.web.acts.filling import typed
from tests.web.acts.hands import Page, drawn_up, read, signed_in
from tests.web.acts.stories import journeys, upto
from tests.web.offices import Office


def inside(pack: Pack, act: str) -> str:
    """An office that does the act, of the institution where there is one."""
    by = pack.acts[act].by
    return next((one for one in by if not pack.offices[one].consulted), by[0])


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_every_act_of_the_first_pack_is_a_form(office: Office, language: str) -> None:
    every_form(office, language)


def test_every_act_of_ruritania_is_a_form(ruritania: Office) -> None:
    every_form(ruritania, "en")


def every_form(office: Office, language: str) -> None:
    number, pack = office.receive(), office.clerk.pack
    clients: dict[str, Client] = {}
    for id in pack.acts:
        by = inside(pack, id)
        client = clients.setdefault(by, signed_in(office, f"o-{by}", by))
        response = client.get(f"/{language}/desk/{number}/acts/{id}/")
        if pack.offices[by].consulted:
            assert response.status_code == 404, id  # nothing of this matter is theirs
            continue
        page = read(response)
        assert page.status == 200, id
        assert 'value="try"' in page.text, id
        assert "acts." not in re.sub(r'"[^"]*"|<[^>]+>', "", page.text), id


def test_an_act_that_does_not_exist_is_not_found(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-president", "president")
    assert client.get(f"/en/desk/{number}/acts/nonsense/").status_code == 404
    assert client.get("/en/desk/2026-9999/acts/grant/").status_code == 404


# --- each kind of objection, as an officer meets it ----------------------------------------------


def refused(office: Office, number: str, act: str, by: str, **given: object) -> Page:
    data = {"do": "try", **given}
    client = signed_in(office, str(data.pop("officer", f"o-{by}")), by)
    language = str(data.pop("language", "en"))
    page = drawn_up(client, number, act, data, language)
    assert page.refused and not page.effect, page.text[-3000:]
    return page


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_not_this_office(office: Office, language: str) -> None:
    number = office.receive()
    page = refused(office, number, "withdraw", "spokesperson", language=language)
    assert catalogue(language)["objection.not-competent"] in page.text
    assert str(office.clerk.pack.texts.get("act.withdraw.title", language)) in page.text


def test_not_appointed_on_that_day(office: Office) -> None:
    number = office.receive()
    day = {"on-day": "1", "on-month": "2", "on-year": "2026"}
    page = refused(office, number, "link", "president_desk", **_linked(office), **day)
    assert "does not hold this office on 1 February 2026" in page.text


def _linked(office: Office) -> dict[str, str]:
    return {"f.to": office.receive(), "f.relation": "duplicate"}


def test_stands_aside(office: Office) -> None:
    number = office.receive()
    fields = {"whose": "o2-president_legal", "role": "appointed-by-petitioner"}
    office.act(number, "record-relation", by="president_legal", fields=fields)
    page = refused(
        office,
        number,
        "link",
        "president_legal",
        officer="o2-president_legal",
        **_linked(office),
    )
    assert catalogue("en")["objection.stands-aside"] in page.text


def test_not_now(office: Office) -> None:
    number = office.receive()
    page = refused(office, number, "resume", "president")
    assert catalogue("en")["objection.not-now"] in page.text


def test_a_rule_with_its_source_and_way_forward(office: Office) -> None:
    journey = _journey(office, "An ordinary request")
    number, _ = upto(office, journey, "department-opinion")
    client = signed_in(office, "o-pardons_department", "pardons_department")
    page = read(client.get(f"/en/desk/{number}/acts/grant/"))
    assert page.refused
    grant = signed_in(office, "o-president", "president")
    data = {"do": "try", "n.outcomes": "1", "f.outcomes.0.relief": "reduction", "f.text": "Text."}
    page = drawn_up(grant, number, "grant", data)
    assert page.refused
    assert "Procedure chart of 30 November 2025" in page.text
    assert "Set a policy aside in this matter" in page.text  # the way that this office has
    assert "rule=il-41-review-first" in page.text


def test_not_established_asks_where_the_refusal_stands(office: Office) -> None:
    number = office.receive()
    page = refused(office, number, "open-petition", "president_legal")
    assert catalogue("en")["objection.not-established"] in page.text
    assert 'name="asked" value="filer"' in page.text
    assert 'name="q.filer"' in page.text


def test_a_duty(office: Office) -> None:
    journey = _journey(office, "A victim who asked to be heard")
    number, _ = upto(office, journey, "ask-victim")
    client = signed_in(office, "o-president", "president")
    data = {"do": "try", "n.outcomes": "1", "f.outcomes.0.relief": "reduction", "f.text": "Text."}
    page = drawn_up(client, number, "grant", data)
    assert page.refused
    assert catalogue("en")["objection.duty"] in page.text


def test_incomplete_is_said_beside_the_field_and_keeps_what_was_typed(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-legal_adviser", "legal_adviser")
    data = {"do": "try", "f.reason": "My own words.", "second": "o2-legal_adviser"}
    response = client.post(f"/en/desk/{number}/acts/reclassify/", data)
    assert response.status_code == 400
    page = read(response)
    assert "Classed as: say this too." in page.text
    assert "My own words." in page.text


def test_two_must_sign(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-legal_adviser", "legal_adviser")
    data = {"do": "try", "f.reason": "Words.", "f.classed_as": "enquiry"}
    response = client.post(f"/en/desk/{number}/acts/reclassify/", data)
    assert response.status_code == 400
    assert "Choose who signs as the second officer." in response.content.decode()
    page = refused(office, number, "reclassify", "legal_adviser", **data, second="o-legal_adviser")
    assert catalogue("en")["objection.second-officer"] in page.text


def test_what_cannot_be_set_aside(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-president_legal", "president_legal")
    data = {"do": "try", "f.rule": "il-06-standing", "f.reason": "Words."}
    response = client.post(f"/en/desk/{number}/acts/waive/", data)
    assert response.status_code == 400  # only what can be waived is offered
    assert "choose one of those listed" in response.content.decode()


def test_every_kind_of_objection_has_its_words() -> None:
    for language in ("en", "he", "ar"):
        for kind in KINDS:
            assert catalogue(language)[f"objection.{kind}"]


# --- the form itself -----------------------------------------------------------------------------


def _journey(office: Office, name: str) -> Journey:
    return next(one for one in journeys(office, "il") if one.name.startswith(name))


def test_a_link_fills_in_what_it_says(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-president_legal", "president_legal")
    page = read(client.get(f"/en/desk/{number}/acts/look/?rule=il-08-relative-without-consent"))
    assert re.search(r'value="il-08-relative-without-consent" selected', page.text)


def test_rows_are_added_and_taken_away_without_a_script(office: Office) -> None:
    journey = _journey(office, "A grant in part")
    number, step = upto(office, journey, "grant")
    client = signed_in(office, "o-president", "president")
    act = office.clerk.pack.acts["grant"]
    data = {**typed(act, step.sets), "do": "add:conditions"}
    page = drawn_up(client, number, "grant", data)
    assert page.hidden("n.conditions") == "2"
    assert 'name="f.conditions.1.type"' in page.text
    data = {**typed(act, step.sets), "do": "remove:outcomes:0"}
    page = drawn_up(client, number, "grant", data)
    assert page.hidden("n.outcomes") == "1"
    assert re.search(r'value="proceedings-0-charges-1" checked', page.text)  # the second moved up
    assert step.sets["text"] in page.text


def test_hebrew_and_arabic_forms_run_from_right_to_left(office: Office) -> None:
    number = office.receive()
    client = signed_in(office, "o-president", "president")
    for language in ("he", "ar"):
        page = read(client.get(f"/{language}/desk/{number}/acts/grant/"))
        assert f'<html lang="{language}" dir="rtl"' in page.text


def test_nothing_is_written_by_looking(office: Office) -> None:
    journey = _journey(office, "A grant in part")
    number, step = upto(office, journey, "grant")
    before = office.clerk.checkpoint()
    client = signed_in(office, "o-president", "president")
    page = drawn_up(client, number, "grant", typed(office.clerk.pack.acts["grant"], step.sets))
    assert page.effect
    assert "Decided, not in force" in page.text
    assert "Countersign the grant" in page.text  # what becomes possible
    for heading in ("Hebrew", "Arabic"):
        assert heading in page.text  # the instrument in every language
    assert office.clerk.checkpoint() == before


def test_an_office_that_was_told_to_carry_something_out_can_record_it(office: Office) -> None:
    """It sees no entry of the matter, and nobody else of its kind finds anything there."""
    journey = _journey(office, "A grant in part")
    number, _ = upto(office, journey, "breach")
    client = signed_in(office, "o-prison_service", "prison_service")
    page = read(client.get(f"/en/desk/{number}/acts/breach/"))
    assert page.status == 200
    stranger = signed_in(office, "o-welfare", "welfare")
    assert stranger.get(f"/en/desk/{number}/acts/breach/").status_code == 404
