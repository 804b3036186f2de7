"""Search finds what somebody may see, in three languages, and nothing that was forgotten."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from clemency.web import jobs
from clemency.web.lists import asking, index, keeping
from clemency.web.lists.filters import Filter
from clemency.web.lists.models import Word
from tests.web.lists.conftest import DEPARTMENT, PLEA, Desk, queries
from tests.web.offices import DAY

APPLICATION = {
    "form": "clemency-application-1",
    "language": "ar",
    "person": {"name": "ליאור כנען־שדה", "identity": "000000018", "held_at": "Ayalon"},
    "statement": [{"prompt": "why-now", "title": "Why", "text": "أطلب العفو لأسباب إنسانية"}],
    "documents": [{"what": "judgment", "file": "psak-din.pdf", "digest": "feedface" * 8}],
}


@pytest.mark.parametrize(
    "words",
    [
        "שלום",
        "וחנינה",
        'ת"פ',
        "12345-06-19",
        "12345",
        "canary-plea-4711",
        "בריאות חנינה",
        "2026-0001",
    ],
)
def test_words_of_a_plea_are_found(desk: Desk, words: str) -> None:
    number = desk.received()
    desk.received(words="Something else.")
    assert desk.seen(text=words) == [number]


@pytest.mark.parametrize(
    "words",
    [
        "ליאור",
        "כנען-שדה",
        "כנען",
        "000000018",
        "ayalon",
        "عفو",
        "العفو",
        "لاسباب انسانيه",
        "psak din",
    ],
)
def test_words_of_an_application_are_found(desk: Desk, words: str) -> None:
    number = desk.received(words=json.dumps(APPLICATION, ensure_ascii=False))
    assert desk.seen(text=words) == [number]


def test_what_is_no_word_of_anybody_is_not_in_the_index(desk: Desk) -> None:
    desk.received(words=json.dumps(APPLICATION, ensure_ascii=False))
    assert desk.seen(text="feedface" * 8) == []
    assert desk.seen(text="clemency-application-1") == []


def test_a_paper_is_found_by_its_name_and_not_by_its_bytes(desk: Desk) -> None:
    head = {"name": "תעודה.pdf", "title": "Certificate of merit", "size": 4, "digest": "00"}
    number = desk.petition()
    paper = index.FILE + json.dumps(head, ensure_ascii=False).encode() + b"\n%PDF secretword"
    desk.office.act(number, "supplement", fields={"items": ["other-document"], "words": paper})
    assert desk.seen(text="certificate merit") == [number] == desk.seen(text="תעודה")
    assert desk.seen(text="secretword") == []


def test_all_the_words_must_stand_there(desk: Desk) -> None:
    first, second = desk.received(words="alpha beta"), desk.received(words="alpha gamma")
    assert desk.seen(text="alpha") == [second, first]  # the newest first
    assert desk.seen(text="alpha beta") == [first]
    assert desk.seen(text="beta gamma") == []


def test_words_may_stand_in_different_entries(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.answered(number, "police")
    assert desk.seen(text="canary-plea-4711 canary-opinion-police") == [number]


def test_a_word_counts_only_where_this_viewer_may_read_it(desk: Desk) -> None:
    """An opinion is read by the legal department and by the office that gave it; the portal and
    other consulted offices see that it came, and cannot find it by its words."""
    number = desk.petition()
    for office in ("police", "prison_service"):
        desk.asked(number, office)
        desk.answered(number, office)
    word = "canary-opinion-police"
    assert desk.seen(text=word) == [number]
    assert desk.seen(DEPARTMENT, text=word) == [number]
    assert desk.seen("police", text=word) == [number]
    for other in ("prison_service", "portal", "president_desk", "spokesperson", "welfare"):
        assert desk.seen(other, text=word) == []
    assert desk.seen("prison_service", text="canary-question-police") == []
    assert desk.seen("prison_service", text="canary-opinion-prisonservice") == [number]
    # A word that they may read beside one that they may not is no way round.
    assert desk.seen("portal", text=f"canary-plea-4711 {word}") == []
    assert desk.seen("police", text="canary-plea-4711") == []


def test_a_hit_says_where_the_word_stands(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "police")
    desk.answered(number, "police")
    (row,) = desk.page(text="canary-opinion-police").rows
    assert [(hit.kind, hit.field) for hit in row.hits] == [("OpinionReceived", "statement")]
    (row,) = desk.page(text=number).rows
    assert [hit.field for hit in row.hits] == ["number"]


def test_a_matter_is_found_by_the_office_that_was_asked(desk: Desk) -> None:
    number = desk.petition()
    desk.asked(number, "prison_service")
    assert desk.seen(text="prison service") == [number]
    assert desk.seen(text="שירות בתי הסוהר") == [number]


def test_search_and_filters_go_together(desk: Desk) -> None:
    letter, petition = desk.received(), desk.petition()
    assert desk.seen(text="canary-plea-4711") == [petition, letter]
    assert desk.seen(text="canary-plea-4711", kind="petition") == [petition]


def test_who_stands_aside_finds_nothing(desk: Desk) -> None:
    number = desk.petition()
    desk.office.act(
        number, "stand-aside", officer="o2-president_legal", fields={"reason": "family"}
    )
    assert desk.seen(officer="o2-president_legal", text="canary-plea-4711") == []
    assert desk.seen(officer="o2-president_legal", text=number) == []


def test_no_word_lies_there_to_be_read(desk: Desk) -> None:
    desk.received(words=json.dumps(APPLICATION, ensure_ascii=False))
    desk.petition()
    keeping.catch_up()
    file = desk.office.clerk.folder / desk.office.clerk.settings.desk
    connection.close()
    stored = file.read_bytes()
    for word in ("canary", "ליאור", "כנען", "العفو", "ayalon", "Ayalon", "000000018"):
        assert word.encode() not in stored


def test_another_office_has_other_numbers_for_the_same_words(desk: Desk) -> None:
    key = index.Key.of(desk.office.clerk.desk)
    assert key.number("mercy") == index.Key.of(desk.office.clerk.desk).number("mercy")
    assert key.number("mercy") != index.Key(bytes(32)).number("mercy")
    assert 0 <= key.number("mercy") < 2**63


# --- forgetting ---------------------------------------------------------------------------------


def forget(desk: Desk, person: str) -> None:
    desk.office.clerk.forget(
        person,
        officer="o-president_legal",
        office="president_legal",
        second="o2-president_legal",
        legal_basis="privacy-law",
    )


def test_somebody_forgotten_is_found_nowhere(desk: Desk) -> None:
    kept, gone = desk.received(words="canary-kept"), desk.petition()
    desk.decided(gone)
    assert desk.seen(text="canary-plea-4711") == [gone]
    forget(desk, desk.office.clerk.matter(gone).ref)
    for words in (PLEA, "canary-plea-4711", "שלום", "canary-grant-1234", "reduction fine"):
        assert desk.seen(text=words) == []
    assert desk.seen(text=gone) == [gone]  # the number is nobody's secret
    assert desk.seen(text="canary-kept") == [kept]
    keeping.rebuild()
    assert desk.seen(text="canary-plea-4711") == []


def test_only_that_persons_words_are_forgotten(desk: Desk) -> None:
    number = desk.petition({"scheduled_offence": True, "victim_asked": True})
    victim = desk.office.clerk.new_person()
    desk.office.act(number, "ask-victim", by=DEPARTMENT, fields={"victim": victim})
    fields = {"victim": victim, "statement": "canary-victim-0815"}
    desk.office.act(number, "victim-heard", by=DEPARTMENT, fields=fields)
    assert desk.seen(text="canary-victim-0815") == [number]
    forget(desk, victim)
    assert desk.seen(text="canary-victim-0815") == []
    assert desk.seen(text="canary-plea-4711") == [number]


def test_a_desk_restored_from_before_an_erasure_forgets_again(desk: Desk) -> None:
    """The tick drops whoever is on the list of the forgotten, whatever a backup brought back."""
    number = desk.received()
    keeping.catch_up()
    ref = desk.office.clerk.matter(number).ref
    before = list(Word.objects.all())
    forget(desk, ref)
    keeping.catch_up()
    Word.objects.all().delete()
    Word.objects.bulk_create(before)
    assert desk.seen(text="canary-plea-4711") == [number]
    jobs.forgotten(ref)
    assert desk.seen(text="canary-plea-4711") == []


# --- cost ---------------------------------------------------------------------------------------


def test_a_search_takes_as_many_queries_for_one_hit_as_for_many(desk: Desk) -> None:
    desk.received()
    viewer = desk.viewer()

    def cost(words: str) -> list[int]:
        with queries() as counted:
            asking.page(viewer, Filter(text=words), DAY)
        return counted

    keeping.catch_up()
    one = cost("canary-plea-4711")
    for _ in range(30):
        desk.received()
    keeping.catch_up()
    assert cost("canary-plea-4711") == one == cost("שלום חנינה בריאות")


def test_more_words_than_anybody_needs_are_left_out_and_named(desk: Desk) -> None:
    number = desk.received(words="a1 a2 a3 a4 a5 a6 a7 a8 a9")
    page = desk.page(text="a1 a2 a3 a4 a5 a6 a7 a8 a9 b1")
    assert [row.number for row in page.rows] == [number]
    assert page.unread == ("a9", "b1")


def test_what_holds_no_word_finds_nothing(desk: Desk) -> None:
    desk.received()
    assert desk.page(text=" … ").total == 0
