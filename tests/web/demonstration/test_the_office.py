"""The demonstration of the first pack: real to the clerk, whole, and nobody's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clemency.clerk.office import Clerk
from clemency.clerk.trouble import NoOffice
from clemency.docket.case import STAGES, Case, stage
from clemency.web import application, demonstration
from tests.web.demonstration.conftest import TODAY, Demonstration, read

LANGUAGES = ("en", "he", "ar")
SOON = 7  # days


def cases(office: Demonstration) -> list[Case]:
    found = [matter.case for matter in office.matters]
    assert all(case is not None for case in found)
    return [case for case in found if case is not None]


def reachable(office: Demonstration) -> set[str]:
    """The stages that the pack can bring about: nobody sees a matter that is only new, and nothing
    lapses where neither an act nor the law itself writes it."""
    pack = office.clerk.pack
    kinds = {one.writes for one in (*pack.acts.values(), *pack.by_law.values())}
    return set(STAGES) - {"new"} - (set() if "Lapsed" in kinds else {"lapsed"})


def received(office: Demonstration) -> list[tuple[str, Any]]:
    """What was received, by the number of its matter, as its reader finds it."""
    found = []
    for matter in office.matters:
        words = matter.entries[0].fields.get("words")
        if words:
            sealed = office.clerk.text(matter.number, words)
            assert isinstance(sealed, bytes)
            found.append((matter.number, application.from_words(sealed)))
    return found


def test_as_many_matters_as_were_asked_for(sixty: Demonstration) -> None:
    assert len(sixty.matters) == sixty.made.matters == 60


def test_the_docket_verifies(sixty: Demonstration) -> None:
    assert sixty.clerk.verify().sound


def test_every_stage_occurs(sixty: Demonstration) -> None:
    assert {stage(case) for case in cases(sixty)} == reachable(sixty)


def test_every_act_of_the_pack_was_done(sixty: Demonstration) -> None:
    done = {row.act for case in cases(sixty) for row in case.acts}
    assert set(sixty.clerk.pack.acts) <= done


def test_people_write_in_three_languages(sixty: Demonstration) -> None:
    told = {matter.entries[0].fields.get("language") for matter in sixty.matters}
    assert set(LANGUAGES) <= told


def test_nothing_is_written_today_or_later(sixty: Demonstration) -> None:
    assert max(entry.fields["on"] for matter in sixty.matters for entry in matter.entries) < TODAY


def test_clocks_run(sixty: Demonstration) -> None:
    """Something is due this week, something is overdue, something came late, a letter waits."""
    asked = [
        (row.due_on - TODAY).days
        for case in cases(sixty)
        if case.decided_on is None
        for row in case.opinions
        if row.due_on and row.received_on is None and row.dispensed_on is None
    ]
    assert any(0 <= days <= SOON for days in asked)
    assert any(days < 0 for days in asked)
    assert any(row.late for case in cases(sixty) for row in case.opinions)
    assert any(stage(case) == "received" for case in cases(sixty))


@pytest.mark.parametrize(
    "shows",
    [
        "any(o.conditional for o in case.outcomes)",
        "{o.granted for o in case.outcomes} == {True, False}",
        "case.substitutes and case.recusals",
        "case.overrides",
        "any(v.heard_on for v in case.victims)",
        "any(v.declined_on for v in case.victims)",
        "any(l.relation == 'co-petitioner' for l in case.links)",
        "any(l.relation == 'earlier-petition' for l in case.links)",
        "case.track == 'military' and case.effective_on",
        "case.channel == 'paper' and case.petition_on",
        "case.channel == 'prison' and case.petition_on",
        "case.in_public_office and case.publications",
        "case.office_statements",
        "case.statements",
        "len({i.received_on is None for i in case.items if i.of == 'petitioner'}) == 2",
        "any(m.role == 'counsel' for m in case.mandates)",
    ],
)
def test_somewhere_it_is_shown(sixty: Demonstration, shows: str) -> None:
    assert any(eval(shows, {"case": case}) for case in cases(sixty)), shows


def test_applications_are_in_the_form_that_the_portal_uses(sixty: Demonstration) -> None:
    forms = [one for _, one in received(sixty) if isinstance(one, application.Application)]
    assert {one.language for one in forms} == set(LANGUAGES)
    assert {one.door for one in forms} == set(application.DOORS)
    assert {part.prompt for one in forms for part in one.statement} == set(application.PROMPTS)
    for one in forms:
        assert one.person.name and one.answers and one.statement and one.declared_on
        assert (one.filer is not None) is (one.door in ("relative", "counsel"))
        assert all(answer.question and answer.answer for answer in one.answers)
        assert not [part.text for part in one.statement if "{" in part.text or not part.title]


def test_attached_documents_are_those_that_were_sent(sixty: Demonstration) -> None:
    attached = {
        (number, one.what, one.digest)
        for number, form in received(sixty)
        if isinstance(form, application.Application)
        for one in form.documents
        if one.state == "attached"
    }
    assert attached
    assert attached <= {(number, paper.what, paper.digest) for number, paper in _papers(sixty)}
    for _, paper in _papers(sixty):
        assert paper.content.startswith(b"%PDF-")


def _papers(office: Demonstration) -> list[tuple[str, application.Paper]]:
    found = []
    for matter in office.matters:
        for entry in matter.entries:
            words = entry.fields.get("words")
            if entry.kind in ("PetitionSupplemented", "InformationReceived") and words:
                sealed = office.clerk.text(matter.number, words)
                assert isinstance(sealed, bytes)
                one = application.from_words(sealed)
                if isinstance(one, application.Paper):
                    found.append((matter.number, one))
    return found


def test_letters_have_a_sender_and_words(sixty: Demonstration) -> None:
    letters = [one for _, one in received(sixty) if isinstance(one, application.Letter)]
    assert letters
    assert all(one.sender["name"] and one.text for one in letters)


# --- who can sign in ------------------------------------------------------------------------------


def test_every_office_has_somebody(sixty: Demonstration) -> None:
    held = {row.office for row in sixty.clerk.appointments().rows}
    assert held == {one.id for one in sixty.clerk.pack.offices.values() if not one.outside}


def test_officers_are_told_with_name_language_and_login(sixty: Demonstration) -> None:
    officers = demonstration.people(sixty.clerk.pack)
    assert tuple(officers) == sixty.made.officers
    people = [one for one in officers if one.login]
    assert len({one.login for one in people}) == len(people)
    assert len({one.ref for one in officers}) == len(officers)
    assert all(set(one.names) == set(LANGUAGES) for one in officers)
    assert {one.language for one in officers} == set(LANGUAGES)
    software = [one for one in officers if not one.login]
    assert [one.offices for one in software] == [("portal",)]


def test_those_outside_have_matters_of_their_own(sixty: Demonstration) -> None:
    numbers = {matter.number for matter in sixty.matters}
    outside = {one.login: one for one in sixty.made.petitioners}
    assert {one.role for one in outside.values()} == {"petitioner", "relative", "counsel", "sender"}
    assert all(one.name and set(one.matters) <= numbers for one in outside.values())
    assert not {one.login for one in sixty.made.officers if one.login} & set(outside)
    for one in outside.values():
        case = sixty.clerk.matter(one.matters[0]).case
        assert case is not None
        filer = {"petitioner": "person", "sender": None}.get(one.role, one.role)
        assert case.filer == filer


def test_it_says_of_itself_that_it_is_one(sixty: Demonstration, tmp_path: Path) -> None:
    assert demonstration.about(sixty.folder) == sixty.made
    assert demonstration.about(tmp_path) is None


# --- the same again -------------------------------------------------------------------------------


def plain(clerk: Clerk) -> list[Any]:
    """Numbers, days, acts, facts and texts, without what is drawn afresh."""
    found = []
    for matter in read(clerk):
        texts = []
        for entry in matter.entries:
            for name, value in sorted(entry.fields.items()):
                if isinstance(value, str) and len(value) == 64:
                    texts.append((entry.kind, name, clerk.text(matter.number, value)))
        assert matter.facts is not None and matter.case is not None
        steps = [(one.kind, one.fields["on"]) for one in matter.entries]
        found.append((matter.number, stage(matter.case), steps, matter.facts.plain, texts))
    return found


def test_the_same_seed_gives_the_same_office(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        demonstration.make(tmp_path / name, matters=9, today=TODAY, seed=7)
        with Clerk.open(tmp_path / name) as clerk:
            made.append(plain(clerk))
    assert made[0] == made[1]


def test_one_matter_is_one_matter(tmp_path: Path) -> None:
    assert demonstration.make(tmp_path / "office", matters=1, today=TODAY).matters == 1


# --- what may go wrong ----------------------------------------------------------------------------


def test_interrupted_it_leaves_no_office_and_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "office"

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstration.make(folder, matters=2, today=TODAY, progress=stop)
    assert not (folder / "office.toml").exists()
    told: list[tuple[int, int]] = []
    made = demonstration.make(
        folder, matters=2, today=TODAY, progress=lambda done, of: told.append((done, of))
    )
    assert made.matters == 2
    assert told and all(done == of for done, of in told[-1:])
    assert not (folder / ".unfinished").exists()
    with Clerk.open(folder) as clerk:
        assert len(read(clerk)) == 2


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NoOffice, match="not empty"):
        demonstration.make(tmp_path, matters=1, today=TODAY)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
