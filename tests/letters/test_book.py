"""The book of a pack: what is in it, and that both printers print all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clemency.law.trial import Scenario
from clemency.law.values import Facts
from clemency.letters.book import html, pdf
from clemency.letters.book.blocks import Box, Document, Para, Section, strings, text
from clemency.letters.book.model import (
    LEFT,
    OUT,
    NoProof,
    Proved,
    Use,
    book_of,
    citations,
    exprs_of,
    places_of,
    proved_from,
)
from clemency.letters.book.telling import document_of
from tests.letters.books import (
    ON,
    Page,
    book,
    document,
    part,
    trials,
    unpointed,
    words_of,
    words_of_pdf,
)
from tests.letters.packs import FOLDERS, pack

EVERY = [(name, language) for name in FOLDERS for language in pack(name).languages]


def section(whole: Document, id: str) -> Section:
    return next(one for one in whole.sections() if one.id == id)


def said(whole: object) -> str:
    return "\n".join(strings(whole))


# --- what is in it --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FOLDERS)
def test_every_scenario_is_an_example_of_every_rule_it_names(name: str) -> None:
    made = book(name)
    for scenario in trials(name).scenarios:
        for rule in scenario.finds:
            assert any(one.scenario is scenario for one in made.examples[rule])
    assert all(one.finding.rule_id == rule for rule, all_ in made.examples.items() for one in all_)


@pytest.mark.parametrize("name", FOLDERS)
def test_every_section_that_is_cited_is_covered_by_whoever_cites_it(name: str) -> None:
    made = book(name)
    covered = {(one.source, one.section): one for one in made.sections}
    for use, cite in citations(made.pack):
        for place in places_of(cite):
            assert use in covered[place].uses
            assert place[0] in made.pack.sources
    assert set(made.idle).isdisjoint(source for source, _ in covered)


def test_sections_stand_in_the_order_of_their_numbers() -> None:
    act = [one.section for one in book().sections if one.source == "Clemency Act"]
    numbers = [int("".join(filter(str.isdigit, one.split("(")[0])) or 0) for one in act]

    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 5


def test_what_is_left_to_people_is_not_called_encoded() -> None:
    one = book("il").pack.untranslatable["criteria"]
    assert one.cite is not None
    place = next(iter(places_of(one.cite)))
    found = next(s for s in book("il").sections if (s.source, s.section) == place)

    assert Use(LEFT, "criteria") in found.uses
    assert found.status == ("partly" if len(found.uses) > 1 else LEFT)
    assert replace(found, uses=(Use("rule", "z"),)).status == "encoded"
    assert replace(found, uses=(Use("rule", "z"), Use(OUT, "x"))).status == "partly"
    assert replace(found, uses=(Use(OUT, "x"),)).status == OUT
    assert replace(found, uses=(Use(LEFT, "x"), Use(OUT, "y"))).status == LEFT


def test_a_scenario_that_fails_is_shown_as_failing_before_anything_else() -> None:
    wrong = Scenario("Said to hold, and does not", Facts({"filer": "other"}), ON)
    told = replace(trials("ruritania"), scenarios=[replace(wrong, finds={"standing": True})])
    whole = document_of(book_of(pack(), told, ON), "en")

    boxes = [one for one in section(whole, "rule-standing").blocks if isinstance(one, Box)]
    assert [(one.level, one.badge) for one in boxes] == [("failed", "Not as expected")]
    assert "expected that it holds, found not-a-petition" in said(boxes[0])
    assert "Said to hold, and does not" in said(whole.front)
    assert 'class="box failed"' in html.printed(whole)


def test_nothing_is_said_to_fail_where_everything_passed() -> None:
    assert not any(isinstance(one, Para) and one.kind == "warn" for one in document().front)


# --- how it is said -------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_sentence_is_filled_and_every_chapter_has_one(name: str, language: str) -> None:
    whole = document(name, language)

    assert all(one.strip() for one in (whole.title, whole.subtitle, whole.running))
    for one in whole.sections():
        assert one.title.strip(), one.id
        assert one.blocks or one.sections, one.id


def test_placeholders_are_said_in_words() -> None:
    found = section(document(), "rule-waiting-period")

    assert "the first day on which it becomes possible" in said(found)
    assert "{" not in said(section(document("il"), "letters"))


def test_an_example_tells_what_its_rule_reads_and_counts_the_rest() -> None:
    made = section(document("il"), "rule-il-34-reapplication")
    boxes = [one for one in made.blocks if isinstance(one, Box)]

    assert any("which this rule does not read" in said(one) for one in boxes)
    assert all("Who imposed the measure?" not in said(one) for one in boxes)
    assert any("opens" in said(one) for one in boxes)


def test_a_rule_shows_its_readings_and_what_is_not_confirmed() -> None:
    found = said(section(document("il"), "rule-il-11-before-conviction"))

    assert found.count("One reading") == 3
    assert "Whether an express admission is needed before conviction is disputed." in found
    assert "convicted or admission == 'yes'" in found


def test_the_text_in_force_on_the_day_of_the_book_is_marked() -> None:
    today = said(section(document(), "rule-waiting-period"))
    earlier = document_of(book_of(pack(), trials("ruritania"), date(2000, 1, 1)), "en")

    assert "in force since 1 July 2024 (the text applied on the day of this book)" in today
    assert "to 30 June 2024 (the text applied" in said(section(earlier, "rule-waiting-period"))


def test_everything_not_confirmed_is_in_one_table() -> None:
    settle = said(section(document("il"), "settle"))
    for rule in book("il").rules:
        if rule.uncertain:
            assert rule.id in settle
            assert rule.uncertain in settle


# --- proofs ---------------------------------------------------------------------------------------

RESULT = {
    "property": "can-fail",
    "about": ["standing"],
    "verdict": "holds",
    "failed": False,
    "rows": 3,
    "acts": None,
}


def test_what_was_proved_stands_beside_what_it_is_about() -> None:
    proved = proved_from([{"pack": "./packs/ruritania", "results": [RESULT]}], "ruritania")
    whole = document_of(replace(book(), proved=proved), "en")

    assert proved == (Proved("can-fail", ("standing",), "holds", 3, None),)
    assert "proved, for up to 3 records, for paths of every length" in said(
        section(whole, "rule-standing")
    )
    assert "Properties that hold: 1 of 1 tried." in said(whole.front)
    assert "No proof was handed over" in said(document().front)


def test_what_was_refuted_is_told_on_the_first_page() -> None:
    refuted = Proved("can-fail", ("standing",), "fails", failed=True)
    whole = document_of(replace(book(), proved=(refuted,)), "en")

    assert "refuted, for every number of records" in said(whole.front)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {},
        [{"pack": "il", "results": [RESULT]}],
        [{"pack": "ruritania", "results": [{**RESULT, "verdict": "maybe"}]}],
        [{"pack": "ruritania", "results": [{"about": []}]}],
    ],
)
def test_what_is_no_proof_of_this_pack_is_refused(plain: object) -> None:
    with pytest.raises(NoProof):
        proved_from(plain, "ruritania")


# --- digests --------------------------------------------------------------------------------------


def test_a_signature_stands_for_every_sentence_but_its_own_page() -> None:
    made, again = document(), document_of(book(), "en")
    later = document_of(book_of(pack(), trials("ruritania"), date(2026, 11, 23)), "en")

    assert made.digest == again.digest
    assert made.digest in said(section(made, "sign"))
    assert len({made.digest, later.digest, document("ruritania", "he").digest}) == 3


# --- HTML -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_html_is_whole_and_every_link_leads_somewhere(name: str, language: str) -> None:
    page = Page(html.printed(document(name, language)))
    direction = "ltr" if language == "en" else "rtl"

    assert (page.wrong, page.open) == ([], [])
    assert (page.root["lang"], page.root["dir"]) == (language, direction)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert {f"rule-{rule}" for rule in pack(name).rules} <= set(page.ids)
    assert not page.tags.keys() & {"script", "img", "link", "iframe"}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_the_html_says_every_sentence(name: str, language: str) -> None:
    import re
    from html import unescape

    shown = words_of(unescape(re.sub(r"<[^>]+>", " ", html.printed(document(name, language)))))
    wanted = words_of(said(document(name, language)))

    assert wanted - shown == {}


def test_names_in_a_pack_are_never_read_as_markup() -> None:
    nasty = "<b>&\"'</b>"
    whole = part(document(), "sign")
    whole = replace(whole, chapters=(*whole.chapters, Section("x", nasty, (Para(text(nasty)),))))

    assert "<b>&" not in html.printed(whole)
    assert words_of(said(whole)) - words_of_pdf(pdf.printed(whole)) == {}


# --- PDF ------------------------------------------------------------------------------------------

PRINTED = (("ruritania", "en"), ("ruritania", "he"), ("il", "ar"))


@pytest.mark.parametrize(("name", "language"), PRINTED)
def test_the_pdf_reads_back_as_it_was_written(name: str, language: str) -> None:
    whole = document(name, language)
    if name == "il":  # three chapters have letters enough
        whole = part(whole, "duties", "letters", "statements")
    wanted, found = words_of(unpointed(said(whole))), words_of_pdf(pdf.printed(whole))

    missing = sum((wanted - found).values())
    assert missing <= 0.05 * sum(wanted.values()), (wanted - found).most_common(20)


@pytest.mark.parametrize(("name", "language"), PRINTED[:2])
def test_both_printers_carry_the_same_rules(name: str, language: str) -> None:
    whole = document(name, language)
    page, found = Page(html.printed(whole)), words_of_pdf(pdf.printed(whole))
    ids = [one.id for one in whole.sections() if one.id.startswith("rule-")]

    assert ids == [f"rule-{rule}" for rule in pack(name).rules]
    assert set(ids) <= set(page.ids)
    assert words_of(" ".join(pack(name).rules)).keys() <= found.keys()


def test_the_same_book_gives_the_same_bytes() -> None:
    whole = part(document(), "sign", "figures")

    assert pdf.printed(whole) == pdf.printed(whole)
    assert pdf.printed(whole) != pdf.printed(replace(whole, day=date(2026, 11, 23)))


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf.printed(part(document("ruritania", "he"), "sign"))) as made:
        assert made.is_tagged()
        assert made.get_metadata_dict()["Title"] == document("ruritania", "he").title
        assert [one.get_title() for one in made.get_toc()] == ["אישור בחתימה"]


def test_a_letter_that_no_typeface_has_is_refused() -> None:
    unknown = "\U00013000"
    whole = part(document(), "sign")
    whole = replace(whole, chapters=(Section("x", unknown, (Para(text(unknown)),)),))

    with pytest.raises(pdf.NotSet, match="could not be displayed"):
        pdf.printed(whole)


# --- what an expression reads ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ruritania", "il"])
def test_every_fact_that_a_rule_reads_is_listed_with_its_question(name: str) -> None:
    found = pack(name)
    for id, versions in found.rules.items():
        listed = said(section(document(name), f"rule-{id}"))
        for rule in versions:
            for path in {p for one in exprs_of(rule) for p in one.names()} & set(found.facts):
                assert path in listed, (id, path)
