"""Advisers, ministers and the head of state: who stands aside, who acts instead, two signatures, a
grant in part, and the days between decision and effect."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.journeys.working import (
    LANGUAGES,
    at_work,
    before,
    kinds,
    letters_of,
    the_post_goes_out,
)
from tests.web.offices import Office

TEXT = "The sentence for theft is shortened by four months on condition of treatment."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conflict_is_found_before_anything_reaches_a_decider(
    arrives: Arrives, office: Office, language: str
) -> None:
    number = before(office, "A conflicted minister", "stand-aside")
    adviser = at_work(arrives, "legal-adviser", language, "legal_adviser")
    adviser.opens_matter(number)
    adviser.follows("acts.conflict.title")
    adviser.reads_word("acts.conflict.finding.must")
    adviser.looks("conflicts")

    minister = at_work(arrives, "conflicted-minister", language, "minister_of_justice")
    minister.begins(number, "minister-opinion", favours="yes")
    minister.is_refused()
    minister.reads_the_refusal(number, "minister-opinion", favours=True)
    minister.looks("in-conflict")
    minister.begins(number, "stand-aside", whose="o-minister_of_justice")
    minister.sees_what_it_will_do()
    minister.presses("acts.confirm.do")
    minister.reads_word("acts.notice.stood_aside")
    for path in ("", "docket/", "facts/", "brief/", "opinions/", "acts/minister-opinion/"):
        minister.finds_nothing_at(f"desk/{number}/{path}")
    minister.finds_nothing_at(f"letters/matter/{number}/")
    minister.looks_for(number)
    assert not minister.found(number)

    named = {"substitute": "o2-minister_of_justice", "legal_basis": "basic-law-the-government-31b"}
    adviser.is_refused_at(number, "name-substitute", **named)
    government = at_work(arrives, "government", language, "government")
    government.begins(number, "name-substitute", substitute=named["substitute"])
    government.presses("acts.form.show")
    government.looks("no-legal-basis")
    government.fills_in(legal_basis=named["legal_basis"])
    government.sees_what_it_will_do()
    government.confirms()

    instead = at_work(arrives, "substitute", language, "minister_of_justice", which="o2")
    instead.does(number, "minister-opinion", favours="yes")
    adviser.opens(f"desk/{number}/conflicts/")
    adviser.looks("settled")
    assert kinds(office, number)[-3:] == ["StoodAside", "SubstituteNamed", "Endorsed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_put_aside_only_by_two(arrives: Arrives, office: Office, language: str) -> None:
    number = before(office, "An opinion that never comes", "chase-opinion")
    adviser = at_work(arrives, "first-signer", language, "legal_adviser")
    adviser.begins(number, "override", rule="opinions-settled", reason="It cannot wait.")
    adviser.presses("acts.form.show")
    adviser.looks("alone")
    adviser.chooses("second", "o-president_legal")
    adviser.sees_what_it_will_do()
    adviser.presses("acts.second.first_sign")
    adviser.reads_word("acts.second.waiting_head")
    adviser.looks("waits")
    assert "RuleOverridden" not in kinds(office, number)

    second = at_work(arrives, "second-signer", language, "president_legal")
    second.opens("desk/")
    second.follows("acts.signing.title")
    second.looks("signing")
    second.follows_link(number)
    second.reads("It cannot wait.")
    second.looks("beside")
    second.presses("acts.second.sign")
    second.reads_word("acts.done.title")
    entry = office.clerk.matter(number).entries[-1]
    assert (entry.fields["officer"], entry.fields["second"]) == (
        "o-legal_adviser",
        "o-president_legal",
    )

    letter = office.receive()
    second.begins(letter, "reclassify")
    second.reads_the_refusal(letter, "reclassify")
    second.looks("no-authority")
    assert kinds(office, letter) == ["Received"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grant_in_part_waits_for_its_countersignature(
    arrives: Arrives, office: Office, language: str
) -> None:
    number = before(office, "A grant in part and on a condition", "minister-opinion")
    minister = at_work(arrives, "minister", language, "minister_of_justice")
    minister.begins(number, "minister-opinion", favours="yes", statement="For the person.")
    minister.sees_what_it_will_do()
    minister.looks("endorse")
    minister.confirms()

    president = at_work(arrives, "president", language, "president")
    president.opens("desk/")
    president.reads(number)
    president.looks("tray")
    president.follows("acts.brief.title")
    president.reads_word("acts.brief.no_spread", least=10)
    president.looks("brief")
    president.opens(f"desk/{number}/acts/grant/")
    president.looks("grant-form")
    president.adds_a_row("outcomes")
    president.adds_a_row("conditions")
    president.fills_in(
        outcomes__0__charge="proceedings-0-charges-0",
        outcomes__0__relief="reduction",
        outcomes__0__term_months="20",
        outcomes__0__conditional="yes",
        outcomes__1__charge="proceedings-0-charges-1",
        outcomes__1__relief="reduction",
        outcomes__1__granted="no",
        conditions__0__type="treatment",
        conditions__0__until_on="2026-12-31",
        text=TEXT,
    )
    president.sees_what_it_will_do()
    president.reads_word("acts.effect.not_in_force")
    president.reads(TEXT)
    president.looks("grant")
    president.signs()
    president.looks("granted")
    the_post_goes_out()
    assert told(number, "Granted") == [
        ("minister_of_justice", "to-countersign"),
        ("petitioner", "granted-not-in-force"),
    ]

    minister.opens_matter(number)
    minister.reads_word("acts.banner.decided_head")
    minister.looks("decided")
    minister.begins(number, "withhold-countersignature")
    minister.presses("acts.form.show")
    assert minister.page.locator(".govuk-error-summary").is_visible()  # no grounds, no refusal
    minister.looks("no-grounds")
    minister.fills_in(grounds="identity-not-certain", statement="The papers name two persons.")
    minister.chooses("q.exceptional_grounds", "yes")
    minister.sees_what_it_will_do()
    minister.looks("withhold")
    minister.signs()
    minister.opens_matter(number)
    minister.reads_word("acts.banner.withheld_head")
    minister.looks("withheld")

    office.set_day(office.clerk.today().replace(day=20))
    minister.begins(number, "countersign")
    minister.sees_what_it_will_do()
    minister.looks("countersign")
    minister.signs()
    minister.opens_matter(number)
    minister.does_not_read(minister.says.say("acts.banner.decided_head"))
    the_post_goes_out()

    person, *others = [one for one in letters_of(number) if one.kind == "Countersigned"]
    assert person.who == "petitioner"
    waiting = [one for one in others if one.after == "petitioner"]
    assert {one.state for one in waiting} == {"waiting"}  # nobody acts before the person knows

    clerk = at_work(arrives, "registrar", language, "president_legal")
    clerk.opens(f"letters/matter/{number}/")
    clerk.looks("letters")
    clerk.opens(f"letters/{person.pk}/")
    clerk.looks("letter")
    file = clerk.page.request.get(f"{clerk.address}/{language}/letters/{person.pk}/letter.pdf")
    assert file.body().startswith(b"%PDF-1.7")
    clerk.writes_day("on", office.clerk.today().isoformat())
    clerk.presses("post.do.delivered")
    the_post_goes_out()
    after = [one.state for one in letters_of(number) if one.after == "petitioner"]
    assert "waiting" not in after
    clerk.opens(f"letters/matter/{number}/")
    clerk.looks("letters-gone")
    clerk.page.goto(f"{clerk.address}/{language}/letters/{person.pk}/page")
    assert clerk.page.locator("html").get_attribute("lang") == person.language  # the reader's own
    clerk.reads(number)
    clerk.looks("twin")


def told(number: str, kind: str) -> list[tuple[str, str]]:
    """Who was told of an act, in which order, with which letter."""
    return [(one.who, one.letter) for one in letters_of(number) if one.kind == kind]
