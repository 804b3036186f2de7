"""A clerk: what comes is registered, sorted, answered in the language in which it was written;
things are asked for; a colleague is at the same matter; paper is entered; words are found."""

from __future__ import annotations

import pytest

from tests.web.browser.conftest import Arrives
from tests.web.journeys.working import LANGUAGES, at_work, kinds, letters_of, the_post_goes_out
from tests.web.offices import Office
from tests.web.workbench.offices import petition

LETTER = "نطلب العفو عن شخص."
WRITTEN = {
    "measure": "prison",
    "relief": "reduction",
    "imposed_by": "israeli-court",
    "last_decided_on": "-",
    "convicted": "yes",
}
"""What a request on paper says; of the rest it says nothing."""
ASKED = ("court-decision", "prison-record", "medical")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_from_abroad_is_registered_and_answered(
    arrives: Arrives, office: Office, language: str
) -> None:
    clerk = at_work(arrives, "registry", language, "president_legal")
    clerk.opens("desk/")
    clerk.follows("workbench.intake.title")
    clerk.chooses("channel", "post")
    clerk.chooses("language", "ar")
    clerk.chooses("sender_office", "head_of_foreign_state")
    clerk.chooses("in_public_office", "yes")
    clerk.chooses("asked_for", "pardon")
    clerk.writes("name", "Sender of an example")
    clerk.presses("workbench.intake.do")
    clerk.reads_word("workbench.intake.nothing")  # neither words nor a scan
    clerk.writes("text", LETTER)
    clerk.looks("intake")
    clerk.presses("workbench.intake.do")
    number = clerk.number_here()
    clerk.reads(LETTER)
    clerk.chooses("q-filer", "other")
    clerk.presses("workbench.sort.show")
    clerk.reads_word("workbench.sort.suggested")
    clerk.looks("ways-to-go")
    assert kinds(office, number) == ["Received"]
    clerk.presses("workbench.sort.do", act=clerk.act_called("answer-letter"))
    assert kinds(office, number) == ["Received", "FactsRecorded", "CorrespondenceAnswered"]
    clerk.looks("answered")
    the_post_goes_out()
    answer = letters_of(number)[-1]
    assert answer.language == "ar"
    clerk.opens(f"letters/{answer.pk}/")
    clerk.reads("هذا ليس طلب عفو")
    clerk.looks("answer")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clerk_at_a_matter_that_a_colleague_works_on_too(
    arrives: Arrives, office: Office, language: str
) -> None:
    first, number = petition(office), petition(office)
    clerk = at_work(arrives, "clerk", language, "president_legal")
    clerk.opens("desk/?queue=open")
    clerk.looks("desk")
    clerk.page.locator(f'button[name="take"][value="{number}"]').click()
    clerk.reads_word("workbench.claim.taken", number=number)
    clerk.opens_matter(number)
    clerk.reads_word("workbench.claim.yours")
    clerk.looks("matter")

    clerk.begins(number, "ask-information", items=",".join(ASKED))
    clerk.sees_what_it_will_do()
    clerk.looks("ask")
    office.act(number, "supplement", by="pardons_department", fields={"items": ["court-decision"]})
    clerk.presses("acts.confirm.do")
    clerk.reads_word("acts.notice.stale")
    clerk.reads(clerk.entry_called("PetitionSupplemented"))
    clerk.looks("overtaken")
    clerk.confirms()
    assert kinds(office, number)[-2:] == ["PetitionSupplemented", "InformationAsked"]
    asked = office.clerk.matter(number).entries[-1].fields["items"]
    assert set(asked) == set(ASKED)

    clerk.opens_matter(number, "notes/")
    clerk.writes("text", "The mother telephoned.")
    clerk.presses("workbench.notes.keep")
    clerk.reads("The mother telephoned.")
    clerk.looks("notes")
    clerk.opens_matter(number, "linked/")
    clerk.writes("to", first)
    clerk.chooses("relation", "earlier-petition")
    clerk.presses("workbench.linked.do")
    clerk.reads_word("workbench.linked.done", other=first)
    clerk.looks("linked")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_found_in_three_scripts_by_those_who_may_read_them(
    arrives: Arrives, office: Office, language: str
) -> None:
    number = petition(office)
    words = {"he": "הרבה השתנה", "ar": "لأسباب إنسانية", "en": "Remorse"}
    for of, text in zip(("police", "welfare", "prison_service"), words.values(), strict=True):
        office.act(number, "ask-opinion", by="pardons_department", fields={"of": of})
        office.act(number, "opinion-received", by=of, fields={"of": of}, sealed={"statement": text})
    clerk = at_work(arrives, "searcher", language, "president_legal")
    post = at_work(arrives, "mailroom", language, "president_desk")
    for text in words.values():
        clerk.looks_for(text)
        assert clerk.found(number)
    clerk.looks("found")
    post.looks_for(words["ar"])
    assert not post.found(number)
    post.looks("not-found")
    post.looks_for(number)
    assert post.found(number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_on_paper_is_entered_question_by_question(
    arrives: Arrives, office: Office, language: str
) -> None:
    clerk = at_work(arrives, "paper", language, "president_legal")
    clerk.opens("desk/intake/")
    clerk.follows("workbench.intake.enter_paper")
    clerk.chooses("door", "myself")
    clerk.presses("petition.enter.begin")
    clerk.looks("tasks")
    draft = clerk.page.url.partition(f"/{language}/")[2]
    clerk.opens(f"{draft}questions/")
    clerk.answers_from_paper(WRITTEN)
    clerk.opens(f"{draft}about/person/")
    clerk.writes("name", "Dan Example")
    clerk.chooses("tell_by", "post")
    clerk.writes("address", "1 Example Street")
    clerk.presses("common.form.go_on")
    clerk.opens(f"{draft}story/")
    clerk.writes("why-now", "My mother is ill.")
    clerk.looks("own-words")
    clerk.presses("common.form.go_on")
    clerk.opens(f"{draft}check/")
    clerk.looks("check")
    clerk.presses("petition.check.go_on")
    clerk.chooses("true", "yes")
    clerk.presses("petition.send.do")
    clerk.looks("entered")
    number = clerk.number_here()
    first = office.clerk.matter(number).entries[0]
    assert (first.fields["channel"], first.fields["officer"]) == ("paper", "o-president_legal")
    assert kinds(office, number)[:3] == ["Received", "FactsRecorded", "PetitionOpened"]
