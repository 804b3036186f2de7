"""A draft in the hands of people: tabs, codes, slips, changes that make answers needless."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from clemency.web.accounts import codes
from clemency.web.petition import drafts, limits, tasks
from clemency.web.petition.models import KEPT, Draft, DraftFile
from tests.web.offices import Office
from tests.web.petition.person import SENTENCED, Person, picture


def content(office: Office) -> drafts.Content:
    found = drafts.opened(Draft.objects.get())
    assert found is not None
    return found.content


def test_every_page_of_a_draft_says_that_nothing_was_sent(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    pages = (
        "",
        "place/",
        "leave/",
        "delete/",
        "about/person/",
        "text/decisions/",
        "story/",
        "documents/",
        "documents/judgment/",
        "check/",
        "question/convicted/",
        "list/proceedings/",
        "list/proceedings/new/",
    )
    for page in pages:
        one.goes_to(base + page)
        assert one.status == 200 and one.reads("Nothing has been sent."), page
        assert not re.search(r"\bcompleted?\b", one.text, re.I), page


def test_nothing_of_a_draft_lies_in_clear(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.adds(base, "judgment", "psak.jpg", picture())
    row = Draft.objects.get()
    stored = bytes(row.sealed) + bytes(DraftFile.objects.get().content)
    for word in (b"Dan Example", b"My mother", b"reduction", b"JFIF"):
        assert word not in stored
    assert not [value for value in one.client.session.values() if "Example" in str(value)]


def test_a_question_is_told_why_and_may_be_left_open(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}question/convicted/")
    assert one.reads("Before conviction the request takes an exceptional track")
    one.sends(answer="?")
    assert content(office)["unknown"] == ["convicted"]
    assert one.goes_to(f"{base}check/").reads("I don’t know")


def test_a_slip_loses_nothing(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}question/offence_on/").sends(
        answer__day="31", answer__month="2", answer__year="2019"
    )
    assert one.reads("There is no such day in the calendar")
    assert 'value="31"' in one.text and 'value="2019"' in one.text
    one.goes_to(f"{base}about/person/").sends(
        name="", address="Nowhere 7", email="no address", tell_by="portal"
    )
    assert one.reads("Give a name") and one.reads("Write an e-mail address")
    assert one.reads("Nowhere 7") and 'value="no address"' in one.text


def test_an_answer_that_makes_others_needless_says_so(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base, sentence_ends_on="2030-01-31")
    assert content(office)["answers"]["sentence_ends_on"] == "2030-01-31"
    one.goes_to(f"{base}question/measure/").sends(answer="fine")
    assert "sentence_ends_on" not in content(office)["answers"]
    for page in ("questions/", "", "list/proceedings/", "check/", "question/measure/"):
        one.goes_to(base + page)
        assert one.reads("Some answers are no longer needed"), page
    assert one.reads("31 January 2030")
    one.goes_to(f"{base}question/convicted/").sends(answer="yes")
    assert not one.goes_to(f"{base}question/measure/").reads("no longer needed")


def test_two_tabs_never_overwrite_each_other_unseen(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}story/")
    other = Person(office, client=one.client).goes_to(f"{base}story/")
    one.sends(**{"why-now": "First words."})
    other.sends(**{"why-now": "Second words."})
    assert other.reads("This was changed elsewhere in the meantime")
    assert other.reads("First words.") and other.reads("Second words.")
    assert content(office)["story"]["why-now"] == "First words."
    other.sends(**{"why-now": "Second words."})
    assert content(office)["story"]["why-now"] == "Second words."


def test_two_tabs_on_different_questions_do_not_disturb_each_other(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}question/convicted/")
    other = Person(office, client=one.client).goes_to(f"{base}question/person_office/")
    one.sends(answer="yes")
    other.sends(answer="-")
    told = content(office)["answers"]
    assert (told["convicted"], told["person_office"]) == (True, "none")


def test_a_change_of_language_loses_nothing(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    for language in ("he", "ar"):
        again = Person(office, language, one.client)
        again.goes_to(base.replace("/en/", f"/{language}/") + "check/")
        assert again.status == 200 and again.reads("My mother is ill.")


def test_while_a_court_is_at_work_nobody_is_asked_what_happened(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}story/")
    assert one.reads("A court may still be at work") and one.reads("Speak with a lawyer")
    assert 'name="what-happened"' not in one.text
    one.sends(**{"what-happened": "I did it.", "why-now": "Now."})
    assert "what-happened" not in content(office)["story"]

    one.goes_to(f"{base}question/convicted/").sends(answer="yes")
    one.goes_to(f"{base}list/proceedings/").sends(all="yes")
    one.goes_to(f"{base}story/")
    assert 'name="what-happened"' in one.text


def test_what_happened_is_not_sent_once_a_court_is_at_work_again(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}question/convicted/").sends(answer="yes")
    one.goes_to(f"{base}list/proceedings/").sends(all="yes")
    one.goes_to(f"{base}story/").sends(**{"what-happened": "Events.", "why-now": "Now."})
    one.goes_to(f"{base}question/convicted/").sends(answer="no")
    assert one.goes_to(f"{base}story/").reads("stays in your draft")
    assert not one.goes_to(f"{base}check/").reads("Events.")


def test_a_list_is_told_row_by_row(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.goes_to(f"{base}list/proceedings/").sends(all="another")
    one.sends(open="no", started_on__year="2018")
    assert one.path.endswith("list/proceedings%5B0%5D.charges/")
    one.sends(all="another")
    one.sends(offence="theft", convicted="?")
    one.sends(all="yes")
    one.sends(all="no")
    listed = content(office)["answers"]["proceedings"]
    assert listed["complete"] is False
    assert listed["list"][0]["charges"] == {
        "complete": True,
        "list": [{"offence": "theft", "convicted": "unknown"}],
    }
    one.goes_to(f"{base}check/")
    assert one.reads("theft") and one.reads("1 listed, the list may not be complete")
    one.goes_to(f"{base}list/proceedings/").sends(remove="0")
    assert content(office)["answers"]["proceedings"]["list"] == []


def test_a_row_that_is_not_there_is_not_found(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    for path in (
        "list/proceedings/5/",
        "list/nothing/",
        "list/charges/new/",
        "question/filer/",
        "question/minister_conflicted/",
        "about/nobody/",
        "text/nothing/",
        "documents/nothing/",
        "mandate/",
    ):
        assert one.goes_to(base + path).status == 404, path


def test_a_no_that_nothing_mends_is_said_and_may_still_be_sent(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.fills_in(base)
    one.goes_to(f"{base}question/relief/").sends(answer="furlough")
    assert one.title == "A rule stands in the way"
    assert one.reads("Prison Service")
    assert content(office)["answers"]["convicted"] is True  # nothing is lost by it
    number = one.hands_in(base)
    assert one.reads("It has a number and will be read by a person.")
    assert one.reads("The President does not decide on furloughs")
    found = office.clerk.matter(number)
    assert "PetitionOpened" not in [entry.kind for entry in found.entries]


# --- files ----------------------------------------------------------------------------------------


def test_papers_are_added_asked_for_or_come_later(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.adds(base, "judgment", "פסק \u202eדין.jpg", picture())
    one.adds(base, "judgment", "again.jpg", picture())  # the same file twice
    one.goes_to(f"{base}documents/other-document/").sends(state="later")
    told = content(office)["documents"]
    assert [file["name"] for file in told["judgment"]["files"]] == ["פסק דין.jpg"]
    assert told["other-document"]["state"] == "later"
    one.goes_to(f"{base}documents/judgment/")
    gone = re.search(r'name="remove" value="(\w+)"', one.text)[1]
    one.sends(remove=gone)
    assert DraftFile.objects.count() == 0
    one.sends(state="ask-the-court")
    assert content(office)["documents"]["judgment"]["state"] == "ask-the-court"


def test_a_file_that_is_not_taken_says_why(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.adds(base, "judgment", "letter.docx", b"PK\x03\x04")
    assert one.reads("letter.docx is not a kind of file that is taken here.")
    one.goes_to(f"{base}documents/judgment/").sends()
    assert one.reads("Choose a file, or say how it should go without one")
    assert DraftFile.objects.count() == 0


def test_no_more_is_kept_than_anybody_needs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clemency.web.petition.uploads.MOST_FILES", 1)
    one = Person(office)
    base = one.begins()
    one.adds(base, "judgment", "a.jpg", picture())
    one.adds(base, "judgment", "b.jpg", picture(colour="blue"))
    assert one.reads("b.jpg was not added")
    assert DraftFile.objects.count() == 1


# --- coming back ----------------------------------------------------------------------------------


def code_of(one: Person) -> str:
    return re.search(r'class="code">([\w-]+)<', one.text)[1]


def test_a_code_leads_back_from_anywhere(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    code = code_of(one)
    other = Person(office, "he")
    other.goes_to("/ask/back/").sends(code=f" {code.lower()} ")
    assert other.path == base.replace("/en/", "/he/")


def test_what_is_not_theirs_and_what_is_not_there_look_alike(office: Office) -> None:
    base = Person(office).begins()
    stranger = Person(office)
    theirs = stranger.goes_to(base)
    seen = (theirs.status, theirs.title)
    nowhere = stranger.goes_to("/ask/d/0123456789abcdef/")
    assert seen == (nowhere.status, nowhere.title) == (404, "Come back to your request")


def test_a_slip_is_told_from_a_code_that_is_unknown(office: Office) -> None:
    one = Person(office).goes_to("/ask/back/")
    assert one.sends(code="ABCD").reads("There is a slip in this code")
    assert 'value="ABCD"' in one.text
    assert one.sends(code="").reads("Type the code that you were given")
    assert one.sends(code=codes.new_code()).reads("No request is kept under this code.")


def test_codes_cannot_be_guessed_one_after_the_other(office: Office) -> None:
    cache.clear()
    one = Person(office).goes_to("/ask/back/")
    for _ in range(limits.WRONG_CODES):
        assert one.sends(code=codes.new_code()).reads("No request is kept under this code.")
    assert one.sends(code=codes.new_code()).reads("Too many codes were tried from here.")
    cache.clear()


def test_a_draft_that_nobody_touches_is_forgotten(office: Office) -> None:
    one = Person(office)
    one.begins()
    code = code_of(one)
    assert drafts.sweep() == 0
    Draft.objects.update(updated_at=timezone.now() - KEPT - timedelta(days=1))
    assert one.goes_to("/ask/back/").sends(code=code).reads("It may have been deleted")
    assert drafts.sweep() == 1
    assert Draft.objects.count() == 0


def test_a_draft_is_deleted_at_once(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.adds(base, "judgment", "a.jpg", picture())
    one.goes_to(f"{base}delete/").sends()
    assert one.path.startswith("/en/ask/")
    assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)
    assert one.goes_to(base).status == 404


def test_the_code_is_mailed_to_an_address_that_is_given(
    office: Office, settings_mail: None
) -> None:
    one = Person(office)
    one.begins()
    code = code_of(one)
    one.sends(email="nonsense")
    assert one.reads("Write an e-mail address") and 'value="nonsense"' in one.text
    one.sends(email="dan@example.org")
    assert one.reads("The code is on its way")
    tasks.mail_code.call(Draft.objects.get().id, "he")
    assert mail.outbox[0].to == ["dan@example.org"]
    assert code in mail.outbox[0].body and "/he/ask/back/?code=" in mail.outbox[0].body


def test_an_account_finds_its_drafts_without_a_code(office: Office) -> None:
    client = office.officer("president_legal")
    base = Person(office, client=client).begins()
    again = office.officer("president_legal")
    assert Person(office, client=again).goes_to(base).status == 200


def test_the_first_answers_are_not_asked_twice(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    told = content(office)["answers"]
    assert told == {**SENTENCED, "last_decided_on": "none"}
    one.goes_to(f"{base}questions/")
    assert "/measure/" not in one.path


def test_mail_that_lies_in_a_file_goes_with_the_draft(office: Office) -> None:
    one = Person(office)
    base = one.begins()
    one.sends(email="dan@example.org")
    tasks.mail_code.call(Draft.objects.get().id, "en")
    folder = office.clerk.folder / "mail"
    assert len(list(folder.glob("*.eml"))) == 1
    one.goes_to(f"{base}delete/").sends()
    assert list(folder.glob("*.eml")) == []
